"""What an answer to robots.txt means, beyond what Scrapy reads from its text.

RFC 9309, section 2.3.1: a robots.txt that is missing (4xx) forbids nothing; one that
the server fails to give (5xx, or no answer in time) must be taken as forbidding
everything. Scrapy would read the text of the error page, and go on without an answer.
"""

from __future__ import annotations

from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Request, Response, TextResponse

_EVERYTHING = b"User-agent: *\nDisallow: /\n"


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
