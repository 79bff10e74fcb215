"""What differs between two editions: schema, rows, and values with their reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fazhi.package import Statement
from fazhi.release.diff.model import Difference, Name, SchemaChange
from fazhi.release.diff.rows import table_changes
from fazhi.release.diff.schema import schema_changes
from fazhi.release.diff.values import missing_columns, value_changes
from fazhi.release.editions import Edition, side_by_side

__all__ = ["LISTED", "Announced", "Difference", "compare"]

#: Keys and values listed of each kind, unless more are asked for.
LISTED = 1000

#: Table, column and value of a break that was announced; an empty value stands for all.
Announced = tuple[str, str, str]


def compare(
    before: Edition,
    after: Edition,
    *,
    announced: Iterable[Announced] = (),
    listed: int = LISTED,
) -> Difference:
    """Compare two editions.

    Args:
        before: The older one.
        after: The newer one.
        announced: Breaks of the schema that the older one said would come.
        listed: How many keys and values are listed of each kind; all are counted.
    """
    known = set(announced)
    with side_by_side(before, after) as connection:
        schema = [
            replace(change, announced=is_announced(change, known))
            for change in schema_changes(connection, before, after)
        ]
        tables, skipped = table_changes(connection, before, after, listed)
        lacking = [
            f"{edition.version}: {name}"
            for edition in (before, after)
            for name in missing_columns(edition)
        ]
        counts, values = ({}, []) if lacking else value_changes(connection, listed)
    if lacking:
        skipped.append(
            Statement(
                f"主要观测值未比较，缺少 {'、'.join(lacking)}",
                f"main values are not compared, no {', '.join(lacking)}",
            )
        )
    return Difference(
        before=Name(before.version, before.content_sha256),
        after=Name(after.version, after.content_sha256),
        schema=schema,
        tables=tables,
        value_counts=counts,
        values=values,
        not_compared=skipped,
    )


def is_announced(change: SchemaChange, announced: set[Announced]) -> bool:
    """Tell whether a change was announced: itself, or all of its column."""
    named = (change.table, change.column)
    return (*named, change.value) in announced or (*named, "") in announced
