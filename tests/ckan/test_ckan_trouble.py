"""Trouble on a CKAN 2.12.0 with a Solr stand-in: killed, disturbed, refused, out of space."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from ckan_server import TOKEN, Server, done, download, fazhi
from ckanapi import NotAuthorized, NotFound
from release_folder import ROWS, Rows, make_release

pytestmark = pytest.mark.slow

MANY = tuple((f"a{number:05}", "010001", 2023, number, "true") for number in range(1500))
Publish = Callable[..., list[str]]


class Place:
    """A workspace with small releases, and a data set of its own on the portal."""

    def __init__(self, server: Server, folder: Path, name: str) -> None:
        self.server, self.folder, self.name = server, folder, name
        self.settings(organisation={"name": name, "title": "测试 / Test"})

    def settings(self, **settings: Any) -> None:
        self.portals = self.server.portals(
            self.folder / "portals.yml", **{"dataset": self.name, **settings}
        )

    def release(self, version: str = "2024.04.1", rows: Rows = ROWS, **more: Any) -> Path:
        return make_release(self.folder / "output/releases" / version, version, rows, **more)

    @property
    def command(self) -> list[str]:
        return [
            "publish", "--to", "city", "--portals", str(self.portals),
            "--workspace", str(self.folder),
        ]  # fmt: skip

    def start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", "from fazhi.cli import main; main()", *self.command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def dataset(self) -> dict[str, Any]:
        with self.server.api() as visitor:
            found: dict[str, Any] = visitor.action.package_show(id=self.name)
        return found

    def assert_holds(self, release: Path, rows: int) -> None:
        """The files of the release are there once, byte by byte, and the table is full."""
        expected = {
            path.relative_to(release).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in release.rglob("*")
            if path.is_file() and path.name != "SHA256SUMS"
        }
        resources = self.dataset()["resources"]
        found = [(item["path"], hashlib.sha256(download(item)).hexdigest()) for item in resources]
        assert sorted(found) == sorted(expected.items())
        table = next(item for item in resources if item["path"] == "data/observations.csv")
        with self.server.api() as visitor:
            (counted,) = visitor.action.datastore_search_sql(
                sql=f"SELECT count(*) AS all, count(DISTINCT observation_id) AS keys FROM "
                f'"{table["id"]}"'
            )["records"]
        assert (int(counted["all"]), int(counted["keys"])) == (rows, rows)


@pytest.fixture
def place(server: Server, tmp_path: Path, request: pytest.FixtureRequest) -> Place:
    name = hashlib.sha256(f"{tmp_path}{os.getpid()}".encode()).hexdigest()[:10]
    return Place(server, tmp_path, f"trouble-{name}")


def test_killed_again_and_again_it_converges(place: Place) -> None:
    large = {f"data/{number}.bin": os.urandom(300_000) for number in range(6)}
    release = place.release(rows=MANY, extra=large)
    for awaited in ("create data set", "fill table", "upload data/0.bin", "upload data/4.bin"):
        process = place.start()
        assert process.stdout is not None
        for line in process.stdout:
            if awaited in line:
                break
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with place.server.api() as visitor, pytest.raises((NotFound, NotAuthorized)):
            visitor.action.package_show(id=place.name)
    lines = done(*place.command).stdout.splitlines()
    assert not any(f"upload data/{number}.bin" in line for line in lines for number in range(4))
    place.assert_holds(release, len(MANY))
    assert done(*place.command).stdout.splitlines()[-1] == "written: nothing"


def test_killed_while_a_table_is_replaced_it_converges(place: Place) -> None:
    place.release(rows=MANY)
    done(*place.command)
    rows = [*MANY[400:], *((f"b{number:05}", "010002", 2024, 1, "") for number in range(800))]
    newer = place.release("2024.05.1", rows)
    process = place.start()
    assert process.stdout is not None
    for line in process.stdout:
        if "fill table" in line:
            break
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert place.dataset()["version"] == "2024.04.1", "announced only when it is whole"
    done(*place.command)
    place.assert_holds(newer, len(rows))
    assert place.dataset()["version"] == "2024.05.1"


def test_several_at_once_do_not_disturb_each_other(place: Place) -> None:
    release = place.release(rows=MANY, extra={f"data/{n}.bin": os.urandom(9) for n in range(5)})
    processes = [place.start() for _ in range(3)]
    for process in processes:
        _, errors = process.communicate(timeout=200)
        assert process.returncode == 0, errors
    place.assert_holds(release, len(MANY))
    assert done(*place.command).stdout.splitlines()[-1] == "written: nothing"


def test_files_that_vanished_are_removed_with_their_table(place: Place) -> None:
    place.release(extra={"data/old.csv": b"a\n1\n"})
    done(*place.command)
    table = place.dataset()["resources"][0]
    newer = place.release("2024.05.1")
    done(*place.command)
    place.assert_holds(newer, len(ROWS))
    # A table that is no longer wanted as a file leaves no rows behind.
    place.settings(organisation={"name": place.name, "title": "x"}, tables=[])
    with place.server.api(place.server.token) as owner:
        owner.action.resource_patch(id=table["id"], path="data/vanished.csv")
        done(*place.command)
        with pytest.raises(NotFound):
            owner.action.datastore_search(resource_id=table["id"])


def test_columns_that_changed_make_the_table_anew(place: Place) -> None:
    place.release()
    done(*place.command)
    table = place.dataset()["resources"][0]
    with place.server.api(place.server.token) as owner:
        owner.action.datastore_delete(resource_id=table["id"], force=True)
        owner.action.datastore_create(  # as an automatic loader would
            resource_id=table["id"], force=True, fields=[{"id": "observation_id", "type": "text"}]
        )
    done(*place.command)
    place.assert_holds(place.folder / "output/releases/2024.04.1", len(ROWS))


def refused(place: Place) -> str:
    """Publish, and return what the user is told when it fails."""
    result = fazhi(*place.command)
    assert result.exit_code == 2, result.output
    assert os.environ[TOKEN] not in result.output
    return result.stderr


def test_a_refused_field_is_named(place: Place) -> None:
    place.release()
    place.settings(organisation={"name": place.name, "title": "x"}, extras={"": "a key is missing"})
    message = refused(place)
    assert "(409)" in message
    assert "extras" in message
    assert "key" in message
    assert place.name in message


def test_a_file_that_is_too_large_is_named(place: Place) -> None:
    place.release(extra={"big.bin": bytes(11 * 1024 * 1024)})
    place.settings(organisation={"name": place.name, "title": "x"}, upload_limit_mb=50)
    message = refused(place)
    assert "big.bin" in message
    assert "(409)" in message
    assert "upload" in message


@pytest.mark.parametrize("token", ["eyJhbGciOiJIUzI1NiJ9.bad.token", "x"])
def test_a_bad_token_is_said_and_not_shown(
    place: Place, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN, token + place.name)
    place.release()
    message = refused(place)
    assert f"token in {TOKEN} is wrong or expired" in message


def test_an_editor_may_publish_and_a_stranger_may_not(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = place.release()
    with place.server.api(place.server.token) as owner:
        for name in (f"editor-{place.name}", f"stranger-{place.name}"):
            email = f"{name}@example.invalid"
            owner.action.user_create(name=name, email=email, password="only-for-tests")
        member = {"name": f"editor-{place.name}", "capacity": "editor"}
        owner.action.organization_create(name=place.name, title="测试", users=[member])
        tokens = [
            owner.action.api_token_create(user=f"{role}-{place.name}", name="test")["token"]
            for role in ("stranger", "editor")
        ]
    monkeypatch.setenv(TOKEN, tokens[0])
    assert "editor of the organisation" in refused(place)
    monkeypatch.setenv(TOKEN, tokens[1])
    done(*place.command)
    place.assert_holds(release, len(ROWS))


def test_a_missing_token_is_said(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.release()
    monkeypatch.delenv(TOKEN)
    result = fazhi(*place.command)
    assert (result.exit_code, TOKEN in result.stderr) == (2, True)


def test_a_licence_that_the_portal_does_not_know_is_refused(place: Place) -> None:
    place.release()
    place.settings(organisation={"name": place.name, "title": "x"}, licence="cc-by-9")
    assert "no licence cc-by-9" in refused(place)


@pytest.fixture
def full_disk(server: Server) -> Iterator[None]:
    """Leave the portal no room for files: a small file system where it stores them."""
    uploads = server.folder / "storage" / "resources"
    uploads.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(uploads)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no small file system can be mounted here: {mounted.stderr.strip()}")
    yield
    subprocess.run(["umount", str(uploads)], check=True)


def test_a_full_disk_is_said_and_the_rest_follows(
    place: Place, request: pytest.FixtureRequest
) -> None:
    release = place.release(extra={"large.bin": os.urandom(200_000)})
    request.getfixturevalue("full_disk")  # after the release is made
    message = refused(place)
    assert "large.bin" in message
    assert "(500)" in message
    assert "full disk" in message
    subprocess.run(
        ["mount", "-o", "remount,size=8m", str(place.server.folder / "storage/resources")],
        check=True,
    )
    done(*place.command)
    place.assert_holds(release, len(ROWS))


@pytest.fixture
def web(place: Place) -> Iterator[str]:
    """A web server that shows what was published to the folder."""
    handler = partial(QuietHandler, directory=str(place.folder / "public"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        return


def test_large_files_are_linked_to_the_store(place: Place, web: str) -> None:
    release = place.release(extra={"fazhi.duckdb": os.urandom(1_500_000)})
    folder = place.folder / "folder.yml"
    folder.write_text("portals: {web: {kind: store, location: public}}")
    done("publish", "--to", "web", "--portals", folder, "--workspace", place.folder)
    place.settings(organisation={"name": place.name, "title": "x"}, upload_limit_mb=1, base_url=web)
    done(*place.command)
    place.assert_holds(release, len(ROWS))
    linked = {item["path"]: item["url"] for item in place.dataset()["resources"]}
    assert linked["fazhi.duckdb"] == f"{web}/2024.04.1/fazhi.duckdb"
    assert done(*place.command).stdout.splitlines()[-1] == "written: nothing"
    # Once the portal takes larger files, the link becomes an upload.
    place.settings(organisation={"name": place.name, "title": "x"}, upload_limit_mb=10)
    done(*place.command)
    place.assert_holds(release, len(ROWS))
    assert web not in str(place.dataset()["resources"])
