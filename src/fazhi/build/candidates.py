"""Which snapshots may be one report: the archive's addresses, grouped.

A page and its attachments, or a page and a file brought in by hand, can hold the same
report. They are read together, so that one of them becomes the report and the others
do not come out as a second one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fazhi.snapshot import Holding

#: A page is preferred to a local copy of it, and both to an attachment.
_ROLE_ORDER = {"page": 0, "file": 1, "attachment": 2}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One snapshot that may be a text of the report.

    Attributes:
        snapshot_id: Its SHA-256.
        media_type: As served.
        url: Address, or empty for a local file.
        role: ``page``, ``file`` or ``attachment``.
        source_id: The registry's entry, or empty.
        first_seen: When the address first held these bytes.
        last_seen: When it last did.
    """

    snapshot_id: str
    media_type: str
    url: str
    role: str
    source_id: str
    first_seen: datetime
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class Group:
    """Candidates for one report, best first, older snapshots of an address first.

    ``year`` is None where neither the link nor the user said it; the text will.
    """

    region_code: str
    year: int | None
    candidates: tuple[Candidate, ...]


def group(holdings: Iterable[Holding]) -> list[Group]:
    """Group what the archive holds by place and year; unknown years stay alone."""
    found: dict[tuple[str, int | str], list[Holding]] = {}
    for holding in holdings:
        look = holding.look
        if not look.region_code:
            continue
        found.setdefault((look.region_code, look.year or holding.address), []).append(holding)
    groups = []
    for (region_code, year), members in found.items():
        members.sort(key=lambda holding: _ROLE_ORDER.get(holding.look.role, len(_ROLE_ORDER)))
        groups.append(
            Group(
                region_code,
                year if isinstance(year, int) else None,
                tuple(candidate for holding in members for candidate in _candidates(holding)),
            )
        )
    return groups


def _candidates(holding: Holding) -> list[Candidate]:
    look = holding.look
    return [
        Candidate(
            snapshot_id=version.snapshot_id,
            media_type=version.media_type,
            url=look.url,
            role=look.role,
            source_id=look.source_id,
            first_seen=version.first_seen,
            last_seen=version.last_seen,
        )
        for version in holding.versions
    ]
