"""What stands around a figure: its own phrase, and the context that says what it is about.

The *phrase* of a figure is the subject that the reader gave it, seconded by the clause
part before it, back to the last punctuation or the figure before. Without a subject,
that clause part and the noun behind the figure are the phrase. The *context* is what
stands before it in the paragraph, the whole that a 其中 refers to, and the headings
above. Both are kept as slots of the lexicon with a weight: how much was said, how near.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from fazhi.codebook.columns import Columns
from fazhi.codebook.lexicon import Hit, Lexicon
from fazhi.codebook.phrases import (
    ASIDE,
    EMPTY,
    ENOUGH,
    SENTENCE_ENDS,
    TAIL_ENDS,
    carried_over,
    ends_between,
    scan_back,
    unrelated,
)
from fazhi.records import Document, Figure, Section

_TAIL_LENGTH = 20
_APART = 1_000_000
_REACH = 500

_SECONDED, _PREVIOUS_CLAUSE, _WHOLE, _CARRIED = 0.8, 0.75, 0.9, 0.65
_GENERAL_MEASURES = ("个", "家", "项")
#: Characters that may stand between a number and a general noun behind it.
_HEAD_BEHIND = 2
_SENTENCE, _PARAGRAPH, _HEADING = 0.95, 0.65, 0.55
_FARTHER = 0.8
#: What is left of a word after so many rival topics.
_RIVALS = tuple(0.85**rank for rank in range(7))
#: What stands far off speaks against as much as what stands near speaks for.
_SPEAKS, _AGAINST = 2.0, 1.2
#: However rare, a word of the context tells no more than the topic.
_CONTEXT_TELLS = 3.0
_UNNAMED = "未明示"
_LASTING = ("为期", "历时", "时长")


@dataclass(slots=True)
class Scene:
    """The surroundings of one figure.

    Attributes:
        phrase: The figure's phrase as text, the subject last.
        said: The phrase without what was carried over or seconds it.
        content: Characters of the phrase that carry something.
        near: Slot -> weight of the best form of it in the phrase.
        context: Slot -> weight of the best form of it before the phrase.
        sentence: The same, of the figure's own sentence alone.
        spans: Slot -> spans in the phrase, for how much of it a wording explains.
        barring: Slots that can rule a wording out.
        carried: Slots of what was carried over, which speak against it.
        mentioned: Slots of the sentence before that can rule a wording out.
        own: Slots of the phrase without what was carried over; empty if nothing was.
        end: Where the phrase ends.
        borrowed: Whether all words known of it were carried over.
        head: Where the phrase ends, if in a noun that is counted for itself.
        topics: Topics of the phrase with their spans, the last named last.
        clause: Start of the phrase's own clause.
    """

    phrase: str
    content: int
    clause: int
    said: str = ""
    near: dict[int, float] = field(default_factory=dict)
    context: dict[int, float] = field(default_factory=dict)
    sentence: dict[int, float] = field(default_factory=dict)
    spans: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    barring: set[int] = field(default_factory=set)
    carried: set[int] = field(default_factory=set)
    mentioned: set[int] = field(default_factory=set)
    own: frozenset[int] = frozenset()
    end: int = 0
    borrowed: bool = False
    head: int | None = None
    topics: dict[int, list[tuple[int, int]]] = field(default_factory=dict)


View = Literal["subject", "alone", "wide"]


class Stage:
    """The scanned document, on which scenes are set one figure after the other."""

    def __init__(
        self, document: Document, sections: list[Section], figures: list[Figure], lexicon: Lexicon
    ) -> None:
        self.text = document.text
        self.lexicon = lexicon
        self.hits = lexicon.scan(self.text)
        self.starts = [hit.start for hit in self.hits]
        self.topical = [
            hit
            for hit in self.hits
            if lexicon.context_slots[hit.form] or lexicon.topics[hit.form] >= 0
        ]
        self.topical_starts = [hit.start for hit in self.topical]
        # In 对150人进行为期3天的培训 the days do not part the persons from their training.
        parting = [
            figure
            for figure in figures
            if figure.statistical and not self.text.endswith(_LASTING, 0, figure.char_start)
        ]
        self.stops = [figure.char_end for figure in parting]
        self.opens = [figure.char_start for figure in parting]
        self.columns = Columns(document)
        self.subjects: dict[str, list[Hit]] = {}
        self.headings = _headings(sections, lexicon)
        self.heading_texts = {section.heading for section in sections}

    def scene(
        self,
        start: int,
        end: int,
        subject: str,
        actor: str,
        section_path: str,
        view: View = "subject",
    ) -> Scene:
        """Set the scene of the figure at ``start`` to ``end``, as the reader found it.

        The ``view`` says what is looked at: the subject with its clause, the subject
        alone, or, wider, the text around the figure with the clause before.
        """
        clause, previous_clause = self._clause_start(start)
        whole, _, part = (subject or self.columns.head_at(start)).rpartition("其中")
        if part in self.heading_texts:
            # The reader falls back on the heading where it finds no subject.
            part = ""
        strange = unrelated(part, self.text[clause:start])
        if view != "wide" and not strange and len(EMPTY.sub("", part)) >= ENOUGH:
            scene = self._from_subject(part, clause, start, seconded=view == "subject")
        else:
            scene = self._from_text(clause, previous_clause, start, end, view == "wide")
            if view == "wide" and part:
                for hit in self._scan(part):
                    self._add_carried(scene, hit)
        self._context(scene, scene.clause, section_path)
        raw = self.text[start:end]
        if raw.endswith(self.lexicon.general_heads):
            # 7部门: the noun is the measure word, and no wording asks for it.
            scene.head = end
        elif raw.endswith(_GENERAL_MEASURES):
            scene.head = self._general_head(part, clause, start, end)
        if whole:
            for hit in self._scan(whole):
                self._mention(scene, hit)
        if actor and not actor.startswith(_UNNAMED):
            self._actor(scene, actor)
        return scene

    def _from_subject(self, subject: str, clause: int, start: int, seconded: bool) -> Scene:
        """The reader's subject is the phrase; what it carried over comes second.

        The reader completes 专家论证会7场 by what stood before it. The words at the figure
        itself are its own: they alone can rule a wording out, and one must be among them.
        """
        left = self.text[clause:start]
        carried = carried_over(subject, left)
        # 不罚130件、轻罚86件 is no 不罚轻罚: the two parts are looked at apart.
        hits = [*self._scan(subject[:carried]), *self._scan(subject[carried:], carried)]
        borrowed = carried > 0 and not any(hit.start >= carried for hit in hits)
        if borrowed:
            carried = 0
        own = subject[carried:]
        if carried and self._is_sibling(subject[:carried], clause):
            hits = [hit for hit in hits if hit.start >= carried]
        scene = Scene(f"{subject}|{left}", max(1, len(EMPTY.sub("", own))), clause)
        scene.said = own
        scene.borrowed = borrowed
        for hit in hits:
            if hit.start >= carried:
                # Spans are negative, apart from those of the text.
                moved = Hit(hit.start - _APART, hit.end - _APART, hit.form)
                self._add_near(scene, moved, 1.0)
            else:
                self._add_carried(scene, hit)
        if carried:
            scene.own = frozenset(scene.spans)
        elif seconded:
            self._near(scene, clause, start, 0.0 if "分别" in left else _SECONDED)
        scene.end = len(own) + carried - _APART
        return scene

    def _is_sibling(self, carried: str, clause: int) -> bool:
        """Tell whether what was carried over is what a figure before in the sentence counts.

        In 不予处罚19件、减轻处罚6件 it is, and says nothing of the second figure.
        """
        sentence = max(self.text.rfind(mark, 0, clause) for mark in SENTENCE_ENDS)
        last = bisect_right(self.stops, clause) - 1
        for index in range(last, -1, -1):
            listed = index == last or self.text[self.stops[index]] == "、"
            if self.opens[index] <= sentence or not listed:
                return False
            if self.text.endswith(carried, 0, self.opens[index]):
                return True
        return False

    def _from_text(
        self, clause: int, previous_clause: int, start: int, end: int, wide: bool
    ) -> Scene:
        """Without a subject, the clause part before and the noun behind are the phrase."""
        # In 对150名新任执法人员进行培训 what was done stands behind those it was done to.
        done_behind = self.text.endswith("对", 0, start)
        tail = self._tail_end(end, _TAIL_LENGTH * 2 if done_behind else _TAIL_LENGTH)
        left, right = self.text[clause:start], self.text[end:tail]
        content = len(EMPTY.sub("", left)) + len(EMPTY.sub("", right))
        scene = Scene(f"{left}|{right}", max(1, content), clause)
        scene.said = left + right
        if (wide or content < ENOUGH) and previous_clause < clause:
            self._near(scene, previous_clause, clause, _PREVIOUS_CLAUSE)
            scene.clause = previous_clause
        self._near(scene, clause, start, 1.0)
        self._near(scene, end, tail, 1.0)
        scene.end = tail
        return scene

    def _general_head(self, subject: str, clause: int, start: int, end: int) -> int | None:
        """Return where a noun that is counted for itself ends, if one is what is counted.

        It ends the subject (清单涉及12个部门) or the clause before the number, or stands
        right behind the number, where the subject goes on (3个试点部门完成清单).
        """
        bare = subject.rstrip("数量共计为 ")
        if bare.endswith(self.lexicon.general_heads):
            return len(bare) - _APART
        left = self.text[clause:start].rstrip("数量共计为有 ")
        if not subject and left.endswith(self.lexicon.general_heads):
            return clause + len(left)
        behind = self.text[end : end + _TAIL_LENGTH]
        counted = self._counted_of(end)
        if counted and counted in subject:
            return subject.find(counted) + len(counted) - _APART
        for head in self.lexicon.general_heads:
            if 0 <= behind.find(head) <= _HEAD_BEHIND:
                return subject.find(head) + len(head) - _APART
        return None

    def _counted_of(self, end: int) -> str:
        """Return the noun that a figure counts on behalf of the next: 624个事项的1248项材料."""
        index = bisect_left(self.opens, end)
        if index == len(self.opens) or not 1 < self.opens[index] - end <= _TAIL_LENGTH:
            return ""
        between = self.text[end : self.opens[index]]
        return between[:-1] if between.endswith("的") and between[:-1].isalpha() else ""

    def _clause_start(self, start: int) -> tuple[int, int]:
        """Return where the clause part of a figure starts, and where the clause before."""
        index = bisect_right(self.stops, start)
        floor = self.stops[index - 1] if index else 0
        clause = scan_back(self.text, start, floor)
        before = clause
        if clause > floor and self.text[clause - 1] in "，,：:":
            before = scan_back(self.text, clause - 1, floor)
        return clause, before

    def _tail_end(self, end: int, reach: int = _TAIL_LENGTH) -> int:
        index = bisect_left(self.opens, end)
        ceiling = self.opens[index] if index < len(self.opens) else len(self.text)
        in_list = ceiling <= end + _TAIL_LENGTH
        ceiling = min(ceiling, end + reach)
        found = TAIL_ENDS.search(self.text, end, ceiling)
        tail = found.start() if found else ceiling
        comma = self.text.find("、", end, tail)
        return comma if in_list and comma >= 0 else tail

    def _near(self, scene: Scene, start: int, end: int, factor: float) -> None:
        first = bisect_left(self.starts, start)
        titles = [found.span() for found in ASIDE.finditer(self.text, start, end)]
        for hit in self.hits[first : bisect_left(self.starts, end)]:
            if hit.end > end:
                continue
            aside = any(left <= hit.start < right for left, right in titles)
            if aside or not factor:
                self._mention(scene, hit)
            else:
                self._add_near(scene, hit, factor)

    def _mention(self, scene: Scene, hit: Hit) -> None:
        """Take in a word of a document's title: it tells the topic, not what is counted."""
        tells = min(self.lexicon.weights[hit.form], _CONTEXT_TELLS)
        weight = tells * (_SPEAKS * _WHOLE - _AGAINST)
        for slot in self.lexicon.slots[hit.form]:
            if weight > scene.context.get(slot, -99.0):
                scene.context[slot] = weight

    def _add_near(self, scene: Scene, hit: Hit, factor: float) -> None:
        weight = self.lexicon.weights[hit.form] * factor
        for slot in self.lexicon.slots[hit.form]:
            if weight > scene.near.get(slot, -1.0):
                scene.near[slot] = weight
            scene.spans.setdefault(slot, []).append((hit.start, hit.end))
            scene.barring.add(slot)
        topic = self.lexicon.topics[hit.form]
        if topic >= 0:
            spans = scene.topics.pop(topic, [])
            scene.topics[topic] = [*spans, (hit.start, hit.end)]

    def _add_carried(self, scene: Scene, hit: Hit) -> None:
        """Take in a word that the reader carried over from before."""
        weight = self.lexicon.weights[hit.form] * _CARRIED
        for slot in self.lexicon.slots[hit.form]:
            if weight > scene.near.get(slot, -99.0):
                scene.near[slot] = weight
            scene.carried.add(slot)
        topic = self.lexicon.topics[hit.form]
        if topic >= 0 and topic not in scene.topics:
            scene.topics = {topic: [], **scene.topics}

    def _actor(self, scene: Scene, actor: str) -> None:
        """Take in who acted, where it is the level below: its cases are not the counter's."""
        for hit in self._scan(actor):
            if hit.form not in self.lexicon.lower_level:
                self._mention(scene, hit)
                continue
            weight = self.lexicon.weights[hit.form] * _SECONDED
            for slot in self.lexicon.slots[hit.form]:
                if weight > scene.near.get(slot, -99.0):
                    scene.near[slot] = weight
                scene.barring.add(slot)

    def _scan(self, phrase: str, moved: int = 0) -> list[Hit]:
        """Return the forms in a phrase, their places moved on by so many characters."""
        hits = self.subjects.get(phrase)
        if hits is None:
            hits = self.subjects[phrase] = self.lexicon.scan(phrase)
        if not moved:
            return hits
        return [Hit(hit.start + moved, hit.end + moved, hit.form) for hit in hits]

    def _context(self, scene: Scene, clause: int, section_path: str) -> None:
        """Collect what was said before, weaker with every rival topic named since."""
        text = self.text
        sentence = 1 + max(text.rfind(mark, 0, clause) for mark in SENTENCE_ENDS)
        paragraph = max(text.rfind("\n", 0, clause) + 1, clause - _REACH)
        passed: list[int] = []
        known: set[int] = set()
        for hit in self._back_from(self.hits, self.starts, clause, sentence):
            if hit.form not in known:
                known.add(hit.form)
                self._said_before(scene, hit.form, _SENTENCE, passed, True)
        ends = ends_between(text, paragraph, sentence - 1)
        factor = _PARAGRAPH
        for hit in self._back_from(self.topical, self.topical_starts, sentence, paragraph):
            while ends and hit.end <= ends[-1]:
                ends.pop()
                factor *= _FARTHER
            # Said again, and nearer, a word tells more: the first one met is the nearest.
            if hit.form not in known:
                known.add(hit.form)
                self._said_before(scene, hit.form, factor, passed, False)
        for form in self.headings.get(section_path, ()):
            self._said_before(scene, form, _HEADING, passed, False)

    @staticmethod
    def _back_from(hits: list[Hit], starts: list[int], position: int, floor: int) -> Iterator[Hit]:
        """Yield the forms that end by a position and start from a floor on, nearest first."""
        index = bisect_left(starts, position) - 1
        while index >= 0 and starts[index] >= floor:
            if hits[index].end <= position:
                yield hits[index]
            index -= 1

    def _said_before(
        self, scene: Scene, form: int, factor: float, passed: list[int], within: bool
    ) -> None:
        """Take in a word of the context, weaker with every rival topic passed."""
        lexicon = self.lexicon
        context = lexicon.context_slots[form]
        topic = lexicon.topics[form]
        if topic >= 0 and topic not in passed:
            passed.append(topic)
        if within:
            scene.mentioned.update(lexicon.barring_slots[form])
        rank = passed.index(topic) if topic in passed else len(passed)
        tells = min(lexicon.weights[form], _CONTEXT_TELLS)
        weight = tells * (_SPEAKS * factor * _RIVALS[min(rank, len(_RIVALS) - 1)] - _AGAINST)
        for slot in context:
            if weight > scene.context.get(slot, -99.0):
                scene.context[slot] = weight
        if within:
            for slot in lexicon.sentence_slots[form]:
                if weight > scene.sentence.get(slot, -99.0):
                    scene.sentence[slot] = weight


def _headings(sections: list[Section], lexicon: Lexicon) -> dict[str, tuple[int, ...]]:
    """Forms of a section's heading and of those above it, by section path."""
    own = {
        section.path: [hit.form for hit in lexicon.scan(section.heading)] for section in sections
    }
    found: dict[str, tuple[int, ...]] = {}
    for path in own:
        parts = path.split("/")
        forms: list[int] = []
        for length in range(len(parts), 0, -1):
            forms += own.get("/".join(parts[:length]), [])
        found[path] = tuple(forms)
    return found
