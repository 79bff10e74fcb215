"""Words with a numeral in them that name no quantity: 统一, 双随机, 十四五, 二维码."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from fazhi import vocabulary
from fazhi.reading.automaton import fast_automaton
from fazhi.reading.expressions import Expression, Form
from fazhi.reading.numerals import CHINESE_CLASS, parse_chinese
from fazhi.reading.units import match_unit

#: The text of a claim that stands for no figure at all.
IDIOM = "idiom"

_FORMS: dict[str, Form] = {
    IDIOM: "other",
    "slogan": "slogan",
    "ordinal": "ordinal",
    "other": "other",
}
_CHINESE = frozenset(CHINESE_CLASS)
_RUNS = re.compile(f"[{CHINESE_CLASS}]+")
_LISTS = vocabulary.load("reading/numeral_words.yml", dict[str, list[str]])
_LIST_OF = {word: name for name, words in _LISTS.items() for word in words}


def _number_in(word: str) -> Decimal | None:
    """The number of an ordinal word: 二审 2, 十九大 19, and 十四五 14 (a plan's five years)."""
    run = next((run for run in _RUNS.findall(word)), "")
    if len(run) == len(word) > 1 and word.endswith("五"):
        run = run[:-1]
    is_one_number = len(run) == 1 or "十" in run  # 一二审 names two
    return parse_chinese(run) if is_one_number else None


class _Word(NamedTuple):
    """What a word is known to be.

    Attributes:
        form: The form of its claim.
        is_numeral: Whether it is a numeral through and through (千万).
        value: The number of an ordinal word.
        text: What its claim says: ``IDIOM``, the word, or nothing beside a value.
        rest: Characters at its end that do not belong to the claim (大, 全会).
    """

    form: Form
    is_numeral: bool
    value: Decimal | None
    text: str
    rest: int


def _entry(word: str, name: str) -> _Word | None:
    if name == "none":
        return None
    is_ordinal = name == "ordinal"
    rest = (2 if word.endswith("全会") else int(word[-1] == "大")) if is_ordinal else 0
    value = _number_in(word) if is_ordinal else None
    words = "" if value is not None else word[: len(word) - rest]
    words = IDIOM if name == IDIOM else words
    return _Word(_FORMS[name], _CHINESE.issuperset(word), value, words, rest)


_ENTRIES = [_entry(word, name) for word, name in _LIST_OF.items()]
_AUTOMATON = fast_automaton(list(_LIST_OF))


def find_numeral_words(text: str) -> list[Expression]:
    """Claims for the words found in a text; an idiom's claim has the text ``IDIOM``.

    An ordinal word brings its number, any other word itself.

    A word that is a numeral through and through is one only without a unit behind it.
    """
    found = []
    for index, start, end in _AUTOMATON.find_matches_as_indexes(text):
        entry = _ENTRIES[index]
        if entry is None:
            continue
        form, is_numeral, value, words, rest = entry
        if is_numeral and match_unit(text, end) is not None:
            continue
        end -= rest
        found.append(Expression(start, end, form, value, None, None, words, end))
    return found
