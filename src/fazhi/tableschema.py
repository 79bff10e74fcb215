"""One definition, four uses: Arrow, DuckDB, Frictionless and the data dictionary.

Everything is made from the pandera models of ``fazhi.schemas.tables``; nothing about a
column is written down a second time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import pandera.pandas as pandera
import pyarrow as pa

from fazhi.schemas.tables import TABLES
from fazhi.schemas.tables.columns import ColumnFacts, TableFacts, TableModel


@dataclass(frozen=True, slots=True)
class Column:
    """One column: name, Arrow type, whether it may be null, and its facts."""

    name: str
    arrow: pa.DataType
    nullable: bool
    facts: ColumnFacts


@dataclass(frozen=True, slots=True)
class TableDefinition:
    """A table, read from its model."""

    name: str
    facts: TableFacts
    columns: tuple[Column, ...]
    schema: pandera.DataFrameSchema

    @property
    def column_names(self) -> list[str]:
        """Names of the columns, in order."""
        return [column.name for column in self.columns]


def definition(model: type[TableModel]) -> TableDefinition:
    """Read a model."""
    schema = model.to_schema()
    columns = tuple(
        Column(name, column.dtype.type.pyarrow_dtype, column.nullable, column.metadata["facts"])
        for name, column in schema.columns.items()
    )
    facts: TableFacts = (model.Config.metadata or {})["facts"]
    return TableDefinition(str(schema.name), facts, columns, schema)


@cache
def definitions() -> dict[str, TableDefinition]:
    """All tables by name, in the order in which they are published."""
    return {table.name: table for table in map(definition, TABLES)}


def released() -> list[TableDefinition]:
    """The tables that a release carries."""
    return [table for table in definitions().values() if table.facts.released]


# --- Arrow ----------------------------------------------------------------------------


def arrow_schema(table: TableDefinition) -> pa.Schema:
    """Return the Arrow schema, with title, unit and definition on every field.

    No field is marked as non-nullable: batches are validated after they are built, so
    that a missing value is reported with the others and not as Arrow's first error.
    """
    return pa.schema(
        [
            pa.field(column.name, column.arrow, metadata=_field_metadata(column.facts))
            for column in table.columns
        ],
        metadata={"table": table.name, "title": f"{table.facts.zh} / {table.facts.en}"},
    )


def _field_metadata(facts: ColumnFacts) -> dict[bytes | str, bytes | str]:
    described: dict[bytes | str, bytes | str] = {
        "title": f"{facts.zh} / {facts.en}",
        "description": _description(facts),
    }
    if facts.unit:
        described["unit"] = facts.unit
    return described


def _description(facts: ColumnFacts) -> str:
    return f"{facts.meaning_zh} / {facts.meaning_en}"


# --- DuckDB ---------------------------------------------------------------------------

_DUCKDB_TYPES: dict[pa.DataType, str] = {
    pa.string(): "VARCHAR",
    pa.int32(): "INTEGER",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.timestamp("us", tz="UTC"): "TIMESTAMP WITH TIME ZONE",
    pa.decimal128(24, 6): "DECIMAL(24,6)",
}


def duckdb_type(column: Column) -> str:
    """Return the DuckDB type of a column."""
    return _DUCKDB_TYPES[column.arrow]


def duckdb_create(table: TableDefinition, catalogue: str = "") -> str:
    """Return ``CREATE TABLE`` for a table.

    Keys are not declared: they are checked over the whole before the file is written,
    and an index would cost a large build more than the data. The comments name them.
    """
    columns = ",\n".join(
        f'  "{column.name}" {duckdb_type(column)}{"" if column.nullable else " NOT NULL"}'
        for column in table.columns
    )
    return f"CREATE TABLE {catalogue}{table.name} (\n{columns}\n)"


def duckdb_comments(table: TableDefinition, catalogue: str = "") -> list[str]:
    """Return ``COMMENT ON`` statements for a table and each of its columns."""
    facts = table.facts
    key = ", ".join(facts.key)
    head = f"{facts.zh} / {facts.en}. {facts.meaning_zh} / {facts.meaning_en}. Key: {key}."
    statements = [f"COMMENT ON TABLE {catalogue}{table.name} IS {_quoted(head)}"]
    for column in table.columns:
        unit = f" [{column.facts.unit}]" if column.facts.unit else ""
        titles = f"{column.facts.zh} / {column.facts.en}{unit}. {_description(column.facts)}"
        statements.append(
            f'COMMENT ON COLUMN {catalogue}{table.name}."{column.name}" IS {_quoted(titles)}'
        )
    return statements


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def csv_select(table: TableDefinition) -> str:
    """Return the select list that turns typed columns into the text of the CSV.

    Decimals become their shortest text (``196``, ``99.55``) and instants ISO 8601 in
    UTC; everything else DuckDB writes as wanted.
    """
    return ", ".join(f'{_csv_text(column)} AS "{column.name}"' for column in table.columns)


def _csv_text(column: Column) -> str:
    name = f'"{column.name}"'
    if pa.types.is_decimal(column.arrow):
        return f"rtrim(rtrim({name}::VARCHAR, '0'), '.')"
    if pa.types.is_timestamp(column.arrow):
        return f"strftime({name} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ')"
    return name


def row_text(table: TableDefinition) -> str:
    """Return the expression for a row as one text, as the CSV would print it.

    Hashed, it tells whether the row's content changed, whatever library wrote the file;
    columns that only tell when we last looked are left out.
    """
    columns = (
        f"coalesce({_csv_text(column)}::VARCHAR, chr(30))"
        for column in table.columns
        if column.name not in table.facts.looked
    )
    return f"concat_ws(chr(31), {', '.join(columns)})"


# --- Frictionless ---------------------------------------------------------------------

_TABLE_SCHEMA_TYPES: dict[pa.DataType, str] = {
    pa.string(): "string",
    pa.int32(): "integer",
    pa.bool_(): "boolean",
    pa.date32(): "date",
    pa.timestamp("us", tz="UTC"): "datetime",
    pa.decimal128(24, 6): "number",
}


#: Type of a Table Schema field -> the DuckDB type that holds it; arrays are JSON texts.
DUCKDB_TYPES = {
    "array": "VARCHAR",
    **{name: _DUCKDB_TYPES[arrow] for arrow, name in _TABLE_SCHEMA_TYPES.items()},
}


def frictionless_schema(table: TableDefinition) -> dict[str, Any]:
    """Return the Frictionless Table Schema (version 2) of a table."""
    schema: dict[str, Any] = {
        "fields": [_frictionless_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.facts.key),
    }
    keys = [
        {
            "fields": list(reference.columns),
            "reference": {
                # An empty resource name is how the standard spells "this very table".
                "resource": "" if reference.target == table.name else reference.target,
                "fields": list(reference.target_columns),
            },
        }
        for reference in table.facts.references
        if reference.is_key and not reference.many
    ]
    if keys:
        schema["foreignKeys"] = keys
    unique = [list(rule.columns) for rule in table.facts.unique if not rule.among]
    if unique:
        schema["uniqueKeys"] = unique
    return schema


def _frictionless_field(column: Column) -> dict[str, Any]:
    facts = column.facts
    field: dict[str, Any] = {
        "name": column.name,
        "type": "array" if facts.is_json else _TABLE_SCHEMA_TYPES[column.arrow],
        "title": f"{facts.zh} / {facts.en}",
        "description": _description(facts),
    }
    if facts.unit:
        field["unit"] = facts.unit
    constraints: dict[str, Any] = {} if column.nullable else {"required": True}
    if facts.words:
        constraints["enum"] = list(facts.words)
    if facts.pattern:
        constraints["pattern"] = facts.pattern
    if facts.minimum is not None:
        constraints["minimum"] = facts.minimum
    if facts.maximum is not None:
        constraints["maximum"] = facts.maximum
    if constraints:
        field["constraints"] = constraints
    return field
