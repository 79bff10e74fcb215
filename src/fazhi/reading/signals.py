"""Words in the text that tell what a number is.

Those of ``running`` in ``reading/signals.yml`` are found in one pass over the text; those of
``on_demand`` are looked for before a number, where a rule asks for them.
"""

from __future__ import annotations

import re

from fazhi import vocabulary
from fazhi.reading.automaton import fast_automaton
from fazhi.reading.vocabulary_files import SignalVocabulary

_LISTS = vocabulary.load("reading/signals.yml", SignalVocabulary)
_CATEGORIES: dict[str, tuple[str, ...]] = {}
for _category, _words in _LISTS.running.items():
    for _word in _words:
        _CATEGORIES[_word] = (*_CATEGORIES.get(_word, ()), _category)
#: The categories of each running word.
CATEGORIES = list(_CATEGORIES.values())
_AUTOMATON = fast_automaton(list(_CATEGORIES))
_ON_DEMAND = {
    category: re.compile("|".join(map(re.escape, words)))
    for category, words in _LISTS.on_demand.items()
}


def find_signals(text: str) -> list[tuple[int, int, int]]:
    """Return (index in ``CATEGORIES``, start, end) of every running word, without overlaps."""
    return _AUTOMATON.find_matches_as_indexes(text)


def mentions(category: str, text: str, start: int, end: int) -> bool:
    """Whether a word of an ``on_demand`` category stands in a stretch of the text."""
    return _ON_DEMAND[category].search(text, start, end) is not None
