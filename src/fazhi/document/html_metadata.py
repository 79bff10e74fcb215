"""Metadata of a page: meta tags, the disclosure table and the line under the heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

from fazhi.document.html_rules import HtmlRules, Label
from fazhi.document.html_tree import BLOCKS, events, fold, meta_tags
from fazhi.records import MetadataValue

#: Past a paragraph of this length the article has begun: no more labels.
_PARAGRAPH = 100
_LONGEST_VALUE = 160
#: A bare label of so many characters needs no colon, bracket or cell to be one.
_TELLING = 3
_SEPARATOR = re.compile(r"[\s:：\[\]【】|]")
_WIDE_GAP = re.compile(r"\s{3,}")
_CELLS = frozenset({"td", "th", "dt", "dd"})
_SHORTEST_TITLE = 8
_BYLINE_LABELS = 2
_LONGEST_BYLINE = 80
#: A day at the beginning of a short line: with hours and no day of the week, as a page's
#: clock has it, or before a counter.
_TIME_ALONE = re.compile(
    r"(\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?"
    r"(?:\s+\d{1,2}:\d{2}(?::\d{2})?(?!.*(?:星期|周[一二三四五六日]))"
    r"|(?=.*(?:浏览|点击|阅读|访问))))"
)
#: An organ on the line above a title that begins with 关于 belongs to it.
_ORGAN_LINE = re.compile(r"(?:政府|委员会|办公室|[局厅委办])$")
_TIME_IN_LINE = re.compile(
    r"(\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?)"
    r"(?:(?<=:\d\d)$|\s*[|/]?\s*[【\[]?(?:信息|文章|稿件)?(?:来源|浏览|点击|阅读|访问|字体|字号|作者))"
)
_SITE = re.compile(r"(?:人民政府|政府网|(?:门户)?网站|公开平台|公开专栏)$")
_SITE_IN_TITLE = re.compile(r"\s*[-_|—––]+\s*")


@dataclass(slots=True)
class _Chunk:
    """Text between two block boundaries, cut where inline elements begin and end."""

    atoms: list[str] = field(default_factory=list)
    in_cell: bool = False

    def text(self) -> str:
        return "".join(self.atoms).strip()


def read_metadata(
    tree: LexborHTMLParser, rules: HtmlRules, body: LexborNode | None, furniture: AbstractSet[int]
) -> list[MetadataValue]:
    """Return what the page says about the document, each value with where it stood.

    Every value is kept once per place; which to believe is for the reader to decide.

    Args:
        tree: The page.
        rules: Labels and meta names.
        body: The element that holds the article; labels are looked for before its
            first long paragraph and outside it.
        furniture: ``mem_id`` of elements passed over.
    """
    tags = meta_tags(tree)
    values = []
    for field_name, names in rules.meta.items():
        told = next((tags[name] for name in names if name in tags), "")
        is_site = field_name == "title" and _is_site(told, tags.get("sitename", ""))
        if told and not is_site and told not in rules.empty_values:
            values.append(MetadataValue(field_name, told, "meta"))
    chunks = list(_chunks(tree, body, furniture, rules))
    values += _labelled(chunks, rules)
    named = {value.name for value in values}
    if "title" not in named:
        values += _heading(tree, chunks, rules)
    if "published_date" not in named:
        values += _bare_time(chunks)
    if code := rules.site_id_code.search(fold(tree.root.text() if tree.root else "")):
        values.append(MetadataValue("site_id_code", code.group(1), "text"))
    return _once(values)


def _is_site(title: str, site_name: str) -> bool:
    """Whether what a tag gives as title is the name of the site, or of a government alone."""
    return title == site_name or bool(_SITE.search(title))


def is_label(text: str, rules: HtmlRules) -> bool:
    """Whether a block is a label alone; its value is the next one."""
    return _SEPARATOR.sub("", text) in rules.labels


def is_disclosure(text: str, rules: HtmlRules) -> bool:
    """Whether a short block is a line or table of labels and values."""
    cells = [cell for line in text.split("\n") for cell in line.split("\t")]
    exact = sum(_SEPARATOR.sub("", cell) in rules.labels for cell in cells)
    inline = len(rules.inline_label.findall(text))
    return exact >= 2 or inline >= 2 or (inline == 1 and bool(rules.inline_label.match(text)))


def _heading(tree: LexborHTMLParser, chunks: list[_Chunk], rules: HtmlRules) -> list[MetadataValue]:
    """Return the title where no tag and no table gives it.

    The title element names the article beside the site and the column; what of it also
    stands on the page by itself is the heading. Where it names the site alone, the heading
    is the line above the byline.
    """
    element = tree.css_first("title")
    whole = fold(element.text()) if element is not None else ""
    squeezed = "".join(whole.split())
    shown = [text for chunk in chunks if len(text := fold(chunk.text())) >= _SHORTEST_TITLE]
    repeated = [text for text in shown if "".join(text.split()) in squeezed]
    if repeated:
        title = max(repeated, key=len)
        whole_title = _with_organ(title, chunks)
        is_told = "".join(whole_title.split()) in squeezed
        return [MetadataValue("title", whole_title if is_told else title, "text")]
    heading = next((text for node in tree.css("h1") if (text := fold(node.text()))), "")
    if heading:
        return [MetadataValue("title", heading, "text")]
    if above := _above_byline(chunks, rules):
        return [MetadataValue("title", above, "text")]
    named = max(_SITE_IN_TITLE.split(whole), key=len)
    return [MetadataValue("title", named, "meta")] if named else []


def _with_organ(title: str, chunks: list[_Chunk]) -> str:
    """Return a title that goes on from the line above it: …人民政府 / 关于…的报告."""
    lines = [text for chunk in chunks if (text := fold(chunk.text()))]
    above = lines[lines.index(title) - 1] if title in lines[1:] else ""
    return above + title if title.startswith("关于") and _ORGAN_LINE.search(above) else title


def _above_byline(chunks: list[_Chunk], rules: HtmlRules) -> str:
    """Return the line above the first that has two labels or more, if it may be a heading."""
    above = ""
    for chunk in chunks:
        text = fold(chunk.text())
        labels = len(rules.inline_label.findall(text))
        if labels >= _BYLINE_LABELS and _SHORTEST_TITLE <= len(above) < _PARAGRAPH:
            return above
        if text:
            above = "" if labels else text
    return ""


def _bare_time(chunks: list[_Chunk]) -> list[MetadataValue]:
    """Return the time in the line under the heading, where no label says what it is.

    It stands alone, with hours and minutes, or before the line's first label; the
    page's clock has neither. Else a short line may begin with it.
    """
    lines = [fold(chunk.text()) for chunk in chunks]
    short = [line for line in lines if len(line) <= _LONGEST_BYLINE]
    for pattern, candidates in ((_TIME_IN_LINE, lines), (_TIME_ALONE, short)):
        for line in candidates:
            if found := pattern.match(line):
                return [MetadataValue("published_date", found.group(1), "text")]
    return []


def _once(values: list[MetadataValue]) -> list[MetadataValue]:
    """Drop repetitions: pages print the disclosure table twice, for desk and phone."""
    found = {(value.name, value.value, value.where): value for value in reversed(values)}
    return list(reversed(found.values()))


def _labelled(chunks: list[_Chunk], rules: HtmlRules) -> Iterator[MetadataValue]:
    """Yield the values that stand behind a label, in whatever markup.

    A label and its value share a chunk (``文号：…``) or stand in two that follow each
    other (two cells of a row).
    """
    waiting: Label | None = None
    for chunk in chunks:
        rest, pairs = _pairs(chunk, rules)
        if waiting is not None and rest:
            yield from _value(waiting, rest, rules)
        waiting = None
        for label, value in pairs:
            yield from _value(label, value, rules)
        if pairs and not _SEPARATOR.sub("", pairs[-1][1]):
            waiting = pairs[-1][0]


def _pairs(chunk: _Chunk, rules: HtmlRules) -> tuple[str, list[tuple[Label, str]]]:
    """Split a chunk into the text before its first label and its labels with values."""
    texts = [""]
    labels: list[Label] = []
    atoms = [atom for atom in chunk.atoms if atom.strip()]
    for number, atom in enumerate(atoms):
        bare = _SEPARATOR.sub("", atom)
        leads = number == 0 and len(atoms) > 1
        marked = bare != atom.strip() or chunk.in_cell or leads or len(bare) >= _TELLING
        if bare in rules.labels and marked:
            labels.append(rules.labels[bare])
            texts.append("")
            continue
        position = 0
        for found in rules.inline_label.finditer(atom):
            texts[-1] += atom[position : found.start()]
            labels.append(rules.labels["".join(found.group(1).split())])
            texts.append("")
            position = found.end()
        texts[-1] += atom[position:]
    return texts[0], list(zip(labels, texts[1:], strict=True))


def _chunks(
    tree: LexborHTMLParser,
    body: LexborNode | None,
    furniture: AbstractSet[int],
    rules: HtmlRules,
) -> Iterator[_Chunk]:
    """Yield the text between block boundaries, cut into atoms at inline elements.

    A cell without any text gives an empty chunk, so that its label stays without value.
    The article is left at its first long paragraph; a long line of labels is none.
    """
    if tree.body is None:
        return
    in_body = body_read = False
    cells: list[bool] = []
    chunk = _Chunk()

    def is_apart(node: LexborNode) -> bool:
        return node.mem_id in furniture or (in_body and body_read)

    for kind, node in events(tree.body, is_apart):
        if kind == "text":
            chunk.atoms.append(node.text_content or "")
            continue
        is_cell = node.tag in _CELLS
        if node.tag in BLOCKS or node.tag == "br":
            if chunk.text():
                cells = [True] * len(cells)
                body_read |= in_body and _is_paragraph(chunk.text(), rules)
                yield chunk
            elif kind == "close" and is_cell and not cells[-1]:
                yield chunk
            chunk = _Chunk()
        else:
            chunk.atoms.append("")
        if is_cell and kind == "open":
            cells.append(False)
        elif is_cell and kind == "close":
            cells.pop()
        chunk.in_cell = bool(cells)
        if body is not None and node.mem_id == body.mem_id:
            in_body = kind == "open"


def _is_paragraph(text: str, rules: HtmlRules) -> bool:
    return len(text) >= _PARAGRAPH and len(rules.inline_label.findall(text)) <= _BYLINE_LABELS


def _value(label: Label, value: str, rules: HtmlRules) -> Iterator[MetadataValue]:
    where: Literal["table", "text"] = "table" if label.disclosure else "text"
    fields = [label.field]
    parts = [value]
    if label.field == "category":
        # Some systems print the genre behind the category, set off by spaces alone.
        fields, parts = ["category", "genre"], _WIDE_GAP.split(value.strip(), maxsplit=1)
    for name, part in zip(fields, parts, strict=False):
        text = fold(part).strip("[]【】:：| ")
        is_file = name == "title" and rules.attachment_name.search(text)
        if not name or not text or is_file or text in rules.empty_values:
            continue
        if len(text) <= _LONGEST_VALUE:
            yield MetadataValue(name, text, where)
