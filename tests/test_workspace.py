"""Sample and real never mix, and the message says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from fazhi import workspace as module
from fazhi.workspace import Workspace, WorkspaceError, default_root


def test_paths(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert workspace.raw == tmp_path / "raw"
    assert workspace.build == tmp_path / "output" / "build"
    assert workspace.releases == tmp_path / "output" / "releases"
    assert workspace.archive.raw == workspace.raw


def test_looking_at_a_workspace_writes_nothing(tmp_path: Path) -> None:
    assert Workspace(tmp_path / "new").kind is None
    assert not (tmp_path / "new").exists()


def test_first_claim_marks_and_later_ones_agree(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.claim("sample")
    workspace.claim("sample")
    assert Workspace(tmp_path).kind == "sample"


@pytest.mark.parametrize(("held", "other"), [("sample", "real"), ("real", "sample")])
def test_the_other_kind_is_refused_with_a_way_out(tmp_path: Path, held: str, other: str) -> None:
    workspace = Workspace(tmp_path)
    workspace.claim(held)  # type: ignore[arg-type]
    with pytest.raises(WorkspaceError, match="--workspace DIR"):
        workspace.claim(other)  # type: ignore[arg-type]
    assert workspace.kind == held


def test_empty_workspace_has_no_content(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="fazhi collect, fazhi ingest"):
        Workspace(tmp_path).require_content()


@pytest.mark.parametrize("mark", ["", "[]", "{}", '{"kind": "both"}'])
def test_unreadable_mark_is_no_permission(tmp_path: Path, mark: str) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "workspace.json").write_text(mark, encoding="utf-8")
    with pytest.raises(WorkspaceError, match=r"workspace\.json"):
        Workspace(tmp_path).claim("real")


def test_default_is_the_checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert (default_root() / "pyproject.toml").is_file()


def test_default_is_the_current_folder_when_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(module, "_CHECKOUT", tmp_path / "site-packages")
    monkeypatch.chdir(tmp_path)
    assert default_root() == tmp_path
