"""Counties against their prefecture."""

from __future__ import annotations

import pytest
from panels import AUDIENCE, CARRIED_IN, MEDIATED, SATISFACTION, value

from fazhi.audit.panel import PanelValue
from fazhi.audit.places import audit_places
from fazhi.records import Scope

WHOLE, PARTS = "990100", ("990102", "990123", "990181")


def places(
    whole: str, *parts: str, indicator: str = MEDIATED, scope: Scope = "whole_place"
) -> dict[str, list[PanelValue]]:
    printed = {WHOLE: whole, **dict(zip(PARTS, parts, strict=False))}
    return {
        code: [value(2023, indicator, raw, code=code, scope=scope)] for code, raw in printed.items()
    }


def parts_of(code: str, year: int) -> frozenset[str]:
    return frozenset(PARTS) if (code, year) == (WHOLE, 2023) else frozenset()


def found(values: dict[str, list[PanelValue]]) -> list[tuple[str, str, str]]:
    return [
        (check.relation, check.verdict, check.report.region_code)
        for check in audit_places(values, parts_of)
    ]


@pytest.mark.parametrize(
    ("whole", "parts", "expected"),
    [
        ("8000件", ("2846件", "1792件", "3052件"), [("part_sum", "holds", WHOLE)]),
        ("0.77万件", ("2846件", "1792件", "3152件"), [("part_sum", "holds", WHOLE)]),
        # Counted twice, or the prefecture's own: nobody can say.
        ("7100件", ("2846件", "1792件", "3052件"), [("part_sum", "not_testable", WHOLE)]),
        # One county above the whole.
        ("8012件", ("2846件", "17921件", "3052件"), [("subset", "fails", "990123")]),
        # The prefecture prints what its own bodies did.
        (
            "612件",
            ("2846件", "179件", "3052件"),
            [("subset", "not_testable", "990102"), ("subset", "not_testable", "990181")],
        ),
    ],
)
def test_parts_against_the_whole(
    whole: str, parts: tuple[str, ...], expected: list[tuple[str, str, str]]
) -> None:
    assert found(places(whole, *parts)) == expected


def test_a_failure_names_both_places() -> None:
    (check,) = audit_places(places("8012件", "2846件", "17921件", "3052件"), parts_of)
    assert "990123印为17921件，990100印为8012件" in check.conclusion_zh
    assert check.conclusion_en.endswith("does not reconcile as we read it.")


def test_nothing_is_said_while_a_part_is_missing() -> None:
    assert found(places("8012件", "2846件", "17921件")) == []


@pytest.mark.parametrize("indicator", [SATISFACTION, CARRIED_IN])
def test_rates_and_stocks_do_not_add_up(indicator: str) -> None:
    assert found(places("12%", "96%", "97%", "98%", indicator=indicator)) == []


def test_the_governments_own_figures_are_no_parts() -> None:
    assert found(places("12件", "96件", "97件", "98件", scope="own_level")) == []


def test_numbers_in_ten_thousands_leave_room() -> None:
    values = places("3.2万人次", "1.1万人次", "1.1万人次", "1.1万人次", indicator=AUDIENCE)
    assert found(values) == [("part_sum", "holds", WHOLE)]
