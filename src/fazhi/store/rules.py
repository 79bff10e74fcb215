"""The rules over whole tables and between them, run by DuckDB.

Keys, references, uniqueness and named rules stand in the models' metadata; here they
become queries that return the rows which break them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import duckdb

from fazhi.schemas.tables.columns import Reference, Rule, Unique
from fazhi.store.batches import Failure
from fazhi.tableschema import TableDefinition, definitions

#: Rows shown for each broken rule; the rest is the same again.
SHOWN = 1000
#: Figures compared with their texts at a time.
_FIGURES_AT_ONCE = 50_000

Connection = duckdb.DuckDBPyConnection


def broken_rules(connection: Connection) -> list[Failure]:
    """Return what breaks a rule; all tables must be there by name."""
    found: list[Failure] = []
    for table in definitions().values():
        found += _keys(connection, table)
        for reference in table.facts.references:
            found += _reference(connection, table, reference)
        for unique in table.facts.unique:
            found += _unique(connection, table, unique)
        for rule in table.facts.rules:
            found += _rule(connection, table, rule)
    found += figures_not_as_printed(connection)
    return found


def _keys(connection: Connection, table: TableDefinition) -> list[Failure]:
    return _repeated(connection, table, table.facts.key, "", "key is not unique")


def _unique(connection: Connection, table: TableDefinition, unique: Unique) -> list[Failure]:
    among = f" where {unique.among}" if unique.among else ""
    return _repeated(connection, table, unique.columns, unique.among, f"is not unique{among}")


def _repeated(
    connection: Connection, table: TableDefinition, columns: tuple[str, ...], among: str, rule: str
) -> list[Failure]:
    names = _listed(columns)
    rows = f'(SELECT * FROM {table.name} WHERE "{among}")' if among else table.name
    same = " AND ".join(f'r."{name}" IS NOT DISTINCT FROM t."{name}"' for name in columns)
    quotes = f"string_agg({_quote(table)}, ', ' ORDER BY {_quote(table)})"
    # The quotes are gathered for the repeated keys alone: most tables have none.
    query = (
        f"WITH repeated AS (SELECT {names} FROM {rows} GROUP BY {names} HAVING count(*) > 1), "
        f"involved AS (SELECT t.* FROM {rows} AS t SEMI JOIN repeated AS r ON {same}) "
        f"SELECT min({_report(table)}), {quotes}, concat_ws(' ', {names}) "
        f"FROM involved GROUP BY {names} ORDER BY ALL LIMIT {SHOWN}"
    )
    return [
        _failure(table, rule, ", ".join(columns), value, report, quote)
        for report, quote, value in connection.execute(query).fetchall()
    ]


def _reference(
    connection: Connection, table: TableDefinition, reference: Reference
) -> list[Failure]:
    """Find rows whose reference points to nothing; a null points nowhere and is allowed."""
    pairs = list(zip(reference.columns, reference.target_columns, strict=True))
    source = f"(SELECT *, {_report(table)} AS _report, {_quote(table)} AS _quote FROM {table.name})"
    if reference.many:
        name = reference.columns[0]
        source = (
            f'(SELECT * REPLACE (unnest(string_split("{name}", \';\')) AS "{name}") FROM {source})'
        )
    same = " AND ".join(f'target."{there}" = source."{here}"' for here, there in pairs)
    given = " AND ".join(f'source."{here}" IS NOT NULL' for here, _ in pairs)
    query = (
        f"SELECT _report, _quote, concat_ws(' ', {_listed(reference.columns)}) "
        f"FROM {source} AS source WHERE {given} AND NOT EXISTS "
        f"(SELECT 1 FROM {reference.target} AS target WHERE {same}) ORDER BY ALL LIMIT {SHOWN}"
    )
    rule = f"is not in {reference.target}"
    return [
        _failure(table, rule, ", ".join(reference.columns), value, report, quote)
        for report, quote, value in connection.execute(query).fetchall()
    ]


def _rule(connection: Connection, table: TableDefinition, rule: Rule) -> list[Failure]:
    rows = connection.execute(f"{rule.offending} ORDER BY ALL LIMIT {SHOWN}").fetchall()
    return [
        _failure(table, f"broken: {rule.meaning}", "", "", report, quote) for report, quote in rows
    ]


def with_quotes(connection: Connection, failures: list[Failure]) -> list[Failure]:
    """Quote what was printed where a failure only names an observation."""
    ids = [item.quote for item in failures if item.table == "observations"]
    if not ids:
        return failures
    printed = dict(
        connection.execute(
            "SELECT o.observation_id, any_value(substr(t.text, o.char_start + 1, "
            "o.char_end - o.char_start)) FROM observations AS o JOIN texts AS t "
            "USING (revision_id) WHERE list_contains($ids, o.observation_id) GROUP BY ALL",
            {"ids": ids},
        ).fetchall()
    )
    return [
        replace(item, quote=printed[item.quote])
        if item.table == "observations" and printed.get(item.quote)
        else item
        for item in failures
    ]


def figures_not_as_printed(connection: Connection) -> list[Failure]:
    """Find figures whose text between the offsets is not what they quote.

    Texts and figures pass by once, side by side, in order of revision: slicing in Python
    takes the same time wherever in the text a figure stands.
    """
    found: list[Failure] = []
    texts = _texts(connection)
    revision_id, text = "", ""
    for figure_revision, start, end, raw in _figures(connection):
        while revision_id < figure_revision:
            revision_id, text = next(texts, ("\uffff", ""))
        if revision_id == figure_revision and text[start:end] != raw and len(found) < SHOWN:
            found.append(
                Failure(
                    "figures",
                    "broken: the text between the offsets is what is quoted",
                    "raw",
                    repr(text[start:end])[:120],
                    figure_revision.rpartition("-")[0],
                    raw[:120],
                )
            )
    return found


def _texts(connection: Connection) -> Iterator[tuple[str, str]]:
    cursor = connection.cursor().execute("SELECT revision_id, text FROM texts ORDER BY revision_id")
    while row := cursor.fetchone():
        yield row


def _figures(connection: Connection) -> Iterator[tuple[str, int, int, str]]:
    cursor = connection.cursor().execute(
        "SELECT revision_id, char_start, char_end, raw FROM figures "
        "ORDER BY revision_id, char_start"
    )
    while rows := cursor.fetchmany(_FIGURES_AT_ONCE):
        yield from rows


def _listed(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _report(table: TableDefinition) -> str:
    names = table.column_names
    if "report_id" in names:
        return "report_id"
    if "revision_id" in names:
        return "regexp_replace(revision_id, '-[0-9a-f]{12}$', '')"
    return "NULL::VARCHAR"


def _quote(table: TableDefinition) -> str:
    names = table.column_names
    for name in ("raw", "conclusion_zh", "title", "heading", "name"):
        if name in names:
            return f'"{name}"'
    return f"concat_ws(' ', {_listed(table.facts.key)})"


def _failure(
    table: TableDefinition, rule: str, column: str, value: Any, report: Any, quote: Any
) -> Failure:
    return Failure(
        table.name, rule, column, str(value or "")[:120], str(report or ""), str(quote or "")[:120]
    )
