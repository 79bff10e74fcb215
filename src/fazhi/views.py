"""What the analysts' views are, and what the columns of views and sheets mean.

Most are columns of a table and are explained there; the others stand in
``schemas/views/columns.yml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict

from fazhi import vocabulary
from fazhi.schemas.tables.columns import ColumnFacts
from fazhi.store.database import VIEWS, connect, create_views
from fazhi.tableschema import definitions, duckdb_create


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Meaning(_Strict):
    zh: str
    en: str
    meaning_zh: str
    meaning_en: str
    words: dict[str, tuple[str, str]] | None = None


class _ViewColumns(_Strict):
    tables: dict[str, tuple[str, ...]]
    columns: dict[str, _Meaning]


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """A column of a view, with its DuckDB type."""

    name: str
    kind: str
    facts: ColumnFacts


@dataclass(frozen=True, slots=True)
class View:
    """A view: its name, what it shows in both languages, and its columns.

    The columns of ``wide`` that are indicators are not among them: they depend on the data.
    """

    name: str
    about: str
    columns: tuple[ViewColumn, ...]


@cache
def views() -> tuple[View, ...]:
    """Describe the views, in the order in which they build on each other."""
    with connect() as connection:
        for table in definitions().values():
            connection.execute(duckdb_create(table))
        create_views(connection)
        about = dict(
            connection.execute(
                "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal"
            ).fetchall()
        )
        return tuple(
            View(
                name,
                about[name],
                tuple(
                    ViewColumn(row[0], row[1], _explained(name, row[0]))
                    for row in connection.execute(f"DESCRIBE {name}").fetchall()
                ),
            )
            for name in VIEWS
        )


def _explained(view: str, column: str) -> ColumnFacts:
    facts = column_facts(view, column)
    if facts is None:
        raise vocabulary.VocabularyError(f"schemas/views/columns.yml: {view}.{column} is missing")
    return facts


def column_facts(view: str, column: str) -> ColumnFacts | None:
    """Explain a column of a view or sheet.

    Args:
        view: A view of ``schemas/views`` or a sheet of ``schemas/sheets``.
        column: Its column.

    Returns:
        Titles, meaning and vocabulary; None for the columns of ``wide`` that are indicators.

    Raises:
        KeyError: Nothing is known of this view.
    """
    known = vocabulary.load("views/columns.yml", _ViewColumns)
    meaning = known.columns.get(f"{view}.{column}") or known.columns.get(column)
    if meaning is not None:
        return ColumnFacts(
            **meaning.model_dump(),
            unit="",
            pattern="",
            minimum=None,
            maximum=None,
            is_json=False,
        )
    for name in known.tables[view]:
        for defined in definitions()[name].columns:
            if defined.name == column:
                return defined.facts
    return None
