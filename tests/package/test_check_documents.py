"""What is wrong with the files around the tables is found."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fazhi.package.check_documents import check_documents

Damage = Callable[[Path], None]


def descriptor(release: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((release / "datapackage.json").read_text("utf-8"))
    return content


def change(name: str, old: str, new: str) -> Damage:
    def damage(release: Path) -> None:
        text = (release / name).read_text("utf-8")
        assert old in text
        (release / name).write_text(text.replace(old, new), "utf-8")

    return damage


def wrong_hash(name: str) -> Damage:
    def damage(release: Path) -> None:
        resources = descriptor(release)["resources"]
        (sha256,) = (one["hash"][7:] for one in resources if one["name"] == "figures")
        change(name, sha256, "0" * 64)(release)

    return damage


def without_a_snapshot(release: Path) -> None:
    snapshot = descriptor(release)["sources"][0]["hash"][7:]
    change("provenance.json", snapshot, "0" * 64)(release)


def without_an_indicator(release: Path) -> None:
    path = release / "codebook.csv"
    path.write_bytes(b"\n".join(path.read_bytes().splitlines()[:-1]) + b"\n")


def no_workbook(release: Path) -> None:
    (release / "fazhi.xlsx").write_bytes(b"PK\x03\x04 nothing more")


def another_workbook(release: Path) -> None:
    with zipfile.ZipFile(release / "fazhi.xlsx", "w") as book:
        space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        book.writestr("xl/workbook.xml", f'<workbook xmlns="{space}"><sheet name="x"/></workbook>')


def test_a_package_as_it_was_written_has_nothing_wrong(original: Path) -> None:
    assert check_documents(descriptor(original), original) == []


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (wrong_hash("catalog.jsonld"), "catalog.jsonld: has another hash of data/figures.csv"),
        (wrong_hash("dataset.jsonld"), "dataset.jsonld: has another hash of data/figures.csv"),
        (change("catalog.jsonld", '"2024.04.1"', '"2024.03.9"'), "of version 2024.03.9"),
        (change("dataset.jsonld", '"2024.04.1"', '"2024.03.9"'), "of version 2024.03.9"),
        (change("catalog.jsonld", "data/texts.csv", "data/text.csv"), "names data/text.csv"),
        (change("catalog.jsonld", "dcat:dataset", "dataset"), "cannot be read as a catalogue"),
        (change("dataset.jsonld", "{", "["), "cannot be read as a schema.org data set"),
        (without_a_snapshot, "provenance.json: does not name the snapshot"),
        (change("provenance.json", "{", "["), "provenance.json: is no PROV-JSON"),
        (without_an_indicator, "is only in data/indicators.csv"),
        (no_workbook, "fazhi.xlsx: is no workbook"),
        (another_workbook, "fazhi.xlsx: has the sheets ['x']"),
    ],
)
def test_what_does_not_agree_is_named(release: Path, damage: Damage, says: str) -> None:
    damage(release)
    problems = check_documents(descriptor(release), release)
    assert any(says in problem for problem in problems), problems
