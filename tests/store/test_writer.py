"""Builds: what goes in comes out, what is wrong is refused as a whole."""

from __future__ import annotations

import hashlib
import multiprocessing
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import small_build

from fazhi import rows_around
from fazhi.linked_folder import FolderBusyError
from fazhi.store import Build, BuildInvalid, BuildWriter, read_build
from fazhi.store.writer import in_groups
from fazhi.tableschema import arrow_schema, definitions

Rows = dict[str, list[dict[str, Any]]]


def query(database: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def folders(output: Path) -> list[str]:
    return sorted(path.name for path in (output / ".builds").iterdir() if path.is_dir())


def digests(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "tables").iterdir())
    }


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A build to look at, not to be replaced."""
    return small_build.make(tmp_path_factory.mktemp("whole") / "build")


def test_what_goes_in_comes_out(whole: Build) -> None:
    build = whole
    assert build.is_changed
    assert build.is_fictional
    assert build.created == "2024-04-01T03:00:00Z"
    expected: dict[str, int] = dict.fromkeys(definitions(), 0)
    for name, rows in small_build.all_rows():
        expected[name] += len(rows)
    assert build.rows == expected
    for name, table in definitions().items():
        stored = pq.read_table(build.parquet(name))
        assert stored.schema.equals(arrow_schema(table), check_metadata=True)
        assert stored.num_rows == expected[name]
        assert query(build.database, f"SELECT count(*) FROM {name}") == [(expected[name],)]
    assert query(
        build.database,
        "SELECT value FROM figures WHERE raw = '9.55%'",
    ) == [(Decimal("9.550000"),)]
    again = read_build(whole.path)
    assert again is not None
    assert again.content_sha256 == build.content_sha256


def test_same_rows_same_bytes_in_whatever_order_and_batches(
    whole: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fazhi.store.writer._ROWS_AT_ONCE", 1)
    monkeypatch.setattr("fazhi.store.writer._TEXTS_AT_ONCE", 1)
    with BuildWriter(tmp_path / "build") as writer:
        for name, rows in reversed(list(small_build.all_rows())):
            writer.add(name, rows[::-1])
        monkeypatch.undo()
        again = writer.finish()
    assert digests(whole.path) == digests(again.path)
    assert whole.content_sha256 == again.content_sha256


def test_groups_of_rows_are_even_and_lose_nothing(whole: Build) -> None:
    reader = pq.ParquetFile(whole.parquet("observations")).iter_batches(batch_size=3)
    stored = pq.read_table(whole.parquet("observations"))
    batches = pa.RecordBatchReader.from_batches(stored.schema, reader)
    groups = list(in_groups(batches, 5))
    assert [group.num_rows for group in groups] == [5, 3]
    assert pa.concat_tables(groups).equals(stored)


@pytest.mark.slow
def test_content_hash_follows_released_rows_only(tmp_path: Path) -> None:
    first = small_build.make(tmp_path / "build")
    with small_build.filled(tmp_path / "build") as writer:
        writer.add("runs", [rows_around.run_row("run-2", datetime.now(UTC), None, "ok")])
        second = writer.finish()
    assert second.content_sha256 == first.content_sha256
    assert not second.is_changed
    assert second.rows["runs"] == 2
    with small_build.filled(tmp_path / "build") as writer:
        writer.add("issues", [rows_around.issue_row("info", "example", "新问题", "A new issue")])
        third = writer.finish()
    assert third.is_changed
    assert third.rows["runs"] == 2  # the diary of the place is carried over


def broken(change: Callable[[Rows], None]) -> Rows:
    rows: Rows = {}
    for name, found in small_build.all_rows():
        rows.setdefault(name, []).extend(dict(row) for row in found)
    change(rows)
    return rows


def test_all_failures_are_reported_with_report_and_quote(tmp_path: Path) -> None:
    def change(rows: Rows) -> None:
        figures = rows["figures"]
        figures[0]["bound"] = "perhaps"
        figures[1]["value"] = 1.5  # a binary float
        figures[2]["unit"] = ""
        figures[3]["bound"] = "perhaps"
        figures[4]["colour"] = "red"
        rows["observations"][0]["confidence"] = Decimal(2)
        rows["regions"][0]["region_code"] = "99"

    before = small_build.make(tmp_path / "build")
    kept = digests(before.path)
    with (
        pytest.raises(BuildInvalid) as caught,
        BuildWriter(tmp_path / "build") as writer,
    ):
        for name, rows in broken(change).items():
            writer.add(name, rows)
        writer.finish()
    found = {
        (item.table, item.column, item.report_id, item.quote) for item in caught.value.failures
    }
    assert {
        ("figures", "bound", "990181-2023-rol", "196件"),
        ("figures", "value", "990181-2023-rol", "165件"),
        ("figures", "unit", "990181-2023-rol", "21.1%"),
        ("figures", "bound", "990181-2022-rol", "140件"),
        ("figures", "colour", "990181-2022-rol", "120件"),
    } <= found
    assert ("observations", "confidence", "990181-2023-rol", "196件") in found
    assert ("regions", "region_code") in {item[:2] for item in found}
    message = str(caught.value)
    assert "2 x figures.bound" in message
    assert "990181-2023-rol" in message
    assert "196件" in message
    assert digests(before.path) == kept
    assert query(before.database, "SELECT count(*) FROM figures") == [(6,)]
    assert folders(tmp_path) == [before.path.resolve().name]


def repeat_key(rows: Rows) -> None:
    rows["figures"].append(dict(rows["figures"][0]))


def dangling(rows: Rows) -> None:
    rows["observations"][0]["indicator_id"] = "no.such.indicator"


def dangling_pair(rows: Rows) -> None:
    rows["figures"][0]["section_path"] = "九"


def dangling_list(rows: Rows) -> None:
    rows["checks"][0]["left_figures"] += ";0123456789abcdef"


def two_mains(rows: Rows) -> None:
    first, second = rows["observations"][4:6]
    second["indicator_id"] = first["indicator_id"]


def other_year(rows: Rows) -> None:
    rows["observations"][0]["year"] = 1999


def moved_figure(rows: Rows) -> None:
    figure = rows["figures"][1]
    observation = rows["observations"][1]
    for row in (figure, observation):
        row["char_start"] -= 1
        row["char_end"] -= 1


def other_text(rows: Rows) -> None:
    rows["texts"][0]["text"] += "。"


def two_currents(rows: Rows) -> None:
    other = dict(rows["revisions"][0], normalised_sha256="0" * 64)
    other["revision_id"] = f"{other['report_id']}-{'0' * 12}"
    rows["revisions"].append(other)
    rows["texts"].append({"revision_id": other["revision_id"], "text": rows["texts"][0]["text"]})


def mixed(rows: Rows) -> None:
    real = {"region_code": "110000", "name": "北京市", "province_name": "北京市"}
    facts = {"level": "province", "panel_id": "110000", "is_fictional": False}
    rows["regions"].append({**real, **facts})


def called_missing(rows: Rows) -> None:
    rows["coverage"].append(rows_around.coverage_row("990181", 2019, "not_found"))


BROKEN = [
    (repeat_key, "figures", "key is not unique"),
    (dangling, "observations", "is not in indicators"),
    (dangling_pair, "figures", "is not in sections"),
    (dangling_list, "checks", "is not in figures"),
    (two_mains, "observations", "is not unique where is_main"),
    (other_year, "observations", "one place and year"),
    (moved_figure, "figures", "text between the offsets is what is quoted"),
    (other_text, "revisions", "has its text, with the hash"),
    (two_currents, "revisions", "is not unique where is_current"),
    (mixed, "regions", "never together"),
    (called_missing, "coverage", "did not look"),
]


def test_rules_between_rows_and_tables_are_all_checked_at_once(tmp_path: Path) -> None:
    def change(rows: Rows) -> None:
        for break_rule, _, _ in BROKEN:
            break_rule(rows)

    with pytest.raises(BuildInvalid) as caught, BuildWriter(tmp_path / "build") as writer:
        for name, rows in broken(change).items():
            writer.add(name, rows)
        writer.finish()
    for break_rule, table, says in BROKEN:
        assert any(item.table == table and says in item.rule for item in caught.value.failures), (
            f"{break_rule.__name__} is not in {caught.value}"
        )
    assert not (tmp_path / "build").exists()


def test_an_unfinished_build_leaves_nothing(tmp_path: Path) -> None:
    before = small_build.make(tmp_path / "build")
    with BuildWriter(tmp_path / "build") as writer:
        writer.add("issues", [rows_around.issue_row("info", "example", "新", "New")])
    with pytest.raises(RuntimeError, match="on the way"), BuildWriter(tmp_path / "build"):
        raise RuntimeError("on the way")
    after = read_build(tmp_path / "build")
    assert after is not None
    assert after.content_sha256 == before.content_sha256
    assert len(folders(tmp_path)) == 1


@pytest.mark.slow
def test_what_a_killed_build_left_is_removed(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; sys.path.insert(0, sys.argv[1]); import small_build\n"
        "from pathlib import Path\n"
        "with small_build.filled(Path(sys.argv[2])) as writer:\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    before = small_build.make(tmp_path / "build")
    tests = str(Path(small_build.__file__).parent)
    done = subprocess.run([sys.executable, "-c", code, tests, str(tmp_path / "build")], check=False)
    assert done.returncode == -9
    assert len(folders(tmp_path)) == 2
    assert query(before.database, "SELECT count(*) FROM figures") == [(6,)]
    small_build.make(tmp_path / "build")
    assert len(folders(tmp_path)) == 1


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    with (
        BuildWriter(tmp_path / "build"),
        pytest.raises(FolderBusyError, match="another process"),
        BuildWriter(tmp_path / "build"),
    ):
        pass


def test_a_plain_folder_in_the_way_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "old").write_text("old", encoding="utf-8")
    build = small_build.make(tmp_path / "build")
    assert build.database.exists()
    assert not (build.path / "old").exists()


def _hold(database: str, opened: Any, go_on: Any, results: Any) -> None:
    with duckdb.connect(database, read_only=True) as connection:
        first = connection.execute("SELECT count(*) FROM issues").fetchall()
        opened.set()
        go_on.wait(60)
        second = connection.execute(
            "SELECT count(*), (SELECT count(*) FROM observations_main) FROM issues"
        ).fetchall()
    results.put((first, second))


@pytest.mark.slow
def test_a_session_that_holds_the_file_open_is_not_disturbed(tmp_path: Path) -> None:
    build = small_build.make(tmp_path / "build")
    context = multiprocessing.get_context("spawn")
    opened, go_on, results = context.Event(), context.Event(), context.Queue()
    reader = context.Process(target=_hold, args=(str(build.database), opened, go_on, results))
    reader.start()
    try:
        assert opened.wait(60)
        with small_build.filled(tmp_path / "build") as writer:
            writer.add("issues", [rows_around.issue_row("info", "example", "新", "New")])
            new = writer.finish()
        assert query(new.database, "SELECT count(*) FROM issues") == [(2,)]
        go_on.set()
        assert results.get(timeout=60) == ([(1,)], [(1, 8)])
    finally:
        go_on.set()
        reader.join(60)
    assert reader.exitcode == 0
