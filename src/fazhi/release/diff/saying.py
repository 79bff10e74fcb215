"""A difference as JSON, as Markdown and as plain text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, Literal

from fazhi.release.diff.model import (
    REASONS,
    Difference,
    SchemaChange,
    TableChange,
    Value,
    ValueChange,
    plain,
)

DiffFormat = Literal["text", "json", "md"]
#: Values shown in what people read; JSON has more.
_SHOWN = 50

_KINDS = {
    "changed": ("改变", "changed"),
    "removed": ("不再有", "gone"),
    "added": ("新增", "new"),
}


def say(difference: Difference, form: DiffFormat) -> str:
    """Return a difference in one of its forms, ending with a line break."""
    forms: dict[DiffFormat, Callable[[Difference], str]] = {
        "json": as_json,
        "md": as_markdown,
        "text": as_text,
    }
    return forms[form](difference)


def as_json(difference: Difference) -> str:
    """Return everything that was found, for programs."""
    content = {
        "before": asdict(difference.before),
        "after": asdict(difference.after),
        "same": difference.is_same,
        "schema": [_schema_object(change) for change in difference.schema],
        "tables": [_table_object(table) for table in difference.tables],
        "values": {
            "counts": _count_objects(difference),
            "listed": [_value_object(change) for change in difference.values],
        },
        "not_compared": [asdict(statement) for statement in difference.not_compared],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _schema_object(change: SchemaChange) -> dict[str, Any]:
    facts = {name: value for name, value in asdict(change).items() if value or name == "announced"}
    return {**facts, "breaks": change.is_break, **asdict(change.statement)}


def _table_object(table: TableChange) -> dict[str, Any]:
    return {**asdict(table), "same": table.is_same}


def _count_objects(difference: Difference) -> list[dict[str, Any]]:
    return [
        {"kind": kind, "reason": reason, "count": count}
        for (kind, reason), count in difference.value_counts.items()
    ]


def _value_object(change: ValueChange) -> dict[str, Any]:
    facts = {**asdict(change), "reason": change.reason}
    for side in ("before", "after"):
        if facts[side] is not None:
            facts[side]["value"] = plain(facts[side]["value"])
    return facts


# --- For people -----------------------------------------------------------------------


def as_markdown(difference: Difference) -> str:
    """Return what people should know, in both languages."""
    before, after = difference.before.version, difference.after.version
    lines = [f"# {before} → {after}", ""]
    if difference.is_same:
        lines += ["内容与结构相同。 / Same content, same schema.", ""]
    if difference.schema:
        lines += ["## 结构 / Schema", ""]
        lines += [f"- {_said(change)}" for change in difference.schema]
        lines += [""]
    tables = [table for table in difference.tables if not table.is_same]
    if tables:
        lines += ["## 各表行数 / Rows", ""]
        lines += _grid(
            ("表 / table", "前 / before", "后 / after", "+", "-", "改 / changed", "列 / columns"),
            [
                (
                    *(table.table, table.rows_before, table.rows_after),
                    *(table.added, table.removed, table.changed, _columns(table)),
                )
                for table in tables
            ],
        )
    if difference.value_counts:
        lines += ["## 主要观测值 / Main values", ""]
        lines += [f"- {line}" for line in _counted(difference)]
        lines += [""]
        lines += _grid(
            ("地方 / place", "年度 / year", "指标 / indicator", "前 → 后 / value", "原因 / reason"),
            [
                (
                    *(f"{change.region_name} {change.region_code}", change.year),
                    *(_what(change), _values(change), _reasons(change)),
                )
                for change in _shown(difference)
            ],
        )
        lines += _more(difference)
    lines += [f"- {item.zh} / {item.en}" for item in difference.not_compared]
    return "\n".join(lines).rstrip() + "\n"


def as_text(difference: Difference) -> str:
    """Return the same for a terminal: one line a thing, in English."""
    lines = [f"{difference.before.version} -> {difference.after.version}"]
    if difference.is_same:
        lines.append("same content, same schema")
    for change in difference.schema:
        lines.append(f"schema  {_break(change)}{change.statement.en}")
    for table in difference.tables:
        if not table.is_same:
            columns = f" ({_columns(table)})" if table.columns else ""
            lines.append(
                f"rows    {table.table}: {table.rows_before} -> {table.rows_after}, "
                f"{table.added} added, {table.removed} removed, {table.changed} changed{columns}"
            )
    lines += [f"values  {line}" for line in _counted(difference)]
    for value in _shown(difference):
        lines.append(
            f"value   {value.region_name} {value.year} {_what(value)}: {_values(value)}  "
            f"{_reasons(value)}"
        )
    lines += _more(difference)
    lines += [f"not compared: {item.en}" for item in difference.not_compared]
    return "\n".join(lines) + "\n"


def _said(change: SchemaChange) -> str:
    mark = "**破坏性变更 / break** " if change.is_break else ""
    known = "（已预告 / announced）" if change.announced else ""
    return f"{mark}{change.statement.zh} / {change.statement.en}{known}"


def _break(change: SchemaChange) -> str:
    if not change.is_break:
        return ""
    return "BREAK (announced) " if change.announced else "BREAK "


def _grid(head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """Return a Markdown table, followed by an empty line."""
    cells = [head, ["---"] * len(head), *rows]
    lines = [
        "| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in cells
    ]
    return [*lines, ""]


def _columns(table: TableChange) -> str:
    return ", ".join(f"{name} {count}" for name, count in table.columns.items())


def _counted(difference: Difference) -> Iterator[str]:
    for (kind, reason), count in difference.value_counts.items():
        (kind_zh, kind_en), (reason_zh, reason_en) = _KINDS[kind], REASONS[reason]
        yield f"{count} {kind_zh} / {kind_en}: {reason_zh} / {reason_en}"


def _shown(difference: Difference) -> list[ValueChange]:
    """Return what people see first: what changed or went, then what came."""
    rank = list(_KINDS)
    return sorted(difference.values, key=lambda change: rank.index(change.kind))[:_SHOWN]


def _more(difference: Difference) -> list[str]:
    count = sum(difference.value_counts.values()) - min(_SHOWN, len(difference.values))
    return [f"... {count} 项未列 / more not listed"] if count else []


def _what(change: ValueChange) -> str:
    rest = (
        "" if change.measure == "level" else change.measure,
        change.dimension,
        "" if change.scope == "whole_place" else change.scope,
        change.scope_name,
    )
    extra = ", ".join(part for part in rest if part)
    return f"{change.indicator_zh} {change.indicator_id}" + (f" [{extra}]" if extra else "")


def _values(change: ValueChange) -> str:
    return f"{_printed(change.before)} → {_printed(change.after)}"


def _printed(value: Value | None) -> str:
    if value is None:
        return "–"
    bound = "" if value.bound == "exact" else f" ({value.bound})"
    return f"{plain(value.value)} {value.unit or ''}".rstrip() + bound


def _reasons(change: ValueChange) -> str:
    said = "; ".join(f"{REASONS[reason][0]} / {REASONS[reason][1]}" for reason in change.reasons)
    return f"{said} ({', '.join(change.decisions)})" if change.decisions else said
