"""Who did it: the acting organ, and with it the scope.

The organ stands where a clause opens, before its predicate, and is left out in the
clauses that follow. An organ whose name says what the matter is (法律援助机构受理案件)
stays in the subject as well.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from fazhi import vocabulary
from fazhi.reading.automaton import fast_automaton
from fazhi.reading.clauses import Sentence
from fazhi.reading.lexicon import Edge, Finder, Lexicon, Word, lexicon
from fazhi.reading.own_place import own_place
from fazhi.reading.scope import ScopeReader, past_bracket
from fazhi.reading.vocabulary_files import ActorVocabulary
from fazhi.records import DocumentFacts, Figure, Place, Scope

ORGAN, DEPARTMENT, BOUND, NAME = range(4)
_LONGEST_ACTOR = 32
_LONGEST_GAP = 12
_LONGEST_TITLE = 40
_RATE = re.compile("(?:率|满意度|平均|均值|水平)(?:[为是达约近]|仅为|达到)*$")
_NO_STARTS: frozenset[int] = frozenset()
_JOINED = ("、", "和", "及", "与")


class _Vocabulary:
    """The words that name organs, ready for look-up."""

    def __init__(self, words: Lexicon) -> None:
        actors = vocabulary.load("reading/actors.yml", ActorVocabulary)
        names = [a + b for a in actors.departments for b in actors.department_endings]
        self.organs = Finder(
            (
                (DEPARTMENT, names),
                (ORGAN, actors.organ_endings),
                (BOUND, words.boundaries),
                (NAME, words.names),
            )
        )
        self._organs_alone = fast_automaton(dict.fromkeys((*names, *actors.organ_endings)))
        self.telling_organs = tuple(actors.telling_organs)
        self.skipped = Edge(actors.skipped)
        self.skippable = frozenset(word[0] for word in actors.skipped)
        self.following = frozenset(actors.following)
        self.speaking = fast_automaton(actors.department_speaking)

    def organ_starts(self, passage: str, offset: int) -> list[int]:
        """Return where anything like an organ's name ends a name in ``passage``."""
        found = self._organs_alone.find_matches_as_indexes(passage)
        return [offset + start for _, start, _ in found] if found else []


@cache
def _words() -> _Vocabulary:
    return _Vocabulary(lexicon())


class ActorReader:
    """Reads actor and scope, sentence after sentence.

    Args:
        text: The document's text.
        facts: Title and region of the report.
        place: The reporting place, if known.
    """

    def __init__(self, text: str, facts: DocumentFacts, place: Place | None) -> None:
        self._text = text
        self._words = _words()
        self._speaker = ""
        self._may_speak = False
        self._silent_starts: frozenset[int] = frozenset()
        own = own_place(text, facts, place)
        self.scopes = ScopeReader(text, own, self._reporting_department(facts, own.name))

    def begin_item(self, start: int, end: int) -> None:
        """Begin a paragraph or list item; it may be one in which a department speaks.

        Reports put together from what departments hand in keep their 我局 and 各科室. The
        department is the one named last in the item, or in the item before.
        """
        if not self._may_speak:
            self.scopes.begin_item()
            return
        passage = self._text[start:end]
        speaks = bool(self._words.speaking.find_matches_as_indexes(passage))
        if speaks:
            known = self._words.organs.words(passage)
            named = [passage[w.start : w.end] for w in known if w.category == DEPARTMENT]
            if named:
                self._speaker = self.scopes.own.spoken + named[-1]
        self.scopes.begin_item(self._speaker if speaks else "")

    def begin_paragraph(self, start: int, end: int) -> None:
        """Forget which department spoke."""
        self._speaker = ""
        speaking = self._words.speaking.find_matches_as_indexes(self._text[start:end])
        self._may_speak = bool(speaking)

    def read(
        self,
        sentence: Sentence,
        figures: Sequence[Figure],
        silent: Sequence[tuple[int, int]],
    ) -> list[tuple[int, int]]:
        """Fill actor and scope as far as they are printed.

        Args:
            sentence: The sentence.
            figures: Its measured figures in order.
            silent: Spans in order that may stand before an actor: periods, labels.

        Returns:
            The spans of actors and words of scope that belong to no subject.
        """
        text, scopes = self._text, self.scopes
        spans: list[tuple[int, int]] = []
        actor, name = "", ""
        scope: Scope = ""
        passage = text[sentence.start : figures[-1].char_start]
        organs = self._words.organ_starts(passage, sentence.start)
        telling = scopes.telling_words(passage, sentence.start)
        starts = frozenset([start for start, _ in silent]) if silent else _NO_STARTS
        self._silent_starts = starts
        skippable, openings = self._words.skippable, scopes.openings
        index = next_organ = next_telling = 0
        organs.append(len(text) + 1)
        figure_count, telling_count = len(figures), len(telling)
        for clause in sentence.clauses:
            if scope and scopes.ends(clause, scope, name):
                scope, name = "", ""
            first = index
            while index < figure_count and figures[index].char_start < clause.end:
                index += 1
            figure = figures[first] if index > first else None
            end = figure.char_start if figure is not None else clause.end
            start = clause.start
            if start >= end:
                start = end
            elif start in starts or text[start] in skippable:
                start = self._skip(start, end, silent)
            while organs[next_organ] < start:
                next_organ += 1
            has_organ = organs[next_organ] < end
            if has_organ or text[start : start + 1] in openings:
                found = self._opening(start, end, figure, has_organ, spans)
                if found is not None:
                    actor, scope, name = found
            opened: tuple[Scope, str] = ("", "")
            while next_telling < telling_count and telling[next_telling][0] < clause.end:
                word_start, word_end, kind = telling[next_telling]
                next_telling += 1
                if not kind:
                    opened = ("campaign", text[word_start:word_end])
                elif figure is not None:
                    scope, name = scopes.named(word_start, word_end, kind)
                if kind == "campaign":
                    spans.append((word_start, word_end))
            for figure in figures[first:index]:
                figure.actor, figure.scope, figure.scope_name = actor, scope, name
            if index == figure_count:
                break
            if opened[0] and not scope:
                scope, name = opened
        return spans

    def _opening(
        self,
        start: int,
        end: int,
        figure: Figure | None,
        has_organ: bool,
        spans: list[tuple[int, int]],
    ) -> tuple[str, Scope, str] | None:
        """Read what a clause opens with: an organ that acts, or a word of scope alone."""
        organ, is_department, organ_end = "", False, start
        if has_organ:
            organ, is_department, organ_end = self._actor(start, end)
            if figure is not None and organ_end == end:
                organ = ""  # 入驻部门86个: what is counted, not who acts.
            elif organ and self.scopes.names_whole(start, organ_end):
                organ = ""  # 县委依法治县办: the party's office for the whole place.
        if organ:
            spans.append((start, self._unspoken_end(start, organ, organ_end)))
            if self._text[organ_end : organ_end + 1] in ("共", "已"):
                spans.append((organ_end, organ_end + 1))
            return (organ, *self.scopes.of_actor(organ, is_department))
        if figure is None and end - start > _LONGEST_ACTOR:
            return None
        opening = self.scopes.opening(start, end)
        if opening is None:
            return None
        scope, name, scope_end = opening
        if scope == "higher_level" and (
            figure is None
            or figure.kind == "rank"
            or not (self._is_bound(scope_end) or _RATE.search(self._text, scope_end, end))
        ):
            return None
        if scope in ("whole_place", "subordinates"):
            spans.append((start, scope_end))
        return self._text[start:scope_end], scope, name

    def _skip(self, start: int, end: int, silent: Sequence[tuple[int, int]]) -> int:
        """Go past labels, words of time and conjunctions."""
        index = bisect_left(silent, (start,))
        for _ in range(6):
            if index < len(silent) and silent[index][0] <= start:
                start = max(start, silent[index][1])
                index += 1
                continue
            word = self._words.skipped.opening(self._text[start : min(start + 4, end)])
            if not word:
                break
            start += len(word)
        return min(start, end)

    def _actor(self, start: int, end: int) -> tuple[str, bool, int]:
        """Return the organ that stands at ``start``, if it is a department, and its end."""
        region = self._text[start : min(end, start + _LONGEST_ACTOR)]
        known = self._words.organs.words(region)
        organ_end, is_department, index = 0, False, 0
        while index < len(known):
            word = known[index]
            if word.category == BOUND or word.start - organ_end > _LONGEST_GAP:
                break
            index += 1
            if word.category == NAME:
                continue
            organ_end = past_bracket(region, word.end)
            is_department = word.category == DEPARTMENT
            while index < len(known) and known[index].start < organ_end:
                index += 1
            adjoins = index < len(known) and known[index].start == organ_end
            if adjoins and known[index].category == BOUND:
                break
            if not adjoins and region[organ_end : organ_end + 1] not in _JOINED:
                break
        # 市应急局全年立案52件: words of time may stand between.
        acts = start + organ_end in self._silent_starts
        acts = acts or self._acts(region, organ_end, known, index, end - start)
        if not organ_end or not acts:
            return "", False, start
        return region[:organ_end], is_department, start + organ_end

    def _acts(self, region: str, end: int, known: Sequence[Word], index: int, length: int) -> bool:
        """Tell whether the organ before ``end`` acts, and is no part of a longer noun."""
        if end >= length or region[end : end + 1] in self._words.following:
            return True
        return index < len(known) and known[index].category == BOUND and known[index].start == end

    def _unspoken_end(self, start: int, organ: str, end: int) -> int:
        """Return up to where an organ belongs to no subject: 全市 of 全市公安机关."""
        if not any(matter in organ for matter in self._words.telling_organs):
            return end
        word = self.scopes.opening_word(organ)
        return start + (len(word) if self.scopes.is_whole(word) else 0)

    def _is_bound(self, position: int) -> bool:
        known = self._words.organs.words(self._text[position : position + 10])
        return bool(known) and known[0].start <= 2

    def _reporting_department(self, facts: DocumentFacts, region: str) -> str:
        """Return the department whose own report this is, or ``""``."""
        title = facts.title[:_LONGEST_TITLE]
        ends = [word.end for word in self._words.organs.words(title) if word.category == DEPARTMENT]
        if not ends or "政府" in title[: ends[0]]:
            return ""
        name = title[: ends[0]].removeprefix("关于")
        return region[-1:] + name.removeprefix(region) if region else name
