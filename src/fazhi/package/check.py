"""Is a release whole, unchanged and consistent? Checked as a stranger would.

Nothing is believed but the files: every byte by its hash, the descriptor and the CSV by
frictionless, CSV against Parquet and Parquet against DuckDB row by row, the rules between
tables again, and the other files against these.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
from frictionless import Package

from fazhi.package.check_documents import check_documents
from fazhi.package.files import (
    CHECKSUMS_NAME,
    DATA_FOLDER,
    DESCRIPTOR_NAME,
    DamagedPackageError,
    checksums,
    files_in,
    measured,
    read_descriptor,
)
from fazhi.store import DATABASE_NAME
from fazhi.store.database import connect, literal
from fazhi.store.rules import broken_rules
from fazhi.tableschema import (
    DUCKDB_TYPES,
    definitions,
    duckdb_create,
    frictionless_schema,
    released,
)

#: frictionless reads 20,000 to 80,000 rows a second: of larger tables it sees the
#: beginning, without references; the rules of DuckDB see every row and reference.
_ROWS_BY_FRICTIONLESS = 50_000
_LONGEST_LINE = 64_000_000


def check_release(path: Path | str) -> list[str]:
    """Return what is wrong with a release, nothing if all is well.

    Args:
        path: The folder of the release.
    """
    folder = Path(path)
    problems = check_hashes(folder)
    if problems:
        # Whatever else is wrong follows from bytes that are not those released.
        return problems
    try:
        content = read_descriptor(folder)
    except (FileNotFoundError, DamagedPackageError) as error:
        return [str(error)]
    problems = _check_descriptor(content, folder)
    if problems:
        return problems
    problems += _check_frictionless(content, folder)
    problems += check_documents(content, folder)
    with connect() as connection:
        problems += _check_tables(connection, folder, content)
    return problems


def check_hashes(folder: Path) -> list[str]:
    """Return files that are missing, changed or not listed in the checksums."""
    sums = folder / CHECKSUMS_NAME
    if not sums.is_file():
        return [f"{sums} is missing: this is no whole release"]
    written, expected = sums.read_bytes(), checksums(folder)
    if written == expected.encode():
        return []
    listed = {name: line for line, name in _by_name(written.decode("utf-8", "replace"))}
    there = {name: line for line, name in _by_name(expected)}
    problems = [f"{name} is not listed in {CHECKSUMS_NAME}" for name in there.keys() - listed]
    problems += [
        f"{name} is listed in {CHECKSUMS_NAME} but missing" for name in listed - there.keys()
    ]
    problems += [
        f"{name} is not what was released: its SHA-256 is not that of {CHECKSUMS_NAME}"
        for name in there.keys() & listed
        if there[name] != listed[name]
    ]
    return sorted(problems) or [f"{CHECKSUMS_NAME} is not as it was written"]


def _by_name(sums: str) -> list[tuple[str, str]]:
    return [(line, line.partition("  ")[2]) for line in sums.split("\n") if line]


def _check_descriptor(content: dict[str, Any], folder: Path) -> list[str]:
    problems = [f"{DESCRIPTOR_NAME}: {error}" for error in Package.metadata_validate(content)]
    if problems:
        return problems
    described = {resource["path"]: resource for resource in content["resources"]}
    there = set(files_in(folder))
    data = {name for name in there if name.startswith(f"{DATA_FOLDER}/")}
    for name in sorted({*described, *data}):
        if name not in described or name not in there:
            problems.append(f"{name} is not described in {DESCRIPTOR_NAME}, or missing")
            continue
        resource = described[name]
        if "hash" not in resource and name not in data:
            continue  # SHA256SUMS has it: the bytes of the database are not made again
        file = measured(folder, name)
        if resource.get("hash") != f"sha256:{file.sha256}":
            problems.append(f"{name} has another hash than {DESCRIPTOR_NAME} says")
        if resource.get("bytes") != file.size:
            problems.append(f"{name} has another size than {DESCRIPTOR_NAME} says")
    return problems


def _check_frictionless(content: dict[str, Any], folder: Path) -> list[str]:
    rows = max(resource.get("rows", 0) for resource in content["resources"])
    package = Package.from_descriptor(content, basepath=str(folder))
    if rows > _ROWS_BY_FRICTIONLESS:
        # Following a reference reads the whole table that it points to.
        for resource in package.resources:
            resource.schema.foreign_keys = []
    report = package.validate(limit_rows=_ROWS_BY_FRICTIONLESS)
    errors = [(task.place, error) for task in report.tasks for error in task.errors]
    return [str(error.message) for error in report.errors] + [
        f"{place}: {error.message}" for place, error in errors
    ]


def _check_tables(
    connection: duckdb.DuckDBPyConnection, folder: Path, content: dict[str, Any]
) -> list[str]:
    """Compare the three forms of every table; its columns are those of the descriptor."""
    connection.execute(f"ATTACH {literal(str(folder / DATABASE_NAME))} AS made (READ_ONLY)")
    problems: list[str] = []
    schemas = {}
    for resource in content["resources"]:
        if resource["type"] == "table":
            schemas[resource["name"]] = resource["schema"]
            problems += _check_table(connection, folder, resource)
    # The rules of today's tables say nothing about a release of earlier ones.
    if schemas == {table.name: frictionless_schema(table) for table in released()}:
        for table in definitions().values():
            if not table.facts.released:
                connection.execute(duckdb_create(table))
        problems += [str(failure) for failure in broken_rules(connection)]
    return problems


def _check_table(
    connection: duckdb.DuckDBPyConnection, folder: Path, resource: dict[str, Any]
) -> list[str]:
    table, name = resource["name"], f"{DATA_FOLDER}/{resource['name']}"
    parquet = literal(str(folder / f"{name}.parquet"))
    connection.execute(f'CREATE VIEW "{table}" AS SELECT * FROM read_parquet({parquet})')
    count = _count(connection, table)
    problems: list[str] = []
    if count != resource["rows"]:
        problems.append(f"{name}.parquet has {count} rows, {resource['rows']} are described")
    others = {
        f"{name}.csv": read_csv(resource["schema"], folder / f"{name}.csv"),
        f"{DATABASE_NAME} ({table})": f'made."{table}"',
    }
    for other, source in others.items():
        try:
            missing, counted = _compared(connection, table, source)
        except duckdb.Error as error:
            problems.append(f"{other} cannot be read as {table}: {error}")
            continue
        if missing or counted != count:
            problems.append(
                f"{other} has {counted} rows, {name}.parquet {count}; "
                f"{missing} of the latter are not in the former"
            )
    return problems


def read_csv(schema: dict[str, Any], path: Path) -> str:
    """Return the query that reads a CSV with the types of its Table Schema; no guessing."""
    types = {field["name"]: DUCKDB_TYPES[field["type"]] for field in schema["fields"]}
    names = ", ".join(f"'{name}': 'VARCHAR'" for name in types)
    typed = ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"' for name, kind in types.items())
    return (
        f"(SELECT {typed} FROM read_csv({literal(str(path))}, header = true, "
        f"auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', "
        f"parallel = false, max_line_size = {_LONGEST_LINE}, columns = {{{names}}}))"
    )


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchall()[0][0])


def _compared(connection: duckdb.DuckDBPyConnection, one: str, other: str) -> tuple[int, int]:
    """Count the rows of one that the other does not have, and the rows of the other.

    Nothing missing and equal counts mean equal tables, since keys are unique.
    """
    rows = connection.execute(
        f'SELECT (SELECT count(*) FROM (FROM "{one}" EXCEPT FROM {other})), '
        f"(SELECT count(*) FROM {other})"
    ).fetchall()
    return int(rows[0][0]), int(rows[0][1])
