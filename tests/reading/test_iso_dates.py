"""Dates as pages print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fazhi.reading import iso_dates


@pytest.mark.parametrize(
    "printed, expected",
    [
        ("2023-12-13", "2023-12-13"),
        ("2023-1-5 10:24", "2023-01-05"),
        ("2023/01/05", "2023-01-05"),
        ("2023.1.5", "2023-01-05"),
        ("2023年12月13日", "2023-12-13"),
        ("2023 年 12 月 13 日", "2023-12-13"),
        ("２０２３年１２月１３日", "2023-12-13"),
        ("二〇二三年十二月十三日", "2023-12-13"),
        ("二○二一年元月三十一日", "2021-01-31"),
        ("二零二零年二月二十九日", "2020-02-29"),
        ("20230105", "2023-01-05"),
        ("2023年2月30日", ""),
        ("2023年13月1日", ""),
        ("202301", ""),
        ("第20230105123号", ""),
        ("", ""),
    ],
)
def test_to_iso(printed: str, expected: str) -> None:
    assert iso_dates.to_iso(printed) == expected


@given(st.text(alphabet="0123456789〇一二三十年月日-/. 元", max_size=24))
def test_any_text(printed: str) -> None:
    found = iso_dates.to_iso(printed)
    assert found == "" or len(found) == 10
