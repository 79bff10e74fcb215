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
from fazhi.reading.lexicon import EVENT, HEAD, LIGHT, VERB, Lexicon
from fazhi.reading.lists import RESPECTIVELY, pair_lists
from fazhi.reading.phrases import LONGEST_RIGHT, Slot, Wording, analyse, cut_slots, visible
from fazhi.records import Figure

#: A subject is a phrase, not a sentence.
LONGEST_SUBJECT = 60
LONGEST_TOPIC = 28
_LONGEST_RATE_NAME = 6
_LONGEST_ANAPHOR = 4
_SHORTEST_NOUN = 3
_PART = "其中"
_LOOSE_ENDS = tuple("在对于由与及")
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
    _tail: str = ""

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
        if not slot.joint:
            self._tail = ""
        if (
            figure.kind == "change"
            or figure.measure in _CHANGES
            or left.lstrip().startswith(self.words.bare_comparisons)
        ):
            left, tail = self._split_comparison(left)
            self._tail = tail
        if member is not None:
            if slot.joint and not tail:
                tail = self._tail
            left = member
            if not member:
                return self._inherit(slot, self._counterpart(index, slots), tail)
        core = self.words.strip_trailing(self.words.strip_leading(left))
        if tail and not core:
            return self._inherit(slot, self._base(), tail)
        if not core:
            phrase = self._after_number(slot, index, slots)
        else:
            phrase = self._compose(slot, core, tail)
        if tail:
            phrase.text += tail
            phrase.is_change = True
        return phrase

    def _compose(self, slot: Slot, core: str, tail: str) -> Phrase:
        """Put the words around the figure together and restore what was left out."""
        core = _without_aside(core)
        right = slot.right.removeprefix("的")
        wording = analyse(_last_action(core, self.words), self.words)
        right = self._own_right(wording, right, slot.figure.kind == "amount")
        if "等" in wording.text[1:-1] and "、" in wording.text and wording.opens_with_action:
            named, _, general = wording.text.rpartition("等")
            if "、" in named and general:
                wording = analyse(wording.stem + general, self.words)
        if right and wording.text.endswith("等"):
            wording = analyse(wording.stem if wording.opens_with_action else "", self.words)
        whole = self._whole
        phrase = Phrase(
            slot.figure, slot.clause, wording.text + right, wording.stem, wording.noun + right
        )
        phrase.is_light = wording.is_light
        last = self._last()
        if last is None and wording.is_bare_action and slot.clause == 0:
            last = self._last_of_sentence_before(slot)
        extent = self._extent(wording)
        if extent:
            if slot.clause and not slot.right.startswith("的"):
                phrase.text = self._topic(slot) + extent + right
        elif tail:
            pass
        elif slot.figure.unit == "percent" and wording.text.startswith("占") and last:
            phrase.text, phrase.noun = last.text + phrase.text, last.noun
        elif slot.figure.unit == "percent":
            self._complete_rate(phrase, wording, right)
        elif slot.figure.kind == "rank" and self.words.ranking.opening(wording.text):
            base = self._phrases[-1].text if self._phrases else self._topic(slot)
            phrase.text = base + phrase.text
        elif last is not None and self._leaves_out_noun(slot, wording, right, last):
            noun = self._noun_for(last)
            phrase.text, phrase.noun = noun + phrase.text, noun
        elif last is not None and self._leaves_out_predicate(slot, wording, right, last):
            phrase.text = last.stem + phrase.text
            phrase.stem, phrase.is_light = last.stem, last.is_light
        elif last is not None and self._is_general(slot, wording, right, last):
            phrase.text = last.noun[-LONGEST_TOPIC:] + phrase.text
        if wording.text.startswith("含") and last is not None:
            phrase.text, phrase.is_change = last.text + wording.text, True
        elif whole is not None and slot.figure.unit != "percent":
            phrase.whole = whole
            phrase.text = f"{whole.text}{_PART}{phrase.text}"
        return phrase

    def _noun_for(self, last: Phrase) -> str:
        """Return the noun that a bare predicate takes over from ``last``."""
        if self._whole is not None:
            return last.noun if last.whole is self._whole else ""
        return last.whole.noun if last.whole is not None else last.noun

    def _extent(self, wording: Wording) -> str:
        """Return the verb of extent in ``涉及``, ``清单共涉及``; else ``""``."""
        for verb in self.words.extent:
            if wording.text.endswith(verb) and len(wording.text) <= len(verb) + _LONGEST_ANAPHOR:
                return verb
        return ""

    def _own_right(self, wording: Wording, right: str, is_amount: bool) -> str:
        """Cut what follows the number down to the noun that belongs to it."""
        if not right:
            return ""
        following = analyse(self.words.strip_leading(right), self.words)
        if wording.is_bare_action and following.opens_with_action and not is_amount:
            return right
        if following.opens_with_action and not following.opens_with_event:
            return "" if wording.has_action or is_amount else right
        if not wording.has_action:
            return right
        for before, word in pairwise(self.words.finder.words(right)):
            is_joined = before.end == word.start and before.category == HEAD
            if is_joined and word.category in (VERB, LIGHT):
                return right[: before.end]
        return right

    def _after_number(self, slot: Slot, index: int, slots: list[Slot]) -> Phrase:
        """Read a figure that opens its clause: ``17项公证事项实现…``."""
        right = slot.right.removeprefix("的")
        following = slots[index + 1] if index + 1 < len(slots) else None
        if following is not None and (following.clause != slot.clause or following.bracket >= 0):
            following = None
        last = self._last()
        stem = last.stem if slot.joint and right and last is not None else ""
        text = stem + right
        if following is not None and not stem:
            if not following.joint:
                text = self._gap(slot, following) + following.right
            elif right and not following.left:
                # 530家药店和34家医院开展自查: what the last one does, all do.
                action = analyse(following.right, self.words)
                own = analyse(right, self.words)
                if action.has_action and not action.opens_with_action and not own.has_action:
                    done = self.words.finder.words(following.right)
                    start = next(word.start for word in done if word.category <= EVENT)
                    text = right + following.right[start:]
        if not text:
            return self._nameless(slot)
        if last is not None and last.noun and last.figure.unit == slot.figure.unit:
            own = analyse(text, self.words)
            if own.opens_with_action and not own.opens_with_event:
                # 案例173项,82项获国家认可: the noun stands with the figure before.
                text = last.noun + text
        phrase = Phrase(slot.figure, slot.clause, text, stem, right)
        if self._whole is not None:
            phrase.whole = self._whole
            phrase.text = f"{self._whole.text}{_PART}{phrase.text}"
        return phrase

    def _gap(self, slot: Slot, following: Slot) -> str:
        start, end = slot.figure.char_end, following.figure.char_start
        gap = visible(self.text, start, min(end, start + LONGEST_RIGHT), self._silent)
        return self.words.strip_leading(self.words.strip_trailing(gap))

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

    def _last_of_sentence_before(self, slot: Slot) -> Phrase | None:
        """Return the phrase whose noun ``受理663件。`` leaves out at a sentence's start."""
        for phrase in reversed(self._earlier):
            if not phrase.is_change and phrase.figure.unit == slot.figure.unit:
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
        if wording.opens_with_event and wording.is_bare_action:
            return same_unit
        if same_unit and len(wording.text) <= _SHORTEST_NOUN and not wording.has_head:
            return True
        return wording.is_bare_action or (
            same_unit
            and wording.opens_with_action
            and not wording.has_head
            and not wording.is_light
        )

    def _leaves_out_predicate(self, slot: Slot, wording: Wording, right: str, last: Phrase) -> bool:
        """Tell whether only a noun is named: ``、其他文件520份``, ``,医保类事项43823件``."""
        if not last.stem or last.clause < slot.clause - 1:
            return False
        if last.clause < slot.clause and self._starts_anew(slot):
            return False
        if self._whole is not None and last.whole is not self._whole:
            return False
        if self.words.quantities.closing(wording.text) or slot.figure.kind == "amount":
            return False
        if wording.has_action and not (last.is_light and slot.joint):
            return False
        if right and analyse(right, self.words).opens_with_action:
            return False
        return slot.follows or slot.figure.unit == last.figure.unit

    def _is_general(self, slot: Slot, wording: Wording, right: str, last: Phrase) -> bool:
        """Tell whether the noun is too general to stand alone: ``发现问题``."""
        if self._whole is not None or last.clause >= slot.clause or self._starts_anew(slot):
            return False
        noun = right or wording.noun or wording.text
        return noun in self.words.general and wording.stem in self.words.general_actions

    def _starts_anew(self, slot: Slot) -> bool:
        """Tell whether a semicolon stands before the figure's clause."""
        sentence = self._sentence
        return sentence is not None and sentence.clauses[slot.clause].before in ("；", ";")

    def _complete_rate(self, phrase: Phrase, wording: Wording, right: str) -> None:
        """Put a noun before a rate that has none: ``化解率54.54%``."""
        is_rate = bool(self.words.rates.closing(wording.text)) or wording.is_bare_action
        longest = _LONGEST_RATE_NAME + 4 * wording.is_bare_action
        if right or not is_rate or len(wording.text) > longest:
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
            nouns.insert(0, earlier.whole.noun if earlier.whole else earlier.noun)
        base = "、".join(dict.fromkeys(nouns))
        if not base and wording.is_bare_action and phrase.clause:
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
                if phrase.figure.unit != "percent":
                    return phrase.text
                return self._object_after(phrase.figure.char_end, clause - 1)
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

    def _object_after(self, start: int, clause: int) -> str:
        """Return the object that follows a share: ``98%的学校配备了法治副校长``."""
        if self._sentence is None:
            return ""
        end = min(self._sentence.clauses[clause].end, start + LONGEST_TOPIC)
        phrase = self.text[start : max(start, end)]
        known = [w for w in self.words.finder.words(phrase) if w.category in (VERB, LIGHT)]
        return phrase[known[-1].end :].lstrip("了过") if known else ""

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


def _without_aside(core: str) -> str:
    """Take off a bracket that only says what is counted in: ``审结(含上年结转)``."""
    if core[-1:] not in (")", "）"):
        return core
    opening = max(core.rfind("("), core.rfind("（"))
    is_aside = opening > 0 and core[opening + 1 :].startswith(("含", "不含", "包括", "不包括"))
    return core[:opening] if is_aside else core


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
    subject = subject.strip("、，,；;：:。的").removesuffix("等").replace("“”", "")
    if subject.endswith(_LOOSE_ENDS):
        subject = subject[:-1]
    if len(subject) > LONGEST_SUBJECT:
        cut = subject[-LONGEST_SUBJECT:]
        mark = max(cut.find("、"), cut.find("，"), cut.find(","))
        subject = cut[mark + 1 :] if 0 <= mark < LONGEST_SUBJECT // 2 else cut
    return subject
