"""A bad report leaves the build alone: the others are built, and it is said what is missing."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from fazhi.build import build
from fazhi.review.corrections import corrections_file
from fazhi.workspace import Workspace

TEXT = """\
{place}2023年法治政府建设年度报告

2023年,{place}人民政府扎实推进法治政府建设。现将有关情况报告如下。

一、依法化解矛盾纠纷
全年收到行政复议申请196件,受理165件。{more}

二、下一步工作打算
继续推进法治政府建设。

{place}人民政府
2024年3月15日
"""
#: More than the tables can hold: only a slip in a decision can bring it there.
SLIP = """\
- id: slip
  region_code: "990181"
  year: 2023
  quote: 收到行政复议申请【196件】
  expects: {indicator_id: disp.reconsideration.received, value: 196}
  decision: override
  value: 99999999999999999999
  reason: 手误
  reviewer: 甲
  date: 2024-03-20
"""


def workspace(root: Path, more: str = "") -> Workspace:
    made = Workspace(root)
    made.claim("sample")
    for code, place in (("990181", "岚浦市"), ("990123", "青榆县")):
        path = root / f"{code}.txt"
        path.write_text(TEXT.format(place=place, more=more), encoding="utf-8")
        made.archive.ingest(path, code, 2023)
    return made


def told(made: Workspace, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(made.build / "fazhi.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_a_report_that_breaks_a_rule_is_left_out_and_named(tmp_path: Path) -> None:
    made = workspace(tmp_path)
    corrections_file(tmp_path).parent.mkdir(parents=True, exist_ok=True)
    corrections_file(tmp_path).write_text(SLIP, encoding="utf-8")
    summary = build(made)
    assert told(made, "SELECT report_id FROM reports") == [("990123-2023-rol",)]
    ((severity, region, message),) = told(
        made,
        "SELECT severity, region_code, message_en FROM issues WHERE topic = 'report_left_out'",
    )
    assert (severity, region) == ("error", "990181")
    assert "observations.value" in str(message) and "99999999999999999999" in str(message)
    assert message in summary.errors


@pytest.mark.parametrize(
    "printed",
    [
        "账户尾号显示投资99999999999亿元。",
        "投资99999999999999999999999999999999亿元。",
    ],
)
def test_an_impossible_number_costs_only_its_own_value(tmp_path: Path, printed: str) -> None:
    made = workspace(tmp_path, printed)
    assert not build(made).errors
    assert told(made, "SELECT count(*) FROM reports") == [(2,)]
    rows = told(made, "SELECT DISTINCT value, status FROM figures WHERE reason LIKE 'larger than%'")
    assert rows == [(None, "needs_review")]
