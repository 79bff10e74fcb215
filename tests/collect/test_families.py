"""List pages of each family as a person reads them; the table made from the examples."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fazhi.collect.families import ListExample, family_table, list_examples
from fazhi.collect.lists import read_list, report_links

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
LISTS = list_examples(EXAMPLES)


@pytest.mark.parametrize("example", LISTS, ids=lambda example: example.name)
def test_list_page(example: ListExample) -> None:
    url = example.expected["url"]
    page = read_list(example.content, url)
    found = [[link.url, link.title, link.year] for link in report_links(example.content, url)]
    assert found == example.expected["reports"]
    assert page.further == example.expected["further"]
    assert page.total == example.expected["total"]
    assert example.is_read_right()


def test_every_family_has_an_example_of_a_list() -> None:
    assert {example.expected["family"] for example in LISTS} == {
        *("hanweb", "trs", "gkmlpt", "ucap", "vsb", "plain")
    }


def test_the_table_says_what_is_not_shown(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "lists" / "ucap-json", tmp_path / "lists" / "ucap-json")
    rows = {line.split("|")[1].strip(): line for line in family_table(tmp_path).splitlines()}
    assert rows["UCAP (ucap)"].endswith("| – | – | yes | JSON from /common/search/<channel> |")
    assert rows["TRS (trs)"].replace(" –", "") == "| TRS (trs) |" + " |" * 12
    assert " no " not in family_table(EXAMPLES)


def test_an_example_that_is_read_otherwise_counts_as_no(tmp_path: Path) -> None:
    [example] = [one for one in LISTS if one.name == "trs-script"]
    folder = tmp_path / "lists" / "trs"
    folder.mkdir(parents=True)
    source = EXAMPLES / "lists" / "trs-script"
    (folder / "page.html").write_bytes(example.content.replace(b"createPageHTML", b"other"))
    (folder / "expected.json").write_bytes((source / "expected.json").read_bytes())
    assert "| no | index_N.html by createPageHTML |" in family_table(tmp_path)
