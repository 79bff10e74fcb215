"""Which snapshots are read together as one report."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from fazhi.build.candidates import group
from fazhi.snapshot import Holding, Look, Version

START = datetime(2024, 1, 5, tzinfo=UTC)


def holding(url: str, *snapshots: str, **changes: Any) -> Holding:
    values: dict[str, Any] = {"region_code": "320682", "year": 2023, "role": "page"} | changes
    look = Look(url=url, retrieved_at=START, outcome="ok", snapshot_id=snapshots[-1], **values)
    versions = [
        Version(snapshot, "text/html", START + timedelta(days=day), START + timedelta(days=day + 1))
        for day, snapshot in enumerate(snapshots)
    ]
    return Holding(url, look, look, versions)


def test_page_comes_before_file_and_attachment_older_snapshots_first() -> None:
    groups = group(
        [
            holding("http://a.example/1.doc", "c", role="attachment"),
            holding("", "b", role="file"),
            holding("http://a.example/1.html", "a1", "a2"),
        ]
    )
    assert len(groups) == 1
    assert [candidate.snapshot_id for candidate in groups[0].candidates] == ["a1", "a2", "b", "c"]
    assert groups[0].candidates[1].first_seen == START + timedelta(days=1)


def test_pages_of_unknown_year_stay_alone() -> None:
    groups = group([holding("u1", "a", year=None), holding("u2", "b", year=None)])
    assert [found.year for found in groups] == [None, None]


def test_places_and_years_are_told_apart_and_a_page_without_place_is_left_out() -> None:
    groups = group(
        [
            holding("u1", "a"),
            holding("u2", "b", year=2022),
            holding("u3", "c", region_code="320681"),
            holding("u4", "d", region_code=""),
        ]
    )
    assert [(found.region_code, found.year) for found in groups] == [
        ("320682", 2023),
        ("320682", 2022),
        ("320681", 2023),
    ]
