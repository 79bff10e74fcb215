"""The pages of the codebook: everything of an entry is on them, and links lead somewhere."""

from __future__ import annotations

import re

import pytest

from fazhi.codebook.entries import indicators, legal_bases
from fazhi.codebook.pages import indicator_pages

PAGES = indicator_pages()
LINK = re.compile(r"\]\(([a-z]+\.md|README\.md)(?:#([a-z_.]+))?\)")
ANCHOR = re.compile(r'<a id="([a-z_.]+)"></a>')


def section(name: str) -> str:
    (found,) = [
        part.split("<a id=")[0]
        for text in PAGES.values()
        for part in text.split(f'<a id="{name}"></a>')[1:]
    ]
    return found


def test_every_indicator_has_one_section_and_one_line_in_the_index() -> None:
    anchors = [name for text in PAGES.values() for name in ANCHOR.findall(text)]
    assert sorted(anchors) == sorted(indicators())
    for name in indicators():
        assert PAGES["README.md"].count(f"[`{name}`]") == 1


def test_links_lead_somewhere() -> None:
    for page, text in PAGES.items():
        for target, anchor in LINK.findall(text):
            assert target in PAGES, page
            assert not anchor or f'<a id="{anchor}"></a>' in PAGES[target], (page, anchor)


@pytest.mark.parametrize("name", ["disp.reconsideration.received", "enf.file_review.pass_rate"])
def test_a_section_tells_all_of_its_entry(name: str) -> None:
    entry, text = indicators()[name], section(name)
    for expected in (
        f"## {entry.name.zh} / {entry.name.en}",
        entry.definition.zh,
        entry.definition.en,
        f"Unit: {entry.unit}",
        *entry.wording,
        *entry.relations,
        *entry.confusables,
        *entry.examples.positive,
        *entry.examples.negative,
        *(each.zh for each in entry.breaks),
        *(each.date.isoformat() for each in entry.breaks),
        entry.denominator,
    ):
        assert expected in text


def test_a_legal_basis_says_whether_anybody_read_it() -> None:
    bases = legal_bases()
    for entry in indicators().values():
        for reference in entry.legal_basis:
            basis = bases[reference.act]
            told = "not verified" if basis.verified == "never" else str(basis.verified)
            line = next(row for row in section(entry.id).splitlines() if "Legal basis" in row)
            assert basis.title in line
            assert told in line


def test_pages_are_made_from_the_entries_given() -> None:
    name = "disp.reconsideration.received"
    pages = indicator_pages({name: indicators()[name]})
    assert list(pages) == ["README.md", "disputes.md"]
    assert "1 个指标" in pages["disputes.md"]
