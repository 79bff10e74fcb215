"""Words with a numeral in them that name no quantity: 统一, 双随机, 十四五, 二维码."""

from __future__ import annotations

import re
from decimal import Decimal

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


#: For each word its list, whether it is a numeral through and through (千万), its number.
_ENTRIES = [
    (name, _CHINESE.issuperset(word), _number_in(word) if name == "ordinal" else None)
    for word, name in _LIST_OF.items()
]
_AUTOMATON = fast_automaton(list(_LIST_OF))


def find_numeral_words(text: str) -> list[Expression]:
    """Claims for the words found in a text; an idiom's claim has the text ``IDIOM``.

    An ordinal word brings its number, any other word itself.

    A word that is a numeral through and through is one only without a unit behind it.
    """
    found = []
    for index, start, end in _AUTOMATON.find_matches_as_indexes(text):
        name, is_numeral, value = _ENTRIES[index]
        if name == "none" or (is_numeral and match_unit(text, end) is not None):
            continue
        if name == "ordinal":
            end -= 2 if text.startswith("全会", end - 2) else int(text[end - 1] == "大")
        words = IDIOM if name == IDIOM else "" if value is not None else text[start:end]
        found.append(Expression(start, end, _FORMS[name], value=value, text=words, number_end=end))
    return found
