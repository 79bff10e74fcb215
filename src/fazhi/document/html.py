"""Pages: the visible body of an article as text, everything around it as metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from fazhi.document.encoding import decode_html
from fazhi.document.html_blocks import BlockDraft, read_blocks
from fazhi.document.html_body import find_body, find_frame, find_furniture
from fazhi.document.html_cut import cut_furniture
from fazhi.document.html_files import find_files
from fazhi.document.html_metadata import read_metadata
from fazhi.document.html_rules import HtmlRules, html_rules
from fazhi.document.html_tree import attribute, events, fold, meta_tags
from fazhi.records import Attachment, Block, Cell, Document, MetadataValue, Table

_MEDIA_TYPE = "text/html"
_HOST_FIRST = re.compile(r"^(?://)?[\w-]+(\.[\w-]+)+(:\d+)?/")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")


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
    frame = find_frame(tree, rules)
    own = _own_address(tree, source, rules)
    files = find_files(tree, rules, frame, _base(tree, url or own))
    if not files and _is_challenge(tree, source, rules):
        return Document(text="", media_type=_MEDIA_TYPE, outcome="blocked")
    furniture = find_furniture(tree, rules, frame)
    body = find_body(tree, rules, furniture)
    metadata = read_metadata(tree, rules, body, furniture)
    if own:
        metadata.append(MetadataValue("url", own, "meta"))
    drafts = read_blocks(body, furniture) if body is not None else []
    drafts, only_named = cut_furniture(drafts, rules, {file.name for file in files}, metadata)
    files += [Attachment(name) for name in only_named]
    document = _assemble(drafts, metadata, files, rules)
    if document.outcome == "ok" and body is not None and _is_pictured(document, body, rules):
        document.outcome = "scanned"
    return document


def _is_challenge(tree: LexborHTMLParser, source: str, rules: HtmlRules) -> bool:
    """Whether a script, or nothing at all, came instead of the page."""
    visible = 0
    unreadable = {node.mem_id for node in tree.css(rules.unreadable)}
    if tree.body is not None:
        for kind, node in events(tree.body, lambda node: node.mem_id in unreadable):
            visible += len(fold(node.text_content or "")) if kind == "text" else 0
            if visible >= rules.challenge_below:
                return False
    if not visible:
        return True
    suspicious = rules.challenges if visible < rules.challenge_below else []
    if visible < rules.forwarding_below:
        suspicious = [*suspicious, *rules.forwarding]
    return any(pattern.search(source) for pattern in suspicious)


def _is_pictured(document: Document, body: LexborNode, rules: HtmlRules) -> bool:
    """Whether an article is pictures of its pages: next to no text, and large pictures."""
    titles = {value.value for value in document.metadata if value.name == "title"}
    told = sum(len(line) for line in document.text.split("\n") if line not in titles)
    sources = [attribute(node, "src") for node in body.css("img")]
    pictures = [source for source in sources if rules.pictures.search(source)]
    return told < rules.forwarding_below and any(
        not rules.decoration.search(source.lower()) for source in pictures
    )


def _own_address(tree: LexborHTMLParser, source: str, rules: HtmlRules) -> str:
    """Return the address that the page gives as its own, or ``""``.

    Told by a meta tag, by the canonical link, or by the note a browser leaves in a
    page that it saves.
    """
    tags = meta_tags(tree)
    canonical = tree.css_first("link[rel=canonical]")
    saved = _SAVED_FROM.search(source)
    told = [_with_scheme(tags.get(name, ""), tags) for name in rules.address_meta]
    told.append(attribute(canonical, "href") if canonical is not None else "")
    told.append(saved.group(1) if saved else "")
    return next((address for address in told if address.startswith("http")), "")


def _with_scheme(address: str, tags: dict[str, str]) -> str:
    """Complete an address that a tag gives without a scheme, or without its host."""
    if address.startswith("/") and not address.startswith("//"):
        address = tags.get("sitedomain", "").rstrip("/") + address
    return f"http://{address.lstrip('/')}" if _HOST_FIRST.match(address) else address


def _base(tree: LexborHTMLParser, address: str) -> str:
    """Return the address that relative links start from."""
    base = tree.css_first("base[href]")
    return urljoin(address, attribute(base, "href")) if base is not None else address


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
