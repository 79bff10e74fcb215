"""The lines above the body: labels with values, and the title as it is printed.

Disclosure pages print the metadata as ``label: value`` pairs, several to a line, with
labels stretched by spaces, in brackets, in table cells, or alone on a line above their
value. Which labels there are is in ``schemas/reading/metadata.yml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fazhi import vocabulary
from fazhi.reading import iso_dates
from fazhi.reading.vocabulary_files import MetadataVocabulary
from fazhi.records import MetadataValue

#: A line without a label that is longer than this, or a sentence at least so long, begins
#: the body.
FIRST_PARAGRAPH = 100
SHORTEST_SENTENCE = 30
#: A line with labels that is longer than this, with a sentence in it, holds the body too.
LONGEST_LABELLED = 1500
#: Nothing above the body is further down than this.
LONGEST_HEADER = 4000

_WHITE = " \t\u3000\xa0\u2002\u2003\u200b\ufeff\r"
_COLON_LABEL = re.compile(
    r"([\u4e00-\u9fff](?:[ \t\u3000\xa0]{0,6}[\u4e00-\u9fff]){1,11})[ \t\u3000\xa0]*[】\]］〕]?"
    r"[ \t\u3000\xa0]*[:：]"
)
_BRACKET_LABEL = re.compile(
    r"[\[【［〔][ \t\u3000\xa0]*([\u4e00-\u9fff](?:[ \t\u3000\xa0]{0,4}[\u4e00-\u9fff]){1,7})"
    r"[ \t\u3000\xa0]*[\]】］〕]"
)
_CELL = re.compile(r"[^\t|│\u3000\n]+")
_WIDE_GAP = re.compile(r"[ \u3000\xa0]{2,}|\t|\||│")
_DATED = frozenset({"written_date", "published_date"})
#: Labels so short that they are also common words: they need a colon and a date.
_WEAK = frozenset(
    {"时间", "日期", "标题", "名称", "分类", "来源", "栏目", "效力", "字号", "文种", "体裁"}
)
#: What clerks write into a field that they leave empty.
_NOTHING = frozenset({"无", "暂无", "/", "-", "--", "——", "空"})
_DIGIT = re.compile("[0-9０-９一二三四五六七八九十]")
_DOC_NUMBER = re.compile(
    r"[（(]?\s*([\u4e00-\u9fff]{1,12}[〔\[［（(【﹝]\s*20[0-9]{2}\s*[〕\]］）)】﹞]\s*第?\s*[0-9]{1,4}\s*号)"
)


@dataclass(slots=True)
class Header:
    """What stands above the body.

    Attributes:
        values: The label-value pairs and the document number, with their spans.
        title_lines: Lines that carry no label, as (start, end), in order: among them
            the title.
        body_start: Offset where the body begins.
    """

    values: list[MetadataValue]
    title_lines: list[tuple[int, int]]
    body_start: int


@dataclass(slots=True)
class _Found:
    field: str
    start: int
    end: int


def metadata_vocabulary() -> MetadataVocabulary:
    """Return the labels of disclosure metadata."""
    known: MetadataVocabulary = vocabulary.load("reading/metadata.yml", MetadataVocabulary)
    return known


@cache
def _labels() -> dict[str, str]:
    """Label -> field; furniture labels have the field ``""``."""
    known = metadata_vocabulary()
    labels = dict.fromkeys(known.furniture, "")
    for name, field in known.fields.items():
        labels.update(dict.fromkeys(field.labels, name))
    return labels


def read_header(text: str, body_limit: int) -> Header:
    """Read the lines above the body.

    Args:
        text: The document's text.
        body_limit: Offset of the first chapter; the header ends there at the latest.
    """
    limit = min(body_limit, LONGEST_HEADER, len(text))
    header = Header([], [], limit)
    pending = ""
    position = 0
    while position < limit:
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        start, stop = _stripped(text, position, end)
        found = _labels_in(text, start, stop) if start < stop else []
        if found:
            if _is_body_too(text, start, stop):
                _take_values(text, found[:-1], found[-1].start, header)
                header.body_start = found[-1].end
                break
            pending = _take_values(text, found, stop, header)
        elif start < stop:
            if _is_paragraph(text, start, stop):
                header.body_start = start
                break
            if pending and _fits(pending, text[start:stop]):
                _add(header, pending, text, start, stop)
            else:
                header.title_lines.append((start, stop))
            pending = ""
        position = end + 1
    _read_doc_number(text, header)
    return header


def _is_paragraph(text: str, start: int, stop: int) -> bool:
    length = stop - start
    return length > FIRST_PARAGRAPH or (
        length >= SHORTEST_SENTENCE and text.find("。", start, stop) >= 0
    )


def _is_body_too(text: str, start: int, stop: int) -> bool:
    """Tell whether a line with labels holds the body as well: a text without line breaks."""
    return stop - start > LONGEST_LABELLED and text.find("。", start, stop) >= 0


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _WHITE:
        start += 1
    while end > start and text[end - 1] in _WHITE:
        end -= 1
    return start, end


def _labels_in(text: str, start: int, end: int) -> list[_Found]:
    """Return the labels of one line, in order, without overlaps."""
    found: list[_Found] = []
    if text.find(":", start, end) >= 0 or text.find("：", start, end) >= 0:
        found = [
            hit
            for match in _COLON_LABEL.finditer(text, start, end)
            if (hit := _known_suffix(text, match.start(1), match.end(1), match.end())) is not None
        ]
    for match in _BRACKET_LABEL.finditer(text, start, end):
        field = _labels().get(_squash(match.group(1)))
        if field is not None:
            found.append(_Found(field, match.start(), match.end()))
    for match in _CELL.finditer(text, start, end):
        label = _squash(match.group()).strip(":：[]【】")
        field = _labels().get(label)
        if field is None or (label in _WEAK and not _in_table(text, match.start(), match.end())):
            continue
        if not any(hit.start < match.end() and match.start() < hit.end for hit in found):
            found.append(_Found(field, match.start(), match.end()))
    found.sort(key=lambda hit: hit.start)
    return [
        hit for index, hit in enumerate(found) if not index or hit.start >= found[index - 1].end
    ]


def _in_table(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] in ("\t", "|") or text[end : end + 1] in ("\t", "|")


def _known_suffix(text: str, start: int, end: int, after: int) -> _Found | None:
    """Return the longest known label that ends the run of characters before a colon."""
    position = start
    while position < end:
        if text[position] not in _WHITE:
            label = _squash(text[position:end])
            field = _labels().get(label)
            glued = position > start and text[position - 1] not in _WHITE
            if field is not None and not (glued and len(label) < 4):
                return _Found(field, position, after)
        position += 1
    return None


def _squash(label: str) -> str:
    return "".join(label.split())


def _take_values(text: str, found: list[_Found], line_end: int, header: Header) -> str:
    """Store what follows each label; return the field still waiting for its value."""
    waiting = ""
    for index, hit in enumerate(found):
        stop = found[index + 1].start if index + 1 < len(found) else line_end
        start, stop = _stripped(text, hit.end, stop)
        while start < stop and text[start] in "|│:：]】":
            start, stop = _stripped(text, start + 1, stop)
        while stop > start and text[stop - 1] in "|│[【":
            start, stop = _stripped(text, start, stop - 1)
        if start < stop and hit.field:
            _add(header, hit.field, text, start, stop)
        waiting = hit.field if start >= stop and len(found) == 1 else ""
    return waiting


def _fits(field: str, value: str) -> bool:
    """Tell whether a line can be the value of the label that stood alone above it."""
    if field in _DATED:
        return bool(iso_dates.to_iso(value))
    return len(value) <= 60


def _add(header: Header, field: str, text: str, start: int, end: int) -> None:
    """Add a value; what stands behind a wide gap is another field's, or nobody's."""
    known = metadata_vocabulary().fields[field]
    gap = _WIDE_GAP.search(text, start, end) if field != "title" else None
    if gap is not None:
        if known.split:
            rest_start, rest_end = _stripped(text, gap.end(), end)
            _append(header, known.split, text, rest_start, rest_end)
        end = gap.start()
    if field in _DATED and not iso_dates.to_iso(text[start:end]):
        return
    if field == "doc_number" and not _DIGIT.search(text, start, end):
        return  # 字号：[大 中 小]
    _append(header, field, text, start, end)


def _append(header: Header, field: str, text: str, start: int, end: int) -> None:
    value = " ".join(text[start:end].split())
    yes_no = metadata_vocabulary().fields[field].yes_no
    value = yes_no.get(value, value)
    if value and value not in _NOTHING:
        header.values.append(MetadataValue(field, value, "text", start, end))


def _read_doc_number(text: str, header: Header) -> None:
    """A document number on a line of its own, above or below the title."""
    remaining = []
    for start, end in header.title_lines:
        match = _DOC_NUMBER.match(text, start, end)
        if match is None or end - match.end() > 1:
            remaining.append((start, end))
        elif not any(value.name == "doc_number" for value in header.values):
            _append(header, "doc_number", text, match.start(1), match.end(1))
    header.title_lines = remaining
