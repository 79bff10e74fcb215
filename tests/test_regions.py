"""Codes, their history, and what printed names mean."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from fazhi import regions


def test_every_shared_division_is_there_with_the_same_facts(shared: Path) -> None:
    with (shared / "domain" / "divisions.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(rows) == 3214
    for row in rows:
        region = regions.by_code(row["code"])
        assert region is not None
        assert (region.name, region.level, region.parent_code) == (
            row["name"],
            row["level"],
            row["parent_code"],
        )
        assert region.valid_to is None


def test_every_changed_code_is_known(shared: Path) -> None:
    with (shared / "domain" / "division_changes.tsv").open(encoding="utf-8") as file:
        codes = {
            row[column][:6]
            for row in csv.DictReader(file, delimiter="\t")
            for column in ("old_code", "new_code")
            if row[column]
        }
    assert codes <= set(regions.regions())


def test_references_between_codes_resolve() -> None:
    for region in regions.regions().values():
        assert region.panel_id in regions.regions()
        assert (region.parent_code == "") == (region.level == "province")
        assert not region.parent_code or region.parent_code in regions.regions()
        assert region.province_name


@pytest.mark.parametrize(
    ("code", "panel_id", "valid_from", "valid_to"),
    [
        ("320682", "320682", None, None),
        ("110228", "110118", None, 2015),  # 密云县 became 密云区
        ("110118", "110118", 2015, None),
        ("500234", "500154", None, 2016),  # 开县 was abolished and 开州区 established
        ("320502", "320502", None, 2012),  # 沧浪区 was merged with two others
        ("522222", "520621", None, 2011),  # 江口县 changed its code with the prefecture
        ("520522", "520581", 2011, 2021),  # 黔西县 had this code for ten years only
        ("341400", "341400", None, 2011),  # 巢湖, the prefecture, is not 巢湖, the city
        ("469003", "460400", None, 2015),  # 儋州 rose to a prefecture
    ],
)
def test_history(code: str, panel_id: str, valid_from: int | None, valid_to: int | None) -> None:
    region = regions.by_code(code)
    assert region is not None
    assert (region.panel_id, region.valid_from, region.valid_to) == (panel_id, valid_from, valid_to)


def test_place_names_its_parents_nearest_first() -> None:
    place = regions.place("320682")
    assert place is not None
    assert (place.name, place.level, place.parents) == ("如皋市", "county", ("南通市", "江苏省"))
    assert regions.place("123456") is None


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("如皋市", {"320682"}),
        ("襄樊市", {"420600"}),  # its former name
        ("三江县", {"450226"}),
        ("印江县", {"520625", "522226"}),
        ("宁夏", {"640000"}),
        ("江苏", {"320000"}),
        ("鼓楼区", {"320106", "320302", "350102", "410204"}),
        ("无此县", set()),
    ],
)
def test_by_name(name: str, codes: set[str]) -> None:
    assert {region.region_code for region in regions.by_name(name)} == codes


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (("如皋市",), "320682"),
        (("", "如皋市人民政府2023年法治政府建设工作情况报告"), "320682"),
        (("江苏省南通市如皋市",), "320682"),
        (("鼓楼区",), ""),
        (("鼓楼区", "福州市鼓楼区2022年法治政府建设年度报告"), "350102"),
        (("南京市鼓楼区人民政府",), "320106"),
        (("朝阳区", "北京市朝阳区2021年法治政府建设情况"), "110105"),
        (("2012年江口县依法行政工作报告",), "520621"),  # the code in force
        (("关于印发工作方案的通知",), ""),
        ((), ""),
    ],
)
def test_find_code(texts: tuple[str, ...], code: str) -> None:
    assert regions.find_code(*texts) == code


def test_no_fictional_place_can_be_taken_for_a_real_one() -> None:
    fictional = [region for region in regions.regions().values() if region.is_fictional]
    real = [region for region in regions.regions().values() if not region.is_fictional]
    assert {region.level for region in fictional} == {"province", "prefecture", "county"}
    assert all(region.region_code.startswith("99") for region in fictional)
    assert not any(region.region_code.startswith("99") for region in real)
    real_names = {region.name for region in real} | {
        change.old_name for change in regions.changes()
    }
    assert not {region.name for region in fictional} & real_names


def test_rows_keep_real_and_fictional_apart() -> None:
    real = regions.region_rows(is_fictional=False)
    fictional = regions.region_rows(is_fictional=True)
    assert len(real) + len(fictional) == len(regions.regions())
    assert not any(row["is_fictional"] for row in real)
    assert all(row["is_fictional"] for row in fictional)


def test_autonomous_names_are_all_understood() -> None:
    for region in regions.regions().values():
        if region.name.endswith(("自治县", "自治州", "自治旗")):
            stem = region.name[:-3]
            short = [name for name in regions._names_of(region) if name != region.name]
            assert short or len(stem) <= 4 or stem.endswith("族"), region.name
