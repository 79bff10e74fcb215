"""What was said before a figure: the words that tell what it is about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from fazhi.codebook.lexicon import Hit, Lexicon
from fazhi.codebook.phrases import SENTENCE_ENDS, ends_between
from fazhi.codebook.scene import Scene
from fazhi.records import Section

#: Characters back, within the paragraph, that are looked at.
_REACH = 500
_SENTENCE, _PARAGRAPH, _HEADING = 0.95, 0.65, 0.55
_FARTHER = 0.8
#: What is left of a word after so many rival topics.
_RIVALS = tuple(0.85**rank for rank in range(7))


class Before:
    """The words of a document by place, to be looked at backwards from a figure."""

    def __init__(
        self, text: str, hits: list[Hit], sections: list[Section], lexicon: Lexicon
    ) -> None:
        self._text = text
        self._lexicon = lexicon
        # Half of all words tell nothing from afar.
        self._hits = [
            hit
            for hit in hits
            if lexicon.context_slots[hit.form]
            or lexicon.sentence_slots[hit.form]
            or lexicon.barring_slots[hit.form]
            or lexicon.topics[hit.form] >= 0
        ]
        self._starts = [hit.start for hit in self._hits]
        self._topical = [
            hit
            for hit in self._hits
            if lexicon.context_slots[hit.form] or lexicon.topics[hit.form] >= 0
        ]
        self._topical_starts = [hit.start for hit in self._topical]
        self._headings = _headings(sections, lexicon)

    def fill(self, scene: Scene, clause: int, section_path: str) -> None:
        """Collect what was said before the clause, weaker with every rival topic named since."""
        text = self._text
        sentence = 1 + max(text.rfind(mark, 0, clause) for mark in SENTENCE_ENDS)
        paragraph = max(text.rfind("\n", 0, clause) + 1, clause - _REACH)
        passed: list[int] = []
        known: set[int] = set()
        for hit in _back_from(self._hits, self._starts, clause, sentence):
            if hit.form not in known:
                known.add(hit.form)
                self._take(scene, hit.form, _SENTENCE, passed, True)
        ends = ends_between(text, paragraph, sentence - 1)
        factor = _PARAGRAPH
        for hit in _back_from(self._topical, self._topical_starts, sentence, paragraph):
            while ends and hit.end <= ends[-1]:
                ends.pop()
                factor *= _FARTHER
            # Said again, and nearer, a word tells more: the first one met is the nearest.
            if hit.form not in known:
                known.add(hit.form)
                self._take(scene, hit.form, factor, passed, False)
        for form in self._headings.get(section_path, ()):
            self._take(scene, form, _HEADING, passed, False)

    def _take(
        self, scene: Scene, form: int, factor: float, passed: list[int], within: bool
    ) -> None:
        """Take in a word, weaker with every rival topic passed."""
        topic = self._lexicon.topics[form]
        if topic >= 0 and topic not in passed:
            passed.append(topic)
        rank = passed.index(topic) if topic in passed else len(passed)
        rivals = _RIVALS[min(rank, len(_RIVALS) - 1)]
        scene.said_before(self._lexicon, form, factor * rivals, within)


def _back_from(hits: list[Hit], starts: list[int], position: int, floor: int) -> Iterator[Hit]:
    """Yield the words that end by a position and start from a floor on, nearest first."""
    index = bisect_left(starts, position) - 1
    while index >= 0 and starts[index] >= floor:
        if hits[index].end <= position:
            yield hits[index]
        index -= 1


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
