"""Fixtures of the crawl's tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from loopback import Site


@pytest.fixture
def site() -> Iterator[Site]:
    started = Site()
    started.start()
    yield started
    started.stop()


@pytest.fixture
def make_site() -> Iterator[Callable[..., Site]]:
    sites: list[Site] = []

    def make(address: str = "127.0.0.1") -> Site:
        sites.append(Site(address))
        sites[-1].start()
        return sites[-1]

    yield make
    for made in sites:
        made.stop()
