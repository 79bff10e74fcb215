"""Coverage calls nobody late or missing whom we could not see."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from fazhi.build.coverage import coverage_rows, deadline_for
from fazhi.snapshot import Look, Outcome

NOW = datetime(2024, 5, 1, tzinfo=UTC)


def report(region_code: str, year: int, published: date | None) -> dict[str, Any]:
    return {
        "report_id": f"{region_code}-{year}-rol",
        "region_code": region_code,
        "year": year,
        "published_date": published,
    }


def look(source_id: str, outcome: Outcome, **changes: Any) -> Look:
    values = {"url": "http://a.example/", "retrieved_at": NOW, "role": "column"} | changes
    return Look(source_id=source_id, outcome=outcome, **values)


def status(rows: list[dict[str, Any]]) -> dict[tuple[str, int], str]:
    return {(row["region_code"], row["year"]): row["document_status"] for row in rows}


def test_a_published_report_has_its_days_counted_from_the_deadline() -> None:
    rows = coverage_rows([report("320682", 2023, date(2024, 4, 11))], [], {})
    assert rows == [
        {
            "region_code": "320682",
            "year": 2023,
            "document_status": "published",
            "report_id": "320682-2023-rol",
            "published_date": date(2024, 4, 11),
            "deadline": date(2024, 4, 1),
            "deadline_basis": rows[0]["deadline_basis"],
            "days_late": 10,
            "last_look": None,
        }
    ]
    assert "第二十五条" in rows[0]["deadline_basis"]


def test_early_is_negative_and_an_unknown_date_is_not_late() -> None:
    rows = coverage_rows(
        [report("320682", 2022, date(2023, 1, 5)), report("320682", 2023, None)], [], {}
    )
    assert [row["days_late"] for row in rows] == [-86, None]


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("ok", "not_found"),
        ("unchanged", "not_found"),
        ("gone", "not_found"),
        ("blocked", "blocked"),
        ("timeout", "blocked"),
        ("tls_error", "blocked"),
        ("robots_denied", "blocked"),
    ],
)
def test_missing_is_said_only_of_places_that_we_could_see(outcome: Outcome, expected: str) -> None:
    rows = coverage_rows(
        [report("320682", 2023, None)],
        [look("other", outcome)],
        {"other": "320681"},
    )
    assert status(rows) == {("320681", 2023): expected, ("320682", 2023): "published"}


def test_a_source_never_looked_at_is_not_monitored() -> None:
    rows = coverage_rows([report("320682", 2023, None)], [], {"other": "320681"})
    assert status(rows)["320681", 2023] == "not_monitored"


def test_years_between_are_told_for_places_without_a_source_too() -> None:
    rows = coverage_rows([report("320682", 2021, None), report("320682", 2023, None)], [], {})
    assert status(rows)["320682", 2022] == "not_monitored"


def test_the_column_tells_what_is_published_not_a_page() -> None:
    looks = [look("a", "blocked"), look("a", "ok", role="page", url="http://a.example/1")]
    rows = coverage_rows([report("320682", 2023, None)], looks, {"a": "320681"})
    assert status(rows)["320681", 2023] == "blocked"


def test_no_deadline_before_the_rule_was_in_force() -> None:
    assert deadline_for(2017) is None
    assert deadline_for(2019) is not None


def test_what_was_blocked_shows_before_there_is_any_report() -> None:
    looks = [look("a", "timeout"), look("b", "ok", url="http://b.example/")]
    rows = coverage_rows([], looks, {"a": "320681", "b": "320682", "c": "320623"})
    assert status(rows) == {
        ("320623", 2023): "not_monitored",
        ("320681", 2023): "blocked",
        ("320682", 2023): "not_found",
    }


@pytest.mark.parametrize(
    ("outcome", "topic", "expected"),
    [
        ("timeout", "", {2022: "not_found", 2023: "blocked"}),
        ("gone", "", {2022: "not_found", 2023: "not_found"}),
        ("ok", "", {2022: "not_found", 2023: "not_found"}),
        ("ok", "scanned_document", {2022: "not_found", 2023: "blocked"}),
        ("ok", "not_a_report", {2022: "not_found", 2023: "not_found"}),
    ],
)
def test_a_listed_page_that_did_not_come_or_could_not_be_read_is_not_missing(
    outcome: Outcome, topic: str, expected: dict[int, str]
) -> None:
    page = look("a", outcome, role="page", url="http://a.example/2023.html", year=2023)
    issues = [{"topic": topic, "region_code": "320681", "year": 2023}] if topic else []
    others = [report("320682", year, None) for year in (2022, 2023)]
    rows = coverage_rows(others, [look("a", "ok"), page], {"a": "320681"}, issues)
    found = status(rows)
    assert {year: found["320681", year] for year in expected} == expected


def test_an_empty_build_has_no_coverage() -> None:
    assert coverage_rows([], [], {"a": "320681"}) == []


def test_a_single_page_does_not_tell_what_else_is_published() -> None:
    rows = coverage_rows(
        [report("320682", 2023, None)], [look("a", "ok", role="page")], {"a": "320681"}
    )
    assert status(rows)["320681", 2023] == "not_monitored"
    rows = coverage_rows(
        [report("320682", 2023, None)], [look("a", "timeout", role="page")], {"a": "320681"}
    )
    assert status(rows)["320681", 2023] == "blocked"


def test_a_list_that_broke_off_tells_nothing_of_what_is_missing() -> None:
    looks = [
        look("a", "ok", url="http://a.example/index_1.html"),
        look("a", "timeout", url="http://a.example/index_2.html"),
        look("a", "ok"),
    ]
    rows = coverage_rows([report("320682", 2023, None)], looks, {"a": "320681"})
    assert status(rows)["320681", 2023] == "blocked"
