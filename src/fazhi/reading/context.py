"""Context of the figures: what is counted, by whom, for which place and time.

The other layers say what a number is; this one reads around it. It goes through the
document once, paragraph by paragraph and sentence by sentence, and hands each sentence
that holds measured figures to the readers of period, actor and subject, in this order:
words of time and the acting organ belong to no subject.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from fazhi.reading.actor import ActorReader
from fazhi.reading.clauses import Sentence, paragraphs, split_sentences
from fazhi.reading.lexicon import lexicon
from fazhi.reading.period import PeriodReader
from fazhi.reading.subject import SubjectReader
from fazhi.records import Document, DocumentFacts, Figure, Place, Section, Title

#: Kinds that measure something; the others are dates, labels and names.
MEASURED = frozenset(("count", "amount", "percent", "change", "rank", "duration"))


def add_context(
    document: Document,
    figures: list[Figure],
    sections: Sequence[Section],
    titles: Sequence[Title],
    facts: DocumentFacts,
    place: Place | None,
) -> None:
    """Fill subject, actor, scope, period and section of each figure in place.

    Args:
        document: The text, with blocks and tables.
        figures: Its figures in order, not overlapping; changed in place.
        sections: Its outline, ordered by ``char_start``.
        titles: The documents it names.
        facts: Year and signing date of the report.
        place: The reporting place, if known.
    """
    add_section_paths(figures, sections)
    readers = _Readers(document.text, facts, place)
    plans = {section.path for section in sections if section.role == "plan"}
    headings = {section.path: section.heading for section in sections}
    starts = [figure.char_start for figure in figures]
    for start, end in paragraphs(document, sections):
        inside = figures[bisect_left(starts, start) : bisect_left(starts, end)]
        if any(figure.kind in MEASURED for figure in inside):
            path = inside[0].section_path
            readers.begin_paragraph(headings.get(path, ""), path in plans)
            readers.read_paragraph(start, end, inside)


class _Readers:
    """The three readers at work on one document."""

    def __init__(self, text: str, facts: DocumentFacts, place: Place | None) -> None:
        self._text = text
        self._periods = PeriodReader(text, facts)
        self._actors = ActorReader(text, facts, place)
        self._subjects = SubjectReader(text, lexicon())

    def begin_paragraph(self, heading: str, is_plan: bool) -> None:
        self._periods.begin_paragraph(1 if is_plan else 0)
        self._actors.begin_item()
        self._subjects.begin_paragraph(heading)

    def read_paragraph(self, start: int, end: int, figures: Sequence[Figure]) -> None:
        spans = [(figure.char_start, figure.char_end) for figure in figures]
        sentences = split_sentences(self._text, start, end, spans)
        for number, (sentence, own) in enumerate(_by_sentence(sentences, figures)):
            measured = [figure for figure in own if figure.kind in MEASURED]
            if measured:
                self._read_sentence(sentence, measured, own)
            else:
                if any(figure.kind == "list_label" for figure in own):
                    self._actors.begin_item()
                if number == 0:
                    self._periods.read(sentence, ())
                self._subjects.skip(sentence)

    def _read_sentence(
        self, sentence: Sentence, measured: Sequence[Figure], own: Sequence[Figure]
    ) -> None:
        silent = [(f.char_start, f.char_end) for f in own if f.kind == "list_label"]
        if silent:
            self._actors.begin_item()
        cues = self._periods.read(sentence, measured)
        # 四年 in 四年间 is part of the cue and counts nothing.
        counted = [f for f in measured if not _lies_in(f, cues)]
        silent += cues
        silent.sort()
        silent += self._actors.read(sentence, measured, silent)
        silent.sort()
        self._subjects.read(sentence, counted, silent)
        self._actors.complete(measured)


def _lies_in(figure: Figure, spans: Sequence[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (figure.char_start, figure.char_end)) - 1
    return any(
        start <= figure.char_start and figure.char_end <= end
        for start, end in spans[max(index, 0) : index + 2]
    )


def add_section_paths(figures: Sequence[Figure], sections: Sequence[Section]) -> None:
    """Set ``section_path`` where it is empty: the innermost section around the figure."""
    open_sections: list[Section] = []
    index = 0
    for figure in figures:
        position = figure.char_start
        while index < len(sections) and sections[index].char_start <= position:
            open_sections.append(sections[index])
            index += 1
        while open_sections and open_sections[-1].char_end <= position:
            open_sections.pop()
        if open_sections and not figure.section_path:
            figure.section_path = open_sections[-1].path


def _by_sentence(
    sentences: Sequence[Sentence], figures: Sequence[Figure]
) -> Iterator[tuple[Sentence, list[Figure]]]:
    index = 0
    for sentence in sentences:
        own = []
        while index < len(figures) and figures[index].char_start < sentence.end:
            own.append(figures[index])
            index += 1
        yield sentence, own
