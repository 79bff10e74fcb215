"""Words around a number that say how exact it is."""

from __future__ import annotations

import pytest

from fazhi.reading.bounds import bound_before, suffix_behind


@pytest.mark.parametrize(
    ("before", "bound"),
    [
        ("办结近", "approx"),
        ("被诉率约为", "approx"),
        ("超过", "at_least"),
        ("超过了", "at_least"),
        ("逾", "at_least"),
        ("不少于", "at_least"),
        ("不足", "at_most"),
        ("控制在", "at_most"),
        ("达", None),
        ("就近", None),
        ("最近", None),
        ("", None),
    ],
)
def test_bound_before(before: str, bound: str | None) -> None:
    assert bound_before(before + "85%", len(before)) == bound


def test_up_to_a_hundred_needs_the_bare_scale() -> None:
    assert bound_before("开展宣传上百场", 5) == "at_least"
    assert bound_before("以上10场", 2) is None


@pytest.mark.parametrize(
    ("behind", "suffix", "bound"),
    [
        ("以上的", "以上", "at_least"),
        ("左右。", "左右", "approx"),
        ("以内", "以内", "at_most"),
        ("多，", "多", "at_least"),
    ],
)
def test_suffix(behind: str, suffix: str, bound: str) -> None:
    found = suffix_behind(behind, 0, is_duration=False)
    assert found is not None
    assert (behind[: found.end], found.bound) == (suffix, bound)


@pytest.mark.parametrize("behind", ["上下级", "多元", "内部", "以往", "内"])
def test_no_suffix(behind: str) -> None:
    assert suffix_behind(behind, 0, is_duration=False) is None


def test_within_belongs_to_durations() -> None:
    found = suffix_behind("内办结", 0, is_duration=True)
    assert found is not None
    assert found.bound == "at_most"
