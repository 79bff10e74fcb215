"""Releases stand in folders named by version, whole or not at all, and are never overwritten."""

from __future__ import annotations

import fcntl
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fazhi.package import check_release, read_facts, write_package
from fazhi.store import read_build

LOCK_NAME = ".lock"
_VERSION = re.compile(r"(\d{4})\.(\d{2})\.(\d+)")


class ReleaseRefused(RuntimeError):  # noqa: N818  (it names a decision, not a mishap)
    """No release is made of this build; the message says why and what to do."""


def write_release(
    build_dir: Path | str, releases_dir: Path | str, version: str = ""
) -> tuple[Path, bool]:
    """Make a release of a build, unless the last one has the same content.

    Args:
        build_dir: The build (``output/build``).
        releases_dir: Where releases stand, one folder each.
        version: ``YYYY.MM.N``; by default the next one in the month of the last look.

    Returns:
        The folder of the release with this content, and whether it is new.

    Raises:
        ReleaseRefused: There is no build, it is empty, the version exists, invented
            places would stand beside real ones, or what was written does not pass
            ``check_release``. Nothing is left behind.
    """
    build = read_build(build_dir)
    if build is None:
        raise ReleaseRefused(f"{build_dir} holds no build: fazhi build makes one")
    if not build.rows["reports"]:
        raise ReleaseRefused(f"the build in {build_dir} has no reports: collect or ingest some")
    releases = Path(releases_dir)
    latest = latest_release(releases)
    if latest is not None:
        facts = read_facts(latest)
        if facts["is_fictional"] != build.is_fictional:
            raise ReleaseRefused(
                f"{releases} holds {_holds(facts['is_fictional'])}, the build "
                f"{_holds(build.is_fictional)}: they must not be mixed. Use another workspace"
            )
        if facts["content_sha256"] == build.content_sha256:
            return latest, False
    version = version or next_version(releases, build.created)
    target = releases / version
    if target.exists():
        raise ReleaseRefused(f"{target} exists: a release is never overwritten")
    with _whole(target) as folder:
        write_package(build, folder, version)
        problems = check_release(folder)
        if problems:
            raise ReleaseRefused("\n".join(["the release would not be valid:", *problems]))
    return target, True


def latest_release(releases_dir: Path | str) -> Path | None:
    """Return the newest release by version, None if there is none."""
    folder = Path(releases_dir)
    found = [path for path in folder.glob("*") if _VERSION.fullmatch(path.name)]
    return max(found, key=lambda path: _parts(path.name), default=None)


def next_version(releases_dir: Path | str, created: str) -> str:
    """Return ``YYYY.MM.N`` for a build whose last look was at ``created`` (ISO 8601)."""
    year, month = int(created[:4]), int(created[5:7])
    numbers = [
        _parts(path.name)[2]
        for path in Path(releases_dir).glob("*")
        if _VERSION.fullmatch(path.name) and _parts(path.name)[:2] == (year, month)
    ]
    return f"{year:04}.{month:02}.{max(numbers, default=0) + 1}"


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _holds(is_fictional: bool) -> str:
    return "invented places" if is_fictional else "real places"


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """Give a folder to write into that becomes ``target`` at the end, or vanishes."""
    releases = target.parent
    releases.mkdir(parents=True, exist_ok=True)
    with (releases / LOCK_NAME).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ReleaseRefused(f"another process is writing to {releases}; try later") from error
        for leftover in releases.glob(".new-*"):  # of a process that was killed
            shutil.rmtree(leftover)
        folder = Path(tempfile.mkdtemp(prefix=".new-", dir=releases))
        try:
            yield folder
            folder.chmod(0o755)
            folder.rename(target)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
