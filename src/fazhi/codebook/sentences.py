"""Where the sentences of a text end, found once and looked up for every figure."""

from __future__ import annotations

import re
from bisect import bisect_left

_END = re.compile(r"[。！!？?\n]")


class Sentences:
    """The ends of a text's sentences; the end of a line is one too."""

    def __init__(self, text: str) -> None:
        self._ends = [found.start() for found in _END.finditer(text)]

    def last_end(self, position: int) -> int:
        """Return where the last end before a position stands, -1 if there is none."""
        index = bisect_left(self._ends, position)
        return self._ends[index - 1] if index else -1

    def ends_between(self, start: int, stop: int) -> list[int]:
        """Return the ends from a position on and before another, in order."""
        return self._ends[bisect_left(self._ends, start) : bisect_left(self._ends, stop)]
