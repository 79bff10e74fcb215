"""The sheets of the workbook: which there are, and what is in them.

Each is a query of ``schemas/sheets`` over the DuckDB file of the package, with a comment
that says in both languages what it shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

import duckdb

from fazhi.store.database import literal, split_comment
from fazhi.views import column_facts

#: In the order of their tabs.
SHEETS = ("indicators", "values", "wide", "checks", "coverage")
#: The column whose values are addresses to be clicked.
ADDRESS = "url"
_ROWS_AT_ONCE = 5_000

Connection = duckdb.DuckDBPyConnection
Cell = object


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its name for programs, its titles for people, and its DuckDB type."""

    name: str
    zh: str
    en: str
    kind: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to be written.

    Attributes:
        name: Of the tab.
        about: What it shows, in both languages.
        columns: In order.
        rows: How many there are.
        shown: How many go into the workbook: all, or the newest years that fit as a whole.
        first_year: The first year that goes in; None where all rows do.
    """

    name: str
    about: str
    columns: tuple[SheetColumn, ...]
    rows: int
    shown: int
    first_year: int | None

    def batches(self, connection: Connection) -> Iterator[list[tuple[Cell, ...]]]:
        """Yield the rows, some thousand at a time."""
        cursor = connection.cursor()
        cursor.execute(f"FROM ({_query(self.name)}) LIMIT {self.shown}")
        while batch := cursor.fetchmany(_ROWS_AT_ONCE):
            yield batch


def _query(name: str) -> str:
    return _source(name)[1]


def _source(name: str) -> tuple[str, str]:
    sql = files("fazhi.schemas").joinpath(f"sheets/{name}.sql").read_text(encoding="utf-8")
    return split_comment(sql)


def sheet(connection: Connection, name: str, capacity: int) -> Sheet:
    """Describe a sheet.

    Args:
        connection: Open on the tables and views.
        name: One of ``SHEETS``.
        capacity: Rows that fit. Where there are more, whole years are left out, oldest
            first: a year is either complete or not there.
    """
    about, query = _source(name)
    described = connection.execute(f"DESCRIBE ({query})").fetchall()
    columns = tuple(_column(connection, name, row[0], row[1]) for row in described)
    rows = int(connection.execute(f"SELECT count(*) FROM ({query})").fetchall()[0][0])
    if rows <= capacity:
        return Sheet(name, about, columns, rows, rows, None)
    shown, first_year = _newest_years(connection, query, capacity)
    return Sheet(name, about, columns, rows, shown, first_year)


def _newest_years(connection: Connection, query: str, capacity: int) -> tuple[int, int | None]:
    """Return how many rows of whole years fit, and the first of these years.

    Where not even the newest year fits, as many of its rows as do.
    """
    fitting, first_year = 0, None
    by_year = connection.execute(
        f"SELECT year, count(*) FROM ({query}) GROUP BY year ORDER BY year DESC"
    ).fetchall()
    for year, count in by_year:
        if fitting + count > capacity:
            break
        fitting, first_year = fitting + count, int(year)
    return (fitting, first_year) if fitting else (capacity, int(by_year[0][0]))


def _column(connection: Connection, view: str, name: str, kind: str) -> SheetColumn:
    facts = column_facts(view, name)
    if facts is not None:
        return SheetColumn(name, facts.zh, facts.en, kind)
    zh, en, unit = connection.execute(
        f"SELECT name_zh, name_en, unit FROM indicators WHERE indicator_id = {literal(name)}"
    ).fetchall()[0]
    return SheetColumn(name, f"{zh}（{unit}）", en, kind)
