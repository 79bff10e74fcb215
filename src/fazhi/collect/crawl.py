"""The crawl's own process: ``python -m fazhi.collect.crawl`` with a job on standard input.

The job is one line. Standard input stays open as long as whoever started the crawl lives:
when it ends, the crawl ends, so that a killed ``fazhi collect`` leaves no crawl behind that
would ask for the same pages as the next one.

Robots rules, delays, retries, redirects, size and time limits are Scrapy's; this module
only sets them. Certificates are always checked; nobody is told we are a browser.
"""

from __future__ import annotations

import fcntl
import logging
import os
import sys
import threading
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess

import fazhi
from fazhi.collect.job import BUSY, CrawlJob
from fazhi.collect.spider import ReportSpider

#: What these complain about is a look in the log already; it is told once.
_LOGGED_AS_LOOKS = (
    "scrapy.core.downloader.handlers.http11",
    "scrapy.downloadermiddlewares.retry",
    "scrapy.downloadermiddlewares.robotstxt",
)

#: Without any delay Scrapy 2.19 starts all that waits for a host at once, whatever the
#: concurrency allowed: it counts what has begun, and nothing has begun yet.
_LEAST_DELAY = 0.05


def settings(job: CrawlJob) -> dict[str, Any]:
    """Return Scrapy's settings for a job."""
    slots = {
        host: {"concurrency": 1, "delay": max(entry.delay, _LEAST_DELAY)}
        for entry in job.sources
        for host in [*entry.hosts, *entry.attachment_hosts]
    }
    return {
        "USER_AGENT": f"fazhi/{fazhi.__version__} (+{job.contact_url})",
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": "fazhi",
        "CONCURRENT_REQUESTS": 16,
        # Nothing more is asked for while an answer waits to be kept: a kill then costs
        # little, and memory stays bounded.
        "SCRAPER_SLOT_MAX_ACTIVE_SIZE": 1,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": max([entry.delay for entry in job.sources] + [_LEAST_DELAY]),
        "DOWNLOAD_SLOTS": slots,
        "DOWNLOAD_TIMEOUT": job.timeout,
        "DNS_TIMEOUT": min(job.timeout, 10),
        "REACTOR_THREADPOOL_MAXSIZE": 20,
        "DOWNLOAD_MAXSIZE": job.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "RETRY_TIMES": job.retries,
        "REDIRECT_MAX_TIMES": 5,
        "HTTPERROR_ALLOW_ALL": True,
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        # It would write into the home folder, and nobody steers this crawl from outside.
        "REMOTE_CONTROL_ENABLED": False,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9",
        },
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "fazhi.collect.hosts.HostsMiddleware": 50,
            "fazhi.collect.robots.RobotsMiddleware": 100,
            "fazhi.collect.robots.RobotsAnswerMiddleware": 60,
            # Nearer to the downloader than Scrapy's retries: it sees every attempt.
            "fazhi.collect.hosts.SilentHostsMiddleware": 600,
        },
        "LOG_LEVEL": "ERROR",
    }


def main() -> int:
    """Run the job on standard input to its end.

    Returns:
        0; 1 when the crawl could not start or a page could not be handled; ``BUSY`` when
        another crawl of the same archive is running.
    """
    job = CrawlJob.model_validate_json(sys.stdin.buffer.readline())
    if not _is_alone(Path(job.raw)):
        return BUSY
    threading.Thread(target=_end_with_starter, daemon=True).start()
    process = AsyncCrawlerProcess(settings(job))
    for name in _LOGGED_AS_LOOKS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    crawler = process.create_crawler(ReportSpider)
    process.crawl(crawler, job=job)
    process.start()
    counts = crawler.stats.get_stats() if crawler.stats is not None else {}
    failed = any(name.startswith("spider_exceptions") for name in counts)
    return 1 if process.bootstrap_failed or failed else 0


def _is_alone(raw: Path) -> bool:
    """Take the archive's folder for this process, as long as it lives."""
    raw.mkdir(parents=True, exist_ok=True)
    handle = os.open(raw, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _end_with_starter() -> None:
    """Wait until standard input ends, then end: whatever was kept is kept whole."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
