"""The store target against a real folder, and over HTTP against moto's S3 server.

moto answers as Amazon's S3 does but is no S3: it keeps objects in memory and checks no
keys.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pyarrow import fs
from release_folder import ROWS, make_release

from fazhi.portal.errors import PortalUnreachable, PublishError, PublishRefused
from fazhi.portal.release import Release, read_release
from fazhi.portal.settings import StoreSettings
from fazhi.portal.steps import Action, Step, publish
from fazhi.portal.store import StoreState, StoreTarget, open_store, plan_store

SECRETS = {"FAZHI_STORE_ACCESS_KEY": "testing-access", "FAZHI_STORE_SECRET_KEY": "testing-secret"}


@pytest.fixture(scope="session")
def s3_address() -> Iterator[str]:
    from moto.server import ThreadedMotoServer  # noqa: PLC0415  (slow to import)

    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def s3_settings(address: str, bucket: str) -> StoreSettings:
    return StoreSettings(
        kind="store",
        location=f"s3://{bucket}/open data",
        endpoint=address,
        region="us-east-1",
        access_key="FAZHI_STORE_ACCESS_KEY",
        secret_key="FAZHI_STORE_SECRET_KEY",
        timeout_seconds=5,
    )


@pytest.fixture(params=["folder", pytest.param("bucket", marks=pytest.mark.slow)])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> StoreTarget:
    """An empty store of either kind."""
    if request.param == "folder":
        return open_store(StoreSettings(kind="store", location="public"), tmp_path, {})
    address = request.getfixturevalue("s3_address")
    bucket = f"bucket-{hashlib.sha256(str(tmp_path).encode()).hexdigest()[:12]}"
    fs.S3FileSystem(
        access_key="x",
        secret_key="x",
        endpoint_override=address,
        region="us-east-1",
        allow_bucket_creation=True,
    ).create_dir(bucket)
    return open_store(s3_settings(address, bucket), tmp_path, SECRETS)


def stored(target: StoreTarget) -> dict[str, bytes]:
    """Everything that a visitor can read, by path."""
    store = target._store
    found = store.get_file_info(fs.FileSelector("", recursive=True, allow_not_found=True))
    return {
        info.path: store.open_input_stream(info.path).read()
        for info in found
        if info.type == fs.FileType.File
    }


def assert_holds(target: StoreTarget, *releases: Release) -> None:
    """The store has exactly these releases, byte by byte, and says so."""
    expected = {
        f"{release.folder_name}/{path.relative_to(release.folder).as_posix()}": path.read_bytes()
        for release in releases
        for path in release.folder.rglob("*")
        if path.is_file()
    }
    found = stored(target)
    index = json.loads(found.pop("index.json"))
    assert found == expected
    stable = [release.folder_name for release in releases if release.is_stable]
    assert index["releases"] == stable
    assert index["latest"] == (stable[-1] if stable else None)


def test_a_release_is_published_once(target: StoreTarget, release: Release) -> None:
    steps = publish(target, release).steps
    assert_holds(target, release)
    assert [step.subject for step in steps][-2:] == ["2024.04.1/SHA256SUMS", "index.json"]
    assert publish(target, release).steps == []


def test_what_an_earlier_release_has_is_copied_not_sent(
    target: StoreTarget, release: Release, tmp_path: Path
) -> None:
    publish(target, release)
    newer = read_release(make_release(tmp_path / "newer", "2024.10.1"))
    steps = publish(target, newer).steps
    assert_holds(target, release, newer)
    copied = {step.subject for step in steps if step.action is Action.COPY}
    assert copied == {"2024.10.1/data/observations.csv"}
    # Published again, the older one does not become the latest.
    assert publish(target, release).steps == []
    assert_holds(target, release, newer)


def test_a_nightly_replaces_the_one_before(
    target: StoreTarget, release: Release, tmp_path: Path
) -> None:
    publish(target, release)
    nightlies = [
        read_release(make_release(tmp_path / name, "nightly", (*ROWS, (name, "010001", 1, 1, ""))))
        for name in ("first", "second")
    ]
    for nightly in nightlies:
        publish(target, nightly)
        assert_holds(target, *sorted([release, nightly], key=lambda one: one.folder_name))
    assert json.loads(stored(target)["index.json"])["nightly"] == nightlies[1].folder_name


def test_a_version_is_never_overwritten(
    target: StoreTarget, release: Release, tmp_path: Path
) -> None:
    publish(target, release)
    other = read_release(make_release(tmp_path / "other", rows=ROWS[:1]))
    with pytest.raises(PublishRefused, match=r"2024\.04\.1 is there with other content"):
        publish(target, other)
    assert_holds(target, release)


@pytest.mark.parametrize("stop", range(6))
def test_stopped_anywhere_it_goes_on(target: StoreTarget, release: Release, stop: int) -> None:
    """After each step: nothing is announced before it is whole, and the rest follows."""
    steps = target.plan(release)
    for step in steps[:stop]:
        target.apply(release, step)
    found = stored(target)
    if "index.json" in found:
        assert len(found) == len(release.files) + 2
    done = publish(target, release).steps
    assert_holds(target, release)
    # What had arrived whole is not sent again.
    assert [step.subject for step in done] == [step.subject for step in steps[stop:]]


def test_a_file_that_arrived_in_part_is_sent_again(target: StoreTarget, release: Release) -> None:
    path = f"{release.folder_name}/data/observations.csv"
    size = release.by_path["data/observations.csv"].size
    target._make_folder(path)
    for content in (b"observ", b"x" * size):
        with target._store.open_output_stream(path) as stream:
            stream.write(content)
        (step,) = [step for step in target.plan(release) if step.subject == path]
        assert (step.action, step.reason) == (Action.UPLOAD, "not whole")
    publish(target, release)
    assert_holds(target, release)


def test_a_lost_file_is_brought_back(target: StoreTarget, release: Release) -> None:
    publish(target, release)
    target._store.delete_file("2024.04.1/README.md")
    publish(target, release)
    assert_holds(target, release)


KILLED = """
import os, signal, sys
from pathlib import Path
from fazhi.portal.release import read_release
from fazhi.portal.settings import StoreSettings
from fazhi.portal.store import open_store
release = read_release(Path(sys.argv[1]))
target = open_store(StoreSettings(kind="store", location=sys.argv[2]), Path("/"), {})
for step in target.plan(release):
    print(step.subject, flush=True)
    target.apply(release, step)
"""


@pytest.mark.slow
def test_killed_in_the_middle_it_converges(release: Release, tmp_path: Path) -> None:
    large = {f"data/{number}.bin": os.urandom(1_000_000) for number in range(30)}
    release = read_release(make_release(tmp_path / "large", extra=large))
    public = tmp_path / "public"
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(release.folder), str(public)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process.stdout:
        for _ in range(5):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.wait()
    target = open_store(StoreSettings(kind="store", location="public"), tmp_path, {})
    assert "index.json" not in stored(target)
    assert 0 < len(publish(target, release).steps) < len(release.files)
    assert_holds(target, release)


def test_several_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    large = {f"data/{number}.bin": os.urandom(20_000) for number in range(20)}
    release = read_release(make_release(tmp_path / "large", extra=large))

    def publish_once(_: int) -> None:
        target = open_store(StoreSettings(kind="store", location="public"), tmp_path, {})
        publish(target, release, wait=lambda seconds: time.sleep(seconds / 20))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(publish_once, range(8)))
    assert_holds(open_store(StoreSettings(kind="store", location="public"), tmp_path, {}), release)


@pytest.mark.slow
def test_a_bucket_that_is_not_there_is_named(
    s3_address: str, release: Release, tmp_path: Path
) -> None:
    target = open_store(s3_settings(s3_address, "no-such-bucket"), tmp_path, SECRETS)
    with pytest.raises(PublishError, match="s3://no-such-bucket") as caught:
        publish(target, release, wait=lambda seconds: None)
    assert "testing-secret" not in str(caught.value)


@pytest.mark.slow
def test_a_store_that_does_not_answer_is_no_mystery(release: Release, tmp_path: Path) -> None:
    settings = s3_settings("http://127.0.0.1:9", "bucket")
    begun = time.monotonic()
    with pytest.raises(PortalUnreachable, match="publish again"):
        publish(open_store(settings, tmp_path, SECRETS), release)
    assert time.monotonic() - begun < 30


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, release: Release) -> None:
    target = open_store(StoreSettings(kind="store", location="public"), tmp_path, {})
    (tmp_path / "public" / release.folder_name).write_text("a file in the way")
    with pytest.raises(PublishError, match=r"public could not take 2024\.04\.1/data"):
        publish(target, release, wait=lambda seconds: None)


@pytest.mark.parametrize(
    ("secrets", "said"),
    [
        ({}, "FAZHI_STORE_ACCESS_KEY is not set"),
        ({**SECRETS, "FAZHI_STORE_SECRET_KEY": " "}, "FAZHI_STORE_SECRET_KEY is not set"),
        ({**SECRETS, "FAZHI_STORE_SECRET_KEY": "a\nb密"}, "SECRET_KEY holds characters"),
    ],
)
def test_missing_and_broken_keys_are_named(
    tmp_path: Path, secrets: dict[str, str], said: str
) -> None:
    with pytest.raises(PublishError, match=said) as caught:
        open_store(s3_settings("http://127.0.0.1:9", "bucket"), tmp_path, secrets)
    assert "密" not in str(caught.value)


def test_the_plan_is_pure(release: Release) -> None:
    everything = [*(f"2024.04.1/{file.path}" for file in release.files), "2024.04.1/SHA256SUMS"]
    assert [step.subject for step in plan_store(release, StoreState())] == [
        *everything,
        "index.json",
    ]
    assert Step(Action.UPLOAD, "2024.04.1/README.md", "new", 19, "README.md") in plan_store(
        release, StoreState()
    )
