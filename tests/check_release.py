"""``make release-check``: is a release what it promises? Used by the CI, and by hand.

Not a test module: it runs the real program on the bundled sample, in folders of its own,
and stops with what is wrong.

1. Made twice: two builds of the same ``raw/`` in two folders, by processes that differ in
   time zone, language, hash seed and folder, give the same packages byte by byte.
2. Valid: every validator of ``package_validators`` finds nothing.
3. Compared: a changed page, a correction and a break of the schema are planted; ``fazhi
   diff`` names each with its reason, and a break that nobody announced is refused.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
from package_equality import DATABASE, different_files, different_tables
from package_validators import VALIDATORS

import fazhi as program
from fazhi.snapshot import Archive, Look

ROOT = Path(__file__).resolve().parent.parent
FAZHI = Path(sys.executable).with_name("fazhi")

#: Circumstances that must leave no trace in a package.
HERE = {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
ELSEWHERE = {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONHASHSEED": "2"}

#: What is planted: on a page, by a decision, in the next version of the program.
PAGE = ("990102", 2023, "1655", "1665")  # place, year, digits served before and after
PAGE_VALUE = ("990102", 2023, "enf.penalty.decisions")
CORRECTED = ("990181", 2023, "disp.reconsideration.settlement_rate")
RIGHT_VALUE = "41.4"
UNIT = ("emg.drill.sessions", "unit: 场", "unit: 次")
COLUMN = ("honours", "verb", "verb_printed")


def expect(condition: object, message: str) -> None:
    if not condition:
        raise SystemExit(f"check_release: {message}")


def say(what: str) -> None:
    print(f"  ok  {what}", flush=True)


class Workspace:
    """A folder in which the program is run as a user would."""

    def __init__(self, root: Path, circumstances: dict[str, str], source: Path | None = None):
        self.root = root
        self.environment = os.environ | circumstances
        if source is not None:
            self.environment["PYTHONPATH"] = str(source)

    def fazhi(self, *arguments: str, expected: Sequence[int] = (0,)) -> str:
        """Run a verb and return what it printed; any other status stops the check."""
        done = subprocess.run(
            [FAZHI, "--workspace", self.root, *arguments],
            env=self.environment,
            cwd=self.root.parent,
            capture_output=True,
            text=True,
            check=False,
        )
        said = f"{done.stdout}{done.stderr}"
        verb = " ".join(arguments)
        expect(done.returncode in expected, f"fazhi {verb}: status {done.returncode}\n{said}")
        return done.stdout if done.returncode == 0 or arguments[0] == "diff" else said

    @property
    def latest(self) -> Path:
        return (self.root / "output" / "releases" / "latest").resolve()


def made_twice(folder: Path) -> Workspace:
    one, two = (
        Workspace(folder / "one", HERE),
        Workspace(folder / "second folder" / "two", ELSEWHERE),
    )
    one.root.mkdir()
    one.fazhi("collect")
    shutil.copytree(one.root / "raw", two.root / "raw")
    for workspace in (one, two):
        for verb in (("build",), ("release",), ("release", "--stable")):
            workspace.fazhi(*verb)
    for name in ("nightly", "releases/latest"):
        packages = [(workspace.root / "output" / name).resolve() for workspace in (one, two)]
        files = different_files(*packages)
        expect(not files, f"{name}: the same raw/ gave other bytes in {', '.join(files)}")
        tables = different_tables(*(package / DATABASE for package in packages))
        expect(not tables, f"{name}: {DATABASE} has other rows in {', '.join(tables)}")
        count = sum(path.is_file() for path in packages[0].rglob("*"))
        say(f"made twice: {count} files of {name} byte by byte, {DATABASE} table by table")
    return one


def valid(package: Path) -> None:
    for name, validate in VALIDATORS.items():
        problems = list(validate(package))
        expect(not problems, f"{name}: " + "\n".join(problems))
        say(f"valid: {name}")


def compared(one: Workspace, folder: Path) -> None:
    before = one.latest.name
    plant_page(one.root)
    plant_correction(one)
    one.fazhi("build", expected=(0, 1))
    one.fazhi("release", "--stable")
    after = one.latest.name
    expect(after != before, "two planted changes made no new release")
    same = json.loads(one.fazhi("diff", after, after, "--format", "json"))
    expect(same["same"], "a release differs from itself")
    difference = json.loads(one.fazhi("diff", before, after, "--format", "json", expected=(1,)))
    check_values(difference)
    stored = json.loads((one.latest / "diff.json").read_text(encoding="utf-8"))
    expect(stored == difference, "diff.json of the release is not what fazhi diff says")
    say("compared: a changed page and a correction, each named with its reason")

    later = Workspace(one.root, HERE, next_version_of_the_program(folder))
    later.fazhi("build", expected=(0, 1))
    refused = later.fazhi("release", "--stable", expected=(1, 2))
    for name in (".".join(COLUMN[:2]), UNIT[0]):
        expect(name in refused, f"the refusal does not name the break of {name}:\n{refused}")
    expect(one.latest.name == after, "a refused release was written")
    later.fazhi("release", "--stable", "--allow", "planted by make release-check")
    broken = json.loads(
        later.fazhi("diff", after, later.latest.name, "--format", "json", expected=(1,))
    )
    check_breaks(broken)
    say("compared: two breaks of the schema refused, let pass with a reason, and named")


def plant_page(root: Path) -> None:
    """Let a page serve other digits a day after it was last looked at."""
    region_code, year, was, now = PAGE
    archive = Archive(root / "raw")
    [look] = [
        look
        for look in archive.looks()
        if (look.region_code, look.year, look.role) == (region_code, year, "page")
    ]
    content = archive.read(look.snapshot_id)
    expect(content.count(was.encode()) == 1, f"{was} is not on the page once")
    snapshot = archive.store(content.replace(was.encode(), now.encode()), look.extension)
    changed = {"snapshot_id": snapshot, "retrieved_at": look.retrieved_at + timedelta(days=1)}
    archive.append(Look.model_validate({**look.model_dump(), **changed}))


def plant_correction(one: Workspace) -> None:
    with duckdb.connect(str(one.latest / DATABASE), read_only=True) as connection:
        [(identifier,)] = connection.execute(
            "SELECT observation_id FROM observations_main "
            "WHERE region_code = ? AND year = ? AND indicator_id = ? AND measure = 'level'",
            CORRECTED,
        ).fetchall()
    one.fazhi(
        "review", "decide", identifier, "--decision", "override", "--value", RIGHT_VALUE,
        "--reason", "65 of 157, as the same sentence says", "--reviewer", "make release-check",
    )  # fmt: skip


def next_version_of_the_program(folder: Path) -> Path:
    """Copy the program; in the copy a column has another name, an indicator another unit."""
    source = folder / "src"
    shutil.copytree(
        Path(program.__file__).parent,
        source / "fazhi",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    table, was, now = COLUMN
    schemas = source / "fazhi" / "schemas"
    replace_once(schemas / "tables" / f"{table}.py", f"    {was}: ", f"    {now}: ")
    replace_once(source / "fazhi" / "rows.py", f'"{was}": honour.', f'"{now}": honour.')
    indicator, unit, other = UNIT
    [path] = [
        path
        for path in (schemas / "codebook").glob("*.yml")
        if f"- id: {indicator}\n" in path.read_text(encoding="utf-8")
    ]
    before, name, entry = path.read_text(encoding="utf-8").partition(f"- id: {indicator}\n")
    path.write_text(before + name + entry.replace(unit, other, 1), encoding="utf-8")
    return source


def replace_once(path: Path, was: str, now: str) -> None:
    text = path.read_text(encoding="utf-8")
    expect(text.count(was) == 1, f"{path.name} does not have {was!r} once: mend check_release.py")
    path.write_text(text.replace(was, now), encoding="utf-8")


def check_values(difference: dict[str, Any]) -> None:
    found = {
        (change["region_code"], change["year"], change["indicator_id"]): (
            change["reason"],
            change["before"]["value"],
            change["after"]["value"],
        )
        for change in difference["values"]["listed"]
    }
    expected = {
        PAGE_VALUE: ("changed_page", float(PAGE[2]), float(PAGE[3])),
        CORRECTED: ("correction", 44.1, float(RIGHT_VALUE)),
    }
    expect(found == expected, f"values changed: {found}, planted: {expected}")


def check_breaks(difference: dict[str, Any]) -> None:
    table, was, now = COLUMN
    found = {
        (change["kind"], change["table"], change.get("value") or change.get("column"))
        for change in difference["schema"]
    }
    for expected in (
        ("column_removed", table, was),
        ("column_added", table, now),
        ("indicator_unit_changed", "indicators", UNIT[0]),
    ):
        expect(expected in found, f"{expected} is not among the changes of the schema: {found}")
    values = difference["values"]["listed"]
    expect(values, "a unit changed and no value with it")
    for change in values:
        expect(
            (change["indicator_id"], change["reason"]) == (UNIT[0], "new_codebook"),
            f"a value changed that nothing was planted in: {change}",
        )


def main() -> None:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="fazhi-release-check-") as name:
        folder = Path(name)
        one = made_twice(folder)
        valid(one.latest)
        compared(one, folder)
    print(f"release-check: all is as it should be ({time.monotonic() - started:.0f} s)")


if __name__ == "__main__":
    main()
