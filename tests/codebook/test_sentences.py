"""Ends of sentences, looked up instead of searched."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fazhi.codebook.sentences import Sentences

ENDS = "。！!？?\n"
TEXTS = st.text(alphabet=f"{ENDS}一，2", max_size=30)


@given(TEXTS, st.integers(0, 35))
def test_the_last_end_is_the_nearest_mark_before_a_position(text: str, position: int) -> None:
    expected = max(text.rfind(mark, 0, position) for mark in ENDS)
    assert Sentences(text).last_end(position) == expected


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_ends_between_two_positions_are_all_marks_there(text: str, start: int, stop: int) -> None:
    expected = [at for at in range(start, min(stop, len(text))) if text[at] in ENDS]
    assert Sentences(text).ends_between(start, stop) == expected


def test_an_end_at_the_position_itself_is_not_before_it() -> None:
    sentences = Sentences("甲。乙！")
    assert [sentences.last_end(at) for at in range(5)] == [-1, -1, 1, 1, 3]
    assert sentences.ends_between(1, 3) == [1]
