"""Where packages stand: versions are counted as numbers, and found by their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from fazhi.release import cut_nightly, find_package, latest_release, releases_in
from fazhi.release.channels import is_version, next_version, nightly_version
from fazhi.store import Build


@pytest.mark.parametrize(
    ("there", "last_look", "version"),
    [
        ([], "2024-04-30T00:00:00Z", "2024.04.1"),
        (["2024.04.2", "2024.04.10"], "2024-04-30T00:00:00Z", "2024.04.11"),
        (["2024.04.2", "2024.04.10"], "2024-05-01T00:00:00Z", "2024.05.1"),
        (["2024.12.3"], "2025-01-01T00:00:00Z", "2025.01.1"),
        # A build of an older archive still comes after what is there.
        (["2024.04.2"], "2024-03-01T00:00:00Z", "2024.04.3"),
    ],
)
def test_the_next_version(tmp_path: Path, there: list[str], last_look: str, version: str) -> None:
    for name in there:
        (tmp_path / name).mkdir()
    assert next_version(tmp_path, last_look) == version


def test_versions_are_counted_as_numbers(tmp_path: Path) -> None:
    for name in ("2024.04.2", "2024.04.10", "2024.03.11", "notes", ".new-x"):
        (tmp_path / name).mkdir()
    (tmp_path / "latest").symlink_to("2024.04.2")
    assert [path.name for path in releases_in(tmp_path)] == [
        "2024.03.11",
        "2024.04.2",
        "2024.04.10",
    ]
    latest = latest_release(tmp_path)
    assert latest is not None
    assert latest.name == "2024.04.10"
    assert latest_release(tmp_path / "nowhere") is None


def test_a_nightly_package_is_named_by_day_and_content(build: Build) -> None:
    version = nightly_version(build)
    assert version == f"nightly-2024.04.01-{build.content_sha256[:12]}"
    assert not is_version(version)
    assert is_version("2024.04.10")


@pytest.mark.usefixtures("by_hash_alone")
def test_packages_are_found_by_their_names(build: Build, releases: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="holds none"):
        find_package(tmp_path / "elsewhere", "latest")
    stable = releases / "2024.04.1"
    nightly = cut_nightly(build.path, tmp_path / "nightly").path
    assert find_package(tmp_path, "latest") == stable
    assert find_package(tmp_path, "2024.04.1") == stable
    assert find_package(tmp_path, "nightly") == nightly.resolve()
    assert find_package(tmp_path / "elsewhere", str(stable)) == stable
    for name in ("2024.04.2", str(tmp_path)):
        with pytest.raises(FileNotFoundError, match=r"holds 2024\.04\.1, nightly"):
            find_package(tmp_path, name)
