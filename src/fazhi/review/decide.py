"""From an id of the build and a person's word to an entry of the corrections file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from fazhi.explain import UnknownIdError
from fazhi.review.corrections import add, load_corrections, next_id
from fazhi.review.decisions import RULE_PREFIX, Decision, Expected, Verb
from fazhi.review.quotes import quote
from fazhi.store.database import read_only

_SUBJECT = """
SELECT f.*, r.region_code, r.year, v.is_current, t.text
FROM (
    SELECT revision_id, char_start, char_end, indicator_id, dimension, value, rule_id,
        observation_id, figure_id
    FROM observations
    UNION ALL BY NAME
    SELECT revision_id, char_start, char_end, value, rule_id, figure_id
    FROM figures WHERE figure_id NOT IN (
        SELECT figure_id FROM observations WHERE figure_id IS NOT NULL
    )
) AS f
JOIN revisions AS v USING (revision_id)
JOIN reports AS r ON r.report_id = v.report_id
JOIN texts AS t USING (revision_id)
WHERE f.observation_id = $id OR f.figure_id = $id
ORDER BY f.indicator_id
"""


class DecisionError(ValueError):
    """The decision cannot be made as it was asked for; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person says about one value; see :class:`fazhi.review.decisions.Decision`."""

    decision: Verb
    reason: str
    reviewer: str
    decided_on: date
    indicator_id: str = ""
    dimension: str | None = None
    value: Decimal | None = None
    factor: Decimal | None = None
    expires: date | None = None


def decide(database: Path, corrections: Path, identifier: str, verdict: Verdict) -> Decision:
    """Write a decision about an observation or a figure to the corrections file.

    Args:
        database: The DuckDB file of the build in which the id stands.
        corrections: The file to add to; made where there is none.
        identifier: An ``observation_id`` or a ``figure_id``.
        verdict: What the person says.

    Returns:
        The decision as written. The next build applies it.

    Raises:
        UnknownIdError: There is no such id in this build.
        DecisionError: Several observations have this id, the text is not current, it is
            decided already, or the decision lacks something.
        fazhi.review.corrections.CorrectionsError: The file is wrong.
    """
    row = _subject(database, identifier)
    rule = row["rule_id"] or ""
    if rule.startswith(RULE_PREFIX):
        name = rule.removeprefix(RULE_PREFIX).partition(";")[0]
        raise DecisionError(f"{name} in {corrections} decided that: edit or remove its entry")
    before = load_corrections(corrections)
    try:
        decision = Decision(
            id=next_id(before, row["region_code"], row["year"]),
            region_code=row["region_code"],
            year=row["year"],
            quote=quote(row["text"], row["char_start"], row["char_end"]),
            expects=Expected(
                indicator_id=row["indicator_id"] or "",
                dimension=row["dimension"] or "",
                value=row["value"],
            ),
            decision=verdict.decision,
            indicator_id=verdict.indicator_id,
            dimension=verdict.dimension,
            value=verdict.value,
            factor=verdict.factor,
            reason=verdict.reason,
            reviewer=verdict.reviewer,
            date=verdict.decided_on,
            expires=verdict.expires,
        )
    except ValidationError as error:
        raise DecisionError("; ".join(_said(problem) for problem in error.errors())) from error
    add(corrections, decision)
    return decision


def _said(problem: Any) -> str:
    """Say a problem with the decision in one line."""
    where = ".".join(str(part) for part in problem["loc"])
    message = str(problem["msg"]).removeprefix("Value error, ")
    return f"{where}: {message}" if where else message


def _subject(database: Path, identifier: str) -> dict[str, Any]:
    """Return what an id names, with its text."""
    with read_only(database) as connection:
        cursor = connection.execute(_SUBJECT, {"id": identifier})
        names = [column[0] for column in cursor.description or []]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    if not rows:
        raise UnknownIdError(
            f"{identifier} is neither an observation_id nor a figure_id in this build; "
            "fazhi review list shows those that wait"
        )
    if len(rows) > 1:
        ids = ", ".join(f"{row['observation_id']} ({row['indicator_id']})" for row in rows)
        raise DecisionError(f"{identifier} was read as several indicators; decide on one of {ids}")
    if not rows[0]["is_current"]:
        raise DecisionError(
            f"{identifier} stands in an earlier text of its report, not the current"
        )
    return rows[0]
