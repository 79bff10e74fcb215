"""PDF files: paragraphs, tables and columns out of characters at places."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from report_files import (
    HEIGHT,
    WIDTH,
    as_pdf,
    as_scan,
    font,
    printed,
    sample_lines,
    style,
)
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from fazhi.document.errors import UnreadableDocumentError
from fazhi.document.pdf import read_pdf

LONG = "全年共收到行政复议申请156件，受理143件，审结131件，其中维持88件、驳回21件。"


def lines(content: bytes) -> list[str]:
    return read_pdf(content).text.split("\n")


@pytest.mark.parametrize("size", [10.5, 12, 14, 16, 18])
def test_wrapped_lines_are_one_paragraph_at_any_size(size: float) -> None:
    text = [LONG * 3, "二是" + LONG, "完。"]
    assert lines(as_pdf(text, title=False, size=size)) == text


def test_paragraphs_without_indent_are_told_by_space_and_short_lines() -> None:
    text = [LONG * 2 + "短。", LONG * 3, LONG]
    content = as_pdf(text, title=False, firstLineIndent=0, spaceAfter=16)
    assert lines(content) == text


@pytest.mark.parametrize(
    ("above", "below", "healed"),
    [
        ("全年法治政府建设工作中共收到并依法受理12", "3件行政复议申请。", "依法受理123件行政"),
        ("法治政府建设群众满意率经第三方测评达到95.", "5%，比上年提高。", "达到95.5%，比"),
        ("法治政府建设群众满意率经第三方测评达到95", "%，比上年有所提高。", "达到95%，比"),
        ("依托法治政府建设信息化平台上线Smart", "Court系统一套。", "Smart Court系统"),
    ],
)
def test_numbers_cut_by_the_end_of_a_full_line_are_whole(
    above: str, below: str, healed: str
) -> None:
    assert healed in read_pdf(_set(above, below)).text


def _set(above: str, below: str) -> bytes:
    """A paragraph whose first line ends where ``above`` ends."""
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.setFont(font(), 14)
    width = canvas.stringWidth(above, font(), 14)
    filler = "法" * int(width // 14)
    for number, text in enumerate((filler, above, below)):
        canvas.drawString(100, HEIGHT - 100 - 24 * number, text)
    canvas.save()
    return stream.getvalue()


def test_label_alone_on_its_line_is_not_fused_with_a_number() -> None:
    content = printed((100, 100, "1."), (100, 124, "2024年全市受理行政复议申请。"))
    assert lines(content) == ["1. 2024年全市受理行政复议申请。"]


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    text = [LONG * 9] * 6
    content = as_pdf(text, title=False, header="青榆县人民政府公报 2024", footer="第 {page} 页")
    assert len(pdfium.PdfDocument(content)) > 2
    assert lines(content) == text


@pytest.mark.parametrize("footer", ["{page}", "— {page} —", "-{page}-", "{page}/5"])
def test_page_numbers_in_every_dress(footer: str) -> None:
    text = [LONG * 9] * 4
    assert lines(as_pdf(text, title=False, footer=footer)) == text


def test_number_at_the_edge_that_counts_no_pages_stays() -> None:
    content = printed((100, 400, "行政复议受理总数见下"), (100, HEIGHT - 40, "143"))
    assert lines(content) == ["行政复议受理总数见下", "143"]


def test_title_over_two_lines_is_one() -> None:
    title = "青榆县人民政府关于二〇二三年度法治政府建设工作情况的报告"
    assert lines(as_pdf([title, LONG])) == [title, LONG]


@pytest.mark.parametrize("count", [*range(36, 42), 61])
def test_table_goes_on_over_the_page(count: int) -> None:
    rows = [f"部门{number}\t{number}" for number in range(1, count)]
    document = read_pdf(as_pdf(["部门\t案件数（件）", *rows, LONG], title=False))
    assert document.text.split("\n") == ["部门\t案件数（件）", *rows, LONG]
    (table,) = document.tables
    assert len(table.cells) == 2 * count


def test_single_row_on_the_next_page_belongs_to_the_table() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT))
    for rows in ([("部门", "件数"), ("公安", "12"), ("交通", "9")], [("合计", "21")]):
        top = 200.0 if len(rows) > 1 else HEIGHT - 80
        canvas.setFont(font(), 12)
        canvas.grid([100, 250, 400], [top - 20 * number for number in range(len(rows) + 1)])
        for number, row in enumerate(rows):
            for place, text in zip((110, 260), row, strict=True):
                canvas.drawString(place, top - 15 - 20 * number, text)
        canvas.showPage()
    canvas.save()
    assert lines(stream.getvalue()) == ["部门\t件数", "公安\t12", "交通\t9", "合计\t21"]


def test_frame_around_text_is_no_table() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.setFont(font(), 14)
    canvas.rect(80, 500, 400, 250)
    canvas.drawString(100, 700, "内设机构和直属单位共同建设法治政府")
    canvas.drawString(100, 676, "三个")
    canvas.drawString(100, 652, "四个")
    canvas.save()
    document = read_pdf(stream.getvalue())
    assert (document.tables, document.text) == ([], "内设机构和直属单位共同建设法治政府三个\n四个")


def test_two_columns_are_read_one_after_the_other() -> None:
    text = [LONG * 4, "二是" + LONG * 5, "三是" + LONG * 6]
    assert lines(as_pdf([*text, *text], title=False, columns=2, size=10.5)) == [*text, *text]


def beside(left: list[str], right: list[str]) -> bytes:
    """Two documents side by side on two pages."""
    stream = io.BytesIO()
    canvas = Canvas(stream)
    text = style(10.5)
    for first, second in zip(left, right, strict=True):
        for place, content in ((60, first), (310, second)):
            height = HEIGHT - 80
            for line in content.split("\n"):
                paragraph = Paragraph(line, text)
                height -= paragraph.wrap(220, HEIGHT)[1]
                paragraph.drawOn(canvas, place, height)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_two_documents_side_by_side_are_not_mixed() -> None:
    left = [f"2022年报告\n{LONG * 5}", "甲" + LONG * 4]
    right = [f"2023年报告\n{LONG * 6}", "乙" + LONG * 3]
    text = lines(beside(left, right))
    assert "".join(text) == "".join([*left, *right]).replace("\n", "")
    assert "2023年报告" in text


def test_slanted_stamps_are_left_out_and_turned_pages_read() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.setFont(font(), 14)
    canvas.drawString(100, 700, "受理12件")
    canvas.saveState()
    canvas.rotate(45)
    canvas.drawString(400, 200, "内部资料")
    canvas.restoreState()
    canvas.showPage()
    canvas.setPageRotation(90)
    canvas.setFont(font(), 14)
    canvas.saveState()
    canvas.translate(300, 100)
    canvas.rotate(90)
    canvas.drawString(0, 0, "审结9件")
    canvas.restoreState()
    canvas.save()
    assert read_pdf(stream.getvalue()).text.replace("\n", "") == "受理12件审结9件"


def test_text_printed_twice_for_weight_is_read_once() -> None:
    content = printed((100, 100, "受理122件"), (100.3, 100, "受理122件"))
    assert lines(content) == ["受理122件"]


@pytest.mark.parametrize("cover", ["", "青榆县法治政府建设报告"])
def test_scan_is_recognised(cover: str) -> None:
    document = read_pdf(as_scan(3, cover))
    assert (document.outcome, document.text) == ("scanned", cover)


def test_picture_behind_a_text_is_no_scan() -> None:
    joined = pdfium.PdfDocument(as_pdf(sample_lines()))
    joined.import_pages(pdfium.PdfDocument(as_scan(1)))
    stream = io.BytesIO()
    joined.save(stream)
    assert read_pdf(stream.getvalue()).outcome == "ok"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"%PDF-1.4\n" + b"x" * 5000])
def test_damaged_files_are_refused(content: bytes) -> None:
    with pytest.raises(UnreadableDocumentError) as raised:
        read_pdf(content)
    assert raised.value.reason == "damaged"


def test_encrypted_file_is_refused_as_such() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("secret", "owner"))
    canvas.drawString(100, 100, "1")
    canvas.save()
    with pytest.raises(UnreadableDocumentError) as raised:
        read_pdf(stream.getvalue())
    assert raised.value.reason == "encrypted"


def test_collection_of_hundreds_of_pages_is_refused() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for _ in range(401):
        canvas.showPage()
    canvas.save()
    with pytest.raises(UnreadableDocumentError) as raised:
        read_pdf(stream.getvalue())
    assert raised.value.reason == "limits"


@pytest.fixture(scope="module")
def yearbooks(shared: Path) -> list[str]:
    """Two reports of a real city, 2023 in the left column and 2024 in the right."""
    document = read_pdf((shared / "real" / "suqian-2023-2024.pdf").read_bytes())
    assert len(document.tables) > 8
    return document.text.split("\n")


def test_real_columns_are_not_mixed(yearbooks: list[str]) -> None:
    first, second = (
        next(number for number, line in enumerate(yearbooks) if line.startswith(opening))
        for opening in ("2023年，我市以", "2024年，我市坚持")
    )
    assert first < second
    chapters = [line[:3] for line in yearbooks[first:second] if line[:1] == "（"]
    assert chapters[:6] == ["（一）", "（二）", "（三）", "（四）", "（五）", "（六）"]
    assert any("同比增长70.3%，其中，自然人申请3493件" in line for line in yearbooks[first:second])
    assert any("同比增长1.05%，其中，予以公开1431件" in line for line in yearbooks[second:])


def test_real_tables_keep_their_rows(yearbooks: list[str]) -> None:
    assert "行政规范性文件\t109\t489\t597" in yearbooks
    assert "行政规范性文件\t50\t227\t420" in yearbooks
    assert "规范性文件-废止\t489\t227\t-262" in yearbooks
    assert "一、本年新收政府信息公开申请数量\t\t\t3402\t99\t0\t4\t5\t1\t3511" in yearbooks
