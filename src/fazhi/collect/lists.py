"""List pages of a column: their entries, and where the list goes on.

The ways of going on that are understood:

* a link 下一页, or the numbered links of a pager (``index_1.html``, ``list.jsp?page=2``);
* TRS ``createPageHTML(pages, current, "index", "html")``: ``index_1.html`` and so on;
* UCAP ``createPageHTML('page_div', pages, 1, 'list', 'shtml', total)``: ``list_2.shtml`` …;
* 大汉: the entries are records of a ``datastore``, further groups come from ``dataproxy``;
* entries that come as JSON (``fazhi.collect.lists_json``);
* none at all: the list is one page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin

from fazhi.collect.list_page import ListPage, anchors, read_links, with_query
from fazhi.collect.lists_json import first_of_json, read_json
from fazhi.collect.titles import is_report_title, year_of_title
from fazhi.document.encoding import decode_html
from fazhi.snapshot import Look

#: A pager that a script writes: perhaps the element it fills, pages, the current one, then
#: how the pages' files are called.
_SCRIPTED_PAGER = re.compile(
    r"createPage(?:HTML)?\(\s*(['\"][A-Za-z_][\w-]*['\"]\s*,)?\s*['\"]?(\d+)['\"]?\s*,"
    r"\s*['\"]?(\d+)['\"]?\s*,\s*['\"]([\w-]+)['\"]\s*,\s*['\"](\w+)['\"]"
)
#: The same with its counts in variables, and how the pages' files are called.
_COUNT = re.compile(r"\bcountPage\s*=\s*['\"]?(\d+)")
_CURRENT = re.compile(r"\bcurrentPage\s*=\s*['\"]?(\d+)")
_WRITTEN = re.compile(
    r"(?:createPage(?:HTML)?\(\s*countPage\s*,\s*currentPage\s*,\s*['\"]([\w-]+)['\"]\s*,"
    r"\s*['\"]|\b([A-Za-z]\w*?)_\\?['\"]\s*\+[^'\"<>]{1,20}\+\s*\\?['\"]\.)(s?html?)"
)
#: 大汉: entries stand as records of a script or an XML answer, not as elements.
_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL)
_TOTAL = re.compile(r"<totalrecord>\s*(\d+)\s*</totalrecord>|\btotalRecord\s*:\s*['\"]?(\d+)")
_PROXY = re.compile(r"['\"]([^'\"<>\s]*dataproxy\.jsp\?[^'\"<>\s]*columnid=[^'\"<>\s]*)['\"]")


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a report: its address, the whole title and the year it names."""

    url: str
    title: str
    year: int | None


def read_list(content: bytes, url: str) -> ListPage:
    """Read a list page.

    Args:
        content: As served: HTML, a datastore in XML, or JSON.
        url: Its address, the base of relative links.
    """
    text = decode_html(content)
    if text.lstrip().startswith("{"):
        page = read_json(text, url)
    elif "<datastore>" in text:
        page = _read_datastore(text, url)
    else:
        page = read_links(text, url)
        page.further += _scripted_pages(text, url)
        page.further += first_of_json(text, url, page)
    page.further = [target for target in dict.fromkeys(page.further) if target != url]
    return page


def base_of(look: Look) -> str:
    """Return the base of a list page's links: where redirects led.

    An address with a fragment stays as asked: it names the category of a gkmlpt list.
    """
    return look.url if "#" in look.url else look.final_url or look.url


def report_links(content: bytes, url: str) -> list[Link]:
    """Return the links of a list page whose titles are those of yearly reports."""
    entries = read_list(content, url).entries.items()
    return [
        Link(target, title, year_of_title(title))
        for target, title in entries
        if is_report_title(title)
    ]


def next_pages(content: bytes, url: str) -> list[str]:
    """Return further list pages of the same column; a pager by script names all at once."""
    return read_list(content, url).further


def _scripted_pages(text: str, url: str) -> list[str]:
    """Return what a pager written by script leads to from the first page.

    TRS counts pages from 0 and UCAP, which names the element first, from 1; of both the
    second page is the first with a number in its name.
    """
    pager = _SCRIPTED_PAGER.search(text)
    if pager is not None:
        element, pages, current, stem, extension = pager.groups()
    elif (count := _COUNT.search(text)) and (number := _CURRENT.search(text)):
        element, pages, current = None, count.group(1), number.group(1)
        written = _WRITTEN.search(text)
        stem, extension = "index", "html"
        if written is not None:
            stem, extension = written.group(1) or written.group(2), written.group(3)
    else:
        return []
    first = 1 if element else 0
    if int(current) != first:
        return []
    numbers = range(first + 1, first + int(pages))
    return [urljoin(url, f"{stem}_{number}.{extension}") for number in numbers]


def _read_datastore(text: str, url: str) -> ListPage:
    """Read the records of 大汉; the page itself names the groups that follow its own."""
    records = _RECORD.findall(text)
    page = ListPage(counted=len(records))
    outside = read_links(_RECORD.sub("", text), url)
    page.entries = dict(anchors("".join(records), url)) | outside.entries
    if total := _TOTAL.search(text):
        page.total = int(total.group(1) or total.group(2))
    proxy = _PROXY.search(text)
    is_group = "dataproxy.jsp" in url
    if proxy and page.total and records and not is_group:
        address = urljoin(url, unescape(proxy.group(1)))
        page.further = [
            with_query(
                address,
                startrecord=start,
                endrecord=min(start + len(records) - 1, page.total),
                perpage=len(records),
            )
            for start in range(len(records) + 1, page.total + 1, len(records))
        ]
    elif not is_group:
        page.further = outside.further
    return page
