"""Builds of an invented place, one of which has one report less."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import small_build

from fazhi import rows_around
from fazhi.package.check import check_hashes
from fazhi.release import cut_stable
from fazhi.store import Build, BuildWriter


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Two reports."""
    return small_build.make(tmp_path_factory.mktemp("made") / "build")


@pytest.fixture(scope="session")
def more(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The same, and one issue more."""
    with small_build.filled(tmp_path_factory.mktemp("more") / "build") as writer:
        writer.add("issues", [rows_around.issue_row("info", "example", "新", "New")])
        return writer.finish()


@pytest.fixture(scope="session")
def fewer(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """One report of the two."""
    with BuildWriter(tmp_path_factory.mktemp("fewer") / "build") as writer:
        for name, rows in (
            *small_build.around().items(),
            *small_build.report_rows(2023, 196, 165, "21.1").items(),
        ):
            writer.add(name, rows)
        return writer.finish()


@pytest.fixture
def by_hash_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Check packages by their hashes only, where their validity is not what is tested."""
    monkeypatch.setattr("fazhi.release.cutting.check_release", check_hashes)


@pytest.fixture(scope="session")
def cut_once(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Releases, with one of the first build."""
    folder = tmp_path_factory.mktemp("cut") / "releases"
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("fazhi.release.cutting.check_release", check_hashes)
        cut_stable(build.path, folder)
    return folder


@pytest.fixture
def releases(cut_once: Path, tmp_path: Path) -> Path:
    """A copy of its own of releases with one of the first build."""
    return Path(shutil.copytree(cut_once, tmp_path / "releases", symlinks=True))
