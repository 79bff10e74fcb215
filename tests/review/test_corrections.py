"""The corrections file: read, refused where wrong, added to without touching the rest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fazhi.review.corrections import (
    CorrectionsError,
    add,
    corrections_file,
    load_corrections,
    next_id,
)
from fazhi.review.decisions import Decision

ROOT = Path(__file__).resolve().parents[2]
RECEIVED = "disp.reconsideration.received"
BY_HAND = """\
# Kept by hand. 手工维护。

# The clerk of the county confirmed this one.
- id: first
  region_code: 990123   # 青榆县
  year: 2022
  quote: 收到行政复议申请【40件】
  expects: {indicator_id: disp.reconsideration.received, value: 40}
  decision: accept
  reason: 电话核实
  reviewer: 甲
  date: 2024-01-02

- id: last
  region_code: "990181"
  year: 2023
  quote: 受理【3.5万件】
  expects:
    indicator_id: disp.reconsideration.accepted
    value: 35000
  decision: override
  value: 35
  reason: 原文多一“万”字
  reviewer: 乙
  date: 2024-01-03
  expires: 2026-01-03
"""


def decision(**facts: Any) -> Decision:
    content: dict[str, Any] = {
        "id": "990123-2023-1",
        "region_code": "990123",
        "year": 2023,
        "quote": "收到行政复议申请【1.5件】，受理1件",
        "expects": {"indicator_id": RECEIVED, "value": Decimal("1.5")},
        "decision": "accept",
        "reason": "与原文: 一致 # 无误",
        "reviewer": "丙",
        "date": date(2024, 2, 1),
    }
    return Decision(**{**content, **facts})


def test_no_file_means_no_decisions(tmp_path: Path) -> None:
    assert load_corrections(tmp_path / "corrections.yml") == []


def test_the_projects_own_file_is_valid() -> None:
    path = corrections_file(ROOT)
    assert path == ROOT / "schemas" / "corrections.yml"
    assert path.is_file()
    load_corrections(path)


def test_another_workspace_keeps_its_own(tmp_path: Path) -> None:
    assert corrections_file(tmp_path) == tmp_path / "corrections.yml"


def test_what_people_write_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "corrections.yml"
    path.write_text(BY_HAND, encoding="utf-8")
    first, last = load_corrections(path)
    assert (first.region_code, first.expects.value, first.expires) == ("990123", 40, None)
    assert last.value == 35
    assert [last.is_expired(day) for day in (date(2026, 1, 3), date(2026, 1, 4))] == [False, True]


def test_the_first_decision_makes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "corrections.yml"
    add(path, decision())
    assert load_corrections(path) == [decision()]
    assert path.read_text(encoding="utf-8").startswith("# Decisions over what was read")


def test_a_new_entry_stands_at_its_place_and_every_other_line_stays(tmp_path: Path) -> None:
    path = tmp_path / "corrections.yml"
    path.write_text(BY_HAND, encoding="utf-8")
    add(path, decision())
    add(path, decision(id="z", region_code="990181", year=2024))
    add(path, decision(id="a", region_code="990102", year=2024))
    assert [item.id for item in load_corrections(path)] == [
        "a",
        "first",
        "990123-2023-1",
        "last",
        "z",
    ]
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = iter(lines)
    assert all(line in kept for line in BY_HAND.splitlines() if line), "a line was lost or moved"
    comment = lines.index("# The clerk of the county confirmed this one.")
    assert lines[comment + 1] == "- id: first"


@pytest.mark.parametrize(
    "value", ["0", "-38.5", "35000", "37355100.25", "0.000001", "123456789012"]
)
def test_numbers_are_kept_exactly(tmp_path: Path, value: str) -> None:
    path = tmp_path / "corrections.yml"
    made = decision(decision="override", value=Decimal(value))
    add(path, made)
    (read,) = load_corrections(path)
    assert read.value == Decimal(value)
    assert "e" not in path.read_text(encoding="utf-8").split("\n  value: ")[1].split("\n")[0]


def test_the_same_is_not_decided_twice(tmp_path: Path) -> None:
    path = tmp_path / "corrections.yml"
    add(path, decision())
    before = path.read_bytes()
    with pytest.raises(CorrectionsError, match="990123-2023-1"):
        add(path, decision(id="another", decision="reject"))
    assert path.read_bytes() == before


def test_a_file_that_is_no_plain_list_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "corrections.yml"
    path.write_text("[]\n", encoding="utf-8")
    with pytest.raises(CorrectionsError):
        add(path, decision())
    assert path.read_text(encoding="utf-8") == "[]\n"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("id: last", "id: first", "first"),
        ("990123 ", "999999 ", "999999"),
        ("【40件】", "40件", "exactly one figure"),
        ("decision: accept", "decision: approve", "accept"),
        ("decision: accept", "decision: scale", "factor"),
        ("decision: override", "decision: accept", "override"),
        ("  value: 35\n", "", "override"),
        ("  value: 35\n", "  indicator_id: disp.nothing\n", "disp.nothing"),
        ("  value: 35\n", "  dimension: special\n", "key=value"),
        ("reviewer: 甲", "reviewer: ''", "reviewer"),
        ("reason: 电话核实", "because: 电话核实", "reason"),
        ("date: 2024-01-02", "date: soon", "date"),
        ("- id: first", "- id: 'the first'", "id"),
        ("expects: {", "expects: [", "YAML"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, before: str, after: str, said: str) -> None:
    assert before in BY_HAND
    path = tmp_path / "corrections.yml"
    path.write_text(BY_HAND.replace(before, after), encoding="utf-8")
    with pytest.raises(CorrectionsError, match=said) as error:
        load_corrections(path)
    assert str(path) in str(error.value)


def test_dimensions_are_sorted() -> None:
    made = decision(decision="override", dimension="matter=公安;kind=信访")
    assert made.dimension == "kind=信访;matter=公安"
    assert decision(decision="override", dimension="").dimension == ""


def test_ids_count_on() -> None:
    taken = [decision(id="990123-2023-1"), decision(id="990123-2023-3")]
    assert next_id(taken, "990123", 2023) == "990123-2023-2"
    assert next_id(taken, "990181", 2023) == "990181-2023-1"
