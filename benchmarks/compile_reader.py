"""Make a copy of the package whose reader is compiled to machine code.

    python benchmarks/compile_reader.py FOLDER        # `make compiled`: .venv/compiled
    PYTHONPATH=FOLDER fazhi run

The Python sources stay what is written, read and tested; mypyc, which mypy brings along,
makes extension modules of ``fazhi.reading`` and ``fazhi.records`` from their types. The copy
holds the whole package, so that compiled and plain modules of different age never meet: an
edited source is not seen in it until it is made again. Needs a C compiler and the headers
of this Python; takes some minutes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "fazhi"
#: Its pydantic models are no classes that mypyc can compile.
LEFT_PLAIN = "vocabulary_files.py"


class CompileError(RuntimeError):
    """The reader was not compiled; the message says what to do."""


def compile_reader(folder: Path) -> None:
    """Copy the package into ``folder``, which is emptied first, and compile its reader.

    Raises:
        CompileError: There is no C compiler, or mypyc failed.
    """
    if not any(map(shutil.which, ("cc", "gcc", "clang"))):
        raise CompileError("no C compiler found: install one (apt install gcc python3-dev)")
    shutil.rmtree(folder, ignore_errors=True)
    unwanted = shutil.ignore_patterns("__pycache__")
    # flows and schemas are links in the sources; the copy stands alone.
    shutil.copytree(PACKAGE, folder / "fazhi", symlinks=False, ignore=unwanted)
    modules = sorted((folder / "fazhi" / "reading").glob("*.py"))
    names = [path.relative_to(folder) for path in modules if path.name != LEFT_PLAIN]
    command = [sys.executable, "-m", "mypyc", "fazhi/records.py", *map(str, names)]
    # No optimising beyond -O1: it doubles the minutes of compiling and reads no faster.
    settings = {"MYPYC_OPT_LEVEL": "1", "MYPYC_DEBUG_LEVEL": "0", "PYTHONPATH": ""}
    done = subprocess.run(
        command, cwd=folder, env=os.environ | settings, capture_output=True, text=True
    )
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).splitlines()[-20:])
        raise CompileError(f"mypyc could not compile the reader:\n{last}")
    shutil.rmtree(folder / "build")
    shutil.rmtree(folder / ".mypy_cache", ignore_errors=True)


def main() -> int:
    if len(sys.argv) != 2:
        print(f"usage: {sys.argv[0]} FOLDER", file=sys.stderr)
        return 2
    try:
        compile_reader(Path(sys.argv[1]).resolve())
    except CompileError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
