"""What differs between two editions: planted differences are found, each with its reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import small_build

from fazhi import identities
from fazhi.release.diff import Difference, compare
from fazhi.release.diff.saying import as_json, as_markdown, as_text
from fazhi.release.editions import Edition, edition_of_build
from fazhi.store.batches import to_arrow
from fazhi.tableschema import definitions

Rows = dict[str, list[dict[str, Any]]]
Change = Callable[[Rows], None]


def all_rows() -> Rows:
    tables: Rows = {}
    for name, rows in small_build.all_rows():
        tables.setdefault(name, []).extend(dict(row) for row in rows)
    return tables


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return edition_of_build(small_build.make(tmp_path_factory.mktemp("base") / "build"))


def planted(base: Edition, folder: Path, change: Change) -> Edition:
    """The same edition with something changed: its tables are written anew, its file not."""
    tables = all_rows()
    change(tables)
    parquet = {}
    for name in base.parquet:
        table = definitions()[name]
        batch, failures = to_arrow(table, tables.get(name, []))
        assert failures == []
        parquet[name] = folder / f"{name}.parquet"
        pq.write_table(batch, parquet[name])
    rows = {name: len(tables.get(name, [])) for name in base.rows}
    return replace(base, version="planted", parquet=parquet, rows=rows)


def received(rows: Rows, year: int = 2023) -> dict[str, Any]:
    """The observation of the applications received."""
    return next(
        row
        for row in rows["observations"]
        if row["indicator_id"] == small_build.RECEIVED
        and row["year"] == year
        and row["figure_id"] is not None
    )


def figure_of(rows: Rows, observation: dict[str, Any]) -> dict[str, Any]:
    return next(row for row in rows["figures"] if row["figure_id"] == observation["figure_id"])


def plant_value(rows: Rows) -> None:
    received(rows)["value"] = Decimal(1960)


def correct(rows: Rows) -> None:
    row = received(rows)
    row["value"] = Decimal(1960)
    row["rule_id"] = f"decision:990181-2023-1;{row['rule_id'] or ''}"


def reject(rows: Rows) -> None:
    row = received(rows)
    row |= {"status": "rejected", "obs_status": None, "is_main": False}
    row["rule_id"] = "decision:990181-2023-1"


def read_anew(rows: Rows) -> None:
    row = received(rows)
    row["value"] = figure_of(rows, row)["value"] = Decimal(1960)
    figure_of(rows, row)["rule_id"] = "quantity:thousands"


def file_anew(rows: Rows) -> None:
    received(rows)["value"] = Decimal(1960)
    rows["indicators"][0]["wordings"] = "收到行政复议申请"


def other_version(rows: Rows) -> None:
    received(rows)["value"] = Decimal(1960)
    for row in rows["revisions"]:
        row["reader_version"] = "0.2.0"


def change_text(rows: Rows, *, is_other_page: bool) -> None:
    """Let the report on 2023 say another number, on another page or read otherwise."""
    old = small_build.report_rows(2023, 196, 165, "21.1")
    new = small_build.report_rows(2023, 197, 165, "21.1")
    for name in ("reports", "revisions", "texts", "sections", "figures", "observations",
                 "checks", "titles"):  # fmt: skip
        rows[name] = [row for row in rows[name] if row not in old[name]] + new[name]
    if is_other_page:
        other = identities.normalised_sha256("other bytes")
        rows["revisions"][-1]["snapshot_id"] = other
        look = dict(rows["retrievals"][0])
        look |= {"retrieval_id": "f" * 16, "snapshot_id": other}
        rows["retrievals"].append(look)


def change_page(rows: Rows) -> None:
    change_text(rows, is_other_page=True)


def cut_page_otherwise(rows: Rows) -> None:
    change_text(rows, is_other_page=False)


@pytest.mark.parametrize(
    ("plant", "kind", "reasons", "old", "new"),
    [
        (plant_value, "changed", ("unexplained",), 196, 1960),
        (correct, "changed", ("correction",), 196, 1960),
        (reject, "removed", ("correction",), 196, None),
        (read_anew, "changed", ("new_rule",), 196, 1960),
        (other_version, "changed", ("new_rule",), 196, 1960),
        (file_anew, "changed", ("new_codebook",), 196, 1960),
        (change_page, "changed", ("changed_page",), 196, 197),
        (cut_page_otherwise, "changed", ("new_rule",), 196, 197),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_changed_value_has_its_reason(
    base: Edition,
    tmp_path: Path,
    plant: Change,
    kind: str,
    reasons: tuple[str, ...],
    old: int,
    new: int | None,
) -> None:
    found = compare(base, planted(base, tmp_path, plant))
    assert not found.is_same
    [value] = found.values
    assert (value.kind, value.reasons) == (kind, reasons)
    assert value.indicator_id == small_build.RECEIVED
    assert (value.region_code, value.year) == (small_build.REGION, 2023)
    assert value.before is not None
    assert value.before.value == old
    assert (value.after.value if value.after else None) == new
    assert found.value_counts == {(kind, reasons[0]): 1}
    assert value.decisions == (("990181-2023-1",) if "correction" in reasons else ())


def test_the_way_back_has_the_same_reason(base: Edition, tmp_path: Path) -> None:
    """A decision that no longer holds explains the change as well as a new one."""
    [value] = compare(planted(base, tmp_path, correct), base).values
    assert value.reasons == ("correction",)
    assert value.decisions == ("990181-2023-1",)


def test_new_and_withdrawn_reports(base: Edition, tmp_path: Path) -> None:
    def withdraw(rows: Rows) -> None:
        kept = small_build.report_rows(2022, 140, 120, "9.55")
        rows.update({name: [*small_build.around().get(name, []), *kept[name]] for name in kept})

    fewer = planted(base, tmp_path, withdraw)
    gone = compare(base, fewer)
    assert gone.value_counts == {("removed", "report_withdrawn"): 4}
    new = compare(fewer, base)
    assert new.value_counts == {("added", "new_report"): 4}
    [figures] = [table for table in new.tables if table.table == "figures"]
    assert (figures.rows_before, figures.rows_after, figures.added) == (3, 6, 3)
    assert len(figures.added_keys) == 3
    assert len(compare(fewer, base, listed=1).values) == 1
    assert sum(compare(fewer, base, listed=1).value_counts.values()) == 4


def test_rows_are_compared_by_key_and_column(base: Edition, tmp_path: Path) -> None:
    def plant(rows: Rows) -> None:
        read_anew(rows)
        del rows["titles"][0]

    found = compare(base, planted(base, tmp_path, plant))
    changed = {table.table: table for table in found.tables if not table.is_same}
    assert set(changed) == {"figures", "observations", "titles"}
    assert changed["figures"].columns == {"value": 1, "rule_id": 1}
    assert changed["observations"].columns == {"value": 1}
    assert (changed["titles"].removed, changed["titles"].changed) == (1, 0)
    assert len(changed["titles"].removed_keys[0]) == 2


def test_looking_again_is_no_difference(base: Edition, tmp_path: Path) -> None:
    def look_again(rows: Rows) -> None:
        look = dict(rows["retrievals"][0])
        look |= {"retrieval_id": "f" * 16, "outcome": "unchanged"}
        rows["retrievals"].append(look)

    found = compare(base, planted(base, tmp_path, look_again))
    assert found.is_same
    [log] = [table for table in found.tables if table.is_log]
    assert log.added == 1
    assert as_text(found).splitlines()[1] == "same content, same schema"


# --- Schema ---------------------------------------------------------------------------


def other_schema(before: Edition, change: Callable[[dict[str, Any]], None]) -> Edition:
    schemas = json.loads(json.dumps(before.schemas))
    change(schemas)
    return replace(before, schemas=schemas)


def field(schemas: dict[str, Any], table: str, column: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        item for item in schemas[table]["fields"] if item["name"] == column
    )
    return found


def more_columns(schemas: dict[str, Any]) -> None:
    schemas["figures"]["fields"].append({"name": "colour", "type": "string"})


def other_type(schemas: dict[str, Any]) -> None:
    field(schemas, "figures", "value_text")["type"] = "integer"


def other_unit(schemas: dict[str, Any]) -> None:
    field(schemas, "coverage", "days_late")["unit"] = "week"


def more_codes(schemas: dict[str, Any]) -> None:
    field(schemas, "figures", "kind")["constraints"]["enum"].append("colour")


def more_tables(schemas: dict[str, Any]) -> None:
    schemas["colours"] = {"fields": [{"name": "colour", "type": "string"}]}


def other_key(schemas: dict[str, Any]) -> None:
    schemas["titles"]["primaryKey"] = ["revision_id", "char_end"]


@pytest.mark.parametrize(
    ("change", "kind", "says"),
    [
        (more_columns, "column_removed", "column figures.colour is gone"),
        (other_type, "type_changed", "the type of figures.value_text was integer, is string"),
        (other_unit, "unit_changed", "the unit of coverage.days_late was week, is day"),
        (more_codes, "code_removed", "the code list of figures.kind no longer has colour"),
        (more_tables, "table_removed", "table colours is gone"),
        (other_key, "key_changed", "the key of titles was revision_id, char_end"),
    ],
)
def test_breaks_of_the_schema(
    base: Edition, change: Callable[[dict[str, Any]], None], kind: str, says: str
) -> None:
    older = other_schema(base, change)
    [found] = compare(older, base).breaks
    assert found.kind == kind
    assert says in found.statement.en
    assert not found.announced
    known = (found.table, found.column, found.value)
    assert compare(older, base, announced=[known]).breaks[0].announced
    assert compare(older, base, announced=[(*known[:2], "else")]).breaks[0].announced is False
    assert "BREAK" in as_text(compare(older, base))


@pytest.mark.parametrize("change", [more_columns, more_codes, more_tables])
def test_additions_break_nothing(base: Edition, change: Callable[[dict[str, Any]], None]) -> None:
    found = compare(base, other_schema(base, change))
    assert len(found.schema) == 1
    assert found.breaks == []
    assert not found.is_same


def test_titles_and_descriptions_are_no_schema(base: Edition) -> None:
    def say_otherwise(schemas: dict[str, Any]) -> None:
        for schema in schemas.values():
            for item in schema["fields"]:
                item["title"] = item["description"] = "别的话 / other words"

    found = compare(base, other_schema(base, say_otherwise))
    assert found.schema == []
    assert found.is_same


def test_units_of_indicators_and_columns_of_views(base: Edition, tmp_path: Path) -> None:
    def change(rows: Rows) -> None:
        rows["indicators"][1]["unit"] = "人"
        rows["indicators"].append({**rows["indicators"][1], "indicator_id": "x.new"})

    found = compare(base, planted(base, tmp_path, change))
    assert [(item.kind, item.value, item.before, item.after) for item in found.schema] == [
        ("indicator_unit_changed", small_build.ACCEPTED, "件", "人"),
        ("indicator_added", "x.new", "", ""),
    ]
    assert [item.kind for item in found.breaks] == ["indicator_unit_changed"]


def test_values_of_editions_without_the_columns_are_not_compared(base: Edition) -> None:
    def drop(schemas: dict[str, Any]) -> None:
        fields = schemas["observations"]["fields"]
        schemas["observations"]["fields"] = [item for item in fields if item["name"] != "bound"]

    found = compare(other_schema(base, drop), base)
    assert found.values == []
    assert "observations.bound" in found.not_compared[0].en


# --- Saying ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def corrected(base: Edition, tmp_path_factory: pytest.TempPathFactory) -> Difference:
    return compare(base, planted(base, tmp_path_factory.mktemp("corrected"), correct))


def test_said_as_json(corrected: Difference) -> None:
    content = json.loads(as_json(corrected))
    assert content["same"] is False
    assert content["values"]["counts"] == [{"kind": "changed", "reason": "correction", "count": 1}]
    [value] = content["values"]["listed"]
    assert (value["before"]["value"], value["after"]["value"]) == (196, 1960)
    assert value["decisions"] == ["990181-2023-1"]
    assert value["before"]["unit"] == "件"
    assert [table["table"] for table in content["tables"] if not table["same"]] == ["observations"]


def test_said_to_people(corrected: Difference) -> None:
    markdown = as_markdown(corrected)
    assert "岚浦市 990181" in markdown
    assert "196 件 → 1960 件" in markdown
    assert "人工更正 / correction (990181-2023-1)" in markdown
    text = as_text(corrected)
    assert (
        "rows    observations: 8 -> 8, 0 added, 0 removed, 1 changed (value 1, rule_id 1)" in text
    )
    assert "196 件 → 1960 件" in text
