"""Rows of ``indicators``: the codebook as a table."""

from __future__ import annotations

import json
from typing import Any

from fazhi.codebook.entries import Indicator, legal_bases, unit_kinds

Row = dict[str, Any]


def indicator_row(indicator: Indicator) -> Row:
    """Make the row of ``indicators`` from a codebook entry."""
    kind = unit_kinds()[indicator.counts]
    breaks = [
        {"date": each.date.isoformat(), "zh": each.zh, "en": each.en} for each in indicator.breaks
    ]
    return {
        "indicator_id": indicator.id,
        "area": indicator.area,
        "name_zh": indicator.name.zh,
        "name_en": indicator.name.en,
        "definition_zh": indicator.definition.zh,
        "definition_en": indicator.definition.en,
        "indicator_type": indicator.type,
        "unit": indicator.unit,
        "unit_ucum": kind.ucum or None,
        "unit_rec20": kind.rec20 or None,
        "numerator": indicator.numerator or None,
        "denominator": indicator.denominator or None,
        "relations": ";".join(indicator.relations) or None,
        "wordings": ";".join(indicator.wording) or None,
        "confusables": ";".join(indicator.confusables) or None,
        "dimensions": ";".join(indicator.dimensions) or None,
        "legal_basis": ";".join(
            f"{legal_bases()[basis.act].title} {basis.ref}".strip()
            for basis in indicator.legal_basis
        )
        or None,
        "polarity": indicator.polarity,
        "valid_from": indicator.valid_from,
        "valid_to": indicator.valid_to,
        "breaks": json.dumps(breaks, ensure_ascii=False) if breaks else None,
        "expected_frequency": indicator.expected_frequency,
    }
