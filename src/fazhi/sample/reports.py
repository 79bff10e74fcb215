"""The texts of the sample's reports, and what a perfect reader would find in them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from fazhi.sample.places import PLACES, YEARS, PlaceFile, PlantedError, place

#: Marks around a figure while the text is put together: open, number, close.
_OPEN, _SEPARATOR, _CLOSE = "\ue000", "\ue001", "\ue002"
_MULTIPLIERS = {"万": 10_000, "亿": 100_000_000}


@dataclass(slots=True)
class TrueValue:
    """A figure as it is printed in a report, with its meaning.

    Attributes:
        region_code: The place.
        year: The report's year.
        key: Name of the figure in the place's file.
        indicator_id: The codebook entry; ``""`` for none.
        measure: ``level``, ``yoy_change`` or ``pp_change``.
        dimension: The breakdown it belongs to.
        scope: Whose figure it is, where not the whole place's.
        value: As printed, in the base unit (元, not 万元); signed for changes.
        raw: The number with its unit, as printed.
        char_start: Where ``raw`` starts in the report's text.
        is_planted: Whether it is printed wrong on purpose.
    """

    region_code: str
    year: int
    key: str
    indicator_id: str
    measure: str
    dimension: str
    scope: str
    value: Decimal
    raw: str
    char_start: int = 0
    is_planted: bool = False


@dataclass(slots=True)
class SampleReport:
    """A report: its text, one paragraph or table row a line, and its true values."""

    place: PlaceFile
    year: int
    text: str
    values: list[TrueValue]


class _Writer:
    """Prints figures into one report and remembers where and what."""

    def __init__(self, place_file: PlaceFile, year: int) -> None:
        self.place = place_file
        self.year = year
        self.values: list[TrueValue] = []

    def level(self, key: str, bare: bool = False) -> str:
        """Print a figure with its unit; ``bare`` leaves the unit to a table's heading."""
        row = self.place.figures[key]
        error = self.place.planted_error(key, self.year, change=False)
        number = error.printed if error else self.place.exact(key, self.year)
        unit = error.unit if error and error.unit is not None else row.unit
        raw = str(number) if bare else f"{number}{row.suffix}{unit}"
        return self._mark(key, "level", number * _factor(unit), raw, error is not None)

    def change(self, key: str, up: str = "上升", down: str = "下降") -> str:
        """Print the change in percent against the year before, with its direction."""
        now, then = (self.place.exact(key, year) for year in (self.year, self.year - 1))
        rise = ((now - then) * 100 / then).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return self._change(key, "yoy_change", rise, "%", up, down)

    def points(self, key: str, up: str = "提高", down: str = "下降") -> str:
        """Print the change of a rate in percentage points, with its direction."""
        now, then = (self.place.exact(key, year) for year in (self.year, self.year - 1))
        return self._change(key, "pp_change", now - then, "个百分点", up, down)

    def _change(self, key: str, measure: str, rise: Decimal, unit: str, up: str, down: str) -> str:
        error = self.place.planted_error(key, self.year, change=True)
        shown = error.printed if error else rise
        word = up if shown >= 0 else down
        return word + self._mark(key, measure, shown, f"{abs(shown)}{unit}", error is not None)

    def _mark(self, key: str, measure: str, value: Decimal, raw: str, planted: bool) -> str:
        row = self.place.figures[key]
        first = len(self.values)
        for indicator in [row.indicator, *row.also]:
            self.values.append(
                TrueValue(
                    region_code=self.place.region_code,
                    year=self.year,
                    key=key,
                    indicator_id=indicator,
                    measure=measure,
                    dimension=row.dimension,
                    scope=row.scope,
                    value=value,
                    raw=raw,
                    is_planted=planted,
                )
            )
        numbers = ",".join(map(str, range(first, len(self.values))))
        return f"{_OPEN}{numbers}{_SEPARATOR}{raw}{_CLOSE}"


def _factor(unit: str) -> int:
    return _MULTIPLIERS.get(unit[:1], 1)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("fazhi.sample"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )


@cache
def report(name: str, year: int) -> SampleReport:
    """Write the report of a place for a year.

    Args:
        name: Name of the place's file.
        year: One of ``YEARS``.
    """
    place_file = place(name)
    writer = _Writer(place_file, year)
    template = _environment().get_template(f"report_{name}.txt.j2")
    marked = template.render(
        place=place_file,
        year=year,
        page=place_file.pages[year],
        t=place_file.texts[year],
        f=writer.level,
        change=writer.change,
        points=writer.points,
    )
    lines = [line.strip(" ") for line in marked.split("\n")]
    text = _unmark("\n".join(line for line in lines if line), writer.values)
    return SampleReport(place_file, year, text, writer.values)


def reports() -> list[SampleReport]:
    """Return all reports of the sample, place by place and year by year."""
    return [report(name, year) for name in PLACES for year in YEARS]


def planted_errors() -> list[tuple[PlaceFile, PlantedError]]:
    """Return the errors that were put into the reports on purpose, place by place."""
    return [(place(name), error) for name in PLACES for error in place(name).planted]


def _unmark(marked: str, values: list[TrueValue]) -> str:
    """Take the marks out of a text and note where each figure stands."""
    text = ""
    for piece in marked.split(_OPEN):
        head, mark, tail = piece.partition(_SEPARATOR)
        if not mark:
            text += piece
            continue
        raw, _, rest = tail.partition(_CLOSE)
        for number in head.split(","):
            values[int(number)].char_start = len(text)
        text += raw + rest
    return text
