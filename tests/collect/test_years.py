"""One site over two crawls: what moves, changes, vanishes, is refused, dies or comes late."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest
from loopback import Answer, Site

from fazhi.build import build
from fazhi.collect import CollectReport, collect
from fazhi.collect.report import as_markdown
from fazhi.sample.reports import report as sample_report
from fazhi.workspace import Workspace

pytestmark = pytest.mark.slow

#: What becomes of the report on each year between the two crawls.
FATES = {
    2010: "moved",
    2011: "changed",
    2012: "counter",
    2013: "vanished",
    2014: "challenge",
    2015: "slow",
    2016: "large",
    2017: "loop",
    2018: "away",
    2019: "denied",
    2020: "same",
}


def page(year: int, *, views: int = 12, cases: str = "61") -> Answer:
    """A whole report of the sample as another year's, with a counter in its furniture."""
    text = sample_report("qingyu", 2023).text.replace("2023年", f"{year}年").strip()
    text = text.replace("61件", f"{cases}件")
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    counter = f"<div class=info>浏览次数：<span id=views>{views}</span>次</div>"
    title = f"<title>青榆县{year}年法治政府建设情况报告</title>"
    meta = f"<meta name=ArticleTitle content='青榆县{year}年法治政府建设情况报告'>"
    head = f"<head><meta charset=utf-8>{title}{meta}</head>"
    return Answer(
        f"<html>{head}<body>{counter}<div id=zoom>{paragraphs}</div></body></html>".encode()
    )


def path(year: int) -> str:
    return f"/{year}.html"


def put_first(site: Site) -> None:
    site.column("/list/", {path(y): f"青榆县{y}年法治政府建设情况报告" for y in FATES})
    for year in FATES:
        site.answers[path(year)] = page(year)


def put_second(site: Site, other: Site) -> None:
    elsewhere = other.url + "/landed.html"
    other.page("/landed.html")
    site.answers |= {
        path(2010): Answer(status=301, headers={"Location": "/archive/2010.html"}),
        "/archive/2010.html": page(2010),
        path(2011): page(2011, cases="67"),
        path(2012): page(2012, views=13),
        path(2014): Answer(b"<script>var $_ts=window['$_ts'];</script>", 412),
        path(2015): Answer(page(2015).content, wait=4.0),
        path(2016): Answer(page(2016).content + b"<!--" + b"x" * 10_000_000 + b"-->"),
        path(2017): Answer(status=302, headers={"Location": path(2017)}),
        path(2018): Answer(status=302, headers={"Location": elsewhere}),
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /2019.html\n"),
    }
    del site.answers[path(2013)]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    workspace = Workspace(tmp_path_factory.mktemp("years"))
    workspace.claim("sample")
    site, other = Site("127.0.0.41"), Site("127.0.0.42")
    site.start()
    other.start()
    try:
        put_first(site)
        source = site.source()
        workspace.archive.record_sources([source])
        first = collect([source], workspace.archive)
        put_second(site, other)
        second = collect([source], workspace.archive, timeout=2.0, max_bytes=5_000_000)
    finally:
        site.stop()
        other.stop()
    return {"workspace": workspace, "site": site, "other": other, "crawls": (first, second)}


def outcome(told: dict[str, Any], year: int) -> tuple[str, int]:
    """The newest outcome of a year's page, and how many versions of it are kept."""
    holdings = told["workspace"].archive.holdings()
    by_path = {one.address.removeprefix(told["site"].url): one for one in holdings}
    return by_path[path(year)].last_look.outcome, len(by_path[path(year)].versions)


@pytest.mark.parametrize(
    ("fate", "expected"),
    [
        ("moved", ("unchanged", 1)),
        ("changed", ("ok", 2)),
        ("counter", ("ok", 2)),
        ("vanished", ("gone", 1)),
        ("challenge", ("blocked", 1)),
        ("slow", ("timeout", 1)),
        ("large", ("too_large", 1)),
        ("loop", ("error", 1)),
        ("away", ("wrong_content", 1)),
        ("denied", ("robots_denied", 1)),
        ("same", ("unchanged", 1)),
    ],
)
def test_fate_of_a_page(told: dict[str, Any], fate: str, expected: tuple[str, int]) -> None:
    [year] = [year for year, one in FATES.items() if one == fate]
    assert outcome(told, year) == expected


def test_nothing_that_was_held_is_lost(told: dict[str, Any]) -> None:
    archive = told["workspace"].archive
    holdings = archive.holdings()
    assert len(holdings) == len(FATES)
    for holding in holdings:
        for version in holding.versions:
            assert archive.read(version.snapshot_id)
    assert told["other"].asked() == {}


def test_report_tells_a_change_of_text_from_one_of_a_counter(told: dict[str, Any]) -> None:
    first, second = told["crawls"]
    assert isinstance(second, CollectReport)
    assert (len(first.new), first.changed, first.failed) == (len(FATES), [], [])
    assert second.new == []
    diffs = {
        change.look.url.removeprefix(told["site"].url): change.diff for change in second.changes
    }
    assert diffs[path(2012)] == []
    changed = [line for line in diffs[path(2011)] if line.startswith("+")]
    assert changed
    assert all("67件" in line for line in changed)
    text = as_markdown(second)
    assert "/2012.html: other bytes, the same text" in text
    assert "```diff\n@@" in text
    assert "## Brought nothing (7)" in text


def test_a_counter_makes_no_revision_and_a_vanished_page_keeps_its_report(
    told: dict[str, Any],
) -> None:
    workspace = told["workspace"]
    database = build(workspace).stored.database
    with duckdb.connect(str(database), read_only=True) as connection:
        revisions = dict(
            connection.execute(
                "SELECT year, count(*) FROM revisions JOIN reports USING (report_id) GROUP BY year"
            ).fetchall()
        )
        seen = connection.execute(
            "SELECT first_seen < last_seen FROM reports WHERE year IN (2012, 2013) ORDER BY year"
        ).fetchall()
    assert revisions == {year: 1 + (fate == "changed") for year, fate in FATES.items()}
    assert seen == [(True,), (False,)]


def test_a_site_that_dies_half_way_is_taken_up_again(site: Site, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    put_first(site)
    source = site.source(recheck_days=7)
    site.dies_after = 6
    first = collect([source], workspace.archive)
    kept = {holding.address for holding in workspace.archive.holdings()}
    assert 0 < len(kept) < len(FATES)
    assert first.needs_someone
    assert {look.outcome for look in first.failed} == {"error"}
    site.dies_after = None
    site.requests.clear()

    second = collect([source], workspace.archive, retry_failed=True)

    asked = {site.url + request.path for request in site.requests} - {site.url + "/robots.txt"}
    assert asked == {site.url + path(year) for year in FATES} - kept
    assert not second.needs_someone
    assert len(workspace.archive.holdings()) == len(FATES)
