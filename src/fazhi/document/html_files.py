"""Files that a page offers: linked, embedded or opened by a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import chain
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from fazhi.document.html_rules import HtmlRules
from fazhi.document.html_tree import attribute, fold, meta_tags
from fazhi.records import Attachment

_OFFERING = "a, iframe, embed, object"
_LINK_IN_SCRIPT = re.compile(r"<a\s[^<>]*href=[^<>]+>[^<>'\"+]*</a>", re.IGNORECASE)
_EMBEDDED = {"iframe": "src", "embed": "src", "object": "data"}
_QUOTED = re.compile(r"['\"]([^'\"]+)['\"]")
_IN_SCRIPT = re.compile(r"['\"]([^'\"\s<>]*/[^'\"\s<>]+)['\"]")
_SHORTEST_NAME = 6
_ICON = re.compile(r"^(点击)?(下载|查看|预览|打开|附件)(附件|文件|全文)?$")


def find_files(
    tree: LexborHTMLParser, rules: HtmlRules, frame: AbstractSet[int], base: str
) -> list[Attachment]:
    """Return the files that the page offers, in order and once each.

    Args:
        tree: The page.
        rules: Which files count.
        frame: ``mem_id`` of menus and footers: what they offer is the site's, not the
            document's.
        base: Where relative addresses start; without one they stay relative, but for
            those that begin at the root of a site whose name the page tells.
    """
    found: dict[str, Attachment] = {}
    if tree.body is None:
        return []
    site = meta_tags(tree).get("sitedomain", "")
    root = site if site.startswith("http") or not site else f"http://{site}"
    for node in [*tree.body.css(_OFFERING), *_written(tree)]:
        target = _target(node, rules)
        if not target or _is_within(node, frame):
            continue
        try:
            address = urljoin(base or (root if target.startswith("/") else ""), target)
        except ValueError:
            continue
        attachment = Attachment(_name(node, target, rules), address)
        known = found.setdefault(address, attachment)
        if _ICON.match(known.name) and not _ICON.match(attachment.name):
            found[address] = attachment
    return list(found.values()) or _shown_by_script(tree, rules, base or root)


def offers_file(node: LexborNode, rules: HtmlRules) -> bool:
    """Whether the element offers a file."""
    return any(_target(item, rules) for item in node.css(_OFFERING))


def _written(tree: LexborHTMLParser) -> list[LexborNode]:
    """Return links that a script of the page writes (TRS: ``var file_appendix = '<a …'``)."""
    scripts = (node.text() for node in tree.css("body script:not([src])"))
    links = [link for script in scripts for link in _LINK_IN_SCRIPT.findall(script)]
    return LexborHTMLParser("".join(links)).css("a") if links else []


def _shown_by_script(tree: LexborHTMLParser, rules: HtmlRules, base: str) -> list[Attachment]:
    """Return the file that a script of the page shows (``PDFObject.embed("/f/1.pdf")``)."""
    found: dict[str, Attachment] = {}
    for node in tree.css("body script:not([src])"):
        for target in filter(rules.attachment_name.search, _IN_SCRIPT.findall(node.text() or "")):
            name = unquote(urlsplit(target).path.rpartition("/")[2])
            address = urljoin(base, target)
            found.setdefault(address, Attachment(name, address))
    return list(found.values())


def _target(node: LexborNode, rules: HtmlRules) -> str:
    """Return the address of the file that a link or frame leads to, or ``""``."""
    tag = node.tag or ""
    if tag in _EMBEDDED:
        return _embedded(attribute(node, _EMBEDDED[tag]).strip(), rules)
    href = attribute(node, "href").strip()
    if href and not href.startswith(("javascript:", "#", "mailto:")):
        shown = (href, fold(node.text()), attribute(node, "title"), attribute(node, "download"))
        is_file = any(map(rules.attachment_name.search, shown)) or _sends_file(
            href, shown[1], rules
        )
        return href if is_file else ""
    scripted = _scripted(f"{href} {attribute(node, 'onclick')}", rules)
    return next(chain(scripted, _carried(node, rules)), "")


def _sends_file(href: str, name: str, rules: HtmlRules) -> bool:
    """Whether an address sends a file that neither it nor its link names by an extension."""
    if not rules.downloads.search(href) or len(name) < _SHORTEST_NAME:
        return False
    return not rules.programs.search(name)


def _embedded(address: str, rules: HtmlRules) -> str:
    """Return the file shown in a frame; a viewer names it in its query."""
    if not rules.attachment_name.search(address):
        return ""
    parts = urlsplit(address)
    if rules.attachment_name.search(parts.path):
        return address
    values = (value for found in parse_qs(parts.query).values() for value in found)
    return next(filter(rules.attachment_name.search, values), "")


def _scripted(script: str, rules: HtmlRules) -> Iterator[str]:
    """Yield addresses of files among the strings of a script."""
    return filter(rules.attachment_name.search, _QUOTED.findall(script))


def _carried(node: LexborNode, rules: HtmlRules) -> Iterator[str]:
    """Yield addresses of files that a link keeps for a script (``data-href``, ``data-url``)."""
    for name, value in node.attributes.items():
        if name.startswith("data-") and "/" in (value or ""):
            yield from filter(rules.attachment_name.search, [value or ""])


def _name(node: LexborNode, target: str, rules: HtmlRules) -> str:
    """Return the name under which a file is offered: one with an extension, if any."""
    shown = [fold(node.text()), fold(attribute(node, "title")), attribute(node, "download")]
    file_name = unquote(urlsplit(target).path.rpartition("/")[2])
    named = next((name for name in shown if rules.attachment_name.search(name)), "")
    return named or next(filter(None, shown), "") or file_name


def _is_within(node: LexborNode, elements: AbstractSet[int]) -> bool:
    current: LexborNode | None = node
    while current is not None:
        if current.mem_id in elements:
            return True
        current = current.parent
    return False
