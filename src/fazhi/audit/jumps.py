"""Jumps beyond twentyfold between neighbouring years: mostly a 万 lost in print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from fazhi.audit.conclusion import number
from fazhi.audit.panel import (
    PanelCheck,
    PanelValue,
    PanelYear,
    SeriesKey,
    is_broken,
    panel_check,
)
from fazhi.codebook.entries import indicators
from fazhi.records import Verdict

#: The larger value over the smaller one beyond which it is a jump.
_JUMP = 20
#: The larger value of a pair at least; smaller counts and sums do jump in life.
_LARGE = {"flow": 1_000, "stock": 1_000, "amount": 1_000_000}

Series = dict[int, PanelValue]


def jump_checks(
    years: Mapping[int, PanelYear], earlier: Iterable[PanelCheck]
) -> Iterator[PanelCheck]:
    """Yield a check for every jump of a series.

    A value that stands out from both its neighbours is one error and not two: its check
    belongs to its own report. Else the later report has it. A jump that the later report
    tells itself, by a change that its predecessor bears out, holds.

    Args:
        years: The reports of one place by year.
        earlier: The checks of what they tell of the year before.
    """
    told = {
        (check.report.report_id, figure)
        for check in earlier
        if check.verdict == "holds" and check.relation == "implied_prior"
        for figure in check.left
    }
    for key, series in sorted(_series(years).items()):
        done: set[int] = set()
        for year, value in sorted(series.items()):
            before, after = series.get(year - 1), series.get(year + 1)
            if before and after and _stands_out(before, value, after):
                verdict = _verdict(key, year, is_told=False)
                if verdict == "fails" and is_broken(key.indicator_id, year + 1):
                    verdict = "not_testable"
                yield _check(value, [before, after], verdict)
                done |= {year, year + 1}
        for year, value in sorted(series.items()):
            before = series.get(year - 1)
            if year not in done and before and _is_jump(before, value):
                is_told = (value.report.report_id, value.figure_id) in told
                yield _check(value, [before], _verdict(key, year, is_told=is_told))


def _series(years: Mapping[int, PanelYear]) -> dict[SeriesKey, Series]:
    """Return levels by series and year, where the year has one."""
    found: dict[SeriesKey, Series] = defaultdict(dict)
    for year, report in years.items():
        for key in report.keys("level"):
            values = report.values[key, "level"]
            if (
                len({value.value for value in values}) == 1
                and values[0].covers_year(year)
                and indicators()[key.indicator_id].type in _LARGE
            ):
                found[key][year] = values[0]
    return found


def _is_jump(first: PanelValue, second: PanelValue) -> bool:
    low, high = sorted((first.value, second.value))
    large = _LARGE[indicators()[first.key.indicator_id].type]
    return high >= large and low > 0 and high > low * _JUMP


def _stands_out(before: PanelValue, value: PanelValue, after: PanelValue) -> bool:
    return (
        _is_jump(before, value)
        and _is_jump(value, after)
        and (before.value > value.value) == (after.value > value.value)
    )


def _verdict(key: SeriesKey, year: int, *, is_told: bool) -> Verdict:
    if is_told:
        return "holds"
    return "not_testable" if is_broken(key.indicator_id, year) else "fails"


def _check(value: PanelValue, others: list[PanelValue], verdict: Verdict) -> PanelCheck:
    entry = indicators()[value.key.indicator_id]
    zh = "、".join(f"{other.report.year}年{other.raw}" for other in others)
    en = " and ".join(f"{number(other.value)} for {other.report.year}" for other in others)
    words = (
        f"{entry.name.zh}{value.report.year}年印为{value.raw}，而{zh}，相差二十倍以上",
        f"{entry.name.en} {number(value.value)} for {value.report.year} is more than "
        f"twentyfold away from {en}",
    )
    nearest = others[0].value
    return panel_check(
        value.report,
        "jump",
        [value],
        others,
        (value.value, nearest),
        verdict,
        words,
        "years.jump",
        max(value.value, nearest) * (_JUMP - 1) / _JUMP,
    )
