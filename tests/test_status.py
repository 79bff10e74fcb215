"""``fazhi status``: what it says of workspaces in every state, as a screen and as JSON."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import small_build
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner, Result

from fazhi.cli import app
from fazhi.collect.sources import SourceEntry
from fazhi.package import write_package
from fazhi.snapshot import Look
from fazhi.status import Covered, Disk, Status, status
from fazhi.status_screen import _bar, _bytes, print_status
from fazhi.store import BuildWriter, read_build
from fazhi.workspace import Workspace

#: The day after the last look of the small build.
NOW = datetime(2024, 4, 2, 3, tzinfo=UTC)
SOURCE = SourceEntry(
    source_id="lanpu",
    region_code="990181",
    name="岚浦市",
    level="county",
    url="http://127.0.0.1/index.html",
)
ISSUE = "the build has issues (1 example): fazhi query 'from issues'"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the small build and its nightly package."""
    workspace = Workspace(tmp_path_factory.mktemp("workspace"))
    workspace.claim("sample")
    small_build.make(workspace.build)
    package(workspace)
    return workspace.root


@pytest.fixture
def workspace(made: Path, tmp_path: Path) -> Workspace:
    return Workspace(shutil.copytree(made, tmp_path / "workspace", symlinks=True))


def package(workspace: Workspace) -> None:
    build = read_build(workspace.build)
    assert build is not None
    folder = workspace.output / "nightly"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    write_package(build, folder, "nightly-1")


def screen(found: Status) -> str:
    out = io.StringIO()
    print_status(found, Console(file=out, width=120))
    return out.getvalue()


def look(at: datetime) -> Look:
    return Look(url=SOURCE.url, retrieved_at=at, outcome="ok", role="column", source_id="lanpu")


def test_an_empty_workspace_says_how_to_begin(tmp_path: Path) -> None:
    found = status(Workspace(tmp_path / "nowhere"), NOW)
    assert found.attention == ["nothing was collected yet: fazhi run, fazhi collect, fazhi ingest"]
    assert "nothing yet" in screen(found)
    assert not (tmp_path / "nowhere").exists()


def test_what_was_collected_and_not_built(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.claim("real")
    workspace.archive.append(look(NOW - timedelta(hours=5)))
    found = status(workspace, NOW)
    assert found.attention == ["nothing was built yet: fazhi build"]
    assert [(one.name, one.at is None) for one in found.freshness] == [
        ("last look", False),
        ("last build", True),
    ]
    assert "5 hours ago" in screen(found)


def test_the_build_is_told_in_numbers(workspace: Workspace) -> None:
    found = status(workspace, NOW)
    assert found.levels == [Covered("county", 2, 0, 1, 0, 0)]
    assert found.provinces == [Covered("示例省", 2, 0, 1, 0, 0)]
    assert (found.reviews, found.failed_checks) == ({}, {})
    assert [run.run_id for run in found.runs] == ["run-1"]
    assert found.disk.output > workspace.build.joinpath("fazhi.duckdb").stat().st_size
    assert found.attention == [ISSUE]
    names = {one.name: one.what for one in found.freshness}
    assert names["last nightly release"] == "nightly-1, content of the build"
    assert names["last stable release"] == ""
    shown = screen(found)
    for words in ("1 day ago", "示例省", "never", f"! {ISSUE}", "not finished"):
        assert words in shown, shown
    assert len(shown.splitlines()) <= 40


def test_what_waits_for_review_and_what_fails(workspace: Workspace) -> None:
    with BuildWriter(workspace.build) as writer:
        for name, rows in small_build.all_rows():
            writer.add(name, [spoiled(name, row) for row in rows])
        writer.finish()
    found = status(workspace, NOW)
    assert found.reviews == {"unit_unclear": 2, "which indicator it is": 2}
    assert found.failed_checks == {"subset": 2}
    assert found.attention == [
        "4 readings in doubt: fazhi review list",
        ISSUE,
        "the newest build is in no nightly package: fazhi release",
    ]
    package(workspace)
    assert len(status(workspace, NOW).attention) == 2


def spoiled(name: str, row: dict[str, Any]) -> dict[str, Any]:
    """The same row in doubt: accepted cases as observations, rates as figures alone."""
    if name == "observations" and row["indicator_id"] == small_build.ACCEPTED:
        return {**row, "status": "needs_review"}
    if name == "observations" and row["indicator_id"] == small_build.RATE:
        return {**row, "status": "needs_review"}
    if name == "figures" and row["raw"].endswith("%"):
        return {**row, "status": "needs_review", "reason": "unit_unclear"}
    return {**row, "verdict": "fails"} if name == "checks" else row


def run_failed(workspace: Workspace) -> None:
    def fails(name: str, row: dict[str, Any]) -> dict[str, Any]:
        return {**row, "status": "failed", "message": "disk full"} if name == "runs" else row

    with BuildWriter(workspace.build) as writer:
        for name, rows in small_build.all_rows():
            writer.add(name, [fails(name, row) for row in rows])
        writer.finish()


def looked_since(workspace: Workspace) -> None:
    workspace.archive.append(look(NOW - timedelta(hours=1)))


def release_gone(workspace: Workspace) -> None:
    shutil.rmtree(workspace.output / "nightly")


def source_not_seen(workspace: Workspace) -> None:
    workspace.archive.record_sources([SOURCE])


def blocked(workspace: Workspace) -> None:
    rows = [
        ("http://127.0.0.1/a", "column", "blocked", 1),
        ("http://127.0.0.1/b", "column", "ok", 1),
        ("http://127.0.0.1/b", "column", "gone", 2),
        ("http://127.0.0.1/c", "page", "gone", 2),  # archived: nobody's task
        ("http://127.0.0.1/d", "column", "timeout", 1),
        ("http://127.0.0.1/d", "column", "ok", 2),  # seen since
    ]
    with BuildWriter(workspace.build) as writer:
        for name, table_rows in small_build.all_rows():
            writer.add(name, table_rows)
            if name == "retrievals" and table_rows[0]["retrieved_at"].year == 2024:
                for number, (url, role, outcome, hour) in enumerate(rows):
                    at = datetime(2023, 1, 1, hour, tzinfo=UTC)
                    changed = {"url": url, "role": role, "outcome": outcome, "retrieved_at": at}
                    row = {**table_rows[0], **changed, "retrieval_id": f"{number:016}"}
                    writer.add(name, [row])
        writer.finish()


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (looked_since, "1 look newer than the build: fazhi build"),
        (run_failed, "the last run failed: disk full"),
        (release_gone, "the newest build is in no nightly package: fazhi release"),
        (source_not_seen, "1 source overdue: fazhi sources status, fazhi collect"),
        (blocked, "2 addresses brought nothing (1 blocked, 1 gone): fazhi sources status"),
    ],
)
def test_what_needs_someone(
    workspace: Workspace, damage: Callable[[Workspace], None], says: str
) -> None:
    damage(workspace)
    attention = status(workspace, NOW).attention
    assert [line for line in attention if line.startswith(says)], attention


def test_a_source_seen_in_time_is_not_overdue(workspace: Workspace) -> None:
    workspace.archive.record_sources([SOURCE])
    workspace.archive.append(look(NOW - timedelta(hours=1)))
    late = NOW + timedelta(days=7)
    for now, registry, is_told in ((NOW, None, False), (late, None, True), (late, [], False)):
        attention = status(workspace, now, registry).attention
        assert any("overdue" in line for line in attention) == is_told


def test_a_full_disk_is_told(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fazhi.status._disk", lambda _: Disk(1, 1, 4, 100))
    assert [line for line in status(workspace, NOW).attention if "nearly full" in line]


def fazhi(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_verb_and_its_json(workspace: Workspace) -> None:
    result = fazhi("status", "--workspace", workspace.root, "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert found["levels"][0]["blocked"] == 1
    assert found["freshness"][0]["at"] == "2024-04-01T03:00:00+00:00"
    assert ISSUE in found["attention"]
    shown = fazhi("status", "--workspace", workspace.root)
    assert shown.exit_code == 1
    assert "\x1b[" not in shown.stdout


@given(st.lists(st.integers(0, 10**6), min_size=4, max_size=4))
def test_a_bar_is_always_full_and_hides_nothing(counts: list[int]) -> None:
    bar = _bar(counts).plain
    assert len(bar) == (24 if any(counts) else 0)
    for count, block in zip(counts, "█▒▓░", strict=True):
        assert (block in bar) == bool(count)


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1500, "1.5 kB"),
        (157_000, "157 kB"),
        (10**16, "10000 TB"),
    ],
)
def test_sizes(count: int, told: str) -> None:
    assert _bytes(count) == told
