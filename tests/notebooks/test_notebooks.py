"""The notebooks run from beginning to end on a package, and are kept without outputs."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_are_kept_clean(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert (cell.outputs, cell.execution_count) == ([], None)


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_run(path: Path, sample_workspace: Path, tmp_path: Path) -> None:
    folder = tmp_path / "notebooks"
    shutil.copytree(path.parent, folder)
    (tmp_path / "output").symlink_to(sample_workspace / "output")
    notebook = nbformat.read(folder / path.name, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": folder}}).execute()
    shown = nbformat.writes(notebook)
    for expected in ("files, all as they were released", "岚浦市", "【", "does not reconcile"):
        assert expected in shown
