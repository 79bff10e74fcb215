"""Collection: the registry's addresses become looks and snapshots in ``raw/``.

``collect`` is what flows and the command line call. The crawl itself runs in a process
of its own (``fazhi.collect.crawl``), because a Scrapy reactor cannot be started twice
in one; what it did is read back from the log of looks, the only memory of collection.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel

from fazhi.collect.sources import SourceEntry, is_report_title, load_sources, year_of_title
from fazhi.snapshot import Archive, Look

__all__ = [
    "CollectReport",
    "CrawlJob",
    "SourceEntry",
    "collect",
    "is_report_title",
    "load_sources",
    "year_of_title",
]

#: Tells a site's owner whom to write to; whoever runs a real crawl sets it.
CONTACT_URL = os.environ.get("FAZHI_CONTACT_URL", "https://example.org/fazhi")
_FAILED = frozenset(
    {"not_found", "gone", "blocked", "wrong_content", "too_large", "timeout"}
    | {"tls_error", "robots_denied", "error"}
)


class CrawlJob(BaseModel):
    """What the crawl's process is told, as JSON on its standard input.

    Attributes:
        raw: The workspace's ``raw`` folder.
        sources: What to look at.
        year: Only pages whose title names this year, or none.
        sample: At most so many pages a source; None for all.
        contact_url: Where a site's owner finds who we are; part of the user agent.
        timeout: Seconds until an answer counts as missing.
        max_bytes: A larger body is given up.
        retries: Further attempts after a failed connection or a 5xx answer.
    """

    raw: str
    sources: list[SourceEntry]
    year: int | None = None
    sample: int | None = None
    contact_url: str = CONTACT_URL
    timeout: float = 30.0
    max_bytes: int = 20 * 1024 * 1024
    retries: int = 2


@dataclass(slots=True)
class CollectReport:
    """What a collection did.

    Attributes:
        sources: How many sources were looked at.
        outcomes: Looks by outcome.
        new: Addresses whose first snapshot came now.
        changed: Addresses whose snapshot differs from the one before.
        failed: Looks that brought nothing usable.
        warnings: What else needs someone: too few pages found, a crawl that died.
    """

    sources: int
    outcomes: Counter[str] = field(default_factory=Counter)
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    failed: list[Look] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def needs_someone(self) -> bool:
        """Whether a source failed or a warning stands (exit status 1)."""
        return bool(self.failed or self.warnings)


def collect(
    sources: Sequence[SourceEntry],
    archive: Archive,
    *,
    only: str | None = None,
    year: int | None = None,
    sample: int | None = None,
    proxy: str | None = None,
    contact_url: str = CONTACT_URL,
    timeout: float = 30.0,
    max_bytes: int = 20 * 1024 * 1024,
) -> CollectReport:
    """Look at the sources, politely, and keep what they serve.

    Args:
        sources: Entries of the registry.
        archive: Where looks and snapshots go.
        only: A region code; other sources are left out.
        year: Only pages whose title names this year, or none.
        sample: At most so many pages a source.
        proxy: Address of an HTTP proxy that answers for the sources' hosts (the
            sample site); None for the network.
        contact_url: Where a site's owner finds who we are.
        timeout: Seconds until an answer counts as missing.
        max_bytes: A larger body is given up.

    Returns:
        What came of it, read from the log of looks.
    """
    chosen = [entry for entry in sources if only in (None, entry.region_code)]
    before = list(archive.looks())
    job = CrawlJob(
        raw=str(archive.raw),
        sources=chosen,
        year=year,
        sample=sample,
        contact_url=contact_url,
        timeout=timeout,
        max_bytes=max_bytes,
    )
    status = _run(job, proxy) if chosen else 0
    after = list(archive.looks())[len(before) :]
    report = _report(chosen, before, after)
    if not chosen:
        report.warnings.append(f"no source to look at (region {only or 'any'})")
    if status != 0:
        report.warnings.append(f"the crawl failed with status {status}; its messages above say why")
    return report


def _run(job: CrawlJob, proxy: str | None) -> int:
    """Run the crawl's process to its end and return its status."""
    environment = dict(os.environ)
    if proxy is not None:
        for name in ("no_proxy", "NO_PROXY", "https_proxy", "HTTPS_PROXY"):
            environment.pop(name, None)
        environment["http_proxy"] = environment["HTTP_PROXY"] = proxy
    finished = subprocess.run(
        [sys.executable, "-m", "fazhi.collect.crawl"],
        input=job.model_dump_json().encode(),
        env=environment,
        check=False,
    )
    return finished.returncode


def _report(
    sources: Sequence[SourceEntry], before: Iterable[Look], after: Sequence[Look]
) -> CollectReport:
    """Tell from the looks of a run, and those before it, what it did."""
    held = {look.address: look.snapshot_id for look in before if look.snapshot_id}
    report = CollectReport(sources=len(sources))
    for look in after:
        report.outcomes[look.outcome] += 1
        if look.outcome in _FAILED:
            report.failed.append(look)
        if look.role == "column" or not look.snapshot_id:
            continue
        earlier = held.get(look.address)
        if earlier is None:
            report.new.append(look.address)
        elif earlier != look.snapshot_id:
            report.changed.append(look.address)
        held[look.address] = look.snapshot_id
    report.warnings += _unmet(sources, [*before, *after])
    return report


def _unmet(sources: Sequence[SourceEntry], looks: Sequence[Look]) -> list[str]:
    """Check the sources' assertions against all pages they ever gave."""
    pages: dict[str, set[str]] = {}
    for look in looks:
        if look.role == "page" and look.snapshot_id:
            pages.setdefault(look.source_id, set()).add(look.address)
    warnings = []
    for entry in sources:
        count = len(pages.get(entry.source_id, ()))
        wanted = entry.assertions
        if count < wanted.minimum:
            warnings.append(f"{entry.source_id}: {count} pages, at least {wanted.minimum} expected")
        if wanted.maximum is not None and count > wanted.maximum:
            warnings.append(f"{entry.source_id}: {count} pages, at most {wanted.maximum} expected")
    return warnings
