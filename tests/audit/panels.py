"""Values of several reports made by hand, for the audit over years and places."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from fazhi.audit.panel import PanelReport, PanelValue, SeriesKey
from fazhi.records import Bound, Measure, Scope

RECEIVED = "disp.reconsideration.received"
CARRIED_IN, PENDING = "disp.reconsideration.carried_in", "disp.reconsideration.pending"
MEDIATED, AUDIENCE = "disp.mediation.accepted", "law.publicity.audience"
PENALTIES, FINES = "enf.penalty.decisions", "enf.penalty.amount"
AID, SATISFACTION = "law.aid.cases", "sup.congress.satisfaction_rate"

_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
_UNITS = {"%": "percent", "个百分点": "percentage_point"}
_RAW = re.compile(r"([+-]?)([\d.]+)([万亿]?)(\D*)")


def value(
    year: int,
    indicator_id: str,
    raw: str,
    measure: Measure = "level",
    *,
    code: str = "990181",
    scope: Scope = "whole_place",
    bound: Bound = "exact",
    period: tuple[date | None, date | None] | None = None,
    follows: str = "",
) -> PanelValue:
    """A value as printed, ``-38.5%`` for a fall of it; of the whole year if nothing is said."""
    found = _RAW.fullmatch(raw)
    assert found is not None
    sign, digits, scale, unit = found.groups()
    of_year = year - 1 if measure == "prior_year" else year
    start, end = period or (date(of_year, 1, 1), date(of_year, 12, 31))
    return PanelValue(
        report=PanelReport(f"{code}-{year}-rol", f"{code}-{year}-rol-text", code, year, code),
        figure_id=f"{code}:{year}:{indicator_id}:{measure}:{raw}",
        key=SeriesKey(indicator_id, "", scope, ""),
        measure=measure,
        value=Decimal(digits) * _SCALES[scale] * (-1 if sign == "-" else 1),
        raw=raw.lstrip("+-"),
        unit_printed=_UNITS.get(unit, unit),
        bound=bound,
        period_start=start,
        period_end=end,
        follows=follows,
    )
