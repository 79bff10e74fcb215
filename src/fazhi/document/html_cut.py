"""What a page's template put among the blocks of an article, cut out again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from fazhi.document.html_blocks import BlockDraft
from fazhi.document.html_metadata import is_disclosure, is_label
from fazhi.document.html_rules import HtmlRules
from fazhi.document.html_tree import is_prose
from fazhi.document.text import FILE_NAME
from fazhi.records import MetadataValue

#: Furniture lines and disclosure lines are shorter than this.
_LONGEST_FURNITURE = 120
#: A longer line before the article with so many labels is a disclosure line too.
_MANY_LABELS = 3
#: A line that ends the body is short, and not in the body's first half.
_LONGEST_END = 80
#: With sentences of this length the article has begun.
_PARAGRAPH = 40
#: A block most of whose text is links is a list of links.
_LINK_SHARE = 0.6
#: So many blocks must repeat before a second copy of the article is assumed.
_COPY = 4
_FILE_LABEL = re.compile(r"^附\s*件\s*[0-9一二三四五六七八九十]*\s*[:：.、]?\s*(\d+\s*[.、])?\s*")
_DATE = re.compile(r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?")
#: An organ and a day below it are a signature, also before the article has begun.
_ORGAN = re.compile(r"(?:政府|委员会|办公室|[局厅委办])$")
_DAY = re.compile(
    r"^[0-9〇一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日$"
)
_TIMED = re.compile(
    r"^\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(\s*\d{1,2}:\d{2}(:\d{2})?)?.{0,30}"
    r"(来源|作者|编辑|浏览|点击|阅读|访问|字体|字号)"
)
_BARE_TIME = re.compile(r"^\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(\s+\d{1,2}:\d{2}(:\d{2})?)?$")


def cut_furniture(
    drafts: list[BlockDraft],
    rules: HtmlRules,
    files: AbstractSet[str],
    metadata: Sequence[MetadataValue] = (),
) -> tuple[list[BlockDraft], list[str]]:
    """Return the article's blocks, and names of files that are named but not linked.

    Args:
        drafts: The blocks of the element that holds the article.
        rules: How furniture begins.
        files: Names of the files that the page links.
        metadata: What the page says about the document; the article begins behind the
            disclosure table, at its title where that is repeated.
    """
    titles = {value.value for value in metadata if value.name == "title"}
    told = {value.value for value in metadata} - titles
    drafts = _from_title(_first_copy(drafts), titles)
    total = sum(len(draft.text) for draft in drafts)
    kept: list[BlockDraft] = []
    named: list[str] = []
    read = 0
    begun = False
    behind_label = False
    for draft in drafts:
        text = draft.text
        is_value = behind_label and text in told
        behind_label = not begun and (is_value or is_label(text, rules))
        if 2 * read >= total and len(text) <= _LONGEST_END and rules.end_line.match(text):
            break
        read += len(text)
        if name := _file_name(draft, files):
            if name not in files:
                named.append(name)
            continue
        is_signed = bool(kept) and _ORGAN.search(kept[-1].text) and _DAY.match(text)
        if not is_signed and (_is_furniture(draft, rules, begun) or (not begun and is_value)):
            continue
        begun = begun or _begins(text)
        kept.append(draft)
    return kept, named


def _is_furniture(draft: BlockDraft, rules: HtmlRules, begun: bool) -> bool:
    text = draft.text
    if draft.kind == "table":
        return not begun and is_disclosure(text, rules)
    if not begun and len(rules.inline_label.findall(text)) >= _MANY_LABELS:
        return True
    if len(text) > _LONGEST_FURNITURE:
        return False
    visible = len("".join(_DATE.sub("", text).split()))
    if rules.furniture_line.match(text) or draft.linked > _LINK_SHARE * visible:
        return True
    is_timed = bool(_BARE_TIME.match(text) or _TIMED.match(text))
    return not begun and (is_disclosure(text, rules) or is_timed)


def _file_name(draft: BlockDraft, files: AbstractSet[str]) -> str:
    """Return the name if the block is nothing but the name of a file."""
    text = draft.text
    bare = _FILE_LABEL.sub("", text)
    for name in (text, bare):
        if name in files:
            return name
    found = FILE_NAME.match(text)
    return found.group(1) if found and draft.kind != "table" else ""


def _from_title(drafts: list[BlockDraft], titles: AbstractSet[str]) -> list[BlockDraft]:
    """Leave out what stands before the last title that comes before the article."""
    start = 0
    for number, draft in enumerate(drafts):
        if draft.text in titles:
            start = number
        elif _begins(draft.text):
            break
    return drafts[start:]


def _begins(text: str) -> bool:
    """Whether the article has begun with this block."""
    return len(text) >= _PARAGRAPH and is_prose(text)


def _first_copy(drafts: list[BlockDraft]) -> list[BlockDraft]:
    """Leave out a second copy of the article: templates print one for the phone."""
    texts = [draft.text for draft in drafts]
    first = next((number for number, text in enumerate(texts) if len(text) >= _PARAGRAPH), None)
    if first is None:
        return drafts
    wanted = texts[first : first + _COPY]
    for start in range(first + 1, len(texts) - _COPY + 1):
        if texts[start : start + _COPY] == wanted:
            return drafts[:start]
    return drafts
