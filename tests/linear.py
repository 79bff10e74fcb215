"""Is something linear in the length of its input? A ratio, never seconds."""

from __future__ import annotations

import time
from collections.abc import Callable

#: Ten times the input may take this many times as long; a quadratic one takes a hundred.
LIMIT = 35.0
#: Below this many seconds a measurement says nothing.
LEAST = 0.002
ATTEMPTS = 4


def assert_linear(run: Callable[[str], object], piece: str, length: int) -> None:
    """Compare ``length`` characters of repetition with a tenth of it.

    The machine may be busy with something else while one of the two is measured, so a
    failure counts only when every attempt fails.
    """
    ratios = []
    for _ in range(ATTEMPTS):
        small, large = (_seconds(run, piece, size) for size in (length // 10, length))
        ratios.append(large / max(small, LEAST))
        if ratios[-1] < LIMIT:
            return
    raise AssertionError(f"ten times the text took {ratios} times as long")


def _seconds(run: Callable[[str], object], piece: str, length: int) -> float:
    text = (piece * (length // len(piece) + 1))[:length]
    begun = time.process_time()
    run(text)
    return time.process_time() - begun
