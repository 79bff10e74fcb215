"""Requests that must not be sent, and hosts that do not answer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
)
from scrapy.http import Request, Response

from fazhi.collect import hosts
from fazhi.collect.hosts import (
    DaybreakError,
    HostsMiddleware,
    OtherHostError,
    SilentHostError,
    SilentHostsMiddleware,
)

URL = "http://www.a.gov.cn/1.html"


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://www.a.gov.cn/1", True),
        ("http://a.gov.cn/1", True),
        ("https://b.gov.cn/1", True),
        ("http://zwgk.a.gov.cn/1", False),
        ("http://a.gov.cn.example.org/", False),
    ],
)
def test_hosts_of_the_source(url: str, allowed: bool) -> None:
    request = Request(url, meta={"hosts": ["www.a.gov.cn", "b.gov.cn"]})
    if allowed:
        HostsMiddleware().process_request(request)
    else:
        with pytest.raises(OtherHostError):
            HostsMiddleware().process_request(request)


def test_a_crawl_that_lasts_until_daybreak_stops_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        hour_now = 21

        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime(2024, 5, 1, cls.hour_now, tzinfo=UTC)

    monkeypatch.setattr(hosts, "datetime", Clock)
    request = Request(URL, meta={"night_only": True})
    HostsMiddleware().process_request(request)
    Clock.hour_now = 22
    HostsMiddleware().process_request(Request(URL, meta={"night_only": False}))
    with pytest.raises(DaybreakError):
        HostsMiddleware().process_request(request)


def test_a_name_that_is_not_found_is_asked_for_twice() -> None:
    middleware = SilentHostsMiddleware()
    middleware.process_exception(Request(URL), CannotResolveHostError("busy"))
    middleware.process_request(Request(URL))
    with pytest.raises(SilentHostError):
        middleware.process_exception(Request(URL), CannotResolveHostError("no"))
    with pytest.raises(SilentHostError) as raised:
        middleware.process_request(Request(URL))
    assert isinstance(raised.value.__cause__, CannotResolveHostError)
    middleware.process_request(Request("http://other.gov.cn/"))


def test_a_host_is_left_alone_after_four_failures_in_a_row() -> None:
    middleware = SilentHostsMiddleware()
    for _ in range(3):
        middleware.process_exception(Request(URL), DownloadTimeoutError())
    middleware.process_response(Request(URL), Response(URL, status=503))
    for _ in range(3):
        middleware.process_exception(Request(URL), DownloadConnectionRefusedError())
    middleware.process_exception(Request(URL), ValueError())
    middleware.process_request(Request(URL))
    with pytest.raises(SilentHostError):
        middleware.process_exception(Request(URL), DownloadTimeoutError())
