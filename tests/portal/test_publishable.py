"""Which releases may leave, and which one is meant."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_build
from release_folder import make_release

from fazhi.portal.errors import PublishRefused
from fazhi.portal.release import read_release
from fazhi.release import cut_stable


def test_files_are_told_with_title_type_and_hash(tmp_path: Path) -> None:
    release = read_release(make_release(tmp_path / "r", extra={"extra/notes.bin": b"x"}))
    assert [file.path for file in release.files] == [
        "data/observations.csv",
        "README.md",
        "datapackage.json",
        "extra/notes.bin",
    ]
    table, readme, *_ = release.files
    assert (table.format, table.rows, table.title) == ("CSV", 2, "观测值 / Observations")
    assert (readme.format, readme.mediatype, readme.title) == (
        "Markdown",
        "text/markdown",
        "README.md",
    )
    assert release.by_path["extra/notes.bin"].size == 1


@pytest.mark.slow
def test_an_invented_release_never_leaves(tmp_path: Path) -> None:
    build = small_build.make(tmp_path / "build")
    folder = cut_stable(build.path, tmp_path / "releases").path
    with pytest.raises(PublishRefused, match="invented places"):
        read_release(folder)


@pytest.mark.parametrize("is_fictional", [True, None])
def test_a_release_must_say_that_it_is_real(tmp_path: Path, is_fictional: bool | None) -> None:
    folder = make_release(tmp_path / "r", is_fictional=is_fictional)
    with pytest.raises(PublishRefused, match="never published"):
        read_release(folder)


def test_a_changed_byte_is_not_published(tmp_path: Path) -> None:
    folder = make_release(tmp_path / "r")
    with (folder / "data/observations.csv").open("a") as file:
        file.write("a3,010001,2023,5,true\n")
    with pytest.raises(PublishRefused, match=r"observations\.csv is not what was released"):
        read_release(folder)
