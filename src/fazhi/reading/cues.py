"""Words in the text that tell what a number is, found in one pass."""

from __future__ import annotations

from ahocorasick_rs import AhoCorasick, MatchKind

from fazhi import vocabulary

_LISTS = vocabulary.load("reading/cues.yml", dict[str, list[str]])
_CATEGORIES = {word: category for category, words in _LISTS.items() for word in words}
_CATEGORY_OF = list(_CATEGORIES.values())
_AUTOMATON = AhoCorasick(list(_CATEGORIES), matchkind=MatchKind.LeftmostLongest)

#: All categories of ``reading/cues.yml``.
CATEGORIES = frozenset(_LISTS)


def find_cues(text: str) -> list[tuple[str, int, int]]:
    """Return (category, start, end) of every cue word, in order and without overlaps."""
    return [
        (_CATEGORY_OF[index], start, end)
        for index, start, end in _AUTOMATON.find_matches_as_indexes(text)
    ]
