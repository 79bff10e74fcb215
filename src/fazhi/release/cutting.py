"""Packages are cut from a build: refused, or written whole, checked, and put in place.

Nothing in a package comes from the clock: the same build after the same releases gives
the same bytes. A process that is killed at any moment leaves what was there before, and
what it had begun is removed by the next one.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fazhi.linked_folder import LinkedFolder, only_writer
from fazhi.package import Circumstances, Statement, check_release, read_facts, write_package
from fazhi.package.circumstances import ORDINARY, Channel
from fazhi.release.channels import (
    LATEST_NAME,
    ReleaseRefused,
    latest_release,
    next_version,
    nightly_version,
)
from fazhi.release.editions import edition_of_build, edition_of_package
from fazhi.release.refusals import emptiness, losses
from fazhi.release.settings import settings
from fazhi.store import Build, read_build

LOCK_NAME = ".lock"
_UNFINISHED = ".new-"


@dataclass(frozen=True, slots=True)
class Cut:
    """What came of cutting a package.

    Attributes:
        path: The package with the content of the build.
        is_new: False where it was there already.
        circumstances: What was found and let pass, when it was cut now.
    """

    path: Path
    is_new: bool
    circumstances: Circumstances = ORDINARY


class NeedsDecision(ReleaseRefused):
    """The build lost something, or breaks the schema: a person may let it pass, with a reason.

    Attributes:
        findings: What was found.
    """

    def __init__(self, name: str, findings: Sequence[Statement]) -> None:
        self.findings = tuple(findings)
        super().__init__(
            "\n".join(
                [
                    f"{name} is refused, what was there stays:",
                    *(f"    {finding.en}" for finding in findings),
                    'If this is as it should be: --allow "the reason", which is kept in the '
                    "package.",
                ]
            )
        )


def cut_nightly(build_dir: Path | str, nightly_dir: Path | str, allow: str = "") -> Cut:
    """Replace the nightly package when the content of the build is another.

    Args:
        build_dir: The build (``output/build``).
        nightly_dir: Where the package appears (``output/nightly``).
        allow: Why a build that lost something is right.

    Raises:
        NeedsDecision: The build is empty or lost more than it may, and nothing allows it.
        ReleaseRefused: There is no build, invented places would take the place of real
            ones, or the package would not be valid. The package before stays.
        fazhi.linked_folder.FolderBusyError: Another process is writing there.
    """
    build, link = _build(build_dir), Path(nightly_dir).absolute()
    folder = LinkedFolder(link, link.parent / ".nightlies")
    with folder.locked():
        before = _package(link)
        _refuse_mixture(before, build)
        if before is not None and read_facts(before)["content_sha256"] == build.content_sha256:
            return Cut(link, is_new=False)
        version = nightly_version(build)
        findings = _findings(before, build)
        circumstances = _circumstances("nightly", version, findings, allow)
        new = folder.new()
        try:
            _write(build, new, version, circumstances)
            folder.swap_in(new, earlier=settings().keep.nightlies)
        finally:
            shutil.rmtree(new, ignore_errors=True)  # no longer there when swapped in
    return Cut(link, is_new=True, circumstances=circumstances)


def cut_stable(build_dir: Path | str, releases_dir: Path | str, allow: str = "") -> Cut:
    """Write a stable release, unless the last one has the same content.

    Args:
        build_dir: The build (``output/build``).
        releases_dir: Where releases stand, one folder each.
        allow: Why a build that lost something, or breaks the schema, is right.

    Raises:
        NeedsDecision: As for ``cut_nightly``, compared with the last release.
        ReleaseRefused: As for ``cut_nightly``. Nothing is left behind.
        fazhi.linked_folder.FolderBusyError: Another process is writing there.
    """
    build, releases = _build(build_dir), Path(releases_dir).absolute()
    releases.mkdir(parents=True, exist_ok=True)
    with only_writer(releases / LOCK_NAME, releases):
        for leftover in releases.glob(f"{_UNFINISHED}*"):  # of a process that was killed
            shutil.rmtree(leftover)
        before = latest_release(releases)
        _refuse_mixture(before, build)
        if before is not None and read_facts(before)["content_sha256"] == build.content_sha256:
            _point_latest(before)
            return Cut(before, is_new=False)
        version = next_version(releases, build.created)
        findings = _findings(before, build)
        circumstances = _circumstances("stable", version, findings, allow)
        with _whole(releases / version) as folder:
            _write(build, folder, version, circumstances)
        _point_latest(releases / version)
    return Cut(releases / version, is_new=True, circumstances=circumstances)


# --- Refusing -------------------------------------------------------------------------


def _build(build_dir: Path | str) -> Build:
    """Return the build that is in place now; one that replaces it later does not matter."""
    build = read_build(Path(build_dir).resolve())
    if build is None:
        raise ReleaseRefused(f"{build_dir} holds no build: fazhi build makes one")
    if not build.created:
        raise ReleaseRefused(f"the build in {build_dir} has no looks: collect or ingest some")
    return build


def _package(link: Path) -> Path | None:
    return link.resolve() if link.is_dir() else None


def _refuse_mixture(before: Path | None, build: Build) -> None:
    if before is None:
        return
    was_fictional = read_facts(before)["is_fictional"]
    if was_fictional != build.is_fictional:
        raise ReleaseRefused(
            f"{before} holds {_holds(was_fictional)}, the build {_holds(build.is_fictional)}: "
            "they must not be mixed. Use another workspace"
        )


def _holds(is_fictional: bool) -> str:
    return "invented places" if is_fictional else "real places"


def _findings(before: Path | None, build: Build) -> list[Statement]:
    after = edition_of_build(build)
    found = emptiness(after)
    if before is not None:
        found += losses(edition_of_package(before), after, settings().bounds)
    return found


def _circumstances(
    channel: Channel, version: str, findings: Sequence[Statement], allow: str
) -> Circumstances:
    """Return how the package is cut, if it may be."""
    if not findings:
        return Circumstances(channel)
    if not allow.strip():
        raise NeedsDecision(version, findings)
    return Circumstances(channel, allow.strip(), tuple(findings))


# --- Writing --------------------------------------------------------------------------


def _write(build: Build, folder: Path, version: str, circumstances: Circumstances) -> None:
    """Write a package and check it as a stranger would."""
    write_package(build, folder, version, circumstances=circumstances)
    problems = check_release(folder)
    if problems:
        raise ReleaseRefused("\n".join(["the package would not be valid:", *problems]))


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """Give a folder to write into that becomes ``target`` at the end, or vanishes."""
    folder = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=target.parent))
    try:
        yield folder
        folder.chmod(0o755)
        _settle(folder)
        folder.rename(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _settle(folder: Path) -> None:
    """Make the files read-only and see them to the disk, before the folder gets its name."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(0o444)
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _point_latest(release: Path) -> None:
    """Let ``latest`` point to a release; also mends what a killed process left undone."""
    latest = release.parent / LATEST_NAME
    if latest.is_symlink() and latest.readlink() == Path(release.name):
        return
    link = release.parent / f".{LATEST_NAME}"
    link.unlink(missing_ok=True)
    link.symlink_to(release.name)
    link.replace(latest)
