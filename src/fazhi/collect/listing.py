"""Whether a column was read to its end.

A list that breaks off is a finding: what stands on the pages that did not come cannot be
called missing. Told from the log of looks and the archived list pages, at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from fazhi.collect.column import MAX_LIST_PAGES, reports_of, walk
from fazhi.collect.sources import SourceEntry, host_of, is_among
from fazhi.snapshot import Look


@dataclass(slots=True)
class Listing:
    """How far a column was read.

    Attributes:
        source_id: The source.
        pages: List pages that are known of.
        read: Those that came.
        entries: Entries of lists that say how many there are.
        total: How many there should be; None where no list says so.
        problems: Why the list is not known to its end; empty when it is.
        elsewhere: Hosts that the source does not own, to which reports of the list lead.
    """

    source_id: str
    pages: int = 0
    read: int = 0
    entries: int = 0
    total: int | None = None
    problems: list[str] = field(default_factory=list)
    elsewhere: set[str] = field(default_factory=set)

    @property
    def sentence(self) -> str:
        """What was read, in a few words."""
        counted = f", {self.entries} of {self.total} entries" if self.total is not None else ""
        elsewhere = ", ".join(sorted(self.elsewhere))
        left = f"; reports on other hosts were left: {elsewhere}" if elsewhere else ""
        return f"{self.read} of {self.pages} list pages{counted}{left}"


def read_listing(
    entry: SourceEntry, last: Mapping[str, Look], read: Callable[[str], bytes]
) -> Listing:
    """Walk a column through the archive.

    Args:
        entry: A source of kind ``column``.
        last: The newest look per address.
        read: Gives the bytes of a snapshot.
    """
    listing = Listing(entry.source_id)
    links = 0
    for step in walk(entry, last, read):
        listing.pages += 1
        if step.page is None:
            came = (
                f"{step.look.outcome} {step.look.note}".strip() if step.look else "never asked for"
            )
            listing.problems.append(f"{step.url}: {came}")
            continue
        listing.read += 1
        links += len(step.page.entries)
        listing.entries += step.page.counted
        listing.total = step.page.total if step.page.total is not None else listing.total
        hosts = {host_of(url) for url in reports_of(entry, step.page)}
        listing.elsewhere |= {host for host in hosts if not is_among(host, entry.hosts)}
    _judge(listing, links)
    return listing


def _judge(listing: Listing, links: int) -> None:
    if listing.read and not links:
        listing.problems.append("the list has no entries that can be read")
    if listing.pages > MAX_LIST_PAGES:
        listing.problems.append(f"{listing.pages} list pages: only {MAX_LIST_PAGES} are followed")
    if not listing.problems and listing.total is not None and listing.entries < listing.total:
        listing.problems.append(f"{listing.entries} entries came, the list says {listing.total}")
