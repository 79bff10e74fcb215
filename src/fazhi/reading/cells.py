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
from functools import lru_cache

from fazhi.reading.numerals import SCALES
from fazhi.reading.units import match_unit
from fazhi.records import Document

_BARE = re.compile(r"[-－−+]?\d[\d,，.]*(?: ?[%％])?$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d) ?(?:年|$)")
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d ?年?度?$")
_PAST = re.compile("上年|去年|上一年")
_SEPARATOR = re.compile(r"\t|\u3000+| {2,}| ?[|｜] ?")
#: Without one of these in a text nothing is set apart, which is known much faster.
_SEPARATORS = ("\t", "\u3000", "  ", "|", "｜")
#: The blanks before it from the first on; looked for from nowhere else, which keeps runs linear.
_NUMBER_CELL = re.compile(r"(?<![\t\u3000 |｜])[\t\u3000 |｜]++[-－]?\d")
#: A row set with single blanks: a name and at least two bare numbers.
_NARROW_ROW = re.compile(
    r"\n[^\s，。；、：]{1,16} (?:[^\s\d，。；、：]{1,6} )?"
    r"[-－]?\d[\d,.]*%? [-－]?\d[\d,.]*%? ?(?:[-\d\n]|$)"
)
_NARROW_LINE = re.compile(r"[^\s，。；、：]{1,16}(?: [^\s，。；、：]{1,12}){2,}$")
_BLANK = re.compile(" ")
_LONE_NUMBER = re.compile(r"\n[ \t\u3000]*([-－]?\d[\d,，.]*(?: ?[%％])?)[ \t\u3000]*(?=\n|$)")
_ENDS_LINE = re.compile("[。；]")
_UNIT_COLUMN = re.compile("(?:计量)?单位$")
_LEAST_LONE = 3
_LEAST_ALONE = 3
_FARTHEST_LONE = 60
_LONGEST_HEAD = 24
_IN_BRACKETS = re.compile(r"[（(]([^（()）]{1,8})[）)]")
_UNIT_LINE = re.compile(r"单位 ?[:：] ?([^\s，。；、）)（(]{1,8})")
_SCALE = re.compile("万亿|亿|百万|千万|万|千|百")
_CHANGE = re.compile("同比|增长|增幅|增减|升降|下降")
_RATE = re.compile("率$|占比$|比重$|比例$|[%％]")
#: A head that says what it counts by: 制发件数, 参训人次数.
_COUNTED_BY = re.compile("([件项条起人户家份]次?|次)数$")
_SERIAL = re.compile("序号|编号|代码|编码")
_ABOVE = 120


@dataclass(slots=True, frozen=True)
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
            _read_table(document.text, rows, _header_rows(rows), found)
        for rows in _tables_of_lone_cells(document.text):
            _read_table(document.text, rows, 0, found)
    return found


def _header_rows(cells: list[_Cell]) -> int:
    """How many rows at the top are heads: none where the first row holds numbers."""
    return 0 if _count_numbers(cells, 0) else 1


def _count_numbers(cells: list[_Cell], row: int) -> int:
    """How many cells of a row hold a bare number that is no year."""
    return sum(
        cell.row == row and bool(_BARE.match(cell.text)) and not _YEAR_ALONE.match(cell.text)
        for cell in cells
    )


def _tables_of_lone_cells(text: str) -> Iterable[list[_Cell]]:
    """Tables that lost their rows: each cell a line of its own, at least three numbers.

    The line before the numbers, if it is short, is their head. Numbers that only count up
    (1, 2, 3) are labels or pages.
    """
    run: list[_Cell] = []
    last = head_start = -1
    numbers: list[str] = []
    for match in _LONE_NUMBER.finditer(text):
        start, end = match.span(1)
        between = text[last:start] if last >= 0 else ""
        if last < 0 or len(between) > _FARTHEST_LONE or _ENDS_LINE.search(between):
            if _is_lone_table(numbers):
                yield run
            run, numbers = [], []
        head_end = match.start()
        head_start = text.rfind("\n", 0, head_end) + 1
        head = text[head_start:head_end].strip()
        row = len(numbers)
        is_head = len(head) <= _LONGEST_HEAD and _BARE.match(head) is None
        if is_head and head and "。" not in head:
            run.append(_Cell(row, 0, head_start, head))
        run.append(_Cell(row, 1, start, match.group(1)))
        numbers.append(match.group(1))
        last = end
    if _is_lone_table(numbers):
        yield run


def _is_lone_table(numbers: list[str]) -> bool:
    counted = [str(number) for number in range(1, len(numbers) + 1)]
    is_data = any(_YEAR_ALONE.match(number) is None for number in numbers)
    return len(numbers) >= _LEAST_LONE and numbers != counted and is_data


def _plain_tables(text: str) -> Iterable[list[_Cell]]:
    """Runs of at least two lines with the same number of two or more cells."""
    has_narrow = _NARROW_ROW.search(text) is not None
    if not has_narrow and not _has_cells(text):
        return
    run: list[_Cell] = []
    row = width = 0
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        cells = _split_line(text, start, end, row, is_narrow=has_narrow)
        if len(cells) >= 2 and (not run or len(cells) == width):
            run.extend(cells)
            width, row = len(cells), row + 1
        else:
            if row >= 2 or _count_numbers(run, 0) >= _LEAST_ALONE:
                yield run
            run, row, width = [], 0, 0
            if len(cells) >= 2:
                cells = _split_line(text, start, end, 0, is_narrow=has_narrow)
                run, row, width = cells, 1, len(cells)
        start = end + 1
    if row >= 2 or _count_numbers(run, 0) >= _LEAST_ALONE:
        yield run


def _has_cells(text: str) -> bool:
    """Whether wide blanks, tabs or rules set a number apart anywhere; indents do not."""
    unindented = text.replace("\n\u3000\u3000", "\n")
    if not any(separator in unindented for separator in _SEPARATORS):
        return False
    return any(_sets_apart(text, match) for match in _NUMBER_CELL.finditer(text))


def _sets_apart(text: str, match: re.Match[str]) -> bool:
    """Whether the blank before a number sets cells apart: no indent, no single blank."""
    start = match.start()
    if start == 0 or text[start - 1] == "\n":
        return False
    return text[start] != " " or text[start + 1] in " \t\u3000|｜"


def _split_line(text: str, start: int, end: int, row: int, *, is_narrow: bool) -> list[_Cell]:
    """Cells of a line; none for a line of running text.

    Where rows are set with single blanks (``is_narrow``), a line of short words is one.
    """
    if not 2 < end - start <= 200:
        return []
    line = text[start:end]
    separators = _SEPARATOR
    if separators.search(line.strip()) is None:
        if not is_narrow or _NARROW_LINE.match(line) is None:
            return []
        separators = _BLANK
    cells: list[_Cell] = []
    position = 0
    for separator in (*separators.finditer(line), None):
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
    units: dict[int, str] = {}
    numbers = []
    for cell in cells:
        if cell.row < header_rows:
            heads[cell.column] = heads.get(cell.column, "") + cell.text
        elif cell.column == 0 and _YEAR_ALONE.match(cell.text) is not None:
            sides[cell.row] = cell.text
        elif _BARE.match(cell.text) is not None:
            numbers.append(cell)
        elif _UNIT_COLUMN.match(heads.get(cell.column, "")) and _named_unit(cell.text):
            units[cell.row] = cell.text
        elif cell.row not in sides:
            sides[cell.row] = cell.text
    first = cells[0].start
    above = _UNIT_LINE.search(text, max(0, first - _ABOVE), first)
    corner = _UNIT_LINE.search(heads.get(0, ""))
    stated = above or corner
    caption = stated.group(1) if stated is not None else ""
    has_names = bool(sides) or any(_YEAR_ALONE.match(head) is None for head in heads.values())
    if not has_names and (heads or len(numbers) < _LEAST_ALONE):
        return
    for cell in numbers:
        if _SERIAL.search(heads.get(cell.column, "")) is not None:
            continue
        offset = cell.start + (1 if cell.text[0] in "-－−+" else 0)
        head, side = heads.get(cell.column, ""), sides.get(cell.row, "")
        found[offset] = _cell_unit(head, side, units.get(cell.row, caption))


@lru_cache(maxsize=1024)  # the cells of a column have one head
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
        name = "percentage_point" if is_change and not _RATE.search(head) else "percent"
        unit = (name, "percent", Decimal(1))
    counted_by = _COUNTED_BY.search(head) or _COUNTED_BY.search(side)
    if unit is None and counted_by is not None:
        unit = _named_unit(counted_by.group(1))
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
