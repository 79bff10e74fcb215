"""Collection: the registry's addresses become looks and snapshots in ``raw/``.

``collect`` is what flows and the command line call. The crawl itself runs in a process
of its own (``fazhi.collect.crawl``), because a Scrapy reactor cannot be started twice
in one; what it did is read back from the log of looks, the only memory of collection.

Names are imported when they are first used: the verbs in ``fazhi.collect.command`` belong
to this package, and ``fazhi --help`` must not wait for the rest of it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fazhi.collect.job import CrawlJob
    from fazhi.collect.plan import Ask
    from fazhi.collect.report import CollectReport
    from fazhi.collect.run import collect, planned
    from fazhi.collect.sources import SourceEntry, load_sources

__all__ = [
    "Ask",
    "CollectReport",
    "CrawlJob",
    "SourceEntry",
    "collect",
    "load_sources",
    "planned",
]

_HOMES = {
    "Ask": "plan",
    "CollectReport": "report",
    "CrawlJob": "job",
    "SourceEntry": "sources",
    "collect": "run",
    "load_sources": "sources",
    "planned": "run",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
