"""What the audit over years and places works on: the values of several reports.

A panel is one place through its changes of code. Its values come from the current text
of each report; those that need review are not here. Checks carry ids of figures, since
their two sides stand in different texts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from fazhi.audit.conclusion import conclude
from fazhi.codebook.entries import indicators
from fazhi.records import Bound, Measure, Relation, Scope, Verdict

#: Units of rates and of changes in percent; the tables know both spellings.
PERCENT_UNITS = ("percent", "%", "percentage_point")
_SCALES = {"千": 3, "万": 4, "亿": 8}
_DIGITS = re.compile(r"\d[\d,，]*(?:[.．](\d+))?\s*([千万亿]?)([万亿]?)")
_NOT_FOLLOWED = ("campaign", "higher_level")
#: A count that ends in so many zeros may be rounded there: 3200, but not 320.
_ROUND = 2


@dataclass(frozen=True, slots=True)
class PanelReport:
    """The current text of a report, for the values that stand in it.

    ``name`` is the place's, as a sentence calls it.
    """

    report_id: str
    revision_id: str
    region_code: str
    year: int
    name: str


class SeriesKey(NamedTuple):
    """What two values must share to be of one series."""

    indicator_id: str
    dimension: str
    scope: Scope
    scope_name: str


@dataclass(frozen=True, slots=True)
class PanelValue:
    """One value of a report, as the tables hold it.

    Attributes:
        report: Where it stands.
        figure_id: The figure it was read from.
        key: The series it belongs to.
        measure: As in the tables.
        value: In the indicator's unit; changes are signed.
        raw: As printed: tells how exact it is.
        unit_printed: Tells changes in percent from those in numbers.
        bound: Whether the value is exact.
        period_start: First day that it covers, None where unknown.
        period_end: Last day.
        follows: For a change, the figure of the level right before it in the text.
    """

    report: PanelReport
    figure_id: str
    key: SeriesKey
    measure: Measure
    value: Decimal
    raw: str
    unit_printed: str = ""
    bound: Bound = "exact"
    period_start: date | None = None
    period_end: date | None = None
    follows: str = ""

    @property
    def place(self) -> Decimal:
        """One unit of the last place printed, in the indicator's unit: 1000 for 13.8万."""
        return printed_place(self.raw)

    @property
    def slack(self) -> Decimal:
        """How far the true number may lie: nothing for a count printed in full."""
        place = self.place
        if place != 1 or self.unit_printed in PERCENT_UNITS:
            return place
        digits = format(self.value.normalize(), "f")
        zeros = len(digits) - len(digits.rstrip("0")) if "." not in digits else 0
        return Decimal(10) ** zeros if zeros >= _ROUND else Decimal(0)

    def covers_year(self, year: int) -> bool:
        """Tell whether it speaks of the whole year, as far as the text says."""
        if self.period_end is None:
            return self.period_start in (None, date(year, 1, 1))
        return self.period_end == date(year, 12, 31) and self.period_start in (
            None,
            date(year, 1, 1),
        )


@dataclass(frozen=True, slots=True)
class PanelCheck:
    """A relation between figures of several reports; ``report`` is whose check it is."""

    report: PanelReport
    relation: Relation
    left: tuple[str, ...]
    right: tuple[str, ...]
    left_value: Decimal | None
    right_value: Decimal | None
    tolerance: Decimal
    verdict: Verdict
    conclusion_zh: str
    conclusion_en: str
    rule_id: str


@dataclass(slots=True)
class PanelYear:
    """The values of one report by series and measure."""

    report: PanelReport
    values: dict[tuple[SeriesKey, str], list[PanelValue]] = field(default_factory=dict)

    def of(self, key: SeriesKey, *measures: Measure) -> list[PanelValue]:
        """Return the exact values of a series, equal ones once, in the order given."""
        found = self.all_of(key, *measures)
        return list({(value.value, value.raw): value for value in found}.values())

    def all_of(self, key: SeriesKey, *measures: Measure) -> list[PanelValue]:
        """Return the exact values of a series, also those that are printed twice."""
        return [
            value
            for measure in measures
            for value in self.values.get((key, measure), ())
            if value.bound == "exact"
        ]

    def keys(self, *measures: Measure) -> list[SeriesKey]:
        """Return the series with a value of one of the measures, sorted."""
        return sorted({key for key, measure in self.values if measure in measures})


def lay_out_years(values: Iterable[PanelValue]) -> dict[int, PanelYear]:
    """Lay the values of one place out by year.

    A year of which two reports are in (an old and a new code) is left out: nobody can
    say which of them the next year's report looks back on. Campaigns are others every
    year, and figures of a higher level are not this place's.
    """
    found: dict[int, dict[str, PanelYear]] = defaultdict(dict)
    for value in values:
        if value.key.scope in _NOT_FOLLOWED:
            continue
        years = found[value.report.year]
        year = years.setdefault(value.report.report_id, PanelYear(value.report))
        year.values.setdefault((value.key, value.measure), []).append(value)
    return {
        year: next(iter(reports.values()))
        for year, reports in sorted(found.items())
        if len(reports) == 1
    }


def printed_place(raw: str) -> Decimal:
    """Return one unit of the last printed place: 0.1 of 24.6%, 100 of 85.23万."""
    found = _DIGITS.search(raw)
    if found is None:
        return Decimal(1)
    power = sum(_SCALES[scale] for scale in (found[2], found[3]) if scale)
    return Decimal(1).scaleb(power - len(found[1] or ""))


def is_broken(indicator_id: str, year: int) -> bool:
    """Tell whether the series means something else in ``year`` than the year before."""
    for each in indicators()[indicator_id].breaks:
        starts = (each.date.month, each.date.day) == (1, 1)
        if each.date.year == year or (each.date.year == year - 1 and not starts):
            return True
    return False


def panel_check(
    report: PanelReport,
    relation: Relation,
    left: Iterable[PanelValue],
    right: Iterable[PanelValue],
    values: tuple[Decimal | None, Decimal | None],
    verdict: Verdict,
    words: tuple[str, str],
    rule_id: str,
    tolerance: Decimal = Decimal(0),
) -> PanelCheck:
    """Make a check; ``words`` says in both languages what was compared."""
    zh, en = conclude(words, verdict)
    return PanelCheck(
        report=report,
        relation=relation,
        left=tuple(value.figure_id for value in left),
        right=tuple(value.figure_id for value in right),
        left_value=values[0],
        right_value=values[1],
        tolerance=tolerance,
        verdict=verdict,
        conclusion_zh=zh,
        conclusion_en=en,
        rule_id=rule_id,
    )
