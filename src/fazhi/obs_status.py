"""The SDMX status of a value, by the rule in ``schemas/obs_status.yml``."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from fazhi import vocabulary
from fazhi.codebook.entries import Indicator, indicators
from fazhi.records import Observation


class StatusRule(BaseModel):
    """One entry of the rule: the code of values for which every condition holds.

    Attributes:
        when: Condition -> what it may be.
        code: A code of CL_OBS_STATUS, or ``""`` for none.
        because: What the code tells here, in both languages.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    when: dict[str, tuple[str, ...]]
    code: str
    because: str


def obs_status(observation: Observation, year: int) -> str:
    """Return the SDMX observation status of a value, ``""`` for one that is not published.

    Args:
        observation: The value.
        year: The year of the report that prints it.

    Raises:
        KeyError: The rule names a condition that there is none of.
    """
    told = conditions(observation, year)
    rules: list[StatusRule] = vocabulary.load("obs_status.yml", list[StatusRule])
    for rule in rules:
        if all(told[name] in allowed for name, allowed in rule.when.items()):
            return rule.code
    return ""


def conditions(observation: Observation, year: int) -> dict[str, str]:
    """Tell of a value what the rule asks about; ``schemas/obs_status.yml`` explains each."""
    indicator = indicators().get(observation.indicator_id)
    of_year = year - 1 if observation.measure == "prior_year" else year
    return {
        "status": observation.status,
        "measure": observation.measure,
        "bound": observation.bound,
        "value": "none" if observation.value is None else "present",
        "series": _series(indicator, of_year),
        "period": _period(observation.period_start, observation.period_end, of_year),
        "rate_base": _rate_base(indicator, observation),
    }


def _series(indicator: Indicator | None, year: int) -> str:
    dates = [each.date for each in indicator.breaks] if indicator else []
    return "break" if any(day.year == year for day in dates) else "same"


def _period(start: date | None, end: date | None, year: int) -> str:
    if start is None and end is None:
        return "unknown"
    first, last = date(year, 1, 1), date(year, 12, 31)
    if start not in (first, None) or (end is not None and end.year != year):
        return "other"
    return "ends_early" if end is not None and end < last else "whole_year"


def _rate_base(indicator: Indicator | None, observation: Observation) -> str:
    if indicator is None or indicator.type != "rate" or observation.measure != "level":
        return "not_a_rate"
    if indicator.denominator not in indicators():
        return "named"
    if not observation.rate_base:
        return "unknown"
    return "named" if observation.rate_base == indicator.denominator else "other"
