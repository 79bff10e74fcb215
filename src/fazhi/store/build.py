"""A build on disk: where its files are and what its manifest says.

``output/build`` is a link to a folder in ``output/.builds``; see ``fazhi.linked_folder``.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from fazhi.linked_folder import LinkedFolder
from fazhi.store.database import DATABASE_NAME

MANIFEST_NAME = "build.json"
TABLES_FOLDER = "tables"


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
        codebook_version: The codebook that it was read with; empty in builds made before
            this was noted.
        is_changed: Whether the content differs from the build before; not stored.
    """

    path: Path
    content_sha256: str
    created: str
    is_fictional: bool
    fazhi_version: str
    rows: dict[str, int]
    hashes: dict[str, str]
    codebook_version: str = ""
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


def linked_folder(build_dir: Path) -> LinkedFolder:
    """Return the folder that ``build_dir`` is, with the one beside it that holds builds."""
    return LinkedFolder(build_dir, build_dir.parent / f".{build_dir.name}s")
