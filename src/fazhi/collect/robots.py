"""robots.txt: asked for once a host, and what its answer means beyond its text.

RFC 9309, section 2.3.1: a robots.txt that is missing (4xx) forbids nothing; one that
the server fails to give (5xx, or no answer in time) must be taken as forbidding
everything. Scrapy would read the text of the error page, and go on without an answer.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Request, Response, TextResponse
from scrapy.robotstxt import RobotParser

_EVERYTHING = b"User-agent: *\nDisallow: /\n"


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's own, but requests that wait for the same robots.txt wait in a row.

    In Scrapy 2.19 those that wait together share one Deferred, which hands the rules to
    the first of them and None, taken for permission, to all others.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Return the rules of the request's host, fetched by whoever asks first."""
        async with self._turns[urlsplit(request.url).netloc]:
            return await super().robot_parser(request)


class RobotsAnswerMiddleware:
    """Replaces error pages given for robots.txt, and silence, by what they mean."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Return the answer, or the rules that an error stands for."""
        if not request.meta.get("dont_obey_robotstxt") or response.status < 400:
            return response
        return response.replace(body=_EVERYTHING if response.status >= 500 else b"")

    def process_exception(self, request: Request, exception: Exception) -> Response | None:
        """Return the rules that silence stands for."""
        if request.meta.get("dont_obey_robotstxt") and isinstance(exception, DownloadTimeoutError):
            return TextResponse(request.url, body=_EVERYTHING)
        return None
