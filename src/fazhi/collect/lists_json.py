"""Lists that a page fetches by script, as JSON.

* gkmlpt: ``/gkmlpt/api/all/<category>?page=&sid=`` gives ``articles`` and ``total``;
* UCAP: ``/common/search/<channel>?_isJson=true&page=`` gives ``data`` with ``results`` and
  ``total``; some sites leave ``/common`` out or say ``searchList``;
* jpaas, the newer 大汉: ``…/front/page/build/unit?pageId=`` gives ``data`` with a piece of
  HTML, whose pager says how many entries the list has.
"""

from __future__ import annotations

import ast
import json
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from fazhi.collect.list_page import ListPage, absolute_address, read_links, with_query
from fazhi.collect.titles import is_report_title
from fazhi.document.html_tree import meta_tags

#: gkmlpt: the number of the site; the category stands in the fragment of the address.
_GKMLPT_SITE = re.compile(r"['\"]?\bSID['\"]?\s*[:=]\s*['\"]?(\d+)")
_GKMLPT_CATEGORY = re.compile(r"^/?(\d+)$")
#: UCAP: where a script of the page asks for the list, and what it asks with.
_UCAP_SEARCH = re.compile(
    r"['\"]((?:https?:)?/{1,2}[^'\"<>\s]*?search(?:List)?/[0-9a-f]{32}\?[^'\"<>\s]*_isJson=true[^'\"<>\s]*)"
)
_UCAP_CHANNEL = re.compile(r"^[0-9a-f]{32}$")
_UCAP_QUERY = "_isAgg=true&_isJson=true&_pageSize=20&_template=index&page=1"
_JPAAS_UNIT = "/front/page/build/unit"
_JPAAS_PAGER = re.compile(r"\b(rows|count)['\"]?\s*[:=]\s*['\"]?(\d+)")


def read_json(text: str, url: str) -> ListPage:
    """Read an answer in JSON; the first page of a list names all that follow it.

    Args:
        text: The answer.
        url: Its address, the base of relative links.
    """
    try:
        answer: Any = json.loads(text)
    except ValueError:
        return ListPage()
    part = _list_in(answer)
    if isinstance(part.get("html"), str):
        return _read_unit(part["html"], url)
    items = part.get("articles") or part.get("results") or []
    articles = [one for one in items if isinstance(one, dict)]
    page = ListPage(counted=len(articles), total=_number(part.get("total")))
    for article in articles:
        target = absolute_address(url, str(article.get("url") or ""))
        if target and target != absolute_address(url, ""):
            page.entries[target] = _plain(str(article.get("title") or ""))
    if _query(url, "page") in ("", "1"):
        numbers = _further_numbers(page.total, len(articles))
        page.further = [with_query(url, page=number) for number in numbers]
    return page


def first_of_json(text: str, url: str, page: ListPage) -> list[str]:
    """Return where the lists begin that a page fetches by script.

    Args:
        text: The page.
        url: Its address; of gkmlpt its fragment names the category.
        page: What the page itself says; a channel is asked for only where that is no
            report and no further list page.
    """
    found = [*_gkmlpt_first(text, url), *_jpaas_first(text, url)]
    if named := _UCAP_SEARCH.search(text):
        found.append(with_query(urljoin(url, unescape(named.group(1))), page=1))
    elif not page.further and not any(map(is_report_title, page.entries.values())):
        found += _ucap_first(text, url)
    return found


def _list_in(answer: Any) -> dict[str, Any]:
    """Return the part of an answer that holds the list, out of its wrappings."""
    while isinstance(answer, dict):
        if any(isinstance(answer.get(name), list) for name in ("articles", "results")):
            return answer
        if isinstance(answer.get("html"), str):
            return answer
        answer = answer.get("data") or answer.get("results")
    return {}


def _read_unit(html: str, url: str) -> ListPage:
    """Read a unit of jpaas: links, and a pager with the length of the list."""
    page = read_links(html, url)
    page.further = []
    pager = {name: int(value) for name, value in _JPAAS_PAGER.findall(html)}
    rows, page.total = pager.get("rows", 0), pager.get("count")
    if page.total is not None:
        page.counted = len(page.entries)
    if not _query(url, "paramJson") and rows:
        page.further = [
            with_query(url, paramJson=json.dumps({"pageNo": number, "pageSize": rows}))
            for number in _further_numbers(page.total, rows)
        ]
    return page


def _gkmlpt_first(text: str, url: str) -> list[str]:
    parts = urlsplit(url)
    site = _GKMLPT_SITE.search(text)
    category = _GKMLPT_CATEGORY.match(parts.fragment)
    before, found, _ = parts.path.partition("/gkmlpt")
    if site is None or category is None or not found:
        return []
    path = f"{before}/gkmlpt/api/all/{category.group(1)}"
    return [urljoin(url, f"{path}?page=1&sid={site.group(1)}")]


def _ucap_first(text: str, url: str) -> list[str]:
    """Return the list of the channel that a page without entries says it is."""
    channel = meta_tags(LexborHTMLParser(text)).get("channelid", "")
    if not _UCAP_CHANNEL.match(channel):
        return []
    return [urljoin(url, f"/common/search/{channel}?{_UCAP_QUERY}")]


def _jpaas_first(text: str, url: str) -> list[str]:
    """Return the units of a page: address and parameters stand in a script's attributes."""
    found = []
    for node in LexborHTMLParser(text).css("script[url][querydata]"):
        address = node.attributes.get("url") or ""
        try:
            query = ast.literal_eval(node.attributes.get("querydata") or "")
        except (ValueError, SyntaxError):
            continue
        if address.endswith(_JPAAS_UNIT) and isinstance(query, dict):
            found.append(urljoin(url, f"{address}?{urlencode(query)}"))
    return found


def _further_numbers(total: int | None, each: int) -> range:
    """Return the numbers of the pages behind the first."""
    return range(2, -(-total // each) + 1) if total and each else range(0)


def _number(value: Any) -> int | None:
    return int(value) if str(value).isdecimal() else None


def _query(url: str, name: str) -> str:
    return next(iter(parse_qs(urlsplit(url).query).get(name, [])), "")


def _plain(title: str) -> str:
    """Return a title without the markup and entities that a search leaves in it."""
    body = LexborHTMLParser(title).body
    return " ".join((body.text() if body is not None else title).split())
