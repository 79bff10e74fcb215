"""The queue: what the machine is unsure of, worst consequence first.

In it are the observations and figures of current texts with status ``needs_review``. The
order is lexical, each rule deciding among those that the one before leaves equal:

1. observations, then figures that are data, then figures that may be none;
2. how often reports print the indicator: high, medium, low; what many places report is
   compared most;
3. main values before others: nothing better is known of that place, year and indicator;
4. values that a failed check touches before others;
5. the least confidence first;
6. place, year and where it stands, so that the order is always the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fazhi.explain import sentence_around
from fazhi.review.quotes import CLOSE, OPEN
from fazhi.store.database import read_only

_QUEUE = """
WITH sides AS (
    SELECT DISTINCT check_id, conclusion_en,
        unnest(string_split(concat_ws(';', left_figures, right_figures), ';')) AS figure_id
    FROM checks WHERE verdict = 'fails'
), touched AS (
    SELECT figure_id, string_agg(conclusion_en, ' ' ORDER BY check_id) AS failures
    FROM sides GROUP BY figure_id
), waiting AS (
    SELECT 0 AS kind, o.observation_id AS identifier, o.figure_id, o.revision_id,
        o.char_start, o.char_end, o.indicator_id, o.dimension, o.measure, o.value, o.unit,
        o.scope, o.scope_name, o.runner_up, o.confidence, o.is_main, f.reason, o.rule_id
    FROM observations AS o LEFT JOIN figures AS f USING (figure_id)
    WHERE o.status = 'needs_review'
    UNION ALL BY NAME
    SELECT if(f.is_statistical, 1, 2) AS kind, f.figure_id AS identifier, f.figure_id,
        f.revision_id, f.char_start, f.char_end, f.measure, f.value, f.unit,
        f.scope, f.scope_name, false AS is_main, f.reason, f.rule_id
    FROM figures AS f
    WHERE f.status = 'needs_review'
        AND f.figure_id NOT IN (
            SELECT o.figure_id FROM observations AS o WHERE o.figure_id IS NOT NULL
        )
)
SELECT w.*, r.report_id, r.region_code, g.name AS region_name, r.year, t.text,
    i.name_zh, i.name_en, b.name_zh AS runner_up_zh, c.failures
FROM waiting AS w
JOIN revisions AS v ON v.revision_id = w.revision_id AND v.is_current
JOIN reports AS r ON r.report_id = v.report_id
JOIN regions AS g ON g.region_code = r.region_code
JOIN texts AS t ON t.revision_id = w.revision_id
LEFT JOIN indicators AS i ON i.indicator_id = w.indicator_id
LEFT JOIN indicators AS b ON b.indicator_id = w.runner_up
LEFT JOIN touched AS c ON c.figure_id = w.figure_id
WHERE ($region = '' OR r.region_code = $region) AND ($year = 0 OR r.year = $year)
ORDER BY w.kind, list_position(['high', 'medium', 'low'], i.expected_frequency) NULLS LAST,
    NOT w.is_main, c.failures IS NULL, w.confidence NULLS LAST,
    r.region_code, r.year, w.char_start, w.identifier
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for a person.

    Attributes:
        identifier: What ``fazhi review decide`` takes.
        facts: The columns of the query above, by name, without the text.
        sentence: The sentence, the figure between 【 and 】.
    """

    identifier: str
    facts: dict[str, Any]
    sentence: str

    @property
    def why(self) -> str:
        """Why the machine is unsure."""
        reason, confidence = self.facts["reason"], self.facts["confidence"]
        said = [f"the figure: {reason}"] if reason else []
        if confidence is not None:
            said.append(f"confidence {confidence:.2f}")
        if self.facts["rule_id"]:
            said.append(f"rule {self.facts['rule_id']}")
        return ", ".join(said)


def waiting(database: Path, region: str = "", year: int | None = None) -> list[Waiting]:
    """Return what waits for review, worst consequence first.

    Args:
        database: The DuckDB file of a build.
        region: Only this region code; empty for all.
        year: Only this year.
    """
    with read_only(database) as connection:
        cursor = connection.execute(_QUEUE, {"region": region, "year": year or 0})
        names = [column[0] for column in cursor.description or []]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [_waiting(row) for row in rows]


def _waiting(row: dict[str, Any]) -> Waiting:
    sentence = marked_sentence(row.pop("text"), row["char_start"], row["char_end"])
    return Waiting(row.pop("identifier"), row, sentence)


def marked_sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around a figure, the figure between 【 and 】."""
    before, after = sentence_around(text, start, end)
    return " ".join(f"{before}{OPEN}{text[start:end]}{CLOSE}{after}".split())
