"""Releases are whole or absent, never overwritten, and none is made without new content."""

from __future__ import annotations

import fcntl
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import small_build

from fazhi import regions, rows_around
from fazhi.package import check_release
from fazhi.release import ReleaseRefused, latest_release, write_release
from fazhi.release.channels import next_version
from fazhi.store import Build, BuildWriter


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return small_build.make(tmp_path_factory.mktemp("made") / "build")


@pytest.fixture(scope="session")
def original(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path, is_new = write_release(build.path, tmp_path_factory.mktemp("original"))
    assert is_new
    return path


@pytest.fixture
def release(original: Path, tmp_path: Path) -> Path:
    """A copy of its own."""
    return Path(shutil.copytree(original, tmp_path / "releases" / original.name))


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_no_new_release_without_new_content(release: Path, tmp_path: Path) -> None:
    seen_again = datetime(2024, 5, 2, tzinfo=UTC)
    with BuildWriter(tmp_path / "build") as writer:
        for name, rows in small_build.all_rows():
            again = [{**row, "last_seen": seen_again} if name == "reports" else row for row in rows]
            writer.add(name, again)
            if name == "retrievals":
                look = {
                    **rows[0],
                    "retrieval_id": "0" * 15 + str(rows[0]["retrieved_at"].year % 10),
                }
                writer.add(name, [{**look, "outcome": "unchanged", "retrieved_at": seen_again}])
        writer.finish()
    assert write_release(tmp_path / "build", release.parent) == (release, False)
    with small_build.filled(tmp_path / "build") as writer:
        writer.add("issues", [rows_around.issue_row("info", "example", "新", "New")])
        writer.finish()
    second, is_new = write_release(tmp_path / "build", release.parent)
    assert is_new
    assert second.name == "2024.04.2"
    assert latest_release(release.parent) == second


def test_versions_are_counted_as_numbers(tmp_path: Path) -> None:
    for name in ("2024.04.2", "2024.04.10", "2024.03.11", "notes", ".new-x"):
        (tmp_path / name).mkdir()
    assert next_version(tmp_path, "2024-04-30T00:00:00Z") == "2024.04.11"
    assert next_version(tmp_path, "2024-05-01T00:00:00Z") == "2024.05.1"
    latest = latest_release(tmp_path)
    assert latest is not None
    assert latest.name == "2024.04.10"
    assert latest_release(tmp_path / "nowhere") is None


def test_what_is_refused(build: Build, original: Path, tmp_path: Path) -> None:
    with pytest.raises(ReleaseRefused, match="holds no build"):
        write_release(tmp_path / "nothing", tmp_path / "out")
    with BuildWriter(tmp_path / "build") as writer:
        writer.add("regions", regions.region_rows(is_fictional=False))
        writer.finish()
    with pytest.raises(ReleaseRefused, match="no reports"):
        write_release(tmp_path / "build", tmp_path / "out")
    taken = tmp_path / "taken" / "2024.01.1"
    taken.mkdir(parents=True)
    (taken / "datapackage.json").write_text(
        json.dumps({"fazhi": {"content_sha256": "", "is_fictional": True}}), "utf-8"
    )
    with pytest.raises(ReleaseRefused, match="never overwritten"):
        write_release(build.path, tmp_path / "taken", version="2024.01.1")
    (taken / "datapackage.json").write_text(
        json.dumps({"fazhi": {"content_sha256": "", "is_fictional": False}}), "utf-8"
    )
    with pytest.raises(ReleaseRefused, match="must not be mixed"):
        write_release(build.path, tmp_path / "taken")
    assert not (tmp_path / "out").exists()
    assert check_release(original) == []


def test_a_release_that_fails_on_the_way_leaves_nothing(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise OSError("disk full")

    monkeypatch.setattr("fazhi.package.writing.provenance", fail)
    (tmp_path / "out" / ".new-left-by-a-killed-process").mkdir(parents=True)
    with pytest.raises(OSError, match="disk full"):
        write_release(build.path, tmp_path / "out")
    assert left_in(tmp_path / "out") == [".lock"]


def test_a_release_that_would_not_be_valid_is_refused(build: Build, tmp_path: Path) -> None:
    spoiled = Path(shutil.copytree(build.path, tmp_path / "build"))
    texts = pq.read_table(build.parquet("texts"))
    changed = texts.set_column(1, texts.schema.field(1), pa.array(["别的文本"] * texts.num_rows))
    pq.write_table(changed, spoiled / "tables" / "texts.parquet")
    with pytest.raises(ReleaseRefused, match="what is quoted"):
        write_release(spoiled, tmp_path / "out")
    assert left_in(tmp_path / "out") == [".lock"]


def test_two_releases_at_once_are_refused(build: Build, tmp_path: Path) -> None:
    with (tmp_path / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(ReleaseRefused, match="another process"):
            write_release(build.path, tmp_path)
    assert left_in(tmp_path) == [".lock"]
