"""The workbook: the analysts' views for people who work in spreadsheets.

Each sheet has two header rows: the names that programs use, and titles in both languages.
Codes are written as text, so that nothing takes them for numbers; numbers are numbers.
What Excel cannot hold is left out in a way that can be told, and the first sheet says so.

Rows are streamed: the memory needed does not grow with them. The same package gives the
same bytes; the time in the file is that of the last look.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from fazhi.package.about import NO_RIGHTS_EN, NO_RIGHTS_ZH, titles
from fazhi.package.accuracy import accuracy
from fazhi.package.citation import citation, cited
from fazhi.package.facts import PackageFacts
from fazhi.package.sheets import ADDRESS, SHEETS, Sheet, SheetColumn, sheet
from fazhi.store.database import read_only

WORKBOOK_NAME = "fazhi.xlsx"
README_SHEET = "readme"
HEADER_ROWS = 2
_CUT = "…[cut: see data/]"
_WIDEST, _NARROWEST = 60, 7
_ROWS_MEASURED = 200


@dataclass(frozen=True, slots=True)
class Limits:
    """What one sheet holds.

    Links, characters and addresses are limits of Excel (Microsoft, "Excel specifications
    and limits"). Excel takes 1,048,576 rows, but a quarter of a million of ours is a
    workbook of 60 MB that takes a minute to open: beyond it, CSV and DuckDB are the tools.

    Attributes:
        rows: Rows of a sheet, header included.
        links: Addresses of a sheet that can be clicked.
        characters: Characters of a cell.
        address: Characters of an address that can be clicked.
    """

    rows: int = 250_000
    links: int = 65_530
    characters: int = 32_767
    address: int = 2_079


@dataclass(slots=True)
class Written:
    """What became of a sheet: counted while it is written, told on the first sheet."""

    sheet: Sheet
    links: int = 0
    addresses: int = 0
    cut_cells: int = 0
    widths: list[int] = field(default_factory=list)

    def remarks(self) -> list[str]:
        """Say what is not there that one might expect, in both languages."""
        said = []
        shown, rows, year = self.sheet.shown, self.sheet.rows, self.sheet.first_year
        if shown < rows:
            said.append(
                f"共 {rows} 行，Excel 放不下：本表为 {year} 年度及以后的 {shown} 行，其余见 data/。"
                f"{rows} rows do not fit: here are the {shown} from {year} on; "
                "the others are in data/."
            )
        if self.links < self.addresses:
            said.append(
                f"{self.addresses} 个网址中前 {self.links} 个可点击，其余为文本。"
                f"The first {self.links} of {self.addresses} addresses can be clicked, "
                "the others are text."
            )
        if self.cut_cells:
            said.append(
                f"{self.cut_cells} 个单元格因过长而截断（以 {_CUT} 结尾），全文见 data/。"
                f"{self.cut_cells} cells were too long and are cut (they end in {_CUT}); "
                "the whole text is in data/."
            )
        return said


def write_workbook(
    path: Path,
    database: Path,
    created: str,
    readme: Sequence[str],
    limits: Limits | None = None,
) -> list[Written]:
    """Write the workbook of a package.

    Args:
        path: Where it goes.
        database: The DuckDB file of the package.
        created: Time of the last look, ISO 8601; empty without looks.
        readme: Paragraphs for the first sheet: title, version, how to cite, licence ...
        limits: What a sheet holds; Excel's by default.

    Returns:
        What became of each sheet.
    """
    limits = limits or Limits()
    # No string is a formula or a link by its looks: what was printed stays what it is.
    book = xlsxwriter.Workbook(
        str(path),
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": readme[0] if readme else "fazhi", "created": _instant(created)})
    styles = _Styles(book)
    first = book.add_worksheet(README_SHEET)
    written = []
    with read_only(database) as connection:
        for name in SHEETS:
            described = sheet(connection, name, limits.rows - HEADER_ROWS)
            writer = _SheetWriter(book.add_worksheet(name), styles, described, limits)
            written.append(writer.write(described.batches(connection)))
    _write_readme(first, styles, readme, written)
    book.close()
    return written


def workbook_readme(facts: PackageFacts) -> list[str]:
    """Return the paragraphs of the first sheet."""
    cite = citation(cited(facts))
    zh, en = titles(facts.build)
    right = accuracy(facts.hand_check, facts.build)
    return [
        zh,
        en,
        f"版本 {facts.version}，数据截至 {facts.build.created}。"
        f"Version {facts.version}, data as of {facts.build.created}.",
        "每张表前两行为表头：第一行是列名，第二行是中英文标题；代码为文本，数值为数字。"
        "没有数值不等于为零；详见 README.zh.md 与 data-dictionary.html。",
        "The first two rows of each sheet are its header: names, and titles in both languages. "
        "Codes are text, values are numbers. No value does not mean zero; see README.md and "
        "data-dictionary.html.",
        f"{right.zh} {right.en}",
        cite.text_zh,
        cite.text_en,
        f"{NO_RIGHTS_ZH}{NO_RIGHTS_EN}",
    ]


def _instant(created: str) -> datetime:
    return datetime.fromisoformat(created) if created else datetime(1980, 1, 1, tzinfo=UTC)


class _Styles:
    """The formats of the workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.name = book.add_format({"font_color": "#666666", "font_size": 9, "align": "left"})
        self.title = book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "top",
                "bg_color": "#E8EEF4",
                "bottom": 1,
            }
        )
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self.text = book.add_format({"num_format": "@"})
        self.head = book.add_format({"bold": True, "font_size": 14, "text_wrap": True})
        self.strong = book.add_format({"bold": True, "valign": "top"})
        self.paragraph = book.add_format({"text_wrap": True, "valign": "top"})


class _SheetWriter:
    """Writes the rows of one sheet and counts what Excel does not take."""

    def __init__(self, target: Worksheet, styles: _Styles, described: Sheet, limits: Limits):
        self.target, self.styles, self.limits = target, styles, limits
        self.columns = described.columns
        self.told = Written(described, widths=[_header_width(each) for each in described.columns])

    def write(self, batches: Iterable[list[tuple[object, ...]]]) -> Written:
        """Write header and rows."""
        self._write_header()
        row = HEADER_ROWS
        for batch in batches:
            for values in batch:
                for at, value in enumerate(values):
                    if value is not None:
                        self._write_cell(row, at, value)
                row += 1
        self._finish(row)
        return self.told

    def _write_header(self) -> None:
        for at, column in enumerate(self.columns):
            self.target.write_string(0, at, column.name, self.styles.name)
        self.target.set_row(1, 45)
        for at, column in enumerate(self.columns):
            self.target.write_string(1, at, f"{column.zh}\n{column.en}", self.styles.title)

    def _write_cell(self, row: int, at: int, value: object) -> None:
        if isinstance(value, bool):
            self.target.write_boolean(row, at, value)
        elif isinstance(value, int | float | Decimal):
            self.target.write_number(row, at, float(value))
        elif isinstance(value, datetime):
            self.target.write_datetime(row, at, value, self.styles.instant)
        elif isinstance(value, date):
            self.target.write_datetime(row, at, value, self.styles.day)
        else:
            self._write_text(row, at, str(value))
        if row < HEADER_ROWS + _ROWS_MEASURED:
            self.told.widths[at] = max(self.told.widths[at], _width(str(value)))

    def _write_text(self, row: int, at: int, text: str) -> None:
        if self.columns[at].name == ADDRESS:
            self.told.addresses += 1
            if (
                text.startswith(("http://", "https://"))
                and len(text) <= self.limits.address
                and self.told.links < self.limits.links
            ):
                self.told.links += 1
                self.target.write_url(row, at, text)
                return
        if len(text) > self.limits.characters:
            self.told.cut_cells += 1
            text = text[: self.limits.characters - len(_CUT)] + _CUT
        self.target.write_string(row, at, text, self.styles.text)

    def _finish(self, end: int) -> None:
        """Freeze the header, filter below it, set widths; ``end`` is the first free row."""
        target, last = self.target, len(self.columns) - 1
        names = [column.name for column in self.columns]
        target.freeze_panes(HEADER_ROWS, names.index("year") + 1 if "year" in names else 1)
        target.autofilter(1, 0, max(end - 1, 1), last)
        for at, width in enumerate(self.told.widths):
            target.set_column(at, at, min(max(width + 1, _NARROWEST), _WIDEST))
        # Codes are text on purpose: no green corner in every cell.
        target.ignore_errors({"number_stored_as_text": f"A1:XFD{max(end, 1)}"})
        target.set_landscape()
        target.repeat_rows(0, HEADER_ROWS - 1)


def _header_width(column: SheetColumn) -> int:
    """The title may break into lines; the name may not."""
    return max(len(column.name), min(_width(column.zh), 30), min(_width(column.en) // 2, 30))


def _width(text: str) -> int:
    """Count the cells of a fixed-width font: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text[:80])


def _write_readme(
    target: Worksheet, styles: _Styles, readme: Sequence[str], written: Sequence[Written]
) -> None:
    target.set_column(0, 0, 14)
    target.set_column(1, 1, 110)
    target.set_landscape()
    target.fit_to_pages(1, 0)
    row = 0
    for at, paragraph in enumerate(readme):
        target.write_string(row, 1, paragraph, styles.head if at == 0 else styles.paragraph)
        row += 1
    row += 1
    for each in written:
        facts: list[Any] = [f"{each.sheet.about} ({each.sheet.shown})", *each.remarks()]
        target.write_string(row, 0, each.sheet.name, styles.strong)
        for fact in facts:
            target.write_string(row, 1, fact, styles.paragraph)
            row += 1
