"""What the rules say about one expression."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from fazhi.records import Direction, Kind, Measure


@dataclass(slots=True, frozen=True)
class Decision:
    """A decision and the rule that made it; equal ones are shared.

    Attributes:
        statistical: Whether the number is a data point of the report.
        rule: The rule that settled it; becomes ``rule_id``.
        kind: See design section 3, like ``direction`` and ``measure``.
        direction: Of a change.
        measure: Empty where the number is no data.
        review: Why a person should look at it, or ``""``.
    """

    statistical: bool
    rule: str
    kind: Kind = "count"
    direction: Direction = ""
    measure: Measure = ""
    review: str = ""


@cache  # the words are few, and half the numbers of a report are the same plain level
def data_point(
    kind: Kind, direction: Direction, measure: Measure, rule: str = "quantity"
) -> Decision:
    """The decision that a number is data."""
    return Decision(True, rule, kind, direction, measure)
