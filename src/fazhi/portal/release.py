"""A release as portals see it: what it says of itself, and its files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from fazhi.package.check import check_hashes
from fazhi.package.files import CHECKSUMS_NAME, DESCRIPTOR_NAME, read_descriptor
from fazhi.portal.errors import PublishRefused
from fazhi.release import is_version
from fazhi.release.channels import NIGHTLY_NAME

#: Ending of a file's name -> what portals call the format, and its media type.
_FORMATS = {
    "csv": ("CSV", "text/csv"),
    "duckdb": ("DuckDB", "application/vnd.duckdb"),
    "html": ("HTML", "text/html"),
    "json": ("JSON", "application/json"),
    "jsonld": ("JSON-LD", "application/ld+json"),
    "md": ("Markdown", "text/markdown"),
    "parquet": ("Parquet", "application/vnd.apache.parquet"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
_PLAIN = ("TXT", "text/plain")


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """A file of the release.

    Attributes:
        path: Within the release, with forward slashes.
        size: Bytes.
        sha256: Of its bytes.
        title: In both languages; the path where the release gives no title.
        description: In both languages, or empty.
        format: What portals call it, e.g. ``CSV``.
        mediatype: IANA media type.
        rows: Rows of a table, None of anything else.
        schema: Table Schema of a table, empty of anything else.
    """

    path: str
    size: int
    sha256: str
    title: str
    description: str
    format: str
    mediatype: str
    rows: int | None
    schema: dict[str, Any]


@dataclass(frozen=True)
class Release:
    """A whole release on disk.

    Attributes:
        folder: Where it is.
        descriptor: Its Data Package descriptor.
        files: Every file, in the order of the descriptor, then the others by path.
    """

    folder: Path
    descriptor: dict[str, Any]
    files: tuple[ReleaseFile, ...]

    @property
    def version(self) -> str:
        """``YYYY.MM.N``, or what the descriptor calls a nightly."""
        return str(self.descriptor["version"])

    @property
    def folder_name(self) -> str:
        """Name of its folder on a store: a nightly is named by its bytes, so never changed."""
        if self.is_stable:
            return self.version
        return f"{NIGHTLY_NAME}-{hashlib.sha256(self.checksums).hexdigest()[:16]}"

    @property
    def is_stable(self) -> bool:
        """Whether it is a release that stays, not a nightly."""
        return is_version(self.version)

    @cached_property
    def checksums(self) -> bytes:
        """The file with the hash of every other file."""
        return (self.folder / CHECKSUMS_NAME).read_bytes()

    @property
    def content_sha256(self) -> str:
        """Hash over the rows of all tables."""
        return str(self.descriptor["fazhi"]["content_sha256"])

    @cached_property
    def by_path(self) -> dict[str, ReleaseFile]:
        """The files by path."""
        return {file.path: file for file in self.files}


def read_release(folder: Path) -> Release:
    """Read a release that is about to be published.

    Raises:
        PublishRefused: It is not whole, not what was released, or holds invented data.
    """
    problems = check_hashes(folder)
    if problems:
        raise PublishRefused(
            "\n".join([f"{folder} is not what was released; nothing is published:", *problems])
        )
    descriptor = read_descriptor(folder)
    if descriptor.get("fazhi", {}).get("is_fictional") is not False:
        raise PublishRefused(
            f"{folder} holds invented places, or does not say that its places are real "
            f"(fazhi.is_fictional in {DESCRIPTOR_NAME}): such data are never published. "
            "Collect or ingest real reports into another workspace (--workspace DIR)"
        )
    return Release(folder, descriptor, tuple(_files(folder, descriptor)))


def _files(folder: Path, descriptor: dict[str, Any]) -> list[ReleaseFile]:
    sums = (folder / CHECKSUMS_NAME).read_text(encoding="utf-8").splitlines()
    hashes = {path: sha256 for sha256, _, path in (line.partition("  ") for line in sums)}
    described = {resource["path"]: resource for resource in descriptor["resources"]}
    order = [*described, *sorted(path for path in hashes if path not in described)]
    return [_file(folder, path, hashes[path], described.get(path, {})) for path in order]


def _file(folder: Path, path: str, sha256: str, resource: dict[str, Any]) -> ReleaseFile:
    name, mediatype = _FORMATS.get(path.rpartition(".")[2].lower(), _PLAIN)
    return ReleaseFile(
        path=path,
        size=(folder / path).stat().st_size,
        sha256=sha256,
        title=resource.get("title", path),
        description=resource.get("description", ""),
        format=name,
        mediatype=resource.get("mediatype", mediatype),
        rows=resource.get("rows"),
        schema=resource.get("schema", {}),
    )
