"""Quotes: a figure in its sentence, written down so that it can be found again.

A quote is a piece of a sentence with the figure between 【 and 】, as in the codebook's
examples. It is found by what it says: white space and the width of characters do not
count, so that a page laid out anew still says the same.
"""

from __future__ import annotations

import re
import unicodedata

from fazhi.explain import LONGEST_SIDE, sentence_around

OPEN, CLOSE = "【", "】"
#: Characters quoted on either side; more only where fewer fit several places.
_WIDTHS = (30, LONGEST_SIDE)
_CLAUSE_MARKS = re.compile(r"[，,；;、：:]")


def quote(text: str, start: int, end: int) -> str:
    """Quote ``text[start:end]`` with as much of its sentence as tells it apart.

    Two sentences that are the same throughout share a quote.
    """
    before, after = sentence_around(text, start, end)
    before = before.rpartition(OPEN)[2].rpartition(CLOSE)[2]
    after = after.partition(OPEN)[0].partition(CLOSE)[0]
    made = ""
    for width in _WIDTHS:
        made = f"{_last(before, width)}{OPEN}{text[start:end]}{CLOSE}{_first(after, width)}"
        if len(find(text, made)) == 1:
            break
    return " ".join(made.split())


def _last(before: str, width: int) -> str:
    """Return the end of a text, from where a clause begins if one does."""
    cut = before[-width:]
    mark = _CLAUSE_MARKS.search(cut) if len(before) > width else None
    return cut[mark.end() :] if mark else cut


def _first(after: str, width: int) -> str:
    """Return the beginning of a text, up to where a clause ends if one does."""
    cut = after[:width]
    marks = list(_CLAUSE_MARKS.finditer(cut)) if len(after) > width else []
    return cut[: marks[-1].end()] if marks else cut


def parts(quoted: str) -> tuple[str, str, str]:
    """Split a quote into what stands before the figure, the figure, and what follows.

    Raises:
        ValueError: Not exactly one figure is marked.
    """
    before, opened, rest = quoted.partition(OPEN)
    marked, closed, after = rest.partition(CLOSE)
    if not (opened and closed and marked.strip()) or OPEN in rest or CLOSE in before + after:
        raise ValueError(f"mark exactly one figure with {OPEN}{CLOSE}: {quoted}")
    return before, marked, after


def find(text: str, quoted: str) -> list[tuple[int, int]]:
    """Return start and end of the marked figure wherever ``text`` says the quote."""
    before, marked, after = (_comparable(part)[0] for part in parts(quoted))
    said, positions = _comparable(text)
    wanted = before + marked + after
    found = []
    at = said.find(wanted)
    while at >= 0:
        first = at + len(before)
        found.append((positions[first], positions[first + len(marked) - 1] + 1))
        at = said.find(wanted, at + 1)
    return found


def comparable(text: str) -> str:
    """Return a text without white space and in one width of characters."""
    return _comparable(text)[0]


def _comparable(text: str) -> tuple[str, list[int]]:
    """Return the comparable text and, for each of its characters, where it stood."""
    characters: list[str] = []
    positions: list[int] = []
    for index, character in enumerate(text):
        for part in unicodedata.normalize("NFKC", character):
            if not part.isspace():
                characters.append(part)
                positions.append(index)
    return "".join(characters), positions
