"""Templates put together at random from the habits of the systems: the article must come out.

Sites mix the parts of the families freely (a TRS body under a 大汉 disclosure table), so
whole pages by family are not enough. Each seed is one site.
"""

from __future__ import annotations

import re
from html import escape
from random import Random

import pytest

from fazhi.document import read_document
from fazhi.sample import SampleReport, reports

BODIES = [
    '<div class="pages_content" id="UCAP-CONTENT">',
    '<div class="trs_editor_view TRS_UEDITOR trs_paper_default">',
    '<div class="TRS_Editor"><div class="Custom_UnionStyle">',
    '<div id="zoom">',
    '<div id="Zoom" class="bt-content">',
    '<table><tr><td id="zoomcon">',
    '<div id="ivs_content" class="Article_content">',
    '<div class="xxgk_content">',
    '<div class="article-content">',
    '<div class="content">',
    '<div class="wz_zoom">',
    '<div class="main-txt">',
    '<div class="tyxxy_main">',
    '<div class="news_cont_d_wrap">',
    '<div id="vsb_content_2"><div class="v_news_content">',
    '<div class="no-known-name">',
    "<section>",
    '<table><tr><td class="t2">',
    '<table><tr><td id="fontzoom">',
    '<div id="con_con">',
    '<div class="wzcon j-fontContent">',
    "<div><ucapcontent>",
    '<div class="detail"><div class="nfw-cms-content">',
    '<div class="bt-article-y maincontent"><div class="bt_content" id="zoom">',
    '<form><div id="vsb_content_500"><div class="v_news_content">',
]
PARAGRAPHS = [
    "<p>　　{}</p>",
    '<p style="text-indent:2em"><span style="font-family:仿宋">{}</span></p>',
    "<div>&nbsp;&nbsp;&nbsp;&nbsp;{}</div>",
    "<p>\n\t　　{}\n</p><p>&nbsp;</p>",
    '<p class="MsoNormal"><font face="a">{}</font><o:p></o:p></p>',
    "<p align=justify>{}<br/></p>",
]
#: How one label is printed with its value, and what stands around all of them.
DISCLOSURES = [
    ("", "{}"),
    ("<td><b>{label}：</b>{value}</td>", "table of two"),
    ("<td>{label}</td><td>{value}</td>", "table of two"),
    ("<td>{label}：</td><td>{value}</td>", "table of two"),
    ("<tr><th>{spaced}：</th><td>{value}</td></tr>", "<table>{}</table>"),
    ("<li><label><font>{label}：</font></label><div>{value}</div></li>", "<ul>{}</ul>"),
    ("<dl><dt>{label}:</dt><dd>{value}</dd></dl>", "{}"),
    ("<p><span>[ {label} ]</span> <span>{value}</span></p>", "{}"),
    ("[ {label} ] {value}　", "<p>{}</p>"),
    ("<div><strong>{label}：</strong>{value}</div>", "printed twice"),
    ("<span>{label}：{value}</span>&nbsp;&nbsp;", "{}"),
    ("<p>{spaced}：{value}</p>", "<div class=info>{}</div>"),
    ("<div class=cell><label>{label}</label><span>{value}</span></div>", "<div>{}</div>"),
    ("<li class=a>{spaced}：</li><li class=b>{value}</li>", "<ul>{}</ul>"),
    ("<li><span>[ {label} ]</span><p>{value}</p></li>", "<ul>{}</ul>"),
]
BYLINES = [
    "<div>来源：{source}　发布时间：{time}　浏览次数：<i>{n}</i>　字体：[<a>大</a>]</div>",
    "<p><span>发布日期：{time}</span><span>信息来源：{source}</span><span>点击数：{n}</span></p>",
    "<div><span>时间：{time}</span> <span>来源：{source}</span> <span>访问量：{n}</span></div>",
    "<table><tr><td>发布时间：{time}</td><td>来源：{source}</td><td>阅读：{n} 次</td></tr></table>",
    "<div>{time} 来源：{source} 浏览量：{n} 【字体：大 中 小】 <a>打印</a></div>",
    "<p><span>{time}</span><span>来源：{source}</span><span>{n}人已浏览</span></p>",
    "<div>发布时间：{time}　来源：{source}　作者：　点击：[<span>{n}</span>]次</div>",
    "<ul><li>日期：{time}</li><li>来源：{source}</li><li>点击：<b>{n}</b></li></ul>",
    "<div><i>{time}</i><i>来源：{source}</i><i>访问量：<b>{n}</b></i><i>语音播报</i></div>",
]
FURNITURE = [
    "",
    '<div class="bdsharebuttonbox">分享到：{n}</div>',
    '<p>【<a href="javascript:window.print()">打印本页</a>】【<a>关闭窗口</a>】</p>',
    "<script>hits({n})</script>",
    "<p>扫一扫在手机打开当前页</p><p>{n}</p>",
    "<div class=x>相关链接<ul><li><a>某市2019年报告</a><em>2020-01-02</em></li></ul></div>",
    "<div>上一篇：<a href=/b>关于{n}号通知</a></div><div>下一篇：没有了</div>",
    "<p>责任编辑：张三{n}</p>",
    "<div>阅读次数：{n}</div>",
    '<div style="display:none">{n}</div>',
    "<style>.hid, .m{display: none}</style><p class=hid>旧稿，办理案件{n}件，请勿外传。</p>",
    "<div><span>00:00</span><span>/</span><span>12:35</span><p>语速 1.0 1.5 2.0</p></div>",
    "<p>点赞（{n}）　收藏（3）　评论（0）</p>",
    "<div class=hot><h3>点击排行</h3><ol><li>1<a href=/h>2022年年报</a> {n}</li></ol></div>",
    "<p>您是本文第{n}位读者</p>",
    "<p>本文已被阅读{n}次</p>",
    "<div class=ques><p>您认为本页面内容对您有帮助吗？</p><label>有用 {n}</label></div>",
    "<div><p>文件大小：{n}KB</p></div>",
    "<p>网友评论（{n}）条</p><p>发表评论</p>",
    "<p>【纠错】 【打印】 【收藏】 {n}</p>",
]
TOPS = [
    "",
    '<div class="header">今天是2024年3月5日 星期二</div>',
    '<div class="topbox"><span>2024年3月5日</span><a>无障碍</a></div>',
    "<table width=100%><tr><td>欢迎访问 2024-03-05</td></tr></table>",
]
SIDES = [
    "",
    "<div class=left><ul><li><a href=1>指南</a></li><li><a>2023年年报（12）</a></li></ul></div>",
    "<div><p>公开指南</p><p>公开年报<em>(36)</em></p><p>人事信息<em>(128)</em></p></div>",
    "<div class=x><h3>目录</h3><dl><dt>规划计划</dt><dd><a>十四五规划(3)</a></dd></dl></div>",
]
FOOTERS = [
    "主办：{place} 网站标识码：{code} 示ICP备05012345号 示公网安备 99010202000123号",
    "<p>版权所有：{place}</p><p>政府网站标识码：{code}</p><p>联系电话：0990-1234567</p>",
    "<p>{place}办公室主办 技术支持：某公司</p><p>网站标识码：{code} 本站访问量 991238</p>",
    "<p>Copyright 2008-2024 {place} All Rights Reserved 网站标识码{code} 电话 0990-1234567</p>",
    "<p>地址：建设路18号　邮编：990100</p><p>网站标识码：{code}</p><p>您是第 12345 位访客</p>",
]
FILES = [
    "",
    '<p>附件：<a href="/u/P01.pdf">{file}</a></p>',
    '<div class=fj><span>附件下载：</span><ul><li><a href="./P01.pdf">{file}</a></li></ul></div>',
    '<p>附件【<a href="/d.jsp?id=1">{file}</a>】已下载<span>47</span>次</p>',
    '<div>相关附件：<a href="/u/P01.pdf" title="{file}">{file}</a> (123.5KB)</div>',
]


def disclosure(random: Random, values: list[tuple[str, str]]) -> str:
    """Print labels and values in one of the markups in use."""
    form, around = random.choice(DISCLOSURES)
    cells = [
        form.format(label=label, value=value, spaced=f"{label[0]}　{label[1:]}")
        for label, value in values
    ]
    if around == "table of two":
        rows = zip(cells[::2], cells[1::2], strict=True)
        return "<table>" + "".join(f"<tr>{one}{two}</tr>" for one, two in rows) + "</table>"
    whole = "".join(cells)
    return whole * 2 if around == "printed twice" else around.format(whole)


def paragraph(random: Random, line: str) -> str:
    """Print a line as a paragraph, sometimes cut in two spans within a word or number."""
    if random.random() < 0.3 and len(line) > 1:
        cut = random.randrange(1, len(line))
        text = f"<span>{escape(line[:cut])}</span><span lang=EN-US>{escape(line[cut:])}</span>"
    else:
        text = escape(line)
    return random.choice(PARAGRAPHS).format(text)


def site(random: Random, report: SampleReport, lines: list[str]) -> tuple[str, bool, bool]:
    """Return a page, whether it offers a file, and whether it has a disclosure table."""
    page = report.place.pages[report.year]
    words = {
        "source": "县司法局",
        "time": random.choice([page.published, page.published[:10]]),
        "place": report.place.government,
        "code": report.place.site_id_code,
        "file": f"{page.title}.pdf",
        "n": str(random.randrange(10_000)),
    }
    table = disclosure(
        random,
        [
            ("索引号", page.index_number),
            (random.choice(["组配分类", "主题分类", "分类"]), "法治政府建设"),
            (random.choice(["发布机构", "发文机关"]), report.place.government),
            (random.choice(["成文日期", "生成日期", "发文日期"]), page.written),
            (random.choice(["文号", "发文字号"]), page.doc_number),
            (random.choice(["有效性", "时效"]), "有效"),
            ("名称", page.title),
            ("主题词", ""),
        ],
    )
    head = f"<title>{page.title}-{report.place.site_name}</title>"
    if random.random() < 0.7:
        head += f'<meta content="{page.title}" name="ArticleTitle">'
        head += f"<META NAME='pubdate' CONTENT='{page.published}'>"
    if random.random() < 0.15:
        article = "<br>".join(f"　　{escape(line)}" for line in lines)
    else:
        article = "\n".join(paragraph(random, line) for line in lines)
    file = random.choice(FILES)
    inside, outside = random.choice(FURNITURE), random.choice(FURNITURE)
    if random.random() < 0.5:
        article, outside = article + file + inside, outside
    else:
        outside = file + inside + outside
    opening = random.choice(BODIES)
    closing = "".join(f"</{tag}>" for tag in reversed(re.findall(r"<(\w+)", opening)))
    heading = random.choice(["h1", "h2", "div"])
    html = (
        f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>"
        f"{random.choice(TOPS)}<div class={random.choice(['dqwz', 'weizhi'])}>当前位置：<a>首页</a>"
        f"</div><div class=wrap>{random.choice(SIDES)}"
        f"<div class={random.choice(['con', 'content'])}>{table}"
        f"<{heading}>{page.title}</{heading}>{random.choice(BYLINES)}"
        f"{opening}{article}{closing}{outside}</div></div>"
        f"<div class={random.choice(['footer', 'bottom'])}>{random.choice(FOOTERS)}</div>"
    )
    for name, value in words.items():
        html = html.replace(f"{{{name}}}", value)
    return html + "</body></html>", bool(file), bool(table)


@pytest.mark.parametrize("seed", range(60))
def test_article_metadata_and_files_come_out_of_any_mix(seed: int) -> None:
    random = Random(seed)
    report = random.choice(reports())
    page = report.place.pages[report.year]
    lines = [line for line in report.text.strip().split("\n") if "\t" not in line]
    if random.random() < 0.3:
        lines = lines[:4] + lines[-2:]
    html, has_file, has_table = site(random, report, lines)

    read = read_document(html.encode(), "text/html", "http://www.mixed.invalid/a/b/c.html")

    found = read.text.split("\n")
    assert found[found[0] == page.title :] == lines
    values: dict[str, str] = {}
    for value in read.metadata:
        values.setdefault(value.name, value.value)
    assert values["title"] == page.title
    assert values["published_date"][:10] == page.published[:10]
    assert values["site_id_code"] == report.place.site_id_code
    if has_table:
        assert values["doc_number"] == page.doc_number
        assert values["index_number"] == page.index_number
        assert values["issuer"] == report.place.government
        assert values["written_date"] == page.written
        assert (values["category"], values["validity"]) == ("法治政府建设", "有效")
    assert [file.name for file in read.attachments] == [f"{page.title}.pdf"] * has_file
