"""What the head of its column says of a number in a table."""

from __future__ import annotations

from bisect import bisect_right

from fazhi.records import Document


class Columns:
    """Column heads of a document's tables, by position."""

    def __init__(self, document: Document) -> None:
        self._spans: list[tuple[int, int, str]] = []
        for table in document.tables:
            heads: dict[int, str] = {}
            for cell in table.cells:
                if cell.row < table.header_rows:
                    heads[cell.column] = heads.get(cell.column, "") + cell.text
            self._spans += [
                (cell.char_start, cell.char_end, heads.get(cell.column, ""))
                for cell in table.cells
                if cell.row >= table.header_rows
            ]
        self._spans.sort()
        self._starts = [start for start, _, _ in self._spans]

    def head_at(self, position: int) -> str:
        """Return the head of the column around a position, ``""`` outside tables."""
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self._spans[index][1]:
            return ""
        return self._spans[index][2]
