"""Where does this number come from? The evidence of one observation or figure.

Everything is read from the DuckDB file of a build; nothing is computed anew, so that
what is explained is exactly what was published.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from fazhi.store.database import read_only

#: Where a sentence ends in a report.
SENTENCE_ENDS = "。！？!?\n"
#: A longer sentence is cut to this many characters on either side of the figure.
LONGEST_SIDE = 240

Row = dict[str, Any]


class UnknownIdError(LookupError):
    """No observation or figure has this id."""


@dataclass(slots=True)
class Evidence:
    """The chain from a published value back to the bytes that were served.

    ``before`` + ``marked`` + ``after`` is the sentence; ``observations`` are the
    readings of this figure as indicators, with the codebook's words beside each;
    ``checks`` the relations that touch it.
    """

    figure: Row
    revision: Row
    report: Row
    section: Row | None
    retrieval: Row | None
    before: str
    marked: str
    after: str
    observations: list[Row] = field(default_factory=list)
    checks: list[Row] = field(default_factory=list)


def sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands in the same sentence before ``start`` and after ``end``."""
    floor, ceiling = max(0, start - LONGEST_SIDE), min(len(text), end + LONGEST_SIDE)
    first = max((text.rfind(mark, floor, start) for mark in SENTENCE_ENDS), default=-1)
    ends = [found for mark in SENTENCE_ENDS if (found := text.find(mark, end, ceiling)) >= 0]
    last = min(ends) + 1 if ends else ceiling
    return text[max(first + 1, floor) : start].lstrip(), text[end:last].rstrip()


def explain(database: Path, identifier: str) -> Evidence:
    """Collect the evidence for an ``observation_id`` or a ``figure_id``.

    Args:
        database: The DuckDB file of a build or a release.
        identifier: The id, as printed in the tables.

    Raises:
        UnknownIdError: There is no such id in this file.
    """
    with read_only(database) as connection:
        observations = _rows(
            connection,
            "select o.*, i.name_zh, i.name_en, i.definition_en, i.relations "
            "from observations o join indicators i using (indicator_id) "
            "where o.observation_id = $id or o.figure_id = $id order by o.indicator_id",
            identifier,
        )
        figure_id = observations[0]["figure_id"] if observations else identifier
        figures = _rows(connection, "select * from figures where figure_id = $id", figure_id)
        figure = figures[0] if figures else _figure_of_words(observations, identifier)
        revision_id = figure["revision_id"]
        revision = _one(connection, "select * from revisions where revision_id = $id", revision_id)
        text = _one(connection, "select text from texts where revision_id = $id", revision_id)[
            "text"
        ]
        start, end = figure["char_start"], figure["char_end"]
        before, after = sentence_around(text, start, end)
        sections = _rows(
            connection,
            "select * from sections where revision_id = $id and char_start <= "
            f"{int(start)} order by char_start desc limit 1",
            revision_id,
        )
        retrievals = _rows(
            connection,
            "select * from retrievals where snapshot_id = $id order by retrieved_at limit 1",
            revision["snapshot_id"],
        )
        return Evidence(
            figure=figure,
            revision=revision,
            report=_one(
                connection,
                "select r.*, g.name as region_name, g.province_name from reports r "
                "join regions g using (region_code) where r.report_id = $id",
                revision["report_id"],
            ),
            section=sections[0] if sections else None,
            retrieval=retrievals[0] if retrievals else None,
            before=before,
            marked=text[start:end],
            after=after,
            observations=observations,
            checks=_rows(
                connection,
                "select * from checks where list_contains(string_split(left_figures, ';'), $id) "
                "or list_contains(string_split(right_figures, ';'), $id) order by check_id",
                figure_id or "",
            ),
        )


def _figure_of_words(observations: list[Row], identifier: str) -> Row:
    """An observation in words has no figure: its own span stands in for one."""
    if not observations:
        raise UnknownIdError(
            f"{identifier} is neither an observation_id nor a figure_id in this build; "
            "ids stand in the tables observations and figures (fazhi query)"
        )
    return {**observations[0], "rule_id": observations[0].get("rule_id"), "raw": None}


def _one(connection: duckdb.DuckDBPyConnection, sql: str, identifier: str) -> Row:
    return _rows(connection, sql, identifier)[0]


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, identifier: str | None) -> list[Row]:
    cursor = connection.execute(sql, {"id": identifier})
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def report_checks(database: Path, report_id: str) -> list[Row]:
    """Return the checks of a report's current text, failures first.

    Raises:
        UnknownIdError: The build has no such report.
    """
    with read_only(database) as connection:
        if not _rows(connection, "select 1 from reports where report_id = $id", report_id):
            raise UnknownIdError(
                f"{report_id} is not in this build; fazhi query 'select report_id from reports'"
            )
        return _rows(
            connection,
            "select c.* from checks c join revisions r using (revision_id) "
            "where c.report_id = $id and r.is_current order by "
            "list_position(['fails', 'not_testable', 'holds'], verdict), relation, check_id",
            report_id,
        )


def query(database: Path, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Run SQL read-only and return column names and rows.

    Raises:
        duckdb.Error: The SQL is wrong, or would write.
    """
    with read_only(database) as connection:
        cursor = connection.execute(sql)
        return [column[0] for column in cursor.description or []], cursor.fetchall()
