"""Inconsistencies planted into annotated reports are found, and nothing else is called wrong.

The bounds are what was measured on the reports of ``tests/examples``; see docs/audit.md.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from fazhi.audit import audit_report
from fazhi.codebook import observe
from fazhi.document import read_document
from fazhi.reading import read
from fazhi.records import Check

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
TEXTS = {
    path.parent.name: path.read_bytes().decode("utf-8")
    for path in sorted((EXAMPLES / "reports").glob("*/document.txt"))
}
#: Found of those planted, by kind; 3 of 59 are missed.
FOUND = {"sum": 14, "rate": 14, "subset": 8, "balance": 4, "feasible_rate": 3, "range": 3}
#: Of these kinds every one is found.
ALL_FOUND = ("change", "duplicate", "whole_year", "enumeration", "rank", "years")


class Planted(NamedTuple):
    report: str
    kind: str
    was: str
    now: str


def planted() -> list[Planted]:
    rows = yaml.safe_load((EXAMPLES / "planted.yml").read_text(encoding="utf-8"))
    return [Planted(**row) for row in rows]


def text_of(report: str) -> str:
    (text,) = [text for name, text in TEXTS.items() if name.startswith(report)]
    return text


def failed(text: str) -> list[Check]:
    document = read_document(text.encode(), "text/plain")
    assert document.text == text
    reading = read(document)
    checks = audit_report(document, reading, observe(document, reading, None))
    return [check for check in checks if check.verdict == "fails"]


@cache
def failed_before(report: str) -> frozenset[str]:
    return frozenset(check.conclusion_zh for check in failed(text_of(report)))


def is_found(edit: Planted) -> bool:
    """Tell whether a check fails that did not before, on a figure of the edit itself."""
    text = text_of(edit.report)
    assert text.count(edit.was) == 1, edit
    start = text.index(edit.was)
    span = range(start, start + len(edit.now))
    return any(
        edit.kind == "whole_year" or any(at in span for at in check.left + check.right)
        for check in failed(text.replace(edit.was, edit.now))
        if check.conclusion_zh not in failed_before(edit.report)
    )


@pytest.mark.slow
def test_planted_inconsistencies_are_found() -> None:
    edits = planted()
    found = Counter(edit.kind for edit in edits if is_found(edit))
    total = Counter(edit.kind for edit in edits)
    assert len(edits) >= 40
    for kind, count in FOUND.items():
        assert found[kind] >= count, (kind, found[kind], total[kind])
    for kind in ALL_FOUND:
        assert found[kind] == total[kind] > 0, kind


def test_the_reports_themselves_are_not_called_wrong() -> None:
    """What fails in them is true: 全年 in a report that is signed before the year's end."""
    rules = Counter(check.rule_id for text in TEXTS.values() for check in failed(text))
    assert set(rules) == {"consistency.whole_year"}
    assert rules["consistency.whole_year"] == 2
