"""Releases on a CKAN 2.12.0 with a Solr stand-in: published, read back, published again."""

from __future__ import annotations

import csv
import hashlib
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from ckan_server import Server, done, download
from ckanapi import NotFound

pytestmark = pytest.mark.slow

#: A server may be kept from one run to the next.
DATASET = f"fazhi-{uuid4().hex[:8]}"
EXTRAS = {"提供单位": "fazhi contributors", "领域": "政法监察"}


@pytest.fixture(scope="module")
def versions(workspace: Path) -> list[str]:
    names = (path.name for path in (workspace / "output/releases").glob("2*"))
    first, second = sorted(names)
    return [first, second]


@pytest.fixture(scope="module")
def portals(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return server.portals(
        tmp_path_factory.mktemp("portals") / "portals.yml",
        dataset=DATASET,
        tables=["observations", "indicators"],
    )


@pytest.fixture(scope="module")
def release(workspace: Path, versions: list[str]) -> Path:
    return workspace / "output/releases" / versions[0]


def publish(workspace: Path, portals: Path, version: str, *more: str) -> list[str]:
    result = done(
        "publish", "--to", "city", "--release", version, "--portals", portals,
        "--workspace", workspace, *more,
    )  # fmt: skip
    return result.stdout.splitlines()


def dataset(server: Server) -> dict[str, Any]:
    with server.api() as visitor:
        found: dict[str, Any] = visitor.action.package_show(id=DATASET)
    return found


def assert_equal(server: Server, release: Path) -> None:
    """Every file of the release is there once, byte by byte, for an anonymous visitor."""
    expected = {
        path.relative_to(release).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in release.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    resources = dataset(server)["resources"]
    assert [resource["path"] for resource in resources if resource["path"] not in expected] == []
    assert len(resources) == len(expected)
    for resource in resources:
        content = download(resource)
        assert resource["size"] == len(content)
        assert resource["hash"] == expected[resource["path"]]
        assert hashlib.sha256(content).hexdigest() == expected[resource["path"]]


def assert_rows_equal(server: Server, release: Path, table: str) -> None:
    """What DataStore SQL tells an anonymous visitor is what the CSV says, typed."""
    with (release / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    resource = next(
        item for item in dataset(server)["resources"] if item["path"] == f"data/{table}.csv"
    )
    with server.api() as visitor:
        found = visitor.action.datastore_search_sql(
            sql=f'SELECT * FROM "{resource["id"]}" ORDER BY 2 LIMIT 32000'
        )
        fields = visitor.action.datastore_search(resource_id=resource["id"], limit=0)["fields"]
    types = {field["id"]: field["type"] for field in fields}
    key = next(iter(expected[0]))
    by_key = {row[key]: row for row in found["records"]}
    assert len(by_key) == len(found["records"]) == len(expected)
    for row in expected:
        for name, text in row.items():
            assert same(by_key[row[key]][name], text, types[name]), (row[key], name)


def same(value: object, text: str, kind: str) -> bool:
    if value is None:
        return text == ""
    if kind == "numeric":
        return Decimal(str(value)) == Decimal(text)
    if kind == "bool":
        return str(value).lower() == text
    if kind == "timestamp":
        return str(value)[:19] == text[:19]
    return str(value) == text


def test_a_dry_run_writes_nothing(
    server: Server, workspace: Path, portals: Path, versions: list[str]
) -> None:
    lines = publish(workspace, portals, versions[0], "--dry-run")
    assert any("observations.csv" in line for line in lines)
    assert lines[-1] == "written: nothing"
    with server.api(server.token) as owner, pytest.raises(NotFound):
        owner.action.package_show(id=DATASET)


def test_a_release_is_published_whole(
    server: Server, workspace: Path, portals: Path, versions: list[str], release: Path
) -> None:
    lines = publish(workspace, portals, versions[0])
    assert f"announce data set {DATASET}" in lines[-3]
    assert lines[-1].startswith("written: city")
    assert_equal(server, release)
    found = dataset(server)
    assert (found["version"], found["private"]) == (versions[0], False)
    assert (found["license_id"], found["isopen"]) == ("cc-by", True)
    assert "法治" in found["title"]
    assert "rule-of-law" in found["title"]
    assert found["organization"]["name"] == "fazhi"
    assert {"法治政府", "rule of law"} <= {tag["name"] for tag in found["tags"]}
    assert EXTRAS.items() <= {extra["key"]: extra["value"] for extra in found["extras"]}.items()


@pytest.mark.parametrize("table", ["observations", "indicators"])
def test_the_rows_are_in_the_datastore(server: Server, release: Path, table: str) -> None:
    assert_rows_equal(server, release, table)


def test_codes_keep_their_zeros_and_numbers_their_type(server: Server) -> None:
    resource = next(
        item for item in dataset(server)["resources"] if item["path"] == "data/observations.csv"
    )
    with server.api() as visitor:
        (row,) = visitor.action.datastore_search_sql(
            sql="SELECT count(*) AS rows, min(region_code) AS code, sum(value) AS total "
            f'FROM "{resource["id"]}" WHERE year = 2023'
        )["records"]
        fields = visitor.action.datastore_search(resource_id=resource["id"], limit=0)["fields"]
    assert row["code"] == "320682"
    assert float(row["total"]) > 0
    described = {field["id"]: field for field in fields}
    assert described["region_code"]["type"] == "text"
    assert described["value"]["type"] == "numeric"
    assert " / " in described["value"]["info"]["label"]


def test_the_second_publish_makes_no_write(
    server: Server, workspace: Path, portals: Path, versions: list[str]
) -> None:
    before = dataset(server)
    lines = publish(workspace, portals, versions[0])
    assert lines[-1] == "written: nothing"
    assert dataset(server) == before


def test_of_a_changed_release_only_the_changes_travel(
    server: Server, workspace: Path, portals: Path, versions: list[str], release: Path
) -> None:
    before = {resource["path"]: resource for resource in dataset(server)["resources"]}
    newer = release.with_name(versions[1])
    publish(workspace, portals, versions[1])
    assert_equal(server, newer)
    for table in ("observations", "indicators"):
        assert_rows_equal(server, newer, table)
    after = {resource["path"]: resource for resource in dataset(server)["resources"]}
    both = before.keys() & after.keys()
    kept = [path for path in both if after[path]["hash"] == before[path]["hash"]]
    assert "data/regions.csv" in kept
    assert "data/observations.csv" not in kept
    for path in both:
        assert after[path]["id"] == before[path]["id"], "replaced in place: links to it stay"
    for path in kept:
        assert after[path]["last_modified"] == before[path]["last_modified"], path
    assert dataset(server)["version"] == versions[1]


def test_the_older_release_can_be_brought_back(
    server: Server, workspace: Path, portals: Path, versions: list[str], release: Path
) -> None:
    publish(workspace, portals, versions[0])
    assert_equal(server, release)
    assert_rows_equal(server, release, "observations")


def test_what_an_editor_added_stays(
    server: Server, workspace: Path, portals: Path, versions: list[str], release: Path
) -> None:
    with server.api(server.token) as editor:
        note = editor.action.resource_create(
            package_id=DATASET, name="解读", url="https://example.org/note"
        )
    before = dataset(server)
    assert publish(workspace, portals, versions[0])[-1] == "written: nothing"
    assert dataset(server) == before
    with server.api(server.token) as editor:
        editor.action.resource_delete(id=note["id"])
