"""The data dictionary as one page: self-contained, printable, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from fazhi.schemas.tables.columns import Reference
from fazhi.tableschema import TableDefinition, definitions, duckdb_type
from fazhi.templates import template
from fazhi.views import views


def dictionary_page(tables: Sequence[TableDefinition] | None = None) -> str:
    """Return the dictionary of ``tables`` (by default all) and of the views, as HTML."""
    chosen = list(definitions().values()) if tables is None else list(tables)
    return template("fazhi", "dictionary_page.html.jinja").render(
        tables=chosen,
        views=views(),
        duckdb_type=duckdb_type,
        references_of=_references_of,
    )


def _references_of(table: TableDefinition, column: str) -> list[Reference]:
    """Return what a column points to; in references of several columns, all name it."""
    return [reference for reference in table.facts.references if column in reference.columns]
