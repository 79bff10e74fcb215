"""Packages are cut from a build: refused, or written whole, checked, and put in place.

Nothing in a package comes from the clock: the same build after the same releases gives
the same bytes. A process that is killed at any moment leaves what was there before, and
what it had begun is removed by the next one.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from fazhi.linked_folder import LinkedFolder, only_writer
from fazhi.package import Circumstances, Statement, check_release, read_facts, write_package
from fazhi.package.circumstances import ORDINARY
from fazhi.release.channels import (
    LATEST_NAME,
    ReleaseRefused,
    next_version,
    nightly_version,
    releases_in,
)
from fazhi.release.compatibility import announced_by, breaks_in, to_announce, unannounced
from fazhi.release.diff import compare
from fazhi.release.diff.saying import as_json, as_markdown
from fazhi.release.editions import edition_of_build, edition_of_package
from fazhi.release.feed import FEED_NAME, entry_of_build, entry_of_package, feed
from fazhi.release.refusals import emptiness, losses
from fazhi.release.settings import settings
from fazhi.review.hand_checks import HandCheck
from fazhi.store import Build, read_build
from fazhi.whole_file import write_whole

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
        name: The version that is not cut.
        findings: What was found.
    """

    def __init__(self, name: str, findings: Sequence[Statement]) -> None:
        self.name, self.findings = name, tuple(findings)
        super().__init__(name, self.findings)

    def __str__(self) -> str:
        """Return what was found, and what to do."""
        lines = [f"    {finding.en}" for finding in self.findings]
        return "\n".join(
            [
                f"{self.name} is refused, what was there stays:",
                *lines,
                'If this is as it should be: --allow "the reason", which is kept in the package.',
            ]
        )


def cut_nightly(
    build_dir: Path | str,
    nightly_dir: Path | str,
    allow: str = "",
    hand_checks: Sequence[HandCheck] = (),
) -> Cut:
    """Replace the nightly package when the content of the build is another.

    Args:
        build_dir: The build (``output/build``).
        nightly_dir: Where the package appears (``output/nightly``).
        allow: Why a build that lost something is right.
        hand_checks: Scored samples, for the package to quote.

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
        circumstances = Circumstances(
            channel="nightly",
            findings=_losses(before, build),
            announced_breaks=to_announce(settings().announced_breaks, version, None),
        )
        circumstances = _let_pass(circumstances, version, allow)
        new = folder.new()
        try:
            _write(build, new, version, circumstances, hand_checks)
            folder.swap_in(new, earlier=settings().keep.nightlies)
        finally:
            shutil.rmtree(new, ignore_errors=True)  # no longer there when swapped in
    return Cut(link, is_new=True, circumstances=circumstances)


def cut_stable(
    build_dir: Path | str,
    releases_dir: Path | str,
    allow: str = "",
    hand_checks: Sequence[HandCheck] = (),
) -> Cut:
    """Write a stable release, unless the last one has the same content.

    Args:
        build_dir: The build (``output/build``).
        releases_dir: Where releases stand, one folder each.
        allow: Why a build that lost something, or breaks the schema, is right.
        hand_checks: Scored samples, for the release to quote.

    Raises:
        NeedsDecision: As for ``cut_nightly``, compared with the last release.
        ReleaseRefused: As for ``cut_nightly``. Nothing is left behind.
        fazhi.linked_folder.FolderBusyError: Another process is writing there.
    """
    build, releases = _build(build_dir), Path(releases_dir).absolute()
    releases.mkdir(parents=True, exist_ok=True)
    with only_writer(releases / LOCK_NAME, releases):
        _remove_leftovers(releases)
        earlier = releases_in(releases)
        before = earlier[-1] if earlier else None
        _refuse_mixture(before, build)
        is_new = before is None or read_facts(before)["content_sha256"] != build.content_sha256
        circumstances = ORDINARY
        if is_new:
            version = next_version(releases, build.created)
            circumstances, files = _compared(before, build, version, allow)
            entries = [
                *map(entry_of_package, earlier),
                entry_of_build(build, version, circumstances),
            ]
            files[FEED_NAME] = feed(entries, folder="../")
            with _whole(releases / version) as folder:
                _write(build, folder, version, circumstances, hand_checks, files)
        newest = releases_in(releases)
        # Whatever a process that was killed left undone is done now.
        _point_latest(newest[-1])
        write_whole(releases / FEED_NAME, feed([*map(entry_of_package, newest)]).encode())
    return Cut(newest[-1], is_new, circumstances)


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


def _losses(before: Path | None, build: Build) -> tuple[Statement, ...]:
    """Find what speaks against a package, from the numbers of rows and the coverage."""
    after = edition_of_build(build)
    found = emptiness(after)
    if before is not None:
        found += losses(edition_of_package(before), after, settings().bounds)
    return tuple(found)


def _compared(
    before: Path | None, build: Build, version: str, allow: str
) -> tuple[Circumstances, dict[str, str]]:
    """Compare a build with the last stable release.

    Returns:
        How the release is cut, if it may be, and the files that tell the difference.
    """
    findings = _losses(before, build)
    breaks: tuple[Statement, ...] = ()
    files = {}
    if before is not None:
        difference = compare(
            edition_of_package(before),
            edition_of_build(build, version),
            announced=announced_by(before),
        )
        findings += tuple(unannounced(difference))
        breaks = breaks_in(difference)
        files = {"diff.json": as_json(difference), "diff.md": as_markdown(difference)}
    circumstances = Circumstances(
        channel="stable",
        findings=findings,
        schema_breaks=breaks,
        announced_breaks=to_announce(settings().announced_breaks, version, before),
    )
    return _let_pass(circumstances, version, allow), files


def _let_pass(circumstances: Circumstances, version: str, allow: str) -> Circumstances:
    """Return how the package is cut, with the reason if one is needed.

    Raises:
        NeedsDecision: One is needed, and there is none.
    """
    if not circumstances.findings:
        return circumstances
    if not allow.strip():
        raise NeedsDecision(version, circumstances.findings)
    return replace(circumstances, allowed=allow.strip())


# --- Writing --------------------------------------------------------------------------


def _write(
    build: Build,
    folder: Path,
    version: str,
    circumstances: Circumstances,
    hand_checks: Sequence[HandCheck],
    files: Mapping[str, str] | None = None,
) -> None:
    """Write a package and check it as a stranger would."""
    write_package(build, folder, version, files, circumstances, hand_checks=hand_checks)
    problems = check_release(folder)
    if problems:
        raise ReleaseRefused("\n".join(["the package would not be valid:", *problems]))


def _remove_leftovers(releases: Path) -> None:
    """Remove what processes left that were killed."""
    for folder in releases.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(folder)
    for file in releases.glob(".writing-*"):
        file.unlink()


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
