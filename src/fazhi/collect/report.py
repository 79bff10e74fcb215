"""What a collection did, told from the log of looks, and its report in Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import unified_diff

from fazhi.collect.listing import Listing, read_listing
from fazhi.collect.sources import SourceEntry
from fazhi.collect.status import USABLE, SourceStatus, source_status
from fazhi.document import UnsupportedDocumentError, read_document
from fazhi.snapshot import Archive, Look

#: Lines of a text's difference that a report shows.
_DIFF_LINES = 40
_DIFF_WIDTH = 160
#: From so many looks without any answer on, the network is suspected.
_MANY_LOOKS = 5


@dataclass(frozen=True, slots=True)
class TextChange:
    """A page that holds other bytes than before.

    Attributes:
        look: The look that brought them.
        diff: How its text differs, one line each; empty when only furniture changed.
    """

    look: Look
    diff: list[str]


@dataclass(slots=True)
class CollectReport:
    """What a collection did.

    Attributes:
        sources: How many sources were looked at.
        finished: When it ended.
        outcomes: Looks by outcome.
        new: Addresses whose first snapshot came now.
        changed: Addresses whose snapshot differs from the one before.
        changes: The same, with their texts compared.
        failed: Looks that brought nothing usable.
        listings: How far each column was read.
        overdue: Sources not seen for longer than their entry allows.
        waiting: Sources that may be asked by night alone, and it was day.
        warnings: What else needs someone: too few pages, a list that broke off, a crawl
            that died.
    """

    sources: int
    finished: datetime
    outcomes: Counter[str] = field(default_factory=Counter)
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    changes: list[TextChange] = field(default_factory=list)
    failed: list[Look] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    overdue: list[SourceStatus] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def needs_someone(self) -> bool:
        """Whether a source failed or a warning stands (exit status 1)."""
        return bool(self.failed or self.warnings)


def make_report(
    sources: Sequence[SourceEntry], archive: Archive, before: Sequence[Look], now: datetime
) -> CollectReport:
    """Tell from the looks since ``before`` what a run did.

    Args:
        sources: What it looked at.
        archive: Where its looks are.
        before: The looks that were there when it began.
        now: When it ended.
    """
    everything = list(archive.looks())
    report = CollectReport(len(sources), now)
    held = {look.address: look for look in before if look.snapshot_id}
    for look in everything[len(before) :]:
        report.outcomes[look.outcome] += 1
        if look.outcome not in USABLE:
            report.failed.append(look)
        if look.role == "column" or not look.snapshot_id:
            continue
        earlier = held.get(look.address)
        if earlier is None:
            report.new.append(look.address)
        elif earlier.snapshot_id != look.snapshot_id:
            report.changed.append(look.address)
            report.changes.append(TextChange(look, _diff(archive, earlier, look)))
        held[look.address] = look
    last = {look.address: look for look in everything}
    columns = [entry for entry in sources if entry.kind == "column" and entry.url in last]
    report.listings = [read_listing(entry, last, archive.read) for entry in columns]
    statuses = source_status(sources, everything)
    report.overdue = [status for status in statuses if status.is_overdue(now)]
    report.warnings = [*_unreached(report), *_broken_off(report), *_unmet(sources, everything)]
    return report


def _unreached(report: CollectReport) -> list[str]:
    """Say so once where no host at all answered: that is no fault of theirs."""
    looks = sum(report.outcomes.values())
    answered = looks - sum(look.status is None for look in report.failed)
    if answered or looks < _MANY_LOOKS:
        return []
    return [f"none of {looks} looks got an answer: is this machine's network closed?"]


def _broken_off(report: CollectReport) -> list[str]:
    """Name lists that are not known to their end, where no failed look says so already."""
    failed = {look.address for look in report.failed}
    return [
        f"{listing.source_id}: its list is not known to the end ({problem})"
        for listing in report.listings
        for problem in listing.problems
        if listing.read or problem.partition(": ")[0] not in failed
    ]


def _unmet(sources: Sequence[SourceEntry], looks: Iterable[Look]) -> list[str]:
    """Check the sources' assertions against all pages they ever gave.

    A column that lists too few was judged by the crawl; its verdict stands in the log.
    """
    pages: dict[str, set[str]] = {}
    for look in looks:
        if look.role == "page" and look.snapshot_id:
            pages.setdefault(look.source_id, set()).add(look.address)
    warnings = []
    for entry in sources:
        count = len(pages.get(entry.source_id, ()))
        wanted = entry.assertions
        if entry.kind == "page" and count < wanted.minimum:
            warnings.append(f"{entry.source_id}: {count} pages, at least {wanted.minimum} expected")
        if wanted.maximum is not None and count > wanted.maximum:
            warnings.append(f"{entry.source_id}: {count} pages, at most {wanted.maximum} expected")
    return warnings


def _diff(archive: Archive, earlier: Look, later: Look) -> list[str]:
    """Compare the texts of two snapshots of an address, line by line."""
    texts = []
    for look in (earlier, later):
        try:
            content = archive.read(look.snapshot_id)
            texts.append(read_document(content, look.media_type, look.url).text.splitlines())
        except UnsupportedDocumentError as error:
            return [f"its text cannot be compared: {error}"]
    old, new = texts
    lines = [line[:_DIFF_WIDTH] for line in unified_diff(old, new, n=0, lineterm="")][2:]
    more = [f"… {len(lines) - _DIFF_LINES} more lines"] if len(lines) > _DIFF_LINES else []
    return lines[:_DIFF_LINES] + more


def as_markdown(report: CollectReport) -> str:
    """Write the report for people: what came, what is new, what changed, what is missing."""
    looks = sum(report.outcomes.values())
    lines = [
        "# Collection",
        "",
        f"{report.sources} sources, {looks} looks, ended {report.finished:%Y-%m-%d %H:%M} UTC.",
    ]
    lines += _table(["outcome", "looks"], sorted(report.outcomes.items()))
    lines += _list("Needs someone", report.warnings)
    lines += _list("New", report.new)
    lines += _changes(report.changes)
    lines += _failures(report.failed)
    lines += _list(
        "Lists",
        [f"{one.source_id}: {one.sentence}" for one in report.listings],
    )
    overdue = [
        f"{status.entry.source_id} {status.entry.name}: "
        + (f"last seen {status.last_usable:%Y-%m-%d}" if status.last_usable else "never seen")
        for status in report.overdue
    ]
    lines += _list("Overdue", overdue)
    lines += _list("Waiting for the night", report.waiting)
    return "\n".join(lines) + "\n"


def _changes(changes: Sequence[TextChange]) -> list[str]:
    if not changes:
        return []
    lines = ["", f"## Changed ({len(changes)})"]
    for change in changes:
        lines += ["", f"- {change.look.address}"]
        if not change.diff:
            lines[-1] += ": other bytes, the same text"
            continue
        lines += ["", "```diff", *change.diff, "```"]
    return lines


def _failures(failed: Sequence[Look]) -> list[str]:
    if not failed:
        return []
    rows = [
        [
            cell.replace("|", "\\|")
            for cell in (look.source_id, look.outcome, look.note, look.address)
        ]
        for look in failed
    ]
    return [
        "",
        f"## Brought nothing ({len(failed)})",
        *_table(["source", "outcome", "why", "address"], rows),
    ]


def _list(heading: str, items: Sequence[str]) -> list[str]:
    if not items:
        return []
    return ["", f"## {heading} ({len(items)})", "", *(f"- {item}" for item in items)]


def _table(names: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    if not rows:
        return []
    lines = ["", f"| {' | '.join(names)} |", f"|{' --- |' * len(names)}"]
    return lines + [f"| {' | '.join(map(str, row))} |" for row in rows]
