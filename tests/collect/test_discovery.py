"""Columns are read to their end, whatever way they go on; one that breaks off is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from columns import KINDS
from loopback import ARTICLE, Answer, Site

from fazhi.collect import collect
from fazhi.snapshot import Archive

YEARS = range(2017, 2024)
REPORTS = {f"/{year}.html": f"青榆县人民政府{year}年法治政府建设情况报告" for year in YEARS}
DECOYS = {
    "/plan.html": "青榆县2024年法治政府建设工作要点",
    "/bureau.html": "青榆县水利局2023年法治政府建设情况报告",
    "/elsewhere.html": "岚浦市2023年法治政府建设情况报告",
}
LISTED = DECOYS | REPORTS


@pytest.fixture
def columns(make_site: Callable[..., Site]) -> dict[str, tuple[Site, str]]:
    """One site a kind, each at an address of its own, with its column's path."""
    made = {}
    for number, (kind, build) in enumerate(KINDS.items(), start=2):
        site = make_site(f"127.0.0.{number}")
        for path in REPORTS:
            site.page(path)
        made[kind] = (site, build(site, LISTED))
    return made


def crawl(columns: dict[str, tuple[Site, str]], archive: Archive) -> dict[str, str]:
    sources = [
        site.source(path, source_id=kind.replace("_", "-"))
        for kind, (site, path) in columns.items()
    ]
    report = collect(sources, archive)
    told = {listing.source_id: listing.sentence for listing in report.listings}
    for warning in report.warnings:
        name, _, text = warning.partition(": ")
        told[name] += f" | {text}"
    return told


@pytest.mark.slow
def test_every_kind_of_list_is_read_to_its_end(
    columns: dict[str, tuple[Site, str]], tmp_path: Path
) -> None:
    told = crawl(columns, Archive(tmp_path / "raw"))
    assert told == {
        "links": "1 of 1 list pages",
        "next-link": "3 of 3 list pages",
        "numbered": "3 of 3 list pages",
        "trs": "3 of 3 list pages",
        "hanweb": "3 of 3 list pages, 10 of 10 entries",
        "gkmlpt": "4 of 4 list pages, 10 of 10 entries",
        "ucap": "4 of 4 list pages, 10 of 10 entries",
        "ucap-address": "3 of 3 list pages, 10 of 10 entries",
        "ucap-static": "3 of 3 list pages",
        "jpaas": "4 of 4 list pages, 10 of 10 entries",
    }
    for kind, (site, _) in columns.items():
        asked = site.asked()
        assert {path for path in asked if path in LISTED} == set(REPORTS), kind
        assert set(asked.values()) == {1}, kind


@pytest.mark.slow
def test_a_list_that_breaks_off_is_told(
    columns: dict[str, tuple[Site, str]], tmp_path: Path
) -> None:
    broken = Answer(b"-", 404)
    columns["next_link"][0].answers["/list/index_2.html"] = broken
    columns["trs"][0].answers["/zwgk/index_1.shtml"] = Answer(b"<script>$_ts={}</script>", 412)
    hanweb = columns["hanweb"][0].routes
    answer = hanweb["/module/web/jpage/dataproxy.jsp"]
    hanweb["/module/web/jpage/dataproxy.jsp"] = lambda query: (
        answer(query | {"endrecord": "6"}) if query["startrecord"] == "5" else answer(query)
    )
    gkmlpt = columns["gkmlpt"][0].routes
    articles = gkmlpt["/qy/gkmlpt/api/all/2967"]
    gkmlpt["/qy/gkmlpt/api/all/2967"] = lambda query: (
        broken if query["page"] == "3" else articles(query)
    )
    columns["links"][0].page("/list/", ARTICLE)

    told = crawl(columns, Archive(tmp_path / "raw"))

    assert told["next-link"].startswith("2 of 3 list pages | its list is not known to the end")
    assert "index_2.html: not_found" in told["next-link"]
    assert "index_1.shtml: blocked HTTP 412" in told["trs"]
    assert "8 entries came, the list says 10" in told["hanweb"]
    assert "3 of 4 list pages, 8 of 10 entries | " in told["gkmlpt"]
    assert "no entries that can be read" in told["links"]
    assert told["numbered"] == "3 of 3 list pages"
