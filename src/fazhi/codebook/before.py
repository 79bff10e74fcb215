"""What was said before a figure: the words that tell what it is about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from fazhi.codebook.lexicon import Hit, Lexicon
from fazhi.codebook.scene import Scene
from fazhi.codebook.sentences import Sentences
from fazhi.records import Section

#: Characters back, within the paragraph, that are looked at.
_REACH = 500
_SENTENCE, _PARAGRAPH, _HEADING = 0.95, 0.65, 0.55
_FARTHER = 0.8
#: What is left of a word after so many rival topics.
_MOST_RIVALS = 6
_RIVALS = tuple(0.85**rank for rank in range(_MOST_RIVALS + 1))


class Before:
    """The words of a document by place, to be looked at backwards from a figure."""

    def __init__(
        self,
        text: str,
        sentences: Sentences,
        hits: list[Hit],
        sections: list[Section],
        lexicon: Lexicon,
    ) -> None:
        self._text = text
        self._sentences = sentences
        self._lexicon = lexicon
        self._voices = _Words([hit for hit in hits if lexicon.tells_of_sentence(hit[2])])
        self._topical = _Words([hit for hit in hits if lexicon.tells_of_paragraph(hit[2])])
        self._headings = _headings(sections, lexicon)

    def fill(self, scene: Scene, clause: int, section_path: str) -> None:
        """Collect what was said before the clause, weaker with every rival topic named since."""
        sentence = self._sentences.last_end(clause) + 1
        paragraph = max(self._text.rfind("\n", 0, clause) + 1, clause - _REACH)
        # Said again, and nearer, a word tells more: the first one met is the nearest.
        within = {form: _SENTENCE for _, _, form in self._voices.back_from(clause, sentence)}
        farther: dict[int, float] = {}
        ends = self._sentences.ends_between(paragraph, sentence - 1)
        factor = _PARAGRAPH
        for _, end, form in self._topical.back_from(sentence, paragraph):
            while ends and end <= ends[-1]:
                ends.pop()
                factor *= _FARTHER
            if form not in within and form not in farther:
                farther[form] = factor
        above = [(form, _HEADING) for form in self._headings.get(section_path, ())]
        passed: dict[int, int] = {}
        scene.said_before(self._lexicon, self._weaker(within.items(), passed), True)
        scene.said_before(self._lexicon, self._weaker([*farther.items(), *above], passed), False)

    def _weaker(
        self, words: Iterable[tuple[int, float]], passed: dict[int, int]
    ) -> list[tuple[int, float]]:
        """Weaken words, nearest first, by the rival topics ``passed``: topic -> its rank."""
        topics = self._lexicon.topics
        weaker: list[tuple[int, float]] = []
        for form, factor in words:
            rank = len(passed)
            if topics[form] >= 0:
                rank = passed.setdefault(topics[form], rank)
            rivals = _RIVALS[rank] if rank < _MOST_RIVALS else _RIVALS[-1]
            weaker.append((form, factor * rivals))
        return weaker


class _Words:
    """Words by place, with their starts to find them by."""

    def __init__(self, hits: list[Hit]) -> None:
        self._hits = hits
        self._starts = [start for start, _, _ in hits]

    def back_from(self, position: int, floor: int) -> list[Hit]:
        """Return the words that end by a position and start from a floor on, nearest first."""
        starts = self._starts
        near = self._hits[bisect_left(starts, floor) : bisect_left(starts, position)]
        return [hit for hit in reversed(near) if hit[1] <= position]


def _headings(sections: list[Section], lexicon: Lexicon) -> dict[str, tuple[int, ...]]:
    """Forms of a section's heading and of those above it, by section path."""
    own = {
        section.path: [form for _, _, form in lexicon.scan(section.heading)] for section in sections
    }
    found: dict[str, tuple[int, ...]] = {}
    for path in own:
        parts = path.split("/")
        forms: list[int] = []
        for length in range(len(parts), 0, -1):
            forms += own.get("/".join(parts[:length]), [])
        found[path] = tuple(forms)
    return found
