"""What the rules say about one expression."""

from __future__ import annotations

from dataclasses import dataclass

from fazhi.records import Direction, Kind, Measure


@dataclass(slots=True)
class Decision:
    """A decision and the rule that made it.

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
