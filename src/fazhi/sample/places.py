"""The invented places of the sample: their numbers over the years, and planted errors.

``places/<name>.yml`` gives each figure once, as a row of yearly values; sums and rates
are computed, so the reports agree with themselves and with each other except where an
error is planted on purpose and documented beside the numbers.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from fazhi import vocabulary

PLACES = ("chenghu", "liuting", "qingyu", "lanpu")
YEARS = (2021, 2022, 2023)


class FigureRow(BaseModel):
    """One figure over the years.

    Attributes:
        indicator: The codebook entry it is; ``""`` for one that is none.
        unit: Unit as printed after the number (``件``, ``%``, ``万元``).
        values: As printed, one a year; empty where ``sum`` or ``rate`` computes it.
        before: The value of the year before the first.
        sum: Figures whose values add to this one.
        rate: Numerator and denominator of a percentage.
        digits: Decimal places of a computed rate.
        suffix: What stands between number and unit (余, 多).
        dimension: The breakdown it belongs to, as in the codebook.
        scope: Whose figure it is, where not the whole place's.
        also: Further entries that the same number stands for (甲率、乙率均达100%).
    """

    model_config = ConfigDict(extra="forbid")

    indicator: str = ""
    unit: str
    values: list[Decimal] = Field(default_factory=list)
    before: Decimal | None = None
    sum: list[str] = Field(default_factory=list)
    rate: tuple[str, str] | None = None
    digits: int = 1
    suffix: str = ""
    dimension: str = ""
    scope: str = ""
    also: list[str] = Field(default_factory=list)


class PlantedError(BaseModel):
    """A wrong number put into a report on purpose.

    Attributes:
        year: The report it stands in.
        figure: The figure that is misprinted, or whose change is.
        change: Whether the change against last year is misprinted, not the level.
        printed: The number that is printed instead.
        unit: The unit that is printed instead, where that is the error.
        kind: What fails to reconcile.
        note: The error in words.
    """

    model_config = ConfigDict(extra="forbid")

    year: int
    figure: str
    change: bool = False
    printed: Decimal
    unit: str | None = None
    kind: Literal[
        "sum", "rate", "feasible_rate", "subset", "balance", "implied_prior", "jump", "complement"
    ]
    note: str


class Page(BaseModel):
    """What is said about a report around its text."""

    model_config = ConfigDict(extra="forbid")

    title: str
    doc_number: str
    index_number: str
    written: str
    published: str
    views: int


class PlaceFile(BaseModel):
    """One place of the sample: see the attributes' own models."""

    model_config = ConfigDict(extra="forbid")

    region_code: str = Field(pattern=r"^99[0-9]{4}$", strict=True)
    name: str
    level: Literal["prefecture", "county"]
    government: str
    site_name: str
    host: str
    cms: Literal["hanweb", "trs"]
    site_id_code: str
    category: str
    figures: dict[str, FigureRow]
    planted: list[PlantedError]
    texts: dict[int, dict[str, str]]
    pages: dict[int, Page]

    def exact(self, key: str, year: int) -> Decimal:
        """Return the true value of a figure, as printed (not expanded from 万).

        The year before the first is known where the row says so.

        Raises:
            KeyError: There is no value for this year.
        """
        row = self.figures[key]
        if row.rate is not None:
            numerator, denominator = (self.exact(part, year) for part in row.rate)
            step = Decimal(1).scaleb(-row.digits)
            return (numerator * 100 / denominator).quantize(step, ROUND_HALF_UP)
        if row.sum:
            return sum((self.exact(part, year) for part in row.sum), Decimal(0))
        if year == YEARS[0] - 1 and row.before is not None:
            return row.before
        if year not in YEARS:
            raise KeyError(f"{self.name}: no value of {key} for {year}")
        return row.values[YEARS.index(year)]

    def planted_error(self, key: str, year: int, change: bool) -> PlantedError | None:
        """Return the error planted at this place, if any."""
        found = (
            error
            for error in self.planted
            if (error.figure, error.year, error.change) == (key, year, change)
        )
        return next(found, None)


@cache
def place(name: str) -> PlaceFile:
    """Read a place of the sample by the name of its file."""
    resource = files("fazhi.sample").joinpath("places", f"{name}.yml")
    return vocabulary.parse(resource.read_text(encoding="utf-8"), PlaceFile, f"sample/{name}.yml")
