"""The data dictionary: what every table, view, column and term means, as Markdown.

``fazhi.dictionary_page`` says the same as a page.
"""

from __future__ import annotations

from collections.abc import Iterable

from fazhi.schemas.tables.columns import ColumnFacts
from fazhi.tableschema import Column, TableDefinition, definitions, duckdb_type
from fazhi.views import View, ViewColumn, views

_HEAD = """\
# 数据字典 / Data dictionary

每一列只在 `schemas/tables/` 中定义一次，本页由其生成。Every column is defined once, in
`schemas/tables/`; this page is made from there.

空单元格表示没有值。代码一律为文本。An empty cell means no value. Codes are always text.
"""

_VIEWS_HEAD = """\
## views

**视图 / Views.** 供分析使用，在 DuckDB 文件中。For analysis, in the DuckDB file.
"""


def data_dictionary(tables: list[TableDefinition] | None = None) -> str:
    """Return the dictionary of ``tables`` (by default all) as Markdown."""
    chosen = list(definitions().values()) if tables is None else tables
    contents = "\n".join(
        f"- [{table.name}](#{table.name}): {table.facts.zh} / {table.facts.en}" for table in chosen
    )
    contents += "\n- [视图 / Views](#views)"
    return "\n".join([_HEAD, contents, "", *(_section(table) for table in chosen), _views()])


def _section(table: TableDefinition) -> str:
    facts = table.facts
    lines = [
        f"## {table.name}",
        "",
        f"**{facts.zh} / {facts.en}.** {facts.meaning_zh}。{facts.meaning_en}.",
        "",
        f"- 主键 / Key: {_code(facts.key)}",
    ]
    for reference in facts.references:
        target = f"{reference.target}({', '.join(reference.target_columns)})"
        lines.append(f"- 引用 / Refers to: {_code(reference.columns)} → `{target}`")
    for rule in facts.unique:
        among = f" (`{rule.among}`)" if rule.among else ""
        lines.append(f"- 唯一 / Unique: {_code(rule.columns)}{among}")
    if not facts.released:
        lines.append("- 不随数据发布 / Not part of releases")
    lines += [
        "",
        "| 列 / Column | 类型 / Type | 可空 / Null | 含义 / Meaning |",
        "| --- | --- | --- | --- |",
        *(_row(column) for column in table.columns),
        "",
        *_terms(table.columns),
    ]
    return "\n".join(lines)


def _code(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _row(column: Column) -> str:
    kind = duckdb_type(column) + (" (JSON)" if column.facts.is_json else "")
    null = "是 / yes" if column.nullable else "否 / no"
    return f"| `{column.name}` | {kind} | {null} | {_meaning(column.facts)} |"


def _meaning(facts: ColumnFacts) -> str:
    unit = f" [{facts.unit}]" if facts.unit else ""
    meaning = f"**{facts.zh} / {facts.en}**{unit}<br>{facts.meaning_zh}<br>{facts.meaning_en}"
    return meaning.replace("|", chr(92) + "|")


def _terms(columns: Iterable[Column | ViewColumn]) -> list[str]:
    lines: list[str] = []
    for column in columns:
        if not column.facts.words:
            continue
        lines += [f"`{column.name}`:", ""]
        lines += [f"- `{term}`: {zh} / {en}" for term, (zh, en) in column.facts.words.items()]
        lines.append("")
    return lines


def _views() -> str:
    return "\n".join([_VIEWS_HEAD, *(_view(view) for view in views())])


def _view(view: View) -> str:
    rows = (
        f"| `{column.name}` | {column.kind} | {_meaning(column.facts)} |" for column in view.columns
    )
    return "\n".join(
        [
            f"### {view.name}",
            "",
            view.about,
            "",
            "| 列 / Column | 类型 / Type | 含义 / Meaning |",
            "| --- | --- | --- |",
            *rows,
            "",
            *_terms(view.columns),
        ]
    )
