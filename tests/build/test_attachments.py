"""Reports that a page offers as a file, and files brought in by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from report_files import as_docx, as_pdf, as_scan, sample_lines

from fazhi.build.candidates import group
from fazhi.build.documents import ReportRows, read_group
from fazhi.extract import read_file
from fazhi.snapshot import Archive, Look

FILES = Path(__file__).resolve().parent.parent / "examples" / "files"
REGION, YEAR = "990123", 2023
SITE = "http://www.qingyu.invalid"
PAGE = """<html><head><meta name="ArticleTitle" content="青榆县2023年法治政府建设工作报告">
<meta name="PubDate" content="2024-03-08 09:30"><meta name="ContentSource" content="县司法局">
</head><body><div id="zoom"><p>详见附件。</p><p><a href="/files/{name}">{name}</a></p></div>
</body></html>"""


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "raw")


def look(archive: Archive, url: str, content: bytes, role: str, media_type: str) -> None:
    archive.append(
        Look(
            url=url,
            final_url=url,
            retrieved_at=datetime(2024, 3, 9, 1, tzinfo=UTC),
            status=200,
            outcome="attachment_only" if role == "page" else "ok",
            role=role,  # type: ignore[arg-type]
            content_type=media_type,
            snapshot_id=archive.store(content, url.rpartition(".")[2]),
            region_code=REGION,
            year=YEAR,
        )
    )


def offer(archive: Archive, name: str, content: bytes, media_type: str) -> ReportRows:
    """A page that only offers a file, and the file."""
    look(archive, f"{SITE}/1.html", PAGE.format(name=name).encode(), "page", "text/html")
    look(archive, f"{SITE}/files/{name}", content, "attachment", media_type)
    (candidates,) = group(archive.holdings())
    return read_group(archive, candidates)


def topics(rows: ReportRows) -> list[tuple[str, str]]:
    return [(row["severity"], row["topic"]) for row in rows.tables["issues"]]


@pytest.mark.parametrize("name", ["a.docx", "a.doc", "a.pdf", "docx.doc"])
@pytest.mark.parametrize("media_type", ["application/octet-stream"])
def test_report_comes_from_the_attachment(archive: Archive, name: str, media_type: str) -> None:
    contents = {
        "a.docx": lambda: as_docx(sample_lines()),
        "a.doc": (FILES / "qingyu-2023.doc").read_bytes,
        "a.pdf": lambda: as_pdf(sample_lines()),
        "docx.doc": lambda: as_docx(sample_lines()),
    }
    rows = offer(archive, name, contents[name](), media_type)
    assert rows.report_id == f"{REGION}-{YEAR}-rol"
    (report,) = rows.tables["reports"]
    assert report["url"] == f"{SITE}/files/{name}"
    assert str(report["published_date"]) == "2024-03-08"
    assert report["source_name"] == "县司法局"
    assert len(rows.tables["figures"]) > 60
    assert ("info", "not_a_report") in topics(rows)


def test_scan_waits_for_someone(archive: Archive) -> None:
    rows = offer(archive, "a.pdf", as_scan(3), "application/pdf")
    assert rows.report_id == ""
    assert topics(rows) == [("info", "not_a_report"), ("warning", "scanned_document")]


def test_damaged_attachment_is_an_issue_and_the_next_is_read(archive: Archive) -> None:
    rows = offer(archive, "a.pdf", b"%PDF-1.7 cut off", "application/pdf")
    assert topics(rows)[-1] == ("warning", "unreadable_document")
    assert "损坏" in rows.tables["issues"][-1]["message_zh"]
    rows = offer(archive, "b.docx", as_docx(sample_lines()), "application/msword")
    assert rows.report_id == f"{REGION}-{YEAR}-rol"
    assert ("warning", "unreadable_document") in topics(rows)


@pytest.mark.parametrize("name", ["report.pdf", "report.dat", "report"])
def test_file_brought_in_by_hand_is_known_by_its_content(
    archive: Archive, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(as_docx(sample_lines()))
    archive.ingest(path, REGION, YEAR)
    (candidates,) = group(archive.holdings())
    assert read_group(archive, candidates).report_id == f"{REGION}-{YEAR}-rol"
    assert read_file(path).reading.facts.is_report


def test_scan_is_told_by_name(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(as_scan(2))
    facts = read_file(path).reading.facts
    assert (facts.is_report, facts.outcome) == (False, "scanned")
