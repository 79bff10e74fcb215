"""Fixtures for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from fazhi.documents import sample_package

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared reference data beside the checkout; skips where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip("the shared reference data (../shared) are not on this machine")
    return folder


@pytest.fixture(scope="session")
def sample_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the bundled sample, built and packaged; takes some ten seconds."""
    root = tmp_path_factory.mktemp("sample")
    sample_package(root)
    return root
