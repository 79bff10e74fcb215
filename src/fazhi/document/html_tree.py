"""Walking a parsed page without recursion: pages may nest deeper than Python may call."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from typing import Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

Event = tuple[Literal["open", "close", "text", "skip"], LexborNode]

BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details"}
    | {"dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1"}
    | {"h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav"}
    | {"ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead"}
    | {"tr", "ul"}
)

_SHORTEST_PROSE = 15
_STOP = re.compile(r"[，。；,;]")
_SPACES = re.compile(r"\s+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def events(root: LexborNode, skip: Callable[[LexborNode], bool] | None = None) -> Iterator[Event]:
    """Yield what a reader meets: elements opened and closed, and runs of text.

    Args:
        root: Where to start; it is opened and closed too.
        skip: Elements for which it answers True are passed over with all they hold; a
            single ``skip`` event tells where they stand.
    """
    node = root
    while True:
        if node.is_text_node:
            yield "text", node
        elif node.is_element_node and skip is not None and skip(node):
            yield "skip", node
        elif node.is_element_node:
            yield "open", node
            if node.child is not None:
                node = node.child
                continue
            yield "close", node
        while node.mem_id != root.mem_id and node.next is None:
            parent = node.parent
            if parent is None:
                return
            node = parent
            yield "close", node
        if node.mem_id == root.mem_id or node.next is None:
            return
        node = node.next


def fold(text: str) -> str:
    """Fold white space to single spaces and trim."""
    return _SPACES.sub(" ", text).strip()


def attribute(node: LexborNode, name: str) -> str:
    """Return an attribute's value, ``""`` where there is none."""
    return node.attributes.get(name) or ""


def is_hidden(node: LexborNode) -> bool:
    """Whether the element's own style hides it."""
    return bool(_HIDDEN.search(attribute(node, "style")))


def running_text(
    root: LexborNode, without: AbstractSet[int] = frozenset(), *, prose: bool = True
) -> int:
    """Count the characters of text outside links.

    Args:
        root: The element to count in.
        without: ``mem_id`` of elements passed over.
        prose: Count only runs that look like sentences (see ``is_prose``).
    """
    total = 0
    for kind, node in events(root, lambda node: node.tag == "a" or node.mem_id in without):
        if kind == "text":
            text = fold(node.text_content or "")
            if not prose or is_prose(text):
                total += len(text)
    return total


def is_prose(text: str) -> bool:
    """Tell a run of sentences from menus, labels and addresses: long, with a comma or stop."""
    return len(text) >= _SHORTEST_PROSE and bool(_STOP.search(text))


def meta_tags(tree: LexborHTMLParser) -> dict[str, str]:
    """Return the page's meta tags by name in lower case; the first of a name wins."""
    found: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
        name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
        content = fold(attributes.get("content", ""))
        if name and content:
            found.setdefault(name, content)
    return found
