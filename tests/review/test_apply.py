"""Decisions applied to one text: each kind, what the audit sees, and what is left alone."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

from fazhi.audit import audit_report
from fazhi.records import (
    Document,
    DocumentFacts,
    Figure,
    Observation,
    Reading,
    WordValue,
)
from fazhi.review.apply import Decided, apply_decisions
from fazhi.review.decisions import Decision
from fazhi.review.quotes import quote

RECEIVED, ACCEPTED = "disp.reconsideration.received", "disp.reconsideration.accepted"
MEDIATED = "disp.mediation.accepted"
REGION, YEAR = "990181", 2023
TEXT = (
    "收到行政复议申请1.96万件，受理165件，同比下降3%。上年收到140件。"
    "收到复议申请196件。参考率、合格率均达100%。未发生事故。日处理5吨。"
)


def figure(raw: str, value: str, **facts: Any) -> Figure:
    start = TEXT.index(raw)
    defaults: dict[str, Any] = {"unit": "件", "measure": "level", "statistical": True}
    return Figure(start, start + len(raw), raw, Decimal(value), **{**defaults, **facts})


def observation(of: Figure | WordValue, indicator_id: str = RECEIVED, **facts: Any) -> Observation:
    is_word = isinstance(of, WordValue)
    defaults: dict[str, Any] = {
        "value": of.value,
        "unit": of.unit,
        "unit_printed": of.unit,
        "measure": "level",
        "bound": "exact",
        "dimension": "",
        "scope": "whole_place",
        "scope_name": "",
        "period_start": None,
        "period_end": None,
        "confidence": 0.55,
        "status": "in_words" if is_word else "needs_review",
        "rule_id": "wording:收到",
        "word" if is_word else "figure": of,
    }
    return Observation(indicator_id, **{**defaults, **facts})


TOO_LARGE = figure("1.96万件", "19600", status="needs_review", reason="unit_unusual")
FALLEN = figure("3%", "3", unit="percent", kind="change", measure="yoy_change", direction="down")
SHARED = figure("100%", "100", unit="percent", kind="percent")
PROJECT = figure(
    "5吨", "5", unit="吨", status="needs_review", reason="project_size", rule_id="size"
)
START = TEXT.index("未发生")
NONE = WordValue(START, START + 3, "未发生", Decimal(0), "件", "事故", "", "none")
FIGURES = [
    TOO_LARGE,
    figure("165件", "165"),
    FALLEN,
    figure("140件", "140", measure="prior_year"),
    figure("196件", "196"),
    SHARED,
    PROJECT,
]


def read() -> tuple[Reading, list[Observation]]:
    reading = Reading(DocumentFacts(is_report=True, year=YEAR), [], FIGURES, [NONE], [], [])
    observations = [
        observation(FIGURES[0]),
        observation(FIGURES[1], ACCEPTED, status="ok", confidence=0.9, is_main=True),
        observation(
            FALLEN, ACCEPTED, value=Decimal(-3), measure="yoy_change", unit="%", is_main=True
        ),
        observation(FIGURES[3], measure="prior_year", is_main=True),
        observation(FIGURES[4], status="ok", confidence=0.8, is_main=True),
        observation(SHARED, "lead.exam.participation_rate", is_main=True),
        observation(SHARED, "lead.exam.pass_rate", is_main=True),
        observation(NONE, MEDIATED, is_main=True),
    ]
    return reading, observations


def decision(of: Figure | WordValue, verb: str, **facts: Any) -> Decision:
    """A decision about the first observation of a figure, as ``review decide`` makes it."""
    found = [item for item in read()[1] if of in (item.figure, item.word)]
    expects = (
        {"indicator_id": found[0].indicator_id, "value": found[0].value}
        if found
        else {"value": of.value}
    )
    content: dict[str, Any] = {
        "id": "one",
        "region_code": REGION,
        "year": YEAR,
        "quote": quote(TEXT, of.char_start, of.char_end),
        "expects": expects,
        "decision": verb,
        "reason": "看过原件",
        "reviewer": "甲",
        "date": date(2024, 5, 1),
    }
    return Decision(**{**content, **facts})


def apply(*decisions: Decision, text: str = TEXT) -> Decided:
    reading, observations = read()
    before = deepcopy((reading, observations))
    decided = apply_decisions(text, reading, observations, decisions)
    assert (reading, observations) == before, "what was handed in was changed"
    return decided


def state(decided: Decided) -> str:
    (outcome,) = decided.outcomes
    return outcome.state


def of(decided: Decided, evidence: Figure | WordValue) -> list[Observation]:
    return [
        item
        for item in decided.observations
        if (item.figure or item.word)
        and (item.figure or item.word).char_start == evidence.char_start  # type: ignore[union-attr]
    ]


def test_without_decisions_nothing_changes() -> None:
    reading, observations = read()
    decided = apply_decisions(TEXT, reading, observations, [])
    assert decided.reading is reading is decided.judged
    assert decided.observations is observations


def test_accepted_is_sure_and_names_the_decision() -> None:
    decided = apply(decision(TOO_LARGE, "accept"))
    (found,) = of(decided, TOO_LARGE)
    assert (found.status, found.confidence, found.value) == ("ok", 1.0, Decimal(19600))
    assert found.rule_id == "decision:one;wording:收到"
    assert (decided.reading.figures[0].status, decided.reading.figures[0].reason) == ("ok", "")


def test_accepted_takes_the_place_of_the_main_value() -> None:
    decided = apply(decision(TOO_LARGE, "accept"))
    (accepted,), (other,) = of(decided, TOO_LARGE), of(decided, FIGURES[4])
    assert (accepted.is_main, other.is_main) == (True, False)


def test_a_restated_value_stays_one_when_accepted() -> None:
    (found,) = of(apply(decision(FIGURES[3], "accept")), FIGURES[3])
    assert (found.status, found.confidence) == ("restated", 1.0)


def test_words_stay_words_when_accepted() -> None:
    (found,) = of(apply(decision(NONE, "accept")), NONE)
    assert (found.status, found.confidence, found.figure) == ("in_words", 1.0, None)


def test_rejected_is_kept_and_never_main() -> None:
    decided = apply(decision(FIGURES[1], "reject"))
    (found,) = of(decided, FIGURES[1])
    assert (found.status, found.is_main, found.value) == ("rejected", False, Decimal(165))


def test_another_value_becomes_main_when_the_main_one_is_rejected() -> None:
    decided = apply(decision(FIGURES[4], "reject"))
    (first,), (second,) = of(decided, TOO_LARGE), of(decided, FIGURES[4])
    assert (first.is_main, second.is_main) == (True, False)


def test_scaled_and_the_printed_value_kept() -> None:
    decided = apply(decision(TOO_LARGE, "scale", factor=Decimal("0.01")))
    (found,) = of(decided, TOO_LARGE)
    assert (found.value, found.status) == (Decimal(196), "ok")
    assert decided.reading.figures[0] == TOO_LARGE
    assert decided.judged.figures[0].value == Decimal(196)
    assert decided.judged.figures[0].status == "ok"


def test_the_audit_sees_the_decided_value() -> None:
    slip = decision(FIGURES[4], "override", value=Decimal(96))

    def subset(decided: Decided) -> list[tuple[str, Decimal | None]]:
        checks = audit_report(Document(TEXT), decided.judged, decided.observations)
        return [
            (check.verdict, check.right_value)
            for check in checks
            if check.relation == "subset" and check.left_value == 165
        ]

    assert subset(apply()) == [("holds", Decimal(196))]
    assert subset(apply(slip)) == [("fails", Decimal(96))]


def test_overridden_value_of_a_change_is_signed() -> None:
    decided = apply(decision(FALLEN, "override", value=Decimal(3)))
    (found,) = of(decided, FALLEN)
    assert found.value == 3
    judged = decided.judged.figures[2]
    assert (judged.value, judged.direction) == (Decimal(3), "up")
    assert decided.reading.figures[2].direction == "down"


def test_overridden_indicator_takes_its_unit_and_keeps_the_machines_as_runner_up() -> None:
    rate = "lead.exam.pass_rate"
    decided = apply(decision(FIGURES[1], "override", indicator_id=MEDIATED, dimension="kind=物业"))
    (found,) = of(decided, FIGURES[1])
    assert (found.indicator_id, found.dimension) == (MEDIATED, "kind=物业")
    assert (found.unit, found.runner_up, found.value) == ("件", ACCEPTED, Decimal(165))
    (rated,) = of(apply(decision(FIGURES[1], "override", indicator_id=rate)), FIGURES[1])
    assert rated.unit == "%"


def test_main_values_stay_unique_when_an_indicator_changes() -> None:
    decided = apply(decision(FIGURES[1], "override", indicator_id=RECEIVED))
    main = [
        item
        for item in decided.observations
        if item.is_main and (item.indicator_id, item.measure) == (RECEIVED, "level")
    ]
    assert [item.value for item in main] == [Decimal(165)]


def test_of_a_shared_figure_only_the_one_decided_about_changes() -> None:
    decided = apply(decision(SHARED, "override", value=Decimal(99)))
    assert [item.value for item in of(decided, SHARED)] == [Decimal(99), Decimal(100)]
    assert decided.judged.figures[5].value == 100


def test_two_readings_of_a_figure_never_become_the_same() -> None:
    decided = apply(decision(SHARED, "override", indicator_id="lead.exam.pass_rate"))
    assert state(decided) == "read_differently"
    assert len({item.indicator_id for item in of(decided, SHARED)}) == 2


def test_a_figure_without_indicator_accepted_or_rejected() -> None:
    accepted = apply(decision(PROJECT, "accept")).reading.figures[6]
    assert (accepted.status, accepted.statistical) == ("ok", True)
    assert accepted.rule_id == "decision:one;size"
    rejected = apply(decision(PROJECT, "reject")).reading.figures[6]
    assert (rejected.status, rejected.statistical) == ("ok", False)


def test_a_figure_given_an_indicator_becomes_an_observation() -> None:
    decided = apply(decision(PROJECT, "override", indicator_id=MEDIATED, value=Decimal(50)))
    (found,) = of(decided, PROJECT)
    assert (found.indicator_id, found.value, found.status) == (MEDIATED, Decimal(50), "ok")
    assert (found.is_main, found.rule_id) == (True, "decision:one")
    assert decided.reading.figures[6].value == 5
    assert decided.judged.figures[6].value == 50


def test_observations_keep_the_order_of_the_text_words_last() -> None:
    decided = apply(decision(PROJECT, "override", indicator_id=MEDIATED))
    starts = [item.figure.char_start for item in decided.observations if item.figure]
    assert starts == sorted(starts)
    assert decided.observations[-1].word == NONE


def test_not_said_any_more() -> None:
    made = decision(TOO_LARGE, "accept")
    assert state(apply(made, text=TEXT.replace("受理165件", "受理166件"))) == "not_said"


def test_read_differently_now() -> None:
    for expected in (
        {"indicator_id": ACCEPTED, "value": 19600},
        {"indicator_id": RECEIVED, "value": 196},
        {"indicator_id": RECEIVED, "value": 19600, "dimension": "kind=信访"},
        {"value": 19600},
    ):
        decided = apply(decision(TOO_LARGE, "accept", expects=expected))
        assert state(decided) == "read_differently"
        assert decided.outcomes[0].now_read == f"{RECEIVED} 19600"
        assert decided.observations == read()[1]


def test_nothing_read_there_any_more() -> None:
    made = decision(PROJECT, "accept", quote="未【发生】事故")
    assert state(apply(made)) == "read_differently"


def test_several_decisions_at_once() -> None:
    decided = apply(
        decision(TOO_LARGE, "reject", id="one"), decision(FIGURES[1], "accept", id="two")
    )
    assert [outcome.state for outcome in decided.outcomes] == ["applied", "applied"]
    rules = [item.rule_id.partition(";")[0] for item in decided.observations[:2]]
    assert rules == ["decision:one", "decision:two"]
