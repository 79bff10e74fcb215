"""The dictionary, as text and as a page: everything is explained, every link leads somewhere."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from fazhi import vocabulary
from fazhi.dictionary import data_dictionary
from fazhi.dictionary_page import dictionary_page
from fazhi.store import VIEWS
from fazhi.tableschema import definitions, released
from fazhi.views import column_facts, views

#: Elements that are never closed.
_VOID = {"meta", "br", "link"}


class Page(HTMLParser):
    """Ids, links, addresses and the nesting of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.open: list[str] = []
        self.headers: list[dict[str, str | None]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if told.get("id"):
            self.ids.append(str(told["id"]))
        if tag == "a":
            self.links.append(str(told["href"]))
        if tag in {"script", "img", "link", "iframe"}:
            self.loaded.append(tag)
        if tag == "th":
            self.headers.append(told)
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def text() -> str:
    return dictionary_page()


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_every_table_column_and_term_is_on_the_page(text: str, page: Page) -> None:
    for table in definitions().values():
        assert table.name in page.ids
        for column in table.columns:
            assert f"{table.name}.{column.name}" in page.ids
            for term in column.facts.words or {}:
                assert f"<code>{term}</code>" in text
    for view in views():
        assert {view.name, *(f"{view.name}.{column.name}" for column in view.columns)} <= {
            *page.ids
        }


def test_links_lead_somewhere_and_ids_are_unique(page: Page) -> None:
    assert len(page.ids) == len(set(page.ids))
    assert page.links
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    references = sum(len(table.facts.references) for table in definitions().values())
    assert references
    assert len(page.links) >= references + len(definitions()) + len(VIEWS)


def test_the_page_needs_nothing_else_and_is_well_formed(text: str, page: Page) -> None:
    assert page.loaded == []
    assert "http://" not in text
    assert "https://" not in text
    assert page.open == []


def test_the_page_can_be_read_aloud(text: str, page: Page) -> None:
    assert '<html lang="zh-Hans">' in text
    assert 'lang="en"' in text
    assert all(header.get("scope") in {"row", "col"} for header in page.headers)
    assert page.links[0] == "#content"


def test_a_package_shows_what_it_carries() -> None:
    page = Page(dictionary_page(released()))
    assert "figures" in page.ids
    assert "runs" not in page.ids


def test_every_column_of_every_view_is_explained() -> None:
    found = {view.name: [column.name for column in view.columns] for view in views()}
    assert tuple(found) == VIEWS
    assert found["wide"] == [
        "region_code", "region_name", "province_name", "region_level", "panel_id", "year"
    ]  # fmt: skip
    assert "obs_status" in found["observations_main"]
    assert column_facts("wide", "disp.reconsideration.accepted") is None


def test_an_unknown_column_of_a_view_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fazhi.views.column_facts", lambda view, column: None)
    with pytest.raises(vocabulary.VocabularyError, match=r"observations_main[.]region_code"):
        views.__wrapped__()


def test_a_view_may_mean_something_else_by_a_name() -> None:
    status = column_facts("indicator_status", "status")
    assert status is not None
    assert status.words is not None
    assert "no_document" in status.words
    other = column_facts("observations_main", "status")
    assert other is not None
    assert other.words is not None
    assert "no_document" not in other.words


def test_the_text_tells_of_views_too() -> None:
    text = data_dictionary()
    for name in VIEWS:
        assert f"### {name}" in text
    assert "- `no_document`" in text
