"""The sample: fiction that says so, agrees with itself but for planted errors, and is served."""

from __future__ import annotations

import urllib.request
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from urllib.error import HTTPError

import pytest

from fazhi.codebook.entries import indicators
from fazhi.collect import CollectReport, collect
from fazhi.document import read_document
from fazhi.sample import (
    PLACES,
    YEARS,
    SampleReport,
    planted_errors,
    report_url,
    reports,
    sample_site,
)
from fazhi.sample.pages import sites
from fazhi.sample.places import PlaceFile, PlantedError, place
from fazhi.snapshot import Archive

PLANTED = [(name, error) for name in PLACES for error in place(name).planted]


@pytest.fixture(scope="module", params=PLACES)
def sample_place(request: pytest.FixtureRequest) -> PlaceFile:
    return place(request.param)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Archive, list[CollectReport]]:
    archive = Archive(tmp_path_factory.mktemp("sample") / "raw")
    found = []
    for _ in range(2):
        with sample_site() as site:
            found.append(collect(site.sources, archive, proxy=site.proxy))
    return archive, found


@pytest.mark.parametrize("report", reports(), ids=lambda r: f"{r.place.region_code}-{r.year}")
def test_report_is_long_enough_and_knows_where_its_figures_stand(report: SampleReport) -> None:
    assert len(report.text) >= 2500
    assert len(report.values) >= 60
    for value in report.values:
        end = value.char_start + len(value.raw)
        assert report.text[value.char_start : end] == value.raw


@pytest.mark.parametrize("report", reports(), ids=lambda r: f"{r.place.region_code}-{r.year}")
def test_figures_are_those_of_the_codebook(report: SampleReport) -> None:
    known = set(indicators())
    named = {value.indicator_id for value in report.values} - {""}
    assert named <= known
    assert len(named) >= 50


def test_divisions_belong_to_no_real_place(shared: Path) -> None:
    lines = (shared / "domain" / "divisions.tsv").read_text("utf-8").splitlines()
    codes = {line.split("\t")[0] for line in lines}
    names = {line.split("\t")[1] for line in lines}
    for name in PLACES:
        assert place(name).region_code not in codes
        assert place(name).name not in names


def test_pages_say_that_they_are_fiction() -> None:
    for host, answers in sites().items():
        assert host.endswith(".sample.invalid")
        for path, resource in answers.items():
            if resource.media_type.startswith("text/html"):
                assert "虚构示例" in resource.content.decode(), path


def test_sums_of_the_true_values_add_up(sample_place: PlaceFile) -> None:
    for year in YEARS:
        for key, row in sample_place.figures.items():
            total = sum((sample_place.exact(part, year) for part in row.sum), Decimal(0))
            assert not row.sum or sample_place.exact(key, year) == total


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("accepted", "received"),
        ("settled", "closed"),
        ("lost", "first_instance"),
        ("head_appeared", "head_due"),
        ("hazards_fixed", "hazards_found"),
        ("disputes_resolved", "disputes_accepted"),
        ("decision_completed", "decision_items"),
        ("joint_tasks", "random_tasks"),
        ("problems_solved", "problems_collected"),
        ("issues_fixed", "issues_found"),
        ("backlog_done", "backlog"),
        ("review_contracts", "review_total"),
        ("new_certificates", "certified"),
    ],
)
def test_no_true_part_is_larger_than_its_whole(part: str, whole: str) -> None:
    having = [place(name) for name in PLACES if {part, whole} <= set(place(name).figures)]
    assert having
    for place_file in having:
        for year in YEARS:
            assert place_file.exact(part, year) <= place_file.exact(whole, year)


def test_unfinished_cases_are_carried_from_year_to_year() -> None:
    qingyu = place("qingyu")
    for year in YEARS:
        before = qingyu.exact("carried_in", year) + qingyu.exact("accepted", year)
        after = qingyu.exact("closed", year) + qingyu.exact("pending", year)
        assert before == after
        if year > YEARS[0]:
            assert qingyu.exact("carried_in", year) == qingyu.exact("pending", year - 1)


def test_rates_are_rounded_from_their_parts() -> None:
    chenghu = place("chenghu")
    assert chenghu.exact("correction_rate", 2021) == Decimal("11.1")  # 61 of 549
    assert chenghu.exact("head_rate", 2023) == Decimal("98.8")  # 321 of 325
    assert chenghu.exact("received", 2020) == 587
    with pytest.raises(KeyError, match="2019"):
        chenghu.exact("received", 2019)


def test_errors_of_many_kinds_are_planted_and_printed() -> None:
    assert len({error.kind for _, error in PLANTED}) >= 6
    planted = [value for report in reports() for value in report.values if value.is_planted]
    assert len(planted) == len(PLANTED) == 11


@pytest.mark.parametrize(("name", "planted"), PLANTED)
def test_planted_error_differs_from_the_truth(name: str, planted: PlantedError) -> None:
    place_file = place(name)
    truth = place_file.exact(planted.figure, planted.year)
    if planted.change:
        before = place_file.exact(planted.figure, planted.year - 1)
        truth = (truth - before) * 100 / before
    unit = place_file.figures[planted.figure].unit
    assert abs(truth - planted.printed) >= Decimal("0.1") or planted.unit not in (None, unit)


def test_amounts_and_changes_have_their_value_in_base_units() -> None:
    values = {
        (value.key, value.measure): value
        for value in next(r for r in reports() if r.place.name == "澄湖市").values
    }
    assert values["penalty_amount", "level"].value == Decimal("313000000")
    assert values["cases_handled", "level"].value == 1864000
    assert values["penalties", "yoy_change"].value == Decimal("-4.9")
    assert values["online_rate", "pp_change"].value == Decimal("1.1")


def test_whole_sample_is_collected_once_and_then_found_unchanged(
    crawled: tuple[Archive, list[CollectReport]],
) -> None:
    archive, (first, second) = crawled
    assert first.outcomes == {"ok": 20}
    assert (len(first.new), first.failed, first.warnings) == (12, [], [])
    assert second.outcomes == {"unchanged": 20}
    assert (second.new, second.changed, second.needs_someone) == ([], [], False)
    assert {look.status for look in archive.last_looks().values()} == {304}
    addresses = {holding.address for holding in archive.holdings()}
    assert addresses == {report_url(name, year) for name in PLACES for year in YEARS}


def test_collected_pages_read_to_the_reports_word_for_word(
    crawled: tuple[Archive, list[CollectReport]],
) -> None:
    archive, _ = crawled
    texts = {(r.place.region_code, r.year): (r.text.strip(), r) for r in reports()}
    for holding in archive.holdings():
        look = holding.look
        assert look.year is not None
        document = read_document(archive.read(holding.snapshot_id), look.media_type, look.url)
        text, report = texts[look.region_code, look.year]
        assert document.text == text
        page = report.place.pages[report.year]
        found = {value.name: value.value for value in reversed(document.metadata)}
        assert found["title"] == page.title
        assert found["doc_number"] == page.doc_number
        assert found["index_number"] == page.index_number
        assert found["published_date"] == page.published
        assert found["written_date"] == page.written
        assert found["site_id_code"][:6] == look.region_code


def _ask(site_proxy: str, url: str, **headers: str) -> tuple[int, bytes]:
    handler = urllib.request.ProxyHandler({"http": site_proxy})
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.build_opener(handler).open(request) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.read()


def test_server_answers_conditional_requests() -> None:
    with sample_site() as site:
        url = report_url("chenghu", 2023)
        status, content = _ask(site.proxy, url)
        assert (status, "853件" in content.decode()) == (200, True)
        late = {"If-Modified-Since": "Sat, 24 Feb 2024 00:00:00 GMT"}
        early = {"If-Modified-Since": "Thu, 01 Feb 2024 00:00:00 GMT"}
        assert _ask(site.proxy, url, **late)[0] == 304
        assert _ask(site.proxy, url, **early)[0] == 200
        assert _ask(site.proxy, url, **{"If-None-Match": '"other"', **late})[0] == 200
        assert _ask(site.proxy, url.replace("2024/2", "2025/2"))[0] == 404
        assert _ask(site.proxy, "http://www.other.sample.invalid/")[0] == 404


def test_readme_tells_every_planted_error() -> None:
    readme = files("fazhi.sample").joinpath("README.md").read_text("utf-8")
    told = [line for line in readme.splitlines() if line.startswith("| ")][1:]
    assert [line for line in told if not line.startswith("| ---")] == [
        f"| {p.name} | {e.year} | {p.figures[e.figure].indicator} | {e.kind} | {e.note} |"
        for p, e in planted_errors()
    ]
