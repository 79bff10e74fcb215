"""The codebook as one CSV file for people: the indicators, as the build knows them.

It begins with a byte order mark, because it is opened by double click: without one Excel
takes UTF-8 for the code page of the machine and shows garbled Chinese. The tables in
``data/`` have none: they are for programs, some of which would take it for a part of the
first column's name.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from fazhi.schemas.tables.columns import ColumnFacts
from fazhi.tableschema import definitions

CODEBOOK_NAME = "codebook.csv"
#: In the order in which one reads an entry.
_COLUMNS = (
    "indicator_id",
    "name_zh",
    "name_en",
    "definition_zh",
    "definition_en",
    "indicator_type",
    "unit",
    "unit_ucum",
    "unit_rec20",
    "numerator",
    "denominator",
    "relations",
    "dimensions",
    "wordings",
    "confusables",
    "legal_basis",
    "polarity",
    "expected_frequency",
    "valid_from",
    "valid_to",
)
_BREAKS = ("breaks_zh", "breaks_en")
_VERSION = "codebook_version"


def codebook_csv(indicators: Iterable[Mapping[str, Any]], version: str) -> bytes:
    """Return the file.

    Args:
        indicators: Rows of the table ``indicators``.
        version: Of the codebook.
    """
    content = io.StringIO(newline="")
    writer = csv.writer(content, lineterminator="\n")
    writer.writerow([*_COLUMNS, *_BREAKS, _VERSION])
    for row in indicators:
        breaks = json.loads(row["breaks"] or "[]")
        writer.writerow(
            [
                *(row[name] for name in _COLUMNS),
                *("; ".join(f"{each['date']} {each[language]}" for each in breaks)
                  for language in ("zh", "en")),
                version,
            ]
        )  # fmt: skip
    return content.getvalue().encode("utf-8-sig")


def codebook_schema() -> dict[str, Any]:
    """Return the Table Schema of the file."""
    known: dict[str, ColumnFacts] = {
        column.name: column.facts for column in definitions()["indicators"].columns
    }
    breaks = known["breaks"]
    fields = [(name, known[name].zh, known[name].en, _meaning(known[name])) for name in _COLUMNS]
    fields += [
        ("breaks_zh", f"{breaks.zh}（中文）", f"{breaks.en} in Chinese", _meaning(breaks)),
        ("breaks_en", f"{breaks.zh}（英文）", f"{breaks.en} in English", _meaning(breaks)),
        (_VERSION, "编码表版本", "Version of the codebook", "编码表版本 / Version of the codebook"),
    ]
    return {
        "fields": [
            {"name": name, "type": "string", "title": f"{zh} / {en}", "description": meaning}
            for name, zh, en, meaning in fields
        ],
        "missingValues": [""],
        "primaryKey": ["indicator_id"],
    }


def _meaning(facts: ColumnFacts) -> str:
    return f"{facts.meaning_zh} / {facts.meaning_en}"
