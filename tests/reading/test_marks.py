"""Characters found by ``str.find`` are those that a pattern finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fazhi.reading.marks import find_from, positions

TEXTS = st.text("。，“”甲1\n", max_size=40)


def test_positions_in_order() -> None:
    assert positions("甲。乙，丙。", "，。") == [1, 3, 5]
    assert positions("甲。乙，丙。", "，。", 2, 5) == [3]
    assert positions("甲乙", "，。") == []


@given(TEXTS, st.integers(0, 45), st.integers(0, 45))
def test_positions_are_those_of_a_character_class(text: str, start: int, end: int) -> None:
    found = [match.start() for match in re.compile("[。，1\n]").finditer(text, start, end)]
    assert positions(text, "。，1\n", start, end) == found


@pytest.mark.parametrize("pattern", ["“[^“”\n]{1,5}”", "“”?", "“[甲“]*"])
@given(TEXTS)
def test_find_from_finds_what_finditer_finds(pattern: str, text: str) -> None:
    compiled = re.compile(pattern)
    expected = [match.span() for match in compiled.finditer(text)]
    assert [match.span() for match in find_from(compiled, text, "“")] == expected
