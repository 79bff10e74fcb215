"""Columns of each way of going on, as the systems in use print them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from loopback import Answer, Site

PER_PAGE = 4
Entries = Mapping[str, str]


def _items(entries: Entries) -> list[str]:
    return [
        f"<li><a href='{path}' title='{title}'>{title[:12]}…</a><span>2024-03-01</span></li>"
        for path, title in entries.items()
    ]


def _groups(entries: Entries) -> list[list[str]]:
    items = _items(entries)
    return [items[start : start + PER_PAGE] for start in range(0, len(items), PER_PAGE)]


def single(site: Site, entries: Entries) -> str:
    """One page, plain links."""
    site.page("/list/", f"<html><body><ul>{''.join(_items(entries))}</ul></body></html>")
    return "/list/"


def next_link(site: Site, entries: Entries) -> str:
    """Static pages index_N.html, each with a link to the next."""
    groups = _groups(entries)
    for number, items in enumerate(groups):
        path = "/list/index.html" if number == 0 else f"/list/index_{number}.html"
        more = f"<a href='index_{number + 1}.html'>下一页 &gt;</a>"
        more = more if number + 1 < len(groups) else "<a href='#'>下一页</a>"
        site.page(path, f"<html><body><ul>{''.join(items)}</ul>{more}</body></html>")
    return "/list/index.html"


def numbered(site: Site, entries: Entries) -> str:
    """A query that names the page, and a pager of numbers alone."""
    groups = _groups(entries)
    pager = "".join(
        f"<a href='list.jsp?page={n}&amp;id=9'>{n}</a>" for n in range(1, len(groups) + 1)
    )

    def answer(query: dict[str, str]) -> Answer:
        items = groups[int(query.get("page", "1")) - 1]
        return Answer(f"<html><body><ul>{''.join(items)}</ul>{pager}</body></html>".encode())

    site.routes["/zwgk/list.jsp"] = answer
    return "/zwgk/list.jsp?page=1&id=9"


def trs(site: Site, entries: Entries) -> str:
    """TRS: the pager is written by createPageHTML."""
    groups = _groups(entries)
    for number, items in enumerate(groups):
        path = "/zwgk/index.shtml" if number == 0 else f"/zwgk/index_{number}.shtml"
        pager = f"<script>createPageHTML({len(groups)}, {number}, 'index', 'shtml');</script>"
        site.page(path, f"<html><body><ul>{''.join(items)}</ul>{pager}</body></html>")
    return "/zwgk/index.shtml"


def hanweb(site: Site, entries: Entries) -> str:
    """大汉: records in a script, further groups from dataproxy.jsp."""
    items = _items(entries)
    proxy = "/module/web/jpage/dataproxy.jsp"
    link = f'<a href="{proxy}?page=1&webid=12&path=http://a.invalid/&columnid=1229&unitid=77"></a>'

    def datastore(chosen: list[str], head: str) -> str:
        records = "".join(f"<record><![CDATA[{item}]]></record>" for item in chosen)
        total = f"<totalrecord>{len(items)}</totalrecord>"
        return f"<datastore>{head}{total}<recordset>{records}</recordset></datastore>"

    def answer(query: dict[str, str]) -> Answer:
        assert (query["columnid"], query["unitid"], query["webid"]) == ("1229", "77", "12")
        chosen = items[int(query["startrecord"]) - 1 : int(query["endrecord"])]
        xml = f"<?xml version='1.0' encoding='utf-8'?>{datastore(chosen, '')}"
        return Answer(xml.encode(), headers={"Content-Type": "text/xml;charset=utf-8"})

    site.routes[proxy] = answer
    first = datastore(items[:PER_PAGE], f"<nextgroup><![CDATA[{link}]]></nextgroup>")
    home = "<a href='/'>首页</a>"
    script = f"<script type='text/xml'>{first}</script>"
    site.page(
        "/col/col1229/index.html", f"<html><body>{home}<div id=77>{script}</div></body></html>"
    )
    return "/col/col1229/index.html"


def gkmlpt(site: Site, entries: Entries) -> str:
    """gkmlpt: the page holds the site's number, the list comes as JSON."""
    titles = list(entries.items())

    def answer(query: dict[str, str]) -> Answer:
        assert query["sid"] == "755012"
        start = (int(query["page"]) - 1) * PER_PAGE
        articles = [
            {"id": number, "title": title, "url": site.url + path, "display_publish_time": 1}
            for number, (path, title) in enumerate(titles[start : start + PER_PAGE])
        ]
        content = json.dumps({"total": len(titles), "articles": articles}, ensure_ascii=False)
        return Answer(content.encode(), headers={"Content-Type": "application/json"})

    site.routes["/qy/gkmlpt/api/all/2967"] = answer
    config = "<script>window._CONFIG = {DEBUG: false, SID: '755012', TREE: []}</script>"
    site.page(
        "/qy/gkmlpt/index", f"<html><head>{config}</head><body><a href='/'>首页</a></body></html>"
    )
    return "/qy/gkmlpt/index#2967"


CHANNEL = "5d1c0b7ae3f24c6f9a8870d1e2b3c4f5"


def ucap(site: Site, entries: Entries) -> str:
    """UCAP: the page names its channel alone, the list comes as JSON."""
    titles = list(entries.items())

    def answer(query: dict[str, str]) -> Answer:
        assert query["_isJson"] == "true"
        number = int(query["page"])
        start = (number - 1) * PER_PAGE
        results = [
            {"manuscriptId": path, "title": title, "url": path, "publishedTimeStr": "2024-03-01"}
            for path, title in titles[start : start + PER_PAGE]
        ]
        data = {"channelId": CHANNEL, "page": number, "total": len(titles), "results": results}
        content = json.dumps({"data": data}, ensure_ascii=False).encode()
        return Answer(content, headers={"Content-Type": "application/json;charset=UTF-8"})

    site.routes[f"/common/search/{CHANNEL}"] = answer
    home = "<a href='/'>首页</a>"
    head = f"<head><meta name=channelId content={CHANNEL}></head>"
    site.page("/qy/c103302/list.shtml", f"<html>{head}<body>{home}<ul id=list></ul></body></html>")
    return "/qy/c103302/list.shtml"


def ucap_address(site: Site, entries: Entries) -> str:
    """UCAP: the registry's entry is the address of the JSON itself."""
    ucap(site, entries)
    return f"/common/search/{CHANNEL}?_isAgg=true&_isJson=true&_pageSize=20&page=1"


def ucap_static(site: Site, entries: Entries) -> str:
    """UCAP: static pages list_N.shtml, the second is number 2."""
    groups = _groups(entries)
    for number, items in enumerate(groups, start=1):
        path = "/c1/list.shtml" if number == 1 else f"/c1/list_{number}.shtml"
        call = f"createPageHTML('page_div',{len(groups)}, {number},'list','shtml',{len(entries)});"
        pager = f"<div id=page_div></div><script>{call}</script>"
        site.page(path, f"<html><body><ul>{''.join(items)}</ul>{pager}</body></html>")
    return "/c1/list.shtml"


def jpaas(site: Site, entries: Entries) -> str:
    """jpaas, the newer 大汉: units of HTML in JSON, their address in a script's attributes."""
    groups = _groups(entries)
    unit = "/api-gateway/jpaas-publish-server/front/page/build/unit"

    def answer(query: dict[str, str]) -> Answer:
        assert (query["pageId"], query["tagId"]) == ("1638", "当前栏目_list")
        number = json.loads(query["paramJson"])["pageNo"] if "paramJson" in query else 1
        pager = f"<div class=pagination rows='{PER_PAGE}' count='{len(entries)}'></div>"
        html = f"<ul>{''.join(groups[number - 1])}</ul>{pager}"
        content = json.dumps({"data": {"html": html}}, ensure_ascii=False).encode()
        return Answer(content, headers={"Content-Type": "application/json"})

    site.routes[unit] = answer
    query = "{'pageId':'1638','tagId':'当前栏目_list'}"
    script = f'<script url="{unit}" queryData="{query}"></script>'
    home = "<a href='/'>首页</a>"
    site.page("/col/col1638/index.html", f"<html><body>{home}{script}</body></html>")
    return "/col/col1638/index.html"


KINDS: dict[str, Callable[[Site, Entries], str]] = {
    "links": single,
    "next_link": next_link,
    "numbered": numbered,
    "trs": trs,
    "hanweb": hanweb,
    "gkmlpt": gkmlpt,
    "ucap": ucap,
    "ucap_address": ucap_address,
    "ucap_static": ucap_static,
    "jpaas": jpaas,
}
