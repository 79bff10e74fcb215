"""The DuckDB file: made from the Parquet files, with comments and the analysts' views.

It is always made new and never written again, so that whoever has it open keeps what
was opened. The storage version is one that every DuckDB 1.x client reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import duckdb

from fazhi.tableschema import TableDefinition, duckdb_comments, duckdb_create

DATABASE_NAME = "fazhi.duckdb"
STORAGE_VERSION = "v1.0.0"

#: In the order in which they build on each other.
VIEWS = ("observations_main", "wide", "evidence", "indicator_status")
#: What DuckDB says of such a file; it has no class of error for it.
_DAMAGED = ("Corrupt database file", "not a valid DuckDB database file")
_PLACEHOLDER = "/* one column per indicator */"


class DamagedDatabaseError(RuntimeError):
    """A DuckDB file cannot be read; the message says what to do."""

    def __init__(self, path: Path, reason: object) -> None:
        super().__init__(
            f"{path} cannot be read ({reason}). A build's is made again by fazhi build; "
            "fazhi check says what else of a package is not as it was released"
        )


@contextmanager
def read_only(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the DuckDB file of a build or a package read-only; times are told in UTC.

    Raises:
        DamagedDatabaseError: It is no DuckDB file, or its bytes changed on disk.
    """
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            yield connection
    except duckdb.Error as error:
        if not any(words in str(error) for words in _DAMAGED):
            raise
        raise DamagedDatabaseError(database, error) from error


def connect(spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open an in-memory database that works in UTC and may spill into a folder."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    if spill is not None:
        connection.execute(f"SET temp_directory = {literal(str(spill))}")
    return connection


def literal(text: str) -> str:
    """Quote a text for SQL."""
    return "'" + text.replace("'", "''") + "'"


def write_database(path: Path, tables: Iterable[TableDefinition], parquet: Path) -> None:
    """Make the DuckDB file at ``path`` from ``<parquet>/<table>.parquet``."""
    with connect() as connection:
        connection.execute(
            f"ATTACH {literal(str(path))} AS made (STORAGE_VERSION '{STORAGE_VERSION}')"
        )
        connection.execute("USE made")
        connection.execute("BEGIN")
        for table in tables:
            connection.execute(duckdb_create(table))
            source = literal(str(parquet / f"{table.name}.parquet"))
            connection.execute(f"INSERT INTO {table.name} SELECT * FROM read_parquet({source})")
            for comment in duckdb_comments(table):
                connection.execute(comment)
        create_views(connection)
        connection.execute("COMMIT")
        connection.execute("USE memory")
        connection.execute("DETACH made")


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the views of ``schemas/views`` over the tables of the current database."""
    for name in VIEWS:
        sql = files("fazhi.schemas").joinpath(f"views/{name}.sql").read_text(encoding="utf-8")
        comment, query = split_comment(sql)
        if _PLACEHOLDER in query:
            query = query.replace(_PLACEHOLDER, _indicator_columns(connection))
        connection.execute(f"CREATE VIEW {name} AS {query}")
        connection.execute(f"COMMENT ON VIEW {name} IS {literal(comment)}")


def split_comment(sql: str) -> tuple[str, str]:
    """Take the comment at the top of a file apart from the query."""
    lines = sql.splitlines()
    count = next(number for number, line in enumerate(lines) if not line.startswith("--"))
    comment = " ".join(line.removeprefix("--").strip() for line in lines[:count])
    return comment, "\n".join(lines[count:])


def _indicator_columns(connection: duckdb.DuckDBPyConnection) -> str:
    """One column for every indicator that has a main value anywhere."""
    found = connection.execute(
        "SELECT DISTINCT indicator_id FROM observations_main ORDER BY indicator_id"
    ).fetchall()
    return "".join(
        f',\n    max(value) FILTER (WHERE indicator_id = {literal(name)}) AS "{name}"'
        for (name,) in found
    )
