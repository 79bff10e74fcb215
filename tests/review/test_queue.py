"""The order of the queue: worst consequence first, by the rules that it documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import small_build

from fazhi import identities, regions, rows, rows_around
from fazhi.codebook.entries import indicators
from fazhi.records import Check, Document, DocumentFacts, Figure, Observation
from fazhi.review.queue import Waiting, waiting
from fazhi.rows_codebook import indicator_row
from fazhi.snapshot import Look
from fazhi.store import BuildWriter

HIGH, LOW = "disp.reconsideration.received", "func.township.duty_items"
SEEN = datetime(2024, 4, 1, tzinfo=UTC)
#: Names of what waits, in the order that the queue must have.
ORDER = [
    "甲",  # frequent, main, a failed check
    "乙",  # frequent, main, least confidence
    "丙",  # frequent, main
    "丁",  # frequent, not main
    "戊",  # rare, main, hardly any confidence
    "己",  # data of no indicator
    "庚",  # maybe no data
]
TEXT = (
    "岚浦市报告。\n" + "。".join(f"{name}事项{at + 11}件" for at, name in enumerate(ORDER)) + "。"
)


def figure(name: str, **facts: Any) -> Figure:
    raw = f"{ORDER.index(name) + 11}件"
    start = TEXT.index(f"{name}事项{raw}") + 3
    defaults: dict[str, Any] = {"unit": "件", "measure": "level", "statistical": True}
    value = Decimal(raw[:-1])
    return Figure(start, start + len(raw), raw, value, **{**defaults, **facts})


def observation(name: str, indicator_id: str, confidence: float, **facts: Any) -> Observation:
    made = small_build.observe(
        indicator_id, figure(name), "件", confidence=confidence, status="needs_review"
    )
    return replace(made, **facts)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build in which all of that waits, and an earlier text that nobody asks about."""
    build_dir = tmp_path_factory.mktemp("queue") / "build"
    observations = [
        observation("甲", HIGH, 0.59, dimension="kind=甲"),
        observation("乙", HIGH, 0.31, dimension="kind=乙"),
        observation("丙", HIGH, 0.58, dimension="kind=丙"),
        observation("丁", HIGH, 0.2, dimension="kind=丙", is_main=False),
        observation("戊", LOW, 0.01),
    ]
    others = [
        figure("己", status="needs_review", reason="unit_missing"),
        figure("庚", status="needs_review", reason="population", statistical=False),
    ]
    figures = [item.figure for item in observations if item.figure] + others
    start = figure("甲").char_start
    check = Check(
        "range", [start], [], Decimal(11), None, Decimal(0), "fails", "不相符。", "It fails."
    )
    with BuildWriter(build_dir) as writer:
        writer.add("regions", regions.region_rows(is_fictional=True))
        writer.add("indicators", [indicator_row(entry) for entry in indicators().values()])
        for text, is_current in ((TEXT + "旧", False), (TEXT, True)):
            ids = identities.identify(small_build.REGION, 2023, text)
            writer.add(
                "revisions",
                [rows.revision_row(ids, Document(text), "0" * 64, SEEN, is_current=is_current)],
            )
            writer.add("texts", [rows.text_row(ids, text)])
            writer.add("sections", rows.section_rows(ids, [], len(text)))
            writer.add("figures", rows.figure_rows(ids, figures))
            writer.add(
                "observations", rows.observation_rows(ids, observations, is_current=is_current)
            )
        writer.add("checks", rows.check_rows(ids, [check], figures))
        writer.add("reports", [rows.report_row(ids, DocumentFacts(), "", SEEN, SEEN)])
        look = Look(
            url="", retrieved_at=SEEN, outcome="ok", snapshot_id="0" * 64, file_name="a.txt"
        )
        writer.add("retrievals", [rows_around.retrieval_row(look)])
        return writer.finish().database


def name_of(item: Waiting) -> str:
    return item.sentence[0]


def test_worst_consequence_first(database: Path) -> None:
    assert "".join(map(name_of, waiting(database))) == "".join(ORDER)


def test_each_says_why(database: Path) -> None:
    found = {name_of(item): item for item in waiting(database)}
    assert found["乙"].why == "confidence 0.31"
    assert found["庚"].why == "the figure: population"
    assert found["甲"].facts["failures"] == "It fails."
    assert found["乙"].facts["failures"] is None
    assert found["己"].sentence == "己事项【16件】。"


def test_only_of_the_place_and_year_asked_for(database: Path) -> None:
    assert len(waiting(database, small_build.REGION, 2023)) == len(ORDER)
    assert waiting(database, "990123") == []
    assert waiting(database, year=2022) == []
