"""What stands at the edge of every page: running headers and footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from fazhi.document.pdf_lines import Line, lines_of
from fazhi.document.pdf_page import Page

#: The part of a page's height, at the top and at the bottom, where furniture stands.
_EDGE = 0.12
_OUTERMOST = 2
_PAGE_NUMBER = re.compile(
    r"^(?P<mark>[-—–―－·•~第\s]*)(?P<number>[0-9]{1,4})(?P<tail>\s*(?:页|[/／共,，]|[-—–―－·•~]).*)?$"
)
_TAIL = re.compile(r"^[\s\-—–―－·•~页/／共第,，0-9]*$")
_DIGITS = re.compile(r"[0-9]+")


def drop_furniture(pages: Sequence[Page]) -> None:
    """Take page numbers and running lines out of the pages' glyphs."""
    edges = [_edge_lines(page) for page in pages]
    running = _running(edges)
    offsets = Counter(
        int(found["number"]) - index
        for index, lines in enumerate(edges)
        for line in lines
        if (found := _page_number(line))
    )
    for index, (page, lines) in enumerate(zip(pages, edges, strict=True)):
        for line in lines:
            number = _page_number(line)
            is_number = number is not None and _counts_pages(number, index, offsets)
            if is_number or _key(line) in running:
                page.glyphs = [
                    glyph
                    for glyph in page.glyphs
                    if not line.top - 0.5 <= glyph.middle[1] <= line.bottom + 0.5
                ]


def _edge_lines(page: Page) -> list[Line]:
    lines = lines_of(page.glyphs)
    above = [line for line in lines[:_OUTERMOST] if line.bottom < _EDGE * page.height]
    below = [line for line in lines[-_OUTERMOST:] if line.top > (1 - _EDGE) * page.height]
    return [*above, *(line for line in below if line not in above)]


def _page_number(line: Line) -> re.Match[str] | None:
    found = _PAGE_NUMBER.match(line.text)
    return found if found and _TAIL.match(found["tail"] or "") else None


def _counts_pages(number: re.Match[str], index: int, offsets: Counter[int]) -> bool:
    """Whether a number is that of the page: dressed as one, or in its place in the count."""
    if number["mark"].strip() or (number["tail"] or "").strip():
        return True
    offset = int(number["number"]) - index
    return offset in (0, 1) or offsets[offset] > 1


def _key(line: Line) -> tuple[str, int]:
    """What makes lines of different pages the same: words, not digits, and the height."""
    return _DIGITS.sub("#", line.text), round(line.top / 6)


def _running(edges: Sequence[Sequence[Line]]) -> set[tuple[str, int]]:
    """Return the lines that stand on half of the pages or more, and on two at least."""
    counts = Counter(key for lines in edges for key in {_key(line) for line in lines})
    return {key for key, count in counts.items() if count > 1 and 2 * count >= len(edges)}
