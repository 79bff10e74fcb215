"""Damage done to numbers on the way from page to text, found before they are read.

Three kinds are mended: a number or its unit broken over the end of a full line (hard-wrapped
text), the number of a list item that lost its mark and ran into the number behind it
(``3`` + ``13个市州``), and one whose mark looks like a decimal point (``2.`` + ``4个单位``).
Lost characters inside dates are the business of ``dates``.
"""

from __future__ import annotations

import re
from itertools import chain

from fazhi.reading.expressions import Expression
from fazhi.reading.units import match_unit

#: Stands for a line break inside a number; a numeral may hold it anywhere but first.
JOINER = "\u2060"

# The line break comes first in these, so that the search runs from break to break.
_BROKEN = re.compile(r"\n(?=[0-9]+(?:\.[0-9]+)? ?[^\s0-9.．、)）:：\-/])", re.ASCII)
_CUT_OFF = re.compile(r"\n(?=[\u4e00-\u9fff%％])")
_ITEM = re.compile(r"\n[ \t\u3000]*([0-9]{1,9})(?=[\u4e00-\u9fff])", re.ASCII)
_FIRST_ITEM = re.compile(r"[ \t\u3000]*([0-9]{1,9})(?=[\u4e00-\u9fff])", re.ASCII)
_DOTTED = re.compile(r"\n[ \t\u3000]*([1-9][0-9]?)\.(?! )", re.ASCII)
_FIRST_DOTTED = re.compile(r"[ \t\u3000]*([1-9][0-9]?)\.(?! )", re.ASCII)
_WHOLE = re.compile(r"([1-9][0-9]*)(?=[%\u4e00-\u9fff])", re.ASCII)
#: Counted in whole numbers, but also as averages (每县2.5人) where nothing follows.
_INDIVISIBLE = frozenset(("count", "bare_noun"))
_HAN_LETTER = re.compile("[\u4e00-\u9fff]")
_BEFORE_BREAK = frozenset("0123456789.")
_BEFORE_UNIT = frozenset("0123456789余多万亿")
_YEAR = re.compile("(?:19|20)[0-9]{2}年")
_FULL_LINE = 12
_CHAIN = 3
_COUNTED = frozenset(("count", "money", "percent", "area", "length", "mass"))


def mend_breaks(text: str) -> str:
    """Replace line breaks inside numbers by ``JOINER``, before units by a blank.

    The length of the text does not change. Only a break behind a full line is mended:
    short lines are table cells and headings.
    """
    breaks: dict[int, str] = {}
    for match in _BROKEN.finditer(text):
        start = match.start()
        if text[start - 1 : start] in _BEFORE_BREAK and _is_full_line(text, start):
            breaks[start] = JOINER
    for match in _CUT_OFF.finditer(text):
        start = match.start()
        if text[start - 1 : start] not in _BEFORE_UNIT:
            continue
        unit = match_unit(text, match.end())
        if unit is not None and unit.dimension in _COUNTED and _is_full_line(text, start):
            breaks[start] = " "
    if not breaks:
        return text
    pieces = list(text)
    for start, character in breaks.items():
        pieces[start] = character
    return "".join(pieces)


def _is_full_line(text: str, end: int) -> bool:
    """Whether the line that ends at ``end`` is long and holds more than numbers."""
    start = text.rfind("\n", 0, end) + 1
    line = text[start:end]
    return len(line) >= _FULL_LINE and "\t" not in line and "  " not in line.strip()


def find_fused_labels(text: str) -> list[Expression]:
    """Labels that lost their mark: lines that begin 1…, 2…, 3… with no mark behind.

    ``12020年`` is 1 and 2020年; longer chains are needed to split 313个 into 3 and 13个.
    """
    found: list[Expression] = []
    run: list[tuple[int, int]] = []
    first = _FIRST_ITEM.match(text)
    for match in chain([first] if first is not None else [], _ITEM.finditer(text)):
        start, end = match.span(1)
        label = str(len(run) + 1)
        if text.startswith(label, start) and _can_stand(text, start + len(label), end):
            run.append((start, start + len(label)))
            continue
        found.extend(_labels(text, run))
        run = []
        if text[start] == "1" and _can_stand(text, start + 1, end):
            run.append((start, start + 1))
    found.extend(_labels(text, run))
    return found


def _can_stand(text: str, start: int, end: int) -> bool:
    """Whether what is left of the digits is nothing, or a number of its own."""
    if start == end:
        return match_unit(text, end) is None
    return text[start] != "0"


def _labels(text: str, run: list[tuple[int, int]]) -> list[Expression]:
    """The run of lines as labels, if it is long enough or proves itself by a year."""
    if len(run) < _CHAIN and not any(_YEAR.match(text, end) for _, end in run):
        return []
    return [Expression(start, end, "label", text=text[start:end]) for start, end in run]


def find_glued_labels(text: str) -> list[Expression]:
    """Labels with a point that run into a number: 1.9个部门未编预算, 3.5%的项目停工.

    What is counted in whole numbers has no decimals; any other number is split only where
    the lines before it bear the labels that lead up to it.
    """
    found: list[Expression] = []
    last = 0
    first = _FIRST_DOTTED.match(text)
    for match in chain([first] if first is not None else [], _DOTTED.finditer(text)):
        start, end = match.span(1)
        number = int(match.group(1))
        is_next = number == last + 1
        behind = _WHOLE.match(text, end + 1)
        if behind is not None and (_is_whole(text, behind.end()) or (is_next and last)):
            found.append(Expression(start, end + 1, "label", text=text[start : end + 1]))
        elif text[end + 1 : end + 2].isdigit():
            continue  # 1.2 and 1.35亿元 are no items
        last = number
    return found


def _is_whole(text: str, end: int) -> bool:
    """Whether a measure word of things, and a noun, stand at ``end``."""
    unit = match_unit(text, end)
    if unit is None or unit.dimension not in _INDIVISIBLE:
        return False
    behind = end + len(unit.form) if unit.dimension == "count" else end
    return _HAN_LETTER.match(text, behind) is not None
