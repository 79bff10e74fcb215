"""第N, 翻一番 and 半年: numerals that a character before or instead of them makes special."""

from __future__ import annotations

import re
from decimal import Decimal

from fazhi.reading.expressions import Expression, Form
from fazhi.reading.numerals import CHINESE_CLASS, read_numeral
from fazhi.reading.units import match_unit

_DOUBLING = re.compile("翻了?([一两三])番")
_UNITS = re.compile(
    " ?(?:季度|阶段|届|次|批|个|条|章|款|项|期|轮|年|名(?!单)|位|版|级|类|(?P<number>号))"
)
_NUMERALS = frozenset(CHINESE_CLASS + "0123456789")
_NOT_BEFORE_HALF = frozenset("上下前后大过多每")


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
    end = match.end()
    value = Decimal(2) ** "零一两三".index(match.group(1))
    return Expression(
        start, end, "multiple", value, unit="倍", dimension="factor", chinese=True, number_end=end
    )


def read_half(text: str, start: int) -> Expression | None:
    """Read 半年, 半小时; 上半年 and 大半年 are none."""
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
