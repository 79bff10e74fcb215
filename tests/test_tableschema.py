"""The models, and that everything made from them is complete and fresh."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import duckdb
import pyarrow as pa
import pytest
from frictionless import Schema

from fazhi import records, snapshot
from fazhi.codebook.entries import Indicator
from fazhi.dictionary import data_dictionary
from fazhi.schemas.tables import vocabularies
from fazhi.tableschema import (
    TableDefinition,
    arrow_schema,
    csv_select,
    definitions,
    duckdb_comments,
    duckdb_create,
    frictionless_schema,
    released,
)

ROOT = Path(__file__).resolve().parent.parent
TABLES = list(definitions().values())
#: Table -> key and columns that section 3 of the design fixes.
FIXED = {
    "regions": "region_code name level parent_code province_name valid_from valid_to panel_id "
    "is_fictional",
    "region_changes": "change_id",
    "sources": "source_id region_code url cms_family verified",
    "retrievals": "retrieval_id source_id url retrieved_at outcome snapshot_id",
    "reports": "report_id region_code year family title issuer doc_number index_number category "
    "written_date published_date signed_by signed_date validity source_name attachments url "
    "current_revision_id first_seen last_seen",
    "revisions": "revision_id report_id snapshot_id text_sha256 characters reader_version "
    "is_current",
    "texts": "revision_id text",
    "sections": "revision_id section_path level label heading area role char_start",
    "figures": "figure_id revision_id section_path char_start char_end raw value value_low "
    "value_high value_text unit bound kind direction measure subject actor scope scope_name "
    "period_start period_end period_cue is_statistical status reason rule_id",
    "indicators": "indicator_id",
    "observations": "observation_id region_code year indicator_id measure dimension scope "
    "scope_name period_start period_end value unit unit_printed bound rate_base status "
    "confidence runner_up figure_id report_id revision_id is_main",
    "checks": "check_id report_id relation left_figures right_figures left_value right_value "
    "tolerance verdict conclusion_zh conclusion_en",
    "titles": "revision_id char_start",
    "honours": "revision_id char_start",
    "coverage": "region_code year document_status published_date deadline deadline_basis "
    "days_late last_look",
    "issues": "issue_id",
    "runs": "run_id",
}


@pytest.fixture(params=TABLES, ids=lambda table: table.name)
def table(request: pytest.FixtureRequest) -> TableDefinition:
    found: TableDefinition = request.param
    return found


def test_all_tables_are_there_with_the_fixed_columns() -> None:
    assert [table.name for table in TABLES] == list(FIXED)
    for name, columns in FIXED.items():
        assert set(columns.split()) <= set(definitions()[name].column_names), name
    assert [table.name for table in TABLES if not table.facts.released] == ["runs"]
    assert len(released()) == len(TABLES) - 1


def test_names_and_texts(table: TableDefinition) -> None:
    with duckdb.connect() as connection:
        reserved = {
            name
            for (name,) in connection.execute(
                "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'"
            ).fetchall()
        }
    for column in table.columns:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)
        assert column.name not in reserved
        facts = column.facts
        assert re.search(r"[\u4e00-\u9fff]", facts.zh + facts.meaning_zh), column.name
        assert not re.search(r"[\u4e00-\u9fff]", facts.en), column.name
        assert facts.meaning_zh
        assert facts.meaning_en


def test_codes_are_text_and_numbers_that_were_read_are_decimals(table: TableDefinition) -> None:
    for column in table.columns:
        if column.name.endswith(("_id", "_code", "_sha256")):
            assert column.arrow == pa.string(), column.name
        if column.name in {"value", "value_low", "value_high", "left_value", "tolerance"}:
            assert column.arrow == pa.decimal128(24, 6)
        if column.name.endswith("_date"):
            assert column.arrow == pa.date32()
        if column.name.endswith("_at") or column.name.endswith("_seen"):
            assert column.arrow == pa.timestamp("us", tz="UTC")


def test_keys_and_references_name_existing_columns(table: TableDefinition) -> None:
    facts = table.facts
    names = set(table.column_names)
    assert set(facts.key) <= names
    assert set(facts.order) <= names
    nullable = {column.name for column in table.columns if column.nullable}
    assert not nullable & set(facts.key)
    for reference in facts.references:
        target = definitions()[reference.target]
        assert set(reference.columns) <= names
        if reference.is_key:
            assert reference.target_columns == target.facts.key
        assert set(reference.target_columns) <= set(target.column_names)
    for unique in facts.unique:
        assert {*unique.columns, *([unique.among] if unique.among else [])} <= names


@pytest.mark.parametrize(
    ("words", "literal"),
    [
        (vocabularies.BOUND, records.Bound),
        (vocabularies.KIND, records.Kind),
        (vocabularies.DIRECTION, records.Direction),
        (vocabularies.MEASURE, records.Measure),
        (vocabularies.SCOPE, records.Scope),
        (vocabularies.ROLE, records.Role),
        (vocabularies.FIGURE_STATUS, records.FigureStatus),
        (vocabularies.OBSERVATION_STATUS, records.ObservationStatus),
        (vocabularies.RELATION, records.Relation),
        (vocabularies.VERDICT, records.Verdict),
        (vocabularies.OUTCOME, snapshot.Outcome),
        (vocabularies.RETRIEVAL_ROLE, snapshot.Role),
        (vocabularies.INDICATOR_TYPE, Indicator.model_fields["type"].annotation),
        (vocabularies.POLARITY, Indicator.model_fields["polarity"].annotation),
        (vocabularies.FREQUENCY, Indicator.model_fields["expected_frequency"].annotation),
    ],
)
def test_vocabularies_are_those_of_the_records(words: object, literal: object) -> None:
    assert isinstance(words, dict)
    assert set(words) == set(get_args(literal)) - {""}


def test_duckdb_takes_the_table_and_its_comments(table: TableDefinition) -> None:
    with duckdb.connect() as connection:
        connection.execute(duckdb_create(table))
        for comment in duckdb_comments(table):
            connection.execute(comment)
        described = connection.execute(
            "SELECT column_name, data_type, is_nullable, comment FROM duckdb_columns() "
            f"WHERE table_name = '{table.name}' ORDER BY column_index"
        ).fetchall()
        titled = connection.execute("SELECT comment FROM duckdb_tables()").fetchall()
        connection.execute(f"SELECT {csv_select(table)} FROM {table.name}")
    assert [row[0] for row in described] == table.column_names
    assert [row[2] for row in described] == [column.nullable for column in table.columns]
    assert all(
        column.facts.zh in row[3] and column.facts.en in row[3]
        for row, column in zip(described, table.columns, strict=True)
    )
    assert table.facts.zh in titled[0][0]


def test_frictionless_takes_the_schema(table: TableDefinition) -> None:
    descriptor = frictionless_schema(table)
    schema = Schema.from_descriptor(descriptor)
    assert schema.field_names == table.column_names
    assert schema.primary_key == list(table.facts.key)
    required = {field.name for field in schema.fields if field.constraints.get("required")}
    assert required == {column.name for column in table.columns if not column.nullable}
    for column, field in zip(table.columns, descriptor["fields"], strict=True):
        if column.facts.words:
            assert field["constraints"]["enum"] == list(column.facts.words)


def test_arrow_fields_carry_their_meaning(table: TableDefinition) -> None:
    for column, field in zip(table.columns, arrow_schema(table), strict=True):
        assert field.metadata is not None
        assert column.facts.en in field.metadata[b"title"].decode()


def test_data_dictionary_is_fresh() -> None:
    path = ROOT / "docs" / "data-dictionary.md"
    made = data_dictionary()
    assert path.read_text(encoding="utf-8") == made, "run: make docs"
    for table in TABLES:
        assert f"## {table.name}\n" in made
        assert all(f"| `{name}` |" in made for name in table.column_names)
