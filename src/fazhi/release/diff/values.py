"""Values of ``observations_main`` that changed, came or went, each with the reason.

Everything is done by DuckDB, in steps that each make a temporary table: the main values of
both editions, those that differ, and for these whatever may explain them. A value is read
from a text by rules, filed by the codebook and settled by decisions; so a value can only
change with the report, its text, a decision, a rule or the codebook.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import duckdb

from fazhi.release.diff.model import Reason, Value, ValueChange, ValueKind
from fazhi.release.editions import Edition
from fazhi.review.decisions import RULE_PREFIX
from fazhi.store.database import literal

_SIDES = ("before", "after")
_KEY = ("region_code", "year", "indicator_id", "measure", "dimension", "scope", "scope_name")
_CARRIED = (
    *("value", "unit", "bound", "rule_id", "report_id", "revision_id", "figure_id"),
    *("observation_id", "char_start", "char_end", "runner_up"),
)
_NAMES = ("region_name", "indicator_zh", "indicator_en")
#: What a figure's reading consists of; ``subject`` and the like only help to file it.
_READING = (
    *("value", "value_low", "value_high", "unit", "bound", "kind", "direction", "measure"),
    *("subject", "scope", "scope_name", "period_start", "period_end", "is_statistical", "rule_id"),
)
#: What the view ``observations_main`` and the comparison read; older editions may lack some.
_NEEDED = {
    "observations": (
        *(*_KEY, *_CARRIED, "is_main", "status", "obs_status", "confidence", "rate_base"),
        *("period_start", "period_end"),
    ),
    "regions": ("region_code", "name", "province_name", "level", "panel_id"),
    "indicators": ("indicator_id", "name_zh", "name_en", "area"),
    "figures": ("figure_id", "revision_id", "char_start", "char_end", "rule_id"),
    "reports": ("report_id",),
    "revisions": (
        *("revision_id", "report_id", "snapshot_id", "text_sha256", "reader_version"),
        "is_current",
    ),
}

#: Reason -> when it applies, in the order in which the first is named. ``same_text`` says
#: that both editions read the report from the same characters.
_EXPLAINS: dict[Reason, str] = {
    "new_report": "is_new_report",
    "report_withdrawn": "is_withdrawn",
    "changed_page": "is_other_page",
    "correction": "is_decided",
    "new_rule": (
        "in_both AND NOT is_other_page AND NOT is_decided AND (NOT same_text OR is_read_anew "
        "OR (NOT is_other_entry AND NOT is_other_codebook AND (is_other_rule OR is_other_reader)))"
    ),
    "new_codebook": "in_both AND (is_other_entry OR (same_text AND NOT is_decided "
    "AND NOT is_read_anew AND is_other_codebook))",
}


def value_changes(
    connection: duckdb.DuckDBPyConnection, listed: int
) -> tuple[dict[tuple[ValueKind, Reason], int], list[ValueChange]]:
    """Compare the main values of two editions that are open side by side.

    Args:
        connection: From ``side_by_side``.
        listed: How many values are returned of each kind.

    Returns:
        How many there are by kind and first reason, and the values themselves in the
        order of their keys.

    """
    for side in _SIDES:
        _main_values(connection, side)
        _decided_places(connection, side)
    _differing(connection)
    _explained(connection)
    counts = connection.execute(
        "SELECT kind, reasons[1], count(*) FROM explained GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    cursor = connection.execute(
        "SELECT * FROM explained QUALIFY row_number() OVER "
        f"(PARTITION BY kind ORDER BY {', '.join(_KEY)}) <= {listed} "
        f"ORDER BY {', '.join(_KEY)}"
    )
    names = [column[0] for column in cursor.description or ()]
    found = [_value_change(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    return {(kind, reason): count for kind, reason, count in counts}, found


def missing_columns(edition: Edition) -> list[str]:
    """Return what an edition lacks of the columns that values are compared by."""
    return [
        f"{table}.{column}"
        for table, columns in _NEEDED.items()
        for column in columns
        if column
        not in {field["name"] for field in edition.schemas.get(table, {}).get("fields", ())}
    ]


def _main_values(connection: duckdb.DuckDBPyConnection, side: str) -> None:
    """Make ``<side>_main``: the view as it is defined today, with what led to each value."""
    view = files("fazhi.schemas").joinpath("views/observations_main.sql").read_text("utf-8")
    carried = ", ".join(f"o.{name}" for name in _CARRIED)
    named = ", ".join(f"m.{name}" for name in (*_KEY, *_NAMES))
    connection.execute(f"SET search_path = '{side}'")
    connection.execute(
        f"CREATE TEMP TABLE {side}_main AS SELECT {named}, {carried} FROM (\n{view}\n) AS m "
        "JOIN observations AS o USING (observation_id)"
    )
    connection.execute("RESET search_path")


def _decided_places(connection: duckdb.DuckDBPyConnection, side: str) -> None:
    """Make ``<side>_decided``: the places in texts about which decisions spoke."""
    prefix = literal(RULE_PREFIX)
    decision = f"split_part(substr(rule_id, {len(RULE_PREFIX) + 1}), ';', 1)"
    connection.execute(
        f"CREATE TEMP TABLE {side}_decided AS "
        "SELECT revision_id, char_start, char_end, list(DISTINCT decision ORDER BY decision) "
        "AS decisions FROM ("
        + " UNION ".join(
            f"SELECT revision_id, char_start, char_end, {decision} AS decision "
            f"FROM {side}.{table} WHERE starts_with(rule_id, {prefix})"
            for table in ("observations", "figures")
        )
        + ") GROUP BY ALL"
    )


def _differing(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``differing``: pairs of main values with one key, where value, unit or bound differ."""
    key = ", ".join(f"coalesce(a.{name}, b.{name}) AS {name}" for name in (*_KEY, *_NAMES))
    sides = ", ".join(
        f"{alias}.{name} AS {name}_{side}"
        for side, alias in (("before", "b"), ("after", "a"))
        for name in _CARRIED
    )
    # Absent is null, never an empty text: so the join may say '' for it.
    same_key = " AND ".join(
        f"coalesce(b.{name}::VARCHAR, '') = coalesce(a.{name}::VARCHAR, '')" for name in _KEY
    )
    connection.execute(
        f"CREATE TEMP TABLE differing AS SELECT {key}, {sides}, "
        "CASE WHEN b.observation_id IS NULL THEN 'added' "
        "WHEN a.observation_id IS NULL THEN 'removed' ELSE 'changed' END AS kind "
        f"FROM before_main AS b FULL JOIN after_main AS a ON {same_key} "
        "WHERE b.observation_id IS NULL OR a.observation_id IS NULL "
        "OR b.value IS DISTINCT FROM a.value OR b.unit IS DISTINCT FROM a.unit "
        "OR b.bound IS DISTINCT FROM a.bound"
    )


def _explained(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``explained``: the differing values with all their reasons."""
    _changed_entries(connection)
    _changed_figures(connection)
    connection.execute(f"CREATE TEMP TABLE facts AS {_facts()}")
    reasons = ", ".join(
        f"CASE WHEN {condition} THEN '{reason}' END" for reason, condition in _EXPLAINS.items()
    )
    connection.execute(
        "CREATE TEMP TABLE explained AS SELECT * REPLACE "
        "(CASE WHEN len(reasons) = 0 THEN ['unexplained'] ELSE reasons END AS reasons) FROM ("
        f"SELECT *, list_filter([{reasons}], lambda reason: reason IS NOT NULL) AS reasons "
        "FROM facts)"
    )


def _changed_entries(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``changed_entries``: indicators that only one codebook has, or that differ."""
    columns = ", ".join(_common(connection, "indicators"))
    one, other = (f"SELECT {columns} FROM {side}.indicators" for side in _SIDES)
    connection.execute(
        "CREATE TEMP TABLE changed_entries AS SELECT DISTINCT indicator_id FROM "
        f"(({one} EXCEPT {other}) UNION ALL ({other} EXCEPT {one}))"
    )


def _changed_figures(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``changed_figures``: figures behind differing values that are read otherwise."""
    compared = [name for name in _common(connection, "figures") if name in _READING]
    differs = " OR ".join(f"b.{name} IS DISTINCT FROM a.{name}" for name in compared)
    connection.execute(
        "CREATE TEMP TABLE changed_figures AS WITH behind AS ("
        "SELECT figure_id_before AS figure_id FROM differing "
        "UNION SELECT figure_id_after FROM differing) "
        "SELECT figure_id FROM behind LEFT JOIN before.figures AS b USING (figure_id) "
        "LEFT JOIN after.figures AS a USING (figure_id) "
        f"WHERE figure_id IS NOT NULL AND ({differs})"
    )


def _common(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """Return the columns that a table has in both editions."""
    was, now = (
        [row[0] for row in connection.execute(f"DESCRIBE {side}.{table}").fetchall()]
        for side in _SIDES
    )
    return [name for name in now if name in was]


def _facts() -> str:
    """Return the query for everything about a differing value that may explain it."""
    return f"""
    WITH texts AS (
        SELECT report_id, r.revision_id, snapshot_id, text_sha256, reader_version, side
        FROM (
            SELECT *, 'before' AS side FROM before.revisions
            UNION ALL BY NAME SELECT *, 'after' AS side FROM after.revisions
        ) AS r
        WHERE is_current
    ),
    joined AS (
        SELECT
            d.*,
            old_text.snapshot_id AS snapshot_id_before,
            new_text.snapshot_id AS snapshot_id_after,
            old_text.reader_version AS reader_version_before,
            new_text.reader_version AS reader_version_after,
            old_text.report_id IS NOT NULL AND new_text.report_id IS NOT NULL AS in_both,
            coalesce(
                old_text.revision_id = new_text.revision_id
                    AND old_text.text_sha256 = new_text.text_sha256,
                false
            ) AS same_text,
            {_decisions("before")} AS decisions_before,
            {_decisions("after")} AS decisions_after
        FROM differing AS d
        LEFT JOIN texts AS old_text ON old_text.side = 'before'
            AND old_text.report_id = coalesce(d.report_id_after, d.report_id_before)
        LEFT JOIN texts AS new_text ON new_text.side = 'after'
            AND new_text.report_id = coalesce(d.report_id_after, d.report_id_before)
        {_decision_joins()}
    )
    SELECT
        *,
        report_id_after IS NOT NULL
            AND report_id_after NOT IN (SELECT report_id FROM before.reports) AS is_new_report,
        report_id_before IS NOT NULL
            AND report_id_before NOT IN (SELECT report_id FROM after.reports) AS is_withdrawn,
        in_both AND NOT same_text AND snapshot_id_before <> snapshot_id_after AS is_other_page,
        decisions_before <> decisions_after
            OR (same_text AND coalesce(starts_with(rule_id_after, '{RULE_PREFIX}'), false))
            AS is_decided,
        list_sort(list_distinct(decisions_before || decisions_after)) AS decisions,
        same_text AND ({_read_anew("figure_id_before")} OR {_read_anew("figure_id_after")})
            AS is_read_anew,
        {_entry_differs("indicator_id")} OR {_entry_differs("runner_up_before")}
            OR {_entry_differs("runner_up_after")} AS is_other_entry,
        EXISTS (FROM changed_entries) AS is_other_codebook,
        rule_id_before IS DISTINCT FROM rule_id_after AS is_other_rule,
        reader_version_before IS DISTINCT FROM reader_version_after AS is_other_reader
    FROM joined
    """


def _decisions(side: str) -> str:
    """Return the decisions of one edition about both places that a value was read from."""
    return (
        f"list_sort(list_distinct(coalesce({side}_old.decisions, []) "
        f"|| coalesce({side}_new.decisions, [])))"
    )


def _decision_joins() -> str:
    return "\n".join(
        f"LEFT JOIN {side}_decided AS {side}_{name} "
        f"ON {side}_{name}.revision_id = d.revision_id_{place} "
        f"AND {side}_{name}.char_start = d.char_start_{place} "
        f"AND {side}_{name}.char_end = d.char_end_{place}"
        for side in _SIDES
        for name, place in (("old", "before"), ("new", "after"))
    )


def _read_anew(figure_id: str) -> str:
    """Return whether a figure is read otherwise by the two editions, or by one alone."""
    return f"coalesce({figure_id} IN (SELECT figure_id FROM changed_figures), false)"


def _entry_differs(indicator_id: str) -> str:
    return f"coalesce({indicator_id} IN (SELECT indicator_id FROM changed_entries), false)"


def _value_change(row: dict[str, Any]) -> ValueChange:
    return ValueChange(
        kind=row["kind"],
        **{name: row[name] for name in (*_KEY, *_NAMES)},
        before=_value(row, "before"),
        after=_value(row, "after"),
        reasons=tuple(row["reasons"]),
        decisions=tuple(row["decisions"]) if "correction" in row["reasons"] else (),
    )


def _value(row: dict[str, Any], side: str) -> Value | None:
    if row[f"observation_id_{side}"] is None:
        return None
    names = ("value", "unit", "bound", "observation_id", "report_id", "rule_id")
    found = {name: row[f"{name}_{side}"] for name in (*names, "snapshot_id", "reader_version")}
    return Value(**found)
