"""What one package contains, written into a folder that is empty.

Everything in a package follows from its build and from how it was cut, so the same build
gives the same bytes (the DuckDB file: the same tables). Where packages stand, how they are
named and which are refused is the business of ``fazhi.release``.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from fazhi.dictionary import data_dictionary
from fazhi.dictionary_page import dictionary_page
from fazhi.package.catalogue import CATALOGUE_NAME, catalogue
from fazhi.package.circumstances import ORDINARY, Circumstances
from fazhi.package.codebook_table import CODEBOOK_NAME, codebook_csv
from fazhi.package.descriptor import descriptor, to_json
from fazhi.package.facts import PackageFacts, gather
from fazhi.package.files import (
    CHECKSUMS_NAME,
    DATA_FOLDER,
    DESCRIPTOR_NAME,
    checksums,
    files_in,
    measured,
)
from fazhi.package.provenance import PROVENANCE_NAME, provenance
from fazhi.package.publication import Publication, publication
from fazhi.package.readme import README_NAMES, readme
from fazhi.package.resources import resources
from fazhi.package.schema_org import SCHEMA_ORG_NAME, schema_org
from fazhi.package.workbook import WORKBOOK_NAME, workbook_readme, write_workbook
from fazhi.review.hand_checks import HandCheck
from fazhi.store import DATABASE_NAME, Build
from fazhi.store.database import connect, literal, write_database
from fazhi.tableschema import csv_select, released

DICTIONARY_NAME = "data-dictionary.md"
DICTIONARY_PAGE_NAME = "data-dictionary.html"


def write_package(
    build: Build,
    folder: Path,
    version: str,
    extra: Mapping[str, str] | None = None,
    circumstances: Circumstances = ORDINARY,
    *,
    hand_checks: Sequence[HandCheck] = (),
    publisher: Publication | None = None,
) -> None:
    """Write the package of a build.

    Args:
        build: What it is made of.
        folder: An empty folder.
        version: Of the package.
        extra: Further files by name, for example the diff against the release before; they
            are described and hashed like the others.
        circumstances: How the package was cut: its channel, what was let pass and why.
        hand_checks: Scored samples; the newest that fits is quoted.
        publisher: Who publishes, and where; by default as ``schemas/publication.yml`` says.
    """
    facts = gather(build, version, circumstances, publisher or publication(), hand_checks)
    _write_data(build, folder / DATA_FOLDER)
    write_database(folder / DATABASE_NAME, released(), folder / DATA_FOLDER)
    write_workbook(
        folder / WORKBOOK_NAME, folder / DATABASE_NAME, build.created, workbook_readme(facts)
    )
    (folder / CODEBOOK_NAME).write_bytes(_codebook(build))
    _write_texts(folder, extra or {})
    _write_texts(
        folder,
        {
            PROVENANCE_NAME: provenance(facts),
            DICTIONARY_NAME: data_dictionary(released()),
            DICTIONARY_PAGE_NAME: dictionary_page(released()),
            **{name: readme(facts, language) for language, name in README_NAMES.items()},
        },
    )
    _write_descriptions(facts, folder)
    _write_texts(folder, {CHECKSUMS_NAME: checksums(folder)})


def _write_descriptions(facts: PackageFacts, folder: Path) -> None:
    """Write what describes the files: catalogues first, the descriptor last, of all."""
    files = {name: measured(folder, name) for name in files_in(folder)}
    described = resources(facts.build, files)
    _write_texts(
        folder,
        {
            CATALOGUE_NAME: catalogue(facts, described),
            SCHEMA_ORG_NAME: schema_org(facts, described),
        },
    )
    files |= {name: measured(folder, name) for name in (CATALOGUE_NAME, SCHEMA_ORG_NAME)}
    _write_texts(folder, {DESCRIPTOR_NAME: to_json(descriptor(facts, files))})


def _write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def _write_data(build: Build, data: Path) -> None:
    """Copy the Parquet files and write the same rows, in the same order, as CSV."""
    data.mkdir()
    with connect() as connection:
        for table in released():
            parquet = data / f"{table.name}.parquet"
            shutil.copyfile(build.parquet(table.name), parquet)
            connection.execute(
                f"COPY (SELECT {csv_select(table)} FROM read_parquet({literal(str(parquet))})) "
                f"TO {literal(str(data / f'{table.name}.csv'))} (FORMAT csv, HEADER)"
            )


def _codebook(build: Build) -> bytes:
    with connect() as connection:
        cursor = connection.execute(
            f"SELECT * FROM read_parquet({literal(str(build.parquet('indicators')))}) "
            "ORDER BY indicator_id"
        )
        names = [column[0] for column in cursor.description or []]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return codebook_csv(rows, build.codebook_version)
