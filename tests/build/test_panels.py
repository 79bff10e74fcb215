"""The audit over years from files to what a person is shown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from fazhi.build.panels import Panels
from fazhi.cli import app

OLD_CODE, NEW_CODE = "320684", "320614"  # 海门市 became 海门区 in 2020.
REPORT = """{place}人民政府{year}年度法治政府建设情况报告

一、主要成效
(一)化解行政争议。全年收到行政复议申请{received}件{change}。全区调解矛盾纠纷{disputes}件。

{place}人民政府
{next}年1月20日
"""


def fazhi(*arguments: str | Path) -> str:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def bring_in(root: Path, code: str, place: str, year: int, received: int, change: str) -> None:
    """Ingest one report of the place under the code that it had."""
    document = root / f"{year}-{received}.txt"
    facts = {"place": place, "year": year, "received": received, "change": change}
    text = REPORT.format(**facts, disputes=1000 + year, next=year + 1)
    document.write_text(text, encoding="utf-8")
    fazhi("ingest", document, "--region", code, "--year", str(year), "--workspace", root)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three years of one place; its code changed between the first two."""
    root = tmp_path_factory.mktemp("panels")
    bring_in(root, OLD_CODE, "海门市", 2019, 130, "")
    bring_in(root, NEW_CODE, "海门区", 2020, 143, ",同比增长10.0%")
    bring_in(root, NEW_CODE, "海门区", 2021, 183, ",同比增长38.0%")
    fazhi("build", "--workspace", root)
    return root


def across(root: Path) -> list[tuple[str, str]]:
    with duckdb.connect(str(root / "output" / "build" / "fazhi.duckdb"), read_only=True) as found:
        return found.execute(
            "select report_id, verdict from checks where rule_id = 'years.implied' order by 1"
        ).fetchall()


@pytest.mark.slow
def test_a_place_is_followed_through_its_change_of_code(workspace: Path) -> None:
    assert across(workspace) == [("320614-2020-rol", "holds"), ("320614-2021-rol", "fails")]


@pytest.mark.slow
def test_what_fails_is_shown_to_whoever_audits_the_later_report(workspace: Path) -> None:
    shown = " ".join(fazhi("audit", "320614-2021-rol", "--workspace", workspace).split())
    assert "推知2020年为133；2020年报告印为143件" in shown
    assert "the report on 2020 prints 143: does not reconcile as we read it." in shown


@pytest.mark.slow
def test_both_figures_of_the_two_reports_lead_to_the_check(workspace: Path) -> None:
    with duckdb.connect(
        str(workspace / "output" / "build" / "fazhi.duckdb"), read_only=True
    ) as found:
        rows = found.execute(
            "select r.report_id, f.raw from checks c join figures f on "
            "contains(c.left_figures || ';' || c.right_figures, f.figure_id) "
            "join revisions r on r.revision_id = f.revision_id "
            "where c.rule_id = 'years.implied' and c.verdict = 'fails' order by 1, 2"
        ).fetchall()
    assert rows == [
        ("320614-2020-rol", "143件"),
        ("320614-2021-rol", "183件"),
        ("320614-2021-rol", "38.0%"),
    ]


def tables(year: int, number: int, **changed: Any) -> dict[str, list[dict[str, Any]]]:
    """The rows of a report with one large number, some columns of it changed."""
    code, revision = "990181", f"990181-{year}-rol-now"
    figure = {
        "figure_id": f"{year}",
        "revision_id": revision,
        "raw": f"{number}件",
        "status": "ok",
        "kind": "count",
        "measure": "level",
        "is_statistical": True,
        "char_start": 30,
    }
    observation = {
        "indicator_id": "disp.mediation.accepted",
        "measure": "level",
        "dimension": None,
        "scope": "whole_place",
        "scope_name": "全市",
        "value": Decimal(number),
        "unit_printed": "件",
        "bound": "exact",
        "status": "ok",
        "period_start": date(year, 1, 1),
        "period_end": date(year, 12, 31),
        "figure_id": f"{year}",
    }
    report = {
        "report_id": f"990181-{year}-rol",
        "current_revision_id": revision,
        "region_code": code,
        "year": year,
    }
    for row in (figure, observation):
        row.update({name: value for name, value in changed.items() if name in row})
    return {"reports": [report], "figures": [figure], "observations": [observation]}


@pytest.mark.parametrize(
    ("changed", "checks"),
    [
        ({}, 1),
        ({"revision_id": "990181-2023-rol-old"}, 0),  # a text that was replaced
        ({"status": "needs_review"}, 0),
        ({"status": "rejected"}, 0),
        ({"value": None}, 0),
    ],
)
def test_only_current_values_without_doubt_are_judged(changed: dict[str, Any], checks: int) -> None:
    panels = Panels()
    panels.add(tables(2022, 61))
    panels.add(tables(2023, 64300, **changed))
    rows = panels.check_rows()
    assert [row["relation"] for row in rows] == ["jump"] * checks
    assert all(row["report_id"] == "990181-2023-rol" for row in rows)
