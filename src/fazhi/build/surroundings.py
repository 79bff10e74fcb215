"""Rows of the tables that stand around the reports: regions, sources, codebook, looks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fazhi import regions
from fazhi.codebook.entries import Indicator, indicators, legal_bases, unit_kinds
from fazhi.rows_around import source_row

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
    return [_indicator_row(entry) for entry in indicators().values()]


def _indicator_row(entry: Indicator) -> Row:
    acts = legal_bases()
    basis = [
        " ".join(part for part in (acts[reference.act].title, reference.ref) if part)
        for reference in entry.legal_basis
    ]
    return {
        "indicator_id": entry.id,
        "area": entry.area,
        "name_zh": entry.name.zh,
        "name_en": entry.name.en,
        "definition_zh": entry.definition.zh,
        "definition_en": entry.definition.en,
        "indicator_type": entry.type,
        "unit": entry.unit,
        "unit_ucum": unit_kinds()[entry.counts].ucum,
        "numerator": entry.numerator or None,
        "denominator": entry.denominator or None,
        "relations": ";".join(entry.relations) or None,
        "wordings": ";".join(entry.wording) or None,
        "confusables": ";".join(entry.confusables) or None,
        "legal_basis": ";".join(basis) or None,
        "polarity": entry.polarity,
    }
