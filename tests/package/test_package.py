"""Packages: whole, described, byte-identical, and every flipped byte is caught."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
import small_build
from frictionless import Package
from prov.model import ProvDocument

from fazhi.package import check_release, write_package
from fazhi.package.check import check_hashes
from fazhi.package.files import checksums, sha256_of
from fazhi.store import Build
from fazhi.tableschema import frictionless_schema, released


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
        "README.md",
        "README.zh.md",
        "catalog.jsonld",
        "codebook.csv",
        "data-dictionary.html",
        "data-dictionary.md",
        "datapackage.json",
        "dataset.jsonld",
        "fazhi.duckdb",
        "fazhi.xlsx",
        "provenance.json",
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
    facts = content["fazhi"]
    assert (facts["codebook_version"], facts["hand_check"]) == (build.codebook_version, None)
    assert facts["codebook_sha256"] == build.hashes["indicators"]


def test_every_file_is_described(original: Path) -> None:
    described = {resource["path"]: resource for resource in descriptor(original)["resources"]}
    files = {path.relative_to(original).as_posix() for path in original.rglob("*.*")}
    assert described.keys() == files - {"datapackage.json"}
    for name, resource in described.items():
        assert resource["mediatype"]
        # The one file whose bytes are others each time is listed in the checksums only.
        assert ("hash" in resource) == (name != "fazhi.duckdb")


def test_files_of_the_caller_are_described_and_hashed(build: Build, tmp_path: Path) -> None:
    extra = {"diff.md": "# none\n", "notes.txt": "kept\n"}
    write_package(build, tmp_path, "2024.04.1", extra)
    assert check_release(tmp_path) == []
    described = {resource["path"]: resource for resource in descriptor(tmp_path)["resources"]}
    assert described["diff.md"]["name"] == "diff-markdown"
    assert described["notes.txt"]["bytes"] == 5
    assert "notes.txt" in (tmp_path / "SHA256SUMS").read_text("utf-8")


def test_invented_data_say_so_everywhere(original: Path) -> None:
    content = descriptor(original)
    assert content["name"] == "fazhi-sample"
    for text in (content["title"], content["description"], content["resources"][0]["title"]):
        assert "虚构" in text
        assert "fictional" in text.lower()


def test_numbers_are_printed_short(original: Path) -> None:
    lines = (original / "data" / "figures.csv").read_text("utf-8").splitlines()
    values = {line.split(",")[6] for line in lines[1:]}
    assert values == {"140", "120", "9.55", "196", "165", "21.1"}
    looks = (original / "data" / "retrievals.csv").read_text("utf-8")
    assert ",2024-04-01T03:00:00Z," in looks


def test_provenance_reads_back(original: Path) -> None:
    document = ProvDocument.deserialize(str(original / "provenance.json"), format="json")
    kinds = [record.get_type().localpart for record in document.get_records()]
    # The release, the codebook, two snapshots; the program and who answers for it.
    assert (kinds.count("Entity"), kinds.count("Agent"), kinds.count("Activity")) == (4, 2, 1)
    assert (kinds.count("Derivation"), kinds.count("Usage")) == (2, 3)
    assert (kinds.count("Attribution"), kinds.count("Delegation")) == (1, 1)
    assert kinds.count("Association") == 1
    assert "2024-04-01" in (original / "provenance.json").read_text("utf-8")


def test_provenance_names_program_codebook_and_snapshots(original: Path, build: Build) -> None:
    content = json.loads((original / "provenance.json").read_text("utf-8"))
    assert content["agent"]["fazhi:software"]["fazhi:version"] == build.fazhi_version
    assert "fazhi:publisher" in content["agent"]
    codebook = content["entity"]["fazhi:codebook"]
    assert codebook["fazhi:version"] == build.codebook_version != ""
    used = {usage["prov:entity"] for usage in content["used"].values()}
    snapshots = {
        source["hash"].replace("sha256:", "snapshot:") for source in descriptor(original)["sources"]
    }
    assert used == {"fazhi:codebook", *snapshots}


def without_database(sums: Path) -> list[str]:
    lines = sums.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.endswith("fazhi.duckdb")]
    assert len(kept) == len(lines) - 1
    return kept


@pytest.mark.slow
def test_made_again_the_same_bytes(original: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.mkdir()
    write_package(small_build.make(tmp_path / "build"), again, "2024.04.1")
    compared = set()
    for file in sorted(path for path in original.rglob("*") if path.is_file()):
        same = again / file.relative_to(original)
        if file.suffix == ".duckdb":
            continue
        if file.name == "SHA256SUMS":
            assert without_database(same) == without_database(file)
        else:
            assert same.read_bytes() == file.read_bytes(), file.name
        compared.add(file.suffix)
    assert {".xlsx", ".html", ".jsonld", ".json", ".md", ".csv", ".parquet", ""} == compared
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
    # An earlier one had a table less, and no catalogues.
    for name in ("honours", "honours-parquet", "catalogue", "schema-org"):
        resource = resources.pop(name)
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
        (no_json, "datapackage.json is no descriptor of a package"),
    ],
)
def test_what_is_not_whole(release: Path, damage: Callable[[Path], None], says: str) -> None:
    damage(release)
    problems = check_release(release)
    assert any(says in problem for problem in problems), problems


@pytest.mark.slow
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
