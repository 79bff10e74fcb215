"""The one spider: columns to pages, everything logged as looks in the archive."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import scrapy
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from fazhi.collect import CrawlJob, outcomes
from fazhi.collect.links import next_pages, report_links
from fazhi.collect.sources import SourceEntry, host_of
from fazhi.document import read_document
from fazhi.snapshot import Archive, Look, Outcome, Role, extension_of

#: A column that pages on for ever is a trap, not a column.
MAX_LIST_PAGES = 50


class ReportSpider(scrapy.Spider):
    """Looks at every source of a job; what comes back goes into the archive.

    Args:
        job: What to look at.
    """

    name = "reports"

    def __init__(self, job: CrawlJob, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.job = job
        self.archive = Archive(job.raw)
        self.entries = {entry.source_id: entry for entry in job.sources}
        self.asked: set[str] = set()
        self.last = self.archive.last_looks()
        self.held = {holding.address: holding.look for holding in self.archive.holdings()}
        self.columns = self._columns()
        self.pages: dict[str, int] = dict.fromkeys(self.entries, 0)
        self.list_pages: dict[str, int] = dict.fromkeys(self.entries, 0)

    async def start(self) -> AsyncIterator[Request]:
        """Ask for every source's column or page, then for pages known from before."""
        for entry in self.job.sources:
            role: Role = "column" if entry.kind == "column" else "page"
            if role == "column":
                self.list_pages[entry.source_id] += 1
                yield self._request(entry, entry.url, role)
            else:
                for request in self._page_request(entry, entry.url, "", None):
                    yield request
        for address, look in list(self.held.items()):
            known = self.entries.get(look.source_id)
            if known is not None and look.role == "page":
                for request in self._page_request(known, address, look.title, look.year):
                    yield request

    def parse_answer(self, response: Response) -> Iterator[Request]:
        """Log the look; follow what the page leads to."""
        request = response.request
        assert request is not None
        entry = self.entries[request.meta["source_id"]]
        role: Role = request.meta["role"]
        address = request.meta["address"]
        if response.status == 304:
            look = self._log_unchanged(response)
        else:
            look = self._log_answer(response)
        if not look.snapshot_id:
            return
        content = self.archive.read(look.snapshot_id)
        if role == "column":
            yield from self._follow_column(entry, content, look.final_url or address)
        elif role == "page" and look.extension == "html":
            yield from self._follow_attachments(entry, content, look)

    def parse_failure(self, failure: Failure) -> None:
        """Log a look that brought nothing."""
        request: Request = failure.request  # type: ignore[attr-defined]
        outcome, note = outcomes.of_failure(failure)
        self._log(request, outcome, note)

    def _columns(self) -> dict[str, Look]:
        """Return the newest usable look per list page."""
        return {
            look.address: look
            for look in self.archive.looks()
            if look.role == "column" and look.snapshot_id
        }

    def _follow_column(self, entry: SourceEntry, content: bytes, url: str) -> Iterator[Request]:
        for link in report_links(content, url):
            if host_of(link.url) in entry.hosts:
                yield from self._page_request(entry, link.url, link.title, link.year)
        for target in next_pages(content, url):
            count = self.list_pages[entry.source_id]
            is_new = target not in self.asked
            if is_new and host_of(target) in entry.hosts and count < MAX_LIST_PAGES:
                self.list_pages[entry.source_id] += 1
                yield self._request(entry, target, "column")

    def _follow_attachments(
        self, entry: SourceEntry, content: bytes, look: Look
    ) -> Iterator[Request]:
        """Follow the files of a page that only wraps them, also of one found unchanged."""
        document = read_document(content, look.media_type, look.final_url)
        if document.outcome != "attachment_only":
            return
        hosts = {*entry.hosts, *entry.attachment_hosts}
        for attachment in document.attachments:
            if host_of(attachment.url) in hosts and self._is_due(attachment.url, entry):
                yield self._request(
                    entry, attachment.url, "attachment", title=attachment.name, year=look.year
                )

    def _page_request(
        self, entry: SourceEntry, url: str, title: str, year: int | None
    ) -> Iterator[Request]:
        """Yield the request for a page that is wanted and due."""
        if self.job.year is not None and year not in (None, self.job.year):
            return
        if self.job.sample is not None and self.pages[entry.source_id] >= self.job.sample:
            return
        if not self._is_due(url, entry):
            return
        self.pages[entry.source_id] += 1
        yield self._request(entry, url, "page", title=title, year=year)

    def _is_due(self, url: str, entry: SourceEntry) -> bool:
        if url in self.asked:
            return False
        look = self.last.get(url)
        if look is None or look.outcome not in {"ok", "unchanged", "attachment_only"}:
            return True
        age = datetime.now(UTC) - look.retrieved_at
        return age >= timedelta(days=entry.recheck_days)

    def _request(
        self,
        entry: SourceEntry,
        url: str,
        role: Role,
        *,
        title: str = "",
        year: int | None = None,
    ) -> Request:
        """Make a request, conditional where a snapshot is held.

        Scrapy's filter of repeated requests is passed by: it would drop a redirect to
        an address asked before, and the look with it. ``self.asked`` does its work.
        """
        self.asked.add(url)
        known = self._known(url, role)
        headers = {}
        if known is not None and known.etag:
            headers["If-None-Match"] = known.etag
        if known is not None and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        hosts = {*entry.hosts, *entry.attachment_hosts} if role == "attachment" else entry.hosts
        meta = {
            "address": url,
            "source_id": entry.source_id,
            "role": role,
            "title": title,
            "year": year,
            "hosts": sorted(hosts),
        }
        return Request(
            url,
            callback=self.parse_answer,
            errback=self.parse_failure,
            headers=headers,
            meta=meta,
            dont_filter=True,
        )

    def _known(self, url: str, role: Role) -> Look | None:
        return (self.columns if role == "column" else self.held).get(url)

    def _log_unchanged(self, response: Response) -> Look:
        """Log a 304; the snapshot is the one that was asked about."""
        request = response.request
        assert request is not None
        known = self._known(request.meta["address"], request.meta["role"])
        if known is None:
            return self._log(request, "error", "304 without a question", response)
        return self._log(request, "unchanged", "", response, known.snapshot_id, known)

    def _log_answer(self, response: Response) -> Look:
        """Log any other answer, and keep its bytes where it is a document."""
        request = response.request
        assert request is not None
        role: Role = request.meta["role"]
        known = self._known(request.meta["address"], role)
        outcome, note = outcomes.of_response(response, known is not None)
        if outcome == "attachment_only" and role == "column":
            outcome = "ok"
        if outcome not in {"ok", "attachment_only"}:
            return self._log(request, outcome, note, response)
        extension = extension_of(outcomes.media_type(response), response.url)
        snapshot_id = self.archive.store(response.body, extension)
        if known is not None and known.snapshot_id == snapshot_id:
            outcome = "unchanged"
        return self._log(request, outcome, note, response, snapshot_id)

    def _log(
        self,
        request: Request,
        outcome: Outcome,
        note: str,
        response: Response | None = None,
        snapshot_id: str = "",
        known: Look | None = None,
    ) -> Look:
        """Append one look to the log and return it; ``known`` fills what a 304 leaves out."""
        entry = self.entries[request.meta["source_id"]]
        look = Look(
            url=request.meta["address"],
            final_url=response.url if response is not None else "",
            retrieved_at=datetime.now(UTC),
            status=response.status if response is not None else None,
            outcome=outcome,
            note=note,
            role=request.meta["role"],
            etag=_header(response, "ETag") or (known.etag if known else ""),
            last_modified=_header(response, "Last-Modified")
            or (known.last_modified if known else ""),
            content_type=_header(response, "Content-Type") or (known.content_type if known else ""),
            snapshot_id=snapshot_id,
            extension=self.archive.path(snapshot_id).suffix[1:] if snapshot_id else "",
            source_id=entry.source_id,
            region_code=entry.region_code,
            year=request.meta["year"],
            title=request.meta["title"],
        )
        self.archive.append(look)
        return look


def _header(response: Response | None, name: str) -> str:
    value = response.headers.get(name) if response is not None else None
    return value.decode("latin-1") if value else ""
