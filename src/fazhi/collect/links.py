"""Links of a list page: which lead to reports, which to the next list page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from fazhi.collect.sources import is_report_title, year_of_title
from fazhi.document.encoding import decode_html

_NEXT = re.compile(r"^\W*(下一页|下页|后一页|后页)\W*$")
#: TRS: createPageHTML(pages, current, "index", "shtml") writes the pager by script.
_TRS_PAGER = re.compile(
    r"createPage(?:HTML)?\(\s*['\"]?(\d+)['\"]?\s*,\s*['\"]?(\d+)['\"]?\s*,"
    r"\s*['\"](\w+)['\"]\s*,\s*['\"](\w+)['\"]"
)
#: 大汉: the first list entries stand in the page as records of a script, not as elements.
_RECORDS = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL)
_FRAGMENT = re.compile(r"#.*$")


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a report: its address, the whole title and the year it names."""

    url: str
    title: str
    year: int | None


def report_links(content: bytes, url: str) -> list[Link]:
    """Return the links of a list page whose titles are those of yearly reports.

    Args:
        content: The list page as served.
        url: Its address, the base of relative links.
    """
    found: dict[str, Link] = {}
    for target, title in _anchors(content, url):
        if is_report_title(title):
            found.setdefault(target, Link(target, title, year_of_title(title)))
    return list(found.values())


def next_pages(content: bytes, url: str) -> list[str]:
    """Return further list pages of the same column: a 下一页 link or a TRS pager.

    The TRS pager names all pages at once; a link leads to the next alone.
    """
    text = decode_html(content)
    found = [target for target, title in _anchors(content, url) if _NEXT.match(title)]
    if pager := _TRS_PAGER.search(text):
        pages, current, stem, extension = pager.groups()
        if int(current) == 0:
            names = (f"{stem}_{number}.{extension}" for number in range(1, int(pages)))
            found += [urljoin(url, name) for name in names]
    return [target for target in dict.fromkeys(found) if target != url]


def _anchors(content: bytes, url: str) -> list[tuple[str, str]]:
    """Return target and title of every link; the title attribute is the unshortened one."""
    anchors = []
    source = decode_html(content)
    listed = LexborHTMLParser("".join(_RECORDS.findall(source))).css("a[href]")
    for node in [*LexborHTMLParser(source).css("a[href]"), *listed]:
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
