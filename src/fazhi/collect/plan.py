"""What to ask for next, told from the registry and the log of looks alone.

The plan knows no network: the spider asks it what to request and tells it what came; a
dry run only asks. Because the log is its whole memory, a crawl that was killed goes on
where it was: what is not due is not asked for, and lists that were read are followed
from the archive.

A column is read first and judged then: only when its list pages have all come, or failed,
are its reports asked for. A list that names fewer of them than its source's assertions
want is not believed: nothing of it is asked for, and the verdict goes into the log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from fazhi.collect.column import MAX_LIST_PAGES, reports_of, walk
from fazhi.collect.files import files_to_follow
from fazhi.collect.job import CrawlJob, may_be_asked
from fazhi.collect.lists import base_of, read_list
from fazhi.collect.sources import SourceEntry, host_of, is_among
from fazhi.collect.status import USABLE
from fazhi.collect.titles import year_of_title
from fazhi.document import read_document
from fazhi.snapshot import Archive, Look, Outcome, Role

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


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the plan found against a list that came: the log of looks shall say it."""

    entry: SourceEntry
    note: str


class Plan:
    """Decides what is asked for.

    Args:
        job: What to look at.
        archive: What is known.
        now: The time by which addresses are due.

    Attributes:
        verdicts: Lists that are not believed, as far as told now; whoever logs them takes
            them out.
    """

    def __init__(self, job: CrawlJob, archive: Archive, now: datetime) -> None:
        self._job = job
        self._archive = archive
        self._now = now
        self._by_id = {entry.source_id: entry for entry in job.sources}
        self._asked: set[str] = set()
        self._last: dict[str, Look] = {}
        self._held: dict[str, Look] = {}
        for look in archive.looks():
            self._remember(look)
        self._lists = Counter[str]()
        self._pages = Counter[str]()
        self._waiting_for = Counter[str]()
        self.verdicts: list[Verdict] = []

    def first(self) -> Iterator[Ask]:
        """Yield what to ask for before anything came."""
        if self._job.retry_failed:
            yield from self._failed()
            return
        for entry in self._job.sources:
            if not may_be_asked(entry, self._now):
                continue
            if entry.kind == "column":
                yield from self._list(entry, entry.url)
                yield from self._judged(entry)
            else:
                yield from self._page(entry, entry.url)
                yield from self._known_pages(entry)

    def after(self, look: Look) -> Iterator[Ask]:
        """Yield what a look leads to: entries and further pages of a list, files of a page.

        Args:
            look: As logged, also one that brought nothing: a column may have waited for it.
        """
        self._remember(look)
        entry = self._by_id.get(look.source_id)
        if entry is None:
            return
        if look.role == "column":
            self._waiting_for[entry.source_id] -= 1
            if look.snapshot_id:
                yield from self._further(entry, look)
            yield from self._judged(entry)
        elif look.role == "page" and look.extension == "html":
            yield from self._files(entry, look)

    def _remember(self, look: Look) -> None:
        self._last[look.address] = look
        if look.snapshot_id:
            self._held[look.address] = look

    def _failed(self) -> Iterator[Ask]:
        for address, look in list(self._last.items()):
            entry = self._by_id.get(look.source_id)
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
                yield from self._further(entry, look)

    def _further(self, entry: SourceEntry, look: Look) -> Iterator[Ask]:
        """Ask for the list pages that a list page names."""
        page = read_list(self._archive.read(look.snapshot_id), base_of(look))
        for url in page.further:
            if is_among(host_of(url), entry.hosts):
                yield from self._list(entry, url)

    def _judged(self, entry: SourceEntry) -> Iterator[Ask]:
        """Ask for a column's reports once its list has come, if it can be believed."""
        if self._waiting_for[entry.source_id] > 0:
            return
        listed: dict[str, str] = {}
        for step in walk(entry, self._last, self._archive.read):
            if step.page is not None:
                listed = reports_of(entry, step.page) | listed
        wanted = entry.assertions.minimum
        if len(listed) < wanted:
            look = self._last.get(entry.url)
            if look is not None and look.outcome in USABLE:
                note = f"{len(listed)} reports listed, at least {wanted} expected"
                self.verdicts.append(Verdict(entry, f"{note}: nothing of it was taken over"))
            return
        for url, title in listed.items():
            if is_among(host_of(url), entry.hosts):
                yield from self._page(entry, url, title, year_of_title(title))
        yield from self._known_pages(entry)

    def _known_pages(self, entry: SourceEntry) -> Iterator[Ask]:
        """Ask for pages that the entry names, and for those that left the column."""
        for url in entry.pages:
            yield from self._page(entry, url)
        for address, look in list(self._held.items()):
            if look.source_id == entry.source_id and look.role == "page":
                yield from self._page(entry, address, look.title, look.year)

    def _files(self, entry: SourceEntry, look: Look) -> Iterator[Ask]:
        """Follow the files of a page that may hold the report, also of one found unchanged."""
        content = self._archive.read(look.snapshot_id)
        document = read_document(content, look.media_type, look.final_url)
        titles = [value.value for value in document.metadata if value.name == "title"]
        year = look.year or next(filter(None, map(year_of_title, titles)), None)
        hosts = [*entry.hosts, *entry.attachment_hosts]
        for file in files_to_follow(document):
            if is_among(host_of(file.url), hosts) and self._is_due(file.url, entry):
                yield self._ask(entry, file.url, "attachment", file.name, year)

    def _page(
        self, entry: SourceEntry, url: str, title: str = "", year: int | None = None
    ) -> Iterator[Ask]:
        """Ask for a page that is wanted and due; follow its files where it is not due."""
        job, last = self._job, self._last.get(url)
        if url in self._asked or (job.year is not None and year not in (None, job.year)):
            return
        if job.sample is not None and self._pages[entry.source_id] >= job.sample:
            return
        if job.retry_failed and last is not None and last.outcome in USABLE:
            return
        if self._is_due(url, entry):
            self._pages[entry.source_id] += 1
            yield self._ask(entry, url, "page", title, year)
        elif last is not None and last.snapshot_id and last.extension == "html":
            self._asked.add(url)
            yield from self._files(entry, last)

    def _is_due(self, url: str, entry: SourceEntry) -> bool:
        """Whether an address may be asked for: a list page that failed always is."""
        if url in self._asked:
            return False
        look = self._last.get(url)
        lasting = USABLE if look is not None and look.role == "column" else USABLE | _LASTING
        if look is None or look.outcome not in lasting:
            return True
        return self._now - look.retrieved_at >= timedelta(days=entry.recheck_days)

    def _ask(
        self, entry: SourceEntry, url: str, role: Role, title: str = "", year: int | None = None
    ) -> Ask:
        self._asked.add(url)
        self._waiting_for[entry.source_id] += role == "column"
        return Ask(entry, url, role, title, year, self._held.get(url))
