"""The example pages of every family served over HTTP, with the files they wrap."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import docx
import duckdb
import pytest
from loopback import Answer, Site

from fazhi.build import build
from fazhi.collect import collect
from fazhi.document import read_document
from fazhi.sample.reports import report as sample_report
from fazhi.snapshot import Archive
from fazhi.workspace import Workspace

PAGES = Path(__file__).resolve().parents[1] / "examples" / "pages"
FILE_TYPES = {"pdf": "application/pdf", "doc": "application/msword"}

pytestmark = pytest.mark.slow


def serve(site: Site, folder: Path) -> tuple[str, dict[str, Any]]:
    """Serve an example under its own path; its host becomes that of the site."""
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    address = urlsplit(expected["url"])
    own = f"{address.scheme}://{address.netloc}".encode()
    content = (folder / "page.html").read_bytes().replace(own, site.url.encode())
    path = address.path + (f"?{address.query}" if address.query else "")
    site.answers[path] = Answer(content, headers={"Content-Type": "text/html"})
    for _, url in expected["attachments"]:
        file = urlsplit(url)
        if file.netloc == address.netloc:
            kind = FILE_TYPES.get(file.path.rpartition(".")[2], "application/octet-stream")
            name = file.path + (f"?{file.query}" if file.query else "")
            site.answers[name] = Answer(
                b"%PDF-1.7 " + name.encode(), headers={"Content-Type": kind}
            )
    return path, expected


def test_pages_of_every_family_come_as_they_are_read_from_disk(
    make_site: Callable[..., Site], tmp_path: Path
) -> None:
    served = {}
    for number, folder in enumerate(sorted(PAGES.glob("*/")), start=60):
        site = make_site(f"127.0.0.{number}")
        served[folder.name] = (site, *serve(site, folder))
    archive = Archive(tmp_path / "raw")
    sources = [
        site.source(path, source_id=name, kind="page", cms_family=expected["family"])
        for name, (site, path, expected) in served.items()
    ]

    collect(sources, archive)

    looks = archive.last_looks()
    for name, (site, path, expected) in served.items():
        look = looks[site.url + path]
        assert look.outcome == expected["outcome"], name
        content = archive.read(look.snapshot_id)
        assert content == site.answers[path].content
        read = read_document(content, look.media_type, look.final_url)
        assert read.text.split("\n") == (expected["text"] or [""]), name
        files = {one.url for one in looks.values() if one.url.startswith(site.url + "/")}
        assert {url.removeprefix(site.url) for url in files} == set(site.answers), name


def test_a_report_that_is_only_a_word_file_reaches_the_tables(site: Site, tmp_path: Path) -> None:
    text = sample_report("qingyu", 2023).text.strip()
    file = docx.Document()
    for line in text.split("\n"):
        file.add_paragraph(line)
    buffer = BytesIO()
    file.save(buffer)
    title = "青榆县2023年法治政府建设情况报告"
    site.column("/list/", {"/2023.html": title})
    site.page(
        "/2023.html",
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
        f"<div id=zoom><p>附件：<a href='/files/2023.docx'>{title}.docx</a></p></div>",
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    site.answers["/files/2023.docx"] = Answer(buffer.getvalue(), headers={"Content-Type": kind})
    workspace = Workspace(tmp_path)
    workspace.claim("sample")
    source = site.source()
    workspace.archive.record_sources([source])

    found = collect([source], workspace.archive)

    assert found.outcomes == {"ok": 2, "attachment_only": 1}
    with duckdb.connect(str(build(workspace).stored.database), read_only=True) as connection:
        rows = connection.execute(
            "SELECT region_code, year, count(figure_id) FROM reports "
            "JOIN revisions USING (report_id) JOIN figures USING (revision_id) GROUP BY ALL"
        ).fetchall()
        read = connection.execute("SELECT text FROM texts").fetchall()
    assert [row[:2] for row in rows] == [("990123", 2023)]
    assert rows[0][2] > 60
    assert "58件" in read[0][0]
