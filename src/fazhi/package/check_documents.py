"""Do the other files of a package say what its tables and hashes say?"""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from prov.model import ProvDocument, ProvException

from fazhi.package.catalogue import CATALOGUE_NAME
from fazhi.package.codebook_table import CODEBOOK_NAME
from fazhi.package.provenance import PROVENANCE_NAME
from fazhi.package.schema_org import SCHEMA_ORG_NAME
from fazhi.package.workbook import README_SHEET, WORKBOOK_NAME

_SHEETS_IN = "xl/workbook.xml"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"


def check_documents(descriptor: dict[str, Any], folder: Path) -> list[str]:
    """Return what is wrong with catalogues, provenance, codebook and workbook.

    Files that the descriptor does not name are not looked for: earlier packages had fewer.
    """
    named = {resource["path"] for resource in descriptor["resources"]}
    problems: list[str] = []
    for name, check in (
        (CATALOGUE_NAME, _check_catalogue),
        (SCHEMA_ORG_NAME, _check_schema_org),
        (PROVENANCE_NAME, _check_provenance),
        (CODEBOOK_NAME, _check_codebook),
        (WORKBOOK_NAME, _check_workbook),
    ):
        if name in named:
            problems += [f"{name}: {problem}" for problem in check(descriptor, folder / name)]
    return problems


def _hashes(descriptor: dict[str, Any]) -> dict[str, str]:
    return {
        resource["path"]: resource.get("hash", "").removeprefix("sha256:")
        for resource in descriptor["resources"]
    }


def _json(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _check_catalogue(descriptor: dict[str, Any], path: Path) -> Iterator[str]:
    try:
        data_set = _json(path)["dcat:dataset"]
        told = {
            one["dcat:downloadURL"]["@id"]: one.get("spdx:checksum", {})
            .get("spdx:checksumValue", {})
            .get("@value", "")
            for one in data_set["dcat:distribution"]
        }
    except (ValueError, KeyError, TypeError) as error:
        yield f"cannot be read as a catalogue ({error!r})"
        return
    if data_set["dcat:version"] != descriptor["version"]:
        yield f"is of version {data_set['dcat:version']}, not {descriptor['version']}"
    yield from _differing(told, _hashes(descriptor))


def _check_schema_org(descriptor: dict[str, Any], path: Path) -> Iterator[str]:
    try:
        content = _json(path)
        told = {
            # The address of a package may stand before the name.
            _path_of(one["contentUrl"], descriptor): one.get("sha256", "")
            for one in content["distribution"]
        }
    except (ValueError, KeyError, TypeError) as error:
        yield f"cannot be read as a schema.org data set ({error!r})"
        return
    if content["version"] != descriptor["version"]:
        yield f"is of version {content['version']}, not {descriptor['version']}"
    yield from _differing(told, _hashes(descriptor))


def _path_of(address: str, descriptor: dict[str, Any]) -> str:
    paths = (resource["path"] for resource in descriptor["resources"])
    return max((path for path in paths if address.endswith(path)), key=len, default=address)


def _differing(told: dict[str, str], hashes: dict[str, str]) -> Iterator[str]:
    for name, sha256 in told.items():
        if name not in hashes:
            yield f"names {name}, which is not in the package"
        elif hashes[name] != sha256:
            yield f"has another hash of {name} than the descriptor"


def _check_provenance(descriptor: dict[str, Any], path: Path) -> Iterator[str]:
    try:
        document = ProvDocument.deserialize(str(path), format="json")
    except (ProvException, ValueError, KeyError, TypeError, AttributeError) as error:
        yield f"is no PROV-JSON ({error!r})"
        return
    told = {str(record.identifier) for record in document.get_records() if record.identifier}
    for source in descriptor.get("sources", []):
        snapshot = source.get("hash", "").removeprefix("sha256:")
        if snapshot and f"snapshot:{snapshot}" not in told:
            yield f"does not name the snapshot {snapshot}"


def _check_codebook(descriptor: dict[str, Any], path: Path) -> Iterator[str]:
    table = path.parent / "data" / "indicators.csv"
    here, there = _ids(path), _ids(table)
    for name in sorted(here ^ there):
        yield f"{name} is only in {path.name if name in here else 'data/indicators.csv'}"


def _ids(path: Path) -> set[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row.get("indicator_id") or "" for row in csv.DictReader(file)}


def _check_workbook(descriptor: dict[str, Any], path: Path) -> Iterator[str]:
    try:
        with zipfile.ZipFile(path) as book:
            damaged = book.testzip()
            sheets = ElementTree.fromstring(book.read(_SHEETS_IN)).iter(_SHEET)
            names = [sheet.get("name") for sheet in sheets]
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError) as error:
        yield f"is no workbook ({error!r})"
        return
    if damaged:
        yield f"its part {damaged} is damaged"
    if names[:1] != [README_SHEET] or len(names) < 2:
        yield f"has the sheets {names}: {README_SHEET} and what it speaks of were expected"
