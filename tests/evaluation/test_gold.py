"""Annotated folders are found, checked and read."""

from __future__ import annotations

from pathlib import Path

import pytest

from fazhi.evaluation.gold import GoldError, find_gold, load_gold

HEADER = "figure_id,start,end,raw,value,unit,statistical\n"


def annotate(folder: Path, raw: str = "96件") -> Path:
    folder.mkdir(parents=True)
    (folder / "document.txt").write_text("办结96件。\r\n", encoding="utf-8", newline="")
    (folder / "figures.csv").write_text(f"{HEADER}f1,2,5,{raw},96,件,yes\n", encoding="utf-8")
    return folder


def test_line_ends_are_kept_and_absent_kinds_are_none(tmp_path: Path) -> None:
    gold = load_gold(annotate(tmp_path / "one"))
    assert gold.text == "办结96件。\r\n"
    assert gold.sections is None
    assert gold.figures[0]["value"] == "96"


def test_a_span_that_is_not_in_the_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="quotes '97件', but the text there is '96件'"):
        load_gold(annotate(tmp_path / "one", raw="97件"))


def test_a_folder_of_folders_is_walked(tmp_path: Path) -> None:
    annotate(tmp_path / "b")
    annotate(tmp_path / "a")
    assert [path.name for path in find_gold(tmp_path)] == ["a", "b"]
    assert [path.name for path in find_gold(tmp_path / "a")] == ["a"]


def test_the_indicators_to_choose_from_stand_in_the_folder_or_above(tmp_path: Path) -> None:
    folder = annotate(tmp_path / "reports" / "one")
    assert load_gold(folder).indicators is None
    (folder.parent / "indicators.txt").write_text("a.b\na.c\n", encoding="utf-8")
    assert load_gold(folder).indicators == {"a.b", "a.c"}
    (folder / "indicators.txt").write_text("a.b\n", encoding="utf-8")
    assert load_gold(folder).indicators == {"a.b"}


def test_nothing_annotated_is_said(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="holds no annotated document"):
        find_gold(tmp_path)
