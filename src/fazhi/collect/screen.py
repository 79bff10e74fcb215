"""What ``fazhi coverage`` shows: the table of the build, with the names of places."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from fazhi.store.database import read_only

_COVERAGE = """
SELECT coverage.region_code AS region, regions.name, coverage.year,
       coverage.document_status AS status, coverage.published_date AS published,
       coverage.deadline, coverage.days_late,
       strftime(coverage.last_look, '%Y-%m-%d %H:%M') AS last_look
FROM coverage JOIN regions USING (region_code)
WHERE (? IS NULL OR coverage.year = ?) AND (? = '' OR coverage.region_code = ?)
ORDER BY coverage.region_code, coverage.year
"""


def coverage(
    database: Path, year: int | None, region_code: str
) -> tuple[list[str], list[tuple[Any, ...]], Counter[str]]:
    """Read who has published.

    Args:
        database: The DuckDB file of a build.
        year: Only this year of report; None for all.
        region_code: Only this place; empty for all.

    Returns:
        Column names, one row a place and year, and how many rows have each status.
    """
    with read_only(database) as connection:
        found = connection.execute(_COVERAGE, [year, year, region_code, region_code])
        names = [column[0] for column in found.description or []]
        rows = found.fetchall()
    return names, rows, Counter(row[names.index("status")] for row in rows)
