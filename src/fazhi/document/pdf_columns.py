"""Two columns on a page: found by the gutter between them, read one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import mean, median
from typing import Literal

from fazhi.document.pdf_lines import Line, lines_of
from fazhi.document.pdf_page import Glyph, Page
from fazhi.document.pdf_tables import PageTable

#: Where the gutter may be, as parts of the page's width.
_GUTTER_FROM, _GUTTER_TO = 0.3, 0.7
_GUTTER_WIDTH = 0.8
#: A column is prose: so many lines at least, of so many characters on average.
_FEWEST_LINES = 4
_SHORTEST_MEAN = 10
_SPACE_OR_DIGIT = re.compile(r"[\s0-9]")

Side = Literal["whole", "left", "right"]
Item = Line | PageTable


@dataclass(slots=True)
class Part:
    """Lines and tables of one column of a page, or of its whole width, in order."""

    side: Side
    items: list[Item] = field(default_factory=list)


def parts_of(page: Page, tables: Sequence[PageTable]) -> list[Part]:
    """Cut a page into parts in reading order; most pages have one."""
    gutter = _find_gutter(page, tables)
    if gutter is None:
        return [Part("whole", _ordered(page.glyphs, tables))]
    place, top, bottom = gutter
    parts: list[Part] = []
    strips: tuple[tuple[Side, float, float, float, float], ...] = (
        ("whole", 0.0, top, 0.0, page.width),
        ("left", top, bottom, 0.0, place),
        ("right", top, bottom, place, page.width),
        ("whole", bottom, page.height, 0.0, page.width),
    )
    for side, first, last, left, right in strips:
        glyphs = [
            glyph
            for glyph in page.glyphs
            if first <= glyph.middle[1] < last and left <= glyph.middle[0] < right
        ]
        inside = [
            table
            for table in tables
            if first <= (table.top + table.bottom) / 2 < last
            and left <= (table.left + table.right) / 2 < right
        ]
        parts.append(Part(side, _ordered(glyphs, inside)))
    parts = [part for part in parts if part.items]
    _align(parts)
    return parts


def _align(parts: Sequence[Part]) -> None:
    """Move the right column over the left one, so that both have the same margins."""
    edges: dict[Side, float] = {part.side: min(item.left for item in part.items) for part in parts}
    for part in parts:
        if part.side == "right" and "left" in edges:
            for item in part.items:
                item.left -= edges["right"] - edges["left"]
                item.right -= edges["right"] - edges["left"]


def are_parallel(parts: Sequence[Part]) -> bool:
    """Whether left and right columns are two documents side by side, not one text.

    Then their first lines say the same but for a number (2023年报告, 2024年报告).
    """
    firsts = [
        next(
            (
                item.text
                for part in parts
                if part.side == side
                for item in part.items
                if isinstance(item, Line)
            ),
            "",
        )
        for side in ("left", "right")
    ]
    bare = [_SPACE_OR_DIGIT.sub("", text) for text in firsts]
    return bool(bare[0]) and bare[0] == bare[1] and firsts[0] != firsts[1]


def _ordered(glyphs: Sequence[Glyph], tables: Sequence[PageTable]) -> list[Item]:
    """Put lines and tables in order from top to bottom."""
    items: list[Item] = [*lines_of(glyphs), *tables]
    return sorted(items, key=lambda item: item.top)


@dataclass(slots=True)
class _Band:
    """What stands at one height, as intervals across the page."""

    top: float
    bottom: float
    boxes: list[tuple[float, float]] = field(default_factory=list)


def _find_gutter(page: Page, tables: Sequence[PageTable]) -> tuple[float, float, float] | None:
    """Return place, top and bottom of the gutter between two columns, if there is one."""
    inked = [glyph for glyph in page.glyphs if not glyph.text.isspace()]
    if not inked:
        return None
    size = median(glyph.size for glyph in inked)
    bands = _bands(inked, tables)
    best: tuple[int, tuple[float, float, float]] | None = None
    for place in _candidates(bands, page.width, size):
        for top, bottom in _open_runs(bands, place, size):
            inside = [glyph for glyph in inked if top <= glyph.middle[1] <= bottom]
            left = [glyph for glyph in inside if glyph.right <= place]
            right = [glyph for glyph in inside if glyph.left >= place]
            if _is_prose(left) and _is_prose(right):
                score = min(len(left), len(right))
                if best is None or score > best[0]:
                    best = score, (place, top - 0.1, bottom + 0.1)
    return best[1] if best else None


def _bands(glyphs: Sequence[Glyph], tables: Sequence[PageTable]) -> list[_Band]:
    things: list[Glyph | PageTable] = [*glyphs, *tables]
    boxes = [(thing.top, thing.bottom, thing.left, thing.right) for thing in things]
    bands: list[_Band] = []
    for top, bottom, left, right in sorted(boxes):
        if not bands or top >= bands[-1].bottom:
            bands.append(_Band(top, bottom))
        bands[-1].bottom = max(bands[-1].bottom, bottom)
        bands[-1].boxes.append((left, right))
    return bands


def _candidates(bands: Sequence[_Band], width: float, size: float) -> list[float]:
    """Return the middles of the gaps that bands have near the middle of the page."""
    found = set()
    for band in bands:
        reach = 0.0
        for left, right in sorted(band.boxes):
            middle = (reach + left) / 2
            is_wide = reach and left - reach >= _GUTTER_WIDTH * size
            if is_wide and _GUTTER_FROM * width <= middle <= _GUTTER_TO * width:
                found.add(round(middle))
            reach = max(reach, right)
    return sorted(found)


def _open_runs(bands: Sequence[_Band], place: float, size: float) -> list[tuple[float, float]]:
    """Return top and bottom of the runs of bands that leave a place free."""
    margin = 0.3 * size
    runs: list[tuple[float, float]] = []
    is_open = False
    for band in bands:
        if any(left < place + margin and right > place - margin for left, right in band.boxes):
            is_open = False
        elif is_open:
            runs[-1] = runs[-1][0], band.bottom
        else:
            runs.append((band.top, band.bottom))
            is_open = True
    return runs


def _is_prose(glyphs: Sequence[Glyph]) -> bool:
    if len(glyphs) < _FEWEST_LINES * _SHORTEST_MEAN:
        return False
    lines = lines_of(glyphs)
    is_long = mean(len(line.text) for line in lines) >= _SHORTEST_MEAN
    return len(lines) >= _FEWEST_LINES and is_long
