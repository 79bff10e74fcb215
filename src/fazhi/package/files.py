"""The files of a package: names, sizes, hashes, and what the descriptor says."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA_FOLDER = "data"
DESCRIPTOR_NAME = "datapackage.json"
CHECKSUMS_NAME = "SHA256SUMS"


class DamagedPackageError(RuntimeError):
    """A package does not say what it is; the message says what to do."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of the release: path within it, size and SHA-256."""

    path: str
    size: int
    sha256: str


def read_descriptor(folder: Path) -> dict[str, Any]:
    """Return the descriptor of a package.

    Raises:
        FileNotFoundError: There is no package in this folder.
        DamagedPackageError: The descriptor is no JSON object.
    """
    path = folder / DESCRIPTOR_NAME
    try:
        content = json.loads(path.read_bytes())
    except ValueError as error:
        content = error
    if not isinstance(content, dict):
        raise DamagedPackageError(
            f"{path} is no descriptor of a package ({content}). Put a copy of this package in "
            "its place; the nightly one may be removed: fazhi release makes it again"
        )
    return content


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_in(folder: Path) -> list[str]:
    """Return all files below a folder but the checksums, sorted, with forward slashes."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if name != CHECKSUMS_NAME)


def measured(folder: Path, name: str) -> File:
    """Return what there is to say of the file ``name`` in ``folder``."""
    path = folder / name
    return File(name, path.stat().st_size, sha256_of(path))


def checksums(folder: Path) -> str:
    """Return the content of the checksums file, as ``sha256sum`` would write it."""
    return "".join(f"{sha256_of(folder / name)}  {name}\n" for name in files_in(folder))
