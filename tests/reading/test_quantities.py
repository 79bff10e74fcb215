"""The reader of numbers as a whole: its promises on any text, the forms and the gold."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linear import assert_linear

from fazhi.reading.quantities import read_quantities
from fazhi.reading.sections import read_sections
from fazhi.reading.titles import read_titles
from fazhi.records import Document, DocumentFacts, Figure, Section

_ALPHABET = st.sampled_from(
    list(
        "0123456789０９.．,，%％‰一二三两十百千万亿零〇半数几第前后年月日件个项人次元余多约近超过达以上下内"
    )
    + list(
        '的是要同比增长下降较占共（）()“”"《》〔〕【】号:：;；。、-—/+~ \t\n\u3000\u2060'
        "aAN翻番成分之点倍位名"
    )
)


def read(text: str, sections: list[Section] | None = None) -> list[Figure]:
    return read_quantities(Document(text=text), sections or [], [], DocumentFacts(year=2023))


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(_ALPHABET, max_size=120), st.text(max_size=80)))
def test_promises_on_any_text(text: str) -> None:
    figures = read(text)
    end = 0
    for figure in figures:
        assert text[figure.char_start : figure.char_end] == figure.raw
        assert end <= figure.char_start < figure.char_end
        end = figure.char_end
    assert read(text) == figures


@pytest.mark.parametrize(
    "pattern",
    [
        "1,234,",
        "1 234 ",
        "一",
        "万",
        "1+",
        "“",
        "（",
        "第",
        "1.",
        "1-",
        "分之",
        "12345件",
        "\n1",
        "1/2",
        "较",
        "约",
        "1\t",
        '"',
        "增长",
        "二〇",
    ],
)
def test_time_is_linear_on_repetition(pattern: str) -> None:
    assert_linear(read, pattern, 24_000)


def test_list_labels_come_from_the_outline() -> None:
    text = "一、成效\n（一）执法\n全年立案12件。"
    figures = read(text, read_sections(Document(text=text)))
    assert [(f.raw, f.kind) for f in figures] == [
        ("一、", "list_label"),
        ("（一）", "list_label"),
        ("12件", "count"),
    ]
    assert figures[2].section_path.startswith("一")


def test_plan_sections_hold_targets() -> None:
    text = "一、成效\n立案12件。\n二、下一步打算\n组织培训6期，办结率保持98%。"
    plan = [Section("二", 1, "二、", "下一步打算", "", "plan", text.index("二、"), len(text))]
    figures = [f for f in read(text, plan) if f.kind in ("count", "percent")]
    assert [(f.raw, f.statistical, f.measure) for f in figures] == [
        ("12件", True, "level"),
        ("6期", False, "target"),
        ("98%", False, "target"),
    ]


def test_every_figure_names_its_rule() -> None:
    figures = read("一是受理12件，同比增长3%，排名全省第二，印发〔2023〕3号文件，力争明年20件。")
    assert all(figure.rule_id for figure in figures)


def test_tell_two_numbers_apart() -> None:
    assert [f.raw for f in read("共计6525项,扎实开展") if f.statistical] == ["6525项"]
    assert [f.raw for f in read("三批84条") if f.statistical] == ["三批", "84条"]
    assert [f.value for f in read("为企业减负3735.51万元")] == [Decimal(37355100)]


def forms(shared: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((shared / "gold" / "forms.json").read_text("utf-8"))
    return found


def test_all_number_forms(shared: Path) -> None:
    """Every form of the shared list, read with the conventions of the gold."""
    bounds = {"ge": "at_least", "lt": "approx", "approx": "approx"}
    wrong = []
    for form in forms(shared):
        if form["cat"] == "NEG":
            continue
        text = form["sent"]
        start = text.index(form["text"])
        figures = [f for f in read(text) if f.char_start <= start < f.char_end]
        if len(figures) != 1:
            wrong.append(text)
            continue
        figure = figures[0]
        values = (figure.value, figure.value_low, figure.value_high)
        expected = form["value"]
        if form["unit"] == "" and "分之" in form["text"]:
            expected = 33.3
        elif "‰" in text:
            expected = 5
        right_value = (
            figure.value is None
            if expected is None
            else any(v is not None and abs(float(v) - expected) < 1e-9 for v in values)
        )
        right_bound = figure.bound == bounds.get(form["kind"], "exact")
        right_change = not form["kind"].startswith("chg") or (
            figure.kind == "change"
            and figure.direction == ("up" if form["kind"][-1] == "+" else "down")
        )
        if not (right_value and right_bound and right_change):
            wrong.append(text)
    assert wrong == []


def test_negative_forms_are_no_data(shared: Path) -> None:
    negatives = [form["sent"] for form in forms(shared) if form["cat"] == "NEG"]
    assert len(negatives) == 20
    assert [text for text in negatives if any(figure.statistical for figure in read(text))] == []


def test_gold_report(shared: Path) -> None:
    folder = shared / "gold" / "rugao-2023"
    text = (folder / "document.txt").read_bytes().decode("utf-8")
    document = Document(text=text)
    sections = read_sections(document)
    titles = read_titles(text, sections, None)
    figures = read_quantities(document, sections, titles, DocumentFacts(year=2023))
    found = {(f.char_start, f.char_end): f for f in figures if f.statistical}
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as file:
        gold = {
            (int(row["start"]), int(row["end"])): row
            for row in csv.DictReader(file)
            if row["statistical"] == "yes"
        }
    both = gold.keys() & found.keys()
    assert 2 * len(both) / (len(gold) + len(found)) >= 0.985
    value = sum(found[span].value == Decimal(gold[span]["value"]) for span in both)
    unit = sum(found[span].unit == gold[span]["unit"] for span in both)
    bound = sum(found[span].bound == gold[span]["bound"] for span in both)
    measure = sum(found[span].measure == gold[span]["measure"] for span in both)
    assert value / len(both) >= 0.995
    assert unit / len(both) >= 0.995
    assert bound / len(both) >= 0.98
    assert measure / len(both) >= 0.98
