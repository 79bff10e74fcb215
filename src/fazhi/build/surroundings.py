"""Rows of the tables that stand around the reports: regions, sources, codebook, looks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fazhi import regions
from fazhi.codebook.entries import indicators
from fazhi.rows_around import source_row
from fazhi.rows_codebook import indicator_row

Row = dict[str, Any]


def region_tables(*, is_fictional: bool) -> dict[str, list[Row]]:
    """Return the rows of ``regions`` and ``region_changes``: real places or invented ones."""
    return {
        "regions": regions.region_rows(is_fictional=is_fictional),
        "region_changes": [] if is_fictional else regions.change_rows(),
    }


def source_rows(entries: Mapping[str, Mapping[str, Any]]) -> list[Row]:
    """Make the rows of ``sources`` from the registry's entries that were ever looked at."""
    return [
        source_row(
            source_id,
            entry["region_code"],
            entry["name"],
            entry["level"],
            entry["url"],
            entry["cms_family"],
            None if entry["verified"] == "never" else date.fromisoformat(entry["verified"]),
        )
        for source_id, entry in sorted(entries.items())
    ]


def indicator_rows() -> list[Row]:
    """Make the rows of ``indicators``: the codebook as a table."""
    return [indicator_row(entry) for entry in indicators().values()]
