"""The whole reading of the sample against what is known to be printed in it.

Floors, not targets: they fall when a part of the reader breaks.
"""

from __future__ import annotations

from collections import defaultdict

import pytest

from fazhi import audit, codebook, reading
from fazhi.document import read_document
from fazhi.records import Check, Figure, Observation, Place
from fazhi.sample import PLACES, SampleReport, report, report_url
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
        self.checks: list[Check] = audit.audit_report(document, self.reading, observations)
        self.figures: dict[int, Figure] = {f.char_start: f for f in self.reading.figures}
        self.observations: dict[int, list[Observation]] = defaultdict(list)
        for observation in observations:
            if observation.figure is not None:
                self.observations[observation.figure.char_start].append(observation)


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
    assert right / total >= 0.99


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
    assert right / total >= 0.9
    assert wrong / total <= 0.05


def test_planted_errors_of_one_report_are_found(found: list[Found]) -> None:
    planted = caught = 0
    for item in found:
        failed = {
            start
            for check in item.checks
            if check.verdict == "fails"
            for start in [*check.left, *check.right]
        }
        for value in item.report.values:
            if value.is_planted and value.measure == "level":
                planted += 1
                caught += value.char_start in failed
    assert planted == 9
    assert caught >= 6
