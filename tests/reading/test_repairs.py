"""Numbers broken over lines and list numbers that ran into the number behind them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fazhi.reading.quantities import read_expressions, read_quantities
from fazhi.records import Document, DocumentFacts


def read(text: str) -> list[tuple[str, Decimal | None, str]]:
    figures = read_quantities(Document(text=text), [], [], DocumentFacts(year=2023))
    return [(figure.raw, figure.value, figure.unit) for figure in figures if figure.statistical]


def test_a_number_broken_over_a_full_line() -> None:
    text = "全年共开展各类行政执法检查活动，检查市场主体12\n345户次，责令改正隐患问题2317\n件。"
    assert read(text) == [
        ("12\n345户次", Decimal(12345), "户次"),
        ("2317\n件", Decimal(2317), "件"),
    ]


def test_a_decimal_broken_over_a_full_line() -> None:
    assert read("政务服务事项群众评价满意率达到了98.\n6%。") == [
        ("98.\n6%", Decimal("98.6"), "percent")
    ]


def test_short_lines_are_not_joined() -> None:
    assert read("受理件数\n共12\n345件") == [("12", Decimal(12), ""), ("345件", Decimal(345), "件")]


def test_a_list_number_before_a_year() -> None:
    text = "12020年，全省新收申请5422件。"
    found = [(text[e.start : e.end], e.form) for e in read_expressions(text, [])]
    assert found == [("1", "label"), ("2020年", "date"), ("5422件", "quantity")]


def test_a_chain_of_list_numbers() -> None:
    text = "12020年受理\n2各地收到\n313个市州收到4377件\n4103个县级政府收到2526件"
    assert read(text) == [
        ("13个", Decimal(13), "个"),
        ("4377件", Decimal(4377), "件"),
        ("103个", Decimal(103), "个"),
        ("2526件", Decimal(2526), "件"),
    ]


def test_numbers_at_line_starts_are_not_split_without_a_chain() -> None:
    assert read("313个市州收到\n412个县收到")[0] == ("313个", Decimal(313), "个")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发现的问题：\n1.7个乡镇未建台账。\n2.15家企业无证经营。", ["7个", "15家"]),
        ("1.3名干部挪用公款5.6万元。", ["3名", "5.6万元"]),
        ("1.台账不全。\n2.40%的项目未开工。\n3.18万元未上缴。", ["40%", "18万元"]),
        ("  4.26个村（社区）账目不清。", ["26个"]),
    ],
)
def test_a_list_number_is_no_part_of_the_number_behind(text: str, expected: list[str]) -> None:
    assert [raw for raw, _, _ in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.5万人参加。", ["1.5万人"]),
        ("3.7个百分点的升幅来自南部。", ["3.7个百分点"]),
        ("2.5%的项目未开工。", ["2.5%"]),
        ("1.总体情况\n1.1亿元已经拨付。", ["1.1亿元"]),
        ("1.35亿元已经拨付。\n2.4亿元尚未拨付。", ["1.35亿元", "2.4亿元"]),
        ("每村配备\n1.5人\n2.5人", ["1.5人", "2.5人"]),
        ("平均每村2.5个网格。", ["2.5个"]),
    ],
)
def test_decimals_at_line_starts_stay_whole(text: str, expected: list[str]) -> None:
    assert [raw for raw, _, _ in read(text)] == expected
