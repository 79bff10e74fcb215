"""The sample's package, opened by the tools that analysts have.

pandas and polars from the Table Schema alone, DuckDB's own command line (the package
``duckdb-cli`` of the DuckDB Foundation, series 1) with the cookbook's queries, and the
``frictionless`` command. LibreOffice opens the workbook in ``test_workbook.py``, the
first client of DuckDB 1 the database in ``tests/store/test_old_clients.py``.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest

from fazhi.cookbook import PACKAGE, Answer, Recipe, answer_sql, recipes

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
RECIPES = list(recipes((ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")))
CLIENT = "duckdb-cli>=1.4,<2"

POLARS: dict[str, Any] = {
    "string": pl.String,
    "array": pl.String,  # JSON within a cell
    "integer": pl.Int64,
    "number": pl.Decimal(24, 6),
    "boolean": pl.Boolean,
    "date": pl.Date,
    "datetime": pl.Datetime("us", "UTC"),
}


@pytest.fixture(scope="module")
def package(sample_workspace: Path) -> Path:
    return sample_workspace / PACKAGE


def resources(package: Path) -> Iterator[tuple[str, int, dict[str, str]]]:
    """Name, rows and types of every table, as the descriptor tells them to anyone."""
    descriptor = json.loads((package / "datapackage.json").read_text("utf-8"))
    for resource in descriptor["resources"]:
        if resource["type"] == "table" and resource["path"].startswith("data/"):
            fields = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
            yield resource["name"], resource["rows"], fields


def total(package: Path, table: str) -> float:
    """The sum of all values, by DuckDB."""
    with duckdb.connect(str(package / "fazhi.duckdb"), read_only=True) as connection:
        [(found,)] = connection.execute(f"SELECT sum(value) FROM {table}").fetchall()
    return float(found)


def test_pandas_reads_every_table_from_both_forms(package: Path) -> None:
    tables = list(resources(package))
    assert len(tables) >= 16
    for name, rows, fields in tables:
        texts = {column: "string" for column, kind in fields.items() if kind == "string"}
        csv = pd.read_csv(package / "data" / f"{name}.csv", dtype=texts, low_memory=False)
        parquet = pd.read_parquet(package / "data" / f"{name}.parquet")
        assert len(csv) == len(parquet) == rows, name
        assert list(csv.columns) == list(parquet.columns) == list(fields), name
        for column in texts:
            assert csv[column].fillna("").tolist() == parquet[column].fillna("").tolist(), column
    values = pd.read_csv(package / "data" / "observations.csv", dtype={"region_code": "string"})
    assert values.region_code.str.fullmatch("[0-9]{6}").all()
    assert values["value"].sum() == pytest.approx(total(package, "observations"))


def test_polars_reads_every_table_from_both_forms(package: Path) -> None:
    for name, rows, fields in resources(package):
        parquet = pl.read_parquet(package / "data" / f"{name}.parquet")
        types = {column: POLARS[kind] for column, kind in fields.items()}
        csv = pl.read_csv(package / "data" / f"{name}.csv", schema=types)
        assert csv.height == parquet.height == rows, name
        assert csv.equals(parquet.cast(types)), name  # type: ignore[arg-type]
    figures = pl.read_parquet(package / "data" / "figures.parquet")
    assert float(figures["value"].sum()) == pytest.approx(total(package, "figures"))


@pytest.fixture(scope="module")
def duckdb_command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """DuckDB's command line, installed beside everything else."""
    folder = tmp_path_factory.mktemp("client")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
         "--no-deps", "--target", str(folder), CLIENT],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"{CLIENT} cannot be installed here: {done.stderr.strip()[-200:]}")
    command = folder / "duckdb_cli" / "duckdb"
    version = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.startswith("v1.")
    return command


def asked(command: Path, database: Path, sql: str) -> list[dict[str, Any]]:
    done = subprocess.run(
        [command, "-readonly", "-json", "-bail", str(database), "-c", sql],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.question.partition(".")[0])
def test_the_command_line_of_duckdb_answers_the_cookbook(
    sample_workspace: Path, package: Path, duckdb_command: Path, recipe: Recipe
) -> None:
    expected = answer_sql(recipe, sample_workspace)
    told = asked(duckdb_command, package / "fazhi.duckdb", recipe.sql)
    rows = [
        # This client writes decimals as texts.
        [
            float(one) if isinstance(other, float) else one
            for one, other in zip(row.values(), cells, strict=True)
        ]
        for row, cells in zip(told, expected.rows, strict=True)
    ]
    assert rows
    assert Answer(list(told[0]), rows).same_as(expected)


def test_the_command_line_of_duckdb_reads_parquet(package: Path, duckdb_command: Path) -> None:
    for name, count, _ in resources(package):
        parquet = package / "data" / f"{name}.parquet"
        sql = f"SELECT count(*) AS rows FROM '{parquet}'"
        assert asked(duckdb_command, package / "fazhi.duckdb", sql) == [{"rows": count}]


def test_the_frictionless_command_finds_the_package_valid(package: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(package, tmp_path / "package")

    def validated() -> subprocess.CompletedProcess[str]:
        command = Path(sys.executable).with_name("frictionless")
        return subprocess.run(
            [command, "validate", "datapackage.json"],
            cwd=copy,
            capture_output=True,
            text=True,
            check=False,
        )

    done = validated()
    assert done.returncode == 0, done.stdout
    coverage = copy / "data" / "coverage.csv"
    coverage.write_text(coverage.read_text("utf-8").replace("published", "lost", 2), "utf-8")
    spoiled = validated()
    assert spoiled.returncode == 1
    assert "lost" in spoiled.stdout
