"""List pages of a column: their entries, and where the list goes on.

Five ways of going on are understood:

* a link 下一页, or the numbered links of a pager (``index_1.html``, ``list.jsp?page=2``);
* TRS ``createPageHTML(pages, current, "index", "html")``: ``index_1.html`` and so on;
* 大汉: the entries are records of a ``datastore``, further groups come from ``dataproxy``;
* gkmlpt: the entries come as JSON from ``/gkmlpt/api/all/<category>``;
* none at all: the list is one page.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser

from fazhi.collect.titles import is_report_title, year_of_title
from fazhi.document.encoding import decode_html
from fazhi.snapshot import Look

_NEXT = re.compile(r"^\W*(下一页|下页|后一页|后页)\W*$")
_NUMBER = re.compile(r"^\W*[0-9]{1,3}\W*$")
#: What tells list pages of one column apart: _N before the extension, or page=N.
_PAGE_MARK = re.compile(
    r"_[0-9]{1,3}(?=\.\w+$)|(?<=[?&])(?:page|pageNo|currentPage|pageIndex|p)=[0-9]*&?"
)
#: TRS: createPageHTML(pages, current, "index", "shtml") writes the pager by script.
_TRS_PAGER = re.compile(
    r"createPage(?:HTML)?\(\s*['\"]?(\d+)['\"]?\s*,\s*['\"]?(\d+)['\"]?\s*,"
    r"\s*['\"](\w+)['\"]\s*,\s*['\"](\w+)['\"]"
)
#: 大汉: entries stand as records of a script or an XML answer, not as elements.
_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL)
_TOTAL = re.compile(r"<totalrecord>\s*(\d+)\s*</totalrecord>|\btotalRecord\s*:\s*['\"]?(\d+)")
_PROXY = re.compile(r"['\"]([^'\"<>\s]*dataproxy\.jsp\?[^'\"<>\s]*columnid=[^'\"<>\s]*)['\"]")
#: gkmlpt: the number of the site; the category stands in the fragment of the address.
_GKMLPT_SITE = re.compile(r"['\"]?\bSID['\"]?\s*[:=]\s*['\"]?(\d+)")
_GKMLPT_CATEGORY = re.compile(r"^/?(\d+)$")
_FRAGMENT = re.compile(r"#.*$")


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a report: its address, the whole title and the year it names."""

    url: str
    title: str
    year: int | None


@dataclass(slots=True)
class ListPage:
    """What a list page says.

    Attributes:
        entries: Every link that may be an entry, reports or not: address -> title.
        further: Addresses of further list pages.
        counted: Entries in lists that say how many there are (大汉, gkmlpt).
        total: How many entries the whole list has, where it says so.
    """

    entries: dict[str, str] = field(default_factory=dict)
    further: list[str] = field(default_factory=list)
    counted: int = 0
    total: int | None = None


def read_list(content: bytes, url: str) -> ListPage:
    """Read a list page.

    Args:
        content: As served: HTML, a datastore in XML, or JSON.
        url: Its address, the base of relative links.
    """
    text = decode_html(content)
    if text.lstrip().startswith("{"):
        page = _read_json(text, url)
    elif "<datastore>" in text:
        page = _read_datastore(text, url)
    else:
        page = _read_links(text, url)
        page.further += _trs_pages(text, url) + _gkmlpt_start(text, url)
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


def _read_links(text: str, url: str) -> ListPage:
    page = ListPage()
    for target, title in _anchors(text, url):
        is_numbered = _NUMBER.match(title) and _column_of(target) == _column_of(url)
        if _NEXT.match(title) or is_numbered:
            page.further.append(target)
        else:
            page.entries.setdefault(target, title)
    return page


def _column_of(url: str) -> str:
    """Return an address without what tells the pages of one list apart."""
    return _PAGE_MARK.sub("", url).rstrip("?&").removesuffix("index.html")


def _trs_pages(text: str, url: str) -> list[str]:
    pager = _TRS_PAGER.search(text)
    if pager is None or int(pager.group(2)) != 0:
        return []
    pages, _, stem, extension = pager.groups()
    return [urljoin(url, f"{stem}_{number}.{extension}") for number in range(1, int(pages))]


def _read_datastore(text: str, url: str) -> ListPage:
    """Read the records of 大汉; the page itself names the groups that follow its own."""
    records = _RECORD.findall(text)
    page = ListPage(counted=len(records))
    outside = _read_links(_RECORD.sub("", text), url)
    page.entries = dict(_anchors("".join(records), url)) | outside.entries
    if total := _TOTAL.search(text):
        page.total = int(total.group(1) or total.group(2))
    proxy = _PROXY.search(text)
    is_group = "dataproxy.jsp" in url
    if proxy and page.total and records and not is_group:
        address = urljoin(url, unescape(proxy.group(1)))
        page.further = [
            _with_query(
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


def _gkmlpt_start(text: str, url: str) -> list[str]:
    """Return the first address of the list behind a gkmlpt page."""
    parts = urlsplit(url)
    site = _GKMLPT_SITE.search(text)
    category = _GKMLPT_CATEGORY.match(parts.fragment)
    before, found, _ = parts.path.partition("/gkmlpt")
    if site is None or category is None or not found:
        return []
    path = f"{before}/gkmlpt/api/all/{category.group(1)}"
    return [urljoin(url, f"{path}?page=1&sid={site.group(1)}")]


def _read_json(text: str, url: str) -> ListPage:
    try:
        answer: Any = json.loads(text)
    except ValueError:
        return ListPage()
    articles = [one for one in answer.get("articles") or [] if isinstance(one, dict)]
    page = ListPage(counted=len(articles))
    for article in articles:
        if article.get("url"):
            target = urljoin(url, str(article["url"]))
            page.entries[target] = " ".join(str(article.get("title", "")).split())
    total = answer.get("total")
    page.total = total if isinstance(total, int) else None
    if page.total and articles and ("page", "1") in parse_qsl(urlsplit(url).query):
        pages = -(-page.total // len(articles))
        page.further = [_with_query(url, page=number) for number in range(2, pages + 1)]
    return page


def _with_query(url: str, **changes: int) -> str:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    query |= {name: str(value) for name, value in changes.items()}
    return urlunsplit(parts._replace(query=urlencode(query)))


def _anchors(text: str, url: str) -> list[tuple[str, str]]:
    """Return target and title of every link; the title attribute is the unshortened one."""
    anchors = []
    for node in LexborHTMLParser(text).css("a[href]"):
        target = (node.attributes.get("href") or "").strip()
        if not target or target.startswith(("#", "javascript:", "mailto:", "tel:")):
            continue
        shown = " ".join(node.text().split())
        title = " ".join((node.attributes.get("title") or "").split())
        try:
            absolute = _FRAGMENT.sub("", urljoin(url, target))
        except ValueError:
            continue
        anchors.append((absolute, title if len(title) > len(shown) else shown))
    return anchors
