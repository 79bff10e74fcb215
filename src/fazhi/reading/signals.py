"""Words in the text that tell what a number is, found in one pass."""

from __future__ import annotations

from ahocorasick_rs import AhoCorasick, MatchKind

from fazhi import vocabulary

_LISTS = vocabulary.load("reading/signals.yml", dict[str, list[str]])
_CATEGORIES: dict[str, tuple[str, ...]] = {}
for _category, _words in _LISTS.items():
    for _word in _words:
        _CATEGORIES[_word] = (*_CATEGORIES.get(_word, ()), _category)
_CATEGORIES_OF = list(_CATEGORIES.values())
_AUTOMATON = AhoCorasick(list(_CATEGORIES), matchkind=MatchKind.LeftmostLongest)

#: All categories of ``reading/signals.yml``.
CATEGORIES = frozenset(_LISTS)


def find_signals(text: str) -> list[tuple[tuple[str, ...], int, int]]:
    """Return (categories, start, end) of every cue word, in order and without overlaps."""
    return [
        (_CATEGORIES_OF[index], start, end)
        for index, start, end in _AUTOMATON.find_matches_as_indexes(text)
    ]
