"""A numeral with what belongs to it: fraction, tenths, range, unit, suffix and bound."""

from __future__ import annotations

import re
from decimal import Decimal

from fazhi.reading.bounds import LEADS_IN, TRAILS, bound_before, suffix_behind
from fazhi.reading.expressions import Expression, Form
from fazhi.reading.numerals import SCALES, Numeral, plain_decimal, read_numeral
from fazhi.reading.units import Unit, match_unit
from fazhi.records import Bound

_RANGE = re.compile(" ?[-—–~～－至到]{1,2} ?(?=[0-9一二三四五六七八九十百千])")
_RANGE_SIGNS = frozenset("-—–~～－至到 ")
_RATIO = re.compile(r"\d+(?:\.\d+)?(?: ?[:：∶] ?\d+(?:\.\d+)?)+", re.ASCII)
_SIMPLE_FRACTION = re.compile(r"(\d{1,2})/(\d{1,2})(?![\d/])", re.ASCII)
_BEHIND_TENTHS = frozenset("不立为功果员本熟长就绩都品效交人才份片套分体型")
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_")
_HUNDREDTHS = {Decimal(100): "percent", Decimal(1000): "per_mille"}
_TENTH = Decimal("0.1")


def read_ratio(text: str, start: int, sign: str) -> Expression | None:
    """Read 8.3:41.4:50.3, and 1/4 as a share; ``sign`` stands behind the first digits."""
    if sign != "/":
        match = _RATIO.match(text, start)
        if match is None:
            return None
        end = match.end()
        return Expression(start, end, "ratio", text=match.group(), number_end=end)
    match = _SIMPLE_FRACTION.match(text, start)
    if match is None:
        return None
    numerator, denominator = Decimal(match.group(1)), Decimal(match.group(2))
    if not 0 < numerator < denominator:
        return None
    return _fraction(text, Numeral(start, match.end(), numerator, arabic=True), denominator)


def read_one_half(text: str, start: int) -> Expression:
    """Read 一半: fifty per cent."""
    return _fraction(text, Numeral(start, start + 2, Decimal(1)), Decimal(2))


def read_plain(text: str, start: int, end: int) -> Expression:
    """Read digits, with decimals or without, that have nothing behind but a unit, or nothing."""
    unit = match_unit(text, end)
    after = end + len(unit.form) if unit is not None else end
    value = Decimal(text[start:end])
    if text[after] in _RANGE_SIGNS:
        ranged = _read_range(text, Numeral(start, end, value, arabic=True), unit, after)
        if ranged is not None:
            return ranged
    return _with_unit(text, start, end, value, unit, after, chinese=False)


def read_magnitude(text: str, numeral: Numeral) -> Expression | None:
    """Read what belongs to a numeral; None for a bare 万 or 亿 that no word makes a number."""
    start, end = numeral.start, numeral.end
    behind = text[end]
    if behind == "分" and text.startswith("之", end + 1):
        numerator = read_numeral(text, end + 2)
        if numerator is not None and numerator.value is not None and numeral.value:
            numerator.start, numerator.arabic = start, numeral.arabic
            return _fraction(text, numerator, numeral.value)
    elif behind == "成":
        tenths = _read_tenths(text, numeral)
        if tenths is not None:
            return tenths
    if end - start == 1 and text[start] in "万亿" and bound_before(text, start) is None:
        return None
    gap = 1 if behind == " " else 0
    unit = match_unit(text, end + gap)
    after = end + gap + len(unit.form) if unit is not None else end
    if text[after] in _RANGE_SIGNS:
        ranged = _read_range(text, numeral, unit, after)
        if ranged is not None:
            return ranged
    chinese = not numeral.arabic
    expression = _with_unit(
        text, start, end, numeral.value, unit, after, numeral.hedge, chinese=chinese
    )
    if numeral.high is not None:
        expression.value, expression.low, expression.high = None, numeral.value, numeral.high
    return expression


def _fraction(text: str, numerator: Numeral, denominator: Decimal) -> Expression:
    """A fraction as percent (三分之一 is 33.3); 百分之, 千分之 keep their own unit."""
    unit = _HUNDREDTHS.get(denominator, "")
    value = numerator.value or Decimal(0)
    if not unit:
        value = value * 100 / denominator
        is_long = value != round(value, 3)
        value = plain_decimal(value.quantize(_TENTH) if is_long else value)
    start = numerator.start
    bound, end, suffix = _bound(text, start, numerator.end, numerator.hedge, False)
    return Expression(
        start,
        end,
        "quantity",
        value,
        unit=unit or "percent",
        dimension="percent" if unit else "fraction",
        bound=bound,
        suffix=suffix,
        chinese=not numerator.arabic,
        number_end=numerator.end,
    )


def _read_tenths(text: str, numeral: Numeral) -> Expression | None:
    """Read 八成, 八成五, 七八成: tenths, as percent."""
    end = numeral.end + 1
    behind = text[end : end + 1]
    if numeral.value is None or numeral.value > 10 or (behind in _BEHIND_TENTHS and behind):
        return None
    value = numeral.value * 10
    digit = "零一二三四五六七八九".find(behind) if behind else -1
    if behind == "半":
        value, end = value + 5, end + 1
    elif digit > 0 and match_unit(text, end + 1) is None:
        value, end = value + digit, end + 1
    bound, end, suffix = _bound(text, numeral.start, end, numeral.hedge, False)
    is_range = numeral.high is not None
    return Expression(
        numeral.start,
        end,
        "quantity",
        None if is_range else value,
        value if is_range else None,
        numeral.high * 10 if numeral.high is not None else None,
        unit="percent",
        dimension="fraction",
        bound=bound,
        suffix=suffix,
        chinese=not numeral.arabic,
        number_end=numeral.end,
    )


def _read_range(text: str, first: Numeral, unit: Unit | None, after: int) -> Expression | None:
    """Read the second end of a range (15至20日, 10%—15%), or None where there is none."""
    match = _RANGE.match(text, after)
    if match is None or first.value is None:
        return None
    second = read_numeral(text, match.end())
    if second is None or second.value is None:
        return None
    gap = 1 if text.startswith(" ", second.end) else 0
    unit_behind = match_unit(text, second.end + gap)
    if unit is not None:
        if unit_behind is None or unit.name != unit_behind.name:
            return None
        if text[first.start - 1 : first.start] in ("从", "由"):
            return None
    low = first.value
    if second.scale and not first.scale and low * SCALES[second.scale] < second.value:
        low *= SCALES[second.scale]
    if low >= second.value:
        return None
    end = second.end + gap + len(unit_behind.form) if unit_behind is not None else second.end
    ranged = _with_unit(
        text,
        first.start,
        second.end,
        None,
        unit_behind,
        end,
        second.hedge,
        chinese=not first.arabic,
    )
    ranged.low, ranged.high = low, second.value
    return ranged


def _with_unit(
    text: str,
    start: int,
    number_end: int,
    value: Decimal | None,
    unit: Unit | None,
    after: int,
    hedge: str = "",
    *,
    chinese: bool,
) -> Expression:
    """A number with the unit found, which ends at ``after``, its suffix and its bound."""
    form: Form = "quantity"
    review = name = dimension = ""
    if unit is not None:
        _, name, dimension, _ = unit
        if name == "届":
            form = "ordinal"
    else:
        character = text[after]
        if character in _LETTERS or (chinese and after - start == 1):
            form = "other"
            after += int(character == "大")
        elif character == "内" and not chinese:
            dimension, review = "duration", "unit_missing"
    bound: Bound = "exact"
    suffix, end = "", after
    # Most numbers have no word of exactness, which is known by the characters beside them.
    if hedge or text[start - 1] in LEADS_IN or text[end] in TRAILS:
        bound, end, suffix = _bound(text, start, end, hedge, dimension == "duration")
    return Expression(
        start,
        end,
        form,
        value,
        None,
        None,
        "",
        number_end,
        name,
        dimension,
        bound,
        suffix,
        chinese,
        None,
        review,
    )


def _bound(
    text: str, start: int, end: int, hedge: str, is_duration: bool
) -> tuple[Bound, int, str]:
    """Bound, end with the suffix taken in, and the suffix."""
    before = bound_before(text, start)
    suffix = suffix_behind(text, end, is_duration)
    bound: Bound = before or "exact"
    if suffix is None and not hedge:
        return bound, end, ""
    if hedge:
        bound = "approx" if hedge == "数" or before == "approx" else "at_least"
    if suffix is None:
        return bound, end, ""
    words = text[end : suffix.end].strip()
    if not (before == "approx" and suffix.bound == "at_least" and words in ("多", "余")):
        bound = suffix.bound
    return bound, suffix.end, words
