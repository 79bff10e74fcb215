"""All layers together: what they agree on, any text, and the time they take."""

from __future__ import annotations

import gc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linear import assert_linear

from fazhi.reading import read
from fazhi.records import Document, Place, Reading

REPORT = """索引号：YX-2023-7　发布机构：云溪县人民政府　发布日期：2023-03-01
云溪县2022年法治政府建设情况报告
2022年，云溪县坚持依法行政，着力规范执法行为，推动各项任务落地见效。县司法局荣获“全省普法工作先进集体”。现将有关情况报告如下：
一、主要举措和成效
（一）规范行政执法。出台《云溪县行政执法监督办法》，办理行政处罚案件312件，同比下降4.5%。重大执法决定法制审核做到应审尽审。
二、下一步打算
一是力争培训实现全覆盖。

云溪县人民政府
2023年2月17日
"""


def check(text: str, reading: Reading) -> None:
    for figure in reading.figures:
        assert text[figure.char_start : figure.char_end] == figure.raw
    for word in reading.words:
        assert text[word.char_start : word.char_end] == word.raw
    paths = {section.path for section in reading.sections} | {""}
    for found in (*reading.figures, *reading.words, *reading.titles, *reading.honours):
        assert found.section_path in paths


def test_all_layers() -> None:
    reading = read(Document(REPORT))
    check(REPORT, reading)
    assert reading.facts.is_report
    assert (reading.facts.region_name, reading.facts.year) == ("云溪县", 2022)
    assert [section.path for section in reading.sections] == ["一", "一/(一)", "二", "二/一是"]
    assert [title.issued_here for title in reading.titles] == ["yes"]
    assert [honour.holder for honour in reading.honours] == ["县司法局"]
    assert [word.raw for word in reading.words] == ["应审尽审"]
    assert [f.raw for f in reading.figures if f.statistical] == ["312件", "4.5%"]


def test_a_known_place_comes_first() -> None:
    place = Place("451225", "云溪县", "county", ("河川市",))
    assert read(Document(REPORT), place, 2022).facts.region_code == "451225"


def test_what_is_no_report_is_read_too() -> None:
    reading = read(Document("云溪县2023年法治政府建设工作要点\n一、培训执法人员300人次。\n"))
    assert (reading.facts.is_report, reading.facts.outcome) == (False, "plan")
    assert [figure.raw for figure in reading.figures if figure.kind == "count"] == ["300人次"]


def test_reading_makes_nothing_for_the_collector_and_leaves_it_as_it_was() -> None:
    text = REPORT * 20
    read(Document(text))
    gc.collect()
    figures = len(read(Document(text)).figures)
    assert gc.isenabled()
    assert gc.collect() < figures / 10  # other threads may leave a few
    gc.disable()
    try:
        read(Document(REPORT))
        assert not gc.isenabled()
    finally:
        gc.enable()


@given(st.text(max_size=300))
@settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
def test_any_text(text: str) -> None:
    document = Document(text)
    reading = read(document)
    check(text, reading)
    assert read(document) == reading


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        REPORT,
        "一是",
        "《",
        "“",
        "1",
        "，",
        "（一）",
        "全省第一，",
        "索引号：",
        "附件：1.",
        "\n1",
        "1.5%",
        " ",
        "\t",
        "\n\t",
    ],
)
def test_linear_time(piece: str) -> None:
    assert_linear(lambda text: read(Document(text)), piece, 400_000)
