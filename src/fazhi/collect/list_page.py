"""What a list page says, and the small tools that every kind of list is read with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser

_NEXT = re.compile(r"^\W*(下一页|下页|后一页|后页)\W*$")
_NUMBER = re.compile(r"^\W*[0-9]{1,3}\W*$")
#: What tells list pages of one column apart: _N before the extension, or page=N.
_PAGE_MARK = re.compile(
    r"_[0-9]{1,3}(?=\.\w+$)|(?<=[?&])(?:page|pageNo|currentPage|pageIndex|p)=[0-9]*&?"
)
_FRAGMENT = re.compile(r"#.*$")
#: Templates print the day of publication inside the link, before or behind the title.
_DAY = r"[\[(（]?20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9])[\])）]?"
_DAY_BESIDE_TITLE = re.compile(rf"^{_DAY}\s*(?=\S)|(?<=\S)\s*{_DAY}$")


@dataclass(slots=True)
class ListPage:
    """What a list page says.

    Attributes:
        entries: Every link that may be an entry, reports or not: address -> title.
        further: Addresses of further list pages.
        counted: Entries in lists that say how many there are (大汉, gkmlpt, UCAP).
        total: How many entries the whole list has, where it says so.
    """

    entries: dict[str, str] = field(default_factory=dict)
    further: list[str] = field(default_factory=list)
    counted: int = 0
    total: int | None = None


def read_links(text: str, url: str) -> ListPage:
    """Read a list whose entries and pager are links.

    Args:
        text: HTML, a whole page or a part of one.
        url: The base of relative links.
    """
    page = ListPage()
    for target, title in anchors(text, url):
        is_numbered = _NUMBER.match(title) and _column_of(target) == _column_of(url)
        if _NEXT.match(title) or is_numbered:
            page.further.append(target)
        else:
            page.entries.setdefault(target, title)
    return page


def anchors(text: str, url: str) -> list[tuple[str, str]]:
    """Return target and title of every link; the title attribute is the unshortened one."""
    found = []
    for node in LexborHTMLParser(text).css("a[href]"):
        target = (node.attributes.get("href") or "").strip()
        if not target or target.startswith(("#", "javascript:", "mailto:", "tel:")):
            continue
        shown = _DAY_BESIDE_TITLE.sub("", " ".join(node.text().split()))
        title = " ".join((node.attributes.get("title") or "").split())
        if absolute := absolute_address(url, target):
            found.append((absolute, title if len(title) > len(shown) else shown))
    return found


def absolute_address(url: str, target: str) -> str:
    """Return where a link leads, without its fragment; ``""`` if it is no address."""
    try:
        return _FRAGMENT.sub("", urljoin(url, target))
    except ValueError:
        return ""


def with_query(url: str, **changes: object) -> str:
    """Return an address with some parameters of its query set."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    query |= {name: str(value) for name, value in changes.items()}
    return urlunsplit(parts._replace(query=urlencode(query)))


def _column_of(url: str) -> str:
    """Return an address without what tells the pages of one list apart."""
    return _PAGE_MARK.sub("", url).rstrip("?&").removesuffix("index.html")
