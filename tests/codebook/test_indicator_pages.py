"""The pages of the codebook: everything of an entry is on its page, and links lead somewhere."""

from __future__ import annotations

import re

import pytest

from fazhi.codebook.entries import indicators, legal_bases
from fazhi.codebook.pages import indicator_pages

PAGES = indicator_pages()
LINK = re.compile(r"\]\(([A-Za-z_.]+\.md)\)")


def page(name: str) -> str:
    return PAGES[f"{name}.md"]


def test_every_indicator_has_one_page_and_one_line_in_the_index() -> None:
    assert set(PAGES) == {"README.md", *(f"{name}.md" for name in indicators())}
    for name in indicators():
        assert PAGES["README.md"].count(f"[`{name}`]({name}.md)") == 1


def test_links_lead_somewhere() -> None:
    for name, text in PAGES.items():
        for target in LINK.findall(text):
            assert target in PAGES, name


@pytest.mark.parametrize(
    "name",
    ["disp.reconsideration.received", "enf.file_review.pass_rate", "sup.disclosure.carried_in"],
)
def test_a_page_tells_all_of_its_entry(name: str) -> None:
    entry, text = indicators()[name], page(name)
    related = [other for term in entry.parsed_relations() for other in term.indicator_ids]
    for expected in (
        f"# {entry.name.zh} / {entry.name.en}",
        entry.definition.zh,
        entry.definition.en,
        f"| 单位 / Unit | {entry.unit} |",
        *entry.wording,
        *entry.confusables,
        *entry.examples.positive,
        *entry.examples.negative,
        *(each.zh for each in entry.breaks),
        *(each.date.isoformat() for each in entry.breaks),
        *(indicators()[other].name.zh for other in related),
        *(indicators()[other].name.en for other in related),
        entry.denominator,
    ):
        assert expected in text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("disp.reconsideration.accepted", "不多于收到行政复议申请数 / at most "),
        ("sup.congress.total", "等于人大代表建议办理数、政协提案办理数之和 / the sum of "),
        ("disp.reconsideration.closed", "其余部分之和"),
        ("func.credit.rank", "取值范围 1– / Within 1–"),
        ("disp.litigation.loss_rate", "`](disp.litigation.lost.md) ÷ [`"),
        ("disp.reconsideration.pending", "行政复议上年结转数 + 行政复议受理数 = "),
    ],
)
def test_relations_are_said_in_words(name: str, words: str) -> None:
    assert words in page(name)


def test_a_legal_basis_says_whether_anybody_read_it() -> None:
    bases = legal_bases()
    for entry in indicators().values():
        for reference in entry.legal_basis:
            basis = bases[reference.act]
            told = "not verified" if basis.verified == "never" else str(basis.verified)
            lines = [row for row in page(entry.id).splitlines() if basis.title in row]
            assert any(told in row for row in lines)


def test_pages_are_made_from_the_entries_given() -> None:
    name = "disp.reconsideration.received"
    pages = indicator_pages({name: indicators()[name]})
    assert list(pages) == ["README.md", f"{name}.md"]
    assert pages["README.md"].count("\n- ") == 1
