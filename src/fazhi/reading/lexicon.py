"""The words that the reader of context knows, and how it finds them in a phrase.

``predicates.yml`` tells verbs from nouns, ``clauses.yml`` says what may stand at the
edges of a phrase without belonging to what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from fazhi import vocabulary
from fazhi.reading.automaton import fast_automaton
from fazhi.reading.vocabulary_files import EdgeVocabulary, MatterVocabulary, PredicateVocabulary

#: Enough for any phrase of the genre; bounds the work on repetitions.
_STRIPS = range(8)
_LOOSE = " \t\n\u3000\xa0、,，:：;；/·"
_SHORT_ADVERBS = "共已均先将并"

VERB, LIGHT, EVENT, HEAD, COMPOUND = range(5)


class Word(NamedTuple):
    """A known word in a phrase: its class and its span."""

    category: int
    start: int
    end: int


class Edge:
    """Words looked up at the beginning or the end of a string, longest first."""

    def __init__(self, words: Iterable[str]) -> None:
        words = frozenset(words)
        #: The characters that the words begin and end with: most texts have none of them there.
        self.first = frozenset(word[0] for word in words)
        self.last = frozenset(word[-1] for word in words)
        self._by_first: dict[str, tuple[str, ...]] = {}
        self._by_last: dict[str, tuple[str, ...]] = {}
        for word in sorted(words, key=lambda word: (-len(word), word)):
            self._by_first[word[0]] = (*self._by_first.get(word[0], ()), word)
            self._by_last[word[-1]] = (*self._by_last.get(word[-1], ()), word)

    def opening(self, text: str) -> str:
        """Return the longest word with which ``text`` begins, or ``""``."""
        for word in self._by_first.get(text[:1], ()):
            if text.startswith(word):
                return word
        return ""

    def closing(self, text: str) -> str:
        """Return the longest word with which ``text`` ends, or ``""``."""
        for word in self._by_last.get(text[-1:], ()):
            if text.endswith(word):
                return word
        return ""


class Finder:
    """Known words with a class each, found leftmost-longest."""

    def __init__(self, classes: Iterable[tuple[int, Iterable[str]]]) -> None:
        category: dict[str, int] = {}
        for number, words in classes:
            for word in words:
                category.setdefault(word, number)
        self.categories = list(category.values())
        #: Text -> (index into ``categories``, start, end) of its known words, in order.
        self.found = fast_automaton(category).find_matches_as_indexes

    def words(self, text: str) -> list[Word]:
        """Return the known words of ``text`` in order, without overlaps."""
        categories = self.categories
        return [Word(categories[index], start, end) for index, start, end in self.found(text)]


class Lexicon:
    """All word lists of the reader of context, ready for look-up."""

    def __init__(self) -> None:
        predicates = vocabulary.load("reading/predicates.yml", PredicateVocabulary)
        edges = vocabulary.load("reading/clauses.yml", EdgeVocabulary)
        self.finder = Finder(
            (
                (COMPOUND, predicates.compounds),
                (VERB, predicates.verbs),
                (LIGHT, predicates.light),
                (EVENT, predicates.events),
                (HEAD, predicates.heads),
            )
        )
        actions = [*predicates.verbs, *predicates.light, *predicates.events]
        adverbs = [
            word
            for word in (*edges.leading, *edges.soft_leading)
            if len(word) > 1 or word in _SHORT_ADVERBS
        ]
        self.boundaries = [*actions, *adverbs]
        self._leading = Edge([*edges.leading, *edges.soft_leading])
        self._soft = frozenset(edges.soft_leading)
        self._actions = Edge(actions)
        self._kept_openings = Edge([*edges.kept, *actions])
        self._trailing = Edge(edges.trailing)
        self._kept_endings = Edge([*edges.kept_endings, *actions])
        #: What can be taken off a phrase begins or ends with one of these.
        self._first_leading = self._leading.first | frozenset(_LOOSE)
        self._last_trailing = self._trailing.last | frozenset(_LOOSE)
        self.bare_comparisons = Edge(edges.bare_comparisons)
        self.comparison_marks = tuple(edges.comparison_marks)
        self.comparison_mark = re.compile("|".join(map(re.escape, edges.comparison_marks)))
        self.directions = tuple(edges.directions)
        self.manner = Edge(edges.manner)
        self.rates = Edge(edges.rates)
        self.quantities = Edge(edges.quantities)
        self.general = frozenset(edges.general)
        self.general_actions = frozenset(("", *edges.general_actions))
        self.list_ends = frozenset(edges.list_ends)
        self.fields = Edge(edges.fields)
        self.manner_ends = tuple(edges.manner_ends)
        self.causative = frozenset(edges.causative)
        self.counted_in = Edge(edges.counted_in)
        self.ranking = Edge(edges.ranking)
        self.extent = Edge(edges.extent)
        self.longest_extent = max(map(len, edges.extent))
        matters = vocabulary.load("reading/matters.yml", MatterVocabulary).matters
        self.matters = Finder(((HEAD, matters),))
        self.names = [*predicates.compounds, *predicates.heads]
        self.longest_word = max(map(len, (*actions, *self.names)))

    def strip_leading(self, text: str) -> str:
        """Take adverbs and conjunctions off the beginning of a phrase."""
        for _ in _STRIPS:
            if text[:1] not in self._first_leading:
                break
            text = text.lstrip(_LOOSE)
            word = self._leading.opening(text)
            if not word or len(self._kept_openings.opening(text)) > len(word):
                break
            rest = text[len(word) :]
            if word in self._soft and not self._actions.opening(rest.lstrip("地的")):
                break
            text = rest
        return text

    def strip_trailing(self, text: str) -> str:
        """Take off what stands between the thing counted and its number."""
        for _ in _STRIPS:
            if text[-1:] not in self._last_trailing:
                break
            text = text.rstrip(_LOOSE)
            word = self._trailing.closing(text)
            if not word or len(self._kept_endings.closing(text)) > len(word):
                break
            text = text[: -len(word)]
        return text


@cache
def lexicon() -> Lexicon:
    """Return the word lists, loaded at first use."""
    return Lexicon()
