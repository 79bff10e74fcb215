"""The evaluation counts what it says it counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fazhi.evaluation.gold import GoldDocument
from fazhi.evaluation.report import measures
from fazhi.evaluation.score import score_document
from fazhi.records import DocumentFacts, Figure, Honour, Observation, Reading, Section, Title

TEXT = "一、成效。全年受理复议申请120余件,办结96件,同比下降8.5%。《甲县办法》获评全省优秀。"


def row(raw: str, **values: str) -> dict[str, str]:
    start = TEXT.index(raw)
    defaults = {
        "figure_id": raw,
        "start": str(start),
        "end": str(start + len(raw)),
        "raw": raw,
        "value": "",
        "unit": "件",
        "bound": "exact",
        "kind": "count",
        "direction": "",
        "measure": "level",
        "period": "2023",
        "scope": "whole_place",
        "statistical": "yes",
        "indicator_id": "",
        "dimension": "",
    }
    return defaults | values


def gold(*rows: dict[str, str], **others: list[dict[str, str]]) -> GoldDocument:
    return GoldDocument(
        name="test",
        text=TEXT,
        figures=list(rows),
        sections=others.get("sections"),
        titles=others.get("titles"),
        honours=others.get("honours"),
        metadata=others.get("metadata"),
    )


def figure(raw: str, printed: str, /, **changes: object) -> Figure:
    start = TEXT.index(raw)
    figure = Figure(
        start,
        start + len(raw),
        raw,
        Decimal(printed),
        unit="件",
        measure="level",
        scope="whole_place",
        period_start=date(2023, 1, 1),
        period_end=date(2023, 12, 31),
        statistical=True,
        rule_id="test",
    )
    for name, change in changes.items():
        setattr(figure, name, change)
    return figure


def reading(*figures: Figure, **others: list) -> Reading:  # type: ignore[type-arg]
    return Reading(
        facts=others.get("facts") or DocumentFacts(),  # type: ignore[arg-type]
        sections=others.get("sections", []),
        figures=list(figures),
        words=[],
        titles=others.get("titles", []),
        honours=others.get("honours", []),
    )


ACCEPTED = row("120余件", value="120", bound="at_least")
CLOSED = row("96件", value="96")


def test_a_perfect_reading_scores_one_everywhere() -> None:
    score = score_document(
        gold(ACCEPTED, CLOSED),
        reading(figure("120余件", "120", bound="at_least"), figure("96件", "96")),
        [],
    )
    assert set(measures(score).values()) == {1.0}
    assert score.misses == []


def test_a_missed_and_a_spurious_data_figure_are_counted() -> None:
    score = score_document(
        gold(ACCEPTED, CLOSED), reading(figure("96件", "96"), figure("8.5%", "8.5")), []
    )
    tally = score.tallies["data_figures"]
    assert (tally.right, tally.wrong, tally.missed) == (1, 1, 1)
    assert tally.f1 == pytest.approx(0.5)
    assert {miss.what for miss in score.misses} == {"missed data figure", "no data figure"}


def test_data_called_no_data_is_a_miss_and_the_other_way_round_is_spurious() -> None:
    refused = figure("96件", "96", statistical=False)
    score = score_document(gold(CLOSED), reading(refused), [])
    assert score.tallies["data_figures"].missed == 1
    score = score_document(gold(CLOSED | {"statistical": "no"}), reading(figure("96件", "96")), [])
    assert score.tallies["data_figures"].wrong == 1


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("value", {"value": Decimal(960)}),
        ("unit", {"unit": "起"}),
        ("bound", {"bound": "approx"}),
        ("kind", {"kind": "amount"}),
        ("measure", {"measure": "cumulative"}),
        ("direction", {"direction": "up"}),
        ("scope", {"scope": "department"}),
        ("period", {"period_start": date(2022, 1, 1), "period_end": date(2022, 12, 31)}),
    ],
)
def test_each_attribute_is_compared(name: str, change: dict[str, object]) -> None:
    score = score_document(gold(CLOSED), reading(figure("96件", "96", **change)), [])
    wrong = {key for key, (right, total) in score.attributes.items() if right < total}
    assert wrong == {name}


def test_ranges_are_compared_end_by_end() -> None:
    ranged = row("96件", value="15/20")
    good = figure("96件", "1", value=None, value_low=Decimal(15), value_high=Decimal(20))
    bad = figure("96件", "1", value=None, value_low=Decimal(15), value_high=Decimal(21))
    assert score_document(gold(ranged), reading(good), []).attributes["value"] == [1, 1]
    assert score_document(gold(ranged), reading(bad), []).attributes["value"] == [0, 1]


def observation(of: Figure, indicator_id: str) -> Observation:
    return Observation(
        indicator_id=indicator_id,
        value=of.value,
        unit="件",
        unit_printed="件",
        measure="level",
        bound="exact",
        dimension="",
        scope="whole_place",
        scope_name="",
        period_start=None,
        period_end=None,
        confidence=1.0,
        status="ok",
        figure=of,
    )


@pytest.mark.parametrize(
    ("expected", "given", "counts"),
    [
        ("a.b", "a.b", (1, 0, 0)),
        ("a.b", "a.c", (0, 1, 1)),
        ("a.b", "", (0, 0, 1)),
        ("", "a.b", (0, 1, 0)),
        ("", "", (0, 0, 0)),
    ],
)
def test_codes(expected: str, given: str, counts: tuple[int, int, int]) -> None:
    read = figure("96件", "96")
    observations = [observation(read, given)] if given else []
    score = score_document(gold(CLOSED | {"indicator_id": expected}), reading(read), observations)
    tally = score.tallies["codes"]
    assert (tally.right, tally.wrong, tally.missed) == counts


def test_indicators_that_the_annotator_could_not_give_are_not_judged() -> None:
    read = figure("96件", "96")
    document = gold(CLOSED)
    assert (
        score_document(document, reading(read), [observation(read, "x.y")]).tallies["codes"].wrong
    )
    document.indicators = frozenset({"a.b"})
    score = score_document(document, reading(read), [observation(read, "x.y")])
    assert (score.tallies["codes"].right, score.tallies["codes"].wrong) == (0, 0)


def test_sections_titles_honours_and_metadata() -> None:
    title_start = TEXT.index("《")
    document = gold(
        sections=[{"start": "0", "level": "1"}],
        titles=[{"start": str(title_start), "end": str(title_start + 6)}],
        honours=[{"start": str(title_start), "end": str(len(TEXT)), "title": "全省优秀"}],
        metadata=[
            {"field": "落款日期", "value": "2023年12月3日", "start": "", "end": ""},
            {"field": "文号", "value": "甲政发〔2023〕3号", "start": "0", "end": "1"},
            {"field": "累计次数", "value": "", "start": "", "end": ""},
        ],
    )
    read = reading(
        facts=DocumentFacts(signed_date="2023-12-03"),  # type: ignore[arg-type]
        sections=[Section("一", 1, "一、", "成效", "", "result", 0, len(TEXT))],
        titles=[Title(title_start, title_start + 6, "甲县办法", "《》", None, "", "", "yes", "一")],
        honours=[Honour(title_start + 2, len(TEXT), "", "", "", "", "", "一")],
    )
    score = score_document(document, read, [])
    for name in ("sections", "titles", "honours"):
        assert score.tallies[name].f1 == 1.0, name
    assert score.attributes["metadata"] == [1, 2]
