"""The context as a whole: on any text, in linear time, in tables, on the gold report."""

from __future__ import annotations

import copy
import csv
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fazhi.reading import read
from fazhi.reading.context import MEASURED, add_context, add_section_paths
from fazhi.records import Block, Cell, Document, DocumentFacts, Figure, Place, Section, Table

PLACE = Place("330299", "青石县", "county")
WORDS = [
    "受理",
    "案件",
    "其中",
    "分别为",
    "、",
    "，",
    "。",
    "；",
    "（",
    "）",
    "《",
    "》",
    "“",
    "”",
    "的",
    "率",
    "同比",
    "下降",
    "截至",
    "年",
    "月底",
    "五年来",
    "全市",
    "市应急局",
    "各镇(街道)",
    "共",
    "已",
    "等",
    "占",
    "以市政府为被告",
    "较上年",
    "\n",
    "\t",
    "一是",
    "2023年",
    "1-9月",
    "目前",
    "为",
    "达",
    "列",
    "含",
    "甲乙丙丁",
]
KINDS = [*sorted(MEASURED), "date_or_year", "list_label", "slogan"]
UNITS = ["件", "percent", "元", "人", "rank", ""]


@st.composite
def documents(draw: st.DrawFn) -> tuple[Document, list[Figure]]:
    """Draw any text of the genre's words with any non-overlapping figures in it."""
    pieces = draw(st.lists(st.sampled_from([*WORDS, "9", "12", "3.5"]), max_size=60))
    text = "".join(pieces) + draw(st.text(max_size=20))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), unique=True, max_size=24)))
    figures = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        figure = Figure(start, end, text[start:end])
        figure.kind = draw(st.sampled_from(KINDS))  # type: ignore[assignment]
        figure.unit = draw(st.sampled_from(UNITS))
        figure.value = draw(st.none() | st.integers(0, 500).map(Decimal))
        figure.statistical = draw(st.booleans())
        figures.append(figure)
    return Document(text), figures


@settings(max_examples=300, deadline=None)
@given(documents(), st.none() | st.integers(-5, 3000), st.sampled_from(["", "2023-12-13", "x"]))
def test_any_text_is_read_and_always_alike(
    drawn: tuple[Document, list[Figure]], year: int | None, signed: str
) -> None:
    document, figures = drawn
    again = copy.deepcopy(figures)
    facts = DocumentFacts(year=year, signed_date=signed)
    add_context(document, figures, [], [], facts, None)
    add_context(document, again, [], [], facts, None)
    assert figures == again
    for figure in figures:
        assert document.text[figure.char_start : figure.char_end] == figure.raw
        if figure.period_start is not None and figure.period_end is not None:
            assert figure.period_start <= figure.period_end


def repeated(piece: str, times: int) -> tuple[Document, list[Figure]]:
    """Repeat ``piece`` with a figure at each of its digits."""
    text = piece * times
    figures = [
        Figure(at, at + 1, text[at], value=Decimal(text[at]), unit="件", statistical=True)
        for at in range(len(text))
        if text[at].isdigit()
    ]
    return Document(text), figures


@pytest.mark.parametrize(
    "piece",
    [
        "受理7件，",
        "7",
        "（7",
        "其中、7",
        "“受理《",
        "截至1月",
        "甲和7件、",
        "共已累计7",
        "同比7，",
        "7\t",
    ],
)
def test_time_is_linear(piece: str) -> None:
    def seconds(times: int) -> float:
        document, figures = repeated(piece, times)
        start = time.process_time()
        add_context(document, figures, [], [], DocumentFacts(year=2024), PLACE)
        return time.process_time() - start

    seconds(50)
    small = min(seconds(400) for _ in range(3))
    large = seconds(4000)
    assert large < 40 * small + 0.5


def test_table_figures_take_the_heads_of_row_and_column() -> None:
    cells, text = [], ""
    for row, line in enumerate([["类别", "受理（件）", "办结"], ["行政许可", "30", "28"]]):
        for column, content in enumerate(line):
            cells.append(Cell(row, column, content, len(text), len(text) + len(content)))
            text += content + "\t"
        text = text[:-1] + "\n"
    blocks = [Block("table_row", 0, 13, 0), Block("table_row", 14, 24, 0)]
    figures = [Figure(text.index(n), text.index(n) + 2, n, unit="件") for n in ("30", "28")]
    document = Document(text, "text/html", blocks, [Table(cells)])
    add_context(document, figures, [], [], DocumentFacts(year=2024), PLACE)
    assert [figure.subject for figure in figures] == ["行政许可受理", "行政许可办结"]


def test_a_year_at_the_head_of_a_column_is_the_period() -> None:
    text = "指标\t2024年\t2023年\t增减\n罚没款（万元）\t903\t842\t7.2%"
    figures = [Figure(text.index(n), text.index(n) + len(n), n) for n in ("903", "842", "7.2%")]
    add_context(Document(text), figures, [], [], DocumentFacts(year=2024), PLACE)
    assert [figure.subject for figure in figures] == ["罚没款", "罚没款", "罚没款增减"]
    assert [figure.period_start for figure in figures] == [
        date(2024, 1, 1),
        date(2023, 1, 1),
        date(2024, 1, 1),
    ]


def test_a_table_laid_out_with_wide_spaces_is_read() -> None:
    title = "表一 全省行政复议与一审行政诉讼新收案件情况　单位：件"
    text = f"{title}\n年度　2023　2024\n行政复议　182　315\n"
    figures = [Figure(text.index(n), text.index(n) + 3, n) for n in ("182", "315")]
    add_context(Document(text), figures, [], [], DocumentFacts(year=2024), PLACE)
    assert [figure.subject for figure in figures] == ["行政复议", "行政复议"]
    assert [figure.period_start for figure in figures] == [date(2023, 1, 1), date(2024, 1, 1)]


def test_plans_speak_of_the_next_year() -> None:
    text = "三、下步打算\n培训执法人员300人。"
    section = Section("三", 1, "三、", "下步打算", "", "plan", 0, len(text))
    figure = Figure(text.index("300"), text.index("人。") + 1, "300人", unit="人")
    add_context(Document(text), [figure], [section], [], DocumentFacts(year=2024), PLACE)
    assert figure.section_path == "三"
    assert figure.period_start == date(2025, 1, 1)


def test_section_paths_are_those_of_the_innermost_section() -> None:
    sections = [
        Section("一", 1, "一、", "", "", "result", 0, 30),
        Section("一/1", 2, "1.", "", "", "result", 5, 20),
    ]
    figures = [Figure(at, at + 1, "9") for at in (2, 7, 22, 40)]
    add_section_paths(figures, sections)
    assert [figure.section_path for figure in figures] == ["一", "一/1", "一", ""]


def gold_figures(folder: Path) -> tuple[str, list[Figure], list[dict[str, str]]]:
    """Return the gold report's text and figures without their context."""
    text = (folder / "document.txt").read_bytes().decode()
    with (folder / "figures.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    figures = []
    for row in rows:
        figure = Figure(int(row["start"]), int(row["end"]), row["raw"], unit=row["unit"])
        figure.value = Decimal(row["value"]) if row["value"].replace(".", "").isdigit() else None
        figure.kind = row["kind"]  # type: ignore[assignment]
        figure.measure = row["measure"]  # type: ignore[assignment]
        figure.statistical = row["statistical"] == "yes"
        figures.append(figure)
    return text, figures, rows


def test_gold_report(shared: Path) -> None:
    text, figures, rows = gold_figures(shared / "gold" / "rugao-2023")
    facts = DocumentFacts(year=2023, signed_date="2023-12-13")
    place = Place("320682", "如皋市", "county", ("南通市", "江苏省"))
    add_context(Document(text), figures, [], [], facts, place)
    scopes, periods, recalls = [], [], []
    for figure, row in zip(figures, rows, strict=True):
        if row["statistical"] != "yes":
            continue
        if row["indicator_id"]:
            scopes.append(figure.scope == row["scope"])
        periods.append(figure.period_start == date(2023, 1, 1))
        wanted = set(row["subject"])
        recalls.append(len(wanted & set(figure.subject)) / len(wanted))
    assert sum(scopes) >= 0.93 * len(scopes)
    assert all(periods)
    assert sum(recalls) >= 0.78 * len(recalls)


def test_a_number_alone_in_its_paragraph_is_told_by_its_heading() -> None:
    text = "2023年法治政府建设情况报告\n一、行政复议案件\n　　12件\n二、工作安排\n　　15场\n"
    counted, planned = (f for f in read(Document(text)).figures if f.kind == "count")
    assert (counted.subject, counted.scope) == ("行政复议案件", "own_level")
    assert counted.period_start == date(2023, 1, 1)
    assert (planned.subject, planned.period_start) == ("", date(2024, 1, 1))


def test_a_number_alone_reads_as_one_beside_words() -> None:
    """The short way for a number alone leaves no trace in what is read after it."""
    text = "一、行政复议案件\n　　12件\n今年以来，受理申请30件，其中维持8件。\n"
    without = text.replace("　　12件\n", "")

    def subjects(text: str) -> list[str]:
        return [f.subject for f in read(Document(text)).figures if f.raw in ("30件", "8件")]

    assert subjects(text) == subjects(without)
    assert len(subjects(text)) == 2
