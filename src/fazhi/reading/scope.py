"""For which part of the place a figure speaks, by the words that say so.

全市, 各镇(街道), 市本级, 以市政府为被告, 专项行动期间 say it. Where nothing is printed, a few
matters are known to be the government's own (reconsideration, answers to deputies); all
else speaks of the whole place.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ahocorasick_rs import AhoCorasick

from fazhi import vocabulary
from fazhi.reading.automaton import fast_automaton
from fazhi.reading.clauses import Clause
from fazhi.reading.lexicon import Edge
from fazhi.reading.own_place import OwnPlace
from fazhi.reading.vocabulary_files import ScopeVocabulary
from fazhi.records import Figure, Scope

_LONGEST_WORD = 16
_TELLING = ("本级", "层面", "为被告", "为被申请人", "法律顾问", "名义")
_GOES_ON = ("其中", "占", "较", "比", "同比", "环比", "增", "下", "上", "为")


class _Vocabulary:
    """The words of scope, ready for look-up."""

    def __init__(self) -> None:
        words = vocabulary.load("reading/scopes.yml", ScopeVocabulary)
        own_level = _of_every_kind(words.own_level, words.kinds_of_place)
        self.scopes: dict[str, Scope] = dict.fromkeys(own_level, "own_level")
        self.scopes.update(dict.fromkeys(words.subordinates, "subordinates"))
        self.scopes.update(
            dict.fromkeys(_of_every_kind(words.whole_place, words.kinds_of_place), "whole_place")
        )
        self.openings = Edge(self.scopes)
        self.first_characters = frozenset(word[0] for word in self.scopes)
        self.kinds = Edge(words.kinds_of_place)
        telling = [
            word
            for word in own_level
            if word.endswith(_TELLING) or "及" in word or word[0] in "为代"
        ]
        anywhere: dict[str, Scope] = dict.fromkeys(telling, "own_level")
        anywhere.update(dict.fromkeys(words.campaign, "campaign"))
        anywhere.update(dict.fromkeys(words.campaign_openings, ""))
        self.anywhere_scopes = list(anywhere.values())
        self.anywhere = fast_automaton(anywhere)
        matters = [*words.lasting_matters, *words.own_matters, *words.other_matters]
        self.matters = AhoCorasick(matters)
        self.first_passing = len(words.lasting_matters)
        self.first_other = len(matters) - len(words.other_matters)
        self.campaign_openings = frozenset(words.campaign_openings)
        self.campaign_actions = tuple(words.campaign_actions)
        self.own_departments = tuple(words.own_departments)


def _of_every_kind(words: Sequence[str], kinds: Sequence[str]) -> dict[str, None]:
    """Words with ``{}`` spelled out for each kind of place, others once; in order."""
    return dict.fromkeys(word.replace("{}", kind) for word in words for kind in kinds)


@cache
def _words() -> _Vocabulary:
    return _Vocabulary()


class ScopeReader:
    """Reads words of scope for one reporting place.

    Args:
        text: The document's text.
        own: The reporting place.
        department: The department whose own report this is, or ``""``.
    """

    def __init__(self, text: str, own: OwnPlace, department: str = "") -> None:
        self._text = text
        self._words = _words()
        #: What a word of scope can begin with.
        self.openings = self._words.first_characters
        self.own = own
        self._whole, self._government = own.whole, own.government
        self._department = department
        self._lasting = False
        #: 全省复议机构新收申请900件: what follows on it is of the whole place too.
        self._whole_named = False
        self._speaker = department

    def of_actor(self, actor: str, is_department: bool) -> tuple[Scope, str]:
        """Return scope and name that an acting organ stands for."""
        word = self._words.openings.opening(actor)
        scope: Scope = self._words.scopes.get(word, "")
        if scope == "subordinates":
            return scope, actor
        if scope == "own_level" and len(actor) - len(word) <= 2:
            return self._own_level(word)
        if scope == "whole_place":
            return self._relative(word)
        if is_department and "各" not in actor and not actor.startswith("全"):
            return "department", actor
        return "", ""

    def opening_word(self, text: str) -> str:
        """Return the word of scope with which ``text`` begins, or ``""``."""
        return self._words.openings.opening(text)

    def is_whole(self, word: str) -> bool:
        """Tell whether the word speaks of a whole place."""
        return self._words.scopes.get(word) == "whole_place"

    def names_whole(self, start: int, end: int) -> bool:
        """Tell whether a word for the whole place begins at ``start`` and ends past ``end``."""
        word = self._words.openings.opening(self._text[start : start + _LONGEST_WORD])
        return len(word) > end - start and self.is_whole(word)

    def opening(self, start: int, end: int) -> tuple[Scope, str, int] | None:
        """Read a word of scope at ``start``: 全市, 市本级, 各镇(街道).

        Returns:
            Scope, name as printed and where the word ends; None where there is none.
        """
        if self._text[start : start + 1] not in self._words.first_characters:
            return None
        region = self._text[start : min(end, start + _LONGEST_WORD)]
        word = self._words.openings.opening(region)
        if not word or region.startswith("领导", len(word)):
            return None
        scope, name = self._words.scopes[word], word
        scope_end = start + len(word)
        if scope == "subordinates":
            scope_end = start + past_bracket(self._text[start : start + 40], len(word))
            name = self._text[start:scope_end]
        elif scope == "own_level":
            scope, name = self._own_level(word)
        else:
            scope, name = self._relative(word)
        return (scope, name, scope_end) if scope else None

    def telling_words(self, passage: str, start: int) -> list[tuple[int, int, Scope]]:
        """Find words that say a scope wherever they stand in a sentence.

        Args:
            passage: The sentence, or the part of it that matters.
            start: Where it stands in the text.

        Returns:
            Spans in order, each with its scope; ``""`` for a campaign that opens here
            and holds for the clauses after.
        """
        found = self._words.anywhere.find_matches_as_indexes(passage)
        if not found:
            return []
        scopes = self._words.anywhere_scopes
        return [(start + first, start + last, scopes[index]) for index, first, last in found]

    def named(self, start: int, end: int, scope: Scope) -> tuple[Scope, str]:
        """Return scope and name for a word found by ``telling_words``."""
        word = self._text[start:end]
        return self._own_level(word) if scope == "own_level" else (scope, word)

    def ends(self, clause: Clause, scope: Scope, name: str) -> bool:
        """Tell whether what the clauses before said of scope no longer holds."""
        if scope not in ("own_level", "campaign", "subordinates"):
            return False
        is_noun = scope == "subordinates" and not name.startswith("各")
        if clause.before in ("；", ";"):
            return scope != "subordinates" or is_noun
        if not name.endswith("级") and not is_noun:
            return False
        # 市级行政权力事项2986项,其中…: only what goes on about the same thing.
        return not self._text[clause.start : clause.start + 2].startswith(_GOES_ON)

    def begin_item(self, speaker: str = "") -> None:
        """Forget the matter of the list item before; ``speaker`` is who speaks in this."""
        self._lasting = self._whole_named = False
        self._speaker = self._department or speaker

    def complete(self, figures: Sequence[Figure], is_breakdown: bool = False) -> None:
        """Fill actor and scope where nothing is printed, from what is counted.

        Args:
            figures: The figures of one sentence, their subjects filled.
            is_breakdown: Whether the sentence breaks down what the one before counted
                (从案件类型看): the matters it names are parts of the same.
        """
        carried = self._lasting
        government = self._government
        inferred = self._speaker or government
        unnamed_actor = f"未明示(推断:{inferred})" if inferred else ""
        find = self._words.matters.find_matches_as_indexes
        for figure in figures:
            if figure.scope == "campaign" and not self._is_of_campaign(figure):
                figure.scope = figure.scope_name = ""
            is_own = False
            matters = find(figure.subject)
            if matters:
                is_own, is_other, is_lasting = self._kind_of_matter(matters)
                if is_lasting and (self._whole_named or figure.scope == "whole_place"):
                    self._whole_named = True
                    is_own = is_lasting = carried = False
                is_other = is_other and not is_breakdown
                carried = is_own or (carried and not is_other)
                if is_lasting or is_other:
                    self._lasting = is_lasting
            scope = figure.scope
            if self._speaker and scope in ("", "own_level"):
                figure.scope, figure.scope_name = "department", self._speaker
            elif not scope:
                figure.scope = "own_level" if carried else "whole_place"
                figure.scope_name = government if carried else self._whole
            elif (
                is_own
                and scope == "department"
                and figure.scope_name.endswith(self._words.own_departments)
            ):
                figure.scope, figure.scope_name = "own_level", government
            if not figure.actor:
                figure.actor = unnamed_actor

    def _is_of_campaign(self, figure: Figure) -> bool:
        """Tell whether a figure after 开展专项整治 counts what was done in it."""
        if figure.scope_name not in self._words.campaign_openings:
            return True
        return any(action in figure.subject for action in self._words.campaign_actions)

    def _kind_of_matter(self, matters: Sequence[tuple[int, int, int]]) -> tuple[bool, bool, bool]:
        """Tell whether the matters found are an own one, another, and a lasting one."""
        found = [index for index, _, _ in matters]
        is_other = max(found) >= self._words.first_other
        is_lasting = min(found) < self._words.first_passing
        return is_lasting or not is_other, is_other and not is_lasting, is_lasting

    def _own_level(self, word: str) -> tuple[Scope, str]:
        """Name the government's own level: 市政府常务会议 -> 市政府."""
        word = word.lstrip("以为代").removesuffix("名义")
        kind = self._words.kinds.opening(word)
        if kind and self.own.unit and kind not in (self.own.unit, self.own.spoken):
            return "", ""
        if "及" in word or "政府" not in word:
            return "own_level", word
        return "own_level", word[: word.index("政府") + len("政府")]

    def _relative(self, word: str) -> tuple[Scope, str]:
        """Tell what 全市, 我县, 全省 means for the place that reports."""
        if word[0] == "全" and "级" not in word:
            return ("higher_level" if self.own.is_higher(word) else "whole_place"), word
        return "whole_place", self._whole or word


def past_bracket(region: str, end: int) -> int:
    """Return the end of ``各镇(区、街道)`` for the end of ``各镇``."""
    if region[end : end + 1] in ("(", "（"):
        closing = max(region.find(")", end), region.find("）", end))
        if closing > 0:
            return closing + 1
    return end
