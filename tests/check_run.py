"""Check what ``make run`` left in the project's own workspace; used by the CI.

Not a test module: it looks at the result of a real run, as a user would, and stops with
what is wrong.
"""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pandas as pd

ROOT = Path(__file__).resolve().parent.parent


def expect(condition: bool, message: str) -> None:
    if not condition:
        raise SystemExit(f"check_run: {message}")


def main() -> None:
    database = ROOT / "output" / "build" / "fazhi.duckdb"
    with duckdb.connect(str(database), read_only=True) as connection:

        def one(sql: str) -> int:
            row = connection.execute(sql).fetchone()
            assert row is not None
            return int(row[0])

        expect(one("select count(*) from reports") == 12, "twelve reports expected")
        expect(one("select count(*) from figures") > 400, "too few figures")
        expect(one("select count(*) from observations_main") > 100, "too few observations")
        expect(one("select count(*) from checks where verdict = 'fails'") > 0, "no failed check")
        expect(
            one("select count(*) from regions where not is_fictional") == 0,
            "real places in the sample",
        )
        wrong = one(
            "select count(*) from figures f join texts t using (revision_id) "
            "where substr(t.text, f.char_start + 1, f.char_end - f.char_start) <> f.raw"
        )
        expect(wrong == 0, f"{wrong} figures are not where they say")
    releases = ROOT / "output" / "releases"
    check_package(ROOT / "output" / "nightly")
    if releases.is_dir():
        check_package(releases / "latest")
        numbers = [path for path in releases.iterdir() if path.is_dir() and path.name[0] == "2"]
        newest = max(numbers, key=lambda path: [int(part) for part in path.name.split(".")])
        expect((releases / "latest").resolve() == newest.resolve(), "latest is not the newest")
        writable = [
            path for path in newest.rglob("*") if path.is_file() and path.stat().st_mode & 0o222
        ]
        expect(not writable, f"{len(writable)} files of a stable release can be written")


def check_package(package: Path) -> None:
    for name in ("datapackage.json", "README.md", "SHA256SUMS", "fazhi.duckdb"):
        expect((package / name).is_file(), f"{package} has no {name}")
    table = next(package.rglob("reports.csv"))
    with table.open(encoding="utf-8", newline="") as file:
        codes = {row["region_code"] for row in csv.DictReader(file)}
    frame = pd.read_csv(table, dtype={"region_code": "string"})
    expect(set(frame["region_code"]) == codes, "codes change when read with pandas")
    print(f"check_run: {package.relative_to(ROOT)} is as it should be")


if __name__ == "__main__":
    main()
