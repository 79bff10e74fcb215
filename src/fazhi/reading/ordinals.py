"""第N, 翻一番, 半年 and 过半: numerals that a character before or instead of them makes special."""

from __future__ import annotations

import re
from decimal import Decimal

from fazhi.reading.bounds import bound_before, suffix_behind
from fazhi.reading.expressions import Expression, Form
from fazhi.reading.numerals import CHINESE_CLASS, read_numeral
from fazhi.reading.units import match_unit
from fazhi.records import Bound

_DOUBLING = re.compile("翻了?(近)?([一两三])番(多|以上|有余)?")
_UNITS = re.compile(
    " ?(?:季度|阶段|届|次|批|个|条|章|款|项|期|轮|年|名(?!单)|位|版|级|类|(?P<number>号))"
)
_NUMERALS = frozenset(CHINESE_CLASS + "0123456789")
_NOT_BEFORE_HALF = frozenset("上下前后大过多每")
_MAJORITY = re.compile("半数(?!据)|(?<=[过逾超近])半(?![年月天日小个成程路途夜价百空山])")
#: 时间过半 is a date, 双过半 a motto, 经过半… no share.
_NO_MAJORITY = ("时间过", "任务过", "进度过", "双过", "“过", "经过", "通过", "难过")
_HALF_IN_PERCENT = Decimal(50)


def read_ordinal(text: str, start: int) -> Expression | None:
    """Read 第 with its numeral and the measure word that belongs to it."""
    position = start + 2 if text.startswith(" ", start + 1) else start + 1
    if text[position : position + 1] not in _NUMERALS:
        return None
    numeral = read_numeral(text, position)
    if numeral is None:
        return None
    end = numeral.end
    form: Form = "ordinal"
    unit = _UNITS.match(text, end)
    if unit is not None:
        end = unit.end()
        form = "document" if unit.group("number") else "ordinal"
    return Expression(
        start,
        end,
        form,
        numeral.value,
        text=text[start:end],
        number_end=numeral.end,
        chinese=not numeral.arabic,
    )


def read_doubling(text: str, start: int) -> Expression | None:
    """Read 翻一番: twice as much."""
    match = _DOUBLING.match(text, start)
    if match is None:
        return None
    nearly, number, more = match.groups()
    end = match.end()
    return Expression(
        start,
        end,
        "multiple",
        Decimal(2) ** "零一两三".index(number),
        unit="倍",
        dimension="factor",
        bound="at_least" if more else "approx" if nearly else "exact",
        chinese=True,
        number_end=end,
    )


def read_half(text: str, start: int) -> Expression | None:
    """Read 半年, 半小时 and the share of 过半, 半数; 上半年 and 大半年 are none."""
    majority = _MAJORITY.match(text, start)
    if majority is not None:
        return _read_majority(text, start, majority.end())
    if start > 0 and text[start - 1] in _NOT_BEFORE_HALF:
        return None
    unit = match_unit(text, start + 1)
    if unit is None or unit.dimension != "duration":
        return None
    return Expression(
        start,
        start + 1 + len(unit.form),
        "quantity",
        Decimal("0.5"),
        unit=unit.name,
        dimension="duration",
        chinese=True,
        number_end=start + 1,
    )


def _read_majority(text: str, start: int, end: int) -> Expression | None:
    """Read 过半, 近半数, 半数以上: fifty per cent, with the bound."""
    if text.endswith(_NO_MAJORITY, 0, start):
        return None
    suffix = suffix_behind(text, end, is_duration=False)
    bound: Bound = bound_before(text, start) or "exact"
    if suffix is not None:
        bound = suffix.bound
    elif text[start - 1 : start] == "过":
        bound = "at_least"
    return Expression(
        start,
        suffix.end if suffix is not None else end,
        "quantity",
        _HALF_IN_PERCENT,
        unit="percent",
        dimension="fraction",
        bound=bound,
        chinese=True,
        number_end=end,
    )
