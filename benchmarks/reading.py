"""Speed of the reader, layer by layer, in characters a second of one core.

    python benchmarks/reading.py [PATH ...] [--repeat N] [--profile] [--adversarial]

Paths are text files or folders of text files; the default is the shared reference data
beside the checkout. Times are processor times, the best of N rounds; compare them with
another tree's on the same machine at the same time, never with a number from elsewhere.
The first line tells which reader runs: the sources, or with ``PYTHONPATH=.venv/compiled``
the one that ``make compiled`` made of them.

How to read it: the lines without indent are the layers of ``read``, each given what those
before it made, and add up to about the whole; indented lines are parts of ``quantities``.
``--profile`` prints the functions with most time of their own (``tottime``; ``cumtime`` has
what they call). The profiler makes calls dear, so it shows who calls too much, not what a
call costs. ``--adversarial`` reads 5 MB of repetition and tells how many times slower than the
whole reading of this run it is; no pattern should be ten times slower.
"""

from __future__ import annotations

import argparse
import cProfile
import platform
import pstats
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from fazhi.reading import context, read
from fazhi.reading.cells import find_cells
from fazhi.reading.classification import classify
from fazhi.reading.context import add_context
from fazhi.reading.facts import read_facts
from fazhi.reading.honours import read_honours
from fazhi.reading.names import find_names
from fazhi.reading.numeral_words import find_numeral_words
from fazhi.reading.quantities import read_expressions, read_quantities
from fazhi.reading.sections import read_sections
from fazhi.reading.signals import find_signals
from fazhi.reading.titles import read_titles
from fazhi.reading.words import read_words
from fazhi.records import Document

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
DEFAULT = (SHARED / "gold" / "rugao-2023" / "document.txt", SHARED / "real")
PATTERNS = (
    "1,234,",
    "12345件",
    "一",
    "1-",
    "“",
    "第",
    "分之",
    "1\t",
    "增长1%",
    "\n1",
    "1.5%",
    " ",
    "\t",
)


def text_files(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        found.extend(sorted(path.glob("*.txt")) if path.is_dir() else [path])
    return [path for path in found if path.name != "README.txt"]


def load(paths: list[Path]) -> list[str]:
    """The texts below ``paths``; none, with a word on stderr, where one is missing."""
    files = text_files(paths)
    missing = [path for path in files if not path.is_file()]
    if missing or not files:
        print(f"nothing to read: {', '.join(map(str, missing or paths))}", file=sys.stderr)
        return []
    return [path.read_bytes().decode("utf-8") for path in files]


def best(work: Callable[[], object], rounds: int) -> float:
    """Processor seconds of the fastest of some rounds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def reader() -> str:
    """Whether the reader that was imported runs from its sources."""
    return "plain" if str(context.__file__).endswith(".py") else "compiled"


def layers(texts: list[str]) -> dict[str, Callable[[], object]]:
    """The layers as functions without arguments, each given what those before it made."""
    documents = [Document(text=text) for text in texts]
    sections = [read_sections(document) for document in documents]
    titles = [read_titles(d.text, s, None) for d, s in zip(documents, sections, strict=True)]
    facts = [read_facts(d, None, None, s) for d, s in zip(documents, sections, strict=True)]
    parts = list(zip(documents, sections, titles, facts, strict=True))
    expressions = [read_expressions(d.text, s) for d, s, _, _ in parts]
    figures = [read_quantities(*part) for part in parts]
    return {
        "sections": lambda: [read_sections(d) for d in documents],
        "facts": lambda: [read_facts(d, None, None, s) for d, s, _, _ in parts],
        "titles": lambda: [read_titles(d.text, s, None) for d, s, _, _ in parts],
        "quantities": lambda: [read_quantities(*part) for part in parts],
        "  names": lambda: [find_names(text) for text in texts],
        "  numeral words": lambda: [find_numeral_words(text) for text in texts],
        "  expressions": lambda: [read_expressions(d.text, s) for d, s, _, _ in parts],
        "  table cells": lambda: [find_cells(d) for d in documents],
        "  signals": lambda: [find_signals(text) for text in texts],
        "  classification": lambda: [
            classify(d.text, e, s, t, f) for (d, s, t, f), e in zip(parts, expressions, strict=True)
        ],
        "context": lambda: [
            add_context(d, fs, s, t, f, None)
            for (d, s, t, f), fs in zip(parts, figures, strict=True)
        ],
        "words": lambda: [read_words(d.text, s) for d, s, _, _ in parts],
        "honours": lambda: [read_honours(d.text, s, t, None) for d, s, t, _ in parts],
        "whole reading": lambda: [read(d) for d in documents],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("paths", nargs="*", type=Path, default=list(DEFAULT))
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--adversarial", action="store_true")
    options = parser.parse_args()
    texts = load(options.paths)
    if not texts:
        return 2
    characters = sum(map(len, texts))
    print(f"{reader()} reader, {sys.implementation.name} {platform.python_version()}, one core")
    print(f"{len(texts)} texts, {characters:,} characters")
    whole = 0.0
    for name, work in layers(texts).items():
        seconds = best(work, options.repeat)
        whole = characters / seconds / 1e6  # after the last layer, that of the whole reading
        print(
            f"{name:18} {seconds * 1000:9.1f} ms {characters / seconds / 1e6:9.2f} M characters/s"
        )
    if options.adversarial:
        for pattern in PATTERNS:
            text = pattern * (5_000_000 // len(pattern))
            seconds = best(lambda text=text: read(Document(text=text)), 1)  # type: ignore[misc]
            rate = len(text) / seconds / 1e6
            times = whole / rate
            print(f"{pattern!r:18} {seconds:9.1f} s  {rate:9.2f} M characters/s {times:6.1f} x")
    if options.profile:
        profile = cProfile.Profile()
        profile.enable()
        for text in texts:
            read(Document(text=text))
        profile.disable()
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)
    return 0


if __name__ == "__main__":
    sys.exit(main())
