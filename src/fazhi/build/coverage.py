"""Which reports are there, and how late they came.

The rule of this table: a government is called late or missing only where we looked and
could see. What we could not open is ``blocked``, what we did not look at is
``not_monitored``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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

#: Issues by which a document came, but could not be read.
_UNREAD_TOPICS = frozenset(
    {"damaged_snapshot", "unreadable_document", "scanned_document", "reader_failed"}
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
    reports: Sequence[Row],
    looks: Iterable[Look],
    monitored: Mapping[str, str],
    issues: Iterable[Row] = (),
) -> list[Row]:
    """Make one row per place and year of the build.

    Args:
        reports: Rows of ``reports``.
        looks: All looks, oldest first.
        monitored: Source id -> region code of the registry's entries.
        issues: Rows of ``issues``: a document that came and could not be read is none that
            is missing.

    Returns:
        Rows for every place that has a source or a report, in every year from the
        first to the last reported on by anyone; where there is no report at all, for the
        year before the newest look, so that what was blocked shows.
    """
    found = {(row["region_code"], row["year"]): row for row in reports}
    seen = _sights(looks, monitored)
    years = [row["year"] for row in reports] or _year_looked_for(seen.values())
    unread = {(row["region_code"], row["year"]) for row in issues if row["topic"] in _UNREAD_TOPICS}
    places = sorted({row["region_code"] for row in reports} | set(monitored.values()))
    return [
        _row(
            code,
            year,
            found.get((code, year)),
            seen.get(code),
            is_monitored=code in monitored.values(),
            is_unread=(code, year) in unread,
        )
        for code in places
        for year in range(min(years, default=0), max(years, default=-1) + 1)
    ]


@dataclass(slots=True)
class _Sight:
    """What we could see of a place: the newest look at each of its addresses, by role."""

    columns: dict[str, Look] = field(default_factory=dict)
    others: dict[str, Look] = field(default_factory=dict)

    @property
    def last_look(self) -> Look | None:
        """The newest look; a column tells what is published, a page only of itself."""
        looks = (self.columns or self.others).values()
        return max(looks, key=lambda look: look.retrieved_at, default=None)

    @property
    def is_blocked(self) -> bool:
        """Whether a list page, or everything that we know of, could not be opened."""
        if self.columns:
            return any(look.outcome in _UNSEEN for look in self.columns.values())
        return all(look.outcome in _UNSEEN for look in self.others.values())

    def hides(self, year: int) -> bool:
        """Whether a page of that year, by the link that led to it, could not be opened."""
        looks = (look for look in self.others.values() if look.year == year)
        return any(look.outcome in _UNSEEN for look in looks)


def _year_looked_for(sights: Iterable[_Sight]) -> list[int]:
    """Return the year before the newest look: what is published now reports on that."""
    looked = [sight.last_look.retrieved_at.year for sight in sights if sight.last_look]
    return [max(looked) - 1] if looked else []


def _sights(looks: Iterable[Look], monitored: Mapping[str, str]) -> dict[str, _Sight]:
    seen: dict[str, _Sight] = {}
    for look in looks:
        region_code = monitored.get(look.source_id) or look.region_code
        if not region_code or look.role == "attachment":
            continue
        sight = seen.setdefault(region_code, _Sight())
        kept = sight.columns if look.role == "column" else sight.others
        kept[look.address] = look
    return seen


def _row(
    region_code: str,
    year: int,
    report: Row | None,
    sight: _Sight | None,
    *,
    is_monitored: bool,
    is_unread: bool,
) -> Row:
    rule = deadline_for(year)
    look = sight.last_look if sight else None
    return coverage_row(
        region_code,
        year,
        _status(report, sight, year, is_monitored=is_monitored, is_unread=is_unread),
        report_id=report["report_id"] if report else "",
        published_date=report["published_date"] if report else None,
        deadline=rule[0] if rule else None,
        deadline_basis=rule[1] if rule else "",
        last_look=look.retrieved_at if look else None,
    )


def _status(
    report: Row | None,
    sight: _Sight | None,
    year: int,
    *,
    is_monitored: bool,
    is_unread: bool,
) -> str:
    """Return the status; not_found needs a column, seen to its end, and nothing unread."""
    if report is not None:
        return "published"
    if not is_monitored or sight is None:
        return "not_monitored"
    if sight.is_blocked or is_unread or sight.hides(year):
        return "blocked"
    return "not_found" if sight.columns else "not_monitored"
