"""How long a large build and release take, and how much memory: made-up texts, real checks.

Run: ``python benchmarks/store.py [REPORTS]`` (default 3,000 reports of 400 figures).
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from fazhi import identities, regions, rows, rows_around
from fazhi.package import check_release
from fazhi.records import Document, DocumentFacts, Figure, Section
from fazhi.release import cut_stable
from fazhi.snapshot import Look
from fazhi.store import BuildWriter

FIGURES = 400
SEEN = datetime(2026, 1, 1, tzinfo=UTC)


def add_report(writer: BuildWriter, code: str, year: int) -> None:
    """Add one report with its text and figures."""
    parts, figures, at = ["一、成效\n"], [], 5
    for number in range(FIGURES):
        raw = f"{int(code) * 7 % 991 + number}件"
        sentence = f"全年依法办理各类行政执法案件及其他有关事项{raw},同比有所增长,群众满意。"
        start = at + sentence.index(raw)
        figures.append(
            Figure(
                start,
                start + len(raw),
                raw,
                Decimal(raw[:-1]),
                unit="件",
                measure="level",
                subject="办理各类行政执法案件",
                section_path="一",
                statistical=True,
            )
        )
        parts.append(sentence)
        at += len(sentence)
    text = "".join(parts)
    ids = identities.identify(code, year, text)
    snapshot_id = ids.normalised_sha256
    look = Look(url="", retrieved_at=SEEN, outcome="ok", snapshot_id=snapshot_id, file_name=code)
    look = look.model_copy(update={"region_code": code, "year": year, "role": "file"})
    writer.add("retrievals", [rows_around.retrieval_row(look)])
    writer.add("reports", [rows.report_row(ids, DocumentFacts(), "", SEEN, SEEN)])
    document = Document(text)
    writer.add("revisions", [rows.revision_row(ids, document, snapshot_id, SEEN, is_current=True)])
    writer.add("texts", [rows.text_row(ids, text)])
    section = Section("一", 1, "一、", "成效", "", "result", 0, len(text))
    writer.add("sections", rows.section_rows(ids, [section], len(text)))
    writer.add("figures", rows.figure_rows(ids, figures))


def main() -> None:
    """Build and print what it took."""
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    codes = [row["region_code"] for row in regions.region_rows(is_fictional=False)]
    with tempfile.TemporaryDirectory() as folder, BuildWriter(Path(folder) / "build") as writer:
        started = time.perf_counter()
        writer.add("regions", regions.region_rows(is_fictional=False))
        for number in range(reports):
            add_report(writer, codes[number % len(codes)], 2015 + number // len(codes))
        added = time.perf_counter()
        build = writer.finish()
        finished = time.perf_counter()
        size = sum(file.stat().st_size for file in build.path.rglob("*") if file.is_file())
        release = cut_stable(build.path, Path(folder) / "releases").path
        released = time.perf_counter()
        problems = check_release(release)
        checked = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{reports} reports, {build.rows['figures']} figures: rows made and validated in "
        f"{added - started:.1f} s, checked, sorted and written in {finished - added:.1f} s, "
        f"{size / 1e6:.0f} MB on disk; released in {released - finished:.1f} s, the release "
        f"checked in {checked - released:.1f} s ({len(problems)} problems); "
        f"{peak:.0f} MB of memory at most"
    )


if __name__ == "__main__":
    main()
