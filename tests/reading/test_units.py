"""Measure words: found at their longest, and not inside other words."""

from __future__ import annotations

import pytest

from fazhi.reading.units import match_unit, units


@pytest.mark.parametrize(
    ("text", "name", "dimension"),
    [
        ("件案卷", "件", "count"),
        ("件次", "件次", "count"),
        ("家次。", "家次", "count"),
        ("户（次）", "户次", "count"),
        ("名代表", "人", "count"),
        ("位干部", "人", "count"),
        ("人次", "人次", "count"),
        ("场次", "场次", "count"),
        ("部门81个", "个", "bare_noun"),
        ("部法律", "部", "count"),
        ("起诉讼案件", "起", "count"),
        ("元", "元", "money"),
        ("美元", "美元", "money"),
        ("%", "percent", "percent"),
        ("‰", "per_mille", "percent"),
        ("个百分点", "percentage_point", "percent"),
        ("百分点", "percentage_point", "percent"),
        ("个工作日", "个工作日", "duration"),
        ("天", "day", "duration"),
        ("个月", "month", "duration"),
        ("倍", "倍", "factor"),
        ("微克/立方米", "微克/立方米", "concentration"),
        ("平方公里", "平方公里", "area"),
        ("毫克/立方米", "毫克/立方米", "concentration"),
        ("mg/m3", "毫克/立方米", "concentration"),
        ("吨/日", "吨/日", "concentration"),
        ("件/万人", "件/万人", "concentration"),
        ("名/10万人", "人/10万人", "concentration"),
        ("立方米/小时", "立方米/小时", "concentration"),
        ("元/平方米·月", "元/平方米", "money"),
        ("元/户", "元/户", "money"),
        ("人/平方公里", "人/平方公里", "concentration"),
        ("件/户", "件", "count"),
        ("人/次", "人次", "count"),
        ("个/，", "个", "count"),
        ("%/年", "percent", "percent"),
        ("分贝", "分贝", "intensity"),
        ("dB(A)", "dB(A)", "intensity"),
        ("分，", "分", "score"),
        ("个基点", "个基点", "percent"),
        ("微克", "微克", "mass"),
        ("纳戈瑞/小时", "纳戈瑞/小时", "concentration"),
        ("吨公里", "吨公里", "mass"),
        ("眼机井", "眼", "count"),
    ],
)
def test_unit(text: str, name: str, dimension: str) -> None:
    unit = match_unit(text, 0)
    assert unit is not None
    assert (unit.name, unit.dimension) == (name, dimension)


@pytest.mark.parametrize(
    "text",
    [
        "处罚",
        "起来",
        "部署",
        "批准",
        "人民",
        "位于",
        "家庭",
        "眼科",
        "所有",
        "年度",
        "级别",
        "本级",
        "。",
        "",
    ],
)
def test_other_words_are_no_units(text: str) -> None:
    assert match_unit(text, 0) is None


def test_every_unit_says_what_it_counts() -> None:
    for group in units():
        for name, entry in group.units.items():
            assert entry.counts, name
            assert entry.ucum or group.ucum, name


def test_canonical_units_exist() -> None:
    names = {name for group in units() for name in group.units}
    for group in units():
        for entry in group.units.values():
            assert not entry.canonical or entry.canonical in names


@pytest.mark.parametrize("text", ["所以上", "所以内", "处以上", "处以下", "支队伍"])
def test_a_bound_behind_a_measure_word_makes_no_other_word(text: str) -> None:
    unit = match_unit(text, 0)
    assert unit is not None
    assert unit.form == text[0]


@pytest.mark.parametrize("text", ["所以", "处以罚款", "所有", "支队"])
def test_another_word_is_no_measure_word(text: str) -> None:
    assert match_unit(text, 0) is None
