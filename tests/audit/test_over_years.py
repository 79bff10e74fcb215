"""What a report says of the year before, against the report of that year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from panels import (
    AID,
    AUDIENCE,
    CARRIED_IN,
    FINES,
    MEDIATED,
    PENALTIES,
    PENDING,
    RECEIVED,
    SATISFACTION,
    value,
)

from fazhi.audit.panel import PanelCheck, PanelValue, printed_place
from fazhi.audit.years import audit_years


def level_and_change(
    indicator_id: str, before: str, now: str, change: str, measure: str = "yoy_change"
) -> list[PanelValue]:
    level = value(2023, indicator_id, now)
    return [
        value(2022, indicator_id, before),
        level,
        value(2023, indicator_id, change, measure, follows=level.figure_id),  # type: ignore[arg-type]
    ]


def found(values: list[PanelValue]) -> list[tuple[str, str]]:
    return [(check.relation, check.verdict) for check in audit_years(values)]


def only(values: list[PanelValue]) -> PanelCheck:
    (check,) = audit_years(values)
    return check


SOUND_CHANGES = [
    # 147 / (1 - 38.5 %) = 239.02; 238.9 to 239.2 once the change is rounded.
    (RECEIVED, "239件", "147件", "-38.5%", "yoy_change"),
    # Truncated: 58.823... printed as 58.8, 37.25 of -37.254 as -37.2.
    (RECEIVED, "102件", "162件", "+58.8%", "yoy_change"),
    # A change in whole percents leaves room.
    (MEDIATED, "2917件", "3052件", "+5%", "yoy_change"),
    # Both levels in 万: each may be off by its last place.
    (AUDIENCE, "13.8万人次", "15.2万人次", "+10.1%", "yoy_change"),
    # Round numbers are rounded: 3200 may have been 3164.
    (MEDIATED, "3200件", "3481件", "+10%", "yoy_change"),
    (RECEIVED, "239件", "251件", "+12件", "yoy_change"),
    (SATISFACTION, "98.2%", "98.9%", "+0.7个百分点", "pp_change"),
    (SATISFACTION, "98.2%", "98.9%", "+0.8个百分点", "pp_change"),
    # Points are often called percent.
    (SATISFACTION, "93.6%", "94.8%", "+1.2%", "yoy_change"),
]

WRONG_CHANGES = [
    (RECEIVED, "718件", "853件", "+24.6%", "yoy_change"),
    # Printed as a rise.
    (MEDIATED, "1846件", "1792件", "+2.9%", "yoy_change"),
    (RECEIVED, "239件", "147件", "-48.5%", "yoy_change"),
    (AUDIENCE, "13.8万人次", "15.2万人次", "+16.1%", "yoy_change"),
    (RECEIVED, "239件", "251件", "+21件", "yoy_change"),
    (SATISFACTION, "98.2%", "98.9%", "+1.7个百分点", "pp_change"),
]


@pytest.mark.parametrize(("indicator", "before", "now", "change", "measure"), SOUND_CHANGES)
def test_sound_changes_hold(
    indicator: str, before: str, now: str, change: str, measure: str
) -> None:
    values = level_and_change(indicator, before, now, change, measure)
    assert found(values) == [("implied_prior", "holds")]


@pytest.mark.parametrize(("indicator", "before", "now", "change", "measure"), WRONG_CHANGES)
def test_wrong_changes_fail(
    indicator: str, before: str, now: str, change: str, measure: str
) -> None:
    values = level_and_change(indicator, before, now, change, measure)
    assert found(values) == [("implied_prior", "fails")]


def test_a_failure_says_so_in_both_languages_and_shows_both_sides() -> None:
    check = only(level_and_change(RECEIVED, "250件", "147件", "-38.5%"))
    assert check.report.report_id == "990181-2023-rol"
    assert [figure.split(":")[1] for figure in (*check.left, *check.right)] == [
        "2023",
        "2023",
        "2022",
    ]
    assert check.right_value == 250
    assert check.left_value is not None
    assert round(check.left_value) == 239
    assert check.tolerance < 1
    assert "147件、-38.5%，推知2022年为239；2022年报告印为250件" in check.conclusion_zh
    assert check.conclusion_en.endswith("does not reconcile as we read it.")


def test_sides_that_are_far_apart_are_of_different_things() -> None:
    values = level_and_change(RECEIVED, "990件", "147件", "-38.5%")
    assert found(values) == [("implied_prior", "not_testable")]


def test_a_change_that_stands_behind_another_level_may_be_of_that() -> None:
    def apart(before: str) -> list[PanelValue]:
        change = value(2023, RECEIVED, "-38.5%", "yoy_change", follows="another figure")
        return [value(2022, RECEIVED, before), value(2023, RECEIVED, "147件"), change]

    assert found(apart("250件")) == [("implied_prior", "not_testable")]
    assert found(apart("239件")) == [("implied_prior", "holds")]


def test_a_change_in_multiples_is_no_difference() -> None:
    assert found(level_and_change(RECEIVED, "49件", "147件", "+3倍")) == []


def test_two_levels_of_one_series_leave_it_open_which_one_changed() -> None:
    values = [
        *level_and_change(RECEIVED, "250件", "147件", "-38.5%"),
        value(2022, RECEIVED, "96件"),
    ]
    assert found(values) == [("implied_prior", "not_testable")]
    values.append(value(2022, RECEIVED, "239件"))
    assert found(values) == [("implied_prior", "holds")]


def test_a_break_of_the_series_excuses_a_mismatch_and_no_match() -> None:
    def across(before: str) -> list[PanelValue]:
        level = value(2024, RECEIVED, "147件")
        change = value(2024, RECEIVED, "-38.5%", "yoy_change", follows=level.figure_id)
        return [value(2023, RECEIVED, before), level, change]

    # The Administrative Reconsideration Law of 2024 moved cases between bodies.
    assert found(across("250件")) == [("implied_prior", "not_testable")]
    assert found(across("239件")) == [("implied_prior", "holds")]


@pytest.mark.parametrize(
    "values",
    [
        # Nothing but neighbouring years is compared.
        [value(2021, RECEIVED, "300件"), *level_and_change(RECEIVED, "1件", "147件", "-38.5%")[1:]],
        # A number with 余 is none to compute with.
        [
            value(2022, RECEIVED, "250件", bound="approx"),
            *level_and_change(RECEIVED, "1件", "147件", "-38.5%")[1:],
        ],
        # The government's own cases are not those of the whole place.
        [
            value(2022, RECEIVED, "250件", scope="own_level"),
            *level_and_change(RECEIVED, "1件", "147件", "-38.5%")[1:],
        ],
        # Eleven months.
        [
            value(2022, RECEIVED, "250件", period=(date(2022, 1, 1), date(2022, 11, 30))),
            *level_and_change(RECEIVED, "1件", "147件", "-38.5%")[1:],
        ],
    ],
)
def test_what_does_not_belong_together_is_not_compared(values: list[PanelValue]) -> None:
    assert audit_years(values) == []


@pytest.mark.parametrize(
    ("printed", "again", "verdict"),
    [
        ("239件", "239件", "holds"),
        ("239件", "293件", "fails"),
        ("239件", "1293件", "not_testable"),
        ("12.6万件", "126300件", "holds"),
        ("12.6万件", "138300件", "fails"),
    ],
)
def test_last_years_value_printed_again(printed: str, again: str, verdict: str) -> None:
    values = [value(2022, MEDIATED, printed), value(2023, MEDIATED, again, "prior_year")]
    check = only(values)
    assert (check.relation, check.verdict, check.rule_id) == (
        "consistency",
        verdict,
        "years.printed",
    )


@pytest.mark.parametrize(("carried", "verdict"), [("8件", "holds"), ("11件", "fails")])
def test_what_was_pending_is_carried_in(carried: str, verdict: str) -> None:
    check = only([value(2022, PENDING, "8件"), value(2023, CARRIED_IN, carried)])
    assert (check.relation, check.verdict, check.rule_id) == (
        "consistency",
        verdict,
        "years.carried",
    )


def test_a_lost_scale_between_sound_neighbours_is_one_error_of_its_own_report() -> None:
    raws = {2021: "12.6万人次", 2022: "13.8人次", 2023: "15.2万人次"}
    check = only([value(year, AUDIENCE, raw) for year, raw in raws.items()])
    assert (check.relation, check.verdict) == ("jump", "fails")
    assert check.report.year == 2022
    assert len(check.right) == 2


def test_a_lost_scale_in_the_last_year_belongs_to_it() -> None:
    check = only([value(2022, FINES, "16.4亿元"), value(2023, FINES, "18.7万元")])
    assert (check.relation, check.verdict, check.report.year) == ("jump", "fails", 2023)
    assert check.left_value is not None
    assert check.right_value is not None
    assert abs(check.left_value - check.right_value) > check.tolerance


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("12.6万人次", "240万人次"),  # nineteenfold
        ("3人次", "90人次"),  # small numbers do jump
        ("0人次", "13.8万人次"),
    ],
)
def test_what_is_no_jump(before: str, now: str) -> None:
    assert audit_years([value(2022, AUDIENCE, before), value(2023, AUDIENCE, now)]) == []


def test_campaigns_are_others_every_year() -> None:
    raws = {2022: "12.6万人次", 2023: "138人次"}
    assert audit_years([value(y, AUDIENCE, raw, scope="campaign") for y, raw in raws.items()]) == []


def test_two_reports_of_one_year_leave_it_open_which_one_is_meant() -> None:
    values = level_and_change(RECEIVED, "250件", "147件", "-38.5%")
    assert audit_years([*values, value(2022, AID, "513件", code="990182")]) == []


def test_a_jump_that_the_report_tells_itself_holds() -> None:
    values = level_and_change(AUDIENCE, "1040人次", "31210人次", "+2901%")
    assert found(values) == [("implied_prior", "holds"), ("jump", "holds")]


SERIES = {RECEIVED: "1306件", MEDIATED: "2917件", AID: "513件", PENALTIES: "1742件"}


def two_years(this_year: dict[str, str]) -> list[PanelValue]:
    return [value(2022, name, raw) for name, raw in SERIES.items()] + [
        value(2023, name, raw) for name, raw in {**SERIES, **this_year}.items()
    ]


def test_several_figures_copied_unchanged_are_told_once() -> None:
    check = only(two_years({AID: "547件"}))
    assert (check.relation, check.verdict, check.rule_id) == (
        "consistency",
        "fails",
        "years.copied",
    )
    assert len(check.left) == len(check.right) == 3
    assert (check.left_value, check.right_value) == (3, 4)


@pytest.mark.parametrize(
    "this_year",
    [
        {AID: "547件", RECEIVED: "1400件"},  # two are chance
        {AID: "547件", RECEIVED: "12件"},
    ],
)
def test_a_coincidence_is_no_copy(this_year: dict[str, str]) -> None:
    assert [check for check in audit_years(two_years(this_year)) if check.relation != "jump"] == []


def test_round_and_small_numbers_may_come_out_the_same() -> None:
    names = (RECEIVED, MEDIATED, AID, PENALTIES)
    same = [
        value(year, name, raw)
        for year in (2022, 2023)
        for name, raw in zip(names, ("1200件", "96件", "500件", "12件"), strict=True)
    ]
    assert audit_years(same) == []


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        ("1,306件", "1"),
        ("24.6%", "0.1"),
        ("85.23万人次", "100"),
        ("2.96亿元", "1000000"),
        ("三件", "1"),
    ],
)
def test_places_as_printed(raw: str, place: str) -> None:
    assert printed_place(raw) == Decimal(place)
