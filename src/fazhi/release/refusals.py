"""What speaks against cutting a package: the build is empty, or lost too much."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from fazhi.package import Statement
from fazhi.release.editions import Edition, side_by_side
from fazhi.release.settings import Bound

_SHOWN = 5


def emptiness(after: Edition) -> list[Statement]:
    """Find that there is nothing to publish."""
    if after.rows["reports"]:
        return []
    return [Statement("没有任何报告", "there are no reports: collect or ingest some")]


def losses(before: Edition, after: Edition, bounds: Sequence[Bound]) -> list[Statement]:
    """Find what the newer edition lost against the older, beyond the bounds.

    Args:
        before: The package that would be replaced, or the last one.
        after: What would be cut now.
        bounds: How far each table may shrink.
    """
    with side_by_side(before, after) as connection:
        found = _lost_reports(connection, before.version)
    for bound in bounds:
        old, new = before.rows.get(bound.table, 0), after.rows.get(bound.table, 0)
        if new < old * (1 - bound.may_fall):
            fall, allowed = f"{(old - new) / old:.1%}", f"{bound.may_fall:.0%}"
            found.append(
                Statement(
                    f"表 {bound.table} 由 {before.version} 的 {old} 行减至 {new} 行，"
                    f"减少 {fall}，限度为 {allowed}",
                    f"{bound.table} fell from {old} rows in {before.version} to {new}, "
                    f"by {fall} where {allowed} is the bound ({bound.why})",
                )
            )
    return found


def _lost_reports(connection: duckdb.DuckDBPyConnection, version: str) -> list[Statement]:
    """Find places and years that had a report and have none now."""
    lost = connection.execute(
        "SELECT region_code, year FROM before.coverage WHERE document_status = 'published' "
        "EXCEPT "
        "SELECT region_code, year FROM after.coverage WHERE document_status = 'published' "
        "ORDER BY ALL"
    ).fetchall()
    if not lost:
        return []
    shown = [f"{region} {year}" for region, year in lost[:_SHOWN]]
    is_cut = len(lost) > _SHOWN
    return [
        Statement(
            f"{len(lost)} 个地方年度在 {version} 中有报告，现在没有："
            f"{'、'.join(shown)}{' 等' if is_cut else ''}",
            f"{len(lost)} places and years had a report in {version} and have none now: "
            f"{', '.join(shown)}{', ...' if is_cut else ''}",
        )
    ]
