"""Numerals: what they are worth and where they end."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fazhi.reading.numerals import fold, parse_chinese, read_numeral


@pytest.mark.parametrize(
    ("text", "numeral", "value"),
    [
        ("0件", "0", "0"),
        ("347个", "347", "347"),
        ("99.55%", "99.55", "99.55"),
        ("1,234,567元", "1,234,567", "1234567"),
        ("１２，３４５件", "１２，３４５", "12345"),
        ("12 304 件", "12 304", "12304"),
        ("6525项,扎实", "6525", "6525"),
        ("2023,120", "2023", "2023"),
        ("1.2万余件", "1.2万余", "12000"),
        ("3735.51万元", "3735.51万", "37355100"),
        ("2.3万亿元", "2.3万亿", "2300000000000"),
        ("2000余万元", "2000余万", "20000000"),
        ("1亿3000万元", "1亿3000万", "130000000"),
        ("5万3千人", "5万3千", "53000"),
        ("3万2000元", "3万2000", "32000"),
        ("280 余场", "280 余", "280"),
        ("3.2百分点", "3.2", "3.2"),
        ("50千瓦", "50", "50"),
        ("3千人", "3千", "3000"),
        ("20来个", "20来", "20"),
        ("12来自", "12", "12"),
        ("两千零五十人", "两千零五十", "2050"),
        ("一百零二件", "一百零二", "102"),
        ("三千五百万元", "三千五百万", "35000000"),
        ("二十多万人", "二十多万", "200000"),
        ("十余万份", "十余万", "100000"),
        ("百余次", "百余", "100"),
        ("十几个", "十几", "10"),
        ("九十八点五", "九十八点五", "98.5"),
        ("二〇二三年", "二〇二三", "2023"),
    ],
)
def test_value_and_end(text: str, numeral: str, value: str) -> None:
    found = read_numeral(fold(text), 0)
    assert found is not None
    assert text[found.start : found.end] == numeral
    assert found.value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("两三个", 2, 3), ("三五人", 3, 5), ("二三十件", 20, 30), ("七八十万元", 700000, 800000)],
)
def test_neighbouring_digits_are_a_range(text: str, low: int, high: int) -> None:
    found = read_numeral(text, 0)
    assert found is not None
    assert (found.value, found.high) == (low, high)


@pytest.mark.parametrize("text", ["数十家", "几百人", "数百万元", "几十起"])
def test_some_tens_have_no_value(text: str) -> None:
    found = read_numeral(text, 0)
    assert found is not None
    assert found.value is None
    assert found.hedge == "数"


@pytest.mark.parametrize("run", ["万千", "百千", "一二三十", "十十"])
def test_ill_formed_runs_are_no_number(run: str) -> None:
    assert parse_chinese(run) is None


def test_hedge_and_scale_are_told() -> None:
    found = read_numeral("90万余条", 0)
    assert found is not None
    assert (found.hedge, found.scale, found.arabic) == ("余", "万", True)


def test_fold_keeps_offsets() -> None:
    text = "受理１２３４件，占９８％\u3000合计"
    folded = fold(text)
    assert len(folded) == len(text)
    assert folded == "受理1234件，占98% 合计"


@pytest.mark.parametrize(
    ("text", "value"), [("4 206.9万元", "42069000"), ("12 345.5 万元", "123455000")]
)
def test_spaces_between_thousands_with_a_decimal_part(text: str, value: str) -> None:
    numeral = read_numeral(text, 0)
    assert numeral is not None
    assert numeral.value == Decimal(value)
