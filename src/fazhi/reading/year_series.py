"""Series over years: 2021年、2022年、2023年分别为12件、15件、18件.

Where a list of years is followed, in its sentence, by lists of as many numbers, the numbers
of earlier years are earlier levels.
"""

from __future__ import annotations

import re

from fazhi.reading.surroundings import LIST_SIGNS
from fazhi.records import Figure

_RESPECTIVELY = re.compile("分别|依次|逐年|各年")
_STOP = re.compile("[。！？\n]")
_LEVELS = ("level", "cumulative", "share", "prior_year")
_YEARS_AT_MOST = 10


def mark_year_series(text: str, figures: list[Figure], report_year: int) -> None:
    """Set the measure of numbers that stand in a series over years.

    Args:
        text: The document's text.
        figures: In order; those of a series are changed in place.
        report_year: Numbers of the years before it are earlier levels.
    """
    index = 0
    count = len(figures)
    while index < count:
        if figures[index].kind != "date_or_year":
            index += 1
            continue
        years, index = _read_years(text, figures, index)
        if len(years) < 2:
            continue
        while index < count:
            before = figures[index - 1].char_end
            if _STOP.search(text, before, figures[index].char_start) is not None:
                break
            if figures[index].kind == "date_or_year":
                break
            index = _read_numbers(text, figures, index, years, report_year)


def _read_years(text: str, figures: list[Figure], index: int) -> tuple[list[int], int]:
    """The years of the list or span that begins at ``index``, and where to go on."""
    years: list[int] = []
    count = len(figures)
    while index < count:
        figure = figures[index]
        if figure.kind != "date_or_year" or figure.unit != "year" or not figure.value_text:
            return years, index if years else index + 1
        joined = not years or text[figures[index - 1].char_end : figure.char_start] in LIST_SIGNS
        if not joined:
            return years, index
        first, last = int(figure.value_text[:4]), int(figure.value_text[-4:])
        if 0 <= last - first < _YEARS_AT_MOST:
            years.extend(range(first, last + 1))
        index += 1
    return years, index


def _read_numbers(
    text: str, figures: list[Figure], index: int, years: list[int], report_year: int
) -> int:
    """Mark the list of numbers at ``index`` if it is as long as the years; go on behind it."""
    end = index + 1
    while end < len(figures) and (
        text[figures[end - 1].char_end : figures[end].char_start] in LIST_SIGNS
        and figures[end].unit == figures[index].unit
    ):
        end += 1
    start = figures[index].char_start
    introduced = _RESPECTIVELY.search(text, figures[index - 1].char_end, start) is not None
    if introduced and end - index == len(years):
        for figure, year in zip(figures[index:end], years, strict=True):
            if figure.statistical and figure.measure in _LEVELS:
                figure.measure = "prior_year" if year < report_year else "level"
    return end
