"""Fixtures for the tests of review."""

from __future__ import annotations

from pathlib import Path

import pytest
from reviewed_place import REPORT, Place


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The place after its report was published and built; tests leave it as it is."""
    made = Place(tmp_path_factory.mktemp("reviewed") / "workspace")
    made.publish(REPORT)
    return made


@pytest.fixture
def place(untouched: Place, tmp_path: Path) -> Place:
    """A copy of it to decide about."""
    return untouched.copied(tmp_path / "workspace")
