"""One report in every format: the same text, the same figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from report_files import as_docx, as_pdf, sample_lines

from fazhi import reading
from fazhi.document import read_document
from fazhi.records import Document
from fazhi.sample import report_url
from fazhi.sample.pages import sites

FILES = Path(__file__).resolve().parent.parent / "examples" / "files"


def page() -> Document:
    url = report_url("qingyu", 2023)
    host, _, path = url.removeprefix("http://").partition("/")
    return read_document(sites()[host][f"/{path}"].content, "text/html", url)


def figures(document: Document) -> list[tuple[object, ...]]:
    found = reading.read(document).figures
    return [(f.raw, f.value, f.unit, f.kind, f.measure, f.section_path, f.subject) for f in found]


@pytest.fixture(scope="module")
def expected() -> list[tuple[object, ...]]:
    found = figures(page())
    assert len(found) > 60
    return found


def test_docx_reads_as_the_page(expected: list[tuple[object, ...]]) -> None:
    document = read_document(as_docx(sample_lines()), "application/octet-stream")
    assert document.text.split("\n") == list(sample_lines())
    assert figures(document)[-len(expected) :] == expected


def test_pdf_reads_as_the_page(expected: list[tuple[object, ...]]) -> None:
    content = as_pdf(sample_lines(), header="青榆县人民政府文件", footer="— {page} —")
    document = read_document(content, "application/pdf")
    assert document.text.split("\n") == list(sample_lines())
    assert figures(document)[-len(expected) :] == expected


def test_doc_reads_as_its_text() -> None:
    lines = (FILES / "qingyu-2023.txt").read_text("utf-8").strip().split("\n")
    document = read_document((FILES / "qingyu-2023.doc").read_bytes(), "application/msword")
    assert document.text.split("\n") == lines
    assert figures(document) == figures(read_document(as_docx(lines), ""))
    assert len(figures(document)) > 60


@pytest.mark.parametrize("kind", ["docx", "doc", "pdf"])
def test_blocks_and_cells_are_spans_of_the_text(kind: str) -> None:
    content = {
        "docx": lambda: as_docx(sample_lines()),
        "doc": (FILES / "qingyu-2023.doc").read_bytes,
        "pdf": lambda: as_pdf(sample_lines()),
    }[kind]()
    document = read_document(content, "")
    printed = [document.text[block.char_start : block.char_end] for block in document.blocks]
    assert printed == document.text.split("\n")
    (table,) = document.tables
    assert [cell.text for cell in table.cells[:3]] == ["执法领域", "处罚决定（件）", "市场监管"]
    for cell in table.cells:
        assert document.text[cell.char_start : cell.char_end] == cell.text
    assert table.header_rows == 1
