"""What a comparison of two editions found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from fazhi.package import Statement

SchemaKind = Literal[
    "table_removed",
    "table_added",
    "key_changed",
    "column_removed",
    "column_added",
    "type_changed",
    "unit_changed",
    "code_removed",
    "code_added",
    "indicator_removed",
    "indicator_added",
    "indicator_unit_changed",
    "view_removed",
    "view_added",
    "view_column_removed",
    "view_column_added",
]
ValueKind = Literal["changed", "removed", "added"]
Reason = Literal[
    "new_report",
    "report_withdrawn",
    "changed_page",
    "correction",
    "new_rule",
    "new_codebook",
    "unexplained",
]

#: How each change of the schema is said: {table}, {column}, {value}, {before}, {after}.
_SAYS: dict[SchemaKind, tuple[str, str]] = {
    "table_removed": ("表 {table} 已删除", "table {table} is gone"),
    "table_added": ("新表 {table}", "new table {table}"),
    "key_changed": (
        "表 {table} 的主键由 {before} 改为 {after}",
        "the key of {table} was {before}, is {after}",
    ),
    "column_removed": ("列 {table}.{column} 已删除", "column {table}.{column} is gone"),
    "column_added": ("新列 {table}.{column}", "new column {table}.{column}"),
    "type_changed": (
        "列 {table}.{column} 的类型由 {before} 改为 {after}",
        "the type of {table}.{column} was {before}, is {after}",
    ),
    "unit_changed": (
        "列 {table}.{column} 的单位由 {before} 改为 {after}",
        "the unit of {table}.{column} was {before}, is {after}",
    ),
    "code_removed": (
        "{table}.{column} 的代码表不再有 {value}",
        "the code list of {table}.{column} no longer has {value}",
    ),
    "code_added": (
        "{table}.{column} 的代码表新增 {value}",
        "the code list of {table}.{column} has {value} now",
    ),
    "indicator_removed": ("指标 {value} 已删除", "indicator {value} is gone"),
    "indicator_added": ("新指标 {value}", "new indicator {value}"),
    "indicator_unit_changed": (
        "指标 {value} 的单位由 {before} 改为 {after}",
        "the unit of indicator {value} was {before}, is {after}",
    ),
    "view_removed": ("视图 {table} 已删除", "view {table} is gone"),
    "view_added": ("新视图 {table}", "new view {table}"),
    "view_column_removed": (
        "视图 {table} 不再有列 {column}",
        "view {table} no longer has {column}",
    ),
    "view_column_added": ("视图 {table} 新增列 {column}", "view {table} has {column} now"),
}

#: How each reason is said in Chinese and in English.
REASONS: dict[Reason, tuple[str, str]] = {
    "new_report": ("新报告", "new report"),
    "report_withdrawn": ("报告撤下", "report withdrawn"),
    "changed_page": ("网页内容变更", "changed page"),
    "correction": ("人工更正", "correction"),
    "new_rule": ("读取规则变更", "new rule"),
    "new_codebook": ("编码表变更", "new codebook"),
    "unexplained": ("原因不明", "unexplained"),
}


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """One change of tables, columns, types, units, code lists, indicators or views.

    Attributes:
        kind: What happened.
        table: The table or view.
        column: The column, where it is about one.
        value: The term of a code list, or the indicator.
        before: What was, where something was replaced.
        after: What is.
        announced: Whether the edition before said that it would come.
    """

    kind: SchemaKind
    table: str
    column: str = ""
    value: str = ""
    before: str = ""
    after: str = ""
    announced: bool = False

    @property
    def is_break(self) -> bool:
        """Whether queries written for the edition before may fail or mislead."""
        return not self.kind.endswith("_added")

    @property
    def statement(self) -> Statement:
        """The change as a sentence."""
        facts = {name: getattr(self, name) for name in _NAMES}
        zh, en = _SAYS[self.kind]
        return Statement(zh.format(**facts), en.format(**facts))


_NAMES = ("table", "column", "value", "before", "after")


@dataclass(frozen=True, slots=True)
class TableChange:
    """Rows of one table, compared by key.

    Attributes:
        table: Its name.
        key: Columns of the key.
        is_log: It grows with every look; its new rows are no new content.
        rows_before: Number of rows.
        rows_after: Number of rows.
        added: Rows with a new key.
        removed: Rows whose key is gone.
        changed: Rows with the same key and another content.
        columns: Column -> rows of which it changed.
        added_keys: Keys, at most as many as were asked for.
        removed_keys: As before.
        changed_keys: As before.
    """

    table: str
    key: tuple[str, ...]
    is_log: bool
    rows_before: int
    rows_after: int
    added: int
    removed: int
    changed: int
    columns: dict[str, int] = field(default_factory=dict)
    added_keys: tuple[tuple[object, ...], ...] = ()
    removed_keys: tuple[tuple[object, ...], ...] = ()
    changed_keys: tuple[tuple[object, ...], ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether nothing that counts as content differs."""
        return self.is_log or not (self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class Value:
    """One side of a changed value of ``observations_main``, with what led to it."""

    value: Decimal | None
    unit: str | None
    bound: str | None
    observation_id: str
    report_id: str
    rule_id: str | None
    snapshot_id: str | None
    reader_version: str | None


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A value of ``observations_main`` that changed, came or went.

    Attributes:
        kind: What happened.
        region_code: The place.
        region_name: Its name.
        year: The year.
        indicator_id: The indicator.
        indicator_zh: Its name.
        indicator_en: Its name.
        measure: With the following three, the rest of the key.
        dimension: Empty for the total.
        scope: What part of the place.
        scope_name: As printed.
        before: What was; None for a value that came.
        after: What is; None for a value that went.
        reasons: Whatever explains it, the first that does first.
        decisions: Ids of the decisions that did, for a correction.
    """

    kind: ValueKind
    region_code: str
    region_name: str
    year: int
    indicator_id: str
    indicator_zh: str
    indicator_en: str
    measure: str
    dimension: str | None
    scope: str | None
    scope_name: str | None
    before: Value | None
    after: Value | None
    reasons: tuple[Reason, ...]
    decisions: tuple[str, ...] = ()

    @property
    def reason(self) -> Reason:
        """The first reason that explains the change."""
        return self.reasons[0]


@dataclass(frozen=True, slots=True)
class Name:
    """Which edition was compared."""

    version: str
    content_sha256: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two editions.

    Attributes:
        before: The older one.
        after: The newer one.
        schema: Changes of the schema, by table.
        tables: Rows of every table that both have, in the order of publication.
        value_counts: How many values changed, by kind and first reason.
        values: The values, at most as many as were asked for of each kind.
        not_compared: What could not be compared, and why.
    """

    before: Name
    after: Name
    schema: Sequence[SchemaChange]
    tables: Sequence[TableChange]
    value_counts: dict[tuple[ValueKind, Reason], int]
    values: Sequence[ValueChange]
    not_compared: Sequence[Statement] = ()

    @property
    def breaks(self) -> list[SchemaChange]:
        """Changes that break queries written for the edition before."""
        return [change for change in self.schema if change.is_break]

    @property
    def is_same(self) -> bool:
        """Whether the editions have the same schema and the same content."""
        return not self.schema and all(table.is_same for table in self.tables)


def plain(value: object) -> object:
    """Return a value as JSON has it: short numbers, dates as text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
