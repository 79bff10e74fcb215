"""What a crawl is told, and when a site may be asked."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone

from pydantic import BaseModel

from fazhi.collect.sources import SourceEntry

#: Status of a crawl that found another one at work on the same archive.
BUSY = 3
#: Tells a site's owner whom to write to; whoever runs a real crawl sets it.
CONTACT_URL = os.environ.get("FAZHI_CONTACT_URL", "https://example.org/fazhi")
#: All of China keeps one time; it has no summer time.
_CHINA = timezone(timedelta(hours=8))
_NIGHT_BEGINS, _NIGHT_ENDS = 22, 6


class CrawlJob(BaseModel):
    """What the crawl's process is told, as JSON on its standard input.

    Attributes:
        raw: The workspace's ``raw`` folder.
        sources: What to look at.
        year: Only pages whose title names this year, or none.
        sample: At most so many pages a source; None for all.
        retry_failed: Only addresses whose last look brought nothing, and what they lead to.
        contact_url: Where a site's owner finds who we are; part of the user agent.
        timeout: Seconds until an answer counts as missing.
        max_bytes: A larger body is given up.
        retries: Further attempts after a failed connection or a 5xx answer.
    """

    raw: str
    sources: list[SourceEntry]
    year: int | None = None
    sample: int | None = None
    retry_failed: bool = False
    contact_url: str = CONTACT_URL
    timeout: float = 30.0
    max_bytes: int = 20 * 1024 * 1024
    retries: int = 2


def is_night(moment: datetime) -> bool:
    """Whether it is between 22:00 and 06:00 in China."""
    hour = moment.astimezone(_CHINA).hour
    return hour >= _NIGHT_BEGINS or hour < _NIGHT_ENDS


def may_be_asked(entry: SourceEntry, moment: datetime) -> bool:
    """Whether a source may be asked now: by night alone where its entry says so."""
    return not entry.night_only or is_night(moment)
