"""Dates and times are read whole and are no quantities."""

from __future__ import annotations

import pytest

from fazhi.reading.dates import read_chinese_date, read_date


def digits(text: str) -> int:
    return next((i for i, c in enumerate(text) if not c.isdigit()), len(text))


@pytest.mark.parametrize(
    ("text", "raw", "iso"),
    [
        ("2023年，", "2023年", "2023"),
        ("2023年度工作", "2023年度", "2023"),
        ("2023年12月13日", "2023年12月13日", "2023-12-13"),
        ("2023 年 6 月", "2023 年 6 月", "2023-06"),
        ("2023年12月底前", "2023年12月底前", "2023-12"),
        ("2023—2024年度", "2023—2024年度", "2023/2024"),
        ("2021-2025年", "2021-2025年", "2021/2025"),
        ("2024-01-05 10:24", "2024-01-05 10:24", "2024-01-05T10:24"),
        ("2023.12.13发布", "2023.12.13", "2023-12-13"),
        ("2023如皋", "2023", "2023"),
        ("11月底前", "11月底前", "--11"),
        ("1-10月", "1-10月", "--01"),
        ("5月份", "5月份", "--05"),
        ("12月4日", "12月4日", "--12-04"),
        ("10:24", "10:24", "10:24"),
        ("90年代", "90年代", "90年代"),
    ],
)
def test_date(text: str, raw: str, iso: str) -> None:
    found = read_date(text, 0, digits(text))
    assert found is not None
    assert (text[: found.end], found.text) == (raw, iso)


@pytest.mark.parametrize("text", ["2023件", "2020余条", "13月", "15日内", "3天", "100年"])
def test_no_date(text: str) -> None:
    assert read_date(text, 0, digits(text)) is None


@pytest.mark.parametrize(
    ("text", "year"), [("20212025年", 2021), ("20256月发布", 2025), ("2025730日", 2025)]
)
def test_lost_characters_are_marked(text: str, year: int) -> None:
    found = read_date(text, 0, digits(text))
    assert found is not None
    assert (found.year, found.review) == (year, "characters_lost")


def test_chinese_dates() -> None:
    whole = read_chinese_date("二〇二三年十二月十三日", 0)
    month = read_chinese_date("十一月底", 0)
    assert whole is not None
    assert month is not None
    assert (whole.text, month.text) == ("2023-12-13", "--11")
    assert read_chinese_date("三年行动", 0) is None
