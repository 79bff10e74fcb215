"""The registry's model and the rule for titles."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from fazhi import regions
from fazhi.collect.sources import load_sources, parse_sources
from fazhi.collect.titles import is_report_title, judge_title, year_of_title
from fazhi.vocabulary import VocabularyError

ENTRY = """
sources:
  - source_id: qingyu
    region_code: "990123"
    name: 青榆县
    level: county
    url: http://www.qingyu.invalid/col/col1/index.html
    verified: never
    caveats: [{noted: 2024-01-05, text: moved}]
    assertions: {minimum: 3, maximum: 12}
"""


def test_entry_is_read_with_its_defaults(tmp_path: Path) -> None:
    path = tmp_path / "sources.yml"
    path.write_text(ENTRY, encoding="utf-8")
    [entry] = load_sources(path)
    assert (entry.region_code, entry.kind, entry.verified) == ("990123", "column", "never")
    assert entry.hosts == ["www.qingyu.invalid"]
    assert entry.assertions.minimum == 3


def test_given_hosts_are_kept_beside_the_own(tmp_path: Path) -> None:
    text = ENTRY.replace("verified: never", "hosts: [zwgk.qingyu.invalid]")
    assert parse_sources(text, "x")[0].hosts == ["www.qingyu.invalid", "zwgk.qingyu.invalid"]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"990123"', "990123", "region_code"),
        ('"990123"', '"99012"', "region_code"),
        ("http://www", "www", "absolute"),
        ("level: county", "level: village", "level"),
        ("verified: never", "verified: maybe", "verified"),
        ("name: 青榆县", "nmae: 青榆县", "nmae"),
        ("source_id: qingyu", "source_id: Qing Yu", "source_id"),
        ("minimum: 3", "minimum: -1", "minimum"),
    ],
)
def test_wrong_entries_are_refused_by_field(old: str, new: str, complaint: str) -> None:
    with pytest.raises(VocabularyError, match=complaint):
        parse_sources(ENTRY.replace(old, new), "sources.yml")


def test_an_id_is_used_once() -> None:
    twice = ENTRY + ENTRY.removeprefix("\nsources:\n")
    with pytest.raises(VocabularyError, match="more than once: qingyu"):
        parse_sources(twice, "sources.yml")


@pytest.mark.parametrize(
    "title",
    [
        "青榆县人民政府2023年度法治政府建设工作情况报告",
        "2023年岚浦市法治政府建设年度报告",
        "关于2022年度法治政府建设情况的报告",
        "石垄县2012年依法行政工作情况报告",
        "甲市2020年法治政府建设工作总结",
        "丙市2022年法治政府建设白皮书",
    ],
)
def test_titles_of_reports(title: str) -> None:
    assert is_report_title(title)


@pytest.mark.parametrize(
    "title",
    [
        "青榆县2024年法治政府建设工作要点",
        "《青榆县2023年法治政府建设情况报告》解读",
        "一图读懂2023年法治政府建设年度报告",
        "关于报送2023年法治政府建设情况报告的通知",
        "青榆县2023年政府信息公开工作年度报告",
        "关于印发法治政府建设实施方案的通知",
        "2024年上半年法治政府建设情况报告",
        "青榆县2023年政府工作报告",
        "法治政府建设报告征求意见稿征求意见的公告",
    ],
)
def test_titles_of_other_things(title: str) -> None:
    assert not is_report_title(title)


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("关于2023年度法治政府建设情况的报告", 2023),
        ("2023 年法治政府建设报告", 2023),
        ("法治政府建设年度报告（2021）", 2021),
        ("法治政府建设年度报告", None),
        ("第120号法治政府建设报告", None),
    ],
)
def test_year_of_a_title(title: str, year: int | None) -> None:
    assert year_of_title(title) == year


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("青榆县人民政府关于2023年度法治政府建设情况的报告", "report"),
        ("2023年青榆县法治政府建设年度报告", "report"),
        ("澄湖市青榆县2023年法治政府建设情况报告", "report"),
        ("中共青榆县委 青榆县人民政府关于2023年法治政府建设情况的报告", "report"),
        ("中共青榆县委全面依法治县委员会办公室关于2023年法治政府建设情况的报告", "report"),
        ("2023年度法治政府建设情况报告", "report"),
        ("澄湖市人民政府关于2023年法治政府建设情况的报告", "other_place"),
        ("关于2023年度岚浦市法治政府建设情况的报告", "other_place"),
        ("江苏省2020年度法治政府建设情况报告", "other_place"),
        ("青榆县水利局2025年法治政府建设情况报告", "department"),
        ("青榆县城关街道关于2025年度法治政府建设情况的报告", "department"),
        ("青榆县七星镇人民政府2025年度法治政府建设情况报告", "department"),
        ("青榆县政务服务管理办公室2019年法治政府建设情况的报告", "department"),
        ("青榆县卫生健康委员会2023年法治政府建设年度报告", "department"),
        ("【转载】2023年法治政府建设情况报告", "reprint"),
        ("青榆县2024年法治政府建设工作要点及2023年工作报告", "plan"),
        ("一图读懂2023年法治政府建设年度报告", "interpretation"),
        ("关于报送2023年法治政府建设情况报告的通知", "order"),
        ("关于做好2023年度法治政府建设情况报告公开工作的通知", "order"),
        ("关于公开征求2023年法治政府建设情况报告意见的公告", "order"),
        ("关于印发《青榆县2023年法治政府建设工作要点》的通知", "about_something_else"),
        ("关于印发青榆县2024年法治政府建设情况督察方案的通知", "order"),
        ("关于印发《青榆县2023年法治政府建设情况报告》的通知", "report"),
        ("青榆县人民政府关于印发青榆县2023年度法治政府建设情况报告的通知", "report"),
        ("关于印发《青榆县水利局2023年法治政府建设情况报告》的通知", "department"),
        ("关于公布青榆县2023年度法治政府建设情况报告的公告", "report"),
        ("青榆县2023年法治政府建设年度报告公示", "report"),
        ("2023年度青榆县法治政府建设工作总结和2024年工作计划", "report"),
        ("青榆县2023年法治政府建设工作情况及2024年工作安排", "report"),
        ("2024年上半年法治政府建设情况报告", "part_year"),
        ("青榆县2023年政府工作报告", "about_something_else"),
    ],
)
def test_what_a_title_of_a_column_leads_to(title: str, kind: str) -> None:
    assert judge_title(title, "990123", "青榆县") == kind


@pytest.mark.parametrize(
    ("title", "region_code", "name"),
    [
        ("张家川县2024年法治政府建设情况报告", "620525", "张家川回族自治县"),
        ("黔西南州人民政府关于2020年度法治政府建设情况的报告", "522300", "黔西南布依族苗族自治州"),
        ("广州市花都区人民政府2021年法治政府建设年度报告", "440114", "花都区"),
        ("洛江区人民政府2024年法治政府建设情况报告", "350504", "洛江区"),
    ],
)
def test_a_place_goes_by_several_names(title: str, region_code: str, name: str) -> None:
    assert judge_title(title, region_code, name) == "report"


def test_titles_that_are_known(shared: Path) -> None:
    with (shared / "domain" / "known_reports.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wrong = []
    for row in rows:
        region = regions.by_code(regions.find_code(row["place"], row["title"]))
        code, name = (region.region_code, region.name) if region else ("", "")
        is_report = row["genre"] in ("法治政府建设年度报告", "法治政府建设白皮书")
        is_report = is_report and "转载" not in row["title"]
        if (judge_title(row["title"], code, name) == "report") != is_report:
            wrong.append(row["title"])
    assert len(rows) > 80
    assert wrong == []
