"""The base of every rate: which printed counts give it, rounded or truncated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

from fazhi.codebook.entries import Indicator, indicators
from fazhi.records import Observation

_HUNDRED = Decimal(100)

#: Numerators that a rate of no fixed definition is found with, and what they are called.
_VARIANTS: dict[str, dict[str, tuple[str, ...]]] = {
    "disp.reconsideration.resolution_rate": {
        "settled": ("disp.reconsideration.settled",),
        "settled+corrected": (
            "disp.reconsideration.settled",
            "disp.reconsideration.corrected",
        ),
    }
}


class Base(NamedTuple):
    """A way to compute a rate from printed counts."""

    numerators: tuple[Observation, ...]
    denominator: Observation
    variant: str


def last_place(value: Decimal) -> Decimal:
    """Return one unit of the last printed place: 0.1 for 21.1, 1 for 98."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


def agrees(printed: Decimal, numerator: Decimal, denominator: Decimal) -> bool:
    """Tell whether a printed rate is the quotient, rounded or truncated."""
    if denominator == 0:
        return False
    place = last_place(printed)
    exact = _HUNDRED * numerator / denominator
    return printed == exact.quantize(place) or printed == exact.quantize(place, ROUND_DOWN)


def name_rate_bases(observations: list[Observation]) -> None:
    """Name in place, for every rate, the count that it is a share of, where one fits.

    The declared numerator and denominator are tried first, then the other accepted
    bases; where the indicator has variants of the numerator, the one that fits becomes
    a dimension.
    """
    counts: dict[str, list[Observation]] = defaultdict(list)
    for observation in observations:
        if observation.value is not None and observation.measure == "level":
            counts[observation.indicator_id].append(observation)
    for observation in observations:
        indicator = indicators()[observation.indicator_id]
        if indicator.type != "rate" or observation.measure != "level":
            continue
        for base in bases_of(observation, indicator, counts):
            numerator = sum((item.value or Decimal(0) for item in base.numerators), Decimal(0))
            printed, whole = observation.value, base.denominator.value
            if printed is not None and whole is not None and agrees(printed, numerator, whole):
                observation.rate_base = base.denominator.indicator_id
                if base.variant and not observation.dimension:
                    observation.dimension = f"numerator={base.variant}"
                break


def bases_of(
    observation: Observation, indicator: Indicator, counts: dict[str, list[Observation]]
) -> Iterator[Base]:
    """Yield the ways to compute a rate from observed counts of the same scope."""
    denominators = [indicator.denominator]
    for term in indicator.parsed_relations():
        if term.operator == "alt_den":
            denominators += term.names
    numerators: dict[str, tuple[str, ...]] = {"": (indicator.numerator,)}
    numerators.update(_VARIANTS.get(indicator.id, {}))
    for denominator in denominators:
        for variant, names in numerators.items():
            chosen = [_nearest(observation, counts.get(name, [])) for name in names]
            whole = _nearest(observation, counts.get(denominator, []))
            if whole is not None and all(item is not None for item in chosen):
                yield Base(tuple(item for item in chosen if item is not None), whole, variant)


def _nearest(observation: Observation, others: list[Observation]) -> Observation | None:
    """Return the count of the same scope and dimension that stands nearest."""
    if observation.figure is None:
        return None
    here = observation.figure.char_start
    near = [
        other
        for other in others
        if other.figure is not None
        and other.dimension in ("", observation.dimension)
        and abs(other.figure.char_start - here) < 600
    ]
    return min(near, key=lambda other: abs(_start(other) - here), default=None)


def _start(observation: Observation) -> int:
    return observation.figure.char_start if observation.figure else 0
