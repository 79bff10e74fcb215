"""Fixtures for the tests of packages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import small_build

from fazhi.package import write_package
from fazhi.store import Build

VERSION = "2024.04.1"


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return small_build.make(tmp_path_factory.mktemp("made") / "build")


@pytest.fixture(scope="session")
def original(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of the build; tests leave it as it is."""
    path = tmp_path_factory.mktemp("original") / VERSION
    path.mkdir()
    write_package(build, path, VERSION)
    return path


@pytest.fixture
def release(original: Path, tmp_path: Path) -> Path:
    """A copy to be damaged."""
    return Path(shutil.copytree(original, tmp_path / "releases" / original.name))
