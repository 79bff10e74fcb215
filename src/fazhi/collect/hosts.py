"""Keeps a crawl on the hosts of its sources, and away from those that do not answer."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import Request, Response

from fazhi.collect.job import is_night
from fazhi.collect.sources import host_of, is_among

#: So many attempts in a row without any answer, and the host is left alone for this run.
_ATTEMPTS = 4
#: A name that is not found twice; once it may be a look-up that timed out (2026-11-23, on a
#: busy machine).
_LOOK_UPS = 2
_NO_ANSWER = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)


class OtherHostError(IgnoreRequest):
    """The request would leave the hosts of its source."""


class DaybreakError(IgnoreRequest):
    """The night in which the host may be asked is over."""


class SilentHostError(IgnoreRequest):
    """The host did not answer earlier in this run; ``__cause__`` tells how."""


class HostsMiddleware:
    """Stops requests that must not be sent, before robots.txt is asked for.

    * To hosts that ``request.meta["hosts"]`` does not name, also where a redirect leads
      there. Scrapy's own off-site filter drops such requests without telling anyone;
      here the look that led away is logged. ``www.`` makes no other host.
    * By day, to hosts that may be asked by night alone.
    """

    def process_request(self, request: Request) -> None:
        """Let the request pass, or stop it.

        Raises:
            OtherHostError: It leads to another host.
            DaybreakError: The night is over.
        """
        hosts = request.meta.get("hosts")
        if hosts is not None and not is_among(host_of(request.url), hosts):
            raise OtherHostError(f"leads to another host: {host_of(request.url)}")
        if request.meta.get("night_only") and not is_night(datetime.now(UTC)):
            raise DaybreakError("the night is over")


class SilentHostsMiddleware:
    """Leaves hosts alone that do not answer, so that a closed network takes no hours.

    A name that was not found twice is not asked for again; a host that refused or was
    silent some times in a row is not waited for again in this run.
    """

    def __init__(self) -> None:
        self._failures: Counter[str] = Counter()
        self._silent: dict[str, Exception] = {}

    def process_request(self, request: Request) -> None:
        """Stop the request if its host is known to be silent.

        Raises:
            SilentHostError: It is.
        """
        host = host_of(request.url)
        if host in self._silent:
            raise SilentHostError(f"{host} did not answer before") from self._silent[host]

    def process_response(self, request: Request, response: Response) -> Response:
        """Note that the host answers."""
        self._failures.pop(host_of(request.url), None)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Note that the host did not answer.

        Raises:
            SilentHostError: It will not be asked again in this run.
        """
        host = host_of(request.url)
        if isinstance(exception, _NO_ANSWER):
            self._failures[host] += 1
        allowed = _LOOK_UPS if isinstance(exception, CannotResolveHostError) else _ATTEMPTS
        if self._failures[host] >= allowed:
            self._silent[host] = exception
            raise SilentHostError(f"{host} does not answer") from exception
