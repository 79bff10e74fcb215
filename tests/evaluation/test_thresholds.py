"""What the reader must reach: on the real report in everything, on the examples in the figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from fazhi.evaluation.report import evaluate, project_thresholds

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "tests" / "examples" / "reports"
#: The outline of the examples is set in more ways than the thresholds allow for.
OF_FIGURES = ("data_figures_f1", "value", "bound", "measure", "titles_f1", "honours_f1")


def test_the_real_report_reaches_every_threshold(shared: Path) -> None:
    assert evaluate(shared / "gold", project_thresholds(ROOT)).below == []


def test_the_examples_reach_the_thresholds_of_figures() -> None:
    thresholds = project_thresholds(ROOT)
    evaluation = evaluate(EXAMPLES, {name: thresholds[name] for name in OF_FIGURES})
    assert evaluation.below == []


@pytest.mark.parametrize("name", OF_FIGURES)
def test_what_is_not_reached_is_named(name: str) -> None:
    assert evaluate(EXAMPLES / "a01-qingmian-2024", {name: 1.01}).below
