"""The stage of collection: exit status, report, dry run, and a network that is closed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from loopback import ARTICLE, Site
from typer.testing import CliRunner

from fazhi.cli import app
from fazhi.collect.propose import as_yaml
from fazhi.snapshot import Archive
from fazhi.stages import CollectOptions, collect_stage

TITLES = {f"/{year}.html": f"青榆县{year}年法治政府建设情况报告" for year in (2021, 2022, 2023)}


@pytest.fixture
def registry(site: Site, tmp_path: Path) -> Path:
    """A registry of one column on loopback; nothing is due again before a week is over."""
    path = tmp_path / "sources.yml"
    path.write_text(f"sources:\n{as_yaml(site.source())}\n    delay: 0\n", encoding="utf-8")
    site.column("/list/", TITLES)
    for number, address in enumerate(TITLES):
        site.page(address, ARTICLE.replace("36", str(36 + number)))
    return path


@pytest.mark.slow
def test_closed_network_ends_soon_and_loses_nothing(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(ARTICLE, encoding="utf-8")
    archive = Archive(tmp_path / "w" / "raw")
    kept = archive.ingest(page, "320682", 2022).snapshot_id
    (archive.raw / "workspace.json").write_text('{"kind": "real"}', encoding="utf-8")
    entries = [
        f"  - {{source_id: s{number}, region_code: '320682', name: 如皋市, level: county, "
        f"url: 'http://www.s{number}.invalid/list/', pages: ['http://www.s{number}.invalid/1.html']}}"
        for number in range(30)
    ]
    registry = tmp_path / "sources.yml"
    registry.write_text("sources:\n" + "\n".join(entries), encoding="utf-8")
    arguments = ["--workspace", str(tmp_path / "w"), "collect", "--sources", str(registry)]
    began = time.monotonic()

    result = CliRunner().invoke(app, arguments)

    assert time.monotonic() - began < 60
    assert result.exit_code == 1
    assert "30 sources, 60 looks (60 error)" in result.output
    assert "none of 60 looks got an answer: is this machine's network closed?" in result.output
    report = (tmp_path / "w" / "output" / "collect-report.md").read_text("utf-8")
    assert report.count("the host's name was not found") == 60
    assert "## Overdue (30)" in report
    assert archive.read(kept) == ARTICLE.encode()
    assert [holding.snapshot_id for holding in archive.holdings()] == [kept]


def test_stage_tells_what_came_and_what_is_due(site: Site, registry: Path, tmp_path: Path) -> None:
    root = tmp_path / "w"
    options = CollectOptions(sources=str(registry))
    dry = collect_stage(root, CollectOptions(sources=str(registry), dry_run=True))
    assert dry.lines[0] == f"would ask for column {site.url}/list/"
    assert (site.requests, root.exists(), dry.written) == ([], False, "")

    first = collect_stage(root, options)

    assert first.attention == []
    report = (root / "output" / "collect-report.md").read_text("utf-8")
    assert "1 sources, 4 looks" in report
    assert "## New (3)" in report
    assert f"- {site.source().source_id}: 1 of 1 list pages" in report
    site.requests.clear()
    again = collect_stage(root, CollectOptions(sources=str(registry), dry_run=True))
    assert again.lines == ["0 addresses are due, and what their lists name; none was asked"]
    second = collect_stage(root, options)
    assert site.requests == []
    assert second.written == str(root / "output" / "collect-report.md")
    assert "1 sources, 0 looks" in (root / "output" / "collect-report.md").read_text("utf-8")
