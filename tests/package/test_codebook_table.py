"""The codebook as a file: complete, and readable wherever it is opened."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.csv
import pytest
from frictionless import Resource, Schema

from fazhi.codebook.entries import codebook_version, indicators
from fazhi.package.codebook_table import codebook_csv, codebook_schema
from fazhi.rows_codebook import indicator_row


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole codebook of the project."""
    found = tmp_path_factory.mktemp("codebook") / "codebook.csv"
    rows = [indicator_row(indicator) for indicator in indicators().values()]
    found.write_bytes(codebook_csv(rows, "1.2.3"))
    return found


def test_every_indicator_with_its_facts(path: Path) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["indicator_id"]: row for row in csv.DictReader(file)}
    assert rows.keys() == indicators().keys()
    entry = indicators()["disp.reconsideration.accepted"]
    row = rows[entry.id]
    assert (row["name_zh"], row["definition_en"]) == (entry.name.zh, entry.definition.en)
    assert (row["unit"], row["indicator_type"]) == (entry.unit, entry.type)
    assert {row["codebook_version"] for row in rows.values()} == {"1.2.3"}
    (broken,) = (each for each in entry.breaks)
    assert row["breaks_zh"] == f"{broken.date} {broken.zh}"
    assert row["breaks_en"] == f"{broken.date} {broken.en}"
    rates = [row for row in rows.values() if row["indicator_type"] == "rate"]
    assert any(row["numerator"] and row["denominator"] for row in rates)


def test_a_double_click_finds_the_encoding(path: Path) -> None:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_tables_for_programs_have_no_mark(original: Path) -> None:
    for table in (original / "data").glob("*.csv"):
        assert not table.read_bytes().startswith(b"\xef\xbb\xbf"), table.name


def test_the_mark_is_no_part_of_the_first_name(path: Path) -> None:
    with duckdb.connect() as connection:
        duck = connection.execute(f"SELECT * FROM read_csv('{path}')").description or []
    for names in (
        list(pd.read_csv(path).columns),
        pl.read_csv(path).columns,
        pyarrow.csv.read_csv(path).column_names,
        [column[0] for column in duck],
    ):
        assert names[0] == "indicator_id"
        assert names == [field["name"] for field in codebook_schema()["fields"]]


def test_it_is_valid_by_its_schema(path: Path) -> None:
    schema = Schema.from_descriptor(codebook_schema())
    resource = Resource(path=path.name, basepath=str(path.parent), schema=schema)
    report = resource.validate()
    assert report.valid, report.flatten(["message"])
    with path.open("ab") as file:
        file.write(path.read_bytes().splitlines()[1] + b"\n")
    twice = Resource(path=path.name, basepath=str(path.parent), schema=schema).validate()
    assert not twice.valid


def test_the_package_has_the_indicators_of_its_build(original: Path) -> None:
    with (original / "codebook.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3
    assert {row["codebook_version"] for row in rows} == {codebook_version()}
    content = json.loads((original / "datapackage.json").read_text("utf-8"))
    (resource,) = (one for one in content["resources"] if one["name"] == "codebook")
    assert resource["schema"]["primaryKey"] == ["indicator_id"]
