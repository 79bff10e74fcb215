"""A number too large to be one: kept as printed, without a value, for someone to look at."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from fazhi.records import Figure

#: China's gross domestic product is about 1.4e14 yuan (2024, National Bureau of Statistics);
#: whatever a report prints beyond this is an account number or digits run together. The
#: tables hold values below 1e18.
LARGEST = Decimal(10) ** 16

REASON = "larger than anything a government counts or spends"


def drop_impossible_values(figures: Iterable[Figure]) -> None:
    """Take the value from figures beyond ``LARGEST`` and mark them for review, in place."""
    for figure in figures:
        largest = figure.value_high or figure.value_low or figure.value
        if largest is not None and largest >= LARGEST:
            figure.value = figure.value_low = figure.value_high = None
            figure.value_text = figure.value_text or figure.raw
            figure.status, figure.reason = "needs_review", REASON
