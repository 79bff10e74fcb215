"""Pages: the visible body of an article as text, everything around it as metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from fazhi.document.encoding import decode_html
from fazhi.document.html_blocks import BlockDraft, read_blocks
from fazhi.document.html_body import find_body, find_furniture, is_file_link
from fazhi.document.html_metadata import is_disclosure, meta_tags, read_metadata
from fazhi.document.html_rules import HtmlRules, html_rules
from fazhi.document.html_tree import attribute, events, fold
from fazhi.document.text import FILE_NAME
from fazhi.records import Attachment, Block, Cell, Document, MetadataValue, Table

_MEDIA_TYPE = "text/html"
#: Furniture lines and disclosure lines are shorter than this.
_LONGEST_FURNITURE = 120
#: A line that ends the body is short, and not in the body's first half.
_LONGEST_END = 80
_PARAGRAPH = 100
#: A block most of whose text is links is a list of links.
_LINK_SHARE = 0.6
_FILE_LINE = re.compile(r"^附\s*件\s*[0-9一二三四五六七八九十]*\s*[:：.、]?\s*")


def read_html(content: bytes, url: str = "", charset: str = "") -> Document:
    """Read a page.

    Args:
        content: The page as served.
        url: Its address; without one, the page's own statement of it is used.
        charset: As declared by the server, if it was.
    """
    source = decode_html(content, charset)
    rules = html_rules()
    tree = LexborHTMLParser(source)
    furniture = find_furniture(tree, rules)
    if not source.strip() or _is_challenge(tree, source, rules):
        return Document(text="", media_type=_MEDIA_TYPE, outcome="blocked")
    body = find_body(tree, rules, furniture)
    metadata = read_metadata(tree, rules, body, furniture)
    attachments = _attachments(tree, rules, furniture, _base(tree, rules, url))
    drafts = read_blocks(body, furniture) if body is not None else []
    named = {attachment.name for attachment in attachments}
    drafts, only_named = _without_furniture(drafts, rules, named)
    attachments += [Attachment(name) for name in only_named]
    return _assemble(drafts, metadata, attachments, rules)


def _is_challenge(tree: LexborHTMLParser, source: str, rules: HtmlRules) -> bool:
    """Whether a script, or nothing at all, came instead of the page."""
    visible = 0
    if tree.body is not None:
        for kind, node in events(tree.body, lambda node: node.tag in {"script", "style"}):
            visible += len(fold(node.text_content or "")) if kind == "text" else 0
    if visible >= rules.challenge_below:
        return False
    return any(pattern.search(source) for pattern in rules.challenges)


def _base(tree: LexborHTMLParser, rules: HtmlRules, url: str) -> str:
    """Return the address that relative links start from."""
    tags = meta_tags(tree)
    named = (tags.get(name, "") for name in rules.address_meta)
    own = url or next((value for value in named if value.startswith("http")), "")
    base = tree.css_first("base[href]")
    return urljoin(own, attribute(base, "href")) if base is not None else own


def _attachments(
    tree: LexborHTMLParser, rules: HtmlRules, furniture: frozenset[int], base: str
) -> list[Attachment]:
    """Return the files that the page offers, menus and footers left out."""
    found: dict[str, Attachment] = {}
    if tree.body is None:
        return []
    for anchor in tree.body.css("a[href]"):
        target = attribute(anchor, "href").strip()
        if target.startswith(("javascript:", "#")) or not is_file_link(anchor, rules):
            continue
        if _is_within(anchor, furniture):
            continue
        name = fold(anchor.text()) or fold(attribute(anchor, "title"))
        try:
            address = urljoin(base, target)
        except ValueError:
            continue
        found.setdefault(address, Attachment(name or target.rpartition("/")[2], address))
    return list(found.values())


def _is_within(node: LexborNode, elements: frozenset[int]) -> bool:
    current: LexborNode | None = node
    while current is not None:
        if current.mem_id in elements:
            return True
        current = current.parent
    return False


def _without_furniture(
    drafts: list[BlockDraft], rules: HtmlRules, attachments: set[str]
) -> tuple[list[BlockDraft], list[str]]:
    """Cut what the page's template put among the blocks of the article.

    Returns:
        The article's blocks, and names of files that are named but not linked.
    """
    total = sum(len(draft.text) for draft in drafts)
    kept: list[BlockDraft] = []
    named: list[str] = []
    read = 0
    begun = False
    for draft in drafts:
        text = draft.text
        if read * 2 >= total and len(text) <= _LONGEST_END and rules.end_line.match(text):
            break
        read += len(text)
        if draft.kind == "table":
            if begun or not is_disclosure(text, rules):
                kept.append(draft)
            continue
        if file_name := _file_name(text, attachments):
            if file_name not in attachments:
                named.append(file_name)
            continue
        if len(text) <= _LONGEST_FURNITURE and (
            rules.furniture_line.match(text)
            or _is_link_list(draft)
            or (not begun and is_disclosure(text, rules))
        ):
            continue
        begun = begun or len(text) >= _PARAGRAPH
        kept.append(draft)
    return kept, named


def _file_name(text: str, attachments: set[str]) -> str:
    """Return the name if the block is nothing but the name of a file."""
    bare = _FILE_LINE.sub("", text)
    if bare in attachments or text in attachments:
        return bare if bare in attachments else text
    found = FILE_NAME.match(text)
    return found.group(1) if found else ""


def _is_link_list(draft: BlockDraft) -> bool:
    visible = len("".join(draft.text.split()))
    return draft.linked > _LINK_SHARE * visible


def _assemble(
    drafts: list[BlockDraft],
    metadata: list[MetadataValue],
    attachments: list[Attachment],
    rules: HtmlRules,
) -> Document:
    """Put the blocks together and note where each begins and ends."""
    document = Document("", _MEDIA_TYPE, metadata=metadata, attachments=attachments)
    lines: list[str] = []
    position = 0
    for draft in drafts:
        starts = []
        for line in draft.text.split("\n"):
            starts.append(position)
            lines.append(line)
            position += len(line) + 1
        document.blocks += _blocks_of(draft, starts, len(document.tables))
        if draft.table is not None:
            document.tables.append(_table_of(draft, starts))
    document.text = "\n".join(lines)
    if attachments and len(document.text) < rules.attachment_only_below:
        document.outcome = "attachment_only"
    return document


def _blocks_of(draft: BlockDraft, starts: list[int], table: int) -> Iterator[Block]:
    if draft.kind == "table":
        for start, line in zip(starts, draft.text.split("\n"), strict=True):
            yield Block("table_row", start, start + len(line), table)
    else:
        yield Block(draft.kind, starts[0], starts[0] + len(draft.text))


def _table_of(draft: BlockDraft, starts: list[int]) -> Table:
    """Give each cell the span of its text; cells of a row are joined by tabs."""
    assert draft.table is not None
    rows = draft.text.split("\n")
    cells = []
    for cell in draft.table.cells:
        before = rows[cell.row].split("\t")[: cell.column]
        start = starts[cell.row] + sum(len(text) + 1 for text in before)
        cells.append(Cell(cell.row, cell.column, cell.text, start, start + len(cell.text)))
    return Table(cells, draft.table.header_rows)
