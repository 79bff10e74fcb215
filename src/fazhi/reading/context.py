"""Context of the figures: what is counted, by whom, for which place and time.

The other layers say what a number is; this one reads around it. It goes through the
document once, paragraph by paragraph and sentence by sentence, and hands each sentence
that holds measured figures to the readers of period, actor and subject, in this order:
words of time and the acting organ belong to no subject.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from fazhi.reading.actor import ActorReader
from fazhi.reading.clauses import (
    Sentence,
    is_breakdown,
    paragraphs,
    sentence_spans,
    split_clauses,
)
from fazhi.reading.lexicon import lexicon
from fazhi.reading.period import PeriodReader
from fazhi.reading.subject import SubjectReader, tidy
from fazhi.reading.tables import is_row, read_table, table_of_lines
from fazhi.reading.topics import LONGEST_TOPIC
from fazhi.records import Document, DocumentFacts, Figure, Place, Section, Table, Title

#: Kinds that measure something; the others are dates, labels and names.
MEASURED = frozenset(("count", "amount", "percent", "change", "rank", "duration"))
_LEVELS = MEASURED - {"duration"}
_LONGEST_QUOTED = 40
_PARTS = re.compile("[，,；;。：:]")
#: Units of numbers that, unless they are data, belong to a name: 三级, 第五届.
_OF_NAMES = frozenset(("级", "届", "位一体"))


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
        titles: The documents it names; a title in the text is found again by its marks.
        facts: Year and signing date of the report.
        place: The reporting place, if known.
    """
    add_section_paths(figures, sections)
    readers = _Readers(document.text, facts, place)
    plans = {section.path for section in sections if section.role == "plan"}
    headings = {section.path: section.heading for section in sections}
    starts = [figure.char_start for figure in figures]
    measured = [figure.char_start for figure in figures if figure.kind in MEASURED]
    measured.append(len(document.text))
    next_measured = 0
    table_spans = _spans_of(document.tables)
    in_tables = sorted(table_spans)
    lines: list[tuple[int, int]] = []
    for start, end in paragraphs(document, sections):
        if not document.tables and is_row(document.text, start, end):
            lines.append((start, end))
            continue
        if lines:
            readers.read_lines(lines, figures, starts)
            lines = []
        while measured[next_measured] < start:
            next_measured += 1
        if measured[next_measured] >= end or _in(in_tables, start):
            continue
        first = bisect_left(starts, start)
        inside = figures[first : bisect_left(starts, end, first)]
        path = inside[0].section_path
        if len(inside) == 1 and _is_alone(document.text, start, end, inside[0]):
            readers.read_alone(headings.get(path, ""), path in plans, inside[0])
        else:
            readers.read_paragraph(start, end, headings.get(path, ""), path in plans, inside)
    if lines:
        readers.read_lines(lines, figures, starts)
    for table, (start, end) in zip(document.tables, table_spans, strict=True):
        inside = figures[bisect_left(starts, start) : bisect_left(starts, end)]
        readers.read_table(table, inside)


class _Readers:
    """The readers at work on one document."""

    def __init__(self, text: str, facts: DocumentFacts, place: Place | None) -> None:
        self._text = text
        self._periods = PeriodReader(text, facts)
        self._actors = ActorReader(text, facts, place)
        self._subjects = SubjectReader(text, lexicon())

    def read_paragraph(
        self, start: int, end: int, heading: str, is_plan: bool, figures: Sequence[Figure]
    ) -> None:
        """Read the figures of one paragraph, sentence by sentence."""
        counting = _counting(figures)
        if not counting:
            return
        labels = [(f.char_start, f.char_end) for f in figures if f.kind == "list_label"]
        items = [start, *(label_start for label_start, _ in labels), end]
        self._periods.begin_paragraph(1 if is_plan else 0)
        self._actors.begin_paragraph(start, end)
        self._subjects.begin_paragraph(start, heading)
        self._begin_item(start, items[1])
        spans = [(figure.char_start, figure.char_end) for figure in figures]
        index = item = 0
        count, label_count = len(counting), len(labels)
        passed: tuple[int, int] | None = None
        for first, last in sentence_spans(self._text, start, end, spans):
            begin, begin_item = index, item
            while index < count and counting[index].char_start < last:
                index += 1
            while item < label_count and labels[item][0] < last:
                item += 1
            if item > begin_item:
                self._begin_item(items[item], items[item + 1])
            measured = counting[begin:index]
            if measured and _tells(measured):
                if passed is not None:
                    self._subjects.skip(*passed)
                    passed = None
                sentence = split_clauses(self._text, first, last, spans)
                self._read_sentence(sentence, measured, labels[begin_item:item])
            else:
                # Targets, names and the like: when they hold is enough.
                passed = (first, last)
                if measured or first == start:
                    self._read_periods(first, last, measured, spans)
            if index == count:
                break  # What comes after the last figure tells nothing of any.

    def _read_periods(
        self, start: int, end: int, measured: Sequence[Figure], spans: Sequence[tuple[int, int]]
    ) -> None:
        if self._periods.sees_any(start, end):
            self._periods.read(split_clauses(self._text, start, end, spans), measured)
        else:
            self._periods.read_without_cues(start, measured)

    def read_alone(self, heading: str, is_plan: bool, figure: Figure) -> None:
        """Read a figure that fills its paragraph: only the heading tells what it counts.

        Tables that lost their rows on the way are runs of such paragraphs.
        """
        counting = _counting([figure])
        if not counting:
            return
        self._periods.begin_paragraph(1 if is_plan else 0)
        self._periods.read_alone(counting)
        if _tells(counting):
            figure.subject = tidy(heading[:LONGEST_TOPIC])
            self._actors.scopes.begin_item()
            self._actors.scopes.complete([figure])

    def _begin_item(self, start: int, end: int) -> None:
        self._periods.begin_item()
        self._actors.begin_item(start, end)
        self._subjects.begin_item(start)

    def _read_sentence(
        self, sentence: Sentence, measured: Sequence[Figure], labels: Sequence[tuple[int, int]]
    ) -> None:
        cues = self._periods.read(sentence, measured)
        counted = measured
        silent: Sequence[tuple[int, int]] = cues
        if cues:
            # 四年 in 四年间 is part of the cue and counts nothing.
            counted = [figure for figure in measured if not _in(cues, figure.char_start)]
        if labels:
            silent = sorted([*labels, *cues]) if cues else labels
        acting = self._actors.read(sentence, measured, silent)
        if acting:
            silent = sorted([*silent, *acting])
        breaks_down = is_breakdown(self._text, sentence.start)
        self._subjects.read(sentence, counted, silent, breaks_down)
        self._actors.scopes.complete(measured, breaks_down)
        for figure in measured:
            if figure.scope == "higher_level" and figure.statistical and self._is_quoted(figure):
                figure.statistical, figure.measure, figure.rule_id = False, "", "higher_level"

    def _is_quoted(self, figure: Figure) -> bool:
        """Tell whether the level of a place above is only quoted: 全省满意度为96.4分."""
        if figure.kind in ("change", "rank"):
            return False
        start = figure.char_start
        name = self._text.rfind(figure.scope_name, max(0, start - _LONGEST_QUOTED), start)
        return name >= 0 and not _PARTS.search(self._text, name, start)

    def read_lines(
        self, lines: Sequence[tuple[int, int]], figures: Sequence[Figure], starts: Sequence[int]
    ) -> None:
        """Read lines of tabbed cells as a table."""
        inside = figures[bisect_left(starts, lines[0][0]) : bisect_left(starts, lines[-1][1])]
        if any(figure.kind in MEASURED for figure in inside):
            self.read_table(table_of_lines(self._text, lines), inside)

    def read_table(self, table: Table, figures: Sequence[Figure]) -> None:
        """Read the figures of a table by its heads."""
        measured = [figure for figure in figures if figure.kind in MEASURED]
        self._periods.begin_paragraph()
        self._periods.read_alone(measured)
        read_table(table, measured)
        self._actors.scopes.begin_item()
        self._actors.scopes.complete(measured)


def _counting(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures that count something, and are no part of a name.

    两级 in 市县两级机关 and 九年 in 九年义务教育 are words like others here.
    """
    return [
        figure
        for figure in figures
        if (figure.statistical and figure.kind in MEASURED)
        or (figure.kind in _LEVELS and figure.unit not in _OF_NAMES)
    ]


def _tells(figures: Sequence[Figure]) -> bool:
    """Tell whether any of the figures is a datum, or may be one."""
    for figure in figures:  # noqa: SIM110  (a generator costs more than all that it asks)
        if figure.statistical or figure.status != "ok":
            return True
    return False


def _is_alone(text: str, start: int, end: int, figure: Figure) -> bool:
    """Tell whether nothing but white space stands beside a figure in ``text[start:end]``."""
    first, last = figure.char_start, figure.char_end
    return (first == start or text[start:first].isspace()) and (
        last == end or text[last:end].isspace()
    )


def _spans_of(tables: Sequence[Table]) -> list[tuple[int, int]]:
    """Return the span of each table; an empty one for a table without cells."""
    return [
        (
            min((cell.char_start for cell in table.cells), default=0),
            max((cell.char_end for cell in table.cells), default=0),
        )
        for table in tables
    ]


def _in(spans: Sequence[tuple[int, int]], position: int) -> bool:
    """Tell whether ``position`` lies in one of the spans, given in order."""
    index = bisect_right(spans, (position, 1 << 62)) - 1
    return index >= 0 and position < spans[index][1]


def add_section_paths(figures: Sequence[Figure], sections: Sequence[Section]) -> None:
    """Set ``section_path`` where it is empty: the innermost section around the figure."""
    open_sections: list[Section] = []
    index = 0
    for figure in figures:
        if figure.section_path:
            continue
        position = figure.char_start
        while index < len(sections) and sections[index].char_start <= position:
            open_sections.append(sections[index])
            index += 1
        while open_sections and open_sections[-1].char_end <= position:
            open_sections.pop()
        if open_sections:
            figure.section_path = open_sections[-1].path
