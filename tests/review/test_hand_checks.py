"""Scored samples are kept, and say what they were drawn from."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from click.testing import Result
from reviewed_place import Place
from typer.testing import CliRunner

from fazhi.package import read_facts
from fazhi.review import command
from fazhi.review.checking import CheckingError, hand_check
from fazhi.review.hand_checks import (
    HandCheck,
    HandChecksError,
    Origin,
    hand_checks_file,
    load_hand_checks,
    origin_of_text,
    quoted,
    record,
    rounded_interval,
)
from fazhi.stages import release_stage
from fazhi.store import read_build

app = typer.Typer()
app.command()(command.sample)

ORIGIN = Origin(
    content_sha256="a" * 64,
    data_as_of="2024-04-01T03:00:00Z",
    is_fictional=True,
    fazhi_version="0.1.0",
    codebook_version="1.0.0",
    seed=7,
)


def check(right: int = 95, wrong: int = 5, **changed: Any) -> HandCheck:
    facts = {
        **ORIGIN.model_dump(),
        "date": date(2024, 5, 6),
        "checked_by": "复核员甲",
        "right": right,
        "wrong": wrong,
        "interval": rounded_interval(right, right + wrong),
    }
    return HandCheck.model_validate({**facts, **changed})


def fazhi_sample(place: Place, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--workspace", str(place.workspace.root), *arguments])


def fill_in(path: Path, verdict: str = "right") -> None:
    """Write a verdict into every row, as a person would."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, "verdict": verdict} for row in rows)


@pytest.mark.slow
def test_drawn_filled_in_recorded_and_quoted_by_the_package(place: Place, tmp_path: Path) -> None:
    sample = tmp_path / "sample.csv"
    assert fazhi_sample(place, "--out", str(sample), "--seed", "3").exit_code == 0
    fill_in(sample)
    result = fazhi_sample(place, "--score", str(sample), "--record", "--reviewer", "复核员甲")
    assert result.exit_code == 0, result.output
    file = hand_checks_file(place.workspace.root)
    assert result.output.splitlines()[-1] == f"written: {file}"
    (kept,) = load_hand_checks(file)
    build = read_build(place.workspace.build)
    assert build is not None
    assert (kept.content_sha256, kept.data_as_of) == (build.content_sha256, build.created)
    assert (kept.codebook_version, kept.seed) == (build.codebook_version, 3)
    assert (kept.checked_by, kept.wrong) == ("复核员甲", 0)
    assert kept.right == kept.checked > 0

    assert release_stage(place.workspace.root).attention == []
    package = place.workspace.nightly
    told = read_facts(package)["hand_check"]
    assert (told["right"], told["checked_by"]) == (kept.right, "复核员甲")
    readme = (package / "README.md").read_text("utf-8")
    assert f"{kept.right} of {kept.right} are right, 100.0 %" in readme
    assert "from the data of this version" in readme


def test_nothing_is_recorded_without_a_name_or_twice(place: Place, tmp_path: Path) -> None:
    sample = tmp_path / "sample.csv"
    fazhi_sample(place, "--out", str(sample))
    fill_in(sample)
    file = hand_checks_file(place.workspace.root)
    assert "--reviewer" in fazhi_sample(place, "--score", str(sample), "--record").output
    assert not file.exists()
    arguments = ("--score", str(sample), "--record", "--reviewer", "甲")
    assert fazhi_sample(place, *arguments).exit_code == 0
    before = file.read_bytes()
    again = fazhi_sample(place, *arguments)
    assert again.exit_code == 2
    assert "has this sample already" in again.output
    assert file.read_bytes() == before


def test_a_sample_that_lost_its_origin_is_not_recorded(tmp_path: Path) -> None:
    path = tmp_path / "sample.csv"
    path.write_text("observation_id,verdict\na,right\n", "utf-8")
    with pytest.raises(CheckingError, match="does not tell what it was drawn from"):
        hand_check(path, "甲", date(2024, 5, 6))
    two = f"observation_id,verdict,drawn_from\na,right,{ORIGIN.as_text()}\nb,right,other\n"
    path.write_text(two, "utf-8")
    with pytest.raises(CheckingError, match="does not tell what it was drawn from"):
        hand_check(path, "甲", date(2024, 5, 6))


def test_an_origin_survives_a_cell() -> None:
    assert origin_of_text(ORIGIN.as_text()) == ORIGIN


def test_entries_are_added_at_the_end_and_nothing_else_changes(tmp_path: Path) -> None:
    path = tmp_path / "hand_checks.yml"
    record(path, check())
    path.write_text(path.read_text("utf-8") + "\n# a remark by hand\n", "utf-8")
    before = path.read_text("utf-8")
    record(path, check(seed=8, right=3, wrong=0, interval=rounded_interval(3, 3)))
    assert path.read_text("utf-8").startswith(before.rstrip())
    assert [each.seed for each in load_hand_checks(path)] == [7, 8]
    (first, _) = yaml.safe_load(path.read_text("utf-8"))
    assert (first["date"], first["interval"]) == (date(2024, 5, 6), [0.8882, 0.9785])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"interval": (Decimal("0.9"), Decimal("1"))}, "not that of the counts"),
        ({"right": 0, "wrong": 0}, "is no share"),
        ({"checked_by": ""}, "checked_by"),
        ({"content_sha256": "abc"}, "content_sha256"),
    ],
)
def test_an_entry_must_follow_from_its_counts(
    tmp_path: Path, changed: dict[str, Any], said: str
) -> None:
    path = tmp_path / "hand_checks.yml"
    record(path, check())
    (entry,) = yaml.safe_load(path.read_text("utf-8"))
    plain = {
        name: list(map(float, value)) if isinstance(value, tuple) else value
        for name, value in changed.items()
    }
    path.write_text(yaml.safe_dump([{**entry, **plain}], allow_unicode=True), "utf-8")
    with pytest.raises(HandChecksError, match=said):
        load_hand_checks(path)


def test_the_newest_that_was_drawn_in_time_is_quoted() -> None:
    march, april, june = (
        check(data_as_of=f"2024-{month}-01T00:00:00Z") for month in ("03", "04", "06")
    )
    later = check(data_as_of="2024-04-01T00:00:00Z", date=date(2024, 7, 1), seed=9)
    checks = [april, june, march, later]
    assert quoted(checks, "2024-05-01T00:00:00Z", is_fictional=True) == later
    assert quoted(checks, "2024-03-31T00:00:00Z", is_fictional=True) == march
    assert quoted(checks, "2024-01-01T00:00:00Z", is_fictional=True) is None
    assert quoted(checks, "2030-01-01T00:00:00Z", is_fictional=False) is None
