"""``fazhi cite``: values with all that is needed to find them again, and packages."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import small_build
from typer.testing import CliRunner, Result

from fazhi.cite import _amount, _latex, cite
from fazhi.cli import app
from fazhi.explain import UnknownIdError
from fazhi.package import write_package
from fazhi.store import BuildWriter, read_build
from fazhi.workspace import Workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Two stable releases of one build, and a nightly package with another value in it."""
    workspace = Workspace(tmp_path_factory.mktemp("workspace"))
    workspace.claim("sample")
    with BuildWriter(workspace.build) as writer:
        for name, rows in small_build.all_rows():
            writer.add(name, [spoiled(name, row) for row in rows])
        writer.finish()
    newest = package(workspace, "releases/2024.04.10")
    before = Path(shutil.copytree(newest, newest.parent / "2024.04.2")) / "datapackage.json"
    before.write_text(before.read_text("utf-8").replace("2024.04.10", "2024.04.2"), "utf-8")
    with BuildWriter(workspace.build) as writer:
        for name, rows in small_build.all_rows():
            writer.add(name, rows)
        for name, rows in small_build.report_rows(2021, 100, 90, "5.5").items():
            writer.add(name, rows)
        writer.finish()
    package(workspace, "nightly")
    return workspace


def spoiled(name: str, row: dict[str, object]) -> dict[str, object]:
    """The same row; the check of 2022 fails."""
    report_id = str(row.get("report_id", ""))
    if name == "checks" and "-2022-" in report_id:
        return {
            **row,
            "verdict": "fails",
            "conclusion_en": "120 & 140: no.",
            "conclusion_zh": "不符。",
        }
    return row


def package(workspace: Workspace, name: str) -> Path:
    build = read_build(workspace.build)
    assert build is not None
    folder = workspace.output / name
    folder.mkdir(parents=True)
    write_package(build, folder, folder.name)
    return folder


def identifier(workspace: Workspace, package: str, what: str, year: int) -> str:
    database = workspace.output / package / "fazhi.duckdb"
    with duckdb.connect(str(database), read_only=True) as connection:
        [(found,)] = connection.execute(
            f"SELECT {what} FROM observations WHERE year = ? AND indicator_id = ? "
            "AND measure = 'level' AND dimension IS NULL",
            [year, small_build.ACCEPTED],
        ).fetchall()
    return str(found)


def test_a_value_is_cited_with_everything_that_leads_back(workspace: Workspace) -> None:
    name = identifier(workspace, "nightly", "observation_id", 2023)
    found = cite(workspace.output, name)
    snapshot = found.text_en.partition("SHA-256 ")[2].partition(",")[0]
    assert re.fullmatch("[0-9a-f]{64}", snapshot)
    for text in (found.text_en, found.text_zh, found.bibtex):
        for fact in (
            "岚浦市",
            "2023",
            "165",
            "全年收到行政复议申请196件,受理165件;纠错率21.1",
            "岚浦市法治政府建设年度报告",
            "http://127.0.0.1/2023.html",
            "2024-04-01",
            snapshot,
            name,
            "2024.04.10",
        ):
            assert fact in text, fact
    assert "Applications accepted (行政复议受理数) 165 件" in found.text_en
    assert "行政复议受理数 165 件" in found.text_zh
    assert "published 2024-03-28" in found.text_en
    assert found.text_en.startswith("[fictional sample, no real data] ")
    assert "does not reconcile" not in found.text_en


def test_a_failed_check_is_never_left_out(workspace: Workspace) -> None:
    found = cite(workspace.output, identifier(workspace, "nightly", "figure_id", 2022))
    assert "Note: 120 & 140: no." in found.text_en
    assert "注：不符。" in found.text_zh
    assert r"120 \& 140: no." in found.bibtex


def test_the_newest_stable_release_that_holds_a_value_is_named(workspace: Workspace) -> None:
    old, new = (identifier(workspace, "nightly", "observation_id", year) for year in (2023, 2021))
    assert "version 2024.04.10" in cite(workspace.output, old).text_en
    assert "version 2024.04.2 " in cite(workspace.output, old, "2024.04.2").text_en
    assert "version nightly" in cite(workspace.output, new).text_en
    with pytest.raises(UnknownIdError, match=r"not in 2024\.04\.2"):
        cite(workspace.output, new, "2024.04.2")


def test_words_and_figures_that_are_no_indicator(workspace: Workspace) -> None:
    database = workspace.output / "nightly" / "fazhi.duckdb"
    with duckdb.connect(str(database), read_only=True) as connection:
        [(words,)] = connection.execute(
            "SELECT observation_id FROM observations WHERE figure_id IS NULL AND year = 2021"
        ).fetchall()
    assert "[kind=major] 0 件. “全年未发生重大突发事件。”" in cite(workspace.output, words).text_en


@pytest.mark.parametrize("name", ["latest", "2024.04.10"])
def test_a_release_is_cited_with_version_and_hash(workspace: Workspace, name: str) -> None:
    found = cite(workspace.output, name)
    assert "version 2024.04.10" in found.text_en
    assert re.search(r"SHA-256 [0-9a-f]{64}", found.text_en)
    assert "@misc{fazhi-sample-2024.04.10," in found.bibtex


@pytest.mark.parametrize(
    ("value", "measure", "english", "chinese"),
    [
        (12, "level", "12 件", "12 件"),
        (12, "yoy_change", "12 件 (yoy_change)", "12 件（同比变化）"),
        (None, "level", "(no single value)", "无单一数值"),
    ],
)
def test_each_language_says_the_measure_its_own_way(
    value: int | None, measure: str, english: str, chinese: str
) -> None:
    row = {"value": value and Decimal(value), "unit": "件", "measure": measure}
    assert _amount(row, "en") == english
    assert _amount(row, "zh") == chinese


def test_bibtex_is_balanced_and_escaped(workspace: Workspace) -> None:
    assert _latex("5% of {a_b} & #1 ~ ^ \\ $") == (
        r"5\% of \textbraceleft{}a\_b\textbraceright{} \& \#1 \textasciitilde{} "
        r"\textasciicircum{} \textbackslash{} \$"
    )
    bibtex = cite(workspace.output, identifier(workspace, "nightly", "figure_id", 2023)).bibtex
    assert bibtex.count("@misc{") == 2
    assert bibtex.count("{") == bibtex.count("}")
    assert not re.search(r"(?<!\\)[%&#]", re.sub(r"(?m)^  url = .*$", "", bibtex))


def fazhi(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_verb_prints_both_texts_and_bibtex(workspace: Workspace) -> None:
    result = fazhi("cite", "nightly", "--workspace", workspace.root)
    assert result.exit_code == 0
    for beginning in (
        "fazhi contributors (2024). ",
        "fazhi contributors：《",
        "@misc{fazhi-sample-",
    ):
        assert any(line.startswith(beginning) for line in result.stdout.splitlines())


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("0" * 16, "only what is in a package can be cited"),
        ("2020.01.1", "2020.01.1 is no package"),
    ],
)
def test_what_cannot_be_cited(workspace: Workspace, name: str, says: str) -> None:
    result = fazhi("cite", name, "--workspace", workspace.root)
    assert result.exit_code == 2
    assert says in result.stderr
