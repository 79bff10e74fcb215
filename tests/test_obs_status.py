"""The SDMX status of values: the rule, its order, and its words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fazhi import vocabulary
from fazhi.codebook.entries import indicators
from fazhi.obs_status import StatusRule, conditions, obs_status
from fazhi.records import Observation
from fazhi.schemas.tables.vocabularies import OBS_STATUS

#: Its series breaks on 2024-01-01.
RECEIVED = "disp.reconsideration.received"
RULES = vocabulary.load("obs_status.yml", list[StatusRule])


def observation(**facts: Any) -> Observation:
    defaults: dict[str, Any] = {
        "indicator_id": RECEIVED,
        "value": Decimal(196),
        "unit": "件",
        "unit_printed": "件",
        "measure": "level",
        "bound": "exact",
        "dimension": "",
        "scope": "whole_place",
        "scope_name": "",
        "period_start": date(2023, 1, 1),
        "period_end": date(2023, 12, 31),
        "confidence": 0.9,
        "status": "ok",
    }
    return Observation(**{**defaults, **facts})


def rate(rate_base: str) -> dict[str, Any]:
    return {"indicator_id": "disp.litigation.head_rate", "rate_base": rate_base}


LAST_YEAR = {"period_start": date(2022, 1, 1), "period_end": date(2022, 12, 31)}


@pytest.mark.parametrize(
    ("facts", "year", "code"),
    [
        ({}, 2023, "A"),
        ({"period_start": None, "period_end": None}, 2023, "A"),
        ({"status": "duplicate"}, 2023, "A"),
        ({"status": "rejected"}, 2023, ""),
        ({"status": "rejected"}, 2024, ""),
        # The series breaks in 2024, and only there; a restated value is of the year before.
        ({"period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31)}, 2024, "B"),
        ({"period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}, 2025, "A"),
        ({"measure": "prior_year", "status": "restated", **LAST_YEAR}, 2023, "A"),
        ({"measure": "prior_year", "status": "restated"}, 2024, "A"),
        (
            {
                "measure": "prior_year",
                "period_start": date(2024, 1, 1),
                "period_end": date(2024, 12, 31),
            },
            2025,
            "B",
        ),
        ({"value": None}, 2023, "O"),
        ({"value": None, "bound": "approx"}, 2023, "O"),
        ({"measure": "cumulative"}, 2023, "D"),
        ({"period_start": date(2021, 1, 1)}, 2023, "D"),
        ({"period_start": date(2023, 6, 1)}, 2023, "D"),
        (LAST_YEAR, 2023, "D"),
        (rate("disp.litigation.head_due"), 2023, "A"),
        (rate("disp.litigation.total"), 2023, "D"),
        (rate(""), 2023, "A"),
        ({"bound": "approx"}, 2023, "E"),
        ({"bound": "at_least"}, 2023, "E"),
        ({"bound": "at_most", "status": "needs_review"}, 2023, "E"),
        ({"status": "in_words"}, 2023, "E"),
        ({"period_end": date(2023, 11, 30)}, 2023, "P"),
        ({"period_start": None, "period_end": date(2023, 6, 30)}, 2023, "P"),
        ({"period_end": date(2023, 11, 30), "bound": "approx"}, 2023, "E"),
        ({"period_end": date(2023, 11, 30), "status": "needs_review"}, 2023, "P"),
        ({"status": "needs_review"}, 2023, "V"),
    ],
)
def test_status(facts: dict[str, Any], year: int, code: str) -> None:
    assert obs_status(observation(**facts), year) == code


def test_the_denominators_of_the_cases_are_those_of_the_codebook() -> None:
    assert indicators()["disp.litigation.head_rate"].denominator == "disp.litigation.head_due"
    assert date(2024, 1, 1) in [each.date for each in indicators()[RECEIVED].breaks]


def test_every_code_of_the_rule_has_its_words_and_the_other_way_round() -> None:
    assert {rule.code for rule in RULES} - {""} == set(OBS_STATUS)


def test_every_condition_of_the_rule_is_told() -> None:
    told = set(conditions(observation(), 2023))
    assert {name for rule in RULES for name in rule.when} <= told


def test_the_codes_stand_in_the_order_that_sdmx_recommends() -> None:
    codes = [rule.code for rule in RULES if rule.code]
    assert codes == sorted(codes, key="BODEPVA".index)
