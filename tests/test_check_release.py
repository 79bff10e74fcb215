"""What ``make release-check`` compares and validates with finds what is wrong."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from package_equality import different_files, different_tables
from package_validators import VALIDATORS, feed_problems

from fazhi.cookbook import PACKAGE


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """Two equal packages, but for the bytes of the database and its line."""
    found = []
    for name, other in (("one", "aa"), ("two", "bb")):
        folder = tmp_path / name
        (folder / "data").mkdir(parents=True)
        (folder / "data" / "a.csv").write_text("a\n1\n", "utf-8")
        (folder / "SHA256SUMS").write_text(f"00  data/a.csv\n{other}  fazhi.duckdb\n", "utf-8")
        (folder / "fazhi.duckdb").write_text(other, "utf-8")
        found.append(folder)
    return found


def test_equal_packages(folders: list[Path]) -> None:
    assert different_files(*folders) == []


def test_files_that_differ(folders: list[Path]) -> None:
    one, two = folders
    (two / "data" / "a.csv").write_text("a\n2\n", "utf-8")
    (one / "more").touch()
    (two / "SHA256SUMS").write_text("01  data/a.csv\nbb  fazhi.duckdb\n", "utf-8")
    assert different_files(one, two) == ["SHA256SUMS", "data/a.csv", "more"]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("SELECT 1", []),
        ("UPDATE t SET b = 3 WHERE a = 2", ["double", "t"]),
        ("INSERT INTO t VALUES (3, 3)", ["double", "t"]),
        ("CREATE OR REPLACE TABLE t AS FROM t ORDER BY a DESC", ["t"]),
        ("COMMENT ON TABLE t IS 'other'", ["t"]),
        ("CREATE OR REPLACE VIEW double AS SELECT 2 * b AS c FROM t WHERE true", ["double"]),
        ("CREATE TABLE more (a INTEGER)", ["more"]),
        ("DROP VIEW double", ["double"]),
    ],
)
def test_tables_that_differ(tmp_path: Path, change: str, found: list[str]) -> None:
    paths = [tmp_path / "one.duckdb", tmp_path / "two.duckdb"]
    for path in paths:
        with duckdb.connect(str(path)) as connection:
            connection.execute("CREATE TABLE t AS FROM (VALUES (1, 1), (2, 2)) AS v(a, b)")
            connection.execute("CREATE VIEW double AS SELECT 2 * b AS c FROM t")
            if path == paths[1]:
                connection.execute(change)
    assert different_tables(*paths) == found


FEED: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "fazhi",
    "items": [
        {"id": "1", "content_text": "2024.04.1", "date_published": "2024-04-01T03:00:00Z"},
        {"id": "2", "content_text": "2024.04.2", "date_published": "2024-04-02T03:00:00Z"},
    ],
}


def change_item(feed: dict[str, Any], **facts: Any) -> None:
    feed["items"][1].update(facts)


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda feed: feed.update(version="1"), "version is 1"),
        (lambda feed: feed.pop("title"), "no title"),
        (lambda feed: feed.update(items=[]), "no items"),
        (lambda feed: change_item(feed, id="1"), "not unique"),
        (lambda feed: change_item(feed, id=2), "without an id"),
        (lambda feed: change_item(feed, content_text=""), "no content"),
        (lambda feed: change_item(feed, date_published="soon"), "no date"),
        (lambda feed: change_item(feed, date_published="2024-04-02T03:00:00"), "no time zone"),
        (lambda feed: feed["items"].pop(), "does not name 2024.04.2"),
    ],
)
def test_what_is_no_feed(damage: Callable[[dict[str, Any]], Any], says: str) -> None:
    feed = deepcopy(FEED)
    assert list(feed_problems(feed, "2024.04.2")) == []
    damage(feed)
    assert any(says in problem for problem in feed_problems(feed, "2024.04.2"))


def spoil_hash(package: Path) -> None:
    (package / "README.md").write_text("other", "utf-8")


def spoil_csv(package: Path) -> None:
    path = package / "data" / "coverage.csv"
    path.write_text(path.read_text("utf-8").replace("published", "lost", 2), "utf-8")


def spoil_json(name: str, key: str, *path: str) -> Callable[[Path], None]:
    def spoil(package: Path) -> None:
        content = json.loads((package / name).read_text("utf-8"))
        part = content
        for step in path:
            part = part[step]
        del part[key]
        (package / name).write_text(json.dumps(content), "utf-8")

    return spoil


def spoil_workbook(package: Path) -> None:
    book = openpyxl.load_workbook(package / "fazhi.xlsx")
    sheet = book["coverage"]
    sheet["A3"] = 990100
    book.save(package / "fazhi.xlsx")


def write_feed(package: Path) -> None:
    (package / "feed.json").write_text(json.dumps({**FEED, "title": None}), "utf-8")


DAMAGES: dict[str, Callable[[Path], None]] = {
    "fazhi check": spoil_hash,
    "sha256sum": spoil_hash,
    "frictionless": spoil_csv,
    "DCAT (rdflib)": spoil_json("catalog.jsonld", "dct:title", "dcat:dataset"),
    "schema.org": spoil_json("dataset.jsonld", "distribution"),
    "PROV (prov)": spoil_json("provenance.json", "wasDerivedFrom"),
    "XLSX (openpyxl)": spoil_workbook,
    "JSON Feed 1.1": write_feed,
}


@pytest.mark.slow
# rdflib's own reader of JSON-LD uses what rdflib calls deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize("name", VALIDATORS)
def test_each_validator_finds_its_damage(sample_workspace: Path, tmp_path: Path, name: str) -> None:
    package = Path(shutil.copytree(sample_workspace / PACKAGE, tmp_path / "package"))
    if name != "JSON Feed 1.1":  # feeds are in stable releases only
        assert list(VALIDATORS[name](package)) == []
    DAMAGES[name](package)
    assert list(VALIDATORS[name](package))
