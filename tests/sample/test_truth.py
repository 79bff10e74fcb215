"""The whole reading of the sample against what is known to be printed in it.

Floors, not targets: they fall when a part of the reader breaks.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

import pytest

from fazhi import audit, codebook, reading, rows
from fazhi.build.panels import Panels
from fazhi.document import read_document
from fazhi.identities import figure_id, identify
from fazhi.records import Check, Figure, Observation, Place
from fazhi.sample import PLACES, SampleReport, planted_errors, report, report_url
from fazhi.sample.pages import sites


class Found:
    """What the pipeline reads in one report's page."""

    def __init__(self, name: str, year: int) -> None:
        self.report: SampleReport = report(name, year)
        place_file = self.report.place
        url = report_url(name, year)
        path = url.removeprefix(f"http://{place_file.host}")
        content = sites()[place_file.host][path].content
        parents = ("示例省",) if place_file.level == "prefecture" else ("澄湖市", "示例省")
        place = Place(place_file.region_code, place_file.name, place_file.level, parents)
        document = read_document(content, "text/html", url)
        self.reading = reading.read(document, place, year)
        observations = codebook.observe(document, self.reading, place)
        self.all_observations = observations
        self.ids = identify(place_file.region_code, year, document.text)
        self.checks: list[Check] = audit.audit_report(document, self.reading, observations)
        self.figures: dict[int, Figure] = {f.char_start: f for f in self.reading.figures}
        self.observations: dict[int, list[Observation]] = defaultdict(list)
        for observation in observations:
            if observation.figure is not None:
                self.observations[observation.figure.char_start].append(observation)

    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """The rows that the audit over years works on, and the checks of this report."""
        moment = datetime(self.report.year + 1, 4, 1, tzinfo=UTC)
        facts, figures = self.reading.facts, self.reading.figures
        return {
            "reports": [rows.report_row(self.ids, facts, "", moment, moment)],
            "figures": rows.figure_rows(self.ids, figures),
            "observations": rows.observation_rows(self.ids, self.all_observations, is_current=True),
            "checks": rows.check_rows(self.ids, self.checks, figures),
        }


@pytest.fixture(scope="module")
def found() -> list[Found]:
    return [Found(name, year) for name in PLACES for year in (2021, 2022, 2023)]


def test_every_report_is_known_for_what_it_is(found: list[Found]) -> None:
    for item in found:
        facts = item.reading.facts
        assert facts.is_report
        assert facts.year == item.report.year
        assert facts.region_code == item.report.place.region_code


def test_every_printed_figure_is_found(found: list[Found]) -> None:
    for item in found:
        missed = [v.raw for v in item.report.values if v.char_start not in item.figures]
        assert missed == []


def test_values_are_read_as_printed(found: list[Found]) -> None:
    right = total = 0
    for item in found:
        for value in item.report.values:
            figure = item.figures[value.char_start]
            total += 1
            signed = figure.value
            if figure.direction == "down" and signed is not None:
                signed = -signed
            right += signed == value.value
    assert right / total >= 0.995


def test_most_figures_are_coded_rightly_and_few_wrongly(found: list[Found]) -> None:
    right = wrong = total = 0
    for item in found:
        for value in item.report.values:
            if not value.indicator_id:
                continue
            total += 1
            coded = item.observations[value.char_start]
            hit = (value.indicator_id, value.measure) in {
                (o.indicator_id, o.measure) for o in coded
            }
            right += hit
            wrong += bool(coded) and not hit
    assert right / total >= 0.97
    assert wrong / total <= 0.01


@pytest.fixture(scope="module")
def failed(found: list[Found]) -> list[dict[str, Any]]:
    """All failed checks: of single reports, over years and over places."""
    panels, checks = Panels(), []
    for item in found:
        tables = item.tables()
        panels.add(tables)
        checks += tables["checks"]
    return [row for row in [*checks, *panels.check_rows()] if row["verdict"] == "fails"]


def test_every_planted_error_is_found_and_nothing_else_is_called_one(
    failed: list[dict[str, Any]],
) -> None:
    called = [(row["report_id"], row["relation"]) for row in failed]
    planted = [
        (f"{place.region_code}-{error.year}-rol", error.kind) for place, error in planted_errors()
    ]
    assert len(planted) == 11
    assert sorted(called) == sorted(planted)


def test_every_misprinted_figure_is_a_side_of_a_failed_check(
    found: list[Found], failed: list[dict[str, Any]]
) -> None:
    touched = {
        figure
        for row in failed
        for side in ("left_figures", "right_figures")
        for figure in (row[side] or "").split(";")
    }
    for item in found:
        for value in item.report.values:
            if value.is_planted:
                figure = item.figures[value.char_start]
                span = figure_id(item.ids.revision_id, figure.char_start, figure.char_end)
                assert span in touched, (item.ids.report_id, value.raw)
