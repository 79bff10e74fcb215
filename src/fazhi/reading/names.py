"""Numbers that name something: document numbers, codes, hotlines, versions, mottos.

``find_names`` finds those that start before their number (皋政发〔2023〕30号, a motto in
quotation marks) in one pass over the text; ``read_name`` reads those that start with it.
"""

from __future__ import annotations

import re
from itertools import chain

from fazhi.reading.expressions import Expression, Form
from fazhi.reading.marks import find_from
from fazhi.reading.units import match_unit

_DOCUMENT = re.compile(
    r"[〔\[（(【](?:19|20)\d\d年?[〕\]）)】] ?(?:第? ?\d{1,5}(?:[-—、]\d+)* ?号"
    r"|[\u4e00-\u9fff]{1,2}\d{0,6}[\u4e00-\u9fff]{1,3}\d+号)"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\u4e00-\u9fff，。；）)]+")
_QUOTED = re.compile("[“‘「『]([^“”‘’「」『』\n。；！？]{1,26})[”’」』]")
_STRAIGHT = re.compile('"([^"\n]*)"')
_LONGEST_MOTTO = 26
_NUMERAL = re.compile("[0-9〇零一二两三四五六七八九十百千万亿双]|[NX][+＋]")
_MOTTO_END = re.compile("[(（:：?]|(?<![0-9])[·•]")
_FEAST = re.compile(r"(\d{1,2})[·•.．](\d{1,2})$")
_NO_MOTTO = re.compile("[0-9][0-9.,]*(?:余|多)?[万亿]?(?:元|人次|家次|户次|%)|[0-9]{4}年|[0-9]月")
_NO_NUMBER = re.compile(
    "统一|一定|进一步|一般|一律|百姓|一些|唯一|之一|逐一|一批|单一|一流|一线|一致|十?[一二三四五六七八九]五"
)
_FORMULA = re.compile(
    r"\d{1,3}(?:[+＋×xX*](?:\d{1,4}|[NnXx]))+[+＋]?|\d{1,3}[+＋](?!\d)|\d+/\d+/\d+"
)
_VERSION = re.compile(r"\d+(?:\.\d+)+ ?(?:版本|版|升级版)|\d+\.0(?![\d%])|\d+(?:\.\d+){2,}")
_SCALES = frozenset("万亿千百余多‰")
_CODE = re.compile(r"[0-9A-Za-z]+(?:[-/][0-9A-Za-z]+)+")
_HOTLINE = re.compile(r"(?:12[0-9]{3}|95[0-9]{3}|96[0-9]{3}|1[12][0-9])(?!\d)")
_HOTLINE_CUE = re.compile(
    " ?(?:热线|平台|政务|服务|便民|公共|投诉|举报|公益|市民|联动|非警务|报警|警情|接处警|电话"
    '|与|和|、1[12]|工单|法律|“|”|"|接诉|语音|中心|派单|系统)'
)
_NUMBER = re.compile(r"\d{1,5} ?号(?!召)(?:文件|文|令|线|楼|院|公告)?")
_ORDER = re.compile(r"\d{1,4}号令")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")


def find_names(text: str) -> list[Expression]:
    """Names that start before their number: document numbers, addresses, quoted mottos."""
    found = [
        _name(text, _issuer_start(text, m.start()), m.end(), "document")
        for m in find_from(_DOCUMENT, text, "〔[（(【")
    ]
    if "http" in text or "www." in text:
        found.extend(_name(text, m.start(), m.end(), "other") for m in _ADDRESS.finditer(text))
    for match in chain(find_from(_QUOTED, text, "“‘「『"), find_from(_STRAIGHT, text, '"')):
        motto = _read_motto(text, match)
        if motto is not None:
            found.append(motto)
    return found


def _issuer_start(text: str, start: int) -> int:
    """Where the issuer's short name before the year bracket begins (皋政发)."""
    position = start
    while position > 0 and start - position < 8 and "\u4e00" <= text[position - 1] <= "\u9fff":
        position -= 1
    return position


def _read_motto(text: str, match: re.Match[str]) -> Expression | None:
    """A short quoted phrase with a numeral that names no data (“1+7+3”, “三整合”)."""
    content = match.group(1)
    numeral = _NUMERAL.search(content)
    if numeral is None:
        return None
    day = _FEAST.match(content) if numeral.start() == 0 else None
    if day is not None:
        iso = f"--{int(day.group(1)):02d}-{int(day.group(2)):02d}"
        return Expression(*match.span(1), "date", text=iso, unit="date", number_end=match.end(1))
    if len(content) > _LONGEST_MOTTO:
        return None
    if _NO_MOTTO.search(content):
        return None
    if content[numeral.start() - 1 : numeral.start()] == "第":
        return None
    if len(content) > 16 and ("，" in content or "," in content):
        return None
    stripped = _NO_NUMBER.sub("", content)
    if stripped != content and _NUMERAL.search(stripped) is None:
        return None
    start, end = match.span(1)
    cut = _MOTTO_END.search(text, start, end)
    if cut is not None:
        if numeral.start() < cut.start() - start:
            end = cut.start()
        else:
            start = start + numeral.start()
    while "、" in text[start:end]:
        last = text.rindex("、", start, end)
        if _NUMERAL.search(text, last, end) is not None:
            break
        end = last
    return _name(text, start, end, "slogan") if end > start else None


def _is_measured(text: str, match: re.Match[str]) -> bool:
    """Whether a bare ``N.0`` is a quantity printed with a decimal: 9.0个百分点, 19.0万起."""
    if not match.group().endswith(".0"):
        return False
    end = match.end() + (text[match.end() : match.end() + 1] == " ")
    return text[end : end + 1] in _SCALES or match_unit(text, end) is not None


def read_name(text: str, start: int, digits_end: int) -> Expression | None:
    """Read the code, hotline, version or formula that starts with these digits, or None.

    Args:
        text: Folded text.
        start: Offset of the first digit.
        digits_end: Offset past the run of digits.
    """
    behind = text[digits_end : digits_end + 1]
    before = text[start - 1 : start]
    if behind == "." or behind in "+＋×xX*":
        match = _FORMULA.match(text, start) if behind != "." else _VERSION.match(text, start)
        if match is not None and not _is_measured(text, match):
            return _name(text, start, match.end(), "slogan" if behind != "." else "version")
    if before in _LETTERS and before:
        end = _code_end(text, start, digits_end)
        start = _code_start(text, start)
        is_number = end - start > 7 and ("-" in text[start:end] or "/" in text[start:end])
        return _name(text, start, end, "document" if is_number else "other")
    if behind and behind in "-/" and digits_end - start > 2:
        match = _CODE.match(text, start)
        if match is not None and match.end() - start > 7:
            return _name(text, start, match.end(), "document")
    if behind == "号" or text.startswith(" 号", digits_end):
        match = _NUMBER.match(text, start)
        if match is not None:
            return _name(text, start, match.end(), "document")
    length = digits_end - start
    if length in (3, 5) and text[start] in "19":
        match = _HOTLINE.match(text, start)
        if match is not None and _HOTLINE_CUE.match(text, match.end()) is not None:
            return _name(text, start, match.end(), "other")
    if length >= 11 and behind not in ("元", "万", "亿"):
        return _name(text, start, _code_end(text, start, digits_end), "document")
    return None


def _code_start(text: str, start: int) -> int:
    """Start of the letters that run into a code from the left (PM2.5)."""
    position = start
    while position > 0 and start - position < 8 and text[position - 1] in _LETTERS:
        position -= 1
    return position


def _code_end(text: str, start: int, digits_end: int) -> int:
    """End of a code of letters and digits."""
    match = _CODE.match(text, start)
    if match is not None:
        return match.end()
    end = digits_end
    while end < len(text) and (
        text[end] in _LETTERS or (text[end].isascii() and text[end].isdigit())
    ):
        end += 1
    if text.startswith(".", end) and text[end + 1 : end + 2].isdecimal():
        end += 2
    return end


def _name(text: str, start: int, end: int, form: Form) -> Expression:
    return Expression(start, end, form, text=text[start:end], number_end=end)
