"""The one spider: asks what the plan says and logs every answer as a look."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any

import scrapy
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from fazhi.collect import outcomes
from fazhi.collect.hosts import DaybreakError
from fazhi.collect.job import CrawlJob
from fazhi.collect.plan import Ask, Plan
from fazhi.snapshot import Archive, Look, Outcome, extension_of


class ReportSpider(scrapy.Spider):
    """Looks at every source of a job; what comes back goes into the archive.

    Args:
        job: What to look at.
    """

    name = "reports"

    def __init__(self, job: CrawlJob, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.archive = Archive(job.raw)
        self.plan = Plan(job, self.archive, datetime.now(UTC))

    async def start(self) -> AsyncIterator[Request]:
        """Ask for every source's column or page, and for pages known from before."""
        for ask in self.plan.first():
            yield self._request(ask)
        self._log_verdicts()

    def parse_answer(self, response: Response) -> Iterator[Request]:
        """Log the look; follow what the page leads to."""
        ask = _ask(response.request)
        if response.status == 304:
            look = self._log_unchanged(ask, response)
        else:
            look = self._log_answer(ask, response)
        yield from self._after(look)

    def parse_failure(self, failure: Failure) -> Iterator[Request]:
        """Log a look that brought nothing; one that was not taken is no look."""
        if not isinstance(failure.value, DaybreakError):
            outcome, note = outcomes.of_failure(failure)
            look = self._log(_ask(failure.request), outcome, note)  # type: ignore[attr-defined]
            yield from self._after(look)

    def _after(self, look: Look) -> Iterator[Request]:
        """Follow what a look leads to."""
        for further in self.plan.after(look):
            yield self._request(further)
        self._log_verdicts()

    def _log_verdicts(self) -> None:
        """Log lists that came but are not believed, as looks that brought nothing."""
        while self.plan.verdicts:
            verdict = self.plan.verdicts.pop(0)
            ask = Ask(verdict.entry, verdict.entry.url, "column")
            self._log(ask, "wrong_content", verdict.note)

    def _request(self, ask: Ask) -> Request:
        """Make a request, conditional where a snapshot is held whole.

        Scrapy's filter of repeated requests is passed by: it would drop a redirect to
        an address asked before, and the look with it. The plan asks nothing twice.
        """
        headers = {}
        if ask.known is not None and self.archive.holds(ask.known.snapshot_id):
            headers = {
                "If-None-Match": ask.known.etag,
                "If-Modified-Since": ask.known.last_modified,
            }
        return Request(
            ask.url,
            callback=self.parse_answer,
            errback=self.parse_failure,
            headers={name: value for name, value in headers.items() if value},
            meta={"ask": ask, "hosts": ask.hosts, "night_only": ask.entry.night_only},
            dont_filter=True,
        )

    def _log_unchanged(self, ask: Ask, response: Response) -> Look:
        """Log a 304; the snapshot is the one that was asked about."""
        if ask.known is None:
            return self._log(ask, "error", "304 without a question", response)
        return self._log(ask, "unchanged", "", response, ask.known.snapshot_id)

    def _log_answer(self, ask: Ask, response: Response) -> Look:
        """Log any other answer, and keep its bytes where it is a document."""
        outcome, note = outcomes.of_response(response, ask.known is not None)
        if outcome == "attachment_only" and ask.role == "column":
            outcome = "ok"
        if outcome not in {"ok", "attachment_only"}:
            return self._log(ask, outcome, note, response)
        extension = extension_of(outcomes.media_type(response), response.url)
        snapshot_id = self.archive.store(response.body, extension)
        if ask.known is not None and ask.known.snapshot_id == snapshot_id:
            outcome = "unchanged"
        return self._log(ask, outcome, note, response, snapshot_id)

    def _log(
        self,
        ask: Ask,
        outcome: Outcome,
        note: str,
        response: Response | None = None,
        snapshot_id: str = "",
    ) -> Look:
        """Append one look to the log and return it; what a 304 leaves out stays as it was."""
        known = ask.known if response is not None and response.status == 304 else None
        look = Look(
            url=ask.url,
            final_url=response.url if response is not None else "",
            retrieved_at=datetime.now(UTC),
            status=response.status if response is not None else None,
            outcome=outcome,
            note=note,
            role=ask.role,
            etag=_header(response, "ETag") or (known.etag if known else ""),
            last_modified=_header(response, "Last-Modified")
            or (known.last_modified if known else ""),
            content_type=_header(response, "Content-Type") or (known.content_type if known else ""),
            snapshot_id=snapshot_id,
            extension=self.archive.path(snapshot_id).suffix[1:] if snapshot_id else "",
            source_id=ask.entry.source_id,
            region_code=ask.entry.region_code,
            year=ask.year,
            title=ask.title,
        )
        self.archive.append(look)
        return look


def _ask(request: Request | None) -> Ask:
    assert request is not None
    ask: Ask = request.meta["ask"]
    return ask


def _header(response: Response | None, name: str) -> str:
    value = response.headers.get(name) if response is not None else None
    return value.decode("latin-1") if value else ""
