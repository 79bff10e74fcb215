"""The body of a page as blocks of text: paragraphs, headings and table rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Literal

from selectolax.lexbor import LexborNode

from fazhi.document.html_tables import TableDraft, is_data_table, read_table
from fazhi.document.html_tree import BLOCKS, events

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOLD = frozenset({"b", "strong", *_HEADINGS})
_BREAKS = BLOCKS | {"br"}
_LONGEST_HEADING = 60

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
#: A line break of the source between two Latin words is a space; anywhere else in
#: Chinese text, and inside numbers, it is nothing.
_LATIN_BREAK = re.compile(r"(?<=[A-Za-z,.;])[ \t]*[\r\n]\s*(?=[A-Za-z])")
_BREAK = re.compile(r"[ \t]*[\r\n]\s*")
_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class BlockDraft:
    """A block before the text is put together.

    Attributes:
        kind: ``paragraph``, ``heading`` or ``table``.
        text: Its text; of a table, the rows' texts joined by line breaks.
        linked: How many of the characters are inside links.
        table: The table's content.
    """

    kind: Literal["paragraph", "heading", "table"]
    text: str
    linked: int = 0
    table: TableDraft | None = None


@dataclass(slots=True)
class _Line:
    """What was collected since the last break."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    bold: int = 0

    def add(self, text: str, linked: bool, bold: bool) -> None:
        self.pieces.append(text)
        visible = len(_SPACE.sub("", text))
        self.linked += visible if linked else 0
        self.bold += visible if bold else 0


def clean(text: str) -> str:
    """Heal what markup did to a run of text.

    Invisible characters go; a number cut by a line break of the source is one again;
    other white space folds to single spaces.
    """
    text = _INVISIBLE.sub("", text)
    text = _LATIN_BREAK.sub(" ", text)
    text = _BREAK.sub("", text)
    return _SPACE.sub(" ", text).strip()


def read_blocks(body: LexborNode, furniture: AbstractSet[int]) -> list[BlockDraft]:
    """Return the blocks of the body in order; empty ones are left out.

    Args:
        body: The element that holds the article.
        furniture: ``mem_id`` of elements that are passed over.
    """
    return [block for block in _blocks(body, furniture) if block.text]


def _blocks(body: LexborNode, furniture: AbstractSet[int]) -> Iterator[BlockDraft]:
    def is_apart(node: LexborNode) -> bool:
        return node.mem_id in furniture or (
            node.tag == "table" and node.mem_id != body.mem_id and is_data_table(node, furniture)
        )

    line = _Line()
    depth = Counter[str]()
    for kind, node in events(body, is_apart):
        tag = node.tag or ""
        if kind == "text":
            runs = (node.text_content or "").splitlines() if depth["pre"] else [node.text_content]
            for number, run in enumerate(runs):
                if number:
                    yield _finish(line)
                    line = _Line()
                line.add(run or "", depth["a"] > 0, depth["bold"] > 0)
            continue
        if tag in _BREAKS:
            yield _finish(line)
            line = _Line()
        if kind == "skip":
            if node.mem_id not in furniture:
                yield _table_block(node, furniture)
            continue
        step = 1 if kind == "open" else -1
        depth[tag] += step
        depth["bold"] += step if tag in _BOLD else 0
    yield _finish(line)


def _finish(line: _Line) -> BlockDraft:
    text = clean("".join(line.pieces))
    visible = len(_SPACE.sub("", text))
    bold = visible and line.bold >= visible and visible <= _LONGEST_HEADING
    return BlockDraft("heading" if bold else "paragraph", text, line.linked)


def _table_block(table: LexborNode, furniture: AbstractSet[int]) -> BlockDraft:
    draft = read_table(table, furniture, clean)
    return BlockDraft("table", "\n".join(draft.row_texts()), table=draft)
