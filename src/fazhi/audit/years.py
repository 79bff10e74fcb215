"""What one year's report says of the year before, held against the report of that year.

Tolerances come from the printed precision: a change of -38.5 % may be anything that
rounds or truncates to it, a level of 2.96亿元 anything within its last place. Where a
difference is so large that the two sides are more likely of different things, or the
series is broken between the years, nothing is called an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from fazhi.audit.conclusion import number
from fazhi.audit.copies import copy_checks
from fazhi.audit.jumps import jump_checks
from fazhi.audit.panel import (
    PERCENT_UNITS,
    PanelCheck,
    PanelValue,
    PanelYear,
    SeriesKey,
    is_broken,
    lay_out_years,
    panel_check,
)
from fazhi.codebook.entries import Indicator, indicators
from fazhi.records import Relation, Verdict

_HUNDRED = Decimal(100)
_CHANGES = ("yoy_change", "pp_change")
_UNITS_SHOWN = {"percent": " %", "%": " %", "percentage_point": " points"}
#: Sides further apart than this are more likely of different things than misprinted.
_FARTHEST = 3


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The earlier level that figures of a report tell: most likely, least and most.

    It is sure where nobody can doubt that the change is that of the level.
    """

    told_by: tuple[PanelValue, ...]
    likely: Decimal
    low: Decimal
    high: Decimal
    is_sure: bool = True

    def agrees(self, level: PanelValue) -> bool:
        return self.low - level.slack <= level.value <= self.high + level.slack

    def tolerance(self, level: PanelValue) -> Decimal:
        return max(self.high - self.likely, self.likely - self.low) + level.slack


def audit_years(values: Iterable[PanelValue]) -> list[PanelCheck]:
    """Test what the reports of one place say of each other.

    Args:
        values: The values of all reports of one panel that need no review.

    Returns:
        Checks year by year, each belonging to the later report that it touches, or to
        the one report that stands out from both its neighbours.
    """
    years = lay_out_years(values)
    checks: list[PanelCheck] = []
    for year, after in years.items():
        before = years.get(year - 1)
        if before is not None:
            checks += _implied_checks(before, after)
            checks += _printed_checks(before, after)
            checks += _carried_checks(before, after)
            checks += copy_checks(before, after)
    return checks + list(jump_checks(years, checks))


def _implied_checks(before: PanelYear, after: PanelYear) -> Iterator[PanelCheck]:
    """Levels and changes of this year against the levels of last year's report."""
    for key in after.keys("yoy_change", "pp_change"):
        earlier = [
            told
            for change in after.of(key, "yoy_change", "pp_change")
            for level in _levels_changed(after, key, change)
            if change.period_end == level.period_end and level.covers_year(after.report.year)
            for told in _implied(level, change)
        ]
        levels = _levels(before, key)
        yield from _compare(before, after, key, earlier, levels, "implied_prior", "years.implied")


def _levels_changed(after: PanelYear, key: SeriesKey, change: PanelValue) -> list[PanelValue]:
    """Return the level right before the change, or else all that it may be of."""
    levels = after.all_of(key, "level")
    followed = [level for level in levels if level.figure_id == change.follows]
    return followed or after.of(key, "level")


def _implied(level: PanelValue, change: PanelValue) -> Iterator[_Earlier]:
    """Yield the earlier levels that a change tells, one for each way to read it."""
    entry = indicators()[level.key.indicator_id]
    told_by, is_sure = (level, change), level.figure_id == change.follows
    is_rate = entry.type == "rate"
    is_in_percent = change.measure == "yoy_change" and change.unit_printed in PERCENT_UNITS
    if is_in_percent:
        least, most = level.value - level.slack, level.value + level.slack
        steps = (Decimal(0), -change.place, change.place)
        exact, low, high = (1 + (change.value + step) / _HUNDRED for step in steps)
        if low > 0:
            yield _Earlier(told_by, level.value / exact, least / high, most / low, is_sure)
    # 满意率提高1.2% may mean points; a change in 倍 is neither.
    if is_rate if change.unit_printed in PERCENT_UNITS else _is_same_unit(entry, change):
        likely = level.value - change.value
        slack = change.place - level.place if is_rate else max(level.slack, change.slack)
        slack = max(slack, Decimal(0))
        yield _Earlier(told_by, likely, likely - slack, likely + slack, is_sure)


def _is_same_unit(entry: Indicator, change: PanelValue) -> bool:
    return change.unit_printed in entry.accepted_units()


def _printed_checks(before: PanelYear, after: PanelYear) -> Iterator[PanelCheck]:
    """Last year's values printed again (2022年为239件) against last year's report."""
    for key in after.keys("prior_year"):
        earlier = [
            _Earlier((value,), value.value, value.value - value.slack, value.value + value.slack)
            for value in after.of(key, "prior_year")
            if value.period_end is None or value.covers_year(after.report.year - 1)
        ]
        levels = _levels(before, key)
        yield from _compare(before, after, key, earlier, levels, "consistency", "years.printed")


def _carried_checks(before: PanelYear, after: PanelYear) -> Iterator[PanelCheck]:
    """What was pending at the end of last year against what this year was carried in.

    The codebook's balances name both: the stock on the left is the opening one, that on
    the right the closing one.
    """
    for key in after.keys("level"):
        closing = _closing_stocks().get(key.indicator_id)
        if closing:
            earlier = [
                _Earlier((value,), value.value, value.value, value.value)
                for value in after.of(key, "level")
            ]
            levels = _levels(before, key._replace(indicator_id=closing))
            yield from _compare(before, after, key, earlier, levels, "consistency", "years.carried")


@cache
def _closing_stocks() -> dict[str, str]:
    """Return the closing stock of every balance that has one, by its opening stock."""
    entries = indicators()
    found: dict[str, str] = {}
    for entry in entries.values():
        for term in entry.parsed_relations():
            if term.operator != "balance":
                continue
            opening = [name for name in term.names if entries[name].type == "stock"]
            closing = [name for name in term.balanced if entries[name].type == "stock"]
            if len(opening) == len(closing) == 1:
                found[opening[0]] = closing[0]
    return found


def _levels(before: PanelYear, key: SeriesKey) -> list[PanelValue]:
    return [value for value in before.of(key, "level") if value.covers_year(before.report.year)]


def _compare(
    before: PanelYear,
    after: PanelYear,
    key: SeriesKey,
    earlier: list[_Earlier],
    levels: list[PanelValue],
    relation: Relation,
    rule_id: str,
) -> Iterator[PanelCheck]:
    """Yield one check of what is told against what was printed, if both are there.

    Where several readings are possible, one that agrees is enough, and where none does
    nobody can say which was meant.
    """
    pairs = [(told, level) for told in earlier for level in levels]
    if not pairs:
        return
    agreeing = [(told, level) for told, level in pairs if told.agrees(level)]
    told, level = (agreeing or pairs)[0]
    verdict: Verdict = "holds" if agreeing else _how_it_fails(earlier, levels)
    if verdict == "fails" and is_broken(key.indicator_id, after.report.year):
        verdict = "not_testable"
    name = indicators()[key.indicator_id].name
    year, likely = before.report.year, _shown(told.likely, level)
    printed = "、".join(_printed(value) for value in told.told_by)
    values = ", ".join(_value(value) for value in told.told_by)
    words = (
        f"{name.zh}{printed}，推知{year}年为{likely}；{year}年报告印为{level.raw}",
        f"{name.en}: {values} in the report on {after.report.year} tell {likely} for {year}, "
        f"the report on {year} prints {number(level.value)}",
    )
    yield panel_check(
        after.report,
        relation,
        told.told_by,
        (level,),
        (told.likely, level.value),
        verdict,
        words,
        rule_id,
        told.tolerance(level),
    )


def _printed(value: PanelValue) -> str:
    """Return a figure as printed; a fall has its sign, which stands apart in the text."""
    is_fall = value.measure in _CHANGES and value.value < 0
    return f"-{value.raw}" if is_fall and not value.raw.startswith("-") else value.raw


def _value(value: PanelValue) -> str:
    if value.measure not in _CHANGES:
        return number(value.value)
    unit = _UNITS_SHOWN.get(value.unit_printed, "")
    return f"{'+' if value.value > 0 else ''}{number(value.value)}{unit}"


def _shown(likely: Decimal, level: PanelValue) -> str:
    """Print an earlier level with the places of the one it is compared with."""
    return number(likely.quantize(min(level.place, Decimal(1))))


def _how_it_fails(earlier: list[_Earlier], levels: list[PanelValue]) -> Verdict:
    """Return ``not_testable`` where the two sides may be of different things."""
    readings = {tuple(value.value for value in told.told_by) for told in earlier}
    if len(readings) > 1 or len(levels) > 1 or not all(told.is_sure for told in earlier):
        return "not_testable"
    likely, printed = earlier[0].likely, levels[0].value
    low, high = sorted((likely, printed))
    if low <= 0:
        return "fails" if high <= _FARTHEST else "not_testable"
    return "fails" if high <= low * _FARTHEST else "not_testable"
