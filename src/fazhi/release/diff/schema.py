"""Changes of the schema: tables, columns, types, units, code lists, indicators, views."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import duckdb

from fazhi.release.diff.model import SchemaChange, SchemaKind
from fazhi.release.editions import Edition
from fazhi.store.database import literal


def schema_changes(
    connection: duckdb.DuckDBPyConnection, before: Edition, after: Edition
) -> list[SchemaChange]:
    """Compare two editions, opened side by side, by their descriptors and code lists."""
    found = list(_tables(before.schemas, after.schemas))
    if "indicators" not in before.parquet or "indicators" not in after.parquet:
        return found
    return [*found, *_indicators(connection), *_views(connection, before, after)]


def _tables(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[SchemaChange]:
    for table in before.keys() - after.keys():
        yield SchemaChange("table_removed", table)
    for table, schema in after.items():
        if table not in before:
            yield SchemaChange("table_added", table)
            continue
        keys = [", ".join(_listed(side.get("primaryKey"))) for side in (before[table], schema)]
        if keys[0] != keys[1]:
            yield SchemaChange("key_changed", table, before=keys[0], after=keys[1])
        yield from _columns(table, _fields(before[table]), _fields(schema))


def _fields(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {field["name"]: field for field in schema["fields"]}


def _listed(key: str | list[str] | None) -> list[str]:
    return [key] if isinstance(key, str) else list(key or [])


def _columns(
    table: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[SchemaChange]:
    for column in before:
        if column not in after:
            yield SchemaChange("column_removed", table, column)
    for column, field in after.items():
        if column not in before:
            yield SchemaChange("column_added", table, column)
            continue
        was = before[column]
        if was["type"] != field["type"]:
            yield SchemaChange(
                "type_changed", table, column, before=was["type"], after=field["type"]
            )
        units = [side.get("unit", "-") for side in (was, field)]
        if units[0] != units[1]:
            yield SchemaChange("unit_changed", table, column, before=units[0], after=units[1])
        yield from _codes(table, column, was, field)


def _codes(
    table: str, column: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[SchemaChange]:
    """Compare two code lists; a column without one may hold anything."""
    lists = [field.get("constraints", {}).get("enum") for field in (before, after)]
    if lists[0] is None or lists[1] is None:
        return
    for value in lists[0]:
        if value not in lists[1]:
            yield SchemaChange("code_removed", table, column, str(value))
    for value in lists[1]:
        if value not in lists[0]:
            yield SchemaChange("code_added", table, column, str(value))


def _indicators(connection: duckdb.DuckDBPyConnection) -> list[SchemaChange]:
    """Compare the codebooks: ids are a code list, and each has one unit for good."""
    rows = connection.execute(
        "SELECT indicator_id, b.indicator_id IS NOT NULL, a.indicator_id IS NOT NULL, "
        "b.unit, a.unit FROM before.indicators AS b "
        "FULL JOIN after.indicators AS a USING (indicator_id) "
        "WHERE b.indicator_id IS NULL OR a.indicator_id IS NULL OR b.unit <> a.unit "
        "ORDER BY indicator_id"
    ).fetchall()
    found = []
    for name, was, remains, old, new in rows:
        if was and remains:
            found.append(
                SchemaChange("indicator_unit_changed", "indicators", "unit", name, old, new)
            )
        else:
            kind: SchemaKind = "indicator_removed" if was else "indicator_added"
            found.append(SchemaChange(kind, "indicators", "indicator_id", name))
    return found


def _views(
    connection: duckdb.DuckDBPyConnection, before: Edition, after: Edition
) -> Iterator[SchemaChange]:
    """Compare the analysts' views; the columns of ``wide`` follow the indicators."""
    sides = []
    for name, edition in (("before_file", before), ("after_file", after)):
        connection.execute(f"ATTACH {literal(str(edition.database))} AS {name} (READ_ONLY)")
        rows = connection.execute(
            "SELECT v.view_name, c.column_name FROM duckdb_views() AS v "
            "JOIN duckdb_columns() AS c ON c.database_name = v.database_name "
            "AND c.schema_name = v.schema_name AND c.table_name = v.view_name "
            "WHERE v.database_name = ? AND NOT v.internal AND c.column_name NOT IN "
            "(SELECT indicator_id FROM before.indicators UNION "
            "SELECT indicator_id FROM after.indicators) "
            "ORDER BY v.view_name, c.column_index",
            [name],
        ).fetchall()
        connection.execute(f"DETACH {name}")
        views: dict[str, list[str]] = {}
        for view, column in rows:
            views.setdefault(view, []).append(column)
        sides.append(views)
    was, now = sides
    for view, columns in was.items():
        if view not in now:
            yield SchemaChange("view_removed", view)
            continue
        yield from (
            SchemaChange("view_column_removed", view, column)
            for column in columns
            if column not in now[view]
        )
    for view, columns in now.items():
        if view not in was:
            yield SchemaChange("view_added", view)
            continue
        yield from (
            SchemaChange("view_column_added", view, column)
            for column in columns
            if column not in was[view]
        )
