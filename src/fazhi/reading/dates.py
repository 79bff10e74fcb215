"""Dates, years, months and times of day: numbers that are no quantities.

Also dates that lost a character on the way (``20256月``, ``20212025年``), which are kept as
dates and marked for review instead of being read as large numbers.
"""

from __future__ import annotations

import re

from fazhi.reading.expressions import Expression
from fazhi.reading.numerals import CHINESE_DIGITS, parse_chinese
from fazhi.reading.units import match_unit

_TO = "[-—–~～－至到]{1,2}"
_YEAR = r"(?:19[4-9]|20[0-5])\d"
_PART = "(?:底前|底之前|以前|底|初|末|前|上旬|中旬|下旬)?"
_ISO = re.compile(
    rf"({_YEAR})([-/.])(\d{{1,2}})\2(\d{{1,2}})(?!\d)(?:[ T]+(\d{{1,2}}:\d\d(?::\d\d)?))?"
)
_YEARS = re.compile(rf"({_YEAR}) ?(?:年度|年)? ?{_TO} ?({_YEAR})(?!\d)(?: ?(?:年度|学年|年))?")
_YEAR_DATE = re.compile(
    rf"({_YEAR}) ?年(?:度|(?: ?(\d{{1,2}})(?: ?(?:月份?)?{_TO} ?\d{{1,2}})? ?月份?"
    rf"(?: ?(\d{{1,2}})(?:日?{_TO}\d{{1,2}})? ?[日号])?)?{_PART})"
)
_MONTH = re.compile(
    rf"(\d{{1,2}})(?: ?(?:月份?)?(?:{_TO}|、) ?\d{{1,2}})? ?月份?"
    rf"(?: ?(\d{{1,2}})(?: ?日?(?:{_TO}|、)(?:\d{{1,2}}月)?\d{{1,2}})? ?[日号])?{_PART}"
)
_LOST = re.compile(rf"{_YEAR}{_YEAR}年度?|{_YEAR}\d{{1,2}}月(?:\d{{1,2}}日)?|{_YEAR}\d{{3,4}}日")
_TIME = re.compile(r"\d{1,2}(?::\d\d){1,2}(?:-\d{1,2}:\d\d)?(?!\d)")
_BARE_YEAR = re.compile(rf"{_YEAR}(?= ?[\u4e00-\u9fff“《”])(?! ?[余多万亿])")
_AGE = re.compile(r"\d{1,2}(?:0年代|世纪(?:\d0年代)?)")
_HAN = "〇○零一二三四五六七八九"
_CHINESE_YEAR = re.compile(
    rf"([{_HAN}]{{4}})年(?:度|(?:([一二三四五六七八九十]{{1,2}})月(?:([一二三四五六七八九十]{{1,3}})日)?)?)"
)
_CHINESE_MONTH = re.compile(
    "([一二三四五六七八九十]{1,2})月(?:份|([一二三四五六七八九十]{1,3})日)?" + _PART
)
_DAY = re.compile(r"(\d{1,2})[日号](?=上午|下午|晚|在|召开|起|止|前|[，,（(])")

_BEHIND_DIGITS = frozenset("年月日号时点-—–~～－至到:、 世0")
#: 2023年 goes on to another year only behind one of these.
_BEFORE_LAST_YEAR = frozenset(" 度-—–~～－至到")


def read_date(text: str, start: int, digits_end: int) -> Expression | None:
    """Read the date that starts with the digits at ``start``, or None.

    Args:
        text: Folded text.
        start: Offset of the first digit.
        digits_end: Offset past the run of digits.
    """
    length = digits_end - start
    behind = text[digits_end : digits_end + 1]
    if length == 4:
        return _read_year(text, start) if text[start] in "12" else None
    if length > 4:
        match = _LOST.match(text, start) if behind in ("年", "月", "日") and length <= 8 else None
        if match is None:
            return None
        year = int(match.group()[:4])
        return _date(match, str(year), "date", year, review="characters_lost")
    if behind not in _BEHIND_DIGITS:
        return None
    match = _MONTH.match(text, start)
    if match is not None and 1 <= int(match.group(1)) <= 12 and text[start - 1 : start] != "第":
        month, day = match.groups()
        iso = f"--{int(month):02d}" + (f"-{int(day):02d}" if day else "")
        return _date(match, iso, "date" if day else "month")
    match = _TIME.match(text, start) or _AGE.match(text, start)
    if match is not None:
        return _date(match, match.group(), "time")
    match = _DAY.match(text, start)
    if match is not None and int(match.group(1)) <= 31 and text[start - 1 : start] in "至到月、—-":
        return _date(match, match.group(), "date")
    return None


def _read_year(text: str, start: int) -> Expression | None:
    """Read a date that starts with four digits."""
    behind = text[start + 4 : start + 5]
    match = _ISO.match(text, start) if behind in ("-", "/", ".") else None
    if match is not None:
        year, _, month, day, time = match.groups()
        iso = f"{year}-{int(month):02d}-{int(day):02d}" + (f"T{time}" if time else "")
        return _date(match, iso, "datetime" if time else "date", int(year))
    goes_on = behind != "年" or text[start + 5 : start + 6] in _BEFORE_LAST_YEAR
    match = _YEARS.match(text, start) if goes_on else None
    if match is not None:
        first, last = match.groups()
        return _date(match, f"{first}/{last}", "year", int(last))
    match = _YEAR_DATE.match(text, start)
    if match is None:
        match = _BARE_YEAR.match(text, start)
        if match is None or match_unit(text, match.end()) is not None:
            return None
        return _date(match, match.group(), "year", int(match.group()))
    year, month, day = match.groups()
    iso = year + (f"-{int(month):02d}" if month else "") + (f"-{int(day):02d}" if day else "")
    return _date(match, iso, "date" if day else "month" if month else "year", int(year))


def read_chinese_date(text: str, start: int) -> Expression | None:
    """Read a date in Chinese numerals (二〇二三年十二月, 十一月五日) at ``start``, or None."""
    match = _CHINESE_YEAR.match(text, start)
    if match is not None:
        digits, month, day = match.groups()
        year = int("".join(str(CHINESE_DIGITS[character]) for character in digits))
        iso = f"{year:04d}"
        for part in (month, day):
            number = parse_chinese(part) if part else None
            iso += f"-{int(number):02d}" if number is not None else ""
        return _date(match, iso, "date" if day else "month" if month else "year", year)
    match = _CHINESE_MONTH.match(text, start)
    if match is None or text[start - 1 : start] in ("个", "第"):
        return None
    month = parse_chinese(match.group(1))
    if month is None or not 1 <= month <= 12:
        return None
    return _date(match, f"--{int(month):02d}", "month")


def _date(
    match: re.Match[str], iso: str, unit: str, year: int | None = None, review: str = ""
) -> Expression:
    return Expression(
        match.start(),
        match.end(),
        "date",
        text=iso,
        unit=unit,
        year=year,
        review=review,
        number_end=match.end(),
    )
