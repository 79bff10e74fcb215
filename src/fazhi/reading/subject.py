"""What a figure counts, as a phrase that can be read alone.

Reports say a predicate or a noun once and leave it out afterwards. Each method below
restores one kind of omission. The phrases read so far in the paragraph are the memory
from which words are inherited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from fazhi.reading.clauses import Sentence
from fazhi.reading.lexicon import HEAD, LIGHT, VERB, Lexicon
from fazhi.reading.lists import RESPECTIVELY, pair_lists
from fazhi.reading.phrases import Slot, Wording, analyse, cut_slots, visible
from fazhi.records import Figure

#: A subject is a phrase, not a sentence.
LONGEST_SUBJECT = 60
LONGEST_TOPIC = 28
_LONGEST_RATE_NAME = 6
_PART = "其中"
_CHANGES = frozenset(("yoy_change", "pp_change", "period_change", "multiple"))


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
        is_change: Whether it compares instead of counting.
        is_light: Whether its predicate wants an action as object.
    """

    figure: Figure
    clause: int
    text: str
    stem: str = ""
    noun: str = ""
    whole: Phrase | None = None
    is_change: bool = False
    is_light: bool = False


@dataclass(slots=True)
class SubjectReader:
    """Reads the subjects of a paragraph, sentence after sentence.

    Attributes:
        text: The document's text.
        words: The word lists.
        heading: Heading of the section, the last resort for a topic.
    """

    text: str
    words: Lexicon
    heading: str = ""
    _phrases: list[Phrase] = field(default_factory=list)
    _earlier: list[Phrase] = field(default_factory=list)
    _sentence: Sentence | None = None
    _before: Sentence | None = None
    _silent: Sequence[tuple[int, int]] = ()
    _whole: Phrase | None = None
    _parts_total: Decimal = Decimal(0)

    def begin_paragraph(self, heading: str) -> None:
        """Forget what the paragraph before said."""
        self.heading = heading
        self._phrases, self._earlier = [], []
        self._before = None

    def skip(self, sentence: Sentence) -> None:
        """Pass over a sentence without figures; it may still name the topic."""
        self._before, self._earlier = sentence, []

    def read(
        self, sentence: Sentence, figures: Sequence[Figure], silent: Sequence[tuple[int, int]]
    ) -> None:
        """Fill ``subject`` of the figures of one sentence.

        Args:
            sentence: The sentence.
            figures: Its measured figures in order.
            silent: Spans that belong to no subject: periods, actors, labels.
        """
        self._sentence, self._silent = sentence, silent
        self._phrases, self._whole = [], None
        slots = cut_slots(self.text, sentence, figures, silent, self.words)
        paired = pair_lists(slots, self.words)
        for index, slot in enumerate(slots):
            if slot.shares_left:
                slot.left = slots[index - 1].left
            phrase = self._phrase(slot, paired.get(index), index, slots)
            phrase.text = tidy(phrase.text)
            slot.figure.subject = phrase.text
            self._phrases.append(phrase)
        self._before, self._earlier = sentence, self._phrases[-6:]

    # -- one figure ---------------------------------------------------------------

    def _phrase(self, slot: Slot, member: str | None, index: int, slots: list[Slot]) -> Phrase:
        if slot.bracket >= 0:
            return self._in_bracket(slot)
        self._follow_parts(slot)
        figure = slot.figure
        left = slot.left.rsplit(_PART, 1)[-1]
        tail = ""
        if figure.kind == "change" or figure.measure in _CHANGES:
            left, tail = self._split_comparison(left)
        if member is not None:
            left = member
            if not member:
                return self._inherit(slot, self._counterpart(index, slots), tail)
        core = self.words.strip_trailing(self.words.strip_leading(left))
        if tail and not core:
            return self._inherit(slot, self._base(), tail)
        phrase = self._compose(slot, core)
        if tail:
            phrase.text += tail
            phrase.is_change = True
        return phrase

    def _compose(self, slot: Slot, core: str) -> Phrase:
        """Put the words around the figure together and restore what was left out."""
        right = slot.right.removeprefix("的")
        if not core:
            return self._after_number(slot, right) if right else self._nameless(slot)
        wording = analyse(_last_action(core, self.words), self.words)
        right = self._own_right(wording, right)
        if right and wording.text.endswith("等"):
            wording = analyse(wording.stem if wording.opens_with_action else "", self.words)
        whole = self._whole
        phrase = Phrase(
            slot.figure, slot.clause, wording.text + right, wording.stem, wording.noun + right
        )
        phrase.is_light = wording.is_light
        last = self._last()
        if wording.text in self.words.extent:
            phrase.text = self._topic(slot) + phrase.text
        elif slot.figure.unit == "percent":
            self._complete_rate(phrase, wording, right)
        elif last is not None and self._leaves_out_noun(slot, wording, right, last):
            noun = last.noun if whole is None or last.whole is whole else ""
            phrase.text, phrase.noun = noun + phrase.text, noun
        elif last is not None and self._leaves_out_predicate(slot, wording, right, last):
            phrase.text = last.stem + phrase.text
            phrase.stem, phrase.is_light = last.stem, last.is_light
        if whole is not None:
            phrase.whole = whole
            phrase.text = f"{whole.text}{_PART}{phrase.text}"
        return phrase

    def _own_right(self, wording: Wording, right: str) -> str:
        """Cut what follows the number down to the noun that belongs to it."""
        if not right:
            return ""
        following = analyse(right, self.words)
        if following.opens_with_action and not following.opens_with_event:
            return right if not wording.has_action else ""
        if not wording.has_action:
            return right
        for before, word in pairwise(self.words.finder.words(right)):
            is_joined = before.end == word.start and before.category == HEAD
            if is_joined and word.category in (VERB, LIGHT):
                return right[: before.end]
        return right

    def _after_number(self, slot: Slot, right: str) -> Phrase:
        """Read a figure that opens its clause: ``17项公证事项实现…``."""
        last = self._last()
        phrase = Phrase(slot.figure, slot.clause, right, "", right)
        if slot.joint and last is not None and last.stem:
            phrase.text, phrase.stem = last.stem + right, last.stem
        if self._whole is not None:
            phrase.whole = self._whole
            phrase.text = f"{self._whole.text}{_PART}{phrase.text}"
        return phrase

    def _nameless(self, slot: Slot) -> Phrase:
        """Read a figure without words of its own: ``2023年为52件``, ``共计170条``."""
        last = self._last()
        if last is not None and (slot.follows or slot.figure.unit == last.figure.unit):
            return self._inherit(slot, last, "")
        topic = self._topic(slot)
        return Phrase(slot.figure, slot.clause, topic, "", topic)

    def _inherit(self, slot: Slot, base: Phrase | None, tail: str) -> Phrase:
        if base is None:
            topic = self._topic(slot)
            return Phrase(slot.figure, slot.clause, topic + tail, "", topic, is_change=bool(tail))
        return Phrase(
            slot.figure,
            slot.clause,
            base.text + tail,
            base.stem,
            base.noun,
            base.whole,
            bool(tail),
            base.is_light,
        )

    def _in_bracket(self, slot: Slot) -> Phrase:
        """Read ``175件(含上年结转12件)``: the words before the bracket, then its own."""
        core = self.words.strip_trailing(slot.left)
        outer = self._last()
        for phrase in reversed(self._phrases):
            if phrase.figure.char_end <= slot.bracket:
                outer = phrase
                break
        base = outer.text if outer is not None and outer.clause == slot.clause else ""
        if not base:
            base = self._clause_text(slot.clause, slot.bracket)
        right = slot.right if not core else ""
        phrase = Phrase(slot.figure, slot.clause, base + core + right, "", core, outer)
        phrase.is_change = True
        return phrase

    # -- what is inherited ---------------------------------------------------------

    def _last(self) -> Phrase | None:
        """Return the latest phrase of the sentence that counts something."""
        for phrase in reversed(self._phrases[-8:]):
            if not phrase.is_change:
                return phrase
        return None

    def _base(self) -> Phrase | None:
        last = self._last()
        if last is None and self._earlier:
            return self._earlier[-1]
        return last

    def _counterpart(self, index: int, slots: list[Slot]) -> Phrase | None:
        """Return the figure that ``同比分别增长`` means for the figure at ``index``."""
        first = index
        while first > 0 and RESPECTIVELY not in slots[first].left:
            first -= 1
        size = 1
        while first + size < len(slots) and not slots[first + size].left:
            size += 1
        counted = [phrase for phrase in self._phrases[:first] if not phrase.is_change][-size:]
        offset = index - first
        return counted[offset] if offset < len(counted) else self._base()

    def _follow_parts(self, slot: Slot) -> None:
        """Tell whether the figure is still one of the parts that 其中 began."""
        clause = self._sentence.clauses[slot.clause] if self._sentence else None
        if _PART in slot.left or (clause and self._announces_parts(slot)):
            self._whole, self._parts_total = self._whole_of(slot), Decimal(0)
        elif self._whole is not None:
            whole, figure = self._whole, slot.figure
            if figure.kind == "change" or figure.unit == "percent":
                return
            if figure.unit != whole.figure.unit or not (slot.joint or self._goes_on(slot)):
                self._whole = None
        if self._whole is not None and slot.figure.value is not None:
            self._parts_total += slot.figure.value
            total = self._whole.figure.value
            if total is not None and self._parts_total > total:
                self._whole = None

    def _announces_parts(self, slot: Slot) -> bool:
        if slot.follows or slot.clause == 0 or self._sentence is None:
            return False
        clause = self._sentence.clauses[slot.clause - 1]
        return self.text[max(clause.start, clause.end - 3) : clause.end].endswith(_PART)

    def _goes_on(self, slot: Slot) -> bool:
        """Tell whether a clause after a comma can hold another part."""
        if self._sentence is None or slot.follows:
            return slot.follows
        clause = self._sentence.clauses[slot.clause]
        opening = self.text[clause.start : clause.start + 2]
        return clause.before in "、，," and not opening.startswith(
            ("已", "共", "全", "累", "同", "另", "还", "今", "目", "截", "并")
        )

    def _whole_of(self, slot: Slot) -> Phrase | None:
        candidates = self._phrases[-6:] or self._earlier
        fallback = None
        for phrase in reversed(candidates):
            if phrase.is_change or phrase.figure.unit == "percent":
                continue
            if phrase.figure.unit == slot.figure.unit and phrase.whole is None:
                return phrase
            fallback = fallback or phrase
        return fallback

    def _leaves_out_noun(self, slot: Slot, wording: Wording, right: str, last: Phrase) -> bool:
        """Tell whether only an action is named: ``其中维持30件``, ``已审结175件``."""
        if right or not last.noun:
            return False
        same_unit = slot.figure.unit == last.figure.unit
        return wording.is_bare_action or (
            same_unit and wording.opens_with_action and not wording.has_head
        )

    def _leaves_out_predicate(self, slot: Slot, wording: Wording, right: str, last: Phrase) -> bool:
        """Tell whether only a noun is named: ``、其他文件520份``, ``,医保类事项43823件``."""
        if not last.stem or last.clause < slot.clause - 1:
            return False
        if self.words.quantities.closing(wording.text) or slot.figure.kind == "amount":
            return False
        if wording.has_action and not (last.is_light and slot.joint):
            return False
        if right and analyse(right, self.words).opens_with_action:
            return False
        return bool(slot.joint) or slot.figure.unit == last.figure.unit

    def _complete_rate(self, phrase: Phrase, wording: Wording, right: str) -> None:
        """Put a noun before a rate that has none: ``化解率54.54%``."""
        if right or len(wording.text) > _LONGEST_RATE_NAME + 4 * wording.is_bare_action:
            return
        if wording.has_head and len(wording.text) > _LONGEST_RATE_NAME - 1:
            return
        nouns: list[str] = []
        last: Phrase | None = None
        for earlier in reversed(self._phrases[-4:]):
            if earlier.is_change or earlier.figure.unit == "percent" or not earlier.noun:
                continue
            if last and (earlier.clause != last.clause or earlier.figure.unit != last.figure.unit):
                break
            last = earlier
            nouns.insert(0, earlier.noun)
        base = "、".join(dict.fromkeys(nouns))
        if not base and self._sentence is not None:
            base = self._topic_of_clause(phrase.clause)
        phrase.text, phrase.noun = base + phrase.text, base

    def _split_comparison(self, left: str) -> tuple[str, str]:
        """Divide ``案件量同比下降`` into what is compared and the comparison."""
        start = -1
        for mark in self.words.comparison_marks:
            found = left.find(mark)
            if found >= 0 and (start < 0 or found < start):
                start = found
        if start < 0:
            for mark in self.words.directions:
                start = max(start, left.rfind(mark))
        if start < 0:
            return left, ""
        return left[:start].replace(RESPECTIVELY, ""), left[start:].replace(
            RESPECTIVELY, ""
        ).rstrip("了约近达超过为")

    # -- topics -----------------------------------------------------------------------

    def _topic(self, slot: Slot) -> str:
        return self._topic_of_clause(slot.clause)

    def _topic_of_clause(self, clause: int) -> str:
        """Name what the clauses before spoke of."""
        for phrase in reversed(self._phrases):
            if phrase.clause == clause - 1 and not phrase.is_change:
                return phrase.text
            if phrase.clause < clause - 1:
                break
        if clause > 0:
            topic = self._clause_topic(self._sentence, clause - 1)
            if topic:
                return topic
        if self._earlier and clause == 0:
            return self._earlier[-1].text
        if self._before is not None:
            return self._clause_topic(self._before, len(self._before.clauses) - 1)
        return self.heading[:LONGEST_TOPIC]

    def _clause_topic(self, sentence: Sentence | None, index: int) -> str:
        if sentence is None:
            return ""
        clause = sentence.clauses[index]
        for start, end in reversed(sentence.quotes[-12:]):
            if clause.start <= start < clause.end and self.text[start] == "《":
                return self.text[start + 1 : end - 1][:LONGEST_TOPIC]
        phrase = visible(self.text, clause.start, clause.end, self._silent)
        phrase = self.words.strip_trailing(self.words.strip_leading(phrase))
        wording = analyse(phrase, self.words)
        topic = wording.noun if wording.opens_with_action else phrase
        return topic[-LONGEST_TOPIC:]

    def _clause_text(self, index: int, end: int) -> str:
        if self._sentence is None:
            return ""
        clause = self._sentence.clauses[index]
        return self.words.strip_leading(visible(self.text, clause.start, end, self._silent))


def _last_action(core: str, words: Lexicon) -> str:
    """Cut a phrase of manner off: ``通过走访座谈收集意见`` -> ``收集意见``."""
    if not core.startswith(words.manner):
        return core
    for word in reversed(words.finder.words(core)):
        if word.category in (VERB, LIGHT) and word.start > 1:
            return core[word.start :]
    return core


def tidy(subject: str) -> str:
    """Fold white space, drop stray marks at the edges and keep the length in bounds."""
    if any(character in subject for character in " \t\n\u3000\xa0"):
        subject = "".join(subject.split())
    subject = subject.strip("、，,；;：:。的").removesuffix("等")
    if len(subject) > LONGEST_SUBJECT:
        cut = subject[-LONGEST_SUBJECT:]
        mark = max(cut.find("、"), cut.find("，"), cut.find(","))
        subject = cut[mark + 1 :] if 0 <= mark < LONGEST_SUBJECT // 2 else cut
    return subject
