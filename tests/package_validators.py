"""A package before the validators of its formats: each is the format's own library.

JSON Feed has none that is maintained: its rules are checked here by its specification,
https://www.jsonfeed.org/version/1.1/.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
from prov.model import ProvDocument, ProvException
from rdflib import Graph
from rdflib.namespace import DCAT, DCTERMS, RDF

from fazhi.package import check_release

_FEED_VERSION = "https://jsonfeed.org/version/1.1"
_DATA_SET = (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.license)
_DISTRIBUTION = (DCAT.accessURL, DCTERMS.format, DCTERMS.license)


def frictionless(package: Path) -> Iterator[str]:
    """Data Package and Table Schemas, by the command that strangers would use."""
    command = Path(sys.executable).with_name("frictionless")
    done = subprocess.run(
        [command, "validate", "datapackage.json"],
        cwd=package,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        yield done.stdout.strip() or done.stderr.strip()


def own_check(package: Path) -> Iterator[str]:
    """``fazhi check``: hashes, CSV against Parquet and DuckDB, rules between tables."""
    yield from check_release(package)


def checksums(package: Path) -> Iterator[str]:
    """``sha256sum --check``, as the README of a package advises."""
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"],
        cwd=package,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        yield f"{done.stdout}{done.stderr}".strip()


def dcat(package: Path) -> Iterator[str]:
    """The catalogue is RDF, and has what DCAT-AP 3 demands or recommends to portals."""
    graph = Graph()
    try:
        graph.parse(package / "catalog.jsonld", format="json-ld")
    except ValueError as error:
        yield f"is no JSON-LD: {error}"
        return
    data_sets = list(graph.subjects(RDF.type, DCAT.Dataset))
    distributions = list(graph.subjects(RDF.type, DCAT.Distribution))
    if len(data_sets) != 1 or not distributions:
        yield f"{len(data_sets)} data sets and {len(distributions)} distributions"
    for kind, subjects, wanted in (
        ("data set", data_sets, _DATA_SET),
        ("distribution", distributions, _DISTRIBUTION),
    ):
        for subject in subjects:
            for name in wanted:
                if (subject, name, None) not in graph:
                    yield f"the {kind} {subject} has no {name}"


def schema_org(package: Path) -> Iterator[str]:
    """The description for search engines names a Dataset with its distributions."""
    content = json.loads((package / "dataset.jsonld").read_text(encoding="utf-8"))
    if content.get("@type") != "Dataset" or not content.get("distribution"):
        yield "is no Dataset with distributions"


def prov(package: Path) -> Iterator[str]:
    """The provenance is PROV-JSON, and derives the release from snapshots."""
    try:
        document = ProvDocument.deserialize(str(package / "provenance.json"), format="json")
    except (ProvException, ValueError, TypeError, AttributeError) as error:
        yield f"is no PROV-JSON: {error!r}"
        return
    kinds = {record.get_type().localpart for record in document.get_records()}
    for kind in ("Entity", "Activity", "Derivation"):
        if kind not in kinds:
            yield f"has no {kind}"


def workbook(package: Path) -> Iterator[str]:
    """The workbook opens, and codes of places have not lost their zeros."""
    book = openpyxl.load_workbook(package / "fazhi.xlsx", read_only=True)
    for name in ("readme", "indicators", "wide", "checks", "coverage"):
        if name not in book.sheetnames:
            yield f"has no sheet {name}"
    for sheet in book.worksheets:
        header, *rows = sheet.iter_rows(values_only=True)
        if "region_code" in header:
            at = header.index("region_code")
            # The second row has titles.
            codes = {row[at] for row in rows[1:]}
            if not all(isinstance(code, str) and len(code) == 6 for code in codes):
                yield f"sheet {sheet.title}: codes are no texts of six digits"
    book.close()


def json_feed(package: Path) -> Iterator[str]:
    """The feed of a stable release is a JSON Feed 1.1 that names it."""
    path = package / "feed.json"
    yield from feed_problems(json.loads(path.read_text(encoding="utf-8")), package.name)


def feed_problems(feed: dict[str, Any], newest: str) -> Iterator[str]:
    """Check a feed by the specification, and that it names the newest release."""
    if feed.get("version") != _FEED_VERSION:
        yield f"version is {feed.get('version')}"
    if not isinstance(feed.get("title"), str):
        yield "no title"
    items = feed.get("items")
    if not isinstance(items, list) or not items:
        yield "no items"
        return
    if len({item.get("id") for item in items}) != len(items):
        yield "ids of items are not unique"
    for item in items:
        if not isinstance(item.get("id"), str):
            yield "an item without an id"
        if not (item.get("content_text") or item.get("content_html")):
            yield f"item {item.get('id')} has no content"
        try:
            published = datetime.fromisoformat(item["date_published"])
        except (KeyError, ValueError):
            yield f"item {item.get('id')} has no date"
        else:
            if published.tzinfo is None:
                yield f"the date of item {item['id']} has no time zone"
    if not any(newest in json.dumps(item) for item in items):
        yield f"does not name {newest}"


VALIDATORS: dict[str, Callable[[Path], Iterator[str]]] = {
    "fazhi check": own_check,
    "sha256sum": checksums,
    "frictionless": frictionless,
    "DCAT (rdflib)": dcat,
    "schema.org": schema_org,
    "PROV (prov)": prov,
    "XLSX (openpyxl)": workbook,
    "JSON Feed 1.1": json_feed,
}
