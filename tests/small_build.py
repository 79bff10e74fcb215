"""A small build made by hand: two reports of an invented place, and what was read there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from fazhi import identities, regions, rows, rows_around
from fazhi.records import (
    Check,
    Document,
    DocumentFacts,
    Figure,
    MetadataValue,
    Observation,
    Section,
    Title,
    WordValue,
)
from fazhi.snapshot import Look
from fazhi.store import Build, BuildWriter

REGION = "990181"
RECEIVED, ACCEPTED = "disp.reconsideration.received", "disp.reconsideration.accepted"
RATE = "disp.reconsideration.correction_rate"
INDICATORS = (
    (RECEIVED, "收到行政复议申请数", "Applications received", "flow", "件", None),
    (ACCEPTED, "行政复议受理数", "Applications accepted", "flow", "件", None),
    (RATE, "行政复议纠错率", "Correction rate", "rate", "%", ACCEPTED),
)
Row = dict[str, Any]


def text_of(received: int, accepted: int, rate: str) -> str:
    """The text of one year's report."""
    return (
        "岚浦市法治政府建设年度报告\n一、主要成效\n"
        f"全年收到行政复议申请{received}件,受理{accepted}件;纠错率{rate}%。"
        "全年未发生重大突发事件。\n制定《岚浦市行政复议办法》。\n"
    )


def found(text: str, raw: str, **facts: Any) -> Figure:
    """A figure at the first place where ``raw`` stands."""
    start = text.index(raw)
    return Figure(start, start + len(raw), raw, section_path="一", statistical=True, **facts)


def report_rows(year: int, received: int, accepted: int, rate: str) -> dict[str, list[Row]]:
    """All rows that come from one report."""
    text = text_of(received, accepted, rate)
    document = Document(text, "text/html")
    look = Look(
        url=f"http://127.0.0.1/{year}.html",
        final_url=f"http://127.0.0.1/{year}.html",
        retrieved_at=datetime(year + 1, 4, 1, 3, 0, 0, 123456, tzinfo=UTC),
        status=200,
        outcome="ok",
        content_type="text/html",
        snapshot_id=identities.normalised_sha256(f"bytes of {year}"),
        source_id="lanpu",
        region_code=REGION,
    )
    figures = [
        found(text, f"{received}件", value=Decimal(received), unit="件", measure="level"),
        found(text, f"{accepted}件", value=Decimal(accepted), unit="件", measure="level"),
        found(text, f"{rate}%", value=Decimal(rate), unit="percent", kind="percent"),
    ]
    start = text.index("未发生")
    words = WordValue(start, start + 3, "未发生", Decimal(0), "件", "重大突发事件", "一", "none")
    observations = [
        observe(RECEIVED, figures[0], "件"),
        observe(ACCEPTED, figures[1], "件"),
        observe(RATE, figures[2], "percent", rate_base=ACCEPTED),
        observe(RECEIVED, None, "件", word=words, dimension="kind=major", status="in_words"),
    ]
    check = Check(
        "subset",
        [figures[1].char_start],
        [figures[0].char_start],
        Decimal(accepted),
        Decimal(received),
        Decimal(0),
        "holds" if accepted <= received else "fails",
        "受理数不大于收到数。",
        "Accepted applications are no more than those received.",
    )
    section = Section("一", 1, "一、", "主要成效", "", "result", text.index("一、"), len(text))
    start, end = text.index("《"), text.index("》") + 1
    name = text[start + 1 : end - 1]
    title = Title(start, end, name, "《》", None, "制定", "", "yes", "一")
    ids = identities.identify(REGION, year, text)
    facts = DocumentFacts(
        title="岚浦市法治政府建设年度报告",
        published_date=f"{year + 1}-03-28",
        year=year,
        values=[MetadataValue("published_date", f"{year + 1}-03-28", "meta")],
    )
    seen = look.retrieved_at
    return {
        "retrievals": [rows_around.retrieval_row(look)],
        "reports": [rows.report_row(ids, facts, look.url, seen, seen, "lanpu")],
        "revisions": [rows.revision_row(ids, document, look.snapshot_id, seen, is_current=True)],
        "texts": [rows.text_row(ids, text)],
        "sections": rows.section_rows(ids, [section], len(text)),
        "figures": rows.figure_rows(ids, figures),
        "observations": rows.observation_rows(ids, observations, is_current=True),
        "checks": rows.check_rows(ids, [check], figures),
        "titles": rows.title_rows(ids, [title]),
        "coverage": [
            rows_around.coverage_row(
                REGION,
                year,
                "published",
                report_id=ids.report_id,
                published_date=date(year + 1, 3, 28),
                deadline=date(year + 1, 3, 31),
                deadline_basis="测试",
                last_look=seen,
            )
        ],
    }


def observe(indicator_id: str, figure: Figure | None, unit: str, **facts: Any) -> Observation:
    """An observation of a figure, or of the words given."""
    word: WordValue | None = facts.get("word")
    evidence = figure or word
    assert evidence is not None
    defaults: dict[str, Any] = {
        "measure": "level",
        "bound": "exact",
        "dimension": "",
        "scope": "whole_place",
        "scope_name": "",
        "period_start": None,
        "period_end": None,
        "confidence": 0.97,
        "status": "ok",
        "is_main": True,
        "figure": figure,
    }
    return Observation(indicator_id, evidence.value, unit, unit, **{**defaults, **facts})


def around() -> dict[str, list[Row]]:
    """Rows that do not come from reports."""
    return {
        "regions": regions.region_rows(is_fictional=True),
        "sources": [
            rows_around.source_row("lanpu", REGION, "岚浦市人民政府", "county", "http://127.0.0.1/")
        ],
        "indicators": [
            {
                "indicator_id": name,
                "area": "6",
                "name_zh": zh,
                "name_en": en,
                "indicator_type": kind,
                "unit": unit,
                "denominator": denominator,
                "polarity": "neutral",
            }
            for name, zh, en, kind, unit, denominator in INDICATORS
        ],
        "coverage": [
            rows_around.coverage_row(
                REGION, 2020, "blocked", last_look=datetime(2024, 4, 1, tzinfo=UTC)
            )
        ],
        "issues": [rows_around.issue_row("warning", "example", "虚构的地方", "An invented place")],
        "runs": [
            rows_around.run_row("run-1", datetime(2024, 4, 2, tzinfo=UTC), None, "ok", documents=2)
        ],
    }


def all_rows() -> Iterator[tuple[str, list[Row]]]:
    """Everything, table by table, in no particular order."""
    yield from around().items()
    yield from report_rows(2023, 196, 165, "21.1").items()
    yield from report_rows(2022, 140, 120, "9.55").items()


@contextmanager
def filled(build_dir: Path) -> Iterator[BuildWriter]:
    """A writer that has all rows already."""
    with BuildWriter(build_dir) as writer:
        for name, table_rows in all_rows():
            writer.add(name, table_rows)
        yield writer


def make(build_dir: Path) -> Build:
    """Make the build."""
    with filled(build_dir) as writer:
        return writer.finish()
