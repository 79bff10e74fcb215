"""A column's list pages, walked through the log of looks and the archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from fazhi.collect.list_page import ListPage
from fazhi.collect.lists import base_of, read_list
from fazhi.collect.sources import SourceEntry, host_of, is_among
from fazhi.collect.status import USABLE
from fazhi.collect.titles import judge_title
from fazhi.snapshot import Look

#: A column that pages on for ever is a trap, not a column.
MAX_LIST_PAGES = 50


@dataclass(frozen=True, slots=True)
class Step:
    """A list page that is known of.

    Attributes:
        url: Its address.
        look: The newest look at it; None if there is none.
        page: What it says; None where it did not come.
    """

    url: str
    look: Look | None
    page: ListPage | None


def walk(
    entry: SourceEntry, last: Mapping[str, Look], read: Callable[[str], bytes]
) -> Iterator[Step]:
    """Yield the list pages of a column, as far as they are known.

    Args:
        entry: A source of kind ``column``.
        last: The newest look per address.
        read: Gives the bytes of a snapshot.
    """
    waiting, known = [entry.url], {entry.url}
    while waiting:
        url = waiting.pop(0)
        look = last.get(url)
        if look is None or look.outcome not in USABLE or not look.snapshot_id:
            yield Step(url, look, None)
            continue
        page = read_list(read(look.snapshot_id), base_of(look))
        yield Step(url, look, page)
        for target in page.further:
            if target not in known and is_among(host_of(target), entry.hosts):
                known.add(target)
                waiting.append(target)


def reports_of(entry: SourceEntry, page: ListPage) -> dict[str, str]:
    """Return the entries of a list page that are the source's reports: address -> title.

    Those on other hosts are among them.
    """
    return {
        url: title
        for url, title in page.entries.items()
        if judge_title(title, entry.region_code, entry.name) == "report"
    }
