"""Numbers in table cells take their unit from the head of the table.

Tables come from the document (HTML, Word) or are seen in plain text as runs of lines
whose cells are set apart by tabs or wide blanks. A cell that holds a bare number gets the
unit of its column's head, else of its row's, else of the line 单位：… above the table;
万件 in the head scales the cell. A head that names a year says of which year the cell is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from fazhi.reading.numerals import SCALES
from fazhi.reading.units import match_unit
from fazhi.records import Document

_BARE = re.compile(r"[-－−+]?\d[\d,，.]*(?: ?[%％])?$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d) ?(?:年|$)")
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d ?年?度?$")
_PAST = re.compile("上年|去年|上一年")
_SEPARATOR = re.compile(r"\t|\u3000+| {2,}| ?[|｜] ?")
_NUMBER_CELL = re.compile(r"[\t\u3000 |｜]+[-－]?\d")
_IN_BRACKETS = re.compile(r"[（(]([^（()）]{1,8})[）)]")
_UNIT_LINE = re.compile(r"单位 ?[:：] ?([^\s，。；、）)（(]{1,8})")
_SCALE = re.compile("万亿|亿|百万|千万|万|千|百")
_CHANGE = re.compile("同比|增长|增幅|增减|升降|下降")
_RATE = re.compile("率$|占比$|比重$|比例$|[%％]")
_SERIAL = re.compile("序号|编号|代码|编码")
_ABOVE = 120


@dataclass(slots=True)
class CellUnit:
    """What the heads say about a cell with a bare number.

    Attributes:
        unit: As stored, ``""`` where no head names one.
        dimension: Of the unit; ``count`` where no head names one.
        factor: The scale in the head (万件).
        year: The year the cell is of, where a head names one.
        is_past: Whether a head says 上年 or 去年.
        is_change: Whether the head speaks of growth.
    """

    unit: str
    dimension: str
    factor: Decimal
    year: int | None
    is_past: bool
    is_change: bool


@dataclass(slots=True)
class _Cell:
    row: int
    column: int
    start: int
    text: str


def find_cells(document: Document) -> dict[int, CellUnit]:
    """Offset of each bare number in a table -> what the heads say about it."""
    found: dict[int, CellUnit] = {}
    for table in document.tables:
        cells = [_Cell(c.row, c.column, c.char_start, c.text) for c in table.cells]
        _read_table(document.text, cells, table.header_rows, found)
    if not document.tables:
        for rows in _plain_tables(document.text):
            _read_table(document.text, rows, 1, found)
    return found


def _plain_tables(text: str) -> Iterable[list[_Cell]]:
    """Runs of at least two lines with the same number of two or more cells."""
    if not any(_sets_apart(text, match) for match in _NUMBER_CELL.finditer(text)):
        return
    run: list[_Cell] = []
    row = width = 0
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        cells = _split_line(text, start, end, row)
        if len(cells) >= 2 and (not run or len(cells) == width):
            run.extend(cells)
            width, row = len(cells), row + 1
        else:
            if row >= 2:
                yield run
            run, row, width = [], 0, 0
            if len(cells) >= 2:
                run, row, width = _split_line(text, start, end, 0), 1, len(cells)
        start = end + 1
    if row >= 2:
        yield run


def _sets_apart(text: str, match: re.Match[str]) -> bool:
    """Whether the blank before a number sets cells apart: no indent, no single blank."""
    start = match.start()
    if start == 0 or text[start - 1] == "\n":
        return False
    return text[start] != " " or text[start + 1] in " \t\u3000|｜"


def _split_line(text: str, start: int, end: int, row: int) -> list[_Cell]:
    """Cells of a line; none for a line of running text."""
    if not 2 < end - start <= 200:
        return []
    line = text[start:end]
    if _SEPARATOR.search(line.strip()) is None:
        return []
    cells: list[_Cell] = []
    position = 0
    for separator in (*_SEPARATOR.finditer(line), None):
        stop = separator.start() if separator is not None else len(line)
        content = line[position:stop]
        stripped = content.strip()
        if stripped:
            offset = start + position + content.index(stripped)
            cells.append(_Cell(row, len(cells), offset, stripped))
        position = separator.end() if separator is not None else stop
    return cells


def _read_table(
    text: str, cells: list[_Cell], header_rows: int, found: dict[int, CellUnit]
) -> None:
    """Add the bare numbers of one table to ``found``."""
    if not cells:
        return
    heads: dict[int, str] = {}
    sides: dict[int, str] = {}
    numbers = []
    for cell in cells:
        if cell.row < header_rows:
            heads[cell.column] = heads.get(cell.column, "") + cell.text
        elif cell.column == 0 and _YEAR_ALONE.match(cell.text) is not None:
            sides[cell.row] = cell.text
        elif _BARE.match(cell.text) is not None:
            numbers.append(cell)
        elif cell.row not in sides:
            sides[cell.row] = cell.text
    first = cells[0].start
    above = _UNIT_LINE.search(text, max(0, first - _ABOVE), first)
    corner = _UNIT_LINE.search(heads.get(0, ""))
    stated = above or corner
    caption = stated.group(1) if stated is not None else ""
    if not any(_YEAR_ALONE.match(head) is None for head in heads.values()) and not sides:
        return
    for cell in numbers:
        if _SERIAL.search(heads.get(cell.column, "")) is not None:
            continue
        offset = cell.start + (1 if cell.text[0] in "-－−+" else 0)
        found[offset] = _cell_unit(heads.get(cell.column, ""), sides.get(cell.row, ""), caption)


def _cell_unit(head: str, side: str, caption: str) -> CellUnit:
    """Unit, scale and year from the head of column and row and the table's caption."""
    year_match = _YEAR.search(head) or _YEAR.search(side)
    year = int(year_match.group(1)) if year_match is not None else None
    both = f"{head} {side}"
    is_change = _CHANGE.search(both) is not None
    is_past = not is_change and _PAST.search(both) is not None and "结转" not in both
    unit = None
    for bracketed in _IN_BRACKETS.findall(both):
        unit = unit or _named_unit(bracketed)
    if unit is None and (_RATE.search(head) or _RATE.search(side)):
        unit = ("percent", "percent", Decimal(1))
    name, dimension, factor = unit or _named_unit(caption) or ("", "count", Decimal(1))
    return CellUnit(name, dimension, factor, year, is_past, is_change)


def _named_unit(name: str) -> tuple[str, str, Decimal] | None:
    """Read 万件 as 件 with the factor 10,000; None where no unit is named."""
    name = name.removeprefix("单位：").removeprefix("单位:").strip()
    scale = _SCALE.match(name)
    start = scale.end() if scale is not None else 0
    unit = match_unit(name, start)
    if unit is None or start + len(unit.form) != len(name):
        return None
    return unit.name, unit.dimension, SCALES[scale.group()] if scale is not None else Decimal(1)
