"""Single traits of pages: what counts as text, as furniture, as a file, as no page at all."""

from __future__ import annotations

import pytest

from fazhi.document import read_document
from fazhi.records import Document

PROSE = "县政府常务会议专题研究法治政府建设工作，部署年度重点任务，推动各项工作落到实处。" * 4


def page(body: str, head: str = "", url: str = "http://a.invalid/b/c.html") -> Document:
    html = f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return read_document(html.encode(), "text/html", url)


def lines(document: Document) -> list[str]:
    return [line for line in document.text.split("\n") if line != PROSE]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<span>1</span><span>2</span>6件", "126件"),
        ("<font>98</font>.<b>5</b>%", "98.5%"),
        ("12\n  6件", "126件"),
        ("受理<span>15\n</span><span>6</span>件", "受理156件"),
        ("1<wbr>26件", "126件"),
        ("1\u200b2﻿6件", "126件"),
        ("280 余场次", "280 余场次"),
        ("15.6&nbsp;%", "15.6 %"),
        ("　　全县&emsp;受理", "全县 受理"),
        ("法治\n  政府", "法治政府"),
        ("rule of\n law", "rule of law"),
        ("a&lt;b&amp;c", "a<b&c"),
    ],
)
def test_runs_are_healed(markup: str, text: str) -> None:
    assert lines(page(f"<div id=zoom><p>{PROSE}</p><p>{markup}</p></div>")) == [text]


def test_breaks_set_blocks_apart() -> None:
    body = f"{PROSE}<br>　　一、成效<br/><div>二<div>三</div>四</div><pre>五\n六</pre>"
    assert lines(page(f"<div id=zoom>{body}</div>")) == ["一、成效", "二", "三", "四", "五", "六"]


def test_short_bold_lines_are_headings() -> None:
    read = page(f"<div id=zoom><p>{PROSE}</p><p><b>一、成效</b></p><h3>（一）职能</h3></div>")
    kinds = [block.kind for block in read.blocks]
    assert kinds == ["paragraph", "heading", "heading"]


@pytest.mark.parametrize(
    "furniture",
    [
        "浏览次数：<span>1234</span>",
        "【字体：<a>大</a> <a>中</a> <a>小</a>】",
        "来源：县司法局 发布时间：2024-01-05 阅读：56次",
        "点击：[2046]",
        "浏览 873",
        "附件【<a href=/x.docx>报告.docx</a>】已下载47次",
        "上一篇：<a href=/1.html>2021年报告</a>",
        "责任编辑：张三",
        "00:00 / 12:30",
        "<script>var total = 1234;</script>",
        "<span style='display:none'>8899</span>",
        "<ul><li><a href=/1>2021年法治政府建设报告</a> 2022-01-01</li></ul>",
    ],
)
@pytest.mark.parametrize("container", ["<div id=zoom>", "<div class=unheard-of>"])
def test_furniture_within_the_body_is_cut(container: str, furniture: str) -> None:
    body = (
        f"{container}<p>{furniture}</p><p>{PROSE}</p><p>{furniture}</p><p>青榆县人民政府</p></div>"
    )
    assert lines(page(body)) == ["青榆县人民政府"]


@pytest.mark.parametrize(
    "end",
    [
        "扫一扫在手机打开当前页",
        "相关链接：",
        "相关政策解读",
        "政府网站标识码：9901230005",
        "示ICP备05000001号-1",
        "主办：青榆县人民政府",
        "地址：青榆县建设路18号 邮编：990123",
        "您是第 8812345 位访问者",
    ],
)
def test_body_ends_where_the_footer_begins(end: str) -> None:
    article = f"<p>{PROSE}</p><p>2024年1月5日</p><p>{end}</p><p>总量 99 件</p>"
    assert lines(page(f"<div class=unheard-of>{article}</div>")) == ["2024年1月5日"]


@pytest.mark.parametrize(
    "line",
    [
        "纠错率为12.6%，同比上升1.2个百分点。",
        "访问量突破120万人次。",
        "下载量1.2万次，好评率99%。",
        "相关政策措施落实情况",
        "相关文件清理36件。",
        "关闭企业12家。",
        "分享经验做法12次。",
        "来源于群众的建议36条。",
        "审核规范性文件36件。",
        "编辑工作简报12期。",
        "累计数据归集3亿条。",
        "承办案件36件。",
        "主办普法活动12场。",
        "附件报送率100%。",
        "打印窗口服务企业36家。",
        "举报线索核查12条。",
        "2023年1月至10月",
    ],
)
def test_lines_of_the_report_that_begin_like_furniture_are_kept(line: str) -> None:
    article = f"<p>{PROSE}</p><p>{line}</p><p>青榆县人民政府</p>"
    assert lines(page(f"<div id=zoom>{article}</div>")) == [line, "青榆县人民政府"]


def test_words_of_the_footer_in_a_paragraph_do_not_end_the_body() -> None:
    told = (
        "主办单位：县普法办牵头开展活动36场，各乡镇和部门积极参与，发放资料12000份，接受咨询860人次，"
        * 2
    )
    body = f"<div id=zoom><p>{PROSE}</p><p>{told}</p><p>二、下一步打算</p></div>"
    assert lines(page(body)) == [told, "二、下一步打算"]


def test_menu_names_do_not_hide_an_article() -> None:
    body = f"<div class=header><div class=content><p>{PROSE * 4}</p></div></div>"
    assert page(body).text == PROSE * 4


@pytest.mark.parametrize(
    ("sheet", "is_read"),
    [
        (".old{display:none}", False),
        (".a, .old { color:red; display : none }", False),
        ("#none{display:none}.old{color:red}", True),
        ("@media print { .b{color:red} .old{display:none} }", True),
        (".pc .old{display:none}", True),
        (".old{display:none", False),
        ("}}.old{display:none}", False),
    ],
)
def test_text_that_a_style_sheet_hides_is_left_out(sheet: str, is_read: bool) -> None:
    hidden = "<p class=old>旧稿，办理案件120件。</p>"
    body = f"<style>{sheet}</style><div id=zoom><p>{PROSE}</p>{hidden}<p>特此报告。</p></div>"
    assert ("120件" in page(body).text) == is_read


def test_an_article_that_a_style_sheet_hides_at_first_is_read() -> None:
    body = f"<style>#tab{{display:none}}</style><div id=tab><p>{PROSE}</p></div>"
    assert page(body).text == PROSE


def test_hidden_copy_of_the_article_is_left_out() -> None:
    article = f"<p>{PROSE}</p><p>办理案件36件。</p>"
    body = f"<div>{article}</div><div style='display: none'>{article}</div>"
    assert lines(page(body)) == ["办理案件36件。"]


def test_second_copy_for_the_phone_is_left_out() -> None:
    article = f"<p>{PROSE}</p><p>一、成效</p><p>办理案件36件。</p><p>二、不足</p>"
    body = f"<div class=pc>{article}</div><div class=mobile>{article}</div>"
    assert lines(page(body)) == ["一、成效", "办理案件36件。", "二、不足"]


def test_the_largest_of_several_matches_is_the_body() -> None:
    body = f"<div class=content>热点</div><div class=content><p>{PROSE}</p></div>"
    assert page(body).text == PROSE


def test_body_under_an_unknown_name_is_the_innermost_with_most_prose() -> None:
    body = (
        "<div class=a><div class=b>首页 办事 互动</div><div class=c><h2>题目</h2>"
        f"<div class=d><p>{PROSE}</p><p>{PROSE}。</p></div></div><div class=e>热线12345</div></div>"
    )
    assert page(body).text == f"{PROSE}\n{PROSE}。"


def test_a_thousand_nested_elements_are_no_trouble() -> None:
    body = "<div>" * 3000 + f"<p>{PROSE}</p>" + "</div>" * 3000
    assert PROSE in page(body).text


@pytest.mark.parametrize(
    ("markup", "field", "value"),
    [
        (
            "<table><tr><td>文号</td><td>青政发〔2023〕1号</td></tr></table>",
            "doc_number",
            "青政发〔2023〕1号",
        ),
        (
            "<table><tr><td><b>文&nbsp;&nbsp;号：</b>青政发〔2023〕1号</td></tr></table>",
            "doc_number",
            "青政发〔2023〕1号",
        ),
        (
            "<li><label>发文字号</label><span>青政<i>发</i>〔2023〕1号</span></li>",
            "doc_number",
            "青政发〔2023〕1号",
        ),
        (
            "<div><label>文号</label><span>青政发〔2023〕1号</span></div>",
            "doc_number",
            "青政发〔2023〕1号",
        ),
        (
            "<dl><dt>发文字号:</dt><dd>青政发〔2023〕1号</dd></dl>",
            "doc_number",
            "青政发〔2023〕1号",
        ),
        ("<p>[ 索 引 号 ] 0112-2024-00006 [ 分类 ] 司法</p>", "index_number", "0112-2024-00006"),
        ("<p>【索引号】0112-2024-00006</p>", "index_number", "0112-2024-00006"),
        ("<p>索引号: 0112-2024-00006 分类: 其他 发布机构: 县政府</p>", "issuer", "县政府"),
        (
            "<p>分类：公安、司法\\其他&nbsp;&nbsp;&nbsp;&nbsp;通知 发布机构：县政府</p>",
            "genre",
            "通知",
        ),
        ("<p>来源：县司法局　发布日期：2024年1月5日</p>", "source_name", "县司法局"),
        ("<p>来源：县司法局　发布日期：2024年1月5日</p>", "published_date", "2024年1月5日"),
        ("<p>政府网站标识码：9901230005</p>", "site_id_code", "9901230005"),
    ],
)
def test_disclosure_in_any_markup(markup: str, field: str, value: str) -> None:
    read = page(f"{markup}<h1>报告</h1><div id=zoom><p>{PROSE}</p></div>")
    assert [found.value for found in read.metadata if found.name == field] == [value]
    assert read.text == PROSE


@pytest.mark.parametrize("empty", ["", "无", "&nbsp;", "-"])
def test_empty_cell_gives_no_value(empty: str) -> None:
    table = (
        f"<table><tr><td>文号</td><td>{empty}</td><td>成文日期</td><td>2024-01-05</td></tr></table>"
    )
    read = page(f"{table}<div id=zoom><p>{PROSE}</p></div>")
    found = {value.name: value.value for value in read.metadata}
    assert "doc_number" not in found
    assert found["written_date"] == "2024-01-05"


def test_labels_inside_the_article_are_no_metadata() -> None:
    told = "<p>文号：某字〔2020〕9号</p><table><tr><td>文号</td><td>甲〔2019〕2号</td></tr></table>"
    read = page(f"<div id=zoom><p>{PROSE}</p>{told}</div>")
    assert [value for value in read.metadata if value.name == "doc_number"] == []


@pytest.mark.parametrize(
    "tag",
    [
        '<meta name="ArticleTitle" content="甲县报告">',
        "<META content='甲县报告' NAME=articletitle />",
        '<meta property="articletitle" content=" 甲县\n报告 "><meta name=articletitle content=乙>',
    ],
)
def test_meta_tags_in_any_order_and_case(tag: str) -> None:
    read = page(f"<div id=zoom><p>{PROSE}</p></div>", head=tag)
    [title] = [value for value in read.metadata if value.name == "title"]
    assert ("".join(title.value.split()), title.where) == ("甲县报告", "meta")


def test_less_common_meta_tags_fill_in() -> None:
    head = "<meta name=Maketime content='2024-01-05 08:00:00'><meta name=source content=县政府>"
    read = page(f"<div id=zoom><p>{PROSE}</p></div>", head=head)
    found = {value.name: value.value for value in read.metadata}
    assert found == {"published_date": "2024-01-05 08:00:00", "source_name": "县政府"}
    both = page(f"<p>{PROSE}</p>", head=f"{head}<meta name=PubDate content='2024-01-06'>")
    dates = [value.value for value in both.metadata if value.name == "published_date"]
    assert dates == ["2024-01-06"]


@pytest.mark.parametrize(
    "byline",
    [
        "<p><span>2024-01-05</span> <span>来源：县政府</span></p>",
        "<div>2024年1月5日　浏览量：56</div>",
        "<span>2024-01-05 10:30</span>",
        "<span>2024-01-05 10:30</span><span>县政府办</span>(点击: <i>396</i>)",
        "<div>2024-01-05 县政府办 浏览 331 次</div>",
    ],
)
def test_time_without_a_label(byline: str) -> None:
    clock = "<div>2024年3月9日 星期六</div>"
    read = page(f"{clock}<h1>甲县2023年报告</h1>{byline}<div id=zoom><p>{PROSE}</p></div>")
    [found] = [value.value for value in read.metadata if value.name == "published_date"]
    assert found.startswith(("2024-01-05", "2024年1月5日"))


@pytest.mark.parametrize("tag", ["甲县人民政府", "甲县政府网", "中国甲县", "甲县政府信息公开平台"])
def test_name_of_the_site_is_no_title(tag: str) -> None:
    head = f"<meta name=ArticleTitle content={tag}><meta name=SiteName content=中国甲县>"
    title = "甲县2023年法治政府建设报告"
    byline = "<div>作者：法制办　来源：本站　点击数：1873</div>"
    body = f"<div>{title}</div>{byline}<div id=zoom><p>{PROSE}</p></div>"
    for element in (f"<title>{title}-{tag}</title>", f"<title>{tag}</title>"):
        titles = [one.value for one in page(body, head + element).metadata if one.name == "title"]
        assert titles == [title]


def test_title_in_two_lines() -> None:
    heading = "<p>甲县人民政府</p><p>关于2023年法治政府建设情况的报告</p>"
    body = f"{heading}<div id=zoom><p>{PROSE}</p></div>"
    whole = "甲县人民政府关于2023年法治政府建设情况的报告"
    for element in (whole, f"甲县人民政府 {whole.removeprefix('甲县人民政府')}-甲县"):
        read = page(body, head=f"<title>{element}</title>")
        assert [one.value for one in read.metadata if one.name == "title"] == [whole]


def test_title_without_meta_tags() -> None:
    body = f"<h1>甲县2023年法治政府建设报告</h1><div id=zoom><p>{PROSE}</p></div>"
    read = page(body, head="<title>甲县2023年法治政府建设报告-甲县政府网</title>")
    titles = [(value.value, value.where) for value in read.metadata if value.name == "title"]
    assert titles == [("甲县2023年法治政府建设报告", "text")]


@pytest.mark.parametrize(
    ("markup", "name", "url"),
    [
        ("<a href=./P01.pdf>报告.pdf</a>", "报告.pdf", "http://a.invalid/b/P01.pdf"),
        ("<a href='/d.jsp?id=8'>报告.docx</a>", "报告.docx", "http://a.invalid/d.jsp?id=8"),
        (
            "<a href='/d.jsp?filename=8.doc'>下载</a>",
            "下载",
            "http://a.invalid/d.jsp?filename=8.doc",
        ),
        (
            "<a href=//f.invalid/1.xlsx title=表.xlsx>附件1</a>",
            "表.xlsx",
            "http://f.invalid/1.xlsx",
        ),
        (
            "<a href=/f/%E6%8A%A5.pdf><img src=x.gif></a>",
            "报.pdf",
            "http://a.invalid/f/%E6%8A%A5.pdf",
        ),
        ("<iframe src=/f/1.pdf></iframe>", "1.pdf", "http://a.invalid/f/1.pdf"),
        ("<iframe src='/v.html?file=/f/1.pdf'></iframe>", "1.pdf", "http://a.invalid/f/1.pdf"),
        (
            "<a href=javascript:; onclick=\"down('/f/1.doc')\">报告</a>",
            "报告",
            "http://a.invalid/f/1.doc",
        ),
        (
            "<a href=javascript:; data-name='报告.pdf' data-url='/f/1.pdf'>报告</a>",
            "报告",
            "http://a.invalid/f/1.pdf",
        ),
        (
            "<script>var file_appendix='<a href=\"./P02.pdf\">表.pdf</a>';</script>",
            "表.pdf",
            "http://a.invalid/b/P02.pdf",
        ),
    ],
)
def test_files_are_found_with_their_addresses(markup: str, name: str, url: str) -> None:
    read = page(f"<div id=zoom><p>{PROSE}</p></div><div class=fj>{markup}</div>")
    assert [(file.name, file.url) for file in read.attachments] == [(name, url)]


def test_address_that_sends_a_file_without_naming_it() -> None:
    links = (
        "<a href=/document/file-download?id=7>甲县2023年法治政府建设报告</a>"
        "<a href=/reader/download>PDF阅读器下载地址</a><a href=/download?id=8>下载</a>"
    )
    read = page(f"<div id=zoom><p>{PROSE}</p></div><p>{links}</p>")
    assert [file.url for file in read.attachments] == [
        "http://a.invalid/document/file-download?id=7"
    ]


def test_file_that_a_script_shows_counts_where_no_link_offers_one() -> None:
    script = "<script>PDFObject.embed('/f/1.pdf', '#a'); load('/js/a.js');</script>"
    body = f"<div id=zoom><p>{PROSE}</p></div>{script}"
    assert [file.url for file in page(body).attachments] == ["http://a.invalid/f/1.pdf"]
    linked = page(f"{body}<a href=/f/2.doc>2.doc</a>")
    assert [file.url for file in linked.attachments] == ["http://a.invalid/f/2.doc"]


@pytest.mark.parametrize(
    ("images", "outcome"),
    [
        ("<img src=/u/1.jpg><img src=/u/2.JPG?v=1>", "scanned"),
        ("<img src=/i/qrcode.png>", "ok"),
        ("<img src=/i/arrow.gif>", "ok"),
        ("<img src=/u/1.jpg><a href=1.pdf>1.pdf</a>", "attachment_only"),
        (f"<img src=/u/1.jpg><p>{PROSE}</p>", "ok"),
    ],
)
def test_pictures_of_pages_are_a_scan(images: str, outcome: str) -> None:
    title = "甲县2016年法治政府建设情况报告"
    body = f"<h1>{title}</h1><div id=zoom>{images}</div>"
    assert page(body, head=f"<title>{title}</title>").outcome == outcome


def test_files_of_the_frame_are_not_the_documents() -> None:
    body = f"<div class=nav><a href=/guide.pdf>指南.pdf</a></div><div id=zoom><p>{PROSE}</p></div>"
    assert page(body).attachments == []


def test_file_that_is_only_named() -> None:
    read = page(f"<div id=zoom><p>{PROSE}</p><p>青政发〔2023〕45号.doc</p></div>")
    assert [(file.name, file.url) for file in read.attachments] == [("青政发〔2023〕45号.doc", "")]
    assert read.text == PROSE


def test_base_element_and_own_address_lead_relative_links() -> None:
    article = f"<div id=zoom><p>{PROSE}</p><a href=1.pdf>1.pdf</a></div>"
    for head in (
        "<meta name=Url content=http://own.invalid/x/y.html>",
        "<meta name=Url content=own.invalid/x/y.html>",
        "<meta name=Url content=//own.invalid/x/y.html>",
        "<meta name=SiteDomain content=own.invalid><meta name=Url content=/x/y.html>",
        "<meta property='og:url' content=http://own.invalid/x/y.html>",
        "<link rel=canonical href=http://own.invalid/x/y.html>",
        "<!-- saved from url=(0027)http://own.invalid/x/y.html -->",
    ):
        own = page(article, head=head, url="")
        assert own.attachments[0].url == "http://own.invalid/x/1.pdf"
        assert ("url", "http://own.invalid/x/y.html") in {(v.name, v.value) for v in own.metadata}
    based = page(article, head="<base href=/z/>")
    assert based.attachments[0].url == "http://a.invalid/z/1.pdf"
    assert page(article, url="").attachments[0].url == "1.pdf"
    domain = "<meta name=SiteDomain content=own.invalid>"
    assert page(article, head=domain, url="").attachments[0].url == "1.pdf"
    rooted = page(article.replace("href=", "href=/f/"), head=domain, url="")
    assert rooted.attachments[0].url == "http://own.invalid/f/1.pdf"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  \n",
        b"<html><body></body></html>",
        b"<html><script>var $_ts=window['$_ts'];if(!$_ts)$_ts={};</script><body></body></html>",
        b"<script>document.cookie='__jsl_clearance=1';location.href=location.pathname</script>",
        "<body onload=go()><script>var C3VK='a1b2c3';</script>请稍候</body>".encode(),
    ],
)
def test_challenge_or_nothing_is_blocked(content: bytes) -> None:
    read = read_document(content, "text/html")
    assert (read.outcome, read.text) == ("blocked", "")


def test_page_with_a_protection_script_is_still_a_page() -> None:
    read = page(f"<script>var $_ts=window['$_ts'];</script><div id=zoom><p>{PROSE * 2}</p></div>")
    assert (read.outcome, read.text) == ("ok", PROSE * 2)


def test_wrapper_of_a_file_that_forwards_is_no_challenge() -> None:
    read = page("<script>location.href='/f/1.pdf'</script><p>报告</p><a href=/f/1.pdf>报告.pdf</a>")
    assert read.outcome == "attachment_only"


def test_table_with_spans_keeps_its_grid() -> None:
    table = (
        "<table><tr><td rowspan=2>项目</td><td colspan=2>件数</td></tr>"
        "<tr><td>2022年</td><td>2023年</td></tr><tr><td>受理</td><td>49</td><td>6<b>1</b></td></tr></table>"
    )
    read = page(f"<div id=zoom><p>{PROSE}</p>{table}</div>")
    assert lines(read) == ["项目\t件数\t", "\t2022年\t2023年", "受理\t49\t61"]
    [found] = read.tables
    assert found.header_rows == 2
    assert [(cell.row, cell.column, cell.text) for cell in found.cells][-1] == (2, 2, "61")
    assert [block.table for block in read.blocks] == [None, 0, 0, 0]


def test_layout_table_is_read_as_paragraphs() -> None:
    rows = f"<tr><td>左</td><td>{PROSE * 5}<br>一、成效</td></tr><tr><td>下</td><td>右</td></tr>"
    read = page(f"<div id=zoom><table>{rows}</table></div>")
    assert read.tables == []
    assert read.text.split("\n") == ["左", PROSE * 5, "一、成效", "下", "右"]
