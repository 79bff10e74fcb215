"""Words with a numeral in them that name no quantity: 统一, 双随机, 十四五, 二维码."""

from __future__ import annotations

from ahocorasick_rs import AhoCorasick, MatchKind

from fazhi import vocabulary
from fazhi.reading.expressions import Expression, Form
from fazhi.reading.numerals import CHINESE_CLASS
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
_LISTS = vocabulary.load("reading/numeral_words.yml", dict[str, list[str]])
_LIST_OF = {word: name for name, words in _LISTS.items() for word in words}
#: For each word its list and whether it is a numeral through and through (千万).
_ENTRIES = [(name, _CHINESE.issuperset(word)) for word, name in _LIST_OF.items()]
_AUTOMATON = AhoCorasick(list(_LIST_OF), matchkind=MatchKind.LeftmostLongest)


def find_numeral_words(text: str) -> list[Expression]:
    """Claims for the words found in a text; an idiom's claim has the text ``IDIOM``.

    A word that is a numeral through and through is one only without a unit behind it.
    """
    found = []
    for index, start, end in _AUTOMATON.find_matches_as_indexes(text):
        name, is_numeral = _ENTRIES[index]
        if name == "none" or (is_numeral and match_unit(text, end) is not None):
            continue
        if name == "ordinal":
            end -= 2 if text.startswith("全会", end - 2) else int(text[end - 1] == "大")
        found.append(Expression(start, end, _FORMS[name], text=name, number_end=end))
    return found
