"""One batch of rows: into Arrow, and through pandera.

Everything that is wrong with a batch is found, not only the first thing, and every
failure names the report and quotes what was printed there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa

from fazhi.tableschema import Column, TableDefinition, arrow_schema

Row = dict[str, Any]

_REVISION_TAIL = re.compile(r"-[0-9a-f]{12}$")
#: Columns that quote the source, best first; else the key stands for the row.
_QUOTES = ("raw", "title", "heading", "conclusion_zh", "message_zh", "name", "url")


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that a row breaks.

    Attributes:
        table: The table.
        rule: What was expected.
        column: The column, or empty where the rule is about more.
        value: What stood there.
        report_id: The report it comes from, or empty.
        quote: What the source says there, or the row's key.
    """

    table: str
    rule: str
    column: str
    value: str
    report_id: str
    quote: str

    def __str__(self) -> str:
        where = f"{self.table}.{self.column}" if self.column else self.table
        report = f" in {self.report_id}" if self.report_id else ""
        value = f": {self.value}" if self.value else ""
        quote = f" (“{self.quote}”)" if self.quote else ""
        return f"{where}: {self.rule}{value}{report}{quote}"


def to_arrow(table: TableDefinition, rows: Sequence[Row]) -> tuple[pa.Table, list[Failure]]:
    """Turn rows into a typed table; a value that does not fit is null and a failure."""
    failures: list[Failure] = []
    known = set(table.column_names)
    for row in rows:
        failures += [
            failure(table, row, "no such column", name, row[name]) for name in row.keys() - known
        ]
    arrays = [_array(table, column, rows, failures) for column in table.columns]
    return pa.Table.from_arrays(arrays, schema=arrow_schema(table)), failures


def _array(
    table: TableDefinition, column: Column, rows: Sequence[Row], failures: list[Failure]
) -> pa.Array[Any]:
    values = [row.get(column.name) for row in rows]
    if pa.types.is_string(column.arrow) and "" in values:
        failures += [
            failure(table, row, "empty text instead of null", column.name, "")
            for row, value in zip(rows, values, strict=True)
            if value == ""
        ]
    try:
        return pa.array(values, type=column.arrow)
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        pass
    for number, value in enumerate(values):
        try:
            pa.array([value], type=column.arrow)
        except (pa.ArrowException, TypeError, ValueError, OverflowError):
            values[number] = None
            failures.append(
                failure(table, rows[number], f"not a {column.arrow}", column.name, value)
            )
    return pa.array(values, type=column.arrow)


def validate(table: TableDefinition, batch: pa.Table, rows: Sequence[Row]) -> list[Failure]:
    """Run the model's row rules over a batch; ``rows`` are what it was made from."""
    frame = batch.to_pandas(types_mapper=pd.ArrowDtype)
    try:
        table.schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        return [
            _from_case(table, case, rows) for case in errors.failure_cases.to_dict(orient="records")
        ]
    return []


def _from_case(table: TableDefinition, case: Row, rows: Sequence[Row]) -> Failure:
    index = case.get("index")
    row: Row = {} if index is None or pd.isna(index) else rows[int(index)]
    column = str(case["column"]) if case["column"] in table.column_names else ""
    value = row.get(column) if row else case["failure_case"]
    rule = {"not_nullable": "must not be empty"}.get(str(case["check"]), str(case["check"]))
    return failure(table, row, rule, column, value)


def failure(table: TableDefinition, row: Row, rule: str, column: str, value: object) -> Failure:
    """Describe a failure of ``row``, joined back to its report and its quote."""
    shown = "" if value is None else repr(value) if isinstance(value, str) else str(value)
    quote = next((str(row[name]) for name in _QUOTES if row.get(name)), "")
    key = " ".join(str(row[name]) for name in table.facts.key if row.get(name) is not None)
    return Failure(table.name, rule, column, shown[:120], report_of(row), (quote or key)[:120])


def report_of(row: Row) -> str:
    """Return the report that a row belongs to, or ``""``."""
    return str(row.get("report_id") or _REVISION_TAIL.sub("", str(row.get("revision_id") or "")))
