"""How each source stands: last look, last change, outcome, overdue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fazhi.collect.sources import SourceEntry
from fazhi.snapshot import Look, Outcome

#: Outcomes after which an address counts as looked at.
USABLE: frozenset[Outcome] = frozenset({"ok", "unchanged", "attachment_only"})


@dataclass(slots=True)
class SourceStatus:
    """How a source stands.

    Attributes:
        entry: The source.
        last_look: The newest look at any of its addresses.
        last_usable: When an address of the entry itself last gave something.
        last_change: When a page or attachment was last new or other than before.
        pages: Addresses of pages that ever gave a document.
        failed: Addresses whose newest look brought nothing.
    """

    entry: SourceEntry
    last_look: Look | None = None
    last_usable: datetime | None = None
    last_change: datetime | None = None
    pages: int = 0
    failed: int = 0

    def is_overdue(self, now: datetime) -> bool:
        """Whether the source was not seen for longer than its entry allows."""
        if self.last_usable is None:
            return True
        return now - self.last_usable > timedelta(days=max(self.entry.recheck_days, 1))


def source_status(entries: Sequence[SourceEntry], looks: Iterable[Look]) -> list[SourceStatus]:
    """Tell from the log of looks how each source stands.

    Args:
        entries: The registry.
        looks: All looks, oldest first.
    """
    by_id = {entry.source_id: SourceStatus(entry) for entry in entries}
    held: dict[str, str] = {}
    newest: dict[str, Look] = {}
    for look in looks:
        status = by_id.get(look.source_id)
        if status is None:
            continue
        status.last_look = newest[look.address] = look
        if look.outcome in USABLE and look.url in (status.entry.url, *status.entry.pages):
            status.last_usable = look.retrieved_at
        if look.role == "column" or not look.snapshot_id:
            continue
        if held.get(look.address) != look.snapshot_id:
            status.pages += look.role == "page" and look.address not in held
            status.last_change = look.retrieved_at
            held[look.address] = look.snapshot_id
    for look in newest.values():
        by_id[look.source_id].failed += look.outcome not in USABLE
    return list(by_id.values())
