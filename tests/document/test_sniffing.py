"""What a document is by its content, whatever its name or the server says."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from report_files import as_docx, as_scan

from fazhi.document import UnsupportedDocumentError, read_document
from fazhi.document.media_types import DOC, DOCX, HTML, MHTML, PDF, RTF, TEXT
from fazhi.document.sniffing import sniff

FILES = Path(__file__).resolve().parent.parent / "examples" / "files"
PAGE = "<html><body><div id='zoom'><p>青榆县2023年法治政府建设工作报告。</p></div></body></html>"
ARCHIVE = (
    "From: <saved>\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; boundary="b"\r\n\r\n'
    "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    f"{PAGE}\r\n--b--\r\n"
)
WRITTEN = (
    r"{\rtf1\ansi\ansicpg936 {\fonttbl{\f0 SimSun;}}\f0 \'ca\'dc\'c0\'ed 12\'bc\'fe\par \u25253?}"
)


def workbook() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    return stream.getvalue()


@pytest.mark.parametrize("declared", ["", "application/octet-stream", DOC, TEXT, HTML])
def test_signature_wins_over_what_is_declared(declared: str) -> None:
    assert sniff(as_docx(["报告"]), declared) == DOCX
    assert sniff((FILES / "qingyu-2023.doc").read_bytes(), declared) == DOC
    assert sniff(as_scan(1), declared) == PDF
    assert sniff(WRITTEN.encode(), declared) == RTF
    assert sniff(ARCHIVE.encode(), declared) == MHTML
    assert sniff(f"\ufeff<!DOCTYPE html>{PAGE}".encode(), declared) == HTML


@pytest.mark.parametrize(
    ("content", "declared", "kind"),
    [
        ("县政府受理12件。", TEXT, TEXT),
        ("县政府受理12件。", "", TEXT),
        ("县政府受理12件。", "application/octet-stream", TEXT),
        ("县政府受理12件。", HTML, HTML),
        ("标签<html>的用法", TEXT, TEXT),
        ("<div><p>县政府受理12件。</p></div>", DOC, HTML),
        ("文件以%PDF-开头", TEXT, TEXT),
        ('{"a": 1}', "application/json", "application/json"),
        ("\x89PNG\x00\x01", "", "application/octet-stream"),
        ("", "", "application/octet-stream"),
        ("not a PDF", PDF, PDF),
    ],
)
def test_without_a_signature_the_declared_type_holds_where_it_can(
    content: str, declared: str, kind: str
) -> None:
    assert sniff(content.encode(), declared) == kind


def test_gb18030_text_without_a_type_is_text() -> None:
    assert read_document("受理12件。㐂".encode("gb18030"), "").text == "受理12件。㐂"


def test_doc_that_is_a_page_an_archive_or_rtf_is_read() -> None:
    assert read_document(PAGE.encode(), DOC).text == "青榆县2023年法治政府建设工作报告。"
    assert read_document(ARCHIVE.encode(), DOC).text == "青榆县2023年法治政府建设工作报告。"
    assert read_document(WRITTEN.encode(), DOC).text == "受理 12件\n报"


@pytest.mark.parametrize("content", [workbook(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_other_containers_are_refused(content: bytes) -> None:
    with pytest.raises(UnsupportedDocumentError, match="no reader for application/"):
        read_document(content, DOC)
