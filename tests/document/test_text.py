"""Plain text: the decoded file itself, whatever its encoding."""

from __future__ import annotations

from pathlib import Path

import pytest

from fazhi.document import UnsupportedDocumentError, read_document
from fazhi.document.encoding import decode_html

TEXT = "青榆县2023年报告\r\n\r\n　　受理156件。\n㐂镇"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_the_decoded_file_with_newlines_untouched(encoding: str) -> None:
    read = read_document(TEXT.encode(encoding), "text/plain")
    assert read.text == TEXT
    assert (read.media_type, read.blocks, read.outcome) == ("text/plain", [], "ok")


def test_offsets_of_the_gold_report_hold(shared: Path) -> None:
    path = shared / "gold" / "rugao-2023" / "document.txt"
    content = path.read_bytes()
    read = read_document(content, "text/plain")
    assert read.text == content.decode("utf-8")
    assert [file.name for file in read.attachments] == ["皋政发〔2023〕30号.doc"]


def test_damaged_bytes_lose_only_themselves() -> None:
    content = TEXT.encode("gb18030")
    read = read_document(content[:10] + b"\xff" + content[10:], "text/plain")
    assert read.text.count("�") == 1
    assert read.text.endswith("㐂镇")


def test_named_files_are_noted() -> None:
    text = "报告\n附件1：青榆县统计表.xlsx\n见 http://a.invalid/b.html\n"
    read = read_document(text.encode(), "text/plain")
    assert [(file.name, file.url) for file in read.attachments] == [("青榆县统计表.xlsx", "")]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("gb18030", "gb2312"),
        ("gb18030", "GBK"),
        ("gb18030", "utf-8"),
        ("utf-8", "gb2312"),
        ("gb18030", "no-such-charset"),
        ("gb18030", "iso-8859-1"),
        ("big5", "big5"),
    ],
)
def test_declared_charset_helps_and_may_lie(encoding: str, declared: str) -> None:
    text = "法治政府建設年度報告" if encoding == "big5" else "法治政府建设，㐂镇"
    assert decode_html(text.encode(encoding), declared) == text
    head = f'<meta http-equiv=Content-Type content="text/html; charset={declared}">'
    assert decode_html((head + text).encode(encoding)) == head + text


def test_charset_of_the_server_reaches_the_page() -> None:
    html = "<p>法治政府建设工作，稳步推进，成效明显，群众满意。</p>".encode("gb18030")
    assert "稳步推进" in read_document(html, "text/html; charset=GBK").text


def test_page_that_is_named_as_text_is_read_as_a_page() -> None:
    html = "\ufeff<!DOCTYPE HTML><p>法治政府建设工作，稳步推进，成效明显。</p>"
    read = read_document(html.encode(), "text/plain")
    assert (read.media_type, read.text) == ("text/html", "法治政府建设工作，稳步推进，成效明显。")
    told = "标签<html>的用法"
    assert read_document(told.encode(), "text/plain").text == told


def test_other_kinds_of_file_are_refused_by_name() -> None:
    with pytest.raises(UnsupportedDocumentError, match="application/pdf"):
        read_document(b"%PDF-1.7", "application/pdf")
