"""A CKAN 2.12.0 with a Solr stand-in, and releases of real documents to publish there.

The server is started from outside (``tests/ckan/server/up.sh DIR``) and named by
``FAZHI_TEST_CKAN=DIR``; without it the tests skip.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ckan_server import TOKEN, Server, done

ROOT = Path(__file__).resolve().parents[2]
RUGAO = ROOT.parent / "shared" / "gold" / "rugao-2023" / "document.txt"
EXAMPLE = ROOT / "tests" / "examples" / "files" / "qingyu-2023.txt"


@pytest.fixture(scope="session")
def server() -> Server:
    folder = Path(os.environ.get("FAZHI_TEST_CKAN", "/nonexistent"))
    if not (folder / "url").is_file():
        pytest.skip("no CKAN: tests/ckan/server/up.sh DIR starts one, FAZHI_TEST_CKAN=DIR names it")
    url, token = ((folder / name).read_text().strip() for name in ("url", "token"))
    return Server(folder, url, token)


@pytest.fixture(autouse=True)
def token(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if "server" in request.fixturenames:
        monkeypatch.setenv(TOKEN, request.getfixturevalue("server").token)
    yield


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real workspace with the release 1 of one report, and 2 with a second one."""
    root = tmp_path_factory.mktemp("workspace")
    document = RUGAO if RUGAO.is_file() else EXAMPLE
    second = root / "second.txt"
    second.write_text(EXAMPLE.read_text("utf-8").replace("2023年", "2022年"), "utf-8")
    for file, region, year in ((document, "320682", 2023), (second, "320681", 2022)):
        done("--workspace", root, "ingest", file, "--region", region, "--year", year)
        done("--workspace", root, "build")
        done("--workspace", root, "release", "--stable")
    return root


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if os.environ.get("FAZHI_TEST_CKAN"):
        found = (
            "the Rugao report of ../shared"
            if RUGAO.is_file()
            else (
                "../shared is ABSENT: an example of the project was published in place of "
                "the Rugao report"
            )
        )
        terminalreporter.write_line(f"published to CKAN 2.12.0 with a Solr stand-in: {found}")
