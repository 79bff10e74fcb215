"""Parts against the whole: what counties print against the total of their prefecture.

Only where all parts and the whole have a report of the year, and only flows and amounts
of the whole place: lists of powers and rates do not add up. A report that names no scope
may give what its own bodies did; so nothing is called an error where the other parts
alone exceed the total already, which then is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from fazhi.audit.conclusion import number
from fazhi.audit.panel import PanelCheck, PanelValue, SeriesKey, panel_check
from fazhi.codebook.entries import indicators
from fazhi.records import Verdict

_ADDITIVE = frozenset({"flow", "amount"})

#: The value of each series that a report prints for its whole place.
Totals = dict[SeriesKey, PanelValue]


def audit_places(
    values: Mapping[str, Iterable[PanelValue]],
    parts_of: Callable[[str, int], frozenset[str]],
) -> list[PanelCheck]:
    """Test parts against their wholes, year by year.

    Args:
        values: The values that need no review, by region code.
        parts_of: Returns the codes right below a code that were in force in a year.

    Returns:
        One check of the parts together for each series, belonging to the report of the
        whole, and one for every single part that exceeds the whole, belonging to its own.
    """
    totals: dict[tuple[str, int], Totals] = {}
    for code, found in values.items():
        for year, of_year in _totals(found).items():
            totals[code, year] = of_year
    checks: list[PanelCheck] = []
    for (code, year), whole in sorted(totals.items()):
        parts = parts_of(code, year)
        if parts and all((part, year) in totals for part in parts):
            checks += _checks(whole, [totals[part, year] for part in sorted(parts)])
    return checks


def _totals(values: Iterable[PanelValue]) -> dict[int, Totals]:
    """Return by year what may be added up; a series with two values is left out."""
    found: dict[int, dict[SeriesKey, list[PanelValue]]] = defaultdict(lambda: defaultdict(list))
    for value in values:
        series = found[value.report.year]
        if (
            value.measure == "level"
            and value.bound == "exact"
            and value.key.scope == "whole_place"
            and value.covers_year(value.report.year)
            and indicators()[value.key.indicator_id].type in _ADDITIVE
        ):
            series[value.key].append(value)
    return {
        year: {
            key: several[0]
            for key, several in series.items()
            if len({value.value for value in several}) == 1
        }
        for year, series in found.items()
    }


def _checks(whole: Totals, parts: list[Totals]) -> Iterator[PanelCheck]:
    for key, total in sorted(whole.items(), key=lambda item: item[0]):
        found = [part[key] for part in parts if key in part]
        together = sum((value.value for value in found), Decimal(0))
        most = total.value + total.slack
        exceeding = [value for value in found if value.value - value.slack > most]
        for value in exceeding:
            is_odd = together - value.value <= most
            yield _subset(value, total, "fails" if is_odd else "not_testable")
        if len(found) > 1 and not exceeding:
            slack = sum((value.slack for value in found), total.slack)
            holds = together <= total.value + slack
            yield _together(found, total, together, "holds" if holds else "not_testable", slack)


def _subset(part: PanelValue, total: PanelValue, verdict: Verdict) -> PanelCheck:
    name = indicators()[part.key.indicator_id].name
    words = (
        f"{name.zh}{part.report.year}年{part.report.name}印为{part.raw}，{total.report.name}印为{total.raw}",
        f"{name.en} for {part.report.year}: {part.report.name} prints {number(part.value)}, "
        f"{total.report.name} as a whole {number(total.value)}",
    )
    return panel_check(
        part.report,
        "subset",
        [part],
        [total],
        (part.value, total.value),
        verdict,
        words,
        "places.part",
        part.slack + total.slack,
    )


def _together(
    parts: list[PanelValue],
    total: PanelValue,
    together: Decimal,
    verdict: Verdict,
    tolerance: Decimal,
) -> PanelCheck:
    name = indicators()[total.key.indicator_id].name
    names = "、".join(value.report.name for value in parts)
    words = (
        f"{name.zh}{total.report.year}年{names}合计{number(together)}，"
        f"{total.report.name}印为{total.raw}",
        f"{name.en} for {total.report.year}: {names} together {number(together)}, "
        f"{total.report.name} as a whole {number(total.value)}",
    )
    return panel_check(
        total.report,
        "part_sum",
        parts,
        [total],
        (together, total.value),
        verdict,
        words,
        "places.parts",
        tolerance,
    )
