"""A build on disk: where its files are, what its manifest says, how it is swapped in.

``output/build`` is a link to a folder in ``output/.builds``. A new build is made whole
in a folder of its own; then the link is replaced by a rename, which either happens or
does not. Readers of the earlier build keep the files that they have open.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from fazhi.store.database import DATABASE_NAME

MANIFEST_NAME = "build.json"
TABLES_FOLDER = "tables"


class BuildBusyError(RuntimeError):
    """Another process is building in this place."""


@dataclass(frozen=True, slots=True)
class Build:
    """A build that is in place.

    Attributes:
        path: Its folder.
        content_sha256: Hash over all rows of all released tables; that something was
            looked at again and found unchanged is no new content.
        created: Time of the last look that went into it, ISO 8601; empty without looks.
        is_fictional: Whether it holds the invented places of the sample.
        fazhi_version: The program that made it.
        rows: Table -> number of rows.
        hashes: Table that counts as content -> hash over its rows.
        is_changed: Whether the content differs from the build before; not stored.
    """

    path: Path
    content_sha256: str
    created: str
    is_fictional: bool
    fazhi_version: str
    rows: dict[str, int]
    hashes: dict[str, str]
    is_changed: bool = False

    @property
    def database(self) -> Path:
        """The DuckDB file."""
        return self.path / DATABASE_NAME

    def parquet(self, table: str) -> Path:
        """The Parquet file of a table."""
        return self.path / TABLES_FOLDER / f"{table}.parquet"


def read_build(build_dir: Path | str) -> Build | None:
    """Return the build at ``build_dir``, None if there is none."""
    path = Path(build_dir)
    try:
        manifest = json.loads((path / MANIFEST_NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Build(path=path, **manifest)


def write_manifest(folder: Path, build: Build) -> None:
    """Write what ``read_build`` reads."""
    content = {
        name: value for name, value in asdict(build).items() if name not in {"path", "is_changed"}
    }
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    (folder / MANIFEST_NAME).write_text(text, encoding="utf-8")


def builds_folder(build_dir: Path) -> Path:
    """Return the folder beside ``build_dir`` in which builds are made and kept."""
    return build_dir.parent / f".{build_dir.name}s"


@contextmanager
def locked(build_dir: Path) -> Iterator[None]:
    """Let only one process at a time build here.

    Raises:
        BuildBusyError: Another process does.
    """
    folder = builds_folder(build_dir)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildBusyError(f"another process is building {build_dir}; try later") from error
        yield


def swap_in(new: Path, build_dir: Path) -> None:
    """Make ``build_dir`` point to the folder ``new`` and drop what it pointed to."""
    link = builds_folder(build_dir) / "link"
    link.unlink(missing_ok=True)
    link.symlink_to(os.path.relpath(new, build_dir.parent))
    if build_dir.is_dir() and not build_dir.is_symlink():
        build_dir.rename(builds_folder(build_dir) / "replaced")
    link.replace(build_dir)
    remove_leftovers(build_dir)


def remove_leftovers(build_dir: Path) -> None:
    """Remove builds that are not in place: earlier ones and those of killed processes."""
    current = build_dir.resolve()
    for folder in builds_folder(build_dir).iterdir():
        if folder.is_dir() and not folder.is_symlink() and folder.resolve() != current:
            shutil.rmtree(folder)
