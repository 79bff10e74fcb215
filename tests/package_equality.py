"""Are two packages the same? Every file byte by byte, the DuckDB file table by table."""

from __future__ import annotations

from pathlib import Path

import duckdb

DATABASE = "fazhi.duckdb"
CHECKSUMS = "SHA256SUMS"


def different_files(one: Path, other: Path) -> list[str]:
    """Return names of files that only one has, or that differ.

    The bytes of a DuckDB file are another's each time, and so is its line among the
    checksums: for that file ``different_tables`` speaks.
    """
    names = {
        path.relative_to(folder).as_posix()
        for folder in (one, other)
        for path in folder.rglob("*")
        if path.is_file()
    }
    return sorted(
        name for name in names - {DATABASE} if _content(one, name) != _content(other, name)
    )


def _content(folder: Path, name: str) -> bytes | None:
    path = folder / name
    if not path.is_file():
        return None
    content = path.read_bytes()
    if name == CHECKSUMS:
        return b"\n".join(
            line for line in content.split(b"\n") if not line.endswith(DATABASE.encode())
        )
    return content


def different_tables(one: Path, other: Path) -> list[str]:
    """Return names of tables and views of two DuckDB files that are not equal.

    Definitions and comments are compared too. The rows of a table must stand in the same
    order; those of a view have none.
    """
    with duckdb.connect() as connection:
        for name, path in (("one", one), ("other", other)):
            connection.execute(f"ATTACH '{path}' AS {name} (READ_ONLY)")
        ours, theirs = (_described(connection, name) for name in ("one", "other"))
        return [
            name
            for name in sorted(ours.keys() | theirs.keys())
            if ours.get(name) != theirs.get(name) or not _same_rows(connection, *ours[name][:2])
        ]


def _described(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, tuple[str, ...]]:
    """Name -> name, order, definition and comment of all tables and views."""
    rows = connection.execute(
        "SELECT table_name, '', sql, comment FROM duckdb_tables() WHERE database_name = $name "
        "UNION ALL SELECT view_name, 'ORDER BY ALL', sql, comment FROM duckdb_views() "
        "WHERE database_name = $name AND NOT internal",
        {"name": name},
    ).fetchall()
    return {row[0]: row for row in rows}


def _same_rows(connection: duckdb.DuckDBPyConnection, name: str, order: str) -> bool:
    rows = []
    for database in ("one", "other"):
        # Views read their tables in the database that is in use.
        connection.execute(f"USE {database}")
        rows.append(connection.execute(f'SELECT * FROM "{name}" {order}').fetchall())
    connection.execute("USE memory")
    return bool(rows[0] == rows[1])
