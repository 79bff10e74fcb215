"""The end of a document: who signed it, when, and which files it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fazhi.reading import iso_dates
from fazhi.records import MetadataValue

#: How far from the end a signature is looked for.
_TAIL = 2500
_LONGEST_SIGNER = 60
_MOST_LINES = 40

_ORGAN_END = re.compile(
    r"(?:政府|委员会|办公室|局|厅|委|办|处|院|中心|街道|镇|乡|管委会|大队|支队|总队|队|公司|所|站|领导小组|社|会)$"
)
_FILE_ENDING = re.compile(
    r"[.．](?:pdf|docx?|wps|xlsx?|ofd|zip|rar|pptx?)(?![A-Za-z])", re.IGNORECASE
)
_NOT_IN_FILE_NAME = re.compile(r"[\s：:、，。；;|]")
_LONGEST_FILE_NAME = 120
_ATTACHED = re.compile(r"附\s*件\s*[0-9一二三]?\s*[：:]?\s*")
_ITEM = re.compile(r"[0-9]{1,2}[.．、]\s*")
_EDGE = "（）() \t\u3000\xa0\r\ufeff"


@dataclass(slots=True)
class Signature:
    """What stands below the body.

    Attributes:
        values: ``signed_by`` and ``signed_date`` as printed, with their spans.
        attachments: Names of files, in order.
        start: Offset where the signature begins; the end of the text if there is none.
    """

    values: list[MetadataValue]
    attachments: list[str]
    start: int


def read_signature(text: str, body_start: int) -> Signature:
    """Read signer, date and attachment names from the last lines.

    The signer stands on the lines above the date, or before it on the same line. Where
    the foot has no date, one in brackets below the title counts.
    """
    signature = Signature([], [], len(text))
    lines = _tail_lines(text, body_start)
    signature.attachments = _attachment_names(text, lines)
    index = _date_line(text, lines)
    if index is not None:
        _read_signed(text, lines, index, signature)
    else:
        _read_undated(text, lines, signature)
        _read_date_below_title(text, body_start, signature)
    files = [start for start, end in lines if _FILE_ENDING.search(text, start, end)]
    short = [start for start in files if len(text) - start < 400]
    signature.start = min([signature.start, *short])
    return signature


def _tail_lines(text: str, body_start: int) -> list[tuple[int, int]]:
    """Return the last non-blank lines as (start, end), white space cut off, in order."""
    lines: list[tuple[int, int]] = []
    end = len(text)
    limit = max(0, len(text) - _TAIL, min(body_start, len(text)))
    while end > limit and len(lines) < _MOST_LINES:
        start = max(text.rfind("\n", limit, end) + 1, limit)
        line = text[start:end]
        left = len(line) - len(line.lstrip())
        if line.strip():
            lines.append((start + left, start + len(line.rstrip())))
        end = start - 1
    return lines[::-1]


def _date_line(text: str, lines: list[tuple[int, int]]) -> int | None:
    """Return the index of the last line that is a date, with at most a signer before it."""
    for index in range(len(lines) - 1, -1, -1):
        start, end = lines[index]
        if end - start > _LONGEST_SIGNER + 16:
            continue
        printed = list(iso_dates.PRINTED.finditer(text, start, end))
        if not printed or text[printed[-1].end() : end].strip(_EDGE):
            continue
        before = text[start : printed[-1].start()].strip(_EDGE)
        if not before or _ORGAN_END.search(before):
            return index
    return None


def _read_signed(text: str, lines: list[tuple[int, int]], index: int, signature: Signature) -> None:
    start, end = lines[index]
    match = list(iso_dates.PRINTED.finditer(text, start, end))[-1]
    _append(signature, "signed_date", text, match.start(), match.end())
    signature.start = start
    before = text[start : match.start()].strip(_EDGE)
    if before:
        position = text.index(before, start)
        _append(signature, "signed_by", text, position, position + len(before))
        return
    first = index
    while first > 0 and index - first < 3 and _is_signer(text, *lines[first - 1]):
        first -= 1
    if first < index:
        signature.start = lines[first][0]
        _append(signature, "signed_by", text, lines[first][0], lines[index - 1][1])


def _is_signer(text: str, start: int, end: int) -> bool:
    line = text[start:end].strip(_EDGE)
    return (
        len(line) <= _LONGEST_SIGNER
        and bool(_ORGAN_END.search(line))
        and not re.search(r"[。，；：:,;]", line)
    )


def _read_undated(text: str, lines: list[tuple[int, int]], signature: Signature) -> None:
    """A signer on one of the last lines although no date is there."""
    for start, end in lines[-4:]:
        line = text[start:end]
        if re.search(r"(?:人民政府|委员会|办公室|局)$", line) and _is_signer(text, start, end):
            _append(signature, "signed_by", text, start, end)
            signature.start = start
            return


def _read_date_below_title(text: str, body_start: int, signature: Signature) -> None:
    head = text[:body_start]
    match = re.search(
        r"^[ \t\u3000]*+(?:[\u4e00-\u9fff]{3,24}"
        r"(?:政府|局|厅|委员会|办公室|办事处|管委会)[ \t\u3000]++)?"
        rf"[（(]?[^\S\n]*+({iso_dates.PRINTED.pattern})\s*[）)]?\s*$",
        head,
        re.M,
    )
    if match is not None:
        _append(signature, "signed_date", text, match.start(1), match.end(1))


def _attachment_names(text: str, lines: list[tuple[int, int]]) -> list[str]:
    """Return file names in the last lines, and what 附件： lists without an ending."""
    names: list[str] = []
    in_list = False
    for start, end in lines:
        line = text[start:end]
        attached = _ATTACHED.match(line)
        if attached is not None and len(line) <= 120:
            in_list = True
            line = line[attached.end() :]
        elif not (in_list and _ITEM.match(line)):
            in_list = False
        files = _file_names(line)
        if files:
            names += files
        elif in_list and line.strip(_EDGE) and len(line) <= 90 and "。" not in line:
            names.append(_ITEM.sub("", line, count=1).strip())
    return [name for index, name in enumerate(names) if name and name not in names[:index]]


def _file_names(line: str) -> list[str]:
    """Return the words of a line that end like a file's name."""
    names = []
    for match in _FILE_ENDING.finditer(line):
        floor = max(0, match.start() - _LONGEST_FILE_NAME)
        before = _NOT_IN_FILE_NAME.split(line[floor : match.start()])[-1]
        names.append(_ITEM.sub("", before + match.group(), count=1))
    return names


def _append(signature: Signature, name: str, text: str, start: int, end: int) -> None:
    value = " ".join(text[start:end].split())
    signature.values.append(MetadataValue(name, value, "text", start, end))
