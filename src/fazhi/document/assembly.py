"""Blocks in order become a Document: one text, and the span of every block and cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from fazhi.document.html_tables import CellDraft, TableDraft
from fazhi.records import Block, Cell, Document, Table

#: A cell with more text than this holds an article: the table only lays out the page.
LONGEST_CELL = 600
_NUMBER = re.compile(r"^[\d,.%‰-]+$")


@dataclass(slots=True)
class Draft:
    """A block before the text is put together.

    Attributes:
        text: Its text on one line; unused for a table.
        kind: What a block of text is.
        table: The table's content, for a table.
    """

    text: str = ""
    kind: Literal["paragraph", "heading"] = "paragraph"
    table: TableDraft | None = None


def assemble(drafts: Iterable[Draft], media_type: str) -> Document:
    """Put blocks together, one a line and one table row a line; empty ones are left out.

    Args:
        drafts: The blocks in reading order.
        media_type: Of the document.
    """
    document = Document("", media_type)
    lines: list[str] = []
    position = 0
    for draft in drafts:
        if draft.table is None:
            rows = [draft.text] if draft.text else []
        else:
            rows = draft.table.row_texts()
        starts = []
        for row in rows:
            starts.append(position)
            lines.append(row)
            position += len(row) + 1
        if draft.table is not None and any(cell.text for cell in draft.table.cells):
            number = len(document.tables)
            for start, row in zip(starts, rows, strict=True):
                document.blocks.append(Block("table_row", start, start + len(row), number))
            cells = list(_cells(draft.table, rows, starts))
            document.tables.append(Table(cells, draft.table.header_rows))
        elif draft.table is None and rows:
            document.blocks.append(Block(draft.kind, starts[0], starts[0] + len(draft.text)))
    document.text = "\n".join(lines)
    return document


def _cells(table: TableDraft, rows: list[str], starts: list[int]) -> Iterator[Cell]:
    """Yield the cells with their spans; cells of a row are joined by tabs."""
    for cell in table.cells:
        before = rows[cell.row].split("\t")[: cell.column]
        start = starts[cell.row] + sum(len(text) + 1 for text in before)
        yield Cell(cell.row, cell.column, cell.text, start, start + len(cell.text))


@dataclass(slots=True)
class GridCell:
    """A cell with its place in the grid and the columns and rows that it spans."""

    row: int
    column: int
    text: str
    width: int = 1
    height: int = 1


def is_data(cells: Sequence[GridCell]) -> bool:
    """Tell a table of data from one that lays out the page: the rule for pages' tables.

    Data has two rows and two columns or more, and no long cell.
    """
    rows = {cell.row for cell in cells}
    columns = {cell.column for cell in cells}
    shortest = all(len(cell.text) <= LONGEST_CELL for cell in cells)
    return len(rows) > 1 and len(columns) > 1 and shortest


def table_of(cells: Sequence[GridCell]) -> TableDraft:
    """Make a table; a first row with a number in it is data, not a heading.

    Where cells of the first row span columns, the rows that its other cells span are
    headings too.
    """
    rows = max(cell.row + 1 for cell in cells)
    first = [cell for cell in cells if cell.row == 0]
    header_rows = 1
    if any(_NUMBER.match(cell.text) for cell in first):
        header_rows = 0
    elif len(first) > 1 and any(cell.width > 1 for cell in first):
        header_rows = max(cell.height for cell in first)
    return TableDraft(
        cells=[CellDraft(cell.row, cell.column, cell.text) for cell in cells],
        rows=rows,
        columns=max(cell.column + cell.width for cell in cells),
        header_rows=min(rows, header_rows),
    )
