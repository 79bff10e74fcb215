"""A decision: what a person found, about which words, and what it changes.

A decision names no id of the tables: it belongs to a place, a year and a quote, and says
what it expects the machine to read there. It speaks as long as the report says the quote
and the machine reads what was decided about; otherwise it is reported, never applied to
something else.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from fazhi import regions
from fazhi.codebook.dimension import join
from fazhi.codebook.entries import indicators
from fazhi.review.quotes import comparable, parts

Verb = Literal["accept", "reject", "override", "scale"]

#: How the rule of a decided value begins; the decision's id follows.
RULE_PREFIX = "decision:"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Expected(_Strict):
    """What the machine read when the decision was made.

    Attributes:
        indicator_id: Empty where the figure was recognised as no indicator.
        dimension: As in the observations.
        value: None where only a range or a text was read.
    """

    indicator_id: str = ""
    dimension: str = ""
    value: Decimal | None = None


class Decision(_Strict):
    """One entry of the corrections file.

    Attributes:
        id: Names the decision: values that it settled say ``decision:<id>`` as their rule.
        region_code: The place reported on.
        year: The year reported on.
        quote: The figure in its sentence; see :mod:`fazhi.review.quotes`.
        expects: What the machine read.
        decision: ``accept`` (the reading is right), ``reject`` (it is not to be used),
            ``override`` (value, indicator or dimension is another) or ``scale`` (the
            value is to be multiplied, as where a 万 was lost).
        indicator_id: The right indicator, for an override.
        dimension: The right dimension, for an override; empty for the total.
        value: The right value in the indicator's unit, signed for changes.
        factor: What to multiply with, for a scale.
        reason: Why, for those who read it years later.
        reviewer: Who decided.
        date: When.
        expires: Last day on which it holds; None for good.
    """

    id: str = Field(min_length=1, pattern=r"^[^\s;]+$")
    region_code: str = Field(pattern=r"^[0-9]{6}$")
    year: int
    quote: str
    expects: Expected
    decision: Verb
    indicator_id: str = ""
    dimension: str | None = None
    value: Decimal | None = None
    factor: Decimal | None = None
    reason: str = Field(min_length=1)
    reviewer: str = Field(min_length=1)
    date: datetime.date
    expires: datetime.date | None = None

    @field_validator("region_code", mode="before")
    @classmethod
    def _as_text(cls, code: Any) -> Any:
        """Take a code that was written without quotation marks."""
        return str(code) if isinstance(code, int) else code

    @field_validator("region_code")
    @classmethod
    def _known_place(cls, code: str) -> str:
        if regions.by_code(code) is None:
            raise ValueError(f"no place has the code {code}")
        return code

    @field_validator("quote")
    @classmethod
    def _one_figure(cls, quoted: str) -> str:
        parts(quoted)
        return quoted

    @field_validator("indicator_id")
    @classmethod
    def _known_indicator(cls, name: str) -> str:
        if name and name not in indicators():
            raise ValueError(f"the codebook has no indicator {name}")
        return name

    @field_validator("dimension")
    @classmethod
    def _sorted_pairs(cls, dimension: str | None) -> str | None:
        if not dimension:
            return dimension
        pairs = [pair.partition("=") for pair in dimension.split(";")]
        if not all(key and value and "=" not in value for key, _, value in pairs):
            raise ValueError(f"write a dimension as key=value;key=value, not {dimension}")
        return join({key: value for key, _, value in pairs})

    @model_validator(mode="after")
    def _says_what_it_changes(self) -> Decision:
        """Let each verb have what it needs and nothing that it would not use."""
        overridden = bool(self.indicator_id) or self.dimension is not None or self.value is not None
        if (self.decision == "override") != overridden:
            raise ValueError(
                "an override needs a value, an indicator or a dimension, and only it has one"
            )
        if (self.decision == "scale") != (self.factor is not None):
            raise ValueError("a scale needs a factor, and only it has one")
        if self.decision == "scale" and (self.factor == 0 or self.expects.value is None):
            raise ValueError("only a value can be scaled, and not by zero")
        named = self.expects.indicator_id or self.indicator_id
        if self.decision in ("override", "scale") and not named:
            raise ValueError("no indicator was recognised there: name the one it is")
        return self

    @property
    def subject(self) -> tuple[str, int, str, str, str]:
        """What is decided about; no two decisions share it."""
        return (
            self.region_code,
            self.year,
            comparable(self.quote),
            self.expects.indicator_id,
            self.expects.dimension,
        )

    def is_expired(self, today: datetime.date) -> bool:
        """Tell whether the decision held before ``today`` only."""
        return self.expires is not None and self.expires < today
