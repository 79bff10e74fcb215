"""Glyphs to lines and lines to paragraphs.

A PDF knows neither: it prints characters at places. A line is what stands at one height;
a paragraph goes on while its lines are full and not indented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from fazhi.document.html_blocks import clean
from fazhi.document.pdf_page import Glyph

#: Parts of a character's height.
_WORD_GAP = 0.3
_WIDE_GAP = 1.5
_INDENT = 1.2
_SHORT_LINE = 1.3
_NARROW = 0.65
_TITLE_SIZE = 1.15
_OTHER_SIZE = 0.18
_WIDEST_LEADING = 3.2
#: Parts of the usual distance from line to line.
_PARAGRAPH_GAP = 1.45

#: Shares of lines, and of a full line's width.
_NEARLY_ALL = 0.85
_FULL = 0.75

_LABEL_ALONE = re.compile(r"^(?:[0-9]{1,2}[.．、]|[（(][0-9一二三四五六七八九十]{1,3}[）)])$")
#: What is never cut by a line's end and goes to the next line whole: a number or a word,
#: else a character, with the marks before it that end no line and those that begin none.
_UNBROKEN = re.compile(r"[（《“〔【(]*(?:[0-9A-Za-z.,%％/-]+|.)[，。；：、）》”〕】！？)]*")
#: A sentence ends, and the next line begins with a label of the outline.
_SENTENCE_END = re.compile(r"[。！？；：]$")
_LABEL = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.．、](?![0-9]))"
)
_LATIN_END = re.compile(r"[A-Za-z,;:]$")
_LATIN_START = re.compile(r"^[A-Za-z]")


@dataclass(slots=True)
class Line:
    """A line of text with its place."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Group glyphs into lines, from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.middle[1]):
        if rows and _is_beside(rows[-1], glyph):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [line for row in rows if (line := _line(row)) is not None]


def text_of(glyphs: Iterable[Glyph]) -> str:
    """Return the text of glyphs that belong together whatever their lines: of a cell."""
    text = ""
    for line in lines_of(glyphs):
        text = join(text, line.text)
    return text


def paragraphs_of(lines: Sequence[Line]) -> list[str]:
    """Heal wrapped lines into paragraphs.

    Args:
        lines: Of one column, from top to bottom; they may go on over pages, then
            ``top`` falls back.
    """
    if not lines:
        return []
    left, right = _margins(lines)
    usual = median(line.size for line in lines)
    pitch = median([b.top - a.top for a, b in pairwise(lines) if b.top > a.top] or [0.0])
    leading = pitch / max(usual, 1.0)
    paragraphs = [lines[0].text]
    for before, line in pairwise(lines):
        if _LABEL_ALONE.match(before.text):
            paragraphs[-1] += f" {line.text}"
        elif _is_title(before, line, usual):
            paragraphs[-1] = join(paragraphs[-1], line.text)
        elif _begins_paragraph(before, line, left, right, leading):
            paragraphs.append(line.text)
        else:
            paragraphs[-1] = join(paragraphs[-1], line.text)
    return paragraphs


def join(text: str, following: str) -> str:
    """Join two lines of a paragraph: a number cut by the line's end is one again."""
    is_latin = _LATIN_END.search(text) and _LATIN_START.match(following)
    return f"{text} {following}" if is_latin else text + following


def _is_beside(row: list[Glyph], glyph: Glyph) -> bool:
    """Whether a glyph stands at the height of a line."""
    height = median(other.middle[1] for other in row[-8:])
    return abs(glyph.middle[1] - height) < 0.5 * max(row[-1].size, glyph.size)


def _line(row: list[Glyph]) -> Line | None:
    row.sort(key=lambda glyph: glyph.left)
    text = ""
    last: Glyph | None = None
    for glyph in row:
        if last is not None and _is_apart(last, glyph):
            text += " "
        text += glyph.text
        last = glyph
    text = clean(text)
    inked = [glyph for glyph in row if not glyph.text.isspace()]
    if not text or not inked:
        return None
    return Line(
        text,
        inked[0].left,
        min(glyph.top for glyph in inked),
        max(glyph.right for glyph in inked),
        max(glyph.bottom for glyph in inked),
        median(glyph.size for glyph in inked),
    )


def _is_apart(glyph: Glyph, following: Glyph) -> bool:
    """Whether the gap between two glyphs is a blank: a small one only in Latin text."""
    gap = (following.left - glyph.right) / max(glyph.size, 1.0)
    if gap > _WIDE_GAP:
        return True
    is_ascii = glyph.text.isascii() and following.text.isascii()
    return gap > _WORD_GAP and is_ascii and glyph.text.isalnum() and following.text.isalnum()


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Return the edges of the text: where full lines begin and end.

    Shares, not extremes, so that one line that runs over moves nothing.
    """
    widths = sorted(line.right - line.left for line in lines)
    usual = _FULL * widths[int(_NEARLY_ALL * (len(widths) - 1))]
    full = [line for line in lines if line.right - line.left >= usual]
    lefts, rights = sorted(line.left for line in full), sorted(line.right for line in full)
    few = int((1 - _NEARLY_ALL) * (len(full) - 1))
    return lefts[few], rights[-1 - few]


def _begins_paragraph(before: Line, line: Line, left: float, right: float, leading: float) -> bool:
    size = max(line.size, 1.0)
    if line.left - left > _INDENT * size:
        return True
    if right - before.right > _SHORT_LINE * size + _first_width(line):
        return True
    if abs(line.size - before.size) > _OTHER_SIZE * size:
        return True
    if _LABEL.match(line.text) and _SENTENCE_END.search(before.text):
        return True
    gap = line.top - before.top
    usual = min(_PARAGRAPH_GAP * leading, _WIDEST_LEADING) or _WIDEST_LEADING
    return gap > usual * size


def _is_title(before: Line, line: Line, usual: float) -> bool:
    """Whether two lines are one title: larger than the text, and with the same middle."""
    is_large = min(before.size, line.size) > _TITLE_SIZE * usual
    is_alike = abs(before.size - line.size) < 0.05 * line.size
    off_centre = abs((before.left + before.right) - (line.left + line.right)) / 2
    return is_large and is_alike and off_centre < line.size


def _first_width(line: Line) -> float:
    """Return how much room the beginning of a line needs: it was cut off before it."""
    first = _UNBROKEN.match(line.text)
    assert first is not None, "a line is never empty"
    return line.size * sum(_NARROW if letter.isascii() else 1.0 for letter in first.group())
