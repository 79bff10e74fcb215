"""Who did it, and for which part of the place a figure speaks.

The acting organ stands where a clause opens, or has to be carried over from an earlier
clause of the sentence. Words of scope (全市, 市本级, 各镇, 专项行动期间) stand there too.
Which place 全市 means depends on who reports: in a county it is the prefecture around
it. Where neither is printed, a few matters are known to be the government's own
(reconsideration, answers to deputies); all else speaks of the whole place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind
from pydantic import BaseModel, ConfigDict

from fazhi import vocabulary
from fazhi.reading.clauses import Sentence
from fazhi.reading.lexicon import Edge, Finder, Lexicon, Word, lexicon
from fazhi.records import DocumentFacts, Figure, Place, Scope

ORGAN, DEPARTMENT, BOUND, NAME = range(4)
_LONGEST_ACTOR = 32
_LONGEST_GAP = 12
_LONGEST_LOOK = 80
_PLURAL = ("各", "全")
_LEVELS = {
    "国": 0,
    "省": 1,
    "自治区": 1,
    "市": 2,
    "州": 2,
    "盟": 2,
    "县": 3,
    "区": 3,
    "旗": 3,
    "镇": 4,
}
_LEVEL_NUMBERS = {"province": 1, "prefecture": 2, "county": 3, "township": 4}
_UNITS = ("自治区", "街道", "省", "市", "州", "盟", "县", "区", "旗", "镇", "乡")
_SKIPPED = (
    "由",
    "经",
    "在",
    "从",
    "对",
    "为",
    "其中",
    "同时",
    "另外",
    "此外",
    "并",
    "，",
    " ",
    "　",
    "—",
    "-",
)
_FOLLOWING = tuple("，,:：共已对向在依按就将与会通")
_SAMPLE = 6000


class _Actors(BaseModel):
    model_config = ConfigDict(extra="forbid")

    organ_endings: list[str]
    telling_organs: list[str]
    departments: list[str]
    department_endings: list[str]
    places: list[str]
    own_level: list[str]
    subordinates: list[str]
    campaign: list[str]
    campaign_openings: list[str]
    higher_level: list[str]
    whole_place: list[str]
    own_matters: list[str]
    lasting_matters: list[str]
    other_matters: list[str]
    own_departments: list[str]
    department_speaking: list[str]


class _Vocabulary:
    """The words of actors and scope, ready for look-up."""

    def __init__(self, words: Lexicon) -> None:
        actors = vocabulary.load("reading/actors.yml", _Actors)
        names = [a + b for a in actors.departments for b in actors.department_endings]
        self.organs = Finder(
            (
                (DEPARTMENT, names),
                (ORGAN, actors.organ_endings),
                (BOUND, words.boundaries),
                (NAME, words.names),
            )
        )
        scopes: dict[str, Scope] = {}
        for word in actors.own_level:
            scopes[word] = "own_level"
        for word in actors.subordinates:
            scopes[word] = "subordinates"
        for word in (*actors.whole_place, *actors.higher_level):
            scopes[word] = "whole_place"
        self.scopes = scopes
        self.scope_openings = Edge(scopes)
        telling = [word for word in actors.own_level if _is_telling(word)]
        anywhere = [*actors.campaign, *telling, *actors.campaign_openings]
        self.anywhere_scopes: list[Scope] = ["campaign"] * len(actors.campaign)
        self.anywhere_scopes += ["own_level"] * len(telling)
        self.anywhere_scopes += [""] * len(actors.campaign_openings)
        self.anywhere = AhoCorasick(anywhere, matchkind=MatchKind.LeftmostLongest)
        matters = [*actors.lasting_matters, *actors.own_matters, *actors.other_matters]
        self.matters = AhoCorasick(list(dict.fromkeys(matters)))
        self.lasting = len(actors.lasting_matters)
        self.first_other = len(dict.fromkeys(matters)) - len(actors.other_matters)
        self.own_departments = tuple(actors.own_departments)
        self.telling_organs = tuple(actors.telling_organs)
        self.skipped = Edge(_SKIPPED)


def _is_telling(word: str) -> bool:
    """Tell whether a word of own level says so wherever it stands in a clause."""
    return (
        word.endswith(("本级", "层面", "为被告", "为被申请人", "法律顾问", "名义")) or "及" in word
    )


@cache
def _words() -> _Vocabulary:
    return _Vocabulary(lexicon())


class ActorReader:
    """Reads actor and scope, sentence after sentence.

    Args:
        text: The document's text.
        facts: Its name of the region serves where ``place`` is unknown.
        place: The reporting place.
    """

    def __init__(self, text: str, facts: DocumentFacts, place: Place | None) -> None:
        self._text = text
        self._words = _words()
        name = place.name if place is not None else facts.region_name
        self._unit = _unit(name) or _guess_unit(text)
        self._level = _LEVEL_NUMBERS.get(place.level if place is not None else "", 0)
        self._level = self._level or _LEVELS.get(self._unit, 0)
        self._whole = f"全{_spoken(self._unit)}" if self._unit else ""
        self._government = f"{_spoken(self._unit)}政府" if self._unit else ""
        self._lasting = False
        self._department = self._reporting_department(facts, name)

    def read(
        self,
        sentence: Sentence,
        figures: Sequence[Figure],
        silent: Sequence[tuple[int, int]],
    ) -> list[tuple[int, int]]:
        """Fill what is printed of actor and scope; ``complete`` adds what is not.

        Args:
            sentence: The sentence.
            figures: Its measured figures in order.
            silent: Spans in order that may stand before an actor: periods, labels.

        Returns:
            The spans of actors and words of scope that belong to no subject.
        """
        spans: list[tuple[int, int]] = []
        actor, scope, name = "", "", ""
        index = 0
        for clause in sentence.clauses:
            first = index
            if clause.before in ("；", ";") and scope in ("own_level", "campaign"):
                scope, name = "", ""
            while index < len(figures) and figures[index].char_start < clause.end:
                index += 1
            end = figures[first].char_start if index > first else clause.end
            start = self._skip(clause.start, end, silent)
            found_actor, is_department, actor_end = self._actor(start, end)
            if found_actor:
                actor = found_actor
                scope, name = self._scope_of(found_actor, is_department)
                spans.append((start, self._unspoken_end(start, found_actor, actor_end)))
            elif index > first or clause.end - start <= _LONGEST_ACTOR:
                opening = self._opening_scope(start, end, figures[first] if index > first else None)
                if opening is not None:
                    scope, name, scope_end = opening
                    actor = self._text[start:scope_end]
                    if scope in ("whole_place", "subordinates"):
                        spans.append((start, scope_end))
            within, opened = self._scope_within(clause.start, clause.end, spans)
            if within is not None and index > first:
                scope, name = within
            for figure in figures[first:index]:
                figure.actor = actor
                figure.scope, figure.scope_name = scope, name  # type: ignore[assignment]
            if index == len(figures):
                break
            if opened and not scope:
                scope, name = "campaign", opened
        return spans

    def _reporting_department(self, facts: DocumentFacts, region: str) -> str:
        """Return the department whose own report this is, or ``""``."""
        known = self._words.organs.words(facts.title[:40])
        ends = [word.end for word in known if word.category == DEPARTMENT]
        if not ends or "政府" in facts.title[: ends[0]]:
            return ""
        name = facts.title[: ends[0]].removeprefix("关于")
        return self._unit + name.removeprefix(region) if region else name

    def begin_item(self) -> None:
        """Forget the matter of the list item before."""
        self._lasting = False

    def complete(self, figures: Sequence[Figure]) -> None:
        """Fill actor and scope where nothing is printed, from what is counted.

        Args:
            figures: The figures of one sentence, their subjects filled.
        """
        carried = self._lasting
        for figure in figures:
            is_own, is_other, is_lasting = self._matter(figure.subject)
            carried = is_own or (carried and not is_other)
            if is_lasting or is_other:
                self._lasting = is_lasting
            if self._department and figure.scope in ("", "own_level"):
                figure.scope, figure.scope_name = "department", self._department
                figure.actor = figure.actor or f"未明示(推断:{self._department})"
            elif figure.scope == "department" and is_own:
                if figure.scope_name.endswith(self._words.own_departments):
                    figure.scope, figure.scope_name = "own_level", self._government
            elif not figure.scope and self._unit:
                figure.scope = "own_level" if carried else "whole_place"
                figure.scope_name = self._government if carried else self._whole
            if not figure.actor and self._government:
                figure.actor = f"未明示(推断:{self._government})"

    def _matter(self, subject: str) -> tuple[bool, bool, bool]:
        """Tell whether a subject names an own matter, another, and a lasting one."""
        found = {index for index, _, _ in self._words.matters.find_matches_as_indexes(subject)}
        is_other = any(index >= self._words.first_other for index in found)
        is_lasting = any(index < self._words.lasting for index in found)
        is_own = is_lasting or (bool(found) and not is_other)
        return is_own, is_other and not is_lasting, is_lasting

    # -- where a clause opens ----------------------------------------------------------

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
        actor_end, is_department, index = 0, False, 0
        while index < len(known):
            word = known[index]
            if word.category == BOUND or word.start - actor_end > _LONGEST_GAP:
                break
            if word.category == NAME:
                index += 1
                continue
            actor_end = _past_bracket(region, word.end)
            is_department = word.category == DEPARTMENT
            index += 1
            while index < len(known) and known[index].start < actor_end:
                index += 1
            joined = region[actor_end : actor_end + 1] in ("、", "和", "及", "与")
            if not joined and not (index < len(known) and known[index].start == actor_end):
                break
            if index < len(known) and known[index].category == BOUND:
                break
        if not actor_end or not _acts(region, actor_end, known, index, end - start):
            return "", False, start
        return region[:actor_end], is_department, start + actor_end

    def _unspoken_end(self, start: int, actor: str, end: int) -> int:
        """Return up to where an actor belongs to no subject: 全市 of 全市公安机关."""
        if not any(matter in actor for matter in self._words.telling_organs):
            return end
        word = self._words.scope_openings.opening(actor)
        return start + (len(word) if self._words.scopes.get(word) == "whole_place" else 0)

    def _scope_of(self, actor: str, is_department: bool) -> tuple[str, str]:
        word = self._words.scope_openings.opening(actor)
        scope = self._words.scopes.get(word, "")
        if scope == "subordinates":
            return scope, actor
        if scope == "own_level" and len(actor) - len(word) <= 2:
            return self._own(word, len(word))
        if scope == "whole_place":
            return self._relative(word)
        if is_department and not actor.startswith(_PLURAL) and "各" not in actor:
            return "department", actor
        return "", ""

    def _opening_scope(
        self, start: int, end: int, figure: Figure | None
    ) -> tuple[str, str, int] | None:
        """Read a word of scope at ``start``: 全市, 市本级, 各镇(街道)."""
        word = self._words.scope_openings.opening(self._text[start : min(end, start + 16)])
        if not word:
            return None
        scope: str = self._words.scopes[word]
        scope_end = start + len(word)
        if scope == "subordinates":
            scope_end = start + _past_bracket(self._text[start : start + 40], len(word))
            return scope, self._text[start:scope_end], scope_end
        name = word
        if scope == "own_level":
            scope, name = self._own(word, len(word))
            if not scope:
                return None
        if scope == "whole_place":
            scope, name = self._relative(word)
            if scope == "higher_level" and (
                figure is None or figure.kind == "rank" or not self._is_bound(scope_end)
            ):
                return None
        return scope, name, scope_end

    def _own(self, word: str, length: int) -> tuple[str, str]:
        """Name the government's own level: 市政府常务会议 -> 市政府."""
        if length == len("市级") and word[0] != self._unit:
            return "", ""
        if "及" in word or "政府" not in word:
            return "own_level", word
        word = word.removeprefix("以")
        return "own_level", word[: word.index("政府") + len("政府")]

    def _is_bound(self, position: int) -> bool:
        known = self._words.organs.words(self._text[position : position + 10])
        return bool(known) and known[0].start <= 2

    def _relative(self, word: str) -> tuple[str, str]:
        """Tell what 全市, 我县, 全省 means for the place that reports."""
        unit = word[1:]
        if word[0] in "我本" or unit in ("境", "域") or not self._level:
            return "whole_place", self._whole or word
        if unit == "区" and self._unit == "自治区":
            return "whole_place", word
        level = _LEVELS.get(unit, 0 if unit == "国" else self._level)
        if unit == _spoken(self._unit) or level > self._level:
            return "whole_place", word
        return ("higher_level", word) if level <= self._level else ("whole_place", word)

    def _scope_within(
        self, start: int, end: int, spans: list[tuple[int, int]]
    ) -> tuple[tuple[str, str] | None, str]:
        """Read words that say a scope wherever they stand in the clause.

        Returns:
            Scope and name of this clause, and the campaign that opens for the next ones.
        """
        start = max(start, end - _LONGEST_LOOK)
        scope: tuple[str, str] | None = None
        opened = ""
        for index, first, last in self._words.anywhere.find_matches_as_indexes(
            self._text[start:end]
        ):
            word, kind = (
                self._text[start + first : start + last],
                self._words.anywhere_scopes[index],
            )
            if kind == "campaign":
                scope = (kind, word)
                spans.append((start + first, start + last))
            elif kind == "own_level":
                scope = self._own(word, len(word))
            else:
                opened = word
        return scope, opened


def _acts(region: str, end: int, known: Sequence[Word], index: int, length: int) -> bool:
    """Tell whether the organ before ``end`` acts, and is no part of a longer noun."""
    if end >= length or region[end : end + 1] in _FOLLOWING:
        return True
    return index < len(known) and known[index].category == BOUND and known[index].start == end


def _past_bracket(region: str, end: int) -> int:
    """Return the end of ``各镇(区、街道)`` for the end of ``各镇``."""
    if region[end : end + 1] in ("(", "（"):
        closing = max(region.find(")", end), region.find("）", end))
        if closing > 0:
            return closing + 1
    return end


def _spoken(unit: str) -> str:
    return "区" if unit == "自治区" else unit


def _unit(name: str) -> str:
    """Return the kind of place a name ends with: 如皋市 -> 市."""
    for unit in _UNITS:
        if name.endswith(unit):
            return unit
    return ""


def _guess_unit(text: str) -> str:
    """Guess it from how the text speaks of its own place: 我市, 全县."""
    sample = text[:_SAMPLE]
    counts = {
        unit: 3 * sample.count(f"我{unit}") + sample.count(f"全{unit}")
        for unit in "市县区州旗盟省镇"
    }
    best = max(counts, key=lambda unit: (counts[unit], unit))
    return best if counts[best] else ""
