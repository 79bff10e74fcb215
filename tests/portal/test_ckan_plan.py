"""The plan for a CKAN portal: from every state, exactly what is left to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from release_folder import ROWS, make_release

from fazhi.portal.ckan_dataset import dataset_fields, extras, legal_tags, resource_fields, tags
from fazhi.portal.ckan_plan import PortalState, merged_extras, plan_steps
from fazhi.portal.ckan_table import TableState, column_types
from fazhi.portal.errors import PublishRefused
from fazhi.portal.release import Release, read_release
from fazhi.portal.settings import CkanSettings
from fazhi.portal.steps import Action

TABLE = "data/observations.csv"


def published(release: Release, settings: CkanSettings) -> PortalState:
    """A portal on which the release is complete."""
    resources, tables = [], {}
    for number, file in enumerate(release.files):
        fields = resource_fields(file, release, settings)
        resource = {"id": f"id-{number}", "url_type": "" if "url" in fields else "upload", **fields}
        if file.rows is not None:
            resource["datastore_sha256"] = file.sha256
            tables[resource["id"]] = TableState(column_types(file.schema), file.rows)
        resources.append(resource)
    dataset = {
        **dataset_fields(release, settings),
        "tags": [{"name": tag} for tag in tags(release)],
        "extras": [{"key": key, "value": text} for key, text in extras(release, settings).items()],
        "resources": resources,
    }
    return PortalState(True, dataset, tables)


def planned(release: Release, settings: CkanSettings, state: PortalState) -> list[str]:
    return [f"{step.action} {step.subject}" for step in plan_steps(release, settings, state)]


def dataset_of(state: PortalState) -> dict[str, Any]:
    assert state.dataset is not None
    return state.dataset


def test_nothing_is_left_to_do_where_all_is_published(
    release: Release, settings: CkanSettings
) -> None:
    assert planned(release, settings, published(release, settings)) == []


def test_an_empty_portal_gets_everything_and_sees_it_last(
    release: Release, settings: CkanSettings
) -> None:
    assert planned(release, settings, PortalState()) == [
        "create organisation fazhi",
        "create data set fazhi",
        f"upload {TABLE}",
        f"fill table {TABLE}",
        "upload README.md",
        "upload datapackage.json",
        "announce data set fazhi",
    ]


def test_only_what_changed_travels(
    release: Release, settings: CkanSettings, tmp_path: Path
) -> None:
    state = published(release, settings)
    rows = (*ROWS, ("a3", "010002", 2023, "7", "true"))
    newer = read_release(make_release(tmp_path / "new", "2024.05.1", rows))
    steps = plan_steps(newer, settings, state)
    assert [(step.action, step.subject) for step in steps] == [
        (Action.REPLACE, TABLE),
        (Action.FILL, TABLE),
        (Action.REPLACE, "README.md"),
        (Action.REPLACE, "datapackage.json"),
        (Action.ANNOUNCE, "data set fazhi"),
    ]
    assert steps[0].size == newer.by_path[TABLE].size
    # The README and the descriptor name the version; the table is the same here.
    same_rows = read_release(make_release(tmp_path / "same", "2024.05.1"))
    assert f"replace {TABLE}" not in planned(same_rows, settings, state)


def test_vanished_files_are_removed_and_doubled_ones_too(
    release: Release, settings: CkanSettings, tmp_path: Path
) -> None:
    folder = make_release(tmp_path / "more", extra={"old.csv": b"x"})
    state = published(read_release(folder), settings)
    double = {**dataset_of(state)["resources"][0], "id": "id-double"}
    dataset_of(state)["resources"].append(double)
    steps = plan_steps(release, settings, state)
    removed = {(step.subject, step.key) for step in steps if step.action is Action.REMOVE}
    gone = next(item["id"] for item in state.resources if item["path"] == "old.csv")
    assert removed == {("old.csv", gone), (TABLE, "id-double")}


def test_what_editors_added_stays(release: Release, settings: CkanSettings) -> None:
    state = published(release, settings)
    dataset = dataset_of(state)
    dataset["resources"].append({"id": "id-note", "name": "解读", "url": "https://example.org"})
    dataset["tags"].append({"name": "江苏"})
    dataset["extras"].append({"key": "审核人", "value": "某某"})
    assert planned(release, settings, state) == []
    dataset["extras"][0]["value"] = "changed"
    assert planned(release, settings, state) == ["announce data set fazhi"]
    merged = merged_extras(release, settings, dataset)
    assert merged is not None
    assert {"key": "审核人", "value": "某某"} in merged
    assert {"key": "提供单位", "value": "fazhi contributors"} in merged


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "x"), ("private", True), ("state", "deleted"), ("license_id", "x")],
)
def test_a_changed_data_set_is_put_right(
    release: Release, settings: CkanSettings, field: str, value: object
) -> None:
    state = published(release, settings)
    dataset_of(state)[field] = value
    (step,) = plan_steps(release, settings, state)
    assert step.action is Action.ANNOUNCE
    assert field in step.reason


@pytest.mark.parametrize(
    "table",
    [
        None,
        TableState({"observation_id": "text"}, 2),  # what an automatic loader made of it
        "one row missing",
    ],
)
def test_a_table_that_is_not_complete_is_filled(
    release: Release, settings: CkanSettings, table: TableState | str | None
) -> None:
    state = published(release, settings)
    complete = state.tables.pop("id-0")
    if isinstance(table, TableState):
        state.tables["id-0"] = table
    elif table is not None:
        state.tables["id-0"] = TableState(complete.types, complete.rows - 1)
    assert planned(release, settings, state) == [f"fill table {TABLE}"]


def test_large_files_are_linked(settings: CkanSettings, tmp_path: Path) -> None:
    large = {"fazhi.duckdb": bytes(2 * 1024 * 1024)}
    release = read_release(make_release(tmp_path / "r", extra=large))
    small = settings.model_copy(
        update={"upload_limit_mb": 1, "base_url": "https://data.example.org/r/"}
    )
    assert "link fazhi.duckdb" in planned(release, small, PortalState())
    fields = resource_fields(release.by_path["fazhi.duckdb"], release, small)
    assert fields["url"] == "https://data.example.org/r/2024.04.1/fazhi.duckdb"
    # From an upload to a link, and back, it is another resource.
    for before, after in ((settings, small), (small, settings)):
        steps = planned(release, after, published(release, before))
        assert [step.split()[0] for step in steps] in (["remove", "link"], ["remove", "upload"])
        assert planned(release, after, published(release, after)) == []


def test_a_large_file_without_a_link_is_refused(settings: CkanSettings, tmp_path: Path) -> None:
    release = read_release(make_release(tmp_path / "r", extra={"a.bin": bytes(2 * 1024 * 1024)}))
    narrow = settings.model_copy(update={"upload_limit_mb": 1})
    with pytest.raises(PublishRefused, match=r"a\.bin has 2\.0 MB, the portal takes 1"):
        plan_steps(release, narrow, PortalState())


def test_a_table_that_is_not_there_is_refused(release: Release, settings: CkanSettings) -> None:
    wrong = settings.model_copy(update={"tables": ["observation"]})
    with pytest.raises(PublishRefused, match="observation"):
        plan_steps(release, wrong, PortalState())


def test_extras_say_what_the_release_says(release: Release, settings: CkanSettings) -> None:
    assert extras(release, settings) == {
        "提供单位": "fazhi contributors",
        "数据量": "2",
        "格式": "CSV, Markdown, JSON",
    }


@pytest.mark.parametrize(
    ("keyword", "tag"),
    [
        ("行政复议", "行政复议"),
        ("行政复议（含诉讼）", "行政复议 含诉讼"),
        ("“放管服”改革、营商环境", "放管服 改革 营商环境"),
        ("100%", "100"),
        ("rule-of-law 2.0", "rule-of-law 2.0"),
        ("x" * 120, "x" * 100),
        ("%", None),
        ("法", None),
    ],
)
def test_tags_are_made_legal(keyword: str, tag: str | None) -> None:
    assert legal_tags([keyword, keyword]) == ([tag] if tag else [])


@given(st.lists(st.text(max_size=130)))
def test_tags_are_always_legal(keywords: list[str]) -> None:
    for tag in legal_tags(keywords):
        assert 2 <= len(tag) <= 100
        assert all(
            character.isalnum() or character in " -_." for character in tag if character.isascii()
        )
        assert tag == " ".join(tag.split())


@given(st.sets(st.sampled_from([TABLE, "README.md", "datapackage.json"])))
def test_from_any_part_of_the_way_the_rest_is_planned(
    complete: tuple[Release, CkanSettings], there: set[str]
) -> None:
    """Whatever of the resources is there, the plan adds exactly the others."""
    release, settings = complete
    state = published(release, settings)
    partial = {**dataset_of(state)}
    partial["resources"] = [item for item in state.resources if item["path"] in there]
    steps = plan_steps(release, settings, PortalState(True, partial, state.tables))
    added = {step.subject for step in steps if step.action is Action.UPLOAD}
    assert added == {file.path for file in release.files} - there
    assert {step.action for step in steps} <= {Action.UPLOAD, Action.FILL}
