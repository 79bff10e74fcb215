"""Links of list pages."""

from __future__ import annotations

import pytest

from fazhi.collect.lists import Link, next_pages, read_list, report_links

URL = "http://a.invalid/zwgk/nb/index.html"


def test_titles_come_whole_from_the_attribute() -> None:
    html = "<a href=../1.html title='甲县2023年法治政府建设情况报告'>甲县2023年法治…</a>"
    assert report_links(html.encode(), URL) == [
        Link("http://a.invalid/zwgk/1.html", "甲县2023年法治政府建设情况报告", 2023)
    ]


def test_text_is_the_title_where_the_attribute_says_less() -> None:
    html = "<a href=1.html title='详情'>2022年法治政府建设\n 情况报告<span> </span></a>"
    [link] = report_links(html.encode(), URL)
    assert (link.title, link.year) == ("2022年法治政府建设 情况报告", 2022)


@pytest.mark.parametrize("target", ["#top", "javascript:;", "mailto:a@b.invalid", "", "http://[x"])
def test_no_links(target: str) -> None:
    html = f"<a href='{target}'>2022年法治政府建设情况报告</a>"
    assert report_links(html.encode(), URL) == []


def test_an_address_is_listed_once_without_its_fragment() -> None:
    title = "2022年法治政府建设情况报告"
    html = f"<a href=1.html>{title}</a><a href=1.html#a>{title}</a>"
    assert [link.url for link in report_links(html.encode(), URL)] == [
        "http://a.invalid/zwgk/nb/1.html"
    ]


def test_records_in_a_script_are_entries_too() -> None:
    item = (
        "<li><a href='/art/2024/1/5/art_1_2.html' title='乙县2023年法治政府建设报告'>乙县…</a></li>"
    )
    html = (
        "<div id=list><script type='text/xml'><datastore><totalrecord>1</totalrecord><recordset>"
        f"<record><![CDATA[{item}]]></record></recordset></datastore></script></div>"
    )
    [link] = report_links(html.encode(), URL)
    assert (link.url, link.year) == ("http://a.invalid/art/2024/1/5/art_1_2.html", 2023)


@pytest.mark.parametrize(
    ("shown", "title"),
    [
        ("甲县2023年法治政府建设报告<span>2024-01-05</span>", "甲县2023年法治政府建设报告"),
        ("<i>[2024/1/5]</i> 甲县2023年法治政府建设报告", "甲县2023年法治政府建设报告"),
        ("甲县法治政府建设报告2023", "甲县法治政府建设报告2023"),
        ("2024-01-05", "2024-01-05"),
    ],
)
def test_day_of_publication_is_no_part_of_the_title(shown: str, title: str) -> None:
    page = read_list(f"<a href=1.html>{shown}</a>".encode(), URL)
    assert list(page.entries.values()) == [title]


@pytest.mark.parametrize(
    "answer",
    [
        '{"articles": []}',
        '{"data": null}',
        '{"data": {"results": ["text", {"title": "甲县法治政府建设报告"}]}}',
        '{"data": {"html": ""}}',
        '{"code": 500, "results": "busy"}',
        "{broken",
    ],
)
def test_an_answer_without_entries_is_an_empty_list(answer: str) -> None:
    page = read_list(answer.encode(), URL + "?page=1")
    assert (page.entries, page.further) == ({}, [])


def test_wrapped_answers_of_ucap_are_lists_too() -> None:
    title = "甲县2023年法治政府建设情况报告"
    results = f'"results": [{{"title": "{title}", "url": "/c1/1.shtml"}}]'
    answer = f'{{"code": 200, "results": {{"data": {{"page": 1, "total": "3", {results}}}}}}}'
    page = read_list(answer.encode(), "http://a.invalid/search/1?page=1&_isJson=true")
    assert page.entries == {"http://a.invalid/c1/1.shtml": title}
    assert page.total == 3
    assert [target.partition("?")[2] for target in page.further] == [
        "page=2&_isJson=true",
        "page=3&_isJson=true",
    ]


def test_a_channel_is_asked_for_only_where_the_page_shows_no_report() -> None:
    channel = "<meta name=channelid content=5d1c0b7ae3f24c6f9a8870d1e2b3c4f5>"
    link = "<a href=1.html>甲县2023年法治政府建设情况报告</a>"
    assert next_pages((channel + link).encode(), URL) == []
    pager = "<script>createPageHTML('page_div', 2, 1, 'fg', 'shtml', 30)</script>"
    assert next_pages((channel + pager).encode(), URL) == ["http://a.invalid/zwgk/nb/fg_2.shtml"]
    [search] = next_pages(channel.encode(), URL)
    assert search.startswith("http://a.invalid/common/search/5d1c0b7ae3f24c6f9a8870d1e2b3c4f5?")


def test_gb18030_list_page() -> None:
    html = "<meta charset=gb2312><a href=1.html>2022年法治政府建设情况报告</a>"
    assert len(report_links(html.encode("gb18030"), URL)) == 1


@pytest.mark.parametrize(
    ("markup", "pages"),
    [
        ("<a href=index_1.html>下一页</a>", ["index_1.html"]),
        ("<a href=index_1.html>下页 &gt;</a><a href=index.html>首页</a>", ["index_1.html"]),
        ("<a href=index.html>下一页</a>", []),
        ("<a href=2.html>下一页的内容更精彩</a>", []),
        (
            '<script>createPageHTML(3, 0, "index", "html");</script>',
            ["index_1.html", "index_2.html"],
        ),
        ("<script>createPageHTML(3, 1, 'index', 'html');</script>", []),
        ("<script>createPageHTML(1,0,'index','shtml')</script>", []),
        ("<script>createPage(2, 0, 'list', 'shtml', 30)</script>", ["list_1.shtml"]),
        (
            "<script>createPageHTML('page_div',3, 1,'fg','shtml',41);</script>",
            ["fg_2.shtml", "fg_3.shtml"],
        ),
        (
            "<script>var currentPage = 0; var countPage = 3; document.write(countPage);</script>",
            ["index_1.html", "index_2.html"],
        ),
        (
            "<script>var currentPage=0;var countPage=2//页\n"
            'document.write("<a href=\\"list_"+nextPage+".shtml\\">下一页</a>")</script>',
            ["list_1.shtml"],
        ),
        (
            "<script>var countPage = 2, currentPage = 0;"
            'createPageHTML(countPage, currentPage, "fz", "htm")</script>',
            ["fz_1.htm"],
        ),
        ("<script>var currentPage = 1; var countPage = 3;</script>", []),
        ("<script>createPageHTML('page_div',3, 2,'fg','shtml',41);</script>", []),
        ("<script>createPageHTML('page-div', 1, 1, 'fg', 'shtml', 4)</script>", []),
    ],
)
def test_further_list_pages(markup: str, pages: list[str]) -> None:
    wanted = [f"http://a.invalid/zwgk/nb/{page}" for page in pages]
    assert next_pages(markup.encode(), URL) == wanted
