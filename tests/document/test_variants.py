"""Pages with the habits of many sites: the article alone, and who published what and when."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from fazhi.document import read_document
from fazhi.extract import as_json, extract
from fazhi.records import Document

VARIANTS = Path(__file__).resolve().parent.parent / "examples" / "variants"
NAMES = sorted(path.parent.name for path in VARIANTS.glob("*/page.html"))


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((VARIANTS / name / "expected.json").read_text("utf-8"))
    return found


def document(name: str) -> Document:
    content = (VARIANTS / name / "page.html").read_bytes()
    return read_document(content, "text/html", expected(name)["url"])


def test_every_family_has_variants() -> None:
    counts = Counter(expected(name)["family"] for name in NAMES)
    assert set(counts) == {"hanweb", "trs", "gkmlpt", "ucap", "vsb", "plain"}
    assert min(counts.values()) >= 2


@pytest.mark.parametrize("name", NAMES)
def test_text_is_the_article_alone(name: str) -> None:
    read = document(name)
    assert read.text.split("\n") == (expected(name)["text"] or [""])
    assert read.outcome == expected(name)["outcome"]


@pytest.mark.parametrize("name", NAMES)
def test_what_extract_tells_of_the_document(name: str) -> None:
    told = as_json(name, extract(document(name)))["document"]
    wanted = expected(name)["document"]
    assert {field: told[field] for field in wanted} == wanted
    assert told["is_report"] == (expected(name)["outcome"] == "ok")


@pytest.mark.parametrize("name", NAMES)
def test_attachments_with_their_addresses(name: str) -> None:
    found = [[attachment.name, attachment.url] for attachment in document(name).attachments]
    assert found == expected(name)["attachments"]
