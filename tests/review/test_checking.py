"""Samples for hand-checking: drawn at random, filled in, scored."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
import typer
from click.testing import Result
from reviewed_place import Place
from typer.testing import CliRunner

from fazhi.review import command
from fazhi.review.checking import Accuracy, CheckingError, draw, score, write_sample

app = typer.Typer()
app.command()(command.sample)
Rows = list[dict[str, str]]


def fazhi_sample(place: Place, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--workspace", str(place.workspace.root), *arguments])


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def filled(path: Path, verdicts: list[str]) -> Path:
    """Write a file as a person would fill it in."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["observation_id", "verdict"])
        writer.writerows([f"id-{at}", verdict] for at, verdict in enumerate(verdicts))
    return path


def test_a_sample_holds_what_a_person_needs(untouched: Place, tmp_path: Path) -> None:
    path = tmp_path / "sample.csv"
    result = fazhi_sample(untouched, "--out", str(path))
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1] == f"written: {path}"
    rows = read(path)
    published = untouched.rows("SELECT * FROM observations_main")
    assert {row["observation_id"] for row in rows} == {row["observation_id"] for row in published}
    (received,) = (row for row in rows if row["indicator_id"] == "disp.reconsideration.received")
    sentence = "（一）依法化解矛盾纠纷。"
    assert sentence not in received["sentence"]
    assert received["sentence"] == "全年收到行政复议申请【196件】，受理165件，审结150件。"
    assert (received["value"], received["unit"], received["verdict"]) == ("196", "件", "")
    assert "what_is_wrong" in received


def test_doubtful_values_are_not_in_it(untouched: Place) -> None:
    names = {row["indicator_id"] for row in draw(untouched.database, 100, 1)}
    assert names
    assert "inst.normdoc.cleanup_repealed" not in names


def test_the_seed_decides(untouched: Place) -> None:
    def ids(seed: int) -> list[str]:
        return [row["observation_id"] for row in draw(untouched.database, 2, seed)]

    assert ids(1) == ids(1)
    assert len({tuple(ids(seed)) for seed in range(8)}) > 1
    assert all(len(set(ids(seed))) == 2 for seed in range(8))


@pytest.mark.slow
def test_every_published_value_has_the_same_chance(untouched: Place) -> None:
    published = len(draw(untouched.database, 100, 0))
    times = dict.fromkeys((row["observation_id"] for row in draw(untouched.database, 100, 0)), 0)
    draws = 60
    for seed in range(draws):
        times[draw(untouched.database, 1, seed)[0]["observation_id"]] += 1
    expected = draws / published
    chi_square = sum((count - expected) ** 2 / expected for count in times.values())
    # 0.999 quantile of chi-square for up to seven degrees of freedom.
    assert published <= 8
    assert chi_square < 24.4


def test_work_is_never_overwritten(untouched: Place, tmp_path: Path) -> None:
    path = filled(tmp_path / "sample.csv", ["right"])
    before = path.read_bytes()
    result = fazhi_sample(untouched, "--out", str(path))
    assert result.exit_code == 2
    assert "may be filled in" in result.output
    assert path.read_bytes() == before
    with pytest.raises(CheckingError):
        write_sample(path, [])


def test_a_filled_in_sample_tells_the_accuracy(untouched: Place, tmp_path: Path) -> None:
    verdicts = ["right"] * 95 + ["Wrong "] * 5 + ["unclear"] * 2 + [""]
    path = filled(tmp_path / "sample.csv", verdicts)
    result = fazhi_sample(untouched, "--score", str(path))
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "95 of 100 published values checked by hand are right: 95.0 % "
        "(95 % Wilson interval 88.8 % to 97.8 %); 2 unclear, 1 not yet checked",
        "written: nothing",
    ]


def test_drawn_filled_in_with_a_spreadsheet_and_scored(untouched: Place, tmp_path: Path) -> None:
    drawn, back = tmp_path / "drawn.csv", tmp_path / "back.csv"
    rows = draw(untouched.database, 3, 5)
    write_sample(drawn, rows)
    for encoding in ("utf-8", "utf-8-sig"):
        with back.open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, list(read(drawn)[0]))
            writer.writeheader()
            writer.writerows({**row, "verdict": "right"} for row in read(drawn))
        assert score(back) == Accuracy(3, 0, 0, 0)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("observation_id,verdict\na,right\nb,fine\n", "line 3: 'fine'"),
        ("observation_id,verdict\na,right\na,wrong\n", "line 3: a stands twice"),
        ("observation_id,note\na,right\n", "no column verdict"),
        ("", "no column observation_id and verdict"),
        ("observation_id,verdict\na,\nb,unclear\n", "no verdict right or wrong yet"),
    ],
)
def test_what_cannot_be_scored_is_explained(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "sample.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CheckingError, match=said):
        score(path)


def test_a_missing_file_is_a_reason_not_a_traceback(untouched: Place) -> None:
    result = fazhi_sample(untouched, "--score", "nowhere.csv")
    assert result.exit_code == 2
    assert "nowhere.csv" in result.output


def test_the_interval_is_that_of_what_was_checked() -> None:
    low, high = Accuracy(right=81, wrong=182, unclear=9, unchecked=50).interval()
    assert (round(low, 4), round(high, 4)) == (Decimal("0.2553"), Decimal("0.3662"))
