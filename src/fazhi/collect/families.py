"""What is understood of each family of systems, shown by the examples in the tests.

The table of ``docs/collecting.md`` is made from this: a cell says yes only where an
example of that family holds the thing and is read as a person read it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fazhi.collect.lists import read_list, report_links
from fazhi.document import read_document
from fazhi.records import Document

Expected = dict[str, Any]

#: Heading -> the metadata field whose value is compared.
_FIELDS = {
    "title": "title",
    "published": "published_date",
    "site id": "site_id_code",
    "index number": "index_number",
    "document number": "doc_number",
    "written": "written_date",
}
_NAMES = {
    "hanweb": "大汉 (hanweb)",
    "trs": "TRS (trs)",
    "gkmlpt": "广东 (gkmlpt)",
    "ucap": "UCAP (ucap)",
    "vsb": "博达 (vsb)",
    "plain": "plain pages (plain)",
}


@dataclass(frozen=True, slots=True)
class ListExample:
    """A list page as served, and what a person reads from it."""

    name: str
    content: bytes
    expected: Expected

    def is_read_right(self) -> bool:
        """Whether reports, further pages and the total are found as they should be."""
        url = self.expected["url"]
        page = read_list(self.content, url)
        found = [[link.url, link.title, link.year] for link in report_links(self.content, url)]
        wanted = self.expected
        return (found, page.further, page.total) == (
            wanted["reports"],
            wanted["further"],
            wanted["total"],
        )


def list_examples(examples: Path) -> list[ListExample]:
    """Return the examples of list pages below ``examples/lists``, by name."""
    found = []
    for path in sorted((examples / "lists").glob("*/expected.json")):
        expected = json.loads(path.read_text(encoding="utf-8"))
        [page] = path.parent.glob("page.*")
        found.append(ListExample(path.parent.name, page.read_bytes(), expected))
    return found


def family_table(examples: Path) -> str:
    """Return the table of families and capabilities in Markdown.

    Args:
        examples: The folder with ``pages`` and ``lists``.
    """
    cells: dict[str, dict[str, list[bool]]] = {family: {} for family in _NAMES}
    for path in sorted((examples / "pages").glob("*/expected.json")):
        expected = json.loads(path.read_text(encoding="utf-8"))
        content = (path.parent / "page.html").read_bytes()
        document = read_document(content, "text/html", expected["url"])
        for capability, is_shown in _page_capabilities(document, expected).items():
            cells[expected["family"]].setdefault(capability, []).append(is_shown)
    kinds: dict[str, list[str]] = {family: [] for family in _NAMES}
    for example in list_examples(examples):
        family = example.expected["family"]
        cells[family].setdefault("list", []).append(example.is_read_right())
        if example.expected["kind"] not in kinds[family]:
            kinds[family].append(example.expected["kind"])
    names = ["text", *_FIELDS, "tables", "attachments", "only a file", "list"]
    lines = [
        f"| family | {' | '.join(names)} | how its list goes on |",
        f"|{' --- |' * (len(names) + 2)}",
    ]
    for family, title in _NAMES.items():
        row = [_cell(cells[family].get(name, [])) for name in names]
        lines.append(f"| {title} | {' | '.join(row)} | {'; '.join(kinds[family]) or '–'} |")
    return "\n".join(lines)


def _page_capabilities(document: Document, expected: Expected) -> dict[str, bool]:
    """Return, for each thing that the page holds, whether it is read right."""
    values = {value.name: value.value for value in reversed(document.metadata)}
    found: dict[str, bool] = {}
    if expected["text"]:
        found["text"] = document.text.split("\n") == expected["text"]
    for heading, field in _FIELDS.items():
        if field in expected["metadata"]:
            found[heading] = values.get(field) == expected["metadata"][field]
    tests: dict[str, tuple[bool, Callable[[], bool]]] = {
        "tables": (
            bool(expected.get("tables")),
            lambda: len(document.tables) == len(expected["tables"]),
        ),
        "attachments": (
            bool(expected["attachments"]),
            lambda: (
                [[one.name, one.url] for one in document.attachments] == expected["attachments"]
            ),
        ),
        "only a file": (
            expected["outcome"] == "attachment_only",
            lambda: document.outcome == "attachment_only",
        ),
    }
    found |= {name: test() for name, (is_there, test) in tests.items() if is_there}
    return found


def _cell(shown: list[bool]) -> str:
    if not shown:
        return "–"
    return "yes" if all(shown) else "no"
