"""The annotated examples are sound in themselves: spans, codes, shape of the paraphrase bank."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import yaml

EXAMPLES = Path(__file__).resolve().parent / "examples"
REPORTS = sorted(path.parent for path in (EXAMPLES / "reports").glob("*/document.txt"))
#: In the others only the data figures were annotated, without their subjects.
WHOLE = [report for report in REPORTS if (report / "documents.csv").is_file()]
BANK = sorted((EXAMPLES / "paraphrases").glob("*.yml"))


def _text(report: Path) -> str:
    return (report / "document.txt").read_bytes().decode("utf-8")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _bank() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = []
    for path in BANK:
        entries += yaml.safe_load(path.read_text(encoding="utf-8"))
    return entries


def _codes(shared: Path) -> set[str]:
    names = ("codebook.csv", "codebook_ext_statutory_tables.csv")
    return {row["id"] for name in names for row in _rows(shared / "codebook" / name)}


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.name)
def test_figures_stand_where_they_say_and_do_not_overlap(report: Path) -> None:
    text = _text(report)
    end_of_last = 0
    for row in _rows(report / "figures.csv"):
        start, end = int(row["start"]), int(row["end"])
        assert text[start:end] == row["raw"]
        assert start >= end_of_last, row
        end_of_last = end


@pytest.mark.parametrize("report", WHOLE, ids=lambda path: path.name)
def test_titles_honours_and_metadata_stand_where_they_say(report: Path) -> None:
    text = _text(report)
    for name, column in (("honours.csv", "quote"), ("metadata.csv", "value")):
        for row in _rows(report / name):
            assert text[int(row["start"]) : int(row["end"])] == row[column]
    for row in _rows(report / "documents.csv"):
        assert row["title"] in text[int(row["start"]) : int(row["end"])]
    for row in _rows(report / "sections.csv"):
        assert text.startswith(row["label"], int(row["start"]))


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.name)
def test_data_have_a_measure_and_others_have_no_indicator(report: Path) -> None:
    for row in _rows(report / "figures.csv"):
        if row["statistical"] == "yes":
            assert row["measure"], row
            assert row["subject"] or report not in WHOLE, row
        else:
            assert not row["indicator_id"], row
            assert row["measure"] in ("", "target"), row


def test_indicators_of_examples_are_in_the_codebook(shared: Path) -> None:
    codes = _codes(shared)
    listed = EXAMPLES / "reports" / "indicators.txt"
    assert set(listed.read_text(encoding="utf-8").split()) == codes
    for report in REPORTS:
        used = {row["indicator_id"] for row in _rows(report / "figures.csv")} - {""}
        assert used <= codes, report.name
    for entry in _bank():
        near = {miss["indicator"] for miss in entry["near_misses"]} - {None}
        assert {entry["indicator"], *near} <= codes


def test_bank_covers_the_frequent_indicators(shared: Path) -> None:
    frequent = {
        row["id"]
        for row in _rows(shared / "codebook" / "codebook.csv")
        if row["expected_frequency"] == "high"
    }
    assert {entry["indicator"] for entry in _bank()} == frequent


def test_bank_has_enough_sentences_each_marked_once_and_said_once() -> None:
    texts: list[str] = []
    for entry in _bank():
        assert len(entry["sentences"]) >= 8, entry["indicator"]
        assert len(entry["near_misses"]) >= 3, entry["indicator"]
        assert all(miss["indicator"] != entry["indicator"] for miss in entry["near_misses"])
        texts += [item["text"] for item in entry["sentences"] + entry["near_misses"]]
    assert len(texts) == len(set(texts))
    assert all(text.count("【") == text.count("】") == 1 for text in texts)


def test_a_tenth_of_the_bank_is_held_out() -> None:
    for key in ("sentences", "near_misses"):
        items = [item for entry in _bank() for item in entry[key]]
        held = sum(item.get("held_out", False) for item in items)
        assert held == round(len(items) / 10)
