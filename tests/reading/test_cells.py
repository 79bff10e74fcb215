"""Bare numbers in table cells take unit, scale and year from the heads."""

from __future__ import annotations

from decimal import Decimal

from fazhi.reading.quantities import read_quantities
from fazhi.records import Cell, Document, DocumentFacts, Figure, Table


def data(document: Document, year: int = 2023) -> list[Figure]:
    figures = read_quantities(document, [], [], DocumentFacts(year=year))
    return [figure for figure in figures if figure.statistical]


def test_plain_text_table_with_a_unit_line_and_years() -> None:
    text = "案件情况表　单位：万件\n年度　2022　2023\n复议　1.82　3.15\n应诉　2.41　2.27\n"
    figures = data(Document(text=text))
    assert [(f.raw, f.value, f.unit, f.measure) for f in figures] == [
        ("1.82", Decimal("18200"), "件", "prior_year"),
        ("3.15", Decimal("31500"), "件", "level"),
        ("2.41", Decimal("24100"), "件", "prior_year"),
        ("2.27", Decimal("22700"), "件", "level"),
    ]


def test_units_in_brackets_of_the_heads() -> None:
    text = "单位\t立案(件)\t罚款（万元）\t同比\n城管局\t35\t12.5\t-3.1%\n水务局\t8\t4\t10%\n"
    figures = data(Document(text=text))
    assert [(f.raw, f.value, f.unit, f.kind, f.direction) for f in figures] == [
        ("35", Decimal(35), "件", "count", ""),
        ("12.5", Decimal(125000), "元", "amount", ""),
        ("3.1%", Decimal("3.1"), "percent", "change", "down"),
        ("8", Decimal(8), "件", "count", ""),
        ("4", Decimal(40000), "元", "amount", ""),
        ("10%", Decimal(10), "percent", "change", "up"),
    ]


def test_tables_of_the_document_and_serial_numbers() -> None:
    rows = [["序号", "事项", "数量（项）"], ["1", "许可", "120"], ["2", "处罚", "45"]]
    text, cells = "", []
    for row, contents in enumerate(rows):
        for column, content in enumerate(contents):
            cells.append(Cell(row, column, content, len(text), len(text) + len(content)))
            text += content + ("\n" if column == 2 else "\t")
    figures = data(Document(text=text, tables=[Table(cells)]))
    assert [(f.raw, f.unit, f.rule_id) for f in figures] == [
        ("120", "项", "table_cell"),
        ("45", "项", "table_cell"),
    ]


def test_an_indent_or_a_single_blank_makes_no_table() -> None:
    figures = data(Document(text="　　一是强化监督。\n　　2023年 共12项\n　　收到 15件\n"))
    assert [(f.raw, f.rule_id) for f in figures] == [("12项", "quantity"), ("15件", "quantity")]


def test_heads_that_name_a_past_year_with_the_unit() -> None:
    text = (
        "类别\t2022年（件）\t上年数（件）\t2023年（件）\n复议\t1,010\t9\t1,100\n应诉\t310\t8\t287\n"
    )
    figures = data(Document(text=text))
    assert [(f.raw, f.measure) for f in figures] == [
        ("1,010", "prior_year"),
        ("9", "prior_year"),
        ("1,100", "level"),
        ("310", "prior_year"),
        ("8", "prior_year"),
        ("287", "level"),
    ]


def test_years_at_the_side_are_heads() -> None:
    text = "年份\t受理（件）\t办结率\n2022\t120\t98.5\n2023\t135\t99\n"
    figures = data(Document(text=text))
    assert [(f.raw, f.unit, f.measure) for f in figures] == [
        ("120", "件", "prior_year"),
        ("98.5", "percent", "prior_year"),
        ("135", "件", "level"),
        ("99", "percent", "level"),
    ]


def test_rows_set_with_single_blanks_and_a_column_of_units() -> None:
    text = "项目 单位 完成数 同比(%)\n培训 期 12 20.0\n参训 人次 1,300 -15.5\n"
    figures = data(Document(text="一、成效\n" + text))
    assert [(f.raw, f.value, f.unit, f.measure, f.direction) for f in figures] == [
        ("12", Decimal(12), "期", "level", ""),
        ("20.0", Decimal(20), "percent", "yoy_change", "up"),
        ("1,300", Decimal(1300), "人次", "level", ""),
        ("15.5", Decimal("15.5"), "percent", "yoy_change", "down"),
    ]


def test_a_change_of_a_rate_in_a_table_is_in_points() -> None:
    text = "指标\t2022年\t2023年\t增减\n败诉率\t12.5%\t9.1%\t-3.4\n"
    figures = data(Document(text=text))
    assert [(f.raw, f.unit, f.measure) for f in figures] == [
        ("12.5%", "percent", "prior_year"),
        ("9.1%", "percent", "level"),
        ("3.4", "percentage_point", "pp_change"),
    ]


def test_cells_that_stand_on_lines_of_their_own() -> None:
    figures = data(Document(text="行政许可\n32415\n行政处罚（件）\n8902\n行政强制\n311\n"))
    assert [(f.raw, f.unit) for f in figures] == [("32415", ""), ("8902", "件"), ("311", "")]


def test_lines_that_only_count_up_or_stand_far_apart_are_no_cells() -> None:
    assert data(Document(text="目录\n1\n成效\n2\n问题\n3\n打算\n")) == []
    assert data(Document(text="第一段文字。\n12\n第二段文字。\n15\n第三段文字。\n18\n")) == []


def test_a_row_of_numbers_without_heads_and_one_behind_a_label() -> None:
    text = "维持\t纠正\n8\t1\t2\t11\n一、新收\t120\t8\t128\n二、结转\t4\t0\t4\n"
    assert [f.raw for f in data(Document(text=text))] == [
        *("8", "1", "2", "11"),
        *("120", "8", "128"),
        *("4", "0", "4"),
    ]


def test_heads_that_say_what_they_count_by() -> None:
    text = "部门\t制发件数\t参训人数\t得分\n发改委\t12\t85\t96\n水利局\t7\t40\t91\n"
    figures = data(Document(text=text))
    assert [(f.raw, f.unit) for f in figures[:3]] == [("12", "件"), ("85", "人"), ("96", "")]
