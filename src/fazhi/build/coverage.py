"""Which reports are there, and how late they came.

The rule of this table: a government is called late or missing only where we looked and
could see. What we could not open is ``blocked``, what we did not look at is
``not_monitored``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from fazhi import vocabulary
from fazhi.rows_around import coverage_row
from fazhi.snapshot import Look

#: Outcomes after which we know that we could not see.
_UNSEEN = frozenset(
    {"blocked", "timeout", "tls_error", "robots_denied", "error", "too_large", "wrong_content"}
)

Row = dict[str, Any]


class Deadline(BaseModel):
    """By when reports on the years named must be published (schemas/deadlines.yml)."""

    model_config = ConfigDict(extra="forbid")

    family: str
    first_year: int
    last_year: int | None
    month: int
    day: int
    basis_zh: str
    basis_en: str
    verified: date | Literal["never"]


def deadline_for(year: int, family: str = "rol") -> tuple[date, str] | None:
    """Return the day a report on ``year`` is due and the rule; None without a rule."""
    for rule in vocabulary.load("deadlines.yml", list[Deadline]):
        if rule.family == family and rule.first_year <= year <= (rule.last_year or year):
            return date(year + 1, rule.month, rule.day), rule.basis_zh
    return None


def coverage_rows(
    reports: Sequence[Row], looks: Iterable[Look], monitored: Mapping[str, str]
) -> list[Row]:
    """Make one row per place and year of the build.

    Args:
        reports: Rows of ``reports``.
        looks: All looks, oldest first.
        monitored: Source id -> region code of the registry's entries.

    Returns:
        Rows for every place that has a source or a report, in every year from the
        first to the last reported on by anyone.
    """
    if not reports:
        return []
    found = {(row["region_code"], row["year"]): row for row in reports}
    years = [row["year"] for row in reports]
    last_look: dict[str, Look] = {}
    for look in looks:
        region_code = monitored.get(look.source_id) or look.region_code
        if region_code and look.role in ("column", "page", "file"):
            kept = last_look.get(region_code)
            # A column tells what is published; a page tells only of itself.
            if kept is None or look.role == "column" or kept.role != "column":
                last_look[region_code] = look
    places = sorted({row["region_code"] for row in reports} | set(monitored.values()))
    return [
        _row(code, year, found.get((code, year)), last_look.get(code), code in monitored.values())
        for code in places
        for year in range(min(years), max(years) + 1)
    ]


def _row(
    region_code: str, year: int, report: Row | None, look: Look | None, is_monitored: bool
) -> Row:
    rule = deadline_for(year)
    return coverage_row(
        region_code,
        year,
        _status(report, look, is_monitored),
        report_id=report["report_id"] if report else "",
        published_date=report["published_date"] if report else None,
        deadline=rule[0] if rule else None,
        deadline_basis=rule[1] if rule else "",
        last_look=look.retrieved_at if look else None,
    )


def _status(report: Row | None, look: Look | None, is_monitored: bool) -> str:
    if report is not None:
        return "published"
    if not is_monitored or look is None:
        return "not_monitored"
    return "blocked" if look.outcome in _UNSEEN else "not_found"
