"""Rows added, removed and changed, table by table, by key."""

from __future__ import annotations

import filecmp
from dataclasses import replace

import duckdb

from fazhi.package import Statement
from fazhi.release.diff.model import TableChange, plain
from fazhi.release.editions import Edition
from fazhi.tableschema import definitions


def table_changes(
    connection: duckdb.DuckDBPyConnection, before: Edition, after: Edition, listed: int
) -> tuple[list[TableChange], list[Statement]]:
    """Compare the tables that both editions have, opened side by side.

    Columns that only one of them has are left to the comparison of the schema, and those
    that only tell when we last looked are no content.

    Args:
        connection: From ``side_by_side``.
        before: The older edition.
        after: The newer one.
        listed: How many keys are listed of each kind.

    Returns:
        One entry for every table, and what could not be compared.
    """
    found, skipped = [], []
    for table, schema in after.schemas.items():
        if table not in before.schemas:
            continue
        key = tuple(schema.get("primaryKey", ()))
        if not key or tuple(before.schemas[table].get("primaryKey", ())) != key:
            skipped.append(
                Statement(
                    f"表 {table} 的主键已改，行未比较",
                    f"rows of {table} are not compared: its key is another",
                )
            )
            continue
        found.append(_compared(connection, before, after, table, key, listed))
    return found, skipped


def _compared(
    connection: duckdb.DuckDBPyConnection,
    before: Edition,
    after: Edition,
    table: str,
    key: tuple[str, ...],
    listed: int,
) -> TableChange:
    known = definitions().get(table)
    same = TableChange(
        table=table,
        key=key,
        is_log=known is not None and known.facts.is_log,
        rows_before=before.rows[table],
        rows_after=after.rows[table],
        added=0,
        removed=0,
        changed=0,
    )
    if filecmp.cmp(before.parquet[table], after.parquet[table], shallow=False):
        return same  # the same bytes: most tables of two nights, read once and not joined
    columns = _common_columns(before, after, table, key)
    joined = f'before."{table}" AS b FULL JOIN after."{table}" AS a ON ' + " AND ".join(
        f'b."{name}" = a."{name}"' for name in key
    )
    is_new, is_gone = f'b."{key[0]}" IS NULL', f'a."{key[0]}" IS NULL'
    in_both = f"NOT ({is_new}) AND NOT ({is_gone})"
    differs = [f"b.{text} IS DISTINCT FROM a.{text}" for text in columns.values()]
    is_changed = f"{in_both} AND ({' OR '.join(differs) or 'false'})"
    counts = connection.execute(
        "SELECT "
        + ", ".join(
            f"count(*) FILTER (WHERE {condition})"
            for condition in (
                is_new,
                is_gone,
                is_changed,
                *(f"{in_both} AND {differ}" for differ in differs),
            )
        )
        + f" FROM {joined}"
    ).fetchall()[0]
    keys = {
        condition: _keys(connection, joined, key, condition, listed) if count else ()
        for condition, count in zip((is_new, is_gone, is_changed), counts[:3], strict=True)
    }
    return replace(
        same,
        added=counts[0],
        removed=counts[1],
        changed=counts[2],
        columns={name: count for name, count in zip(columns, counts[3:], strict=True) if count},
        added_keys=keys[is_new],
        removed_keys=keys[is_gone],
        changed_keys=keys[is_changed],
    )


def _common_columns(
    before: Edition, after: Edition, table: str, key: tuple[str, ...]
) -> dict[str, str]:
    """Return the columns to be compared: name -> expression after the table's alias."""
    known = definitions().get(table)
    left_out = {*key, *(known.facts.looked if known else ())}
    was = {field["name"]: field["type"] for field in before.schemas[table]["fields"]}
    return {
        field["name"]: f'"{field["name"]}"'
        + ("" if was[field["name"]] == field["type"] else "::VARCHAR")
        for field in after.schemas[table]["fields"]
        if field["name"] in was and field["name"] not in left_out
    }


def _keys(
    connection: duckdb.DuckDBPyConnection,
    joined: str,
    key: tuple[str, ...],
    condition: str,
    listed: int,
) -> tuple[tuple[object, ...], ...]:
    names = ", ".join(f'coalesce(a."{name}", b."{name}")' for name in key)
    rows = connection.execute(
        f"SELECT {names} FROM {joined} WHERE {condition} ORDER BY ALL LIMIT {listed}"
    ).fetchall()
    return tuple(tuple(map(plain, row)) for row in rows)
