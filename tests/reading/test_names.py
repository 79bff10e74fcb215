"""Numbers that name something: document numbers, codes, hotlines, versions, mottos."""

from __future__ import annotations

import pytest

from fazhi.reading.names import read_name
from fazhi.reading.quantities import read_expressions


def forms(text: str) -> list[tuple[str, str]]:
    return [(text[e.start : e.end], e.form) for e in read_expressions(text, [])]


@pytest.mark.parametrize(
    ("text", "raw", "form"),
    [
        ("青政发〔2023〕7号", "青政发〔2023〕7号", "document"),
        ("按第825号令", "第825号", "document"),
        ("索引号014225972/2024-00046", "014225972/2024-00046", "document"),
        ("电话0513-87654321", "0513-87654321", "document"),
        ("12345热线", "12345", "other"),
        ("PM2.5浓度", "PM2.5", "other"),
        ("清单2.0版", "2.0版", "version"),
        ("形成“1+6+N”格局", "1+6+N", "slogan"),
        ("推行“三色预警”", "三色预警", "slogan"),
        ("开展“12·4”宣传", "12·4", "date"),
        ('打造"一件事"品牌', "一件事", "slogan"),
        ("一网通办", "一网通办", "slogan"),
        ("二维码", "二维码", "other"),
        ("二审案件", "二审", "ordinal"),
        ("“十四五”规划", "十四五", "ordinal"),
        ("党的二十大", "二十", "ordinal"),
        ("第九次清理", "第九次", "ordinal"),
        ("结构为8.3∶41.4∶50.3", "8.3∶41.4∶50.3", "ratio"),
    ],
)
def test_name(text: str, raw: str, form: str) -> None:
    assert forms(text) == [(raw, form)]


@pytest.mark.parametrize(
    "text", ["统一指挥，进一步压实", "百姓与万家", "一批、一些、之一", "零星零售", "一方面", "三农"]
)
def test_idioms_have_no_row(text: str) -> None:
    assert forms(text) == []


def test_figures_between_straight_quotes_are_no_motto() -> None:
    text = '"关于进一步优化全市法治化营商环境的若干措施意见稿"办理12件,"一站式"办结9件'
    assert [raw for raw, form in forms(text) if form == "quantity"] == ["12件", "9件"]


def test_a_numeral_word_gives_way_to_a_unit() -> None:
    assert forms("十一个方面") == [("十一个方面", "quantity")]
    assert forms("三千万元") == [("三千万元", "quantity")]


@pytest.mark.parametrize(
    "text", ["9.0个百分点", "19.0万起", "35.0亿元", "98.0分", "95.0 %", "2.0件"]
)
def test_a_quantity_with_a_zero_behind_the_point_is_no_version(text: str) -> None:
    assert read_name(text, 0, text.index(".")) is None


@pytest.mark.parametrize("text", ["2.0行动", "3.0版", "3.0 版", "4.0。"])
def test_a_bare_point_zero_is_a_version(text: str) -> None:
    found = read_name(text, 0, text.index("."))
    assert found is not None
    assert found.form == "version"
