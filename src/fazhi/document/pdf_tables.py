"""Ruled tables of a page: grids of horizontal and vertical rules, and what is in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from fazhi.document.assembly import GridCell, is_data
from fazhi.document.pdf_lines import text_of
from fazhi.document.pdf_page import Glyph, Page, Rule

#: Rules this near to each other are one; rules that miss each other by this much meet.
_TOLERANCE = 3.0
#: More rules than this on a page are a drawing.
_MOST_RULES = 2000


@dataclass(slots=True)
class PageTable:
    """A table with its place on the page."""

    left: float
    top: float
    right: float
    bottom: float
    columns: list[float]
    cells: list[GridCell]


def take_tables(page: Page, before: PageTable | None = None) -> list[PageTable]:
    """Find the tables of data on a page and take their glyphs out of ``page.glyphs``.

    A frame around text, and a grid that only lays out the page, are no tables; their
    text stays where it is.

    Args:
        page: The page; it loses the glyphs that are in tables.
        before: The last table of the page before. A grid with its columns goes on with
            it, be it a single row.
    """
    horizontal, vertical = _merged(page.horizontal), _merged(page.vertical)
    if not horizontal or not vertical or len(horizontal) + len(vertical) > _MOST_RULES:
        return []
    tables = []
    for rows, columns in _grids(horizontal, vertical):
        table, inside = _read(page.glyphs, rows, columns, before)
        if table is not None:
            tables.append(table)
            page.glyphs = [glyph for glyph in page.glyphs if id(glyph) not in inside]
    return sorted(tables, key=lambda table: (table.top, table.left))


def same_columns(columns: Sequence[float], others: Sequence[float]) -> bool:
    """Whether two grids have their vertical rules at the same places."""
    return len(columns) == len(others) and all(
        abs(place - other) <= _TOLERANCE for place, other in zip(columns, others, strict=True)
    )


def _merged(rules: list[Rule]) -> list[Rule]:
    """Join pieces of the same line."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (rule.place, rule.start)):
        near = (known for known in reversed(merged) if rule.place - known.place <= _TOLERANCE)
        known = next(
            (
                known
                for known in near
                if rule.start <= known.end + _TOLERANCE and known.start <= rule.end + _TOLERANCE
            ),
            None,
        )
        if known is None:
            merged.append(Rule(rule.place, rule.start, rule.end))
        else:
            known.start, known.end = min(known.start, rule.start), max(known.end, rule.end)
    return merged


def _meet(across: Rule, down: Rule) -> bool:
    return (
        across.start - _TOLERANCE <= down.place <= across.end + _TOLERANCE
        and down.start - _TOLERANCE <= across.place <= down.end + _TOLERANCE
    )


def _grids(horizontal: list[Rule], vertical: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Group rules that hang together; a grid has three or more in both directions."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    unseen = set(range(len(vertical)))
    open_rows = set(range(len(horizontal)))
    while unseen:
        columns, rows, todo = set[int](), set[int](), [unseen.pop()]
        while todo:
            column = todo.pop()
            columns.add(column)
            for row in [row for row in open_rows if _meet(horizontal[row], vertical[column])]:
                open_rows.discard(row)
                rows.add(row)
                found = [other for other in unseen if _meet(horizontal[row], vertical[other])]
                unseen.difference_update(found)
                todo += found
        if len(rows) > 1 and len(columns) > 1:
            groups.append(([horizontal[i] for i in rows], [vertical[i] for i in columns]))
    # Inner grids first: a frame around a table must not swallow it.
    return sorted(groups, key=lambda group: max(rule.end - rule.start for rule in group[0]))


def _places(rules: list[Rule]) -> list[float]:
    places: list[float] = []
    for place in sorted(rule.place for rule in rules):
        if not places or place - places[-1] > _TOLERANCE:
            places.append(place)
    return places


def _read(
    glyphs: Sequence[Glyph],
    horizontal: list[Rule],
    vertical: list[Rule],
    before: PageTable | None,
) -> tuple[PageTable | None, set[int]]:
    """Read one grid; None where it holds no table of data."""
    rows, columns = _places(horizontal), _places(vertical)
    is_more = before is not None and same_columns(columns, before.columns)
    if len(columns) < 3 or (len(rows) < 3 and not is_more):
        return None, set()
    owner = _cells(rows, columns, horizontal, vertical)
    content: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    inside = set()
    for glyph in glyphs:
        x, y = glyph.middle
        row, column = _index(rows, y), _index(columns, x)
        if row is not None and column is not None:
            content[owner[row, column]].append(glyph)
            inside.add(id(glyph))
    areas: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for place, first in owner.items():
        areas[first].append(place)
    cells = [
        GridCell(
            *first,
            text_of(content[first]),
            width=max(column for _, column in places) - first[1] + 1,
            height=max(row for row, _ in places) - first[0] + 1,
        )
        for first, places in sorted(areas.items())
    ]
    if not is_more and not is_data([cell for cell in cells if cell.text]):
        return None, set()
    return PageTable(columns[0], rows[0], columns[-1], rows[-1], columns, cells), inside


def _index(places: list[float], value: float) -> int | None:
    if not places[0] <= value <= places[-1]:
        return None
    return max(number for number, place in enumerate(places[:-1]) if place <= value)


def _cells(
    rows: list[float], columns: list[float], horizontal: list[Rule], vertical: list[Rule]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Map every place of the grid to the first place of its cell.

    Where no rule parts two places, they are one cell.
    """
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(rows) - 1):
        height = (rows[row] + rows[row + 1]) / 2
        for column in range(len(columns) - 1):
            across = (columns[column] + columns[column + 1]) / 2
            place = (row, column)
            owner[place] = place
            if column and not _is_ruled(vertical, columns[column], height):
                owner[place] = owner[row, column - 1]
            elif row and not _is_ruled(horizontal, rows[row], across):
                owner[place] = owner[row - 1, column]
    return owner


def _is_ruled(rules: list[Rule], place: float, along: float) -> bool:
    return any(
        abs(rule.place - place) <= _TOLERANCE and rule.start <= along <= rule.end for rule in rules
    )
