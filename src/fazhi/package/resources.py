"""The files of a package, one by one, as Data Package resources.

Tables come first, as CSV with their Table Schema and as Parquet; then the files that are
made from them; then the documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from fazhi.package.about import FICTIONAL_EN, FICTIONAL_ZH
from fazhi.package.codebook_table import CODEBOOK_NAME, codebook_schema
from fazhi.package.files import DATA_FOLDER, File
from fazhi.package.workbook import WORKBOOK_NAME
from fazhi.store import DATABASE_NAME, Build
from fazhi.tableschema import TableDefinition, frictionless_schema, released


@dataclass(frozen=True, slots=True)
class _Form:
    """A format: its name in Data Package and its media type."""

    format: str
    mediatype: str


_FORMS = {
    ".csv": _Form("csv", "text/csv"),
    ".parquet": _Form("parquet", "application/vnd.apache.parquet"),
    ".duckdb": _Form("duckdb", "application/vnd.duckdb"),
    ".xlsx": _Form("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".md": _Form("md", "text/markdown"),
    ".html": _Form("html", "text/html"),
    ".json": _Form("json", "application/json"),
    ".jsonld": _Form("jsonld", "application/ld+json"),
}

#: File -> name of the resource, title and description, each in both languages.
_FILES: dict[str, tuple[str, str, str]] = {
    CODEBOOK_NAME: (
        "codebook",
        "编码表 / Codebook",
        "各指标的名称、定义、单位、类型、分子分母、依据与口径变化；有字节顺序标记，可双击打开 / "
        "Names, definitions, units, types, legal bases and breaks of the indicators; begins "
        "with a byte order mark, so that a double click opens it",
    ),
    WORKBOOK_NAME: (
        "workbook",
        "分析工作簿 / Workbook for analysts",
        "指标、数值、宽表、检验与覆盖情况 / Indicators, values, wide table, checks, coverage",
    ),
    DATABASE_NAME: (
        "database",
        "DuckDB 数据库 / DuckDB database",
        "全部表与分析视图；每次写出的字节可能不同而内容相同，故只在 SHA256SUMS 中列出哈希 / "
        "All tables and the views; written again it has other bytes and the same content, so "
        "that its hash is in SHA256SUMS only",
    ),
    "README.md": ("readme", "英文说明 / Readme in English", ""),
    "README.zh.md": ("readme-zh", "中文说明 / Readme in Chinese", ""),
    "data-dictionary.md": ("dictionary-markdown", "数据字典 / Data dictionary", ""),
    "data-dictionary.html": ("dictionary", "数据字典（网页） / Data dictionary (page)", ""),
    "provenance.json": ("provenance", "来源（PROV-JSON） / Provenance (PROV-JSON)", ""),
    "catalog.jsonld": ("catalogue", "目录（DCAT-AP） / Catalogue (DCAT-AP)", ""),
    "dataset.jsonld": ("schema-org", "数据集说明（schema.org） / Data set (schema.org)", ""),
    "diff.json": ("diff", "与上一稳定版的差异 / Differences from the stable release before", ""),
    "diff.md": (
        "diff-markdown",
        "与上一稳定版的差异 / Differences from the stable release before",
        "",
    ),
    "feed.json": ("feed", "各版本订阅源（JSON Feed） / Feed of the releases (JSON Feed)", ""),
}


def resources(build: Build, files: Mapping[str, File]) -> list[dict[str, Any]]:
    """Describe files.

    Args:
        build: What the package is made of.
        files: Path within the package -> file; CSV and Parquet of every table are there.
    """
    of_tables = [
        resource
        for table in released()
        for resource in (_csv(table, files, build), _parquet(table, files))
    ]
    tabular = {resource["path"] for resource in of_tables}
    order = [*_FILES, *sorted(files.keys() - _FILES.keys() - tabular)]
    others = [_other(files[name]) for name in order if name in files]
    found = [*of_tables, *others]
    if build.is_fictional:
        for resource in found:
            zh, _, en = resource["title"].partition(" / ")
            resource["title"] = f"{zh}（{FICTIONAL_ZH}） / {en} ({FICTIONAL_EN})"
    return found


def _csv(table: TableDefinition, files: Mapping[str, File], build: Build) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        **_of_table(table, files[f"{DATA_FOLDER}/{table.name}.csv"]),
        "encoding": "utf-8",
        "rows": build.rows[table.name],
        "schema": frictionless_schema(table),
    }


def _parquet(table: TableDefinition, files: Mapping[str, File]) -> dict[str, Any]:
    return {
        "name": f"{table.name}-parquet",
        "type": "file",
        **_of_table(table, files[f"{DATA_FOLDER}/{table.name}.parquet"]),
    }


def _of_table(table: TableDefinition, file: File) -> dict[str, Any]:
    return {
        "path": file.path,
        "title": f"{table.facts.zh} / {table.facts.en}",
        "description": f"{table.facts.meaning_zh} / {table.facts.meaning_en}",
        **_form(file),
        **_measures(file),
    }


def _other(file: File) -> dict[str, Any]:
    fallback = (file.path.replace(".", "-").replace("/", "-").lower(), file.path, "")
    name, title, meaning = _FILES.get(file.path, fallback)
    resource: dict[str, Any] = {"name": name, "type": "file", "path": file.path, "title": title}
    if meaning:
        resource["description"] = meaning
    resource |= _form(file)
    if file.path == CODEBOOK_NAME:
        # Not of type table: those are the tables of the data, with their keys.
        resource |= {"encoding": "utf-8", "schema": codebook_schema()}
    # The bytes of the database are another file's each time; see its description.
    return resource if file.path == DATABASE_NAME else resource | _measures(file)


def _form(file: File) -> dict[str, str]:
    form = _FORMS.get(PurePosixPath(file.path).suffix)
    return {"format": form.format, "mediatype": form.mediatype} if form else {}


def _measures(file: File) -> dict[str, Any]:
    return {"bytes": file.size, "hash": f"sha256:{file.sha256}"}
