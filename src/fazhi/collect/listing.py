"""Whether a column was read to its end.

A list that breaks off is a finding: what stands on the pages that did not come cannot be
called missing. Told from the log of looks and the archived list pages, at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from fazhi.collect.lists import base_of, read_list
from fazhi.collect.plan import MAX_LIST_PAGES
from fazhi.collect.sources import SourceEntry, host_of
from fazhi.collect.status import USABLE
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
    """

    source_id: str
    pages: int = 0
    read: int = 0
    entries: int = 0
    total: int | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """What was read, in a few words."""
        counted = f", {self.entries} of {self.total} entries" if self.total is not None else ""
        return f"{self.read} of {self.pages} list pages{counted}"


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
    waiting, known = [entry.url], {entry.url}
    links = 0
    while waiting:
        url = waiting.pop(0)
        listing.pages += 1
        look = last.get(url)
        if look is None or look.outcome not in USABLE or not look.snapshot_id:
            came = f"{look.outcome} {look.note}".strip() if look else "never asked for"
            listing.problems.append(f"{url}: {came}")
            continue
        listing.read += 1
        page = read_list(read(look.snapshot_id), base_of(look))
        links += len(page.entries)
        listing.entries += page.counted
        listing.total = page.total if page.total is not None else listing.total
        for target in page.further:
            if target not in known and host_of(target) in entry.hosts:
                known.add(target)
                waiting.append(target)
    _judge(listing, links)
    return listing


def _judge(listing: Listing, links: int) -> None:
    if listing.read and not links:
        listing.problems.append("the list has no entries that can be read")
    if listing.pages > MAX_LIST_PAGES:
        listing.problems.append(f"{listing.pages} list pages: only {MAX_LIST_PAGES} are followed")
    if not listing.problems and listing.total is not None and listing.entries < listing.total:
        listing.problems.append(f"{listing.entries} entries came, the list says {listing.total}")
