"""What the figures of a table count: the heads of their row and column.

A head that is a year says when, not what; one that says 增减 or 同比 makes the figure a
comparison of what its row counts. Units in brackets belong to the quantity.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from fazhi.reading.cues import year_span
from fazhi.reading.subject import tidy
from fazhi.records import Cell, Figure, Table

_UNIT = re.compile(r"[（(][^（()）]{1,8}[)）]|单位[:：]\S{1,6}")
_YEAR = re.compile(r"\s*((?:19|20)\d\d)\s*年?度?\s*$")
_EMPTY_HEADS = frozenset(
    ("数量", "数值", "件数", "指标值", "本年", "本年度", "本期", "数据", "情况", "合计数")
)
_PRIOR_HEADS = frozenset(("上年", "去年", "上年度", "上年同期", "去年同期"))
_GAP = re.compile(r"\t| {2,}|\u3000+")
_LEAST_GAPS = 2
_LONGEST_ROW = 120


def is_row(text: str, start: int, end: int) -> bool:
    """Tell whether a line is a row of cells set apart by tabs or wide gaps."""
    line = text[start:end]
    if "\t" in line:
        return True
    if end - start > _LONGEST_ROW or "。" in line or not ("  " in line or "\u3000" in line):
        return False
    return len(_GAP.findall(line.strip())) >= _LEAST_GAPS


def table_of_lines(text: str, lines: Sequence[tuple[int, int]]) -> Table:
    """Read lines of cells as a table.

    Args:
        text: The document's text.
        lines: Spans of the lines.

    Returns:
        The table; its first row is taken for its head.
    """
    cells = []
    for row, (start, end) in enumerate(lines):
        line = text[start:end]
        start += len(line) - len(line.lstrip(" \u3000"))
        edges = [match.span() for match in _GAP.finditer(text, start, end)]
        ends = [first for first, _ in edges] + [end]
        starts = [start] + [last for _, last in edges]
        for column, (first, last) in enumerate(zip(starts, ends, strict=True)):
            cells.append(Cell(row, column, text[first:last].strip(), first, last))
    return Table(cells, header_rows=1)


def read_table(table: Table, figures: Sequence[Figure]) -> None:
    """Fill subject and, where a head names a year, period of a table's figures.

    Args:
        table: The table.
        figures: The measured figures that stand in it, in order.
    """
    cells = sorted(table.cells, key=lambda cell: cell.char_start)
    starts = [cell.char_start for cell in cells]
    owners = []
    for figure in figures:
        index = bisect_right(starts, figure.char_start) - 1
        owners.append(cells[index] if index >= 0 else None)
    numeric = {(cell.row, cell.column) for cell in owners if cell is not None}
    heads = _column_heads(table, cells)
    row_heads: dict[int, list[str]] = {}
    for cell in cells:
        if cell.row >= table.header_rows and (cell.row, cell.column) not in numeric and cell.text:
            row_heads.setdefault(cell.row, []).append(cell.text)
    for figure, owner in zip(figures, owners, strict=True):
        if owner is not None:
            _fill(figure, row_heads.get(owner.row, []), heads.get(owner.column, []))


def _column_heads(table: Table, cells: Sequence[Cell]) -> dict[int, list[str]]:
    """Return the heads of each column; a head spans the empty ones to its right."""
    width = max((cell.column for cell in cells), default=-1) + 1
    heads: dict[int, list[str]] = {}
    for row in range(table.header_rows):
        texts = {cell.column: cell.text for cell in cells if cell.row == row}
        current = ""
        for column in range(width):
            current = texts.get(column, "") or current
            if current and column:
                heads.setdefault(column, []).append(current)
    return heads


def _fill(figure: Figure, rows: Sequence[str], columns: Sequence[str]) -> None:
    words: list[str] = []
    for head in (*rows, *columns):
        year = _YEAR.match(head)
        if year is not None:
            figure.period_start, figure.period_end = year_span(int(year[1]))
            figure.period_cue = head.strip()
            continue
        if head in _PRIOR_HEADS and figure.period_start is not None:
            figure.period_start, figure.period_end = year_span(figure.period_start.year - 1)
            figure.period_cue = head
            continue
        named = _UNIT.sub("", head).strip()
        if named and named not in _EMPTY_HEADS and named not in words:
            words.append(named)
    figure.subject = tidy("".join(words))
