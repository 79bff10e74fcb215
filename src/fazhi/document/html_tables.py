"""Tables of a page: which hold data, and what stands in their cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import product

from selectolax.lexbor import LexborNode

from fazhi.document.html_tree import BLOCKS, attribute, events

#: A cell with more text than this holds an article: the table only lays out the page.
_LONGEST_CELL = 600
_MOST_SPANNED = 200
_NUMBER = re.compile(r"^[\d,.%‰-]+$")


@dataclass(slots=True)
class CellDraft:
    """A cell with its place in the grid, spans counted."""

    row: int
    column: int
    text: str


@dataclass(slots=True)
class TableDraft:
    """A table's cells, row by row; a spanned place has no cell and reads as empty."""

    cells: list[CellDraft] = field(default_factory=list)
    rows: int = 0
    columns: int = 0
    header_rows: int = 1

    def row_texts(self) -> list[str]:
        """Return each row as text, cells joined by tabs."""
        grid = [[""] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            grid[cell.row][cell.column] = cell.text
        return ["\t".join(row) for row in grid]


def is_data_table(table: LexborNode, furniture: AbstractSet[int]) -> bool:
    """Tell a table of data from one that lays out the page.

    Data has two rows and two columns or more, no table within and no long cell.
    """
    rows = _rows(table)
    if len(rows) < 2 or max((len(_cells(row)) for row in rows), default=0) < 2:
        return False
    if any(inner.mem_id != table.mem_id for inner in table.css("table")):
        return False
    return all(
        sum(map(len, _lines(cell, furniture))) <= _LONGEST_CELL
        for row in rows
        for cell in _cells(row)
    )


def read_table(
    table: LexborNode, furniture: AbstractSet[int], clean: Callable[[str], str]
) -> TableDraft:
    """Read the cells of a data table.

    Args:
        table: The table's element.
        furniture: ``mem_id`` of elements passed over.
        clean: What heals a run of text.
    """
    draft = TableDraft()
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(_rows(table)):
        column = 0
        for cell in _cells(row):
            while (number, column) in taken:
                column += 1
            height, width = _span(cell, "rowspan"), _span(cell, "colspan")
            taken.update(product(range(number, number + height), range(column, column + width)))
            text = " ".join(filter(None, map(clean, _lines(cell, furniture))))
            draft.cells.append(CellDraft(number, column, text))
            column += width
            draft.columns = max(draft.columns, column)
        draft.rows = number + 1
    draft.header_rows = min(draft.rows, _header_rows(table, draft))
    return draft


def _header_rows(table: LexborNode, draft: TableDraft) -> int:
    """Count the rows of headings at the top.

    A first row with a number in it is data. Where its cells span columns, the rows
    that its other cells span are headings too.
    """
    first = _cells(_rows(table)[0])
    if any(cell.row == 0 and _NUMBER.match(cell.text) for cell in draft.cells):
        return 0
    if any(_span(cell, "colspan") > 1 for cell in first) and len(first) > 1:
        return max(_span(cell, "rowspan") for cell in first)
    return 1


def _rows(table: LexborNode) -> list[LexborNode]:
    """Return the rows of this table, not those of a table within."""
    rows = []
    for part in table.iter():
        if part.tag == "tr":
            rows.append(part)
        elif part.tag in {"thead", "tbody", "tfoot"}:
            rows += [row for row in part.iter() if row.tag == "tr"]
    return rows


def _cells(row: LexborNode) -> list[LexborNode]:
    return [cell for cell in row.iter() if cell.tag in {"td", "th"}]


def _span(cell: LexborNode, name: str) -> int:
    value = attribute(cell, name).strip()
    return min(max(int(value), 1), _MOST_SPANNED) if value.isdecimal() else 1


def _lines(cell: LexborNode, furniture: AbstractSet[int]) -> list[str]:
    """Return the text of a cell, cut where blocks begin and end."""
    lines = [""]
    for kind, node in events(cell, lambda node: node.mem_id in furniture):
        if kind == "text":
            lines[-1] += node.text_content or ""
        elif node.tag in BLOCKS or node.tag == "br":
            lines.append("")
    return lines
