"""Speed of reading, matching and audit, in figures and characters a second of one core.

    python benchmarks/matching.py [PATH ...] [--repeat N] [--profile]

Paths are text files or folders of text files, taken for reports whatever they are; the
default is the example reports of the tests. Figures are the data figures, at which the
matcher looks. Times are processor times: of the first round, in which every text is new as
in a run over a country, and of the best of N rounds. Compare them with another tree's on the
same machine at the same time, never with a number from elsewhere. ``--profile`` prints the
functions with most time of their own in matching.
"""

from __future__ import annotations

import argparse
import cProfile
import platform
import pstats
import sys
import time
from itertools import pairwise
from pathlib import Path

from reading import load, reader

from fazhi.audit import audit_report
from fazhi.codebook import observe
from fazhi.reading import read
from fazhi.records import Document, Observation, Reading

REPORTS = Path(__file__).resolve().parent.parent / "tests" / "examples" / "reports"
STAGES = ("reading", "matching", "audit")
#: Goes first, so that no stage is measured while it loads its tables.
WARM_UP = "全年受理行政复议案件12件，其中行政处罚类3件，占25%，同比增长3%。"


def read_all(documents: list[Document]) -> list[Reading]:
    readings = [read(document) for document in documents]
    for found in readings:
        # The matcher finds nothing in what is no report.
        found.facts.is_report = True
    return readings


def match_all(documents: list[Document], readings: list[Reading]) -> list[list[Observation]]:
    return [observe(d, found, None) for d, found in zip(documents, readings, strict=True)]


def measure(texts: list[str]) -> tuple[float, ...]:
    """Read, match and audit the texts; return the processor seconds of each stage."""
    documents = [Document(text=text) for text in texts]
    times = [time.process_time()]
    readings = read_all(documents)
    times.append(time.process_time())
    observed = match_all(documents, readings)
    times.append(time.process_time())
    for one in zip(documents, readings, observed, strict=True):
        audit_report(*one)
    times.append(time.process_time())
    return tuple(end - start for start, end in pairwise(times))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("paths", nargs="*", type=Path, default=sorted(REPORTS.glob("*/*.txt")))
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    texts = load(options.paths)
    if not texts:
        return 2
    measure([WARM_UP])
    rounds = [measure(texts) for _ in range(options.repeat)]
    documents = [Document(text=text) for text in texts]
    readings = read_all(documents)
    characters = sum(map(len, texts))
    figures = sum(figure.statistical for found in readings for figure in found.figures)
    print(f"{reader()} reader, {sys.implementation.name} {platform.python_version()}, one core")
    print(f"{len(texts)} texts, {characters:,} characters, {figures:,} data figures")
    for stage, times in zip(STAGES, zip(*rounds, strict=True), strict=True):
        for name, seconds in (("first", times[0]), ("best", min(times))):
            print(
                f"{stage:10}{name:6}{seconds * 1000:9.1f} ms {figures / seconds:9,.0f} figures/s "
                f"{characters / seconds / 1e6:7.2f} M characters/s"
            )
    if options.profile:
        profile = cProfile.Profile()
        profile.runcall(match_all, documents, readings)
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)
    return 0


if __name__ == "__main__":
    sys.exit(main())
