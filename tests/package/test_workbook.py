"""The workbook: what openpyxl and LibreOffice read is what the tables say."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
import small_build
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from fazhi.package.sheets import SHEETS
from fazhi.package.workbook import HEADER_ROWS, Limits, write_workbook
from fazhi.store import Build, BuildWriter
from fazhi.views import column_facts

#: Excel's own, from "Excel specifications and limits".
EXCEL = Limits(rows=1_048_576)


@pytest.fixture(scope="module")
def book(original: Path) -> Workbook:
    return openpyxl.load_workbook(original / "fazhi.xlsx")


def sheet(book: Workbook, name: str) -> Worksheet:
    found = book[name]
    assert isinstance(found, Worksheet)
    return found


def rows(target: Worksheet) -> list[dict[str, Any]]:
    names = [cell.value for cell in target[1]]
    return [
        {str(name): value for name, value in zip(names, row, strict=True)}
        for row in target.iter_rows(min_row=HEADER_ROWS + 1, values_only=True)
    ]


def text_of(target: Worksheet) -> str:
    return "\n".join(
        str(value) for row in target.iter_rows(values_only=True) for value in row if value
    )


def test_the_sheets_are_there(book: Workbook) -> None:
    assert book.sheetnames == ["readme", *SHEETS]
    assert {"indicators", "wide", "checks", "coverage"} < set(book.sheetnames)


def test_values_are_those_of_the_view(book: Workbook, original: Path) -> None:
    with duckdb.connect(str(original / "fazhi.duckdb"), read_only=True) as connection:
        expected = connection.execute(
            "SELECT observation_id, region_code, year, value::DOUBLE FROM observations_main"
        ).fetchall()
    found = [
        (row["observation_id"], row["region_code"], row["year"], row["value"])
        for row in rows(sheet(book, "values"))
    ]
    assert found
    assert sorted(found) == sorted(expected)


def test_codes_are_text_numbers_are_numbers_days_are_days(book: Workbook) -> None:
    values = sheet(book, "values")
    columns = {cell.value: cell.column for cell in values[1]}
    row = HEADER_ROWS + 1
    code = values.cell(row, columns["region_code"])
    assert (code.data_type, code.number_format, code.value) == ("s", "@", small_build.REGION)
    assert values.cell(row, columns["value"]).data_type == "n"
    assert values.cell(row, columns["year"]).value == 2023
    published = rows(sheet(book, "coverage"))[0]["published_date"]
    assert published.date() == date(2024, 3, 28)


def test_headers_are_in_both_languages_and_stay_in_sight(book: Workbook) -> None:
    for name in SHEETS:
        target = sheet(book, name)
        titles = [str(cell.value) for cell in target[2]]
        assert all(title.count("\n") == 1 for title in titles), titles
        assert str(target.freeze_panes).endswith("3")
        assert target.auto_filter.ref is not None
        assert target.auto_filter.ref.startswith("A2:")
    assert str(sheet(book, "wide").freeze_panes) == "G3"  # place and year


def test_a_value_leads_to_its_page(book: Workbook) -> None:
    values = sheet(book, "values")
    column = [cell.value for cell in values[1]].index("url") + 1
    for row in range(HEADER_ROWS + 1, values.max_row + 1):
        cell = values.cell(row, column)
        assert cell.hyperlink is not None
        assert cell.hyperlink.target == cell.value
        assert str(cell.value).startswith("http://127.0.0.1/")


def test_wide_has_a_column_for_every_indicator(book: Workbook) -> None:
    (newest, *_) = rows(sheet(book, "wide"))
    assert (newest[small_build.RECEIVED], newest[small_build.RATE]) == (196, 21.1)
    titles = {a.value: str(b.value) for a, b in zip(*sheet(book, "wide")[1:2], strict=True)}
    assert titles[small_build.RECEIVED].startswith("收到行政复议申请数（件）\n")


def test_the_first_sheet_says_what_it_is(book: Workbook) -> None:
    said = text_of(sheet(book, "readme"))
    for fact in ("2024.04.1", "虚构", "fictional", "CC-BY-4.0", "No sample", "尚未", *SHEETS):
        assert fact in said, fact
    assert "do not fit" not in said
    assert "cut" not in said


def test_the_time_in_the_file_is_that_of_the_last_look(book: Workbook, build: Build) -> None:
    assert book.properties.created is not None
    assert f"{book.properties.created.isoformat()}Z" == build.created


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a build in which one definition is longer than a small cell."""
    with BuildWriter(tmp_path_factory.mktemp("crowded") / "build") as writer:
        for name, table_rows in small_build.all_rows():
            if name == "indicators":
                table_rows = [{**row, "definition_zh": "义" * 90} for row in table_rows]
            writer.add(name, table_rows)
        return writer.finish().database


def test_what_does_not_fit_is_said(crowded: Path, tmp_path: Path) -> None:
    """Each limit made so small that it is reached."""
    path = tmp_path / "small.xlsx"
    limits = Limits(rows=HEADER_ROWS + 5, links=2, characters=80)
    told = {each.sheet.name: each for each in write_workbook(path, crowded, "", [], limits)}
    book = openpyxl.load_workbook(path)
    # Four values a year: only 2023 fits as a whole.
    years = {row["year"] for row in rows(sheet(book, "values"))}
    assert (years, told["values"].sheet.rows, told["values"].sheet.shown) == ({2023}, 8, 4)
    links = [cell.hyperlink for row in sheet(book, "values").iter_rows() for cell in row]
    assert sum(link is not None for link in links) == told["values"].links == 2
    definitions = {row["definition_zh"] for row in rows(sheet(book, "indicators"))}
    (cut,) = definitions
    assert len(cut) == 80
    assert cut.endswith("…[cut: see data/]")
    said = text_of(sheet(book, "readme"))
    for remark in (
        "8 rows do not fit: here are the 4 from 2023 on",
        "The first 2 of 4 addresses can be clicked",
        "3 cells were too long",
    ):
        assert remark in said, said


def test_a_year_that_does_not_fit_is_told_too(crowded: Path, tmp_path: Path) -> None:
    path = tmp_path / "smaller.xlsx"
    limits = Limits(rows=HEADER_ROWS + 3)
    told = {each.sheet.name: each for each in write_workbook(path, crowded, "", [], limits)}
    assert (told["values"].sheet.shown, told["values"].sheet.first_year) == (3, 2023)
    assert "do not fit" in " ".join(told["values"].remarks())


def test_our_limits_are_within_those_of_excel() -> None:
    ours = Limits()
    assert ours.rows <= EXCEL.rows
    assert (ours.links, ours.characters, ours.address) == (65_530, 32_767, 2_079)


def test_every_column_of_a_sheet_is_explained(original: Path) -> None:
    book = openpyxl.load_workbook(original / "fazhi.xlsx", read_only=True)
    for name in SHEETS:
        for cell in next(book[name].iter_rows(max_row=1)):
            column = str(cell.value)
            assert "." in column or column_facts(name, column) is not None, (name, column)


def converted(path: Path, folder: Path) -> Iterator[list[str]]:
    """The rows of the second sheet as LibreOffice reads them."""
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder / 'profile'}",
         # Comma, quote, UTF-8, from the first line, as shown, and all sheets.
         "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,"
         "false,-1", "--outdir", str(folder), str(path)],
        check=True,
        capture_output=True,
        timeout=180,
    )  # fmt: skip
    with (folder / f"{path.stem}-values.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file)


@pytest.mark.slow
def test_libreoffice_reads_it(original: Path, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not on this machine (apt-get install libreoffice-calc)")
    names, titles, *found = converted(original / "fazhi.xlsx", tmp_path)
    read = [dict(zip(names, row, strict=True)) for row in found]
    assert titles[0] == "区划代码\nRegion code"
    assert {row["region_code"] for row in read} == {small_build.REGION}
    values = {row["indicator_id"]: row["value"] for row in read if row["year"] == "2022"}
    assert values[small_build.RATE] == "9.55"
    assert len(read) == 8
