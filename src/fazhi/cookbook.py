"""The cookbook's questions, answered: ``docs/cookbook.md`` is run, not believed.

A recipe is a section ``## N. Question`` with one block of SQL, one of Python that leaves
a frame named ``answer``, and between two marks the result that both gave. The blocks are
run as a reader would run them: the SQL on the package's DuckDB file, the Python after the
page's opening block, in the folder that holds ``output/``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from fazhi.store.database import read_only

#: Where the page's opening block looks for the package, below the workspace.
PACKAGE = Path("output") / "nightly"
_RESULT = re.compile(r"(<!-- result -->\n).*?(<!-- /result -->)", re.S)
_BLOCK = re.compile(r"^```(sql|python)\n(.*?)^```$", re.S | re.M)

Cell = str | float | bool | None


class CookbookError(ValueError):
    """A recipe is incomplete, or its two answers differ."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A question with its two ways to the answer."""

    question: str
    sql: str
    python: str
    printed: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a recipe gives: names of columns, and rows of plain cells."""

    names: list[str]
    rows: list[list[Cell]]

    def same_as(self, other: Answer) -> bool:
        """Whether both hold the same, numbers to nine digits."""
        return (
            self.names == other.names
            and len(self.rows) == len(other.rows)
            and all(
                _equal(one, two)
                for mine, theirs in zip(self.rows, other.rows, strict=True)
                for one, two in zip(mine, theirs, strict=True)
            )
        )

    def markdown(self) -> str:
        """Return the answer as a Markdown table, numbers to two decimals."""
        lines = [self.names, ["---"] * len(self.names), *(map(_printed, row) for row in self.rows)]
        return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def opening(page: str) -> str:
    """Return the Python that stands before the first recipe and serves them all."""
    return "".join(code for kind, code in _BLOCK.findall(_parts(page)[0]) if kind == "python")


def recipes(page: str) -> Iterator[Recipe]:
    """Yield the recipes of a page.

    Raises:
        CookbookError: A section lacks a block, or has two of a kind.
    """
    for part in _parts(page)[1:]:
        question = part.partition("\n")[0].removeprefix("## ")
        blocks = _BLOCK.findall(part)
        printed = _RESULT.search(part)
        if sorted(kind for kind, _ in blocks) != ["python", "sql"] or printed is None:
            raise CookbookError(f"{question}: one block of SQL, one of Python and a result, please")
        code = dict(blocks)
        result = printed.group().removeprefix(printed.group(1)).removesuffix(printed.group(2))
        yield Recipe(question, code["sql"], code["python"], result.strip("\n"))


def answer_sql(recipe: Recipe, workspace: Path) -> Answer:
    """Run a recipe's SQL on the DuckDB file of the package in a workspace."""
    database = workspace / PACKAGE / "fazhi.duckdb"
    with read_only(database) as connection:
        cursor = connection.execute(recipe.sql)
        names = [column[0] for column in cursor.description or []]
        return Answer(names, [[_plain(value) for value in row] for row in cursor.fetchall()])


def answer_pandas(recipe: Recipe, workspace: Path, opening: str) -> Answer:
    """Run a recipe's Python on the Parquet files of the package in a workspace."""
    names: dict[str, Any] = {}
    with chdir(workspace):
        exec(compile(opening, "docs/cookbook.md (opening)", "exec"), names)
        exec(compile(recipe.python, f"docs/cookbook.md ({recipe.question})", "exec"), names)
    frame: pd.DataFrame = names["answer"]
    rows = frame.astype(object).itertuples(index=False, name=None)
    return Answer(list(frame.columns), [[_plain(value) for value in row] for row in rows])


def answered(page: str, workspace: Path) -> str:
    """Return the page with the results that its blocks give now.

    Raises:
        CookbookError: SQL and pandas do not give the same.
    """
    first = opening(page)
    results = []
    for recipe in recipes(page):
        answer = answer_sql(recipe, workspace)
        if not answer.same_as(answer_pandas(recipe, workspace, first)):
            raise CookbookError(f"{recipe.question}: SQL and pandas give different answers")
        results.append(answer.markdown())
    waiting = iter(results)
    return _RESULT.sub(lambda found: f"{found[1]}\n{next(waiting)}\n{found[2]}", page)


def _parts(page: str) -> list[str]:
    return re.split(r"^(?=## )", page, flags=re.M)


def _plain(value: Any) -> Cell:
    """Give one form to what DuckDB and pandas have several for."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or type(value).__name__ == "bool":  # numpy's, too
        return bool(value)
    return float(value)


def _equal(one: Cell, two: Cell) -> bool:
    if isinstance(one, float) and isinstance(two, float):
        return math.isclose(one, two, rel_tol=1e-9)
    return type(one) is type(two) and one == two


def _printed(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return f"{Decimal(repr(round(cell, 2))).normalize():f}"
    return cell.replace("|", "\\|").replace("\n", " ")
