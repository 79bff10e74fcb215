"""What to ask for next, told from the registry and the log of looks alone.

The plan knows no network: the spider asks it what to request and tells it what came; a
dry run only asks. Because the log is its whole memory, a crawl that was killed goes on
where it was: what is not due is not asked for, and lists that were read are followed
from the archive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from fazhi.collect.job import CrawlJob, may_be_asked
from fazhi.collect.lists import base_of, read_list
from fazhi.collect.sources import SourceEntry, host_of
from fazhi.collect.status import USABLE
from fazhi.collect.titles import judge_title, year_of_title
from fazhi.document import read_document
from fazhi.snapshot import Archive, Look, Outcome, Role

#: A column that pages on for ever is a trap, not a column.
MAX_LIST_PAGES = 50
#: What will be the same tomorrow; asked again only when due, like what is usable.
_LASTING: frozenset[Outcome] = frozenset({"not_found", "gone", "wrong_content", "too_large"})


@dataclass(frozen=True, slots=True)
class Ask:
    """An address to ask for, and what the log of looks shall say about it."""

    entry: SourceEntry
    url: str
    role: Role
    title: str = ""
    year: int | None = None
    known: Look | None = None

    @property
    def hosts(self) -> list[str]:
        """Hosts that may answer: the source's own, for attachments also those allowed."""
        extra = self.entry.attachment_hosts if self.role == "attachment" else []
        return [*self.entry.hosts, *extra]


class Plan:
    """Decides what is asked for.

    Args:
        job: What to look at.
        archive: What is known.
        now: The time by which addresses are due.
    """

    def __init__(self, job: CrawlJob, archive: Archive, now: datetime) -> None:
        self._job = job
        self._archive = archive
        self._now = now
        self._asked: set[str] = set()
        self._last: dict[str, Look] = {}
        self._held: dict[str, Look] = {}
        for look in archive.looks():
            self._last[look.address] = look
            if look.snapshot_id:
                self._held[look.address] = look
        self._pages = {entry.source_id: 0 for entry in job.sources}
        self._lists = {entry.source_id: 0 for entry in job.sources}

    def first(self) -> Iterator[Ask]:
        """Yield what to ask for before anything came."""
        if self._job.retry_failed:
            yield from self._failed()
            return
        entries = [entry for entry in self._job.sources if may_be_asked(entry, self._now)]
        for entry in entries:
            if entry.kind == "column":
                yield from self._list(entry, entry.url)
            else:
                yield from self._page(entry, entry.url)
            for url in entry.pages:
                yield from self._page(entry, url)
        by_id = {entry.source_id: entry for entry in entries}
        for address, look in list(self._held.items()):
            known = by_id.get(look.source_id)
            if known is not None and look.role == "page":
                yield from self._page(known, address, look.title, look.year)

    def after(self, look: Look) -> Iterator[Ask]:
        """Yield what a look leads to: entries and further pages of a list, files of a page."""
        entry = next((one for one in self._job.sources if one.source_id == look.source_id), None)
        if entry is None or not look.snapshot_id:
            return
        if look.role == "column":
            yield from self._entries(entry, look)
        elif look.role == "page" and look.extension == "html":
            yield from self._files(entry, look)

    def _failed(self) -> Iterator[Ask]:
        by_id = {entry.source_id: entry for entry in self._job.sources}
        for address, look in list(self._last.items()):
            entry = by_id.get(look.source_id)
            if entry is None or look.outcome in USABLE or not may_be_asked(entry, self._now):
                continue
            yield self._ask(entry, address, look.role, look.title, look.year)

    def _list(self, entry: SourceEntry, url: str) -> Iterator[Ask]:
        """Ask for a list page; follow the one in the archive where it is not due yet."""
        if url in self._asked or self._lists[entry.source_id] >= MAX_LIST_PAGES:
            return
        self._lists[entry.source_id] += 1
        if self._is_due(url, entry):
            yield self._ask(entry, url, "column")
        else:
            self._asked.add(url)
            if look := self._held.get(url):
                yield from self.after(look)

    def _entries(self, entry: SourceEntry, look: Look) -> Iterator[Ask]:
        page = read_list(self._archive.read(look.snapshot_id), base_of(look))
        for url, title in page.entries.items():
            is_report = judge_title(title, entry.region_code, entry.name) == "report"
            if is_report and host_of(url) in entry.hosts:
                yield from self._page(entry, url, title, year_of_title(title))
        for url in page.further:
            if host_of(url) in entry.hosts:
                yield from self._list(entry, url)

    def _files(self, entry: SourceEntry, look: Look) -> Iterator[Ask]:
        """Follow the files of a page that only wraps them, also of one found unchanged."""
        content = self._archive.read(look.snapshot_id)
        document = read_document(content, look.media_type, look.final_url)
        if document.outcome != "attachment_only":
            return
        hosts = {*entry.hosts, *entry.attachment_hosts}
        for file in document.attachments:
            if host_of(file.url) in hosts and self._is_due(file.url, entry):
                yield self._ask(entry, file.url, "attachment", file.name, look.year)

    def _page(
        self, entry: SourceEntry, url: str, title: str = "", year: int | None = None
    ) -> Iterator[Ask]:
        """Ask for a page that is wanted and due; follow its files where it is not due."""
        if url in self._asked or (
            self._job.year is not None and year not in (None, self._job.year)
        ):
            return
        if self._job.sample is not None and self._pages[entry.source_id] >= self._job.sample:
            return
        if self._is_due(url, entry):
            self._pages[entry.source_id] += 1
            yield self._ask(entry, url, "page", title, year)
        elif (look := self._last[url]).outcome == "attachment_only":
            self._asked.add(url)
            yield from self.after(look)

    def _is_due(self, url: str, entry: SourceEntry) -> bool:
        if url in self._asked:
            return False
        look = self._last.get(url)
        if look is None or look.outcome not in USABLE | _LASTING:
            return True
        return self._now - look.retrieved_at >= timedelta(days=entry.recheck_days)

    def _ask(
        self, entry: SourceEntry, url: str, role: Role, title: str = "", year: int | None = None
    ) -> Ask:
        self._asked.add(url)
        return Ask(entry, url, role, title, year, self._held.get(url))
