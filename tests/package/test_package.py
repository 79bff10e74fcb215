"""Packages: whole, described, byte-identical, and every flipped byte is caught."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
import small_build
from frictionless import Package
from prov.model import ProvDocument

from fazhi.package import check_release, write_package
from fazhi.package.check import check_hashes
from fazhi.package.files import checksums, sha256_of
from fazhi.store import Build
from fazhi.tableschema import frictionless_schema, released


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return small_build.make(tmp_path_factory.mktemp("made") / "build")


@pytest.fixture(scope="session")
def original(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("original") / "2024.04.1"
    path.mkdir()
    write_package(build, path, "2024.04.1")
    return path


@pytest.fixture
def release(original: Path, tmp_path: Path) -> Path:
    """A copy to be damaged."""
    return Path(shutil.copytree(original, tmp_path / "releases" / original.name))


def descriptor(release: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((release / "datapackage.json").read_text("utf-8"))
    return content


def sign_anew(release: Path) -> None:
    """Make the checksums fit again, as someone would who changes more than a byte."""
    (release / "SHA256SUMS").write_text(checksums(release), "utf-8")


def describe_anew(release: Path, name: str) -> None:
    """Make the descriptor fit a changed file again."""
    content = descriptor(release)
    for resource in content["resources"]:
        if resource["path"] == name:
            resource["bytes"] = (release / name).stat().st_size
            resource["hash"] = f"sha256:{sha256_of(release / name)}"
    (release / "datapackage.json").write_text(json.dumps(content), "utf-8")
    sign_anew(release)


def test_a_release_is_valid(original: Path) -> None:
    assert check_release(original) == []
    assert original.name == "2024.04.1"
    names = {path.relative_to(original).as_posix() for path in original.rglob("*.*")}
    tables = {f"data/{table.name}.{kind}" for table in released() for kind in ("csv", "parquet")}
    assert names == tables | {
        "datapackage.json",
        "provenance.json",
        "data-dictionary.md",
        "README.md",
        "fazhi.duckdb",
    }


def test_descriptor_tells_everything(original: Path, build: Build) -> None:
    content = descriptor(original)
    assert content["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert content["version"] == "2024.04.1"
    assert content["created"] == build.created
    assert content["licenses"][0]["name"] == "CC-BY-4.0"
    assert content["contributors"]
    assert [source["path"] for source in content["sources"]] == [
        "http://127.0.0.1/2022.html",
        "http://127.0.0.1/2023.html",
    ]
    assert all(source["hash"].startswith("sha256:") for source in content["sources"])
    resources = {resource["name"]: resource for resource in content["resources"]}
    for table in released():
        csv, parquet = resources[table.name], resources[f"{table.name}-parquet"]
        assert (csv["type"], parquet["type"]) == ("table", "file")
        assert csv["encoding"] == "utf-8"
        assert csv["schema"] == frictionless_schema(table)
        assert csv["rows"] == build.rows[table.name]
        for resource in (csv, parquet):
            file = original / resource["path"]
            assert resource["bytes"] == file.stat().st_size
            assert resource["hash"] == f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"
    assert Package(str(original / "datapackage.json")).get_resource("figures").schema.primary_key


def test_invented_data_say_so_everywhere(original: Path) -> None:
    content = descriptor(original)
    assert content["name"] == "fazhi-sample"
    for text in (content["title"], content["description"], content["resources"][0]["title"]):
        assert "虚构" in text
        assert "fictional" in text.lower()
    readme = (original / "README.md").read_text("utf-8")
    assert "虚构" in readme
    assert "Fictional" in readme


def test_readme_counts_and_known_issues(original: Path) -> None:
    readme = (original / "README.md").read_text("utf-8")
    assert "2 reports, 6 figures, 8 comparable observations, 2 checks" in readme
    assert "An invented place" in readme
    assert "虚构的地方" in readme


def test_the_example_of_the_readme_keeps_codes_intact(
    original: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readme = (original / "README.md").read_text("utf-8")
    code = readme.partition("```python\n")[2].partition("```")[0]
    monkeypatch.chdir(original)
    found: dict[str, Any] = {}
    exec(code, found)
    assert list(found["reports"]["region_code"]) == ["990181", "990181"]
    frame = pd.read_csv(original / "data" / "figures.csv")
    assert list(frame["value"]) == [140, 120, 9.55, 196, 165, 21.1]


def test_numbers_are_printed_short(original: Path) -> None:
    lines = (original / "data" / "figures.csv").read_text("utf-8").splitlines()
    values = {line.split(",")[6] for line in lines[1:]}
    assert values == {"140", "120", "9.55", "196", "165", "21.1"}
    looks = (original / "data" / "retrievals.csv").read_text("utf-8")
    assert ",2024-04-01T03:00:00Z," in looks


def test_provenance_reads_back(original: Path) -> None:
    document = ProvDocument.deserialize(str(original / "provenance.json"), format="json")
    kinds = [record.get_type().localpart for record in document.get_records()]
    assert kinds.count("Entity") == 3
    assert kinds.count("Derivation") == 2
    assert "2024-04-01" in (original / "provenance.json").read_text("utf-8")


def test_made_again_the_same_bytes(original: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.mkdir()
    write_package(small_build.make(tmp_path / "build"), again, "2024.04.1")
    for file in sorted(original.rglob("*")):
        if file.suffix in {".csv", ".parquet", ".json", ".md"}:
            same = again / file.relative_to(original)
            assert same.read_bytes() == file.read_bytes(), file.name
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{original / 'fazhi.duckdb'}' AS one (READ_ONLY)")
        connection.execute(f"ATTACH '{again / 'fazhi.duckdb'}' AS two (READ_ONLY)")
        for table in released():
            rows = [
                connection.execute(f"SELECT * FROM {name}.{table.name}").fetchall()
                for name in ("one", "two")
            ]
            assert rows[0] == rows[1]


@pytest.mark.parametrize("where", ["middle", "end"])
def test_a_flipped_byte_in_any_file_is_caught(release: Path, where: str) -> None:
    for file in sorted(path for path in release.rglob("*") if path.is_file()):
        content = bytearray(file.read_bytes())
        place = len(content) // 2 if where == "middle" else -1
        content[place] ^= 1
        file.write_bytes(content)
        problems = check_release(release)
        assert any(file.name in problem for problem in problems), file.name
        content[place] ^= 1
        file.write_bytes(content)
    assert check_hashes(release) == []


def test_a_release_of_earlier_tables_is_checked_by_its_own_descriptor(release: Path) -> None:
    content = descriptor(release)
    resources = {resource["name"]: resource for resource in content["resources"]}
    gone = [resources.pop("honours"), resources.pop("honours-parquet")]
    for resource in gone:
        (release / resource["path"]).unlink()
    content["resources"] = list(resources.values())
    (release / "datapackage.json").write_text(json.dumps(content), "utf-8")
    sign_anew(release)
    assert check_release(release) == []


def drop_readme(release: Path) -> None:
    (release / "README.md").unlink()


def add_file(release: Path) -> None:
    (release / "data" / "more.csv").write_text("a\n1\n", "utf-8")


def drop_sums(release: Path) -> None:
    (release / "SHA256SUMS").unlink()


def change_csv(release: Path) -> None:
    path = release / "data" / "checks.csv"
    path.write_text(path.read_text("utf-8").replace(",140,", ",141,"), "utf-8")
    describe_anew(release, "data/checks.csv")


def drop_row(release: Path) -> None:
    path = release / "data" / "indicators.csv"
    path.write_text("\n".join(path.read_text("utf-8").splitlines()[:-1]) + "\n", "utf-8")
    describe_anew(release, "data/indicators.csv")


def break_type(release: Path) -> None:
    path = release / "data" / "figures.csv"
    path.write_text(path.read_text("utf-8").replace(",140,", ",many,"), "utf-8")
    describe_anew(release, "data/figures.csv")


def change_database(release: Path) -> None:
    with duckdb.connect(str(release / "fazhi.duckdb")) as connection:
        connection.execute("UPDATE observations SET value = value + 1 WHERE year = 2023")
    sign_anew(release)


def change_descriptor(release: Path) -> None:
    content = descriptor(release)
    content["resources"][0]["hash"] = f"sha256:{'0' * 64}"
    (release / "datapackage.json").write_text(json.dumps(content), "utf-8")
    sign_anew(release)


def spoil_descriptor(release: Path) -> None:
    content = descriptor(release)
    del content["resources"][0]["path"]
    (release / "datapackage.json").write_text(json.dumps(content), "utf-8")
    sign_anew(release)


def drop_resource(release: Path) -> None:
    content = descriptor(release)
    del content["resources"][0]
    (release / "datapackage.json").write_text(json.dumps(content), "utf-8")
    sign_anew(release)


def no_json(release: Path) -> None:
    (release / "datapackage.json").write_text("{", "utf-8")
    sign_anew(release)


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (drop_readme, "README.md is listed in SHA256SUMS but missing"),
        (add_file, "data/more.csv is not listed"),
        (drop_sums, "is missing: this is no whole release"),
        (change_descriptor, "data/regions.csv has another hash"),
        (spoil_descriptor, "datapackage.json: "),
        (drop_resource, "data/regions.csv is not described"),
        (no_json, "datapackage.json is no JSON"),
    ],
)
def test_what_is_not_whole(release: Path, damage: Callable[[Path], None], says: str) -> None:
    damage(release)
    problems = check_release(release)
    assert any(says in problem for problem in problems), problems


def test_what_hashes_alone_would_not_tell(release: Path) -> None:
    for damage in (change_csv, drop_row, break_type, change_database):
        damage(release)
    problems = "\n".join(check_release(release))
    for says in (
        "data/checks.csv has 2 rows, data/checks.parquet 2; 1 of the latter are not",
        "data/indicators.csv has 2 rows, data/indicators.parquet 3; 1 of the latter are not",
        'type is "number/default"',
        "data/figures.csv cannot be read as figures",
        "fazhi.duckdb (observations) has 8 rows, data/observations.parquet 8; 4 of the latter",
    ):
        assert says in problems, problems
