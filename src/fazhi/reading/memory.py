"""What has been counted so far in a passage, for figures that leave it out.

``Memory`` holds the phrases of the current sentence and the last ones of the sentence
before, and knows whether the figures at hand are still the parts that 其中 began.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from fazhi.reading.clauses import Sentence
from fazhi.reading.lists import LONGEST_LIST, RESPECTIVELY
from fazhi.reading.phrases import Slot
from fazhi.records import Figure

PART = "其中"
#: 其中 as a noun: 承办了其中的四成.
PART_AS_NOUN = ("其中的", "其中约", "其中近")
#: How many phrases back anything is looked for.
DEPTH = 8
_NEW_START = tuple("已共全累同另还今目截并")
_SEMICOLONS = ("；", ";")


@dataclass(slots=True)
class Phrase:
    """The subject of one figure, with the parts that later figures may inherit.

    Attributes:
        figure: The figure.
        clause: Index of its clause within its sentence.
        text: The subject.
        stem: Its predicate (``审查``), for list members that leave it out.
        noun: Its noun (``行政规范性文件``), for parts, rates and bare predicates.
        whole: The phrase of the total it is a part of, or None.
        is_change: Whether it compares, or is only counted in, instead of counting.
        is_light: Whether its predicate wants an action as object.
        is_thin: Whether it names too little to be read alone.
        is_of_set: Whether its noun is a set that the clause before names (审结案件中).
    """

    figure: Figure
    clause: int
    text: str
    stem: str = ""
    noun: str = ""
    whole: Phrase | None = None
    is_change: bool = False
    is_light: bool = False
    is_thin: bool = False
    is_of_set: bool = False


class Memory:
    """The phrases of a paragraph that can still be meant."""

    def __init__(self) -> None:
        self.phrases: list[Phrase] = []
        self.earlier: list[Phrase] = []
        self.whole: Phrase | None = None
        #: Whether 其中 stands in the sentence; only then there are parts to follow.
        self.names_parts = False
        self._parts_total = Decimal(0)

    def forget(self) -> None:
        """Begin a paragraph."""
        self.phrases, self.earlier, self.whole = [], [], None

    def begin_sentence(self, names_parts: bool) -> None:
        """Keep the last phrases of the sentence before, if it had any."""
        self.names_parts = names_parts
        self.earlier = self.phrases[-DEPTH:]
        self.phrases, self.whole = [], None

    def last(self) -> Phrase | None:
        """Return the latest phrase of the sentence that counts something."""
        phrases = self.phrases
        if not phrases or not phrases[-1].is_change:
            return phrases[-1] if phrases else None
        for phrase in reversed(phrases[-DEPTH:]):
            if not phrase.is_change:
                return phrase
        return None

    def base(self) -> Phrase | None:
        """Return what a comparison without a subject compares."""
        last = self.last()
        if last is None and self.earlier:
            return self.earlier[-1]
        return last

    def last_of_unit(self, unit: str) -> Phrase | None:
        """Return the phrase before this sentence whose noun ``受理663件。`` leaves out."""
        for phrase in reversed(self.earlier):
            if not phrase.is_change and phrase.figure.unit == unit:
                return phrase
        return None

    def counterpart(self, index: int, slots: Sequence[Slot]) -> Phrase | None:
        """Return the figure that ``同比分别增长`` means for the figure at ``index``."""
        first = index
        earliest = max(index - LONGEST_LIST, 0)
        while first > earliest and slots[first].joint and RESPECTIVELY not in slots[first].left:
            first -= 1
        size = index - first + 1
        for slot in slots[first + size : first + LONGEST_LIST]:
            if not slot.joint or slot.left:
                break
            size += 1
        counted = [phrase for phrase in self.phrases[-2 * LONGEST_LIST :] if not phrase.is_change]
        counted = [p for p in counted if p.figure.char_start < slots[first].figure.char_start]
        offset = index - first
        counted = counted[-size:]
        return counted[offset] if offset < len(counted) else self.base()

    def starts_anew(self, sentence: Sentence, slot: Slot) -> bool:
        """Tell whether a semicolon stands before the figure's clause."""
        return sentence.clauses[slot.clause].before in _SEMICOLONS

    # -- parts of a total --------------------------------------------------------------

    def follow_parts(self, text: str, sentence: Sentence, slot: Slot) -> None:
        """Note whether the figure is one of the parts that 其中 began.

        Parts end where the clause makes a new start, the unit changes, or they exceed
        their total: in 收到196件,其中受理165件,已审结175件 the last is no part.
        """
        figure = slot.figure
        if opens_parts(slot.left) or _announces_parts(text, sentence, slot):
            self.whole, self._parts_total = self._whole_of(slot), Decimal(0)
        elif self.whole is not None:
            if figure.kind == "change" or figure.unit == "percent":
                return
            goes_on = slot.joint or slot.follows or _goes_on(text, sentence, slot)
            if figure.unit != self.whole.figure.unit or not goes_on:
                self.whole = None
        if self.whole is not None and figure.value is not None:
            self._parts_total += figure.value
            total = self.whole.figure.value
            if total is not None and self._parts_total > total:
                self.whole = None

    def _whole_of(self, slot: Slot) -> Phrase | None:
        fallback = None
        for phrase in reversed(self.phrases[-DEPTH:] or self.earlier):
            if phrase.is_change or phrase.figure.unit == "percent":
                continue
            if phrase.figure.unit == slot.figure.unit and phrase.whole is None:
                return phrase
            fallback = fallback or phrase
        return fallback


def opens_parts(left: str) -> bool:
    """Tell whether the words before a figure say 其中 of a total."""
    return PART in left and not left.endswith(PART_AS_NOUN)


def _announces_parts(text: str, sentence: Sentence, slot: Slot) -> bool:
    if slot.follows or slot.clause == 0:
        return False
    clause = sentence.clauses[slot.clause - 1]
    return text.endswith(PART, clause.start, clause.end)


def _goes_on(text: str, sentence: Sentence, slot: Slot) -> bool:
    """Tell whether a clause after a comma can hold another part."""
    clause = sentence.clauses[slot.clause]
    if not clause.before or clause.before not in "、，,":
        return False
    return not text[clause.start : clause.start + 1].startswith(_NEW_START)
