"""Generated documents are current, and the README shows what the sample really gives."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from fazhi.documents import generated

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = generated(ROOT)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_generated_documents_are_current(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == DOCUMENTS[path], "run: make docs"


def test_there_is_no_page_of_an_indicator_that_is_no_more() -> None:
    folder = ROOT / "docs" / "indicators"
    assert set(folder.iterdir()) == {path for path in DOCUMENTS if path.parent == folder}


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_links_in_the_readme_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)]+)\)", text)
    assert targets
    for target in targets:
        assert target.startswith("https://") or (ROOT / target).exists(), target


def test_both_readmes_show_the_same() -> None:
    fences = [
        re.split(r"^```.*$", (ROOT / name).read_text(encoding="utf-8"), flags=re.M)
        for name in ("README.md", "README.zh.md")
    ]
    # Odd parts stand inside a fence: commands, the query's result, the explanation.
    results = [[part for part in parts[1::2] if "岚浦市" in part] for parts in fences]
    assert results[0]
    assert results[0] == results[1]


def test_nothing_in_the_repository_speaks_of_where_it_was_made() -> None:
    files = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    forbidden = re.compile(r"(?<![A-Za-z0-9._])/(work|root)/|files\.pythonhosted|pypi\.org")
    found = []
    for name in files:
        path = ROOT / name
        if not path.is_file() or path.is_symlink() or path.name == "test_documents.py":
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{name}: {match.group()}" for match in forbidden.finditer(text)]
    assert found == []


@pytest.mark.slow
def test_the_wheel_holds_flows_schemas_and_the_sample(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--wheel-dir", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
    )  # fmt: skip
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    for expected in (
        "fazhi/flows/nightly.py",
        "fazhi/schemas/units.yml",
        "fazhi/schemas/tables/figures.py",
        "fazhi/schemas/views/wide.sql",
        "fazhi/schemas/regions/divisions.tsv",
        "fazhi/sample/server.py",
    ):
        assert expected in names
    assert not [name for name in names if name.startswith(("flows/", "schemas/"))]
    assert any(name.startswith("fazhi/schemas/codebook/") for name in names)
