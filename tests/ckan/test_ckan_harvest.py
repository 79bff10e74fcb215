"""A CKAN takes a release up by itself: ckanext-harvest and ckanext-dcat read its catalogue.

The second way into a portal, for which the portal needs no token of ours.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from ckan_server import Server, download

pytestmark = pytest.mark.slow


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def served(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A release on a web server, its catalogue telling the address at which it stands."""
    folder = tmp_path_factory.mktemp("web") / "release"
    shutil.copytree((workspace / "output/releases/latest").resolve(), folder)
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(QuietHandler, directory=str(folder.parent))
    )
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/release/"
    catalogue = json.loads((folder / "catalog.jsonld").read_text("utf-8"))
    # What publication.yml's base_url writes there when a release is made.
    catalogue["@context"] = {"@base": address, **catalogue["@context"]}
    (folder / "catalog.jsonld").write_text(json.dumps(catalogue), "utf-8")
    yield address, folder
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def consumers(server: Server) -> Iterator[None]:
    """The two background processes in which a portal harvests."""
    processes = [
        subprocess.Popen(
            [server.folder / "venv/bin/ckan", "harvester", f"{stage}-consumer"],
            env={**os.environ, "CKAN_INI": str(server.folder / "ckan.ini"), "PYTHONPATH": ""},
            cwd=server.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for stage in ("gather", "fetch")
    ]
    yield
    for process in processes:
        process.kill()
        process.wait()


def harvest(server: Server, source: str) -> dict[str, Any]:
    """Let the portal harvest a source now, and return what it says it did."""
    with server.api(server.token) as owner:
        job = owner.action.harvest_job_create(source_id=source, run=True)
        for _ in range(240):
            # Closes the jobs whose data sets have all been looked at.
            owner.action.harvest_jobs_run(source_id=source)
            told: dict[str, Any] = owner.action.harvest_job_show(id=job["id"])
            if told["status"] == "Finished":
                return dict(told["stats"])
            time.sleep(0.5)
    raise AssertionError(f"the harvest does not end: {told}")


def harvested(server: Server, organisation: str) -> list[dict[str, Any]]:
    with server.api() as visitor:
        found = visitor.action.package_search(
            fq=f"organization:{organisation} dataset_type:dataset", rows=10
        )
    return list(found["results"])


@pytest.fixture
def source(server: Server, served: tuple[str, Path]) -> Iterator[dict[str, Any]]:
    """A harvest source in an organisation of its own; what it brought is cleared at the end."""
    address, _ = served
    name = f"harvest-{uuid4().hex[:8]}"
    with server.api(server.token) as owner:
        owner.action.organization_create(name=name, title="收割 / Harvested")
        source = owner.action.harvest_source_create(
            name=name,
            title=name,
            url=f"{address}catalog.jsonld",
            source_type="dcat_rdf",
            owner_org=name,
            config=json.dumps({"rdf_format": "application/ld+json"}),
        )
        yield source
        owner.action.harvest_source_clear(id=source["id"])


@pytest.mark.usefixtures("consumers")
def test_the_static_catalogue_is_harvested(
    server: Server, served: tuple[str, Path], source: dict[str, Any]
) -> None:
    address, folder = served
    stats = harvest(server, source["id"])
    assert (stats["added"], stats["errored"]) == (1, 0), stats
    (dataset,) = harvested(server, source["name"])
    # CKAN makes the address of the title: a Chinese one alone would become `__`.
    assert any("a" <= letter <= "z" for letter in dataset["name"]), dataset["name"]
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert dataset["version"] == descriptor["version"]
    assert dataset["isopen"] is True
    by_address = {resource["url"]: resource for resource in dataset["resources"]}
    for resource in descriptor["resources"]:
        if resource["path"].startswith("data/"):
            taken = by_address[address + resource["path"]]
            content = download(taken)
            assert f"sha256:{hashlib.sha256(content).hexdigest()}" == resource["hash"]
            assert taken["hash"] == resource["hash"].removeprefix("sha256:")
    # Harvested again, the data set is updated, not doubled.
    stats = harvest(server, source["id"])
    assert (stats["added"], stats["errored"]) == (0, 0), stats
    (again,) = harvested(server, source["name"])
    assert again["id"] == dataset["id"]
    assert len(again["resources"]) == len(dataset["resources"])
