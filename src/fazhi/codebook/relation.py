"""The small grammar of relations between indicators.

========================  =====================================================
``sum(a, b, ...)``        the indicator is the sum of its parts; a part without a
                          dot is a residual that reports print under no id, and
                          makes the sum a lower bound
``ge_sum(a, b, ...)``     at least the sum: a printed breakdown may be partial
``part_of(a)``            one part of a
``le(a)``, ``ge(a)``      at most, at least a
``le_about(a)`` ...       usual, but carry-over may break it: a note, no error
``rate``                  100 * numerator / denominator, rounded or truncated
``alt_den(a)``            another accepted base of a rate; ``alt_num(a)`` likewise
``balance(a + b = c)``    an opening and closing balance
``range(low, high)``      bounds of the value; either may be left out
========================  =====================================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, cast, get_args

Operator = Literal[
    "sum",
    "ge_sum",
    "part_of",
    "le",
    "ge",
    "le_about",
    "ge_about",
    "rate",
    "alt_den",
    "alt_num",
    "balance",
    "range",
]

_CALL = re.compile(r"([a-z_]+)(?:\((.*)\))?\Z")
_NAME = re.compile(r"[a-z_]+(?:\.[a-z_]+)*\Z")
_SINGLE = {"part_of", "le", "ge", "le_about", "ge_about", "alt_den", "alt_num"}


class RelationError(ValueError):
    """A relation does not follow the grammar."""


@dataclass(frozen=True, slots=True)
class RelationTerm:
    """One parsed relation.

    Attributes:
        operator: What must hold.
        names: Indicator ids (and residual names) on the right; for a balance, those
            of its left side.
        balanced: For a balance, the ids of its right side.
        low: Lower bound of a range, else None.
        high: Upper bound of a range, else None.
    """

    operator: Operator
    names: tuple[str, ...] = ()
    balanced: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def indicator_ids(self) -> tuple[str, ...]:
        """Every indicator id that the relation names (residuals left out)."""
        return tuple(name for name in self.names + self.balanced if "." in name)

    @property
    def residuals(self) -> tuple[str, ...]:
        """Names of parts that reports print under no id."""
        return tuple(name for name in self.names if "." not in name)


def parse_relation(text: str) -> RelationTerm:
    """Parse one relation.

    Raises:
        RelationError: The text does not follow the grammar of the module.
    """
    found = _CALL.match(text.strip())
    if found is None or found[1] not in get_args(Operator):
        raise RelationError(f"no relation: {text!r}")
    operator, argument = cast(Operator, found[1]), found[2]
    if operator == "rate":
        if argument is not None:
            raise RelationError(f"rate takes nothing in brackets: {text!r}")
        return RelationTerm("rate")
    if not argument:
        raise RelationError(f"{operator} needs something in brackets: {text!r}")
    if operator == "range":
        return _range(argument, text)
    if operator == "balance":
        left, equals, right = argument.partition("=")
        if not equals:
            raise RelationError(f"a balance needs two sides: {text!r}")
        return RelationTerm("balance", _names(left, "+", text), _names(right, "+", text))
    names = _names(argument, ",", text)
    if operator in _SINGLE and len(names) != 1:
        raise RelationError(f"{operator} takes one name: {text!r}")
    return RelationTerm(operator, names)


def _names(argument: str, separator: str, text: str) -> tuple[str, ...]:
    names = tuple(part.strip() for part in argument.split(separator))
    for name in names:
        if _NAME.match(name) is None:
            raise RelationError(f"{name!r} is no name, in {text!r}")
    return names


def _range(argument: str, text: str) -> RelationTerm:
    bounds = [part.strip() for part in argument.split(",")]
    if len(bounds) != 2:
        raise RelationError(f"a range takes two bounds: {text!r}")
    low, high = (Decimal(bound) if bound else None for bound in bounds)
    return RelationTerm("range", low=low, high=high)
