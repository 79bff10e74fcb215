"""Keeps a crawl on the hosts of its sources, also where a redirect leads away."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request

from fazhi.collect.sources import host_of


class OtherHostError(IgnoreRequest):
    """The request would leave the hosts of its source."""


class HostsMiddleware:
    """Stops requests to hosts that ``request.meta["hosts"]`` does not name.

    Scrapy's own off-site filter drops such requests without telling anyone; here the
    look that led away is logged.
    """

    def process_request(self, request: Request) -> None:
        """Let the request pass, or stop it.

        Raises:
            OtherHostError: It leads to another host.
        """
        hosts = request.meta.get("hosts")
        if hosts is not None and host_of(request.url) not in hosts:
            raise OtherHostError(f"leads to another host: {host_of(request.url)}")
