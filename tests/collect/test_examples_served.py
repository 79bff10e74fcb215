"""The example pages of every family served over HTTP, with the files they wrap."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import duckdb
import pytest
from loopback import Answer, Site
from report_files import as_docx, as_pdf

from fazhi import regions
from fazhi.build import build
from fazhi.collect import collect
from fazhi.document import read_document
from fazhi.snapshot import Archive
from fazhi.workspace import Workspace

PAGES = Path(__file__).resolve().parents[1] / "examples" / "pages"
FILES = PAGES.parent / "files"
MEDIA_TYPES = {
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "pdf": "application/pdf",
}
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


def as_page(lines: Sequence[str]) -> bytes:
    text = "".join(f"<p>{escape(line)}</p>" for line in lines if "\t" not in line)
    rows = [line.split("\t") for line in lines if "\t" in line]
    cells = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    page = f"<meta charset=utf-8><div id=zoom>{text}<table>{table}</table></div>"
    return f"<html><body>{page}</body></html>".encode()


def figures_of(workspace: Workspace) -> dict[str, Counter[tuple[Any, ...]]]:
    """Build, and return what was read of each place's one report: raw, value and unit."""
    query = """
        SELECT region_code, raw, value, figures.unit FROM reports
        JOIN revisions USING (report_id) JOIN figures USING (revision_id)
    """
    found: dict[str, Counter[tuple[Any, ...]]] = {}
    with duckdb.connect(str(build(workspace).stored.database), read_only=True) as connection:
        for region_code, *figure in connection.execute(query).fetchall():
            found.setdefault(region_code, Counter())[tuple(figure)] += 1
    return found


def test_files_of_every_format_reach_the_tables_with_the_figures_of_the_page(
    make_site: Callable[..., Site], tmp_path: Path
) -> None:
    lines = (FILES / "qingyu-2023.txt").read_text("utf-8").strip().split("\n")
    served = {
        "990123": ("html", as_page(lines)),
        "990181": ("docx", as_docx(lines)),
        "990102": ("doc", (FILES / "qingyu-2023.doc").read_bytes()),
        "990100": ("pdf", as_pdf(lines, header="青榆县人民政府文件", footer="— {page} —")),
    }
    workspace = Workspace(tmp_path)
    workspace.claim("sample")
    sources = []
    for number, (region_code, (kind, content)) in enumerate(served.items(), start=90):
        site = make_site(f"127.0.0.{number}")
        title = "2023年法治政府建设情况报告"
        site.column("/list/", {"/2023.html": title})
        link = f"<p>附件：<a href='/files/2023.{kind}'>{title}.{kind}</a></p>"
        site.page("/2023.html", f"<h1>{title}</h1><div id=zoom>{link}</div>")
        address = "/2023.html" if kind == "html" else f"/files/2023.{kind}"
        site.answers[address] = Answer(content, headers={"Content-Type": MEDIA_TYPES[kind]})
        region = regions.regions()[region_code]
        changes = {"region_code": region_code, "name": region.name, "level": region.level}
        sources.append(site.source(source_id=kind, **changes))
    workspace.archive.record_sources(sources)

    found = collect(sources, workspace.archive)

    assert found.outcomes == {"ok": 8, "attachment_only": 3}
    read = figures_of(workspace)
    assert sum(read["990123"].values()) > 60
    assert set(read) == set(served)
    for region_code, (kind, _) in served.items():
        assert read[region_code] == read["990123"], kind
