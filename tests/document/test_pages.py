"""Whole pages of each family of systems against what a person found in them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest

from fazhi.document import read_document
from fazhi.records import Document

PAGES = Path(__file__).resolve().parent.parent / "examples" / "pages"
NAMES = sorted(path.parent.name for path in PAGES.glob("*/page.html"))
DAMAGE = [
    *(b"\xff\xfe", b"<table>", b"</table>", b"<td>", b"</div>", b"<!--", b"-->", b"<script>"),
    *(b"<div style='display:none'>", b"<template>", b"<select>", b"<p", b'"', b"<frameset>"),
    b"<table><tr><td rowspan=99999 colspan=99999>1</td><td>2</td></tr><tr><td>3</td></tr>",
]
FAMILIES = {"hanweb", "trs", "gkmlpt", "ucap", "vsb", "plain"}


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PAGES / name / "expected.json").read_text("utf-8"))
    return found


def document(name: str) -> Document:
    content = (PAGES / name / "page.html").read_bytes()
    return read_document(content, "text/html", expected(name)["url"])


def test_every_family_has_a_page() -> None:
    assert {expected(name)["family"] for name in NAMES} == FAMILIES


@pytest.mark.parametrize("name", NAMES)
def test_text_is_the_article_alone(name: str) -> None:
    assert document(name).text.split("\n") == (expected(name)["text"] or [""])


@pytest.mark.parametrize("name", NAMES)
def test_outcome(name: str) -> None:
    assert document(name).outcome == expected(name)["outcome"]


@pytest.mark.parametrize("name", NAMES)
def test_metadata(name: str) -> None:
    values: dict[str, list[str]] = {}
    for value in document(name).metadata:
        values.setdefault(value.name, []).append(value.value)
    first = {field: found[0] for field, found in values.items()}
    wanted = expected(name)["metadata"]
    assert {field: first.get(field) for field in wanted} == wanted
    assert not set(expected(name)["absent"]) & set(values)


@pytest.mark.parametrize("name", NAMES)
def test_titles_agree_wherever_they_stand(name: str) -> None:
    titles = {value.value for value in document(name).metadata if value.name == "title"}
    assert titles == {expected(name)["metadata"]["title"]}


@pytest.mark.parametrize("name", NAMES)
def test_attachments_with_their_addresses(name: str) -> None:
    found = [[attachment.name, attachment.url] for attachment in document(name).attachments]
    assert found == expected(name)["attachments"]


@pytest.mark.parametrize("name", NAMES)
def test_blocks_and_cells_are_spans_of_the_text(name: str) -> None:
    read = document(name)
    assert [read.text[b.char_start : b.char_end] for b in read.blocks] == expected(name)["text"]
    for table in read.tables:
        for cell in table.cells:
            assert read.text[cell.char_start : cell.char_end] == cell.text


@pytest.mark.parametrize("name", [name for name in NAMES if "tables" in expected(name)])
def test_tables_are_kept_as_tables(name: str) -> None:
    grids = []
    for table in document(name).tables:
        grid: dict[int, list[str]] = {}
        for cell in table.cells:
            grid.setdefault(cell.row, []).append(cell.text)
        grids.append(list(grid.values()))
    assert grids == expected(name)["tables"]


@pytest.mark.parametrize("name", NAMES)
def test_address_comes_from_the_page_where_nobody_gives_it(name: str) -> None:
    content = (PAGES / name / "page.html").read_bytes()
    own = re.search(rb'(?i)name="url" content="([^"]+)"', content)
    read = read_document(content, "text/html")
    if own:
        urls = [attachment.url for attachment in read.attachments]
        assert urls == [url for _, url in expected(name)["attachments"]]
    assert read.text == document(name).text


@pytest.mark.parametrize("seed", range(40))
def test_damaged_pages_are_read_all_the_same(seed: int) -> None:
    random = Random(seed)
    name = random.choice(NAMES)
    content = bytearray((PAGES / name / "page.html").read_bytes())
    for _ in range(random.randrange(1, 30)):
        place = random.randrange(len(content))
        if random.random() < 0.5:
            del content[place : place + random.randrange(1, 200)]
        else:
            content[place:place] = random.choice(DAMAGE)
    read = read_document(bytes(content), "text/html", "http://damaged.invalid/")
    lines = [read.text[block.char_start : block.char_end] for block in read.blocks]
    assert "\n".join(lines) == read.text
    for table in read.tables:
        for cell in table.cells:
            assert read.text[cell.char_start : cell.char_end] == cell.text
