"""Word's older forms: .doc (Word 97 to 2003) and .rtf.

Both are read for paragraphs and tables alone. Of a .doc file the library does not tell
the labels that Word numbered by itself; RTF carries them as text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import office_oxide
from striprtf.striprtf import rtf_to_text

from fazhi.document.assembly import Draft, GridCell, assemble, is_data, table_of
from fazhi.document.errors import Reason, UnreadableDocumentError
from fazhi.document.html_blocks import clean
from fazhi.document.media_types import DOC, RTF
from fazhi.records import Document

_LINE_BREAKS = frozenset({"line_break", "break", "page_break"})
#: How striprtf ends the cells of a table's row.
_CELL_END = "|"

Json = dict[str, Any]


def read_doc(content: bytes) -> Document:
    """Read a .doc file.

    Raises:
        UnreadableDocumentError: The file is damaged or encrypted.
    """
    try:
        source = office_oxide.Document.from_bytes(content, "doc").to_ir()
    except office_oxide.OfficeOxideError as error:
        reason: Reason = "encrypted" if "encrypt" in str(error).lower() else "damaged"
        raise UnreadableDocumentError(f"no sound .doc file ({error})", reason) from error
    sections = source.get("sections", [])
    document = assemble(
        (draft for section in sections for draft in _elements(section.get("elements", []))), DOC
    )
    if not document.text and any(_has_picture(section) for section in sections):
        document.outcome = "scanned"
    return document


def read_rtf(content: bytes) -> Document:
    """Read an RTF file; it is 7-bit text that names its own encodings.

    Raises:
        UnreadableDocumentError: The file is damaged.
    """
    try:
        text: str = rtf_to_text(content.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError) as error:
        raise UnreadableDocumentError(f"no sound RTF file ({error})") from error
    return assemble(_rtf_blocks(text.split("\n")), RTF)


def _elements(elements: list[Json]) -> Iterator[Draft]:
    for element in elements:
        kind = element.get("type")
        if kind == "table":
            yield from _table(element)
        elif kind in {"paragraph", "heading"}:
            for line in _lines(element):
                yield Draft(line, "heading" if kind == "heading" else "paragraph")
        elif kind == "list":
            yield from _items(element)
        else:
            yield from _elements(element.get("elements") or element.get("content") or [])


def _items(source: Json) -> Iterator[Draft]:
    for item in source.get("items", []):
        yield from _elements(item.get("content", []))
        if item.get("nested"):
            yield from _items(item["nested"])


def _table(table: Json) -> Iterator[Draft]:
    """Yield a table of data as one; the content of any other, cell by cell."""
    cells: list[GridCell] = []
    contents: list[Draft] = []
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(table.get("rows", [])):
        column = 0
        for source in row.get("cells", []):
            while (number, column) in taken:
                column += 1
            drafts = list(_elements(source.get("content", [])))
            contents += drafts
            width, height = source.get("col_span", 1), source.get("row_span", 1)
            text = " ".join(draft.text for draft in drafts)
            cells.append(GridCell(number, column, text, width, height))
            taken.update(
                (number + down, column + along) for down in range(height) for along in range(width)
            )
            column += width
    if any(draft.table for draft in contents) or not is_data(cells):
        yield from contents
    else:
        yield Draft(table=table_of(cells))


def _lines(element: Json) -> list[str]:
    """Return the text of a paragraph, cut at its line breaks; empty lines are left out."""
    lines = [""]
    for piece in element.get("content", []):
        if piece.get("type") in _LINE_BREAKS:
            lines.append("")
            continue
        first, *others = piece.get("text", "").replace("\v", "\n").split("\n")
        lines[-1] += first
        lines += others
    return list(filter(None, map(clean, lines)))


def _has_picture(node: Any) -> bool:
    if isinstance(node, dict):
        return node.get("type") == "image" or any(map(_has_picture, node.values()))
    return isinstance(node, list) and any(map(_has_picture, node))


def _rtf_blocks(lines: list[str]) -> Iterator[Draft]:
    rows: list[list[str]] = []
    for line in lines:
        if line.endswith(_CELL_END):
            rows.append([clean(cell) for cell in line.split(_CELL_END)[:-1]])
            continue
        yield from _rtf_table(rows)
        rows = []
        yield Draft(clean(line))
    yield from _rtf_table(rows)


def _rtf_table(rows: list[list[str]]) -> Iterator[Draft]:
    cells = [
        GridCell(number, column, text)
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
    ]
    if cells and is_data(cells):
        yield Draft(table=table_of(cells))
    else:
        yield from (Draft(cell.text) for cell in cells)
