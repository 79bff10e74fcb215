"""Dates as official pages print them, to ISO strings."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_DIGITS = {"〇": "0", "○": "0", "零": "0", "Ｏ": "0", "O": "0"} | {
    han: str(value) for value, han in enumerate("一二三四五六七八九", start=1)
}
_HAN_YEAR = "[一二三四五六七八九〇○零OＯ0]"
_DATE = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})\s*(?:年|[-/.．])\s*(1[0-2]|0?[1-9])\s*(?:月|[-/.．])\s*"
    r"(3[01]|[12][0-9]|0?[1-9])(?![0-9])\s*日?"
)
_COMPACT = re.compile(r"(?<![0-9])(20[0-9]{2})(1[0-2]|0[1-9])(3[01]|[12][0-9]|0[1-9])(?![0-9])")
_HAN_DATE = re.compile(
    rf"({_HAN_YEAR}{{4}})\s*年\s*([一二三四五六七八九十元正]{{1,2}})\s*月\s*"
    r"([一二三四五六七八九十]{1,3})\s*日"
)

#: A date as printed at the foot of a document; the month may be Chinese or Arabic.
PRINTED = re.compile(
    rf"(?:20[0-9]{{2}}|２０[０-９]{{2}}|{_HAN_YEAR}{{4}})\s*年\s*[0-9０-９一二三四五六七八九十元]{{1,2}}"
    r"\s*月\s*[0-9０-９一二三四五六七八九十]{1,3}\s*日"
)


def to_iso(printed: str) -> str:
    """Return the first date in ``printed`` as ``YYYY-MM-DD``, or ``""``.

    Understands 2023-12-13 (with or without a time), 2023年12月13日, 2023/12/13,
    20231213, 二〇二三年十二月十三日 and full-width digits. A date that the calendar does
    not have is none.
    """
    plain = unicodedata.normalize("NFKC", printed)
    match = _DATE.search(plain) or _COMPACT.search(plain)
    if match is not None:
        return _checked(*(int(part) for part in match.groups()))
    match = _HAN_DATE.search(plain)
    if match is None:
        return ""
    year = "".join(_DIGITS.get(char, char) for char in match.group(1))
    return _checked(int(year), _small(match.group(2)), _small(match.group(3)))


def han_year(printed: str) -> int | None:
    """Return the value of a year in Chinese digits (二〇二三); None if it is none."""
    digits = "".join(_DIGITS.get(char, char) for char in printed)
    return int(digits) if digits.isdecimal() and len(digits) == 4 else None


def _small(numeral: str) -> int:
    """Return 1 to 39 from Chinese numerals; 元 and 正 are the first month."""
    if numeral in ("元", "正"):
        return 1
    tens, ten, ones = numeral.rpartition("十")
    unit = int(_DIGITS.get(ones[-1:], "0")) if ones else 0
    if not ten:
        return unit
    return 10 * (int(_DIGITS.get(tens[-1:], "1")) if tens else 1) + unit


def _checked(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
