"""The first layer: numerals and what they are worth, before any unit is looked at.

Arabic digits of either width, thousands groups (comma of either width, or blank),
decimals, Chinese numerals (``两千零五十``, ``百``), mixtures (``3.5亿``, ``5万3千``,
``1亿3000万``) and the inexact ones (``1.2万余``, ``十余万``, ``数十``). Values are
``Decimal``. All functions expect text that went through ``fold``, which changes the
width of digits but no offset.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

_WIDE = "０１２３４５６７８９％﹪．＋　\u00a0\u2009\u202f"
_NARROW = "0123456789%%.+    "

CHINESE_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_SMALL_SCALES = {"十": 10, "百": 100, "千": 1000}
_LARGE_SCALES = {"万": 10**4, "亿": 10**8}
SCALES = {name: Decimal(size) for name, size in (_SMALL_SCALES | _LARGE_SCALES).items()} | {
    "百万": Decimal(10**6),
    "千万": Decimal(10**7),
    "百亿": Decimal(10**10),
    "千亿": Decimal(10**11),
    "万亿": Decimal(10**12),
}

CHINESE_CLASS = "〇○零一二两三四五六七八九十百千万亿"
_ARABIC = re.compile(
    r"(?:(\d{1,3}(?:(?:,| , |, )\d{3})+(?!\d)|\d{1,3}(?:，\d{3})+(?!\d))"
    r"|(\d{1,3}(?: \d{3})+(?=(?:\.\d+)? ?[^\d\s.,，、]))|(\d[\d\u2060]*))"
    r"(\.[\d\u2060]+|(?: \. ?| ?\. )\d{1,2}(?= ?(?:[%‰万亿倍]|个百分点)))?",
    re.ASCII,
)
_CHINESE = re.compile(f"[{CHINESE_CLASS}]+")
_LONGEST_CHINESE = 20
_POINT = re.compile("点([零一二三四五六七八九]+)")
_SCALE = "万亿|千亿|百亿|千万|百万|亿|万|千(?![米瓦伏克卡赫升帕字])|百(?![分姓])"
_SOME = "余|多(?!元化|样)|来(?=[个人家户名件次天年岁项万])"
_TAIL = re.compile(f" {{0,2}}(?:({_SOME})?({_SCALE}))?(?: ?({_SOME}))?")
#: Only behind one of these has ``_TAIL`` anything to match.
_TAIL_OPENINGS = frozenset(" 余多来万亿千百")
_REST = re.compile(r"(\d+(?:\.\d+)?)(千万|百万|万|千|百)?", re.ASCII)
_BARE_SCALE = re.compile("[万亿]")
_UNKNOWN = re.compile(f"[数几]({_SCALE}|十[万亿]?|[百千][万亿]?)")


@dataclass(slots=True)
class Numeral:
    """A numeral in the text.

    Attributes:
        start: Offset of its first character.
        end: Offset past it, inexactness (余, 多) included.
        value: What it is worth; None where it names no number (``数十``).
        high: The upper end of an inexact pair (``两三`` is 2 to 3), else None.
        hedge: ``余``, ``多``, ``来``, ``几`` or ``数`` where the numeral says so.
        arabic: Whether it starts with a digit.
        scale: The scale the numeral ends in (``万``), which a range may share.
    """

    start: int
    end: int
    value: Decimal | None
    high: Decimal | None = None
    hedge: str = ""
    arabic: bool = False
    scale: str = ""


def fold(text: str) -> str:
    """Return ``text`` with digits, signs and blanks in half width, offsets unchanged."""
    for wide, narrow in zip(_WIDE, _NARROW, strict=True):
        if wide in text:
            text = text.replace(wide, narrow)
    return text


def plain_decimal(value: Decimal) -> Decimal:
    """The same value without trailing zeros and without an exponent."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def read_numeral(text: str, start: int) -> Numeral | None:
    """Read the numeral that starts at ``start``, with its scale and inexactness.

    Args:
        text: Folded text.
        start: Offset of a digit, a Chinese numeral, ``数`` or ``几``.

    Returns:
        The numeral, or None where the characters are no well-formed number.
    """
    if "0" <= text[start : start + 1] <= "9":
        return read_arabic(text, start)
    match = _CHINESE.match(text, start)
    if match is not None:
        return read_chinese(text, start, match.end())
    match = _UNKNOWN.match(text, start)
    if match is None:
        return None
    end = match.end()
    if text[end : end + 1] in ("余", "多"):
        end += 1
    return Numeral(start, end, None, hedge="数")


def read_arabic(text: str, start: int) -> Numeral | None:
    """Read the digits at ``start`` and what may follow them: 万, 余, 多, 万余, 亿3000万."""
    match = _ARABIC.match(text, start)
    if match is None:
        return None
    end = match.end()
    commas, blanks, plain, fraction = match.groups()
    digits = plain or (commas or blanks).replace(",", "").replace("，", "").replace(" ", "")
    if fraction:
        digits += fraction.replace(" ", "")
    value = Decimal(digits.replace("\u2060", ""))
    tail = _TAIL.match(text, end) if text[end : end + 1] in _TAIL_OPENINGS else None
    if tail is None or tail.lastindex is None:
        return Numeral(start, end, value, arabic=True)
    inner, scale, outer = tail.groups()
    end = tail.end()
    if scale is None:
        return Numeral(start, end, value, hedge=outer, arabic=True)
    value = plain_decimal(value * SCALES[scale])
    if inner is None and outer is None:
        value, end = _add_rest(text, end, value, SCALES[scale])
    return Numeral(start, end, value, hedge=inner or outer or "", arabic=True, scale=scale)


def _add_rest(text: str, end: int, value: Decimal, scale: Decimal) -> tuple[Decimal, int]:
    """Add what follows a scale: ``1亿3000万``, ``5万3千``, ``3万2000``."""
    while (rest := _REST.match(text, end)) is not None:
        amount, smaller = rest.groups()
        added = Decimal(amount) * (SCALES[smaller] if smaller else 1)
        if added >= scale or (smaller is None and (len(amount) != 4 or scale != 10**4)):
            break
        value, end, scale = value + added, rest.end(), SCALES[smaller] if smaller else Decimal(1)
    return value, end


def read_chinese(text: str, start: int, end: int) -> Numeral | None:
    """Read a run of Chinese numerals with decimals, inexactness and scale behind it."""
    if end - start > _LONGEST_CHINESE:
        return None
    run = text[start:end]
    pair = _approximate_pair(run)
    if pair is not None:
        shared = _BARE_SCALE.match(text, end)
        factor = SCALES[shared.group()] if shared is not None else Decimal(1)
        end = shared.end() if shared is not None else end
        return Numeral(start, end, pair[0] * factor, pair[1] * factor)
    value = parse_chinese(run)
    if value is None:
        return None
    point = _POINT.match(text, end) if text.startswith("点", end) else None
    if point is not None:
        decimals = "".join(str(CHINESE_DIGITS[c]) for c in point.group(1))
        value, end = value + Decimal(f"0.{decimals}"), point.end()
    hedge, scale = "", ""
    tail_match = _TAIL.match(text, end) if text[end : end + 1] in _TAIL_OPENINGS else None
    if tail_match is not None and tail_match.lastindex is not None:
        inner, scale_name, outer = tail_match.groups()
        hedge, end = inner or outer or "", tail_match.end()
        if scale_name:
            value, scale = plain_decimal(value * SCALES[scale_name]), scale_name
    elif text.startswith("几", end) and run[-1] == "十":
        hedge, end = "几", end + 1
    return Numeral(start, end, value, hedge=hedge, scale=scale)


@lru_cache(maxsize=4096)  # a report has the same few numerals again and again
def parse_chinese(run: str) -> Decimal | None:
    """Value of a run of Chinese numerals, or None where it is no well-formed number.

    Digits without a scale are read by position (``二〇二三`` is 2023); a last digit after
    百, 千, 万 without 零 stands for the next lower scale (``三千五`` is 3500).
    """
    if all(c in CHINESE_DIGITS for c in run):
        return Decimal(int("".join(str(CHINESE_DIGITS[c]) for c in run)))
    total = section = 0
    digit: int | None = None
    scale = 10**12
    for index, character in enumerate(run):
        if character in CHINESE_DIGITS:
            if digit:
                return None
            digit = CHINESE_DIGITS[character]
        elif character in _SMALL_SCALES:
            if digit is None and ((index and character != "十") or scale <= 10):
                return None
            scale = _SMALL_SCALES[character]
            section += (digit or 1) * scale
            digit = None
        else:
            scale = _LARGE_SCALES[character]
            section += digit or 0
            if section == 0 and total == 0:
                section = 1
            if scale == 10**8:
                total, section = (total + section) * scale, 0
            else:
                total, section = total + section * scale, 0
            digit = None
    if digit:
        section += digit * (1 if run[-2] in "零〇○十" else scale // 10)
    return Decimal(total + section)


@lru_cache(maxsize=4096)
def _approximate_pair(run: str) -> tuple[Decimal, Decimal] | None:
    """Two neighbouring digits mean "or so": 两三 is 2 to 3, 二三十 is 20 to 30, 三五 3 to 5."""
    if len(run) < 2:
        return None
    for first, second in pairwise(run):
        low, high = CHINESE_DIGITS.get(first), CHINESE_DIGITS.get(second)
        if low is None or high is None:
            continue
        if not 0 < low < high or (high - low > 1 and (low, high) != (3, 5)):
            return None
        if run.count(first) > 1 or sum(c in CHINESE_DIGITS for c in run) > 2:
            return None
        low_value = parse_chinese(run.replace(second, "", 1))
        high_value = parse_chinese(run.replace(first, "", 1))
        if low_value is None or high_value is None:
            return None
        return low_value, high_value
    return None
