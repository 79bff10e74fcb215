"""What the layers of the number reader hand to each other: an expression with a form."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from fazhi.reading.cells import CellUnit
from fazhi.records import Bound

Form = Literal[
    "quantity",
    "multiple",
    "ratio",
    "date",
    "ordinal",
    "document",
    "version",
    "slogan",
    "label",
    "other",
]


@dataclass(slots=True)
class Expression:
    """A number-like expression before it is classified.

    Attributes:
        start: Offset of the first character of what will be ``raw``.
        end: Offset past it: suffixes and unit included.
        form: What it looks like, before any context is considered.
        value: In base units; None for ranges, dates and what names no number.
        low: Lower end of a range.
        high: Upper end of a range.
        text: What is no single number: an ISO date, a document number, a slogan.
        number_end: Offset past the numeral itself, before the unit.
        unit: As stored; ``""`` where none was found.
        dimension: The unit's dimension; ``fraction`` for 成 and 分之.
        bound: From prefix and suffix.
        suffix: The suffix that was taken in (以上, 内).
        chinese: Whether the numeral is written in Chinese characters.
        year: The (last) year a date names.
        review: Why a person should look at it, or ``""``.
        cell: What the heads of its table say, where it stands alone in a cell.
    """

    start: int
    end: int
    form: Form
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    text: str = ""
    number_end: int = 0
    unit: str = ""
    dimension: str = ""
    bound: Bound = "exact"
    suffix: str = ""
    chinese: bool = False
    year: int | None = None
    review: str = ""
    cell: CellUnit | None = None
