"""Words that mean a number: 未发生 is 0, 全覆盖 is 100 percent.

They are found apart from the figures, because a claim in words is weaker than a printed
number: 全覆盖 may be a slogan, a plan or a manner of inspecting. Which words count, and
what before or after them takes the claim away, is in ``schemas/reading/words.yml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from fazhi import vocabulary
from fazhi.reading.automaton import fast_automaton
from fazhi.reading.sections import SectionIndex
from fazhi.reading.vocabulary_files import WordFamily, WordVocabulary
from fazhi.records import Section, WordValue

_LOOK = 60
#: Words stripped from the edges of one subject at most.
_MOST_EDGES = 8
#: 均按期 takes in what was done on time up to the clause's end, if it is this near.
_LONGEST_PREDICATE = 24
_CLAUSE_END = re.compile(r"[，,。；;：:！!？?\n]")
_BREAK = "，,。；;：:！!？?\n\t"
_EDGES = " 　、“”‘’（）()\u3000\xa0"


@dataclass(slots=True)
class _Compiled:
    family: WordFamily
    follows: re.Pattern[str] | None
    refused: re.Pattern[str] | None
    refused_before: re.Pattern[str] | None


class _Rules:
    def __init__(self) -> None:
        known: WordVocabulary = vocabulary.load("reading/words.yml", WordVocabulary)
        self.families: list[_Compiled] = []
        self.of_anchor: list[_Compiled] = []
        anchors: list[str] = []
        for family in known.families:
            compiled = _Compiled(
                family,
                _pattern(family.follows),
                _pattern(family.refused),
                _pattern(family.refused_before),
            )
            anchors += family.anchors
            self.of_anchor += [compiled] * len(family.anchors)
        self.automaton = fast_automaton(anchors)
        self.acts = re.compile("|".join(known.acts))
        self.not_reached = re.compile(known.not_reached)
        self.leading = tuple(sorted(known.leading, key=len, reverse=True))
        self.trailing = tuple(sorted(known.trailing, key=len, reverse=True))


def _pattern(source: str) -> re.Pattern[str] | None:
    return re.compile(source) if source else None


def read_words(text: str, sections: list[Section]) -> list[WordValue]:
    """Read the words that mean a number, in order of ``char_start``.

    Args:
        text: The document's text.
        sections: Its outline: what a plan or the list of shortcomings says is not
            reached.

    Returns:
        Values with the span of the words and a subject that can be read alone.
    """
    index = SectionIndex(sections)
    rules = _rules()
    found: list[WordValue] = []
    for word, start, end in rules.automaton.find_matches_as_indexes(text):
        compiled = rules.of_anchor[word]
        stop = _span_end(compiled, text, end)
        if stop < 0:
            continue
        clause_start = _clause_start(text, start)
        before = text[clause_start:start]
        if _is_refused(compiled, text, before, stop):
            continue
        section = index.at(start)
        if section is not None and section.role in ("plan", "shortcoming"):
            continue
        subject = _subject(compiled.family, text, before, start, stop, clause_start)
        if not subject:
            continue
        family = compiled.family
        path = section.path if section is not None else ""
        found.append(
            WordValue(
                start, stop, text[start:stop], Decimal(family.value), family.unit, subject, path,
                f"words.{family.family}",
            )
        )  # fmt: skip
    return found


def _span_end(compiled: _Compiled, text: str, end: int) -> int:
    """Return where the words end, -1 where what follows makes them others."""
    if compiled.family.family == "all_that_should":
        match = compiled.follows.match(text, end) if compiled.follows is not None else None
        return match.end() if match is not None else -1
    if compiled.follows is not None and compiled.follows.match(text, end) is None:
        return -1
    if compiled.family.family == "all_done":
        match = _CLAUSE_END.search(text, end, end + _LONGEST_PREDICATE)
        return match.start() if match is not None else end
    return end


def _clause_start(text: str, position: int) -> int:
    floor = max(0, position - _LOOK)
    return max(floor, max(text.rfind(mark, floor, position) for mark in _BREAK) + 1)


def _is_refused(compiled: _Compiled, text: str, before: str, stop: int) -> bool:
    if compiled.refused is not None and compiled.refused.search(text[stop : stop + 12]):
        return True
    if compiled.refused_before is not None and compiled.refused_before.search(before.rstrip()):
        return True
    return _rules().not_reached.search(before) is not None


def _subject(
    family: WordFamily, text: str, before: str, start: int, stop: int, clause_start: int
) -> str:
    """Return what is said to be none or all, with the clause before where this has none."""
    if family.subject == "after":
        match = _CLAUSE_END.search(text, stop, stop + _LOOK)
        after = text[stop : match.start() if match is not None else stop + _LOOK]
        own = re.sub(r"^(?:过|一[起件例次宗]|任何|新增)+", "", after.split("、")[0].strip(_EDGES))
        return own or _trimmed(before)
    own = _trimmed(before)
    if family.subject == "own_and_before":
        return (
            own + text[start:stop].strip(_EDGES).lstrip("零无")
            if own
            else text[start:stop].strip(_EDGES)
        )
    if len(own) < 2 and clause_start > 1 and text[clause_start - 1] in "，,":
        earlier = _clause_start(text, clause_start - 1)
        own = _trimmed(text[earlier : clause_start - 1])
    if own and family.family == "all_done":
        acts = _rules().acts.findall(text, start, stop)
        own += acts[-1] if acts and acts[-1] not in own else ""
    return own


def _trimmed(phrase: str) -> str:
    """Strip what stands at a phrase's edges and does not belong to the subject."""
    phrase = phrase.strip(_EDGES)
    rules = _rules()
    for _ in range(_MOST_EDGES):
        if phrase.startswith(rules.leading):
            word = next(word for word in rules.leading if phrase.startswith(word))
            phrase = phrase[len(word) :].strip(_EDGES)
        elif phrase.endswith(rules.trailing):
            word = next(word for word in rules.trailing if phrase.endswith(word))
            phrase = phrase[: -len(word)].strip(_EDGES)
        else:
            break
    return phrase


@cache
def _rules() -> _Rules:
    return _Rules()
