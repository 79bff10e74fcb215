"""Sentences with their figures marked, for tests of what is read around figures.

``受理{90件}，其中维持{30件}`` marks two figures. A mark before the number tells the kind
where it is not a count, percent or amount: ``~`` a change, ``#`` a rank, ``=`` a date or year,
``@`` a list label, ``^`` a duration.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from fazhi.reading.context import add_context
from fazhi.records import Document, DocumentFacts, Figure, Kind, Place

_KINDS: dict[str, Kind] = {
    "~": "change",
    "#": "rank",
    "=": "date_or_year",
    "@": "list_label",
    "^": "duration",
}
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_SCALES = {"万": 10**4, "亿": 10**8}


def mark(marked: str) -> tuple[str, list[Figure]]:
    """Return the sentence without marks, and its figures."""
    text, figures = "", []
    for part in re.split(r"(\{[^{}]*\})", marked):
        if not part.startswith("{"):
            text += part
            continue
        raw = part[1:-1]
        kind = _KINDS.get(raw[0], "")
        raw = raw[1:] if kind else raw
        figures.append(_figure(raw, kind, len(text)))
        text += raw
    return text, figures


def _figure(raw: str, kind: str, start: int) -> Figure:
    number = _NUMBER.search(raw)
    value = Decimal(number.group().replace(",", "")) if number else None
    unit = raw[number.end() :] if number else ""
    for scale, factor in _SCALES.items():
        if unit.startswith(scale):
            unit = unit.removeprefix(scale)
            value = value * factor if value is not None else None
    unit = unit.removesuffix("余").removesuffix("以上")
    if unit in ("%", "％"):
        unit = "percent"
    if not kind:
        kind = {"percent": "percent", "元": "amount"}.get(unit, "count")
    figure = Figure(start, start + len(raw), raw, value=value, unit=unit)
    figure.kind = kind  # type: ignore[assignment]
    figure.statistical = True
    return figure


def read_marked(
    marked: str,
    year: int | None = 2024,
    signed: str = "",
    place: Place | None = None,
    title: str = "",
) -> list[Figure]:
    """Read the context of a marked text; dates and labels are left out of the result."""
    text, figures = mark(marked)
    facts = DocumentFacts(title=title, year=year, signed_date=signed)
    add_context(Document(text), figures, [], [], facts, place)
    return [f for f in figures if f.kind not in ("date_or_year", "list_label")]


def span(figure: Figure) -> tuple[date | None, date | None]:
    """Return the period of a figure."""
    return figure.period_start, figure.period_end
