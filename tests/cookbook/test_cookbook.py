"""The cookbook: every block runs, both ways give one answer, and it is the one printed."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from fazhi.cookbook import (
    PACKAGE,
    Answer,
    CookbookError,
    Recipe,
    answer_pandas,
    answer_sql,
    answered,
    opening,
    recipes,
)

ROOT = Path(__file__).resolve().parents[2]
COOKBOOK = (ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")
RECIPES = list(recipes(COOKBOOK))

PAGE = """# A page
```python
import pandas as pd

figures = pd.read_parquet("output/nightly/data/figures.parquet")
```

## 1. How many? / 多少？
```sql
SELECT unit, count(*) AS figures, avg(value) AS mean FROM figures GROUP BY unit ORDER BY unit
```

```python
values = figures.astype({"value": float}).groupby("unit").value
answer = values.agg(figures="size", mean="mean").reset_index()
```

<!-- result -->
<!-- /result -->
"""


def test_ten_questions_and_more_in_both_languages() -> None:
    assert len(RECIPES) >= 10
    for number, recipe in enumerate(RECIPES, start=1):
        assert recipe.question.startswith(f"{number}. ")
        english, _, chinese = recipe.question.partition(" / ")
        assert english.endswith("?")
        assert chinese.endswith("？")
    assert COOKBOOK.count("**Pitfall.**") == COOKBOOK.count("**注意。**") == len(RECIPES)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of one small table, as Parquet and in the DuckDB file."""
    root = tmp_path_factory.mktemp("workspace")
    data = root / PACKAGE / "data"
    data.mkdir(parents=True)
    with duckdb.connect(str(root / PACKAGE / "fazhi.duckdb")) as connection:
        connection.execute(
            "CREATE TABLE figures AS FROM (VALUES ('件', 140.5::DECIMAL(24, 6)), ('件', 3), "
            "('%', 21.1), ('%', 9.55)) AS t(unit, value)"
        )
        connection.execute(f"COPY figures TO '{data / 'figures.parquet'}'")
    return root


def test_a_page_is_answered_and_stays_as_it_is(workspace: Path) -> None:
    page = answered(PAGE, workspace)
    assert (
        "| unit | figures | mean |\n| --- | --- | --- |\n| % | 2 | 15.32 |\n| 件 | 2 | 71.75 |\n"
        in page
    )
    assert answered(page, workspace) == page
    [recipe] = recipes(page)
    assert recipe.printed.startswith("| unit |")


@pytest.mark.parametrize(
    "other",
    [
        "count(*) + 1 AS figures",  # another value
        "count(*) AS many",  # another name
        "CAST(count(*) AS VARCHAR) AS figures",  # another type
        "nullif(count(*), 2) AS figures",  # nothing in place of a value
    ],
)
def test_two_answers_that_differ_are_told(workspace: Path, other: str) -> None:
    page = PAGE.replace("count(*) AS figures", other)
    with pytest.raises(CookbookError, match=r"1\. How many.*different answers"):
        answered(page, workspace)


def test_a_row_more_is_another_answer(workspace: Path) -> None:
    page = PAGE.replace("GROUP BY unit", "WHERE unit = '件' GROUP BY unit")
    with pytest.raises(CookbookError, match="different answers"):
        answered(page, workspace)


@pytest.mark.parametrize("gone", ["```sql", "```python\nvalues", "<!-- result -->"])
def test_a_recipe_without_one_of_its_parts_is_told(gone: str) -> None:
    with pytest.raises(CookbookError, match=r"1\. How many"):
        list(recipes(PAGE.replace(gone, gone.replace("sql", "text").replace("python", "text")[1:])))


def test_cells_are_printed_short() -> None:
    answer = Answer(["a|b"], [[100.0], [0.125], [None], [True], ["一\n二|三"], [1640000000.0]])
    assert answer.markdown().splitlines()[2:] == [
        "| 100 |",
        "| 0.12 |",
        "|  |",
        "| true |",
        "| 一 二\\|三 |",
        "| 1640000000 |",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.question.partition(".")[0])
def test_the_cookbook_is_current(recipe: Recipe, sample_workspace: Path) -> None:
    by_sql = answer_sql(recipe, sample_workspace)
    by_pandas = answer_pandas(recipe, sample_workspace, opening(COOKBOOK))
    assert by_sql.rows, "an answer without rows shows nothing"
    assert by_sql.same_as(by_pandas)
    assert by_sql.markdown().strip() == recipe.printed, "run: make docs"
