"""A crawl of many sites on loopback: time, memory, politeness, and two kills in the middle.

    python benchmarks/collect.py [--sites 200] [--pages 10] [--json]

Each site is an address of its own (127.0.1.1 …), so that Scrapy takes it for a host of its
own. The first crawl is killed twice with SIGKILL and completed by a third process; then
everything is due again and a crawl must ask conditionally only.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from fazhi.collect import CrawlJob, SourceEntry
from fazhi.collect.report import make_report
from fazhi.snapshot import Archive

PROSE = "县政府常务会议专题研究法治政府建设工作，部署年度重点任务，推动各项工作落到实处。" * 150
HEAD = "<html><head><meta charset=utf-8></head><body>"
KILL_AT = (0.3, 0.6)


@dataclass
class Result:
    """What was measured."""

    sites: int
    pages: int
    killed_at: list[int]
    first_seconds: float
    first_megabytes: float
    second_seconds: float
    second_megabytes: float
    parent_megabytes: float
    held: int
    looked_at_twice: int
    asked_again_after_answer_was_kept: int
    in_flight_when_killed: int
    unconditional_in_second: int
    outcomes_of_second: dict[str, int]
    most_open_per_site: int


class Sites:
    """All sites in one server: pages with an ETag, 304 to who holds it."""

    def __init__(self, count: int, pages: int) -> None:
        self.addresses = [f"127.0.{1 + n // 200}.{1 + n % 200}" for n in range(count)]
        self.years = range(2024 - pages, 2024)
        self.asked: list[tuple[str, str, bool]] = []
        self.open: Counter[str] = Counter()
        self.most_open = 0
        self.port = 0
        self._ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True).start()
        self._ready.wait()

    def sources(self, recheck_days: int) -> list[SourceEntry]:
        """Return the registry of the sites, pages due after ``recheck_days``."""
        return [
            SourceEntry(
                source_id=f"site-{number:04d}",
                region_code="990123",
                name="青榆县",
                level="county",
                url=f"http://{address}:{self.port}/list/",
                delay=0,
                recheck_days=recheck_days,
            )
            for number, address in enumerate(self.addresses)
        ]

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._answer, self.addresses[0], 0)
        self.port = server.sockets[0].getsockname()[1]
        await asyncio.start_server(self._answer, self.addresses[1:], self.port)
        self._ready.set()
        await server.serve_forever()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                path = line.split()[1].decode()
                headers = {}
                while (row := await reader.readline()).strip():
                    name, _, value = row.decode("latin-1").partition(":")
                    headers[name.lower()] = value.strip()
                host = headers["host"].partition(":")[0]
                is_conditional = "if-none-match" in headers
                self.asked.append((host, path, is_conditional))
                self.open[host] += 1
                self.most_open = max(self.most_open, self.open[host])
                await asyncio.sleep(0.005)
                self.open[host] -= 1
                writer.write(self._page(host, path, is_conditional))
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    def _page(self, host: str, path: str, is_conditional: bool) -> bytes:
        if path == "/robots.txt":
            return _response(404, b"", "")
        if is_conditional:
            return _response(304, b"", '"1"')
        if path == "/list/":
            links = "".join(
                f"<li><a href=/{year}.html>青榆县{year}年法治政府建设情况报告</a></li>"
                for year in self.years
            )
            return _response(200, f"{HEAD}<ul>{links}</ul></body></html>".encode(), '"1"')
        text = f"<p>{PROSE}</p><p>{host}{path}办理案件36件。</p>"
        body = f"{HEAD}<div id=zoom>{text}</div></body></html>"
        return _response(200, body.encode(), '"1"')


def _response(status: int, body: bytes, etag: str) -> bytes:
    head = f"HTTP/1.1 {status} -\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n"
    return f"{head}ETag: {etag}\r\n\r\n".encode() + body if etag else f"{head}\r\n".encode() + body


def crawl(job: CrawlJob, kill_at: int = 0) -> float:
    """Run a crawl, or kill it once the log has so many looks; return its megabytes."""
    process = subprocess.Popen([sys.executable, "-m", "fazhi.collect.crawl"], stdin=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(job.model_dump_json().encode() + b"\n")
    process.stdin.flush()
    while kill_at and looks_of(job) < kill_at:
        time.sleep(0.05)
    if kill_at:
        os.kill(process.pid, signal.SIGKILL)
    _, status, usage = os.wait4(process.pid, 0)
    process.stdin.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != (-signal.SIGKILL if kill_at else 0):
        raise RuntimeError(f"the crawl ended with status {process.returncode}")
    return usage.ru_maxrss / 1024


def looks_of(job: CrawlJob) -> int:
    return sum(1 for _ in Archive(job.raw).looks())


def measure(count: int, pages: int, raw: str) -> Result:
    sites = Sites(count, pages)
    archive = Archive(raw)
    job = CrawlJob(raw=raw, sources=sites.sources(recheck_days=7))
    total = count * (pages + 1)
    began = time.monotonic()
    killed_at, kept_before, again, in_flight, megabytes = [], set(), 0, 0, 0.0
    for share in (*KILL_AT, 0.0):
        start = len(sites.asked)
        megabytes = max(megabytes, crawl(job, int(total * share)))
        asked = {(host, path) for host, path, _ in sites.asked[start:] if path != "/robots.txt"}
        again += len(asked & kept_before)
        kept = {_key(look.url) for look in archive.looks()}
        in_flight += len(asked - kept)
        kept_before = kept
        killed_at += [len(kept)] if share else []
    first_seconds = time.monotonic() - began
    before = list(archive.looks())
    twice = sum(times > 1 for times in Counter(look.url for look in before).values())

    start, began = len(sites.asked), time.monotonic()
    again_job = CrawlJob(raw=raw, sources=sites.sources(recheck_days=0))
    second_megabytes = crawl(again_job)
    second_seconds = time.monotonic() - began
    second = [one for one in sites.asked[start:] if one[1] != "/robots.txt"]
    report = make_report(job.sources, archive, before, datetime.now(UTC))
    return Result(
        sites=count,
        pages=count * pages,
        killed_at=killed_at,
        first_seconds=round(first_seconds, 1),
        first_megabytes=round(megabytes, 1),
        second_seconds=round(second_seconds, 1),
        second_megabytes=round(second_megabytes, 1),
        parent_megabytes=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        held=len(archive.holdings()),
        looked_at_twice=twice,
        asked_again_after_answer_was_kept=again,
        in_flight_when_killed=in_flight,
        unconditional_in_second=sum(not is_conditional for _, _, is_conditional in second),
        outcomes_of_second=dict(report.outcomes),
        most_open_per_site=sites.most_open,
    )


def _key(url: str) -> tuple[str, str]:
    host, _, path = url.removeprefix("http://").partition("/")
    return host.partition(":")[0], f"/{path}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=200)
    parser.add_argument("--pages", type=int, default=10, help="reports a site")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = asdict(measure(options.sites, options.pages, f"{folder}/raw"))
    if options.json:
        print(json.dumps(result))
        return
    for name, value in result.items():
        print(f"{name.replace('_', ' '):36} {value}")


if __name__ == "__main__":
    main()
