"""The rules of the house: which way imports run, who may use network and disk."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "fazhi"

#: Modules that fetch or serve over a network.
NETWORK = {
    "aiohttp",
    "ckanapi",
    "http",
    "httpx",
    "requests",
    "scrapy",
    "socket",
    "twisted",
    "urllib.request",
}
#: Pure stages: no disk, no network, no clock.
PURE = ("reading", "codebook", "audit")
IMPURE = {*NETWORK, "pathlib", "os", "shutil", "tempfile", "time", "random", "subprocess"}


def python_files(*folders: Path) -> list[Path]:
    return sorted(
        path
        for folder in folders
        for path in folder.rglob("*.py")
        if "__pycache__" not in path.parts
    )


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def uses(path: Path, modules: set[str]) -> set[str]:
    return {
        name
        for name in imports(path)
        for module in modules
        if name == module or name.startswith(f"{module}.")
    }


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def offenders(
    files: list[Path], modules: set[str], allowed: tuple[str, ...]
) -> dict[str, set[str]]:
    found = {relative(path): uses(path, modules) for path in files}
    return {name: used for name, used in found.items() if used and not name.startswith(allowed)}


ALL = python_files(SOURCE, ROOT / "flows", ROOT / "schemas")


def test_only_flows_import_prefect() -> None:
    assert offenders(ALL, {"prefect"}, ("flows/", "src/fazhi/flows/")) == {}


def test_flows_do_import_prefect() -> None:
    assert any(uses(path, {"prefect"}) for path in python_files(ROOT / "flows"))


def test_only_the_command_line_imports_flows() -> None:
    allowed = ("flows/", "src/fazhi/flows/", "src/fazhi/cli.py")
    assert offenders(ALL, {"fazhi.flows"}, allowed) == {}


def test_schemas_import_nothing_of_the_rest() -> None:
    for path in python_files(ROOT / "schemas"):
        others = {name for name in uses(path, {"fazhi"}) if not name.startswith("fazhi.schemas")}
        assert others <= {"fazhi"}, relative(path)


def test_only_collection_portals_and_the_sample_site_use_the_network() -> None:
    allowed = ("src/fazhi/collect/", "src/fazhi/portal/", "src/fazhi/sample/")
    assert offenders(ALL, NETWORK, allowed) == {}


@pytest.mark.parametrize("stage", PURE)
def test_pure_stages_touch_no_disk_network_or_clock(stage: str) -> None:
    files = [path for path in python_files(SOURCE / stage) if path.name != "lint.py"]
    assert files
    assert offenders(files, IMPURE, ()) == {}


def test_flows_are_thin() -> None:
    long = {
        relative(path): count
        for path in python_files(ROOT / "flows")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 100
    }
    assert long == {}


def test_files_stay_readable() -> None:
    long = {
        relative(path): count
        for path in ALL
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 450
    }
    assert long == {}
