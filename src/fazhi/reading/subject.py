"""What a figure counts, as a phrase that can be read alone.

Reports say a predicate or a noun once and leave it out afterwards: 受理申请90件,其中维持30件、
撤销8件,办结率98%. The reader goes through the figures of a sentence in order and restores
what each leaves out from the words around it and from what was counted before.
"""

from __future__ import annotations

from collections.abc import Sequence

from fazhi.reading import omissions
from fazhi.reading.clauses import Sentence
from fazhi.reading.lexicon import EVENT, Lexicon
from fazhi.reading.lists import pair_lists
from fazhi.reading.memory import DEPTH, PART, PART_AS_NOUN, Memory, Phrase
from fazhi.reading.phrases import LONGEST_RIGHT, Slot, Wording, analyse, cut_slots, visible
from fazhi.reading.topics import LONGEST_TOPIC, Topics
from fazhi.records import Figure

#: A subject is a phrase, not a sentence.
LONGEST_SUBJECT = 60
_LEAST_NOUN = 4
_BULLET_MARKS = "—-–●•▪◆■※ \u3000"
_BULLETS = frozenset(_BULLET_MARKS)
#: Before what something is done to.
_DISPOSING = frozenset("对将把就")
_CLOSING = ")）"
_CHANGES = frozenset(("yoy_change", "pp_change", "period_change", "multiple"))


class SubjectReader:
    """Reads the subjects of a document, sentence after sentence.

    Args:
        text: The document's text.
        words: The word lists.
    """

    def __init__(self, text: str, words: Lexicon) -> None:
        self._text = text
        self._words = words
        self._topics = Topics(text, words)
        self._memory = Memory()
        self._sentence = Sentence(0, 0)
        self._silent: Sequence[tuple[int, int]] = ()
        self._tail = ""

    def begin_paragraph(self, start: int, heading: str) -> None:
        """Forget what the paragraph before said; ``heading`` is the last resort."""
        self._memory.forget()
        self._topics.heading, self._topics.before = heading, None
        self._topics.passage_start = start

    def begin_item(self, start: int) -> None:
        """Forget the matter of the list item before."""
        self._topics.passage_start = start

    def skip(self, start: int, end: int) -> None:
        """Pass over sentences without figures; the last of them may still name the topic."""
        self._topics.before = (start, end)
        self._memory.phrases = []

    def read(
        self,
        sentence: Sentence,
        figures: Sequence[Figure],
        silent: Sequence[tuple[int, int]],
        breaks_down: bool,
    ) -> None:
        """Fill ``subject`` of the figures of one sentence.

        Args:
            sentence: The sentence.
            figures: Its measured figures in order.
            silent: Spans in order that belong to no subject: periods, actors, labels.
            breaks_down: Whether it breaks down what the sentence before counted.
        """
        self._sentence, self._silent = sentence, silent
        self._memory.begin_sentence(self._text.find(PART, sentence.start, sentence.end) >= 0)
        slots = cut_slots(self._text, sentence, figures, silent, self._words)
        paired = pair_lists(slots, self._words, self._clause_before)
        broken_down = ""
        if breaks_down:
            broken_down = self._topics.matter_counted(self._memory)
        for index, slot in enumerate(slots):
            if slot.shares_left:
                slot.left = slots[index - 1].left
            if slot.bracket >= 0:
                phrase = self._in_bracket(slot)
            else:
                if self._memory.names_parts:
                    self._memory.follow_parts(self._text, sentence, slot)
                phrase = self._phrase(slot, paired.get(index), index, slots)
            if broken_down not in phrase.text:
                phrase.text = broken_down + phrase.text
            elif phrase.is_thin and not phrase.is_change:
                matter = self._topics.matter_before(
                    slot.figure.char_start, phrase.text, sentence.start, self._memory
                )
                phrase.text = matter + phrase.text
            phrase.text = tidy(phrase.text)
            slot.figure.subject = phrase.text
            self._memory.phrases.append(phrase)
        self._topics.before = (sentence.start, sentence.end)

    def _phrase(self, slot: Slot, member: str | None, index: int, slots: list[Slot]) -> Phrase:
        left = slot.left
        if left[:1] in _BULLETS:
            left = left.lstrip(_BULLET_MARKS)
        if member is None and left[:1] in _DISPOSING and self._acts_behind(slot, left):
            return Phrase(slot.figure, slot.clause, slot.right, "", slot.right)
        if self._memory.names_parts and not left.endswith(PART_AS_NOUN):
            left = left.rsplit(PART, 1)[-1]
        left, tail = self._comparison(slot, left)
        if member is not None:
            if not member and slot.left.startswith("占"):
                self._tail = self._words.strip_trailing(slot.left)
                tail = self._tail
            tail = tail or (self._tail if slot.joint else "")
            left = member
            if not member:
                return self._inherit(slot, self._memory.counterpart(index, slots), tail)
        core = self._words.strip_trailing(self._words.strip_leading(left))
        if tail and not slot.left and slot.joint and member is None:
            return self._inherit(slot, self._memory.phrases[-1], "")
        if tail and not core:
            return self._inherit(slot, self._memory.base(), tail)
        if core:
            phrase = self._compose(slot, core, bool(tail))
        else:
            phrase = self._after_number(slot, index, slots)
        if tail:
            phrase.text += tail
            phrase.is_change = True
        return phrase

    def _acts_behind(self, slot: Slot, left: str) -> bool:
        """Tell whether what is done stands behind: 对市政府出台的41件文件进行审查."""
        if not (left.endswith("的") and slot.right):
            return False
        return analyse(slot.right, self._words).has_action

    def _clause_before(self, slot: Slot) -> str:
        """Return the clause before, if it holds no numbers of its own."""
        if not slot.clause:
            return ""
        end = self._sentence.clauses[slot.clause - 1].end
        named = self._topics.clause_text(self._sentence, slot.clause - 1, end, self._silent)
        return "" if any(character.isdigit() for character in named) else named

    def _comparison(self, slot: Slot, left: str) -> tuple[str, str]:
        """Divide the words before a figure that compares; other words stay whole."""
        if not slot.joint:
            self._tail = ""
        figure = slot.figure
        compares = figure.kind == "change" or figure.measure in _CHANGES
        if not compares:
            bare = left.lstrip()
            known = self._words.bare_comparisons
            if bare[:1] not in known.first or not known.opening(bare):
                return left, ""
        if slot.joint and not left:
            return left, self._tail
        left, self._tail = omissions.split_comparison(left, self._words)
        return left, self._tail

    # -- wordings with words before the number --------------------------------------------

    def _compose(self, slot: Slot, core: str, is_change: bool) -> Phrase:
        """Put the words around the figure together and restore what was left out."""
        words, figure = self._words, slot.figure
        if core[-1] in _CLOSING:
            core = omissions.without_aside(core)
        if core[0] in words.manner.first or "等" in core:
            core = omissions.without_manner(core, words)
        counted_in, core = omissions.split_set(core, words) if "中" in core else ("", core)
        wording = analyse(core, words)
        right = slot.right.removeprefix("的")
        if right:
            right = omissions.own_right(wording, right, figure.kind == "amount", words)
        if "等" in wording.text:
            wording = omissions.without_examples(wording, right, words)
        phrase = Phrase(figure, slot.clause, wording.text + right, wording.stem)
        phrase.noun = wording.noun + right
        phrase.is_light = wording.is_light
        phrase.is_thin = omissions.is_thin(wording, right, words)
        last = self._memory.last()
        if last is None and phrase.is_thin and (slot.clause == 0 or self._memory.phrases):
            last = self._memory.last_of_unit(figure.unit)
        if wording.text[:1] in words.counted_in.first and words.counted_in.opening(wording.text):
            phrase.text = (last.text if last is not None else "") + wording.text
            phrase.is_change = True
            return phrase
        if counted_in:
            phrase.text, phrase.noun = counted_in + phrase.text, counted_in
        elif not is_change:
            self._restore(slot, phrase, wording, right, last)
        whole = self._memory.whole
        if whole is not None and figure.unit != "percent":
            phrase.whole = whole
            phrase.text = f"{whole.text}{PART}{phrase.text}"
        return phrase

    def _restore(
        self, slot: Slot, phrase: Phrase, wording: Wording, right: str, last: Phrase | None
    ) -> None:
        """Add the noun or predicate that the wording leaves out."""
        words, figure, memory = self._words, slot.figure, self._memory
        extent = omissions.extent(wording, words)
        if extent:
            if slot.clause and not slot.right.startswith("的"):
                phrase.text = self._topic(slot) + extent + right
        elif figure.unit == "percent":
            self._complete_share(phrase, wording, right, last)
        elif figure.kind == "rank":
            if slot.joint or words.ranking.opening(wording.text):
                base = memory.phrases[-1].text if memory.phrases else self._topic(slot)
                phrase.text, phrase.is_thin = base + phrase.text, False
        elif not right and slot.left[-1:] == "的" and self._names_set(slot, phrase, last):
            phrase.is_of_set = True
        elif last is None:
            return
        elif omissions.leaves_out_noun(slot, wording, right, last):
            noun = self._noun_of(last)
            phrase.noun = omissions.noun_before_action(noun, wording.text)
            phrase.text = phrase.noun + phrase.text
            phrase.is_thin = phrase.is_thin and len(phrase.noun) < _LEAST_NOUN
        elif last.clause >= slot.clause or not memory.starts_anew(self._sentence, slot):
            whole = memory.whole
            if (whole is None or last.whole is whole) and omissions.leaves_out_predicate(
                slot, wording, right, last, words
            ):
                phrase.text = last.stem + phrase.text
                phrase.stem, phrase.is_light = last.stem, last.is_light
                phrase.is_thin = False
            elif (
                whole is None
                and last.clause < slot.clause
                and omissions.is_general(wording, right, words)
            ):
                phrase.text = last.noun[-LONGEST_TOPIC:] + phrase.text

    def _names_set(self, slot: Slot, phrase: Phrase, last: Phrase | None) -> bool:
        """Put before ``以乡镇为被申请人的12件`` the set that 审结案件中 names."""
        named = self._clause_before(slot)
        if named.endswith("中") and len(named) <= LONGEST_TOPIC:
            phrase.noun = named[:-1]
        elif last is not None and last.text.startswith(last.noun) and last.is_of_set:
            phrase.noun = last.noun
        else:
            return False
        phrase.text = phrase.noun + phrase.text
        return True

    def _complete_share(
        self, phrase: Phrase, wording: Wording, right: str, last: Phrase | None
    ) -> None:
        """Put before a share or rate what it is a share of, or the nouns it is a rate of."""
        if wording.text.startswith("占") and last is not None:
            phrase.text, phrase.noun = last.text + phrase.text, last.noun
            return
        if not omissions.lacks_rate_noun(wording, right, self._words):
            return
        base = self._rated_nouns()
        if not base and wording.is_bare_action and phrase.clause:
            base = self._topics.of_clause(self._sentence, phrase.clause, self._memory, self._silent)
        phrase.text, phrase.noun = base + phrase.text, base
        phrase.is_thin = len(base) < _LEAST_NOUN

    def _rated_nouns(self) -> str:
        """Join the nouns counted last: a rate after 建议68件、提案118件 is one of both."""
        nouns: list[str] = []
        last: Phrase | None = None
        for phrase in reversed(self._memory.phrases[-4:]):
            noun = phrase.whole.noun if phrase.whole else phrase.noun
            if phrase.is_change or phrase.figure.unit in ("percent", "元") or not noun:
                continue
            if last and (phrase.clause, phrase.figure.unit) != (last.clause, last.figure.unit):
                break
            last = phrase
            nouns.insert(0, noun)
        return "、".join(dict.fromkeys(nouns))

    def _noun_of(self, last: Phrase) -> str:
        """Return the noun that a bare predicate takes over from ``last``."""
        if self._memory.whole is not None:
            return last.noun if last.whole is self._memory.whole else ""
        return last.whole.noun if last.whole is not None else last.noun

    # -- wordings without words before the number -----------------------------------------

    def _after_number(self, slot: Slot, index: int, slots: list[Slot]) -> Phrase:
        """Read a figure that opens its clause: ``17项公证事项实现…``."""
        right = slot.right.removeprefix("的")
        last = self._memory.last()
        stem = last.stem if slot.joint and right and last is not None else ""
        text = stem + right
        following = slots[index + 1] if index + 1 < len(slots) else None
        is_near = following is not None and following.clause == slot.clause
        if following is not None and is_near and following.bracket < 0 and not stem:
            text = self._shared_action(slot, following, right)
        if not text:
            return self._nameless(slot)
        own = analyse(text.removeprefix(stem), self._words)
        opens = own.opens_with_action and not own.opens_with_event
        is_of_unit = last is not None and last.figure.unit == slot.figure.unit
        whole = self._memory.whole
        if (
            last is not None
            and opens
            and (is_of_unit or stem)
            and (not whole or last.whole is whole)
        ):
            # 案例173项,82项获国家认可: the noun stands with the figure before.
            text, stem = last.noun + text.removeprefix(stem), ""
        phrase = Phrase(slot.figure, slot.clause, text, stem, own.noun or right)
        if whole is not None:
            phrase.whole = whole
            phrase.text = f"{whole.text}{PART}{phrase.text}"
        return phrase

    def _shared_action(self, slot: Slot, following: Slot, right: str) -> str:
        """Give a noun what is done further on in its clause.

        ``97所学校配备318名副校长`` -> ``学校配备副校长``; in ``530家药店和34家医院开展自查`` what
        the last one does, all do.
        """
        if not following.joint:
            start, end = slot.figure.char_end, following.figure.char_start
            gap = visible(self._text, start, min(end, start + LONGEST_RIGHT), self._silent)
            gap = self._words.strip_leading(self._words.strip_trailing(gap))
            return gap + following.right
        if right and not following.left and not analyse(right, self._words).has_action:
            known = self._words.finder.words(following.right)
            start = next((word.start for word in known if word.category <= EVENT), 0)
            return right + (following.right[start:] if start else "")
        return right

    def _nameless(self, slot: Slot) -> Phrase:
        """Read a figure without words of its own: ``2023年为52件``, ``共计170条``."""
        last = self._memory.last()
        if last is not None and (slot.follows or slot.figure.unit == last.figure.unit):
            return self._inherit(slot, last, "")
        topic = self._topic(slot)
        return Phrase(slot.figure, slot.clause, topic, "", topic)

    def _inherit(self, slot: Slot, base: Phrase | None, tail: str) -> Phrase:
        """Take over a whole subject, for a comparison or another year."""
        if base is None:
            topic = self._topic(slot)
            base = Phrase(slot.figure, slot.clause, topic, "", topic)
        phrase = Phrase(slot.figure, slot.clause, base.text + tail, base.stem, base.noun)
        phrase.whole, phrase.is_change, phrase.is_light = base.whole, bool(tail), base.is_light
        return phrase

    def _in_bracket(self, slot: Slot) -> Phrase:
        """Read ``175件(含上年结转12件)``: the words before the bracket, then its own."""
        core = self._words.strip_trailing(slot.left)
        outer = None
        for phrase in reversed(self._memory.phrases[-DEPTH:]):
            if phrase.figure.char_end <= slot.bracket:
                outer = phrase if phrase.clause == slot.clause else None
                break
        if outer is not None:
            base = outer.text
        else:
            base = self._topics.clause_text(self._sentence, slot.clause, slot.bracket, self._silent)
        text = base + core + ("" if core else slot.right)
        return Phrase(slot.figure, slot.clause, text, "", core, outer, is_change=True)

    def _topic(self, slot: Slot) -> str:
        return self._topics.of_clause(self._sentence, slot.clause, self._memory, self._silent)


def tidy(subject: str) -> str:
    """Fold white space, drop stray marks at the edges and keep the length in bounds."""
    if len(subject) > 4 * LONGEST_SUBJECT:
        subject = subject[-4 * LONGEST_SUBJECT :]
    if subject.isalnum():  # Most are words and nothing else.
        subject = subject.strip("的").removesuffix("等")
    else:
        subject = "".join(subject.split())
        subject = subject.strip("、，,；;：:。的").removesuffix("等").replace("“”", "")
    if len(subject) > LONGEST_SUBJECT:
        cut = subject[-LONGEST_SUBJECT:]
        mark = max(cut.find("、"), cut.find("，"), cut.find(","))
        subject = cut[mark + 1 :] if 0 <= mark < LONGEST_SUBJECT // 2 else cut
    return subject
