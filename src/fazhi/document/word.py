"""Word documents (.docx): paragraphs and tables in order, with the labels Word numbers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import XMLSyntaxError

from fazhi.document.assembly import Draft, GridCell, assemble, is_data, table_of
from fazhi.document.errors import UnreadableDocumentError
from fazhi.document.html_blocks import clean
from fazhi.document.media_types import DOCX
from fazhi.document.word_numbering import Numbering
from fazhi.records import Document

#: A report unpacks to a few megabytes; pictures make it some tens.
MOST_UNPACKED_BYTES = 300_000_000

_LONGEST_HEADING = 60
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
#: What is not to be read: deleted text, the reading of a character, older forms of what
#: stands beside them, instructions of fields.
_UNREAD = frozenset(
    [qn(name) for name in ("w:del", "w:moveFrom", "w:rt", "w:instrText", "w:pPr", "w:rPr")]
    + [f"{_COMPATIBILITY}Fallback"]
)
_TEXT = frozenset({qn("w:t"), f"{_MATH}t"})
_BREAKS = frozenset({qn("w:br"), qn("w:cr")})
_BLANKS = {qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
_FALSE = frozenset({"0", "false", "off"})
_CONTENTS_STYLE = re.compile(r"^(?:toc|目录)", re.IGNORECASE)
_HEADING_STYLE = re.compile(r"^(?:heading|title|标题)", re.IGNORECASE)

Element = Any


def read_docx(content: bytes) -> Document:
    """Read a .docx file.

    Text deleted under tracked changes, hidden text and tables of contents are left out;
    text boxes follow the paragraph that they are anchored in. A document of nothing but
    pictures has the outcome ``scanned``.

    Raises:
        UnreadableDocumentError: The file is damaged, or unpacks to more than a report can.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(entry.file_size for entry in package.infolist()) > MOST_UNPACKED_BYTES:
                raise UnreadableDocumentError("unpacks to more than a report can", "limits")
        source = docx.Document(io.BytesIO(content))
        reader = _Reader(source)
        document = assemble(reader.blocks(source.element.body), DOCX)
    except (
        zipfile.BadZipFile,
        PackageNotFoundError,
        XMLSyntaxError,
        KeyError,
        ValueError,
    ) as error:
        if isinstance(error, UnreadableDocumentError):
            raise
        raise UnreadableDocumentError(f"no sound .docx file ({error})") from error
    if not document.text and next(source.element.body.iter(*_PICTURES), None) is not None:
        document.outcome = "scanned"
    return document


_PICTURES = (qn("w:drawing"), qn("w:pict"), qn("w:object"))


class _Reader:
    """Reads the parts of one document; the counters of its lists go on from block to block."""

    def __init__(self, source: Any) -> None:
        self._numbering = Numbering(_part(source, "numbering"), _part(source, "styles"))
        styles = _part(source, "styles")
        self._style_names = {
            style.get(qn("w:styleId")): (style.find(qn("w:name")).get(qn("w:val")) or "")
            for style in (styles.findall(qn("w:style")) if styles is not None else ())
            if style.find(qn("w:name")) is not None
        }

    def blocks(self, parent: Element) -> Iterator[Draft]:
        """Yield the paragraphs and tables below an element, in order."""
        for child in parent.iterchildren():
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif isinstance(child.tag, str) and child.tag not in _UNREAD:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Element) -> Iterator[Draft]:
        """Yield a paragraph, cut at its line breaks, and the text boxes anchored in it."""
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = self._style_names.get(style.get(qn("w:val")), "") if style is not None else ""
        if _CONTENTS_STYLE.match(name):
            return
        lines = [""]
        bold = visible = 0
        boxes: list[Element] = []
        for kind, text, is_bold in _runs(paragraph, boxes):
            if kind == "break":
                lines.append("")
            else:
                lines[-1] += text
                visible += len(text.strip())
                bold += len(text.strip()) if is_bold else 0
        texts = list(filter(None, map(clean, lines)))
        # An empty paragraph of a list is counted, but shows nothing worth keeping.
        label = self._numbering.label(paragraph)
        if texts:
            texts[0] = _labelled(label, texts[0])
        is_short = sum(map(len, texts)) <= _LONGEST_HEADING
        is_heading = is_short and (bool(_HEADING_STYLE.match(name)) or 0 < visible <= bold)
        for text in texts:
            yield Draft(text, "heading" if is_heading else "paragraph")
        for box in boxes:
            yield from self.blocks(box)

    def _table(self, table: Element) -> Iterator[Draft]:
        """Yield a table of data as one; the content of any other, cell by cell."""
        cells: list[GridCell] = []
        contents: list[Draft] = []
        is_nested = False
        above: dict[int, GridCell] = {}
        for number, row in enumerate(_within(table, "w:tr")):
            column = _span(row.find(qn("w:trPr")), "w:gridBefore", 0)
            for cell in _within(row, "w:tc"):
                properties = cell.find(qn("w:tcPr"))
                width = _span(properties, "w:gridSpan", 1)
                merge = properties.find(qn("w:vMerge")) if properties is not None else None
                if merge is not None and merge.get(qn("w:val")) != "restart" and column in above:
                    above[column].height += 1
                else:
                    drafts = list(self.blocks(cell))
                    contents += drafts
                    is_nested = is_nested or any(draft.table for draft in drafts)
                    text = " ".join(draft.text for draft in drafts)
                    above[column] = GridCell(number, column, text, width)
                    cells.append(above[column])
                column += width
        if is_nested or not is_data(cells):
            yield from contents
        else:
            yield Draft(table=table_of(cells))


def _part(source: Any, kind: str) -> Element | None:
    """Return the root of a part that the document may lack; python-docx would invent one."""
    for relation in source.part.rels.values():
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
            return relation.target_part.element
    return None


def _runs(parent: Element, boxes: list[Element]) -> Iterator[tuple[str, str, bool]]:
    """Yield (``text`` or ``break``, text, whether bold); text boxes go to ``boxes``."""
    for child in parent.iterchildren():
        tag = child.tag
        if tag in _UNREAD or not isinstance(tag, str):
            continue
        if tag == qn("w:txbxContent"):
            boxes.append(child)
        elif tag in _TEXT:
            yield "text", child.text or "", _is_on(parent, "w:b")
        elif tag in _BREAKS:
            yield "break", "", False
        elif tag in _BLANKS:
            yield "text", _BLANKS[tag], False
        elif tag != qn("w:r") or not _is_on(child, "w:vanish"):
            yield from _runs(child, boxes)


def _is_on(run: Element, name: str) -> bool:
    """Whether a run's own formatting switches something on."""
    found = run.find(f"{qn('w:rPr')}/{qn(name)}")
    return found is not None and found.get(qn("w:val"), "1") not in _FALSE


def _labelled(label: str, text: str) -> str:
    """Put the label before the text, a blank between where digits would meet."""
    return f"{label} {text}" if label and text[:1].isdigit() else label + text


def _within(parent: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also those in content controls."""
    for child in parent.iterchildren():
        if child.tag == qn(name):
            yield child
        elif child.tag not in _UNREAD and child.tag != qn("w:tc"):
            yield from _within(child, name)


def _span(properties: Element | None, name: str, default: int) -> int:
    found = properties.find(qn(name)) if properties is not None else None
    value = found.get(qn("w:val"), "") if found is not None else ""
    return min(int(value), 200) if value.isdecimal() else default
