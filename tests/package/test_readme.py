"""The READMEs: the same facts in both languages, and examples that run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from fazhi.package import Circumstances, Statement
from fazhi.package.circumstances import ORDINARY
from fazhi.package.facts import gather
from fazhi.package.publication import publication
from fazhi.package.readme import readme
from fazhi.review.hand_checks import HandCheck, rounded_interval
from fazhi.store import Build

NAMES = ("README.md", "README.zh.md")


def read(folder: Path, name: str) -> str:
    return (folder / name).read_text("utf-8")


def code(text: str, language: str) -> str:
    return text.partition(f"```{language}\n")[2].partition("```")[0]


def test_invented_data_say_so(original: Path) -> None:
    assert "Fictional sample" in read(original, "README.md")
    assert "虚构示例" in read(original, "README.zh.md")


def test_counts_and_known_issues(original: Path) -> None:
    english, chinese = (read(original, name) for name in NAMES)
    assert "6 figures, 8 comparable observations, 2 checks" in english
    assert "6 个数字、8 个可比观测值、2 项检验" in chinese
    assert "| 2 of 1 places, on the years 2022 to 2023 |" in english
    assert "An invented place" in english
    assert "虚构的地方" in chinese


def test_both_say_the_same(original: Path) -> None:
    english, chinese = (read(original, name) for name in NAMES)
    assert re.findall(r"```.*?```", english, flags=re.S) == re.findall(
        r"```.*?```", chinese, flags=re.S
    )
    for pattern in (r"^## ", r"^\| `", r"[0-9a-f]{64}", r"^- ", r"^```"):
        counts = {len(re.findall(pattern, text, flags=re.M)) for text in (english, chinese)}
        assert len(counts) == 1, pattern


@pytest.mark.parametrize("name", NAMES)
def test_every_file_of_the_package_is_named(original: Path, name: str) -> None:
    text = read(original, name)
    for path in original.glob("*.*"):
        assert path.stem in {"README", "README.zh", "data-dictionary"} or path.name in text, path


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_keep_codes_intact(
    original: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = read(original, name)
    monkeypatch.chdir(original)
    found: dict[str, Any] = {}
    exec(code(text, "python"), found)
    assert list(found["reports"]["region_code"]) == ["990181", "990181"]
    assert len(found["observations"]) == 8
    with duckdb.connect() as connection:
        for statement in code(text, "sql").split(";"):
            if statement.strip():
                rows = connection.execute(statement).fetchall()
    assert [row[1:3] for row in rows] == [(2022, 120), (2023, 165)]
    frame = pd.read_csv(original / "data" / "figures.csv")
    assert list(frame["value"]) == [140, 120, 9.55, 196, 165, 21.1]


def written(
    build: Build, circumstances: Circumstances = ORDINARY, checks: Sequence[HandCheck] = ()
) -> tuple[str, str]:
    facts = gather(build, "2024.04.1", circumstances, publication(), checks)
    return readme(facts, "en"), readme(facts, "zh")


def test_what_was_let_pass_is_said(build: Build) -> None:
    circumstances = Circumstances(
        "stable",
        "a province was closed down",
        (Statement("覆盖下降", "coverage fell"),),
        (Statement("删去列 x", "column x is gone"),),
    )
    english, chinese = written(build, circumstances)
    for said in ("a province was closed down", "coverage fell", "column x is gone"):
        assert said in english
    for said in ("覆盖下降", "删去列 x"):
        assert said in chinese


def test_a_nightly_says_that_it_will_be_replaced(build: Build) -> None:
    english, chinese = written(build, Circumstances("nightly"))
    assert "nightly: it is replaced" in english
    assert "每夜版" in chinese


def hand_check(build: Build, **changed: Any) -> HandCheck:
    facts = {
        "content_sha256": build.content_sha256,
        "data_as_of": build.created,
        "is_fictional": True,
        "fazhi_version": "0.1.0",
        "codebook_version": "1.0.0",
        "seed": 1,
        "date": date(2024, 5, 6),
        "checked_by": "复核员甲",
        "right": 95,
        "wrong": 5,
        "interval": rounded_interval(95, 100),
    }
    return HandCheck.model_validate({**facts, **changed})


def test_without_a_hand_check_the_package_says_so(original: Path) -> None:
    assert "No sample of these values was checked by hand." in read(original, "README.md")
    assert "尚未对这些数值抽样人工核对" in read(original, "README.zh.md")


def test_the_newest_fitting_hand_check_is_quoted(build: Build) -> None:
    old = hand_check(
        build,
        content_sha256="a" * 64,
        data_as_of="2023-01-01T00:00:00Z",
        right=40,
        wrong=60,
        interval=rounded_interval(40, 100),
    )
    english, chinese = written(build, checks=[hand_check(build), old])
    assert (
        "On 2024-05-06, 复核员甲 checked values drawn at random from the data of this version "
        "(fazhi 0.1.0, codebook 1.0.0): 95 of 100 are right, 95.0 % (95 % Wilson interval 88.8 % "
        "to 97.8 %)"
    ) in english
    assert "100 个中 95 个正确" in chinese
    assert "40" not in english.partition("## How right it is")[2].partition("##")[0]


def test_a_check_of_earlier_data_says_of_which(build: Build) -> None:
    earlier = hand_check(build, content_sha256="a" * 64, data_as_of="2023-01-01T00:00:00Z")
    english, chinese = written(build, checks=[earlier])
    assert "from earlier data (aaaaaaaaaaaa, 2023-01-01, fazhi 0.1.0, codebook 1.0.0)" in english
    assert "较早的数据（aaaaaaaaaaaa，2023-01-01" in chinese


@pytest.mark.parametrize(
    "changed", [{"data_as_of": "2030-01-01T00:00:00Z"}, {"is_fictional": False}]
)
def test_checks_of_later_or_other_data_are_not_quoted(
    build: Build, changed: dict[str, Any]
) -> None:
    english, _ = written(build, checks=[hand_check(build, **changed)])
    assert "No sample of these values was checked by hand." in english
