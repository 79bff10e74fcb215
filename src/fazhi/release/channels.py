"""The two channels, and the names under which packages are found.

::

    output/nightly                    the newest content, replaced when it changes
    output/releases/<YYYY.MM.N>       stable releases, never changed
    output/releases/latest            a link to the newest of them
"""

from __future__ import annotations

import re
from pathlib import Path

from fazhi.package.files import DESCRIPTOR_NAME
from fazhi.store import Build

NIGHTLY_NAME = "nightly"
LATEST_NAME = "latest"
_VERSION = re.compile(r"(\d{4})\.(\d{2})\.(\d+)")


class ReleaseRefused(RuntimeError):  # noqa: N818  (it names a decision, not a mishap)
    """No release is made of this build; the message says why and what to do."""


def releases_in(releases_dir: Path | str) -> list[Path]:
    """Return all stable releases, the oldest first; 2026.11.10 comes after 2026.11.9."""
    found = [
        path
        for path in Path(releases_dir).glob("*")
        if _VERSION.fullmatch(path.name) and not path.is_symlink()
    ]
    return sorted(found, key=lambda path: version_parts(path.name))


def latest_release(releases_dir: Path | str) -> Path | None:
    """Return the newest stable release by version, None if there is none."""
    found = releases_in(releases_dir)
    return found[-1] if found else None


def next_version(releases_dir: Path | str, created: str) -> str:
    """Return ``YYYY.MM.N`` for a build whose last look was at ``created`` (ISO 8601).

    A release never comes before one that is there: a build of an older archive is
    numbered on in the month of the newest.
    """
    month = (int(created[:4]), int(created[5:7]))
    latest = latest_release(releases_dir)
    if latest is None:
        return f"{month[0]:04}.{month[1]:02}.1"
    year, last_month, number = version_parts(latest.name)
    if (year, last_month) >= month:
        return f"{year:04}.{last_month:02}.{number + 1}"
    return f"{month[0]:04}.{month[1]:02}.1"


def version_parts(version: str) -> tuple[int, ...]:
    """Return year, month and number, as versions are ordered by."""
    return tuple(int(part) for part in version.split("."))


def is_version(text: str) -> bool:
    """Tell whether a text is the version of a stable release."""
    return _VERSION.fullmatch(text) is not None


def nightly_version(build: Build) -> str:
    """Return the version of a build's nightly package: day of the last look, content."""
    return f"{NIGHTLY_NAME}-{build.created[:10].replace('-', '.')}-{build.content_sha256[:12]}"


def find_package(output: Path, name: str) -> Path:
    """Return the folder of a package.

    Args:
        output: The ``output`` folder of a workspace.
        name: ``nightly``, ``latest``, the version of a stable release, or a folder.

    Raises:
        FileNotFoundError: There is none; the message says what there is.
    """
    releases = output / "releases"
    places = {NIGHTLY_NAME: output / NIGHTLY_NAME, LATEST_NAME: latest_release(releases)}
    path = places[name] if name in places else releases / name if is_version(name) else Path(name)
    if path is None or not (path / DESCRIPTOR_NAME).is_file():
        there = [found.name for found in releases_in(releases)]
        if (output / NIGHTLY_NAME / DESCRIPTOR_NAME).is_file():
            there.append(NIGHTLY_NAME)
        raise FileNotFoundError(
            f"{name} is no package (nightly, latest, a version, or a folder with "
            f"{DESCRIPTOR_NAME}); {output} holds {', '.join(there) or 'none'}"
        )
    return path.resolve()
