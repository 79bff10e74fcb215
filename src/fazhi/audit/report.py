"""The audit of one report: every relation that its figures can be held to."""

from __future__ import annotations

from fazhi.audit.changes import change_checks
from fazhi.audit.claims import rank_among_checks, year_checks
from fazhi.audit.divisions import division_checks
from fazhi.audit.evidence import lay_out
from fazhi.audit.identities import identity_checks
from fazhi.audit.plain import (
    duplicate_checks,
    enumeration_checks,
    listing_checks,
    range_checks,
    rank_checks,
    unit_checks,
    whole_year_checks,
)
from fazhi.audit.rates import rate_checks
from fazhi.audit.sums import sum_checks
from fazhi.records import Check, Document, Observation, Reading

_CHECKS = (
    sum_checks,
    rate_checks,
    change_checks,
    identity_checks,
    division_checks,
    duplicate_checks,
    range_checks,
    enumeration_checks,
    listing_checks,
    unit_checks,
    rank_checks,
    rank_among_checks,
    year_checks,
    whole_year_checks,
)


def audit_report(
    document: Document, reading: Reading, observations: list[Observation]
) -> list[Check]:
    """Test the relations within one report.

    Only figures and observations that need no review are judged, and nothing is
    changed. What fails is our reading: the conclusion says so in both languages.

    Args:
        document: The text read.
        reading: Its figures and sections.
        observations: What they were recognised as.

    Returns:
        Checks in the order of the text, one for each set of figures and relation;
        empty for what is no report.
    """
    if not reading.facts.is_report:
        return []
    evidence = lay_out(document, reading, observations)
    found: dict[tuple[str, tuple[int, ...]], Check] = {}
    for checks in _CHECKS:
        for made in checks(evidence):
            found.setdefault((made.relation, tuple(sorted(made.left + made.right))), made)
    return sorted(found.values(), key=lambda made: (min(made.left, default=0), made.relation))
