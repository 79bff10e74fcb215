"""Ordinal words bring their number, other words themselves."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fazhi.reading.numeral_words import find_numeral_words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("党的十九大以来", 19),
        ("三中全会", 3),
        ("“十四五”规划", 14),
        ("“八五”普法", 8),
        ("二期工程完工", 2),
        ("二审案件", 2),
        ("前三季度", 3),
    ],
)
def test_ordinal_words_bring_their_number(text: str, value: int) -> None:
    (found,) = find_numeral_words(text)
    assert (found.form, found.value, found.text) == ("ordinal", Decimal(value), "")


def test_two_numbers_in_one_word_are_no_number() -> None:
    (found,) = find_numeral_words("一二审案件")
    assert (found.value, found.text) == (None, "一二审")


def test_a_motto_is_its_own_text() -> None:
    (found,) = find_numeral_words("推行零材料办")
    assert (found.form, found.text) == ("slogan", "零材料办")
