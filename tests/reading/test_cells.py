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
