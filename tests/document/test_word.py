"""Word documents: what Word shows is what is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from fazhi.document.errors import UnreadableDocumentError
from fazhi.document.word import read_docx
from fazhi.document.word_numbering import chinese
from fazhi.reading.sections import read_sections
from fazhi.records import Document

W = nsdecls("w")


def read(fill: Callable[[WordDocument], object]) -> Document:
    source = docx.Document()
    fill(source)
    stream = io.BytesIO()
    source.save(stream)
    return read_docx(stream.getvalue())


def body(xml: str) -> Callable[[WordDocument], None]:
    """Put elements of WordprocessingML into the body."""

    def fill(source: WordDocument) -> None:
        for element in parse_xml(f"<w:body {W}>{xml}</w:body>"):
            source.element.body.insert(len(source.element.body) - 1, element)

    return fill


def lines(xml: str) -> list[str]:
    return read(body(xml)).text.split("\n")


LEVELS = (
    ("chineseCountingThousand", "%1、", "nothing"),
    ("chineseCounting", "（%2）", "nothing"),
    ("decimal", "%3.", "tab"),
    ("decimal", "（%4）", "space"),
)


def add_lists(source: WordDocument, levels: tuple[tuple[str, str, str], ...] = LEVELS) -> None:
    """Add list 91 and, sharing its definition but starting at 5, list 92; 93 has bullets."""
    numbering = source.part.numbering_part.element
    parts = "".join(
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for number, (kind, text, suffix) in enumerate(levels)
    )
    bullets = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>'
    first = numbering.find(qn("w:num"))
    for identity, content in (("90", parts), ("94", bullets)):
        xml = f'<w:abstractNum {W} w:abstractNumId="{identity}">{content}</w:abstractNum>'
        first.addprevious(parse_xml(xml))
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    for identity, definition, more in (("91", "90", ""), ("92", "90", restart), ("93", "94", "")):
        xml = f'<w:abstractNumId w:val="{definition}"/>{more}'
        numbering.append(parse_xml(f'<w:num {W} w:numId="{identity}">{xml}</w:num>'))


def item(text: str, level: int, numbering: int = 91) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbering}"/></w:numPr>'
        f"</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def numbered(xml: str, levels: tuple[tuple[str, str, str], ...] = LEVELS) -> list[str]:
    def fill(source: WordDocument) -> None:
        add_lists(source, levels)
        body(xml)(source)

    return read(fill).text.split("\n")


OUTLINE = (
    item("主要成效", 0)
    + item("健全制度", 1)
    + item("受理复议12件。", 2)
    + item("2023年审结9件。", 2)
    + "<w:p><w:r><w:t>正文不编号。</w:t></w:r></w:p>"
    + item("规范执法", 1)
    + item("公开3项。", 2)
    + item("存在问题", 0)
    + item("力量不足", 1)
)


def test_labels_that_word_numbers_are_text() -> None:
    assert numbered(OUTLINE) == [
        "一、主要成效",
        "（一）健全制度",
        "1.受理复议12件。",
        "2. 2023年审结9件。",
        "正文不编号。",
        "（二）规范执法",
        "1.公开3项。",
        "二、存在问题",
        "（一）力量不足",
    ]


def test_outline_is_read_from_them() -> None:
    def fill(source: WordDocument) -> None:
        add_lists(source)
        body(OUTLINE)(source)

    paths = [section.path for section in read_sections(read(fill))]
    assert paths == [
        "一",
        "一/(一)",
        "一/(一)/1",
        "一/(一)/2",
        "一/(二)",
        "一/(二)/1",
        "二",
        "二/(一)",
    ]


def test_lists_share_counters_restart_and_may_be_bullets() -> None:
    xml = item("甲", 0) + item("乙", 0, 92) + item("丙", 0) + item("丁", 0, 93) + item("戊", 0, 0)
    assert numbered(xml) == ["一、甲", "五、乙", "六、丙", "丁", "戊"]


def test_levels_show_those_above() -> None:
    levels = (("chineseCounting", "第%1章", "space"), ("decimal", "%1.%2", "space"))
    assert numbered(item("总则", 0) + item("依据", 1) + item("3件", 1), levels) == [
        "第一章总则",
        "一.1依据",
        "一.2 3件",
    ]


def test_label_comes_from_the_style() -> None:
    def fill(source: WordDocument) -> None:
        add_lists(source)
        style = source.styles["Heading 1"].element
        style.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="91"/></w:numPr>'))
        source.add_heading("主要成效", 1)
        source.add_paragraph("正文。")
        source.add_heading("存在问题", 1)

    document = read(fill)
    assert document.text.split("\n") == ["一、主要成效", "正文。", "二、存在问题"]
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "heading"]


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("decimal", "11"),
        ("decimalZero", "11"),
        ("chineseCounting", "十一"),
        ("ideographDigital", "一一"),
        ("decimalEnclosedCircle", "⑪"),
        ("decimalFullWidth", "１１"),
        ("chineseLegalSimplified", "壹拾壹"),
        ("upperRoman", "XI"),
        ("lowerLetter", "k"),
        ("none", ""),
        ("noSuchFormat", "11"),
    ],
)
def test_formats_of_numbers(kind: str, label: str) -> None:
    found = numbered("".join(item("项", 0) for _ in range(11)), ((kind, "%1、", "nothing"),))
    assert found[-1] == f"{label}、项"


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (100, "一百"),
     (101, "一百〇一"), (110, "一百一十"), (1010, "一千〇一十"), (2000, "二千"), (0, "0")],
)  # fmt: skip
def test_chinese_numbers(number: int, text: str) -> None:
    assert chinese(number) == text


def test_tracked_changes_are_read_as_accepted() -> None:
    xml = (
        "<w:p><w:r><w:t>受理</w:t></w:r>"
        '<w:del w:id="1" w:author="a"><w:r><w:delText>12</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>13</w:t></w:r></w:ins>'
        "<w:r><w:t>件</w:t></w:r></w:p>"
    )
    assert lines(xml) == ["受理13件"]


def test_hidden_text_fields_and_contents_are_left_out() -> None:
    xml = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏99</w:t></w:r><w:r><w:t>第</w:t></w:r>"
        "<w:r><w:instrText>PAGE 7</w:instrText></w:r>"
        '<w:hyperlink><w:r><w:t xml:space="preserve">1 类</w:t></w:r></w:hyperlink></w:p>'
        '<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t>一、成效 1</w:t></w:r></w:p>'
    )

    def fill(source: WordDocument) -> None:
        contents = (
            f'<w:style {W} w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
        )
        source.styles.element.append(parse_xml(contents))
        body(xml)(source)

    assert read(fill).text == "第1 类"


def test_content_controls_and_text_boxes_are_read_once() -> None:
    compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = "<w:txbxContent><w:p><w:r><w:t>框内8件</w:t></w:r></w:p></w:txbxContent>"
    xml = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件内5件</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{compatibility}"><mc:Choice>{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>正文</w:t></w:r></w:p>"
    )
    assert lines(xml) == ["控件内5件", "正文", "框内8件"]


def test_line_breaks_cut_and_numbers_stay_whole() -> None:
    xml = (
        "<w:p><w:r><w:t>青榆县</w:t><w:br/><w:t>2023年报告</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>受理1</w:t></w:r><w:r><w:t>2</w:t></w:r><w:r><w:t>件</w:t></w:r></w:p>"
    )
    assert lines(xml) == ["青榆县", "2023年报告", "受理12件"]


def test_merged_cells_keep_their_places() -> None:
    def fill(source: WordDocument) -> None:
        table = source.add_table(3, 3)
        for number, text in enumerate(["类别", "数量", "", "", "受理", "审结", "复议", "12", "9"]):
            table.cell(number // 3, number % 3).text = text
        table.cell(0, 1).merge(table.cell(0, 2))
        table.cell(0, 0).merge(table.cell(1, 0))

    document = read(fill)
    assert document.text == "类别\t数量\t\n\t受理\t审结\n复议\t12\t9"
    (table,) = document.tables
    places = [(cell.row, cell.column, cell.text) for cell in table.cells]
    assert places[:2] == [(0, 0, "类别"), (0, 1, "数量")]
    assert places[2:] == [(1, 1, "受理"), (1, 2, "审结"), (2, 0, "复议"), (2, 1, "12"), (2, 2, "9")]
    assert table.header_rows == 2


def test_table_that_lays_out_the_page_is_no_table() -> None:
    def fill(source: WordDocument) -> None:
        table = source.add_table(2, 2)
        table.cell(0, 0).text = "全年受理12件。" * 100
        table.cell(1, 1).text = "完"

    document = read(fill)
    assert document.tables == []
    assert document.text == "全年受理12件。" * 100 + "\n完"


def test_pictures_alone_are_a_scan() -> None:
    picture = "<w:p><w:r><w:drawing/></w:r></w:p>"
    assert read(body(picture)).outcome == "scanned"
    assert read(body(picture + "<w:p><w:r><w:t>报告</w:t></w:r></w:p>")).outcome == "ok"
    assert read(body("<w:p/>")).outcome == "ok"


def package(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04 and no more", package(), package(**{"word/document.xml": b"<w:document"})],
    ids=["empty", "cut", "no parts", "part without relations"],
)
def test_damaged_files_are_refused(content: bytes) -> None:
    with pytest.raises(UnreadableDocumentError) as raised:
        read_docx(content)
    assert raised.value.reason == "damaged"


def test_damaged_part_is_refused() -> None:
    source = io.BytesIO()
    docx.Document().save(source)
    stream = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry, content[:200] if entry.filename == "word/document.xml" else content)
    with pytest.raises(UnreadableDocumentError):
        read_docx(stream.getvalue())
