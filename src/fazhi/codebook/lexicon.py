"""The words of all wordings as one automaton, built once.

A *slot* is one word of a wording with everything that may stand for it: its written
alternatives, each with its synonyms. Slots that accept the same forms are one slot.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

import ahocorasick_rs
from pydantic import BaseModel, ConfigDict

from fazhi import vocabulary
from fazhi.codebook.dimension import kinds_of_case
from fazhi.codebook.entries import Indicator, indicators
from fazhi.codebook.wording import Slot, Wording, parse_wording

#: A form that begins with a negation is a word of its own: 不予受理 is not 受理.
#: The word of synonyms.yml for the level of government below.
_LOWER_LEVEL = "乡镇"
#: How a rate is printed without 率: 败诉比例, 办结占比.
_SHARE_ENDINGS = ("比例", "占比", "的比例", "比率")
_NEGATIONS = ("不", "未", "非", "无", "免", "尚未")
#: However rare, a word of the context tells no more than the topic.
_CONTEXT_TELLS = 3.0


class LookAlike(BaseModel):
    """Something that reports count and the codebook does not, as a rival of its entries.

    One that is marked ``always`` rules out every entry, however well it fits.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: str
    wording: tuple[str, ...]
    never: tuple[str, ...] = ()
    always: bool = False


class LookAlikes(BaseModel):
    """``schemas/matching/look_alikes.yml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words_of_their_own: tuple[str, ...]
    general_heads: tuple[str, ...]
    compounds: tuple[str, ...]
    entries: tuple[LookAlike, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A wording with its words as slot numbers.

    Attributes:
        owner: Indicator id, or ``""`` for a look-alike.
        label: Indicator id, or what the look-alike is.
        text: The wording as written, which names the rule.
        near: Slots needed in the figure's phrase.
        context: Slots needed there or in what stands before.
        optional: Slots that help.
        absent: Slots that must not stand in the figure's phrase.
        absent_before: Slots that must not stand in its sentence before it either.
        units: Measure words asked for, empty for any.
        barred_units: Measure words that rule it out.
        always: A look-alike that rules out every entry where it fits.
    """

    owner: str
    label: str
    text: str
    near: tuple[int, ...]
    context: tuple[int, ...]
    optional: tuple[int, ...]
    absent: frozenset[int]
    absent_before: frozenset[int]
    units: frozenset[str]
    barred_units: frozenset[str]
    always: bool = False


class Needs(NamedTuple):
    """What a pattern cannot do without, as sets: one test each rules most patterns out."""

    pattern: int
    near: frozenset[int]
    context: frozenset[int]


#: A form found in a text: start, end and number. There are thousands in a report, and a
#: plain tuple is made in a fifth of the time of a named one.
Hit = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Forms, slots and patterns.

    Attributes:
        automaton: Finds the forms; its pattern numbers index the lists below.
        forms: The forms.
        slots: Form number -> slots that it fills.
        slot_sets: The same as sets.
        context_slots: Those of them that some wording takes from the context.
        sentence_slots: Those that some wording may find left out in the phrase.
        barring_slots: Those that, standing in the sentence before, rule a wording out.
        topics: Form number -> its topic, or -1.
        opaque: Form number -> whether forms within it do not count.
        weights: Form number -> how much it tells: rare and long forms tell more.
        context_weights: The same for a word of the context.
        patterns: All wordings.
        by_owner: Indicator id -> its patterns.
        by_slot: Slot -> what the patterns need that need it near the figure.
        by_unit: The same of those that ask for nothing near but a measure word.
        general_heads: Nouns that, at the end of a phrase, are counted for themselves.
        compounds: Words with such a noun in which it is not counted for itself.
        home: Entry -> the topics that any of its wordings names.
        lower_level: Numbers of the forms that name the level below.
    """

    automaton: ahocorasick_rs.AhoCorasick
    forms: list[str]
    slots: list[tuple[int, ...]]
    slot_sets: list[frozenset[int]]
    context_slots: list[tuple[int, ...]]
    sentence_slots: list[tuple[int, ...]]
    barring_slots: list[tuple[int, ...]]
    topics: list[int]
    opaque: list[bool]
    weights: list[float]
    context_weights: list[float]
    patterns: list[Pattern]
    by_owner: dict[str, list[Pattern]]
    by_slot: dict[int, list[Needs]]
    by_unit: list[Needs]
    general_heads: tuple[str, ...]
    compounds: tuple[str, ...]
    home: dict[str, frozenset[int]]
    lower_level: frozenset[int]

    def tells_of_paragraph(self, form: int) -> bool:
        """Tell whether a form tells anything of figures in the sentences behind its own."""
        return bool(self.context_slots[form]) or self.topics[form] >= 0

    def tells_of_sentence(self, form: int) -> bool:
        """Tell whether a form tells anything of figures behind it; half of all do not."""
        return bool(
            self.context_slots[form]
            or self.sentence_slots[form]
            or self.barring_slots[form]
            or self.topics[form] >= 0
        )

    def scan(self, text: str) -> list[Hit]:
        """Return the forms in ``text``, without those inside an opaque one, by start."""
        found = self.automaton.find_matches_as_indexes(text, overlapping=True)
        return self._without_hidden(sorted([(start, -end, form) for form, start, end in found]))

    def _without_hidden(self, found: list[tuple[int, int, int]]) -> list[Hit]:
        """Leave out forms inside an opaque one, or across the end of a strong one.

        受理 in 不予受理 is no word of its own, nor is 议案 in 复议案件. Forms come as start,
        negative end (of two the longer first) and number, plain tuples being cheap.
        """
        kept: list[Hit] = []
        strong_start = strong_end = closed_end = -1
        for start, negative, form in found:
            end = -negative
            if strong_start < start < strong_end < end or end <= closed_end:
                continue
            kept.append((start, end, form))
            opaque = self.opaque[form]
            if opaque and end > closed_end:
                closed_end = end
            if (opaque or self.topics[form] >= 0) and end > strong_end:
                strong_start, strong_end = start, end
        return kept


class _Builder:
    """Collects slots and forms while wordings are compiled."""

    def __init__(self) -> None:
        self.synonyms = vocabulary.load("matching/synonyms.yml", dict[str, tuple[str, ...]])
        self.topics = vocabulary.load("matching/topics.yml", dict[str, tuple[str, ...]])
        self.measures = vocabulary.load("matching/measure_words.yml", dict[str, tuple[str, ...]])
        self.slot_numbers: dict[frozenset[str], int] = {}
        self.owners: dict[str, set[str]] = defaultdict(set)
        self.named: dict[str, set[str]] = defaultdict(set)
        self.patterns: list[Pattern] = []

    def forms_of(self, words: tuple[str, ...]) -> frozenset[str]:
        """Return the words with everything that may stand for them."""
        forms = set(words)
        for word in words:
            forms.update(self.synonyms.get(word, ()), self.topics.get(word, ()))
            if word.endswith("率") and len(word) > 2:
                forms.update(word[:-1] + ending for ending in _SHARE_ENDINGS)
        return frozenset(forms)

    def slot(self, words: tuple[str, ...]) -> int:
        """Return the number of the slot for these alternatives."""
        return self.slot_numbers.setdefault(self.forms_of(words), len(self.slot_numbers))

    def literal(self, word: str) -> int:
        """Return the number of the slot that the word alone fills."""
        return self.slot_numbers.setdefault(frozenset((word,)), len(self.slot_numbers))

    def add(self, owner: str, label: str, texts: tuple[str, ...], never: tuple[str, ...]) -> None:
        """Compile the wordings of one entry."""
        barred = frozenset(word[1:] for word in never if word.startswith("N"))
        before = tuple(word[1:-1] for word in never if word.startswith("("))
        words = tuple(word for word in never if not word.startswith(("N", "(")))
        for text in texts:
            wording = parse_wording(text)
            wording = replace(wording, absent_before=(*wording.absent_before, *before))
            self.patterns.append(self._pattern(owner, label, text, wording, words, barred))
            for slot in wording.slots:
                self.named[label].update(slot.words)
                if not slot.optional:
                    for form in self.forms_of(slot.words):
                        self.owners[form].add(label)

    def _pattern(
        self,
        owner: str,
        label: str,
        text: str,
        wording: Wording,
        never: tuple[str, ...],
        barred: frozenset[str],
    ) -> Pattern:
        def numbers(slots: list[Slot]) -> tuple[int, ...]:
            return tuple(self.slot(slot.words) for slot in slots)

        required = [slot for slot in wording.slots if not slot.optional]
        units = {form for unit in wording.units for form in self.measures.get(unit, (unit,))}
        return Pattern(
            owner=owner,
            label=label,
            text=text,
            near=numbers([slot for slot in required if not slot.in_context]),
            context=numbers([slot for slot in required if slot.in_context]),
            optional=numbers([slot for slot in wording.slots if slot.optional]),
            absent=frozenset(self.literal(word) for word in (*wording.absent, *never)),
            absent_before=frozenset(self.slot((word,)) for word in wording.absent_before),
            units=frozenset(units),
            barred_units=barred,
        )


@cache
def lexicon() -> Lexicon:
    """The lexicon of the codebook. Shared: treat as read-only."""
    builder = _Builder()
    entries: list[Indicator] = list(indicators().values())
    for entry in entries:
        builder.add(entry.id, entry.id, entry.wording, entry.never)
    look_alikes = vocabulary.load("matching/look_alikes.yml", LookAlikes)
    for rival in look_alikes.entries:
        first = len(builder.patterns)
        builder.add("", rival.what, rival.wording, rival.never)
        if rival.always:
            builder.patterns[first:] = [
                replace(pattern, always=True) for pattern in builder.patterns[first:]
            ]
    return _assemble(builder, look_alikes, len(entries))


def _assemble(builder: _Builder, look_alikes: LookAlikes, entries: int) -> Lexicon:
    own_words = {*look_alikes.words_of_their_own, *kinds_of_case()}
    slots_of: dict[str, list[int]] = defaultdict(list)
    for accepted, number in builder.slot_numbers.items():
        for form in accepted:
            slots_of[form].append(number)
    topic_of: dict[str, int] = {}
    for number, (topic, members) in enumerate(builder.topics.items()):
        for form in (topic, *members):
            topic_of.setdefault(form, number)
            slots_of.setdefault(form, [])
    for word in own_words:
        slots_of.setdefault(word, [])
    forms = sorted(slots_of)
    weights = [_weight(form, len(builder.owners[form]), entries) for form in forms]
    by_owner: dict[str, list[Pattern]] = defaultdict(list)
    by_slot: dict[int, list[Needs]] = defaultdict(list)
    by_unit: list[Needs] = []
    for index, pattern in enumerate(builder.patterns):
        by_owner[pattern.owner].append(pattern)
        needs = Needs(index, frozenset(pattern.near), frozenset(pattern.context))
        for postings in [by_slot[slot] for slot in pattern.near] or [by_unit]:
            postings.append(needs)
    in_context = {slot for pattern in builder.patterns for slot in pattern.context}
    barring = {slot for pattern in builder.patterns for slot in pattern.absent_before}
    left_out = {
        slot for pattern in builder.patterns if len(pattern.near) > 1 for slot in pattern.near
    }
    return Lexicon(
        automaton=ahocorasick_rs.AhoCorasick(forms),
        forms=forms,
        slots=[tuple(slots_of[form]) for form in forms],
        slot_sets=[frozenset(slots_of[form]) for form in forms],
        context_slots=[_among(slots_of[form], in_context) for form in forms],
        sentence_slots=[_among(slots_of[form], left_out) for form in forms],
        barring_slots=[_among(slots_of[form], barring) for form in forms],
        topics=[topic_of.get(form, -1) for form in forms],
        opaque=[form in own_words or form.startswith(_NEGATIONS) for form in forms],
        weights=weights,
        context_weights=[min(weight, _CONTEXT_TELLS) for weight in weights],
        patterns=builder.patterns,
        by_owner=dict(by_owner),
        by_slot=dict(by_slot),
        by_unit=by_unit,
        general_heads=look_alikes.general_heads,
        compounds=look_alikes.compounds,
        home=_home(builder, topic_of),
        lower_level=frozenset(map(forms.index, builder.forms_of((_LOWER_LEVEL,)))),
    )


def _among(slots: list[int], wanted: set[int]) -> tuple[int, ...]:
    return tuple(slot for slot in slots if slot in wanted)


def _home(builder: _Builder, topic_of: dict[str, int]) -> dict[str, frozenset[int]]:
    return {
        label: frozenset(topic_of[word] for word in words if word in topic_of)
        for label, words in builder.named.items()
    }


def _weight(form: str, owners: int, entries: int) -> float:
    """Rare and long forms tell more: 确认违法 tells nearly all, 办理 nearly nothing."""
    rarity = math.log((1 + entries) / (1 + owners))
    if len(form) == 1:
        return rarity * 0.2
    return rarity * (0.55 + 0.15 * min(len(form), 5))
