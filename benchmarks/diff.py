"""How long the comparison of two large editions takes, and how much memory.

Run: ``python benchmarks/diff.py PACKAGE [COPIES]``. The package (for example
``output/nightly``) is copied COPIES times (default 1,000) into one large edition, and that
compared with another in which every thousandth value is another.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from fazhi.release.diff import compare
from fazhi.release.editions import Edition, edition_of_package
from fazhi.store.database import connect, literal

#: Table -> how a copy gets keys of its own; the other tables stay as they are.
_COPIED = {
    "figures": "substr(md5(figure_id || copy), 1, 16) AS figure_id",
    "observations": (
        "substr(md5(observation_id || copy), 1, 16) AS observation_id, "
        "substr(md5(figure_id || copy), 1, 16) AS figure_id, "
        "concat_ws(' ', scope_name, copy) AS scope_name"
    ),
}


def enlarged(edition: Edition, folder: Path, copies: int, *, is_changed: bool) -> Edition:
    """Return an edition with many copies of the figures and observations of another."""
    folder.mkdir()
    parquet, rows = dict(edition.parquet), dict(edition.rows)
    with connect() as connection:
        for table, keys in _COPIED.items():
            columns = keys
            if is_changed and table == "observations":
                columns += (
                    ", CASE WHEN hash(observation_id, copy) % 1000 = 0 "
                    "THEN value + 1 ELSE value END AS value"
                )
            parquet[table] = folder / f"{table}.parquet"
            source = literal(str(edition.parquet[table]))
            connection.execute(
                f"COPY (SELECT * EXCLUDE copy REPLACE ({columns}) FROM "
                f"(SELECT t.*, copy FROM range({copies}) AS r(copy), read_parquet({source}) AS t)) "
                f"TO {literal(str(parquet[table]))} (COMPRESSION zstd)"
            )
            rows[table] *= copies
    return replace(edition, version=folder.name, parquet=parquet, rows=rows)


def main() -> None:
    """Compare and print what it took."""
    package = edition_of_package(Path(sys.argv[1]))
    copies = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    with tempfile.TemporaryDirectory() as folder:
        before = enlarged(package, Path(folder) / "before", copies, is_changed=False)
        after = enlarged(package, Path(folder) / "after", copies, is_changed=True)
        started = time.perf_counter()
        found = compare(before, after)
        seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{before.rows['figures']} figures and {before.rows['observations']} observations "
        f"compared in {seconds:.1f} s: {sum(found.value_counts.values())} values differ "
        f"{dict(found.value_counts)}; {peak:.0f} MB of memory at most"
    )


if __name__ == "__main__":
    main()
