"""The compiled reader reads what the sources read."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
#: Prints a line a document: a hash of all that was read, and whether the reader is compiled.
READ_ALL = """
import hashlib, sys
from pathlib import Path
import fazhi.reading.context as context
from fazhi.reading import read
from fazhi.records import Document
print("plain" if context.__file__.endswith(".py") else "compiled", file=sys.stderr)
for path in sorted(Path(sys.argv[1]).rglob("document.txt")):
    text = path.read_bytes().decode("utf-8")
    for document in (Document(text), Document(text[::-1]), Document(text[:3000] * 2)):
        print(path.parent.name, hashlib.sha256(repr(read(document)).encode()).hexdigest())
"""


def readings(package: Path) -> tuple[str, list[str]]:
    """How the reader in ``package`` runs, and what it reads in all annotated documents."""
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL, str(ROOT / "tests" / "examples")],
        env=os.environ | {"PYTHONPATH": str(package)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stderr.strip(), done.stdout.splitlines()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("cc") is None, reason="compiling needs a C compiler (cc)")
def test_the_compiled_reader_reads_the_same(tmp_path: Path) -> None:
    script = ROOT / "benchmarks" / "compile_reader.py"
    folder = tmp_path / "compiled"
    subprocess.run([sys.executable, str(script), str(folder)], check=True)
    manner, compiled = readings(folder)
    assert manner == "compiled"
    manner, plain = readings(ROOT / "src")
    assert manner == "plain"
    assert len(plain) > 60
    assert compiled == plain


def test_without_a_compiler_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = ROOT / "benchmarks" / "compile_reader.py"
    spec = importlib.util.spec_from_file_location("compile_reader", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(module.CompileError, match="install one"):
        module.compile_reader(tmp_path / "compiled")
