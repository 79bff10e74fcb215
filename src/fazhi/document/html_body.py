"""Where the article stands in a page, and what around it is furniture."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from selectolax.lexbor import LexborHTMLParser, LexborNode

from fazhi.document.html_files import offers_file
from fazhi.document.html_rules import HtmlRules
from fazhi.document.html_tree import (
    BLOCKS,
    events,
    fold,
    is_hidden,
    is_prose,
    running_text,
)

#: An element called furniture that holds this much running text is none.
_TOO_MUCH_FOR_FURNITURE = 500
#: The innermost element with this share of the running text is the body.
_SHARE = 0.9
#: A selector's element must hold this share of what the fallback finds.
_ENOUGH = 0.5
_SHORTEST_BODY = 80
#: Of a style sheet: what hides an element, told by class or id.
_HIDING = re.compile(r"\bdisplay\s*:\s*none\b", re.IGNORECASE)
_NAME = re.compile(r"^[.#][A-Za-z_][\w-]*$")


def find_frame(tree: LexborHTMLParser, rules: HtmlRules) -> frozenset[int]:
    """Return the ``mem_id`` of the frame around the page: menus, header, footer.

    A frame that holds running text is none: templates misuse names.
    """
    return _without_running_text(tree, rules.frame, _unreadable(tree, rules))


def find_furniture(
    tree: LexborHTMLParser, rules: HtmlRules, frame: AbstractSet[int]
) -> frozenset[int]:
    """Return the ``mem_id`` of elements that are never part of a document.

    Scripts and controls count always; named furniture only as long as it does not hold
    running text. A hidden element may hold a second copy of the article: it goes where
    as much is visible.
    """
    found = {*_unreadable(tree, rules), *frame}
    found |= _without_running_text(tree, rules.furniture, found)
    hidden = [node for node in tree.css("[style]") if is_hidden(node)]
    hidden += [node for name in _hidden_names(tree) for node in tree.css(name)]
    if hidden and tree.body is not None:
        everything = running_text(tree.body, found)
        for node in hidden:
            if 2 * running_text(node, found) <= everything:
                found.add(node.mem_id)
    return frozenset(found)


def _hidden_names(tree: LexborHTMLParser) -> set[str]:
    """Return the classes and ids that a style sheet of the page hides on every screen."""
    found: set[str] = set()
    for node in tree.css("style:not([media])"):
        depth = 0
        for part in (node.text() or "").split("}"):
            opened = part.split("{")
            if depth == 0 and len(opened) == 2 and _HIDING.search(opened[1]):
                found |= {
                    name for name in map(str.strip, opened[0].split(",")) if _NAME.match(name)
                }
            depth = max(0, depth + len(opened) - 2)
    return found


def _unreadable(tree: LexborHTMLParser, rules: HtmlRules) -> frozenset[int]:
    return frozenset(node.mem_id for node in tree.css(rules.unreadable))


def _without_running_text(
    tree: LexborHTMLParser, selectors: list[str], unreadable: AbstractSet[int]
) -> frozenset[int]:
    return frozenset(
        node.mem_id
        for selector in selectors
        for node in tree.css(selector)
        if node.tag not in {"html", "body"}
        and running_text(node, unreadable) < _TOO_MUCH_FOR_FURNITURE
    )


def find_body(
    tree: LexborHTMLParser, rules: HtmlRules, furniture: AbstractSet[int]
) -> LexborNode | None:
    """Return the element that holds the article.

    The first selector of the rules with enough text wins; where none has, the first
    that offers a file; else the innermost element with most of the running text.
    """
    if tree.body is None:
        return None
    fallback = _innermost(tree.body, furniture)
    most = running_text(fallback, furniture)
    offering = None
    for selector in rules.body:
        nodes = [node for node in tree.css(selector) if node.mem_id not in furniture]
        if not nodes:
            continue
        sizes = {node.mem_id: running_text(node, furniture, prose=False) for node in nodes}
        best = max(nodes, key=lambda node: sizes[node.mem_id])
        if sizes[best.mem_id] >= max(_SHORTEST_BODY, _ENOUGH * most):
            return best
        if offering is None and offers_file(best, rules):
            offering = best
    if offering is not None and most < _TOO_MUCH_FOR_FURNITURE:
        return offering
    return fallback


def _is_paragraph(node: LexborNode) -> bool:
    """Whether an element holds one paragraph, whatever it is called: no breaks within."""
    if node.tag == "p":
        return True
    inside = (one for child in node.iter() for kind, one in events(child) if kind == "open")
    return not any(one.tag in BLOCKS or one.tag == "br" for one in inside)


def _innermost(root: LexborNode, furniture: AbstractSet[int]) -> LexborNode:
    """Return the innermost element that still holds most of the running text."""
    totals: dict[int, int] = {}
    open_elements: list[int] = []
    for kind, node in events(root, lambda node: node.tag == "a" or node.mem_id in furniture):
        if kind == "open":
            open_elements.append(node.mem_id)
            totals[node.mem_id] = 0
        elif kind == "close":
            inner_total = totals[open_elements.pop()]
            if open_elements:
                totals[open_elements[-1]] += inner_total
        elif kind == "text" and is_prose(text := fold(node.text_content or "")):
            totals[open_elements[-1]] += len(text)
    node = root
    wanted = _SHARE * totals[root.mem_id]
    while wanted:
        inner = next(
            (child for child in node.iter() if totals.get(child.mem_id, 0) >= wanted), None
        )
        if inner is None or inner.tag not in BLOCKS or _is_paragraph(inner):
            break
        node = inner
    return node
