"""A release folder made by hand: small, real in form, with content of choice."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fazhi.package.files import checksums, sha256_of

FIELDS = [
    {"name": "observation_id", "type": "string", "title": "观测编号 / Observation"},
    {"name": "region_code", "type": "string", "title": "区划代码 / Region"},
    {"name": "year", "type": "integer", "title": "年 / Year"},
    {"name": "value", "type": "number", "title": "数值 / Value"},
    {"name": "is_main", "type": "boolean", "title": "主值 / Main"},
]
Rows = Sequence[Sequence[object]]
ROWS: Rows = (("a1", "010001", 2023, "196", "true"), ("a2", "010001", 2023, "", "false"))


def make_release(
    folder: Path,
    version: str = "2024.04.1",
    rows: Rows = ROWS,
    extra: dict[str, bytes] | None = None,
    is_fictional: bool | None = False,
    **descriptor: Any,
) -> Path:
    """Write a release into ``folder``: one table, a README and ``extra`` files."""
    (folder / "data").mkdir(parents=True)
    table = folder / "data" / "observations.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(field["name"] for field in FIELDS)
        writer.writerows(rows)
    (folder / "README.md").write_text(f"# 版本 {version}\n", encoding="utf-8")
    for path, content in (extra or {}).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    content = {
        "name": "fazhi",
        "id": "urn:sha256:0",
        "title": "年报指标 / Indicators",
        "description": "逐字读出。 Read word by word.",
        "version": version,
        "created": "2024-04-01T00:00:00Z",
        "keywords": ["法治政府", "rule of law"],
        "licenses": [{"name": "CC-BY-4.0", "title": "Attribution 4.0"}],
        "contributors": [{"title": "fazhi contributors"}],
        "resources": [
            {
                "name": "observations",
                "path": "data/observations.csv",
                "title": "观测值 / Observations",
                "description": "一行一个值 / One value a row",
                "mediatype": "text/csv",
                "rows": len(rows),
                "hash": f"sha256:{sha256_of(table)}",
                "schema": {"fields": FIELDS, "primaryKey": ["observation_id"]},
            }
        ],
        "fazhi": {"content_sha256": sha256_of(table), "is_fictional": is_fictional},
        **descriptor,
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    (folder / "SHA256SUMS").write_text(checksums(folder), encoding="utf-8")
    return folder
