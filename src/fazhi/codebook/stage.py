"""The scanned document, on which the scenes of its figures are set.

The phrase of a figure is the subject that the reader gave it, seconded by the clause
part before it, back to the last punctuation or the figure before. Without a subject,
that clause part and the noun behind the figure are the phrase.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Literal

from fazhi.codebook.before import Before
from fazhi.codebook.columns import Columns
from fazhi.codebook.lexicon import Hit, Lexicon
from fazhi.codebook.phrases import (
    ASIDE,
    EMPTY,
    ENOUGH,
    TAIL_ENDS,
    carried_over,
    estranged,
    scan_back,
    unrelated,
)
from fazhi.codebook.scene import SECONDED, Scene
from fazhi.codebook.sentences import Sentences
from fazhi.records import Document, Figure, Section

_TAIL_LENGTH = 20
_APART = 1_000_000
_PREVIOUS_CLAUSE = 0.75
_GENERAL_MEASURES = ("个", "家", "项")
#: Characters that may stand between a number and a general noun behind it.
_HEAD_BEHIND = 2
_UNNAMED = "未明示"
_DONE_BEHIND = ("对", "为", "将", "把")
_LASTING = ("为期", "历时", "时长")

View = Literal["subject", "alone", "wide"]


class Stage:
    """A document with its words, figures and headings, for one scene after the other."""

    def __init__(
        self, document: Document, sections: list[Section], figures: list[Figure], lexicon: Lexicon
    ) -> None:
        self.text = document.text
        self.sentences = Sentences(self.text)
        self.lexicon = lexicon
        self.hits = lexicon.scan(self.text)
        self.starts = [start for start, _, _ in self.hits]
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
        self.before = Before(self.text, self.sentences, self.hits, sections, lexicon)
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
        left = self.text[clause:start].replace(actor, "")
        stranger = estranged(part, left)
        strange = view == "wide" or stranger or unrelated(part, left)
        if not strange and len(EMPTY.sub("", part)) >= ENOUGH:
            own_actor = actor if self.text.startswith(actor, clause) else ""
            scene = self._from_subject(part, clause, start, view == "subject", own_actor)
        else:
            scene = self._from_text(clause, previous_clause, start, end, view == "wide")
            if part and (stranger or view == "wide"):
                for hit in self._scan(part):
                    scene.add_carried(self.lexicon, hit)
        self.before.fill(scene, scene.clause, section_path)
        raw = self.text[start:end]
        if raw.endswith(self.lexicon.general_heads):
            # 7部门: the noun is the measure word, and no wording asks for it.
            scene.head = end
        elif raw.endswith(_GENERAL_MEASURES):
            scene.head = self._general_head(part, clause, start, end)
        if whole:
            for hit in self._scan(whole):
                scene.mention(self.lexicon, hit)
        if actor and not actor.startswith(_UNNAMED):
            self._actor(scene, actor)
        return scene

    def _from_subject(
        self, subject: str, clause: int, start: int, seconded: bool, actor: str
    ) -> Scene:
        """The reader's subject is the phrase; what it carried over comes second.

        The reader completes 专家论证会7场 by what stood before it. The words at the figure
        itself are its own: they alone can rule a wording out, and one must be among them.
        """
        left = self.text[clause:start]
        carried = carried_over(subject, left)
        # 不罚130件、轻罚86件 is no 不罚轻罚: the two parts are looked at apart.
        hits = [*self._scan(subject[:carried]), *self._scan(subject[carried:], carried)]
        borrowed = carried > 0 and not any(at >= carried for at, _, _ in hits)
        if borrowed:
            carried = 0
        own = subject[carried:]
        if carried and self._is_sibling(subject[:carried], clause):
            hits = [hit for hit in hits if hit[0] >= carried]
        elif actor:
            # 乡镇办案60宗，县级部门立案290宗: who acted before is not who acts here.
            lower = self.lexicon.lower_level
            before = carried or carried_over(subject, left.removeprefix(actor))
            hits = [hit for hit in hits if hit[0] >= before or hit[2] not in lower]
        scene = Scene(f"{subject}|{left}", max(1, len(EMPTY.sub("", own))), clause)
        scene.said = own
        scene.borrowed = borrowed
        for hit in hits:
            first, last, form = hit
            if first >= carried:
                # Spans are negative, apart from those of the text.
                scene.add_near(self.lexicon, (first - _APART, last - _APART, form), 1.0)
            else:
                scene.add_carried(self.lexicon, hit)
        if carried:
            scene.own = frozenset(scene.barring)
        elif seconded:
            self._near(scene, clause, start, 0.0 if "分别" in left else SECONDED)
        scene.end = len(own) + carried - _APART
        return scene

    def _is_sibling(self, carried: str, clause: int) -> bool:
        """Tell whether what was carried over is what a figure before in the sentence counts.

        In 不予处罚19件、减轻处罚6件 it is, and says nothing of the second figure.
        """
        sentence = self.sentences.last_end(clause)
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
        done_behind = self.text.endswith(_DONE_BEHIND, 0, start)
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
        if self._ends_in_head(bare):
            return len(bare) - _APART
        left = self.text[clause:start].rstrip("数量共计为有 ")
        if not subject and self._ends_in_head(left):
            return clause + len(left)
        counted = self._counted_of(end)
        if counted and counted in subject:
            return subject.find(counted) + len(counted) - _APART
        behind = self.text[end : self._tail_end(end)]
        if behind.startswith(self.lexicon.compounds):
            return None
        for head in self.lexicon.general_heads:
            if 0 <= behind.find(head) <= _HEAD_BEHIND:
                return subject.find(head) + len(head) - _APART
        return None

    def _ends_in_head(self, phrase: str) -> bool:
        compound = phrase.endswith(self.lexicon.compounds)
        return phrase.endswith(self.lexicon.general_heads) and not compound

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
        in_list = index < len(self.opens) and ceiling <= end + _TAIL_LENGTH
        ceiling = min(ceiling, end + reach)
        found = TAIL_ENDS.search(self.text, end, ceiling)
        tail = found.start() if found else ceiling
        comma = self.text.find("、", end, tail)
        return comma if in_list and comma >= 0 else tail

    def _near(self, scene: Scene, start: int, end: int, factor: float) -> None:
        first = bisect_left(self.starts, start)
        titles = [found.span() for found in ASIDE.finditer(self.text, start, end)]
        for hit in self.hits[first : bisect_left(self.starts, end)]:
            if hit[1] > end:
                continue
            aside = titles and any(left <= hit[0] < right for left, right in titles)
            if aside or not factor:
                scene.mention(self.lexicon, hit)
            else:
                scene.add_near(self.lexicon, hit, factor)

    def _actor(self, scene: Scene, actor: str) -> None:
        for hit in self._scan(actor):
            if hit[2] in self.lexicon.lower_level:
                scene.add_lower_level(self.lexicon, hit)
            else:
                scene.mention(self.lexicon, hit)

    def _scan(self, phrase: str, moved: int = 0) -> list[Hit]:
        """Return the forms in a phrase, their places moved on by so many characters."""
        hits = self.subjects.get(phrase)
        if hits is None:
            hits = self.subjects[phrase] = self.lexicon.scan(phrase)
        if not moved:
            return hits
        return [(start + moved, end + moved, form) for start, end, form in hits]
