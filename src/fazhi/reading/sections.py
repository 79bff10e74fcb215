"""The outline of a report: where each heading starts, its label, level and path.

Official writing numbers its parts ``一、`` > ``（一）`` > ``1.`` > ``（1）`` and strings
short points together as ``一是…二是…`` inside a paragraph. The level is told by the
style of the label, never by counting, because reports skip levels and repeat or drop
labels. A label counts where a line begins; inside a line (headings run together with
the text, or a page whose line breaks were lost) it counts only where a sentence begins
and the number continues the outline.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from fazhi.reading import areas
from fazhi.reading.outline_labels import Label, inline_points, match_label, point_positions
from fazhi.records import Document, Section

#: A heading that stands alone on its line is not longer than this.
LONGEST_HEADING = 60
#: A heading run into its paragraph is cut at the first comma beyond this length.
LONGEST_RUN_IN = 45
#: Below this a line without a label can be a heading at all.
LONGEST_BARE_HEADING = 32

#: How far off the second of a run of labels may be.
_SUCCESSOR_WITHIN = 8000
#: Shorter lines are not searched for labels inside.
SHORTEST_SEARCHED = 16
_SPACE = " \t\u3000\xa0\u2002\u2003\ufeff\r"
_ENDERS = frozenset("。！？!?；;：:")
_OPENERS = {
    "“": "”",
    "‘": "’",
    "《": "》",
    "（": "）",
    "(": ")",
    "「": "」",
    "【": "】",
    "〈": "〉",
}
_PUNCTUATION = re.compile(r"[。！？!?；;：:，,“”‘’《》（）()「」【】〈〉]")
_INSIDE = re.compile(
    r"[。；;：:！!？?” \t\u3000\xa0]"
    r"(?=[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.．、](?![0-9]))"
)
_GLUED = re.compile(r"[（(]一[）)]")
_ATTACHMENT_LINE = re.compile(r"附\s*件\s*[：:1１]|附\s*[：:]")


@dataclass(slots=True)
class _Line:
    start: int
    end: int


def read_sections(document: Document) -> list[Section]:
    """Read the outline of a document, with area and role of each section.

    Args:
        document: The text; its table rows are never headings.

    Returns:
        The headings in order of ``char_start``, each with a unique path. Empty for a
        text without an outline.
    """
    text = document.text
    lines = _lines(document)
    labels: list[Label] = []
    points = [*point_positions(text), len(text)]
    point = 0
    in_attachments = False
    for line in lines:
        if text[line.start] == "附" and _ATTACHMENT_LINE.match(text, line.start) is not None:
            in_attachments = True
        label = match_label(text, line.start, line.end)
        if label is not None and not (in_attachments and _is_short(text, line)):
            in_attachments = False
            labels.append(label)
        if line.end - line.start > SHORTEST_SEARCHED:
            labels += _labels_inside(text, line, labels)
        point = bisect_left(points, line.start, point)
        if points[point] < line.end:
            labels += inline_points(text, line.start, line.end, _open_point(labels))
    labels += _bare_headings(document, lines, labels)
    labels = sorted(
        {label.start: label for label in labels}.values(), key=lambda label: label.start
    )
    return _as_sections(text, _levels(labels), lines)


def _lines(document: Document) -> list[_Line]:
    """Return the non-blank lines that are no table rows, white space cut off."""
    rows = {block.char_start for block in document.blocks if block.kind == "table_row"}
    found = []
    position = 0
    for raw in document.text.split("\n"):
        length = len(raw)
        stripped = raw.strip(_SPACE)
        if stripped:
            start = position + raw.index(stripped[0])
            if position not in rows and start not in rows:
                found.append(_Line(start, start + len(stripped)))
        position += length + 1
    return found


def _is_short(text: str, line: _Line) -> bool:
    return line.end - line.start <= LONGEST_HEADING and text.find("。", line.start, line.end) < 0


def _labels_inside(text: str, line: _Line, before: list[Label]) -> list[Label]:
    """Find labels that stand inside a line, where they continue the numbering."""
    found: list[Label] = []
    if before and before[-1].start >= line.start and before[-1].level == 1:
        found += _glued(text, before[-1], line)
    expected: dict[int, int] = {}
    for match in _INSIDE.finditer(text, line.start, line.end):
        label = match_label(text, match.end(), line.end)
        if label is None or _is_listing(text, label, match.group(), line.end):
            continue
        expected = expected or _numbers([*before, *found])
        starts_over = label.number == 1 and _successor_follows(text, label, line.end)
        if label.number != expected[label.level] + 1 and not starts_over:
            continue
        for new in (label, *(_glued(text, label, line) if label.level == 1 else ())):
            found.append(new)
            _count(expected, new)
    return found


def _is_listing(text: str, label: Label, mark: str, end: int) -> bool:
    """Tell a list within a sentence (包括：一、…；二、…) from headings."""
    if mark in "；;":
        return True
    if mark not in "：:":
        return False
    successor = text.find(label.successor(), label.end, min(end, label.end + _SUCCESSOR_WITHIN))
    return label.level == 3 or (successor > 0 and text[successor - 1] in "；;，,、")


def _glued(text: str, chapter: Label, line: _Line) -> list[Label]:
    """Find the （一） that follows a heading with nothing between (一、工作情况（一）)."""
    match = _GLUED.search(text, chapter.end, min(line.end, chapter.end + LONGEST_HEADING))
    if match is None or _PUNCTUATION.search(text, chapter.end, match.start()):
        return []
    label = match_label(text, match.start(), line.end)
    if label is None or not _successor_follows(text, label, line.end):
        return []
    return [label]


def _open_point(labels: list[Label]) -> int:
    """Return the number of the point that a wrapped line may go on from, else 0."""
    return labels[-1].number if labels and labels[-1].style == "point" else 0


def _numbers(labels: list[Label]) -> dict[int, int]:
    """Return the last number used on each level, deeper levels starting over."""
    last = {1: 0, 2: 0, 3: 0, 4: 0}
    for label in labels[-60:]:
        _count(last, label)
    return last


def _count(last: dict[int, int], label: Label) -> None:
    last[label.level] = label.number
    for deeper in range(label.level + 1, 5):
        last[deeper] = 0


def _successor_follows(text: str, label: Label, end: int) -> bool:
    successor = label.successor()
    limit = min(end, label.end + _SUCCESSOR_WITHIN)
    return bool(successor) and text.find(successor, label.end, limit) >= 0


def _bare_headings(document: Document, lines: list[_Line], labels: list[Label]) -> list[Label]:
    """Find headings without a label: lines that only a heading's words can fill.

    Chapters are looked for only where no ``一、`` is there at all, and only below the
    first paragraph, so that neither the page's title nor its column name counts.
    """
    if any(label.level == 1 for label in labels):
        return []
    text = document.text
    labelled = {label.start for label in labels}
    found = []
    in_body = False
    for line in lines:
        length = line.end - line.start
        if length > LONGEST_HEADING or text.find("。", line.start, line.end) > 0:
            in_body = True
        elif in_body and length <= LONGEST_BARE_HEADING and line.start not in labelled:
            heading = text[line.start : line.end]
            level = areas.bare_heading_level(heading)
            if level and not _PUNCTUATION.search(heading[-1]):
                found.append(Label(line.start, line.start, "", "", level, 0))
    if found and not any(label.level == 1 for label in found):
        for label in found:
            label.level = 1
    return found


def _levels(labels: list[Label]) -> list[Label]:
    """Settle the levels that depend on others.

    A dash goes below what it stands under; below 第一部分 everything moves down where
    ``一、`` is used inside such parts.
    """
    above = 2
    for label in labels:
        if label.style == "dash":
            label.level = min(4, max(3, above + 1))
        elif label.style != "point":
            above = label.level
    parts = [label for label in labels if label.style == "part"]
    chapters = [label for label in labels if label.style == "chapter"]
    if not parts or not chapters or chapters[0].start < parts[0].start:
        return labels
    for label in labels:
        if label.style != "part" and label.start > parts[0].start:
            label.level = min(4, label.level + 1)
    return labels


def _as_sections(text: str, labels: list[Label], lines: list[_Line]) -> list[Section]:
    """Give every label its path, heading and end."""
    starts = [line.start for line in lines]
    sections: list[Section] = []
    seen: dict[str, int] = {}
    open_sections: list[Section] = []
    for index, label in enumerate(labels):
        line_end = lines[bisect_right(starts, label.start) - 1].end
        limit = labels[index + 1].start if index + 1 < len(labels) else line_end
        heading = _heading(text, label, min(line_end, max(limit, label.end)))
        while open_sections and open_sections[-1].level >= label.level:
            open_sections.pop().char_end = label.start
        parent = open_sections[-1].path + "/" if open_sections else ""
        path = parent + (label.key or heading[:12].replace("/", "") or "无题")
        seen[path] = seen.get(path, 0) + 1
        if seen[path] > 1:
            path = f"{path}#{seen[path]}"
        section = Section(
            path, label.level, label.text, heading, "", "other", label.start, len(text)
        )
        sections.append(section)
        open_sections.append(section)
    areas.classify(sections, text)
    return sections


def _heading(text: str, label: Label, end: int) -> str:
    """Return the heading's words: a short line whole, else the first sentence or clause."""
    start = label.end
    whole = text[start:end].strip(_SPACE).lstrip("，,、：:")
    if label.style != "point" and len(whole) <= LONGEST_HEADING and "。" not in whole:
        return whole.rstrip("：:；;，,、")
    comma_ends = label.style == "point"
    cut = _first_end(whole[:160], comma_ends)
    if cut > LONGEST_RUN_IN and not comma_ends:
        cut = min(cut, _first_end(whole[:160], True))
        gap = re.search(r"[\u3000\xa0]|  ", whole[:cut])
        cut = gap.start() if gap and gap.start() > 3 else cut
    return whole[:cut].strip(_SPACE)


def _first_end(text: str, comma_ends: bool) -> int:
    """Return where the first sentence (or clause) ends, outside quotes and brackets."""
    closers: list[str] = []
    fallback = -1
    for match in _PUNCTUATION.finditer(text):
        mark = match.group()
        if closers and mark == closers[-1]:
            closers.pop()
        elif mark in _OPENERS:
            closers.append(_OPENERS[mark])
        elif mark in _ENDERS or (comma_ends and mark in "，,"):
            if not closers:
                return match.start()
            if fallback < 0 and mark == "。":
                fallback = match.start()
    return fallback if fallback >= 0 else len(text)


class SectionIndex:
    """Which section a position stands in: the one whose heading starts last before it."""

    def __init__(self, sections: list[Section]) -> None:
        self._sections = sections
        self._starts = [section.char_start for section in sections]

    def at(self, position: int) -> Section | None:
        """Return the innermost section at ``position``; None before the first heading."""
        index = bisect_right(self._starts, position) - 1
        return self._sections[index] if index >= 0 else None

    def path_at(self, position: int) -> str:
        """Return the path of the section at ``position``, or ``""``."""
        section = self.at(position)
        return section.path if section is not None else ""
