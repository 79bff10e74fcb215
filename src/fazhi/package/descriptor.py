"""The descriptor of a release: Data Package version 2."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fazhi.package.circumstances import ORDINARY, Circumstances
from fazhi.package.files import DATA_FOLDER, DESCRIPTOR_NAME, File
from fazhi.store import Build
from fazhi.tableschema import TableDefinition, frictionless_schema, released

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

TITLE_ZH = "中国地方法治政府建设年度报告指标"
TITLE_EN = "Indicators from the yearly rule-of-law reports of Chinese governments"
FICTIONAL_ZH = "虚构示例,不是真实数据"
FICTIONAL_EN = "fictional sample, no real data"
LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}
NO_RIGHTS_ZH = "许可适用于本汇编;对报告中的数字本身不主张任何权利。"
NO_RIGHTS_EN = (
    "The licence covers the compilation; no rights are claimed in the figures themselves."
)


@dataclass(frozen=True, slots=True)
class Source:
    """A document that the data were read from; ``path`` is empty if it is not known."""

    title: str
    path: str
    sha256: str = ""


def title(build: Build) -> str:
    """Return the title in both languages; invented data say so."""
    if build.is_fictional:
        return f"{TITLE_ZH}({FICTIONAL_ZH}) / {TITLE_EN} ({FICTIONAL_EN})"
    return f"{TITLE_ZH} / {TITLE_EN}"


def package_name(build: Build) -> str:
    """Return the name of the package in the descriptor."""
    return "fazhi-sample" if build.is_fictional else "fazhi"


def descriptor(
    build: Build,
    version: str,
    files: dict[str, File],
    sources: list[Source],
    circumstances: Circumstances = ORDINARY,
) -> dict[str, Any]:
    """Make the descriptor.

    Args:
        build: What the release was made from.
        version: Of the release.
        files: Path within the release -> file; CSV and Parquet of every table.
        sources: What the data were read from.
        circumstances: How the package was cut.
    """
    return {
        "$schema": PROFILE,
        "name": package_name(build),
        "id": f"urn:sha256:{build.content_sha256}",
        "title": title(build),
        "description": _description(build),
        "version": version,
        "created": build.created,
        "keywords": [
            "法治政府",
            "行政复议",
            "行政执法",
            "China",
            "rule of law",
            "administrative law",
            "open government data",
        ],
        "licenses": [LICENCE],
        "contributors": [{"title": "fazhi contributors", "roles": ["creator", "publisher"]}],
        "sources": [_source(source) for source in sources],
        "resources": [
            resource
            for table in released()
            for resource in (_csv(table, files, build), _parquet(table, files, build))
        ],
        "fazhi": {
            "content_sha256": build.content_sha256,
            "is_fictional": build.is_fictional,
            "fazhi_version": build.fazhi_version,
            **asdict(circumstances),
        },
    }


def read_facts(package: Path) -> dict[str, Any]:
    """Return what a package says of itself under ``fazhi``: content hash, channel, ...

    Raises:
        FileNotFoundError: There is no package in this folder.
    """
    content = json.loads((package / DESCRIPTOR_NAME).read_text(encoding="utf-8"))
    facts: dict[str, Any] = content["fazhi"]
    return facts


def to_json(content: object) -> str:
    """Write JSON the same way every time."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _description(build: Build) -> str:
    parts = [
        "从各级政府公开的法治政府建设年度报告中逐字读出的数字、可比指标与算术检验,"
        "每个数字都可追溯到快照中的字符。",
        "Figures, comparable indicators and arithmetic checks read from the published yearly "
        "rule-of-law reports of Chinese governments; every number traces to characters in a "
        "hashed snapshot.",
        NO_RIGHTS_ZH,
        NO_RIGHTS_EN,
    ]
    if build.is_fictional:
        parts.insert(0, f"【{FICTIONAL_ZH} / {FICTIONAL_EN.capitalize()}】")
    return " ".join(parts)


def _source(source: Source) -> dict[str, Any]:
    found = {"title": source.title}
    if source.path:
        found["path"] = source.path
    if source.sha256:
        found["hash"] = f"sha256:{source.sha256}"
    return found


def _csv(table: TableDefinition, files: dict[str, File], build: Build) -> dict[str, Any]:
    file = files[f"{DATA_FOLDER}/{table.name}.csv"]
    return {
        "name": table.name,
        "type": "table",
        **_common(table, file, build),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "rows": build.rows[table.name],
        "schema": frictionless_schema(table),
    }


def _parquet(table: TableDefinition, files: dict[str, File], build: Build) -> dict[str, Any]:
    file = files[f"{DATA_FOLDER}/{table.name}.parquet"]
    return {
        "name": f"{table.name}-parquet",
        "type": "file",
        **_common(table, file, build),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
    }


def _common(table: TableDefinition, file: File, build: Build) -> dict[str, Any]:
    flag = f" ({FICTIONAL_ZH} / {FICTIONAL_EN})" if build.is_fictional else ""
    return {
        "path": file.path,
        "title": f"{table.facts.zh} / {table.facts.en}{flag}",
        "description": f"{table.facts.meaning_zh} / {table.facts.meaning_en}",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }
