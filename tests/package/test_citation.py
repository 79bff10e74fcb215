"""A citation names version, date, content and licence, and says what is invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fazhi.package.citation import CitedPackage, citation, cited_package

PACKAGE = CitedPackage(
    "2024.04.1", "2024-04-02T03:00:00Z", "ab" * 32, False, url="https://data.example.org/fazhi"
)


@pytest.mark.parametrize("form", ["text_en", "text_zh", "bibtex"])
def test_every_form_tells_what_was_used(form: str) -> None:
    text = getattr(citation(PACKAGE), form)
    for fact in ("2024.04.1", "2024-04-02", "ab" * 32, PACKAGE.url, "CC-BY-4.0", PACKAGE.authors):
        assert fact in text
    assert "fictional" not in text
    assert "虚构" not in text


@pytest.mark.parametrize("form", ["text_en", "text_zh", "bibtex"])
def test_invented_places_are_never_cited_as_real_ones(form: str) -> None:
    text = getattr(citation(replace(PACKAGE, is_fictional=True)), form).lower()
    assert "fictional" in text or "虚构" in text


def test_without_an_address_nothing_is_left_open() -> None:
    found = citation(replace(PACKAGE, url=""))
    assert "url" not in found.bibtex
    assert ".." not in found.text_en.replace("2024.04.1", "")
    assert "。。" not in found.text_zh


def test_bibtex_is_balanced_and_has_one_entry() -> None:
    bibtex = citation(PACKAGE).bibtex
    assert bibtex.startswith("@misc{fazhi-2024.04.1,\n")
    assert bibtex.count("{") == bibtex.count("}")
    assert bibtex.endswith("\n}\n")
    assert all(line.endswith("},") for line in bibtex.splitlines()[1:-1])


def test_read_from_a_descriptor() -> None:
    descriptor = {
        "version": PACKAGE.version,
        "created": PACKAGE.created,
        "contributors": [{"title": PACKAGE.authors}],
        "homepage": PACKAGE.url,
        "fazhi": {"content_sha256": PACKAGE.content_sha256, "is_fictional": False},
    }
    assert cited_package(descriptor) == PACKAGE
    del descriptor["homepage"]
    assert cited_package(descriptor) == replace(PACKAGE, url="")
