"""Split running text into sentences and clauses, by offsets alone.

Chinese official prose strings many clauses into one sentence. What is counted, by whom
and when is said once and left out afterwards, so the reader of context needs to know
where a clause ends, and by which mark. Marks inside brackets, quotes and book titles do
not split: ``各镇(区、街道)`` is one word here. A bracket or quote that is never closed is
no bracket (reports lose closing quotes), and none may be longer than a sentence would be,
so that the work stays linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fazhi.reading.marks import positions
from fazhi.records import Document, Section

_MARK = re.compile("[，,。；;！!？?：:《》〈〉“”‘’（）()〔〕【】「」]")
_RARE_SENTENCE_MARKS = "！!？?"
_SENTENCE_MARKS = f"。{_RARE_SENTENCE_MARKS}"
#: Behind the last figure's span: no position reaches it.
_NO_MORE = (1 << 62, 1 << 62)
_ROUND_OPENERS = "（(〔【"
_CLOSERS = {
    "》": "《",
    "〉": "〈",
    "”": "“",
    "’": "‘",
    "）": "（(",
    ")": "(（",
    "〕": "〔",
    "】": "【",
    "」": "「",
}
_OPENERS = frozenset("《〈“‘（(〔【「")
_PAIRED = _OPENERS | frozenset(_CLOSERS)
_LONGEST_PAIR = 160
_DEEPEST_NESTING = 8
_SHORTEST_WRAPPED_LINE = 24
_VIEW = re.compile(r"\s*(?:从[^，,。]{1,8}看|按[^，,。]{1,8}(?:分|划分|统计)[，,])")
_LONGEST_VIEW = 14
_LINE_FINISHED = frozenset("。！!？?；;：:")
_PARAGRAPH_OPENING = re.compile(
    r"[\s　(（第—●•]|[一二三四五六七八九十]{1,3}[、是]|\d{1,2}[.、．](?!\d)"
)


@dataclass(slots=True)
class Clause:
    """A run of text between two marks that split.

    Attributes:
        start: Offset of the first character.
        end: Offset past the last character; the closing mark is not included.
        before: The mark that stands before the clause, ``""`` at a sentence's start.
    """

    start: int
    end: int
    before: str = ""


@dataclass(slots=True)
class Sentence:
    """A sentence with its clauses.

    Attributes:
        start: Offset of the first character.
        end: Offset past the closing mark.
        clauses: At least one, in order.
        brackets: Spans of round brackets (marks included), outermost only, in order.
        quotes: Spans of quotes and book titles, outermost only, in order.
    """

    start: int
    end: int
    clauses: list[Clause] = field(default_factory=list)
    brackets: list[tuple[int, int]] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)


def is_breakdown(text: str, start: int) -> bool:
    """Tell whether a sentence breaks down what the one before counted: 从案由看, 按领域分.

    Args:
        text: The document's text.
        start: Where the sentence starts.
    """
    if not (text[start] in "从按" or text[start].isspace()):
        return False
    return _VIEW.match(text, start, start + _LONGEST_VIEW) is not None


def paragraphs(document: Document, sections: Sequence[Section]) -> Iterator[tuple[int, int]]:
    """Yield the spans of the document's paragraphs in order.

    Where the page set blocks apart, they are the paragraphs. In plain text a line is
    one, but a line that breaks off in the middle of a sentence is joined with the next:
    text taken from PDF is wrapped.

    Args:
        document: The text, with its blocks if any.
        sections: Their headings end a paragraph even without a full stop.
    """
    if document.blocks:
        for block in document.blocks:
            if block.char_end > block.char_start:
                yield block.char_start, block.char_end
        return
    yield from _joined_lines(document.text, {section.char_start for section in sections})


def _joined_lines(text: str, section_starts: set[int]) -> Iterator[tuple[int, int]]:
    start = position = 0
    length = len(text)
    for line in text.split("\n"):
        end = position + len(line)
        if (
            end - position < _SHORTEST_WRAPPED_LINE
            or line[-1] in _LINE_FINISHED
            or end + 1 >= length
            or not _is_wrapped(text, position, end, section_starts)
        ):
            if end > start:
                yield start, end
            start = end + 1
        position = end + 1
    if start < length:
        yield start, length


def _is_wrapped(text: str, start: int, end: int, section_starts: set[int]) -> bool:
    """Tell whether the unfinished line ``text[start:end]`` goes on in the next one."""
    following = text[end + 1]
    if following == "\n" or end + 1 in section_starts:
        return False
    following_line = text[end + 1 : end + 1 + _SHORTEST_WRAPPED_LINE].partition("\n")[0]
    if text.find("\t", start, end) >= 0 or "\t" in following_line or "\u3000" in following_line:
        return False  # rows of a table
    return _PARAGRAPH_OPENING.match(following) is None and start not in section_starts


def sentence_spans(
    text: str, start: int, end: int, figures: Sequence[tuple[int, int]] = ()
) -> list[tuple[int, int]]:
    """Return the spans of the sentences of ``text[start:end]``, closing marks included.

    Args:
        text: The document's text.
        start: Where to begin.
        end: Where to stop.
        figures: Spans in order in which no mark counts.
    """
    spans = []
    following = iter(figures)
    figure_start, figure_end = next(following, _NO_MORE)
    for position in _sentence_marks(text, start, end):
        while figure_end <= position:
            figure_start, figure_end = next(following, _NO_MORE)
        if position < figure_start:
            spans.append((start, position + 1))
            start = position + 1
    if start < end:
        spans.append((start, end))
    return spans


def _sentence_marks(text: str, start: int, end: int) -> list[int]:
    """Return where marks stand that can end a sentence: nearly all are full stops."""
    passage = text[start:end]
    for mark in _RARE_SENTENCE_MARKS:
        if mark in passage:
            return positions(text, _SENTENCE_MARKS, start, end)
    marks = []
    position = start - 1
    for piece in passage.split("。"):
        position += len(piece) + 1
        marks.append(position)
    marks.pop()
    return marks


def split_clauses(
    text: str, start: int, end: int, figures: Sequence[tuple[int, int]] = ()
) -> Sentence:
    """Split the sentence ``text[start:end]`` into its clauses.

    Args:
        text: The document's text.
        start: Where the sentence begins.
        end: Past its closing mark.
        figures: Spans in order in which no mark counts (``4,210万元``, ``10:24``); those
            of other sentences may be among them.
    """
    sentence = Sentence(start, end, [], [], [])
    clauses = sentence.clauses
    marks, paired = _marks(text, start, end, figures)
    pairs = _outermost_pairs(paired) if len(paired) > 1 else []
    for span in pairs:
        spans = sentence.brackets if text[span[0]] in _ROUND_OPENERS else sentence.quotes
        spans.append(span)
    pairs.append((end, end))
    next_pair, before = 0, ""
    for position, mark in marks:
        while pairs[next_pair][1] <= position:
            next_pair += 1
        if pairs[next_pair][0] < position:
            continue
        clauses.append(Clause(start, position, before))
        start, before = position + 1, mark
    if start < end or not clauses:
        clauses.append(Clause(start, end, before))
    return sentence


def _marks(
    text: str, start: int, end: int, figures: Sequence[tuple[int, int]]
) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Return the marks outside of figures: those that split, and those that come in pairs."""
    splitting: list[tuple[int, str]] = []
    paired: list[tuple[int, str]] = []
    index, count = bisect_left(figures, (start,)), len(figures)
    figure_start, figure_end = figures[index] if index < count else _NO_MORE
    for match in _MARK.finditer(text, start, end):
        position = match.start()
        while figure_end <= position:
            index += 1
            figure_start, figure_end = figures[index] if index < count else _NO_MORE
        if position < figure_start:
            mark = text[position]
            (paired if mark in _PAIRED else splitting).append((position, mark))
    return splitting, paired


def _outermost_pairs(marks: Sequence[tuple[int, str]]) -> list[tuple[int, int]]:
    """Return the spans of closed brackets and quotes that lie in no other, in order."""
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[int, str]] = []
    for position, mark in marks:
        if mark in _OPENERS:
            stack.append((position, mark))
            continue
        wanted = _CLOSERS[mark]
        for depth in range(1, min(len(stack), _DEEPEST_NESTING) + 1):
            opened, opener = stack[-depth]
            if opener in wanted:
                del stack[-depth:]
                if position - opened <= _LONGEST_PAIR:
                    while pairs and pairs[-1][0] > opened:
                        pairs.pop()
                    pairs.append((opened, position + 1))
                break
    return pairs
