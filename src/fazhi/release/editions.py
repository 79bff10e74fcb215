"""An edition: a package or a build, seen as tables that can be compared with another's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from fazhi.package.files import DATA_FOLDER, read_descriptor
from fazhi.store import DATABASE_NAME, Build
from fazhi.store.database import connect, literal
from fazhi.tableschema import frictionless_schema, released


@dataclass(frozen=True, slots=True)
class Edition:
    """A package or a build.

    Attributes:
        version: Its version; ``build`` for a build that has none yet.
        content_sha256: Hash over the rows of all its tables.
        is_fictional: Whether its places are invented.
        parquet: Table -> its Parquet file.
        schemas: Table -> its Table Schema.
        database: The DuckDB file.
        rows: Table -> number of rows.
    """

    version: str
    content_sha256: str
    is_fictional: bool
    parquet: dict[str, Path]
    schemas: dict[str, dict[str, Any]]
    database: Path
    rows: dict[str, int]


def edition_of_build(build: Build, version: str = "build") -> Edition:
    """Return a build as the edition that a package of it would be."""
    tables = released()
    return Edition(
        version=version,
        content_sha256=build.content_sha256,
        is_fictional=build.is_fictional,
        parquet={table.name: build.parquet(table.name) for table in tables},
        schemas={table.name: frictionless_schema(table) for table in tables},
        database=build.database,
        rows={table.name: build.rows[table.name] for table in tables},
    )


def edition_of_package(folder: Path) -> Edition:
    """Return a package, by what its own descriptor says.

    Raises:
        FileNotFoundError: There is no package in this folder.
    """
    content = read_descriptor(folder)
    tables = {
        resource["name"]: resource
        for resource in content["resources"]
        if resource["type"] == "table" and "rows" in resource
    }
    return Edition(
        version=content["version"],
        content_sha256=content["fazhi"]["content_sha256"],
        is_fictional=content["fazhi"]["is_fictional"],
        parquet={name: folder / DATA_FOLDER / f"{name}.parquet" for name in tables},
        schemas={name: resource["schema"] for name, resource in tables.items()},
        database=folder / DATABASE_NAME,
        rows={name: resource["rows"] for name, resource in tables.items()},
    )


@contextmanager
def side_by_side(before: Edition, after: Edition) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open two editions in one connection: their tables as ``before.x`` and ``after.x``."""
    with TemporaryDirectory(prefix="fazhi-") as spill, connect(Path(spill)) as connection:
        for name, edition in (("before", before), ("after", after)):
            connection.execute(f"CREATE SCHEMA {name}")
            for table, path in edition.parquet.items():
                connection.execute(
                    f'CREATE VIEW {name}."{table}" AS '
                    f"SELECT * FROM read_parquet({literal(str(path))})"
                )
        yield connection
