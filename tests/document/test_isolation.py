"""Untrusted files: nothing that a file does to its reader reaches the run."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from report_files import as_docx, as_pdf, as_scan, sample_lines

from fazhi.document import UnreadableDocumentError, read_document
from fazhi.document.isolation import LIMITS, from_json, read_isolated, to_json
from fazhi.document.media_types import DOC, DOCX, PDF
from fazhi.document.pdf import read_pdf
from fazhi.document.word import MOST_UNPACKED_BYTES

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def bomb(piece: str, times: int) -> bytes:
    """A small .docx whose text unpacks to so many pieces."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_docx([]))) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
    ):
        for entry in source.infolist():
            if entry.filename != "word/document.xml":
                package.writestr(entry.filename, source.read(entry))
        with package.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(f'<w:document xmlns:w="{_NAMESPACE}"><w:body>'.encode())
            thousand = (piece * 1000).encode()
            for _ in range(times // 1000):
                part.write(thousand)
            part.write(b"</w:body></w:document>")
    return stream.getvalue()


def test_document_comes_back_as_it_was_read() -> None:
    content = as_pdf(sample_lines())
    document = read_pdf(content)
    assert document.tables and document.blocks
    assert read_isolated(content, PDF) == document
    assert from_json(to_json(document)) == document


def test_zip_bomb_is_refused() -> None:
    content = bomb(" " * 1000, MOST_UNPACKED_BYTES // 1000 + 1000)
    assert len(content) < MOST_UNPACKED_BYTES / 100
    with pytest.raises(UnreadableDocumentError, match="unpacks to more") as raised:
        read_document(content, DOCX)
    assert raised.value.reason == "limits"


def test_memory_is_limited() -> None:
    content = bomb(" " * 1000, 200_000)
    tight = replace(LIMITS, memory_bytes=450_000_000)
    with pytest.raises(UnreadableDocumentError, match="more memory") as raised:
        read_isolated(content, DOCX, tight)
    assert raised.value.reason == "limits"
    assert read_isolated(as_docx(["报告"]), DOCX, tight).text == "报告"


def test_processor_time_is_limited() -> None:
    content = bomb("<w:p><w:r><w:t>12</w:t></w:r></w:p>", 200_000)
    with pytest.raises(UnreadableDocumentError, match="more time") as raised:
        read_isolated(content, DOCX, replace(LIMITS, cpu_seconds=1))
    assert raised.value.reason == "limits"


def test_time_is_limited() -> None:
    with pytest.raises(UnreadableDocumentError, match=r"within 0\.05 seconds") as raised:
        read_isolated(as_scan(1), PDF, replace(LIMITS, wall_seconds=0.05))
    assert raised.value.reason == "limits"


def test_size_is_limited() -> None:
    with pytest.raises(UnreadableDocumentError, match="bytes") as raised:
        read_isolated(b"x" * 11, PDF, replace(LIMITS, content_bytes=10))
    assert raised.value.reason == "limits"


def test_reader_that_breaks_down_is_an_error_like_others() -> None:
    with pytest.raises(UnreadableDocumentError, match=r"broke down \(status 1\)") as raised:
        read_isolated(b"", "application/no-such-reader")
    assert raised.value.reason == "crashed"


@pytest.mark.parametrize("media_type", [DOCX, DOC, PDF])
def test_damaged_files_name_type_and_reason(media_type: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=media_type) as raised:
        read_isolated(b"\x00nothing", media_type)
    assert raised.value.reason == "damaged"
