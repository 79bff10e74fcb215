"""PDF files: the text layer, put back into paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from fazhi.document.assembly import Draft, GridCell, assemble, table_of
from fazhi.document.errors import Reason, UnreadableDocumentError
from fazhi.document.media_types import PDF
from fazhi.document.pdf_columns import Item, Part, are_parallel, parts_of
from fazhi.document.pdf_furniture import drop_furniture
from fazhi.document.pdf_lines import Line, paragraphs_of
from fazhi.document.pdf_page import Page, read_page
from fazhi.document.pdf_tables import PageTable, same_columns, take_tables
from fazhi.records import Document

#: No report is longer; a longer file is a collection and takes too long to read.
MOST_PAGES = 400
#: A page with a picture and fewer characters than this is a picture of a page.
_FEWEST_CHARACTERS = 20
#: A document with fewer characters than this for each page without text is not read.
_READ_FOR_UNREAD = 100


def read_pdf(content: bytes) -> Document:
    """Read a PDF file.

    Page numbers, running lines and slanted stamps are left out. Two columns are read one
    after the other; two documents side by side, one after the other through all pages.
    A file whose text is in pictures, or whose fonts do not tell their characters, has
    the outcome ``scanned``.

    Raises:
        UnreadableDocumentError: The file is damaged, encrypted or too long.
    """
    try:
        source = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        reason: Reason = "encrypted" if "password" in str(error).lower() else "damaged"
        raise UnreadableDocumentError(f"no sound PDF file ({error})", reason) from error
    try:
        if len(source) > MOST_PAGES:
            raise UnreadableDocumentError(f"{len(source)} pages are too many", "limits")
        pages = [read_page(source[number]) for number in range(len(source))]
    except pdfium.PdfiumError as error:
        raise UnreadableDocumentError(f"damaged PDF file ({error})") from error
    finally:
        source.close()
    is_scanned = _is_scanned(pages)
    document = assemble(_blocks(pages), PDF)
    if is_scanned:
        document.outcome = "scanned"
    return document


def _is_scanned(pages: Sequence[Page]) -> bool:
    """Whether the text is on pages that cannot be read: pictures, or fonts without names.

    A few words on a cover do not make up for them; photographs behind a text do no harm.
    """
    without_text = characters = 0
    for page in pages:
        count = sum(not glyph.text.isspace() for glyph in page.glyphs)
        characters += count
        is_picture = page.has_picture and count < _FEWEST_CHARACTERS
        without_text += is_picture or page.unmapped > max(count, _FEWEST_CHARACTERS)
    return characters < _READ_FOR_UNREAD * without_text


def _blocks(pages: Sequence[Page]) -> Iterator[Draft]:
    tables: list[list[PageTable]] = []
    for page in pages:
        before = tables[-1][-1] if tables and tables[-1] else None
        tables.append(take_tables(page, before))
    # After the tables: their repeated headings are no running lines.
    drop_furniture(pages)
    parts: list[Part] = []
    for page, inside in zip(pages, tables, strict=True):
        parts += parts_of(page, inside)
    if are_parallel(parts):
        for side in ("whole", "left", "right"):
            yield from _flow(item for part in parts if part.side == side for item in part.items)
        return
    run: list[Item] = []
    columns = False
    for part in parts:
        if run and (part.side == "whole") is columns:
            yield from _flow(run)
            run = []
        columns = part.side != "whole"
        run += part.items
    yield from _flow(run)


def _flow(items: Iterable[Item]) -> Iterator[Draft]:
    """Yield the blocks of one column through all its pages."""
    lines: list[Line] = []
    table: PageTable | None = None
    for item in items:
        if isinstance(item, Line):
            if table is not None:
                yield Draft(table=table_of(table.cells))
                table = None
            lines.append(item)
            continue
        yield from map(Draft, paragraphs_of(lines))
        lines = []
        if table is not None and not _goes_on(table, item):
            yield Draft(table=table_of(table.cells))
            table = None
        table = _joined(table, item) if table is not None else item
    if table is not None:
        yield Draft(table=table_of(table.cells))
    yield from map(Draft, paragraphs_of(lines))


def _goes_on(table: PageTable, following: PageTable) -> bool:
    """Whether a table at the top of a page goes on from the page before."""
    return following.top < table.bottom and same_columns(table.columns, following.columns)


def _joined(table: PageTable, following: PageTable) -> PageTable:
    """Add the rows of the next page; a heading that is printed again counts once."""
    rows = max(cell.row + cell.height for cell in table.cells)
    first = [cell.text for cell in table.cells if cell.row == 0]
    again = [cell.text for cell in following.cells if cell.row == 0] == first
    shift = rows - again
    moved = [
        GridCell(cell.row + shift, cell.column, cell.text, cell.width, cell.height)
        for cell in following.cells
        if not (again and cell.row == 0)
    ]
    return PageTable(
        table.left,
        following.top,
        table.right,
        following.bottom,
        table.columns,
        [*table.cells, *moved],
    )
