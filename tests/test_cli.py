"""The command line as a user meets it: verbs, exit status, last line."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner, Result

from fazhi.cli import app

REPORT = """甲乙县人民政府2023年度法治政府建设情况报告

一、主要成效
(一)化解行政争议。全年收到行政复议申请120件,受理96件,审结90件,其中维持60件、撤销12件、调解终止18件。
(二)规范行政执法。全年作出行政处罚决定1,203件,罚没款35.6万元。

甲乙县人民政府
2024年1月20日
"""


def fazhi(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real workspace with one ingested report, built and released."""
    root = tmp_path_factory.mktemp("workspace")
    document = root / "report.txt"
    document.write_text(REPORT, encoding="utf-8")
    for arguments in (
        ("ingest", document, "--region", "320682", "--year", "2023"),
        ("build",),
        ("release",),
    ):
        result = fazhi(*arguments, "--workspace", root)
        assert result.exit_code == 0, result.output
        assert result.stdout.splitlines()[-1].startswith("written: /")
    return root


def test_extract_prints_one_object_a_document(workspace: Path) -> None:
    result = fazhi("extract", workspace / "report.txt", "--format", "jsonl", "--with-text")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found["document"]["is_report"] is True
    assert found["document"]["year"] == 2023
    assert found["text"] == REPORT
    for figure in found["figures"]:
        assert REPORT[figure["char_start"] : figure["char_end"]] == figure["raw"]
        assert REPORT[: figure["char_start"]].endswith(figure["left"])
    by_raw = {figure["raw"]: figure for figure in found["figures"]}
    assert by_raw["35.6万元"]["value"] == 356000
    assert by_raw["96件"]["statistical"] is True
    assert by_raw["96件"]["indicator_id"] == "disp.reconsideration.accepted"
    assert by_raw["一、"]["kind"] == "list_label"


def test_extract_goes_on_after_a_file_it_cannot_read(workspace: Path, tmp_path: Path) -> None:
    absent = tmp_path / "absent.txt"
    result = fazhi("extract", absent, workspace / "report.txt", "--format", "jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "absent.txt" in result.stderr
    assert fazhi("extract", absent).exit_code == 2


def test_query_prints_tables_and_csv(workspace: Path) -> None:
    sql = (
        "select region_name, value from observations_main "
        "where indicator_id = 'disp.reconsideration.accepted'"
    )
    result = fazhi("query", sql, "--format", "csv", "--workspace", workspace)
    assert result.stdout == "region_name,value\n如皋市,96\n"
    assert "如皋市" in fazhi("query", sql, "--workspace", workspace).stdout


def test_query_cannot_write_and_says_what_is_wrong(workspace: Path) -> None:
    result = fazhi("query", "delete from figures", "--workspace", workspace)
    assert result.exit_code == 2
    assert "read-only" in result.stderr


def test_explain_shows_the_sentence_for_both_ids(workspace: Path) -> None:
    database = workspace / "output" / "build" / "fazhi.duckdb"
    with duckdb.connect(str(database), read_only=True) as connection:
        row = connection.execute(
            "select observation_id, figure_id from observations "
            "where indicator_id = 'disp.reconsideration.accepted'"
        ).fetchone()
    assert row is not None
    for identifier in row:
        result = fazhi("explain", identifier, "--workspace", workspace)
        assert result.exit_code == 0
        assert "受理【96件】,审结90件" in result.stdout.replace("\n", "")
        assert "disp.reconsideration.accepted" in result.stdout


def test_explain_of_an_unknown_id_says_where_ids_stand(workspace: Path) -> None:
    result = fazhi("explain", "0" * 16, "--workspace", workspace)
    assert result.exit_code == 2
    assert "neither an observation_id nor a figure_id" in result.stderr


def test_audit_of_a_report_and_of_none(workspace: Path) -> None:
    result = fazhi("audit", "320682-2023-rol", "--workspace", workspace)
    assert result.exit_code == 0
    assert "320682-2023-rol" in result.stdout.splitlines()[-1]
    assert fazhi("audit", "320682-1999-rol", "--workspace", workspace).exit_code == 2


@pytest.mark.slow
def test_a_second_release_of_the_same_content_is_not_made(workspace: Path) -> None:
    assert fazhi("build", "--workspace", workspace).exit_code == 0
    result = fazhi("release", "--workspace", workspace)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "written: nothing"


@pytest.mark.slow
def test_check_finds_a_flipped_byte(workspace: Path) -> None:
    assert fazhi("check", "--workspace", workspace).exit_code == 0
    package = workspace / "output" / "nightly"
    for name in ("data/figures.csv", "data/figures.parquet", "fazhi.duckdb"):
        path = package / name
        content = path.read_bytes()
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
        result = fazhi("check", "--workspace", workspace)
        path.write_bytes(content)
        assert result.exit_code == 1, name
        assert name in result.output
    assert fazhi("check", "--workspace", workspace).exit_code == 0


def test_the_sample_is_refused_in_a_real_workspace(workspace: Path) -> None:
    result = fazhi("collect", "--workspace", workspace)
    assert result.exit_code == 2
    assert "--workspace DIR" in result.stderr


def test_a_code_of_no_place_is_refused(workspace: Path) -> None:
    document = workspace / "report.txt"
    for code in ("990100", "123"):
        result = fazhi(
            "ingest", document, "--region", code, "--year", "2023", "--workspace", workspace
        )
        assert result.exit_code == 2
        assert code in result.stderr


def test_verbs_say_what_to_do_in_an_empty_workspace(tmp_path: Path) -> None:
    for arguments in (("build",), ("release",), ("query", "select 1"), ("explain", "x")):
        result = fazhi(*arguments, "--workspace", tmp_path)
        assert result.exit_code == 2, arguments
        assert "fazhi" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_doctor_verifies_every_snapshot(workspace: Path) -> None:
    assert fazhi("doctor", "--workspace", workspace).exit_code == 0
    snapshot = next((workspace / "raw" / "objects").rglob("*.txt"))
    content = snapshot.read_bytes()
    snapshot.write_bytes(content + b" ")
    result = fazhi("doctor", "--workspace", workspace)
    snapshot.write_bytes(content)
    assert result.exit_code == 1
    assert snapshot.stem in result.output


def test_the_workspace_may_stand_before_the_verb(workspace: Path) -> None:
    result = fazhi("--workspace", workspace, "query", "select 1 as one", "--format", "csv")
    assert result.stdout == "one\n1\n"


def test_two_departments_may_print_the_same_indicator(tmp_path: Path) -> None:
    document = tmp_path / "report.txt"
    document.write_text(
        "甲乙县人民政府2023年度法治政府建设情况报告\n\n一、主要成效\n"
        "县公安局办理行政处罚案件1200件。县城管局办理行政处罚案件300件。\n",
        encoding="utf-8",
    )
    assert (
        fazhi(
            "ingest", document, "--region", "320682", "--year", "2023", "--workspace", tmp_path
        ).exit_code
        == 0
    )
    result = fazhi("build", "--workspace", tmp_path)
    assert result.exit_code == 0, result.output
    sql = (
        "select scope, scope_name, value from observations_main "
        "where indicator_id like 'enf.penalty%' order by value"
    )
    shown = fazhi("query", sql, "--format", "csv", "--workspace", tmp_path).stdout
    assert shown.splitlines()[1:] == [
        "department,县城管局,300",
        "department,县公安局,1200",
    ]
