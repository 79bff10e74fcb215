"""A release and the settings of portals that are never reached."""

from __future__ import annotations

from pathlib import Path

import pytest
from release_folder import make_release

from fazhi.portal.release import Release, read_release
from fazhi.portal.settings import CkanSettings, Organisation


@pytest.fixture
def release(tmp_path: Path) -> Release:
    return read_release(make_release(tmp_path / "2024.04.1"))


@pytest.fixture
def settings() -> CkanSettings:
    return ckan_settings()


@pytest.fixture(scope="module")
def complete(tmp_path_factory: pytest.TempPathFactory) -> tuple[Release, CkanSettings]:
    """A release and settings that many examples of one test share."""
    folder = make_release(tmp_path_factory.mktemp("complete") / "2024.04.1")
    return read_release(folder), ckan_settings()


def ckan_settings() -> CkanSettings:
    return CkanSettings(
        kind="ckan",
        url="http://127.0.0.1:9",
        token="FAZHI_CKAN_TOKEN",
        organisation=Organisation(name="fazhi", title="法治 / Rule of law"),
        dataset="fazhi",
        tables=["observations"],
        extras={"提供单位": "fazhi contributors", "数据量": "{rows}", "格式": "{formats}"},
    )
