"""Three releases of a real workspace, from documents to diff, as a user makes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from fazhi.cli import app

REPORT = """甲乙县人民政府{year}年度法治政府建设情况报告

一、主要成效
(一)化解行政争议。全年收到行政复议申请120件,受理{accepted}件,审结90件,其中维持60件、撤销12件、调解终止18件。
(二)规范行政执法。全年作出行政处罚决定1,203件,罚没款35.6万元。

甲乙县人民政府
{published}年1月20日
"""
DECISION = """\
- id: 320682-2023-1
  region_code: "320682"
  year: 2023
  quote: 罚没款【35.6万元】
  expects: {expects}
  decision: override
  value: 3560000
  reason: 原件为356万元
  reviewer: test
  date: 2026-01-01
"""

pytestmark = pytest.mark.slow


def fazhi(workspace: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["--workspace", str(workspace), *map(str, arguments)])


def done(workspace: Path, *arguments: str | Path) -> str:
    result = fazhi(workspace, *arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def ingest(workspace: Path, year: int, accepted: int) -> None:
    document = workspace / f"report-{year}.txt"
    text = REPORT.format(year=year, accepted=accepted, published=year + 1)
    document.write_text(text, encoding="utf-8")
    url = f"http://www.example.gov.cn/{year}.html"
    done(workspace, "ingest", document, "--region", "320682", "--year", str(year), "--url", url)


def correct(workspace: Path) -> None:
    """Decide about the fines, as the machine reads them now."""
    sql = (
        "select o.indicator_id, o.value::double from observations o join figures f "
        "using (figure_id) where f.raw like '35.6%'"
    )
    lines = done(workspace, "query", sql, "--format", "csv").splitlines()
    indicator, value = lines[1].split(",")
    expects = f"{{indicator_id: {indicator}, value: {float(value):.0f}}}"
    (workspace / "corrections.yml").write_text(DECISION.format(expects=expects), encoding="utf-8")


def test_every_difference_has_its_reason(tmp_path: Path) -> None:
    ingest(tmp_path, 2023, 96)
    done(tmp_path, "build")
    done(tmp_path, "release", "--stable")
    done(tmp_path, "release")
    same = fazhi(tmp_path, "diff", "nightly", "latest")
    assert same.exit_code == 0, same.output
    assert "same content, same schema" in same.stdout

    correct(tmp_path)
    ingest(tmp_path, 2022, 80)
    done(tmp_path, "build")
    done(tmp_path, "release", "--stable")
    ingest(tmp_path, 2023, 97)
    done(tmp_path, "build")
    assert "let pass" not in done(tmp_path, "release", "--stable")
    releases = tmp_path / "output" / "releases"
    first, second, third = sorted(path.name for path in releases.glob("2*"))

    told = fazhi(tmp_path, "diff", first, second, "--format", "json")
    assert told.exit_code == 1
    difference = json.loads(told.stdout)
    assert difference == json.loads((releases / second / "diff.json").read_text("utf-8"))
    counts = {(item["kind"], item["reason"]): item["count"] for item in
              difference["values"]["counts"]}  # fmt: skip
    assert counts[("changed", "correction")] == 1
    assert set(counts) == {("changed", "correction"), ("added", "new_report")}
    [corrected] = [item for item in difference["values"]["listed"] if item["kind"] == "changed"]
    assert corrected["decisions"] == ["320682-2023-1"]
    assert (corrected["before"]["value"], corrected["after"]["value"]) == (356000, 3560000)

    told = fazhi(tmp_path, "diff", second, third)
    assert told.exit_code == 1
    assert "96 件 → 97 件  网页内容变更 / changed page" in told.stdout
    assert fazhi(tmp_path, "diff", first, "2019.01.1").exit_code == 2
    assert fazhi(tmp_path, "diff", first, str(tmp_path)).exit_code == 2
    assert fazhi(tmp_path, "check", first).exit_code == 0
    assert f"package {third}: 0 problem(s)" in done(tmp_path, "check")


def test_a_lost_report_is_refused_with_status_one(tmp_path: Path) -> None:
    ingest(tmp_path, 2022, 80)
    ingest(tmp_path, 2023, 96)
    done(tmp_path, "build")
    done(tmp_path, "release")
    for log in (tmp_path / "raw" / "retrievals").glob("*.jsonl"):
        lines = [line for line in log.read_text("utf-8").splitlines() if "2022.html" not in line]
        log.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done(tmp_path, "build")
    refused = fazhi(tmp_path, "release")
    assert refused.exit_code == 1
    assert "320682 2022" in refused.stderr
    assert "reports fell from 2 rows" in refused.stderr
    told = done(tmp_path, "release", "--allow", "the page was another county's")
    assert "because: the page was another county's" in told
