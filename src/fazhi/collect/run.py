"""Runs a collection: the crawl in a process of its own, what it did read from the log."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

from fazhi.collect.job import BUSY, CONTACT_URL, CrawlJob, may_be_asked
from fazhi.collect.plan import Ask, Plan
from fazhi.collect.report import CollectReport, make_report
from fazhi.collect.sources import SourceEntry
from fazhi.snapshot import Archive


def collect(
    sources: Sequence[SourceEntry],
    archive: Archive,
    *,
    only: str | None = None,
    year: int | None = None,
    sample: int | None = None,
    retry_failed: bool = False,
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
        retry_failed: Only addresses whose last look brought nothing.
        proxy: Address of an HTTP proxy that answers for the sources' hosts (the
            sample site); None for the network.
        contact_url: Where a site's owner finds who we are.
        timeout: Seconds until an answer counts as missing.
        max_bytes: A larger body is given up.

    Returns:
        What came of it, read from the log of looks.
    """
    job = CrawlJob(
        raw=str(archive.raw),
        sources=[entry for entry in sources if only in (None, entry.region_code)],
        year=year,
        sample=sample,
        retry_failed=retry_failed,
        contact_url=contact_url,
        timeout=timeout,
        max_bytes=max_bytes,
    )
    before = list(archive.looks())
    started = datetime.now(UTC)
    is_anything_due = any(True for _ in Plan(job, archive, started).first())
    status = _run(job, proxy) if is_anything_due else 0
    report = make_report(job.sources, archive, before, datetime.now(UTC))
    report.waiting = [one.source_id for one in job.sources if not may_be_asked(one, started)]
    if not job.sources:
        report.warnings.append(f"no source to look at (region {only or 'any'})")
    if status == BUSY:
        report.warnings.append("another collection of this workspace is running: nothing was asked")
    elif status != 0:
        report.warnings.append(f"the crawl failed with status {status}; its messages above say why")
    return report


def planned(
    sources: Sequence[SourceEntry],
    archive: Archive,
    *,
    only: str | None = None,
    year: int | None = None,
    sample: int | None = None,
    retry_failed: bool = False,
) -> list[Ask]:
    """Return what ``collect`` would ask for first, and ask for nothing.

    What list pages name that are due themselves is not known before they come.
    """
    job = CrawlJob(
        raw=str(archive.raw),
        sources=[entry for entry in sources if only in (None, entry.region_code)],
        year=year,
        sample=sample,
        retry_failed=retry_failed,
    )
    return list(Plan(job, archive, datetime.now(UTC)).first())


def _run(job: CrawlJob, proxy: str | None) -> int:
    """Run the crawl's process to its end and return its status."""
    environment = dict(os.environ)
    if proxy is not None:
        for name in ("no_proxy", "NO_PROXY", "https_proxy", "HTTPS_PROXY"):
            environment.pop(name, None)
        environment["http_proxy"] = environment["HTTP_PROXY"] = proxy
    command = [sys.executable, "-m", "fazhi.collect.crawl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=environment) as process:
        assert process.stdin is not None
        with suppress(BrokenPipeError):  # its status and messages say more
            process.stdin.write(job.model_dump_json().encode() + b"\n")
            process.stdin.flush()
        return process.wait()
