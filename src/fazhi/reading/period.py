"""For which time a figure holds.

A cue holds for the figures after it until another cue takes its place or the sentence
ends; another year that is put in behind a number holds until a ；, and right before its
number (受理52件，上年为40件) or for a last day (上年末余额3亿元) for that number alone. A cue
goes on into the next sentence only where that one continues the thought (其中, 同比, 累计),
and further on where it opens the paragraph and names another year, or opens a sentence with
a cut-off. Without a cue a figure holds for the year of the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fazhi.reading.clauses import Sentence
from fazhi.reading.cues import Cue, CueFinder, words_of_time, year_span
from fazhi.records import DocumentFacts, Figure

_LONGEST_OPENING = 8
_YEARS = range(1900, 2200)


class PeriodReader:
    """Reads the periods of a document, paragraph after paragraph.

    Args:
        text: The document's text.
        facts: Year of the report and day of signing, as far as known.
    """

    def __init__(self, text: str, facts: DocumentFacts) -> None:
        self._text = text
        self._year = facts.year if facts.year in _YEARS else None
        self._finder = CueFinder(text, self._year, _signing_day(facts))
        self._continuing = words_of_time().continuing
        self._carried: Cue | None = None
        self._opening: Cue | None = None
        self._is_first = True

    def begin_paragraph(self, year_offset: int = 0) -> None:
        """Forget the cues; ``year_offset`` is 1 where the text speaks of next year."""
        self._finder.year = None if self._year is None else self._year + year_offset
        self._carried = self._opening = None
        self._is_first = True

    def begin_item(self) -> None:
        """Forget the cut-off of the list item before."""
        if self._opening is not None and self._opening.is_cut_off:
            self._opening = None

    def read(self, sentence: Sentence, figures: Sequence[Figure]) -> list[tuple[int, int]]:
        """Fill the period of the figures of one sentence.

        Args:
            sentence: The sentence.
            figures: Its measured figures in order.

        Returns:
            The spans of the cues, which belong to no subject.
        """
        cues = self._finder.find(sentence, figures)
        if not cues:
            self.read_without_cues(sentence.start, figures)
            return []
        self._fill(sentence.start, figures, cues)
        return [(cue.start, cue.end) for cue in cues]

    def read_without_cues(self, start: int, figures: Sequence[Figure]) -> None:
        """Fill the period of the figures of a sentence that is known to hold no cue.

        Args:
            start: Where the sentence starts.
            figures: Its measured figures in order.
        """
        current = self._opening if self._carried is None else self._initial(start)
        for figure in figures:
            self._apply(figure, current, None)
        self._carried = current
        self._is_first = False

    def _fill(self, start: int, figures: Sequence[Figure], cues: Sequence[Cue]) -> None:
        current = lasting = self._initial(start)
        marked: Cue | None = None
        index, count = 0, len(cues)
        for figure in figures:
            while index < count and cues[index].start < figure.char_start:
                if cues[index].only_cue:
                    marked = cues[index]
                else:
                    current, marked = cues[index], None
                    lasting = lasting if current.once else current
                index += 1
            if current is not None and current.is_other and self._is_over(current, figures, figure):
                current = lasting = self._initial(start)
            self._apply(figure, current, marked)
            if current is not None and current.once:
                following = self._text[figure.char_end : figure.char_end + 1]
                current = current if following in ("、", "和") else lasting
        self._remember(start, cues, current)

    def _is_over(self, cue: Cue, figures: Sequence[Figure], figure: Figure) -> bool:
        """Tell whether a cue that stands behind the first figure ended at a ；."""
        if cue.start < figures[0].char_start:
            return False
        between = self._text[cue.end : figure.char_start]
        return "；" in between or ";" in between

    def sees_any(self, start: int, end: int) -> bool:
        """Tell whether a sentence may hold a cue at all."""
        return self._finder.sees_any(start, end)

    def read_alone(self, figures: Sequence[Figure]) -> None:
        """Fill the period of figures that stand in no sentence, as in a table."""
        for figure in figures:
            self._apply(figure, None, None)

    def _initial(self, start: int) -> Cue | None:
        if self._carried is not None:
            opening = self._text[start : start + 4].lstrip()
            if opening.startswith(self._continuing):
                return self._carried
        return self._opening

    def _remember(self, start: int, cues: Sequence[Cue], current: Cue | None) -> None:
        self._carried = current
        telling = [cue for cue in cues if not cue.only_cue]
        if telling:
            first = telling[0]
            opens = first.start - start <= _LONGEST_OPENING and len(telling) == 1
            lasts = first.is_cut_off or (self._is_first and first.is_other)
            self._opening = first if opens and lasts else None
        self._is_first = False

    def _apply(self, figure: Figure, cue: Cue | None, marked: Cue | None) -> None:
        is_prior = figure.measure == "prior_year" and not (cue is not None and cue.is_other)
        if cue is not None and not is_prior:
            figure.period_start, figure.period_end = cue.period_start, cue.period_end
            figure.period_cue = cue.text
            return
        year = self._finder.year
        figure.period_cue = marked.text if marked is not None else ""
        if year is not None:
            figure.period_start, figure.period_end = year_span(year - 1 if is_prior else year)


def _signing_day(facts: DocumentFacts) -> date | None:
    try:
        return date.fromisoformat(facts.signed_date) if facts.signed_date else None
    except ValueError:
        return None
