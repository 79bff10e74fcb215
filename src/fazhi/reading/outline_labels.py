"""Labels of the outline: their styles, and when a run of characters is one.

Styles and levels: part (第一部分) 1, chapter (一、) 1, section (（一）) 2, item (1.) 3,
subitem (（1） ①) 4, point (一是, 第一， 首先) 4. A dash (——提升服务。) has no number: it is
one level below what it stands under, never above 3.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from fazhi.reading.automaton import fast_automaton

_HAN = "一二三四五六七八九十"
#: Behind a numeral these make it a longer one, or 一是.
_GOES_ON = frozenset("〇○零0Ｏ是")
_NUMERAL = rf"[{_HAN}]{{1,3}}"
_DIGITS = r"[0-9０-９]{1,2}"
_GAP = r"[ \t\u3000\xa0]?"

_ARABIC = "0123456789０１２３４５６７８９"


class _Style(NamedTuple):
    """A style of label: its name, its level, what it begins with and its whole pattern."""

    name: str
    level: int
    openings: str
    pattern: re.Pattern[str]


def _range(first: str, last: str) -> str:
    return "".join(map(chr, range(ord(first), ord(last) + 1)))


#: The labels at the beginning of a line. The first style that matches wins.
_STYLES = tuple(
    _Style(name, level, openings, re.compile(pattern))
    for name, level, openings, pattern in (
        ("part", 1, "第", rf"第{_GAP}(?P<n>{_NUMERAL}|{_DIGITS}){_GAP}(?:部分|章)"),
        ("chapter", 1, _HAN, rf"(?P<n>{_NUMERAL}){_GAP}[、．.]"),
        ("section", 2, "（(〔", rf"[（(〔]{_GAP}(?P<n>{_NUMERAL}){_GAP}[）)〕][、.．]?"),
        ("section", 2, _HAN, rf"(?P<n>{_NUMERAL})[）)]"),
        ("section", 2, _range("㈠", "㈩"), "(?P<n>.)"),
        ("item", 3, _ARABIC, rf"(?P<n>{_DIGITS}){_GAP}[.．、](?![0-9０-９])"),
        ("item", 3, _ARABIC, rf"(?P<n>{_DIGITS})[.．、](?=20[0-9]{{2}}年)"),
        ("item", 3, _range("⒈", "⒛"), "(?P<n>.)"),
        ("subitem", 4, "（(", rf"[（(]{_GAP}(?P<n>{_DIGITS}){_GAP}[）)]"),
        ("subitem", 4, _ARABIC, rf"(?P<n>{_DIGITS})[）)]"),
        ("subitem", 4, _range("①", "⑳") + _range("⑴", "⒇"), "(?P<n>.)"),
        ("point", 4, _HAN, rf"(?P<n>{_NUMERAL})是(?![一二三四五六七八九十]，)"),
        ("dash", 3, "—―－-", r"(?P<n>)[—―－-]{2,4}(?=[\u4e00-\u9fff“《][^。：；\n]{2,40}[。：])"),
        ("point", 4, "第", rf"第(?P<n>{_NUMERAL})(?=[，,、：:])"),
    )
)
#: What a line begins with -> the styles that its label can have.
_STYLES_OF = {
    opening: tuple(style for style in _STYLES if opening in style.openings)
    for opening in "".join(style.openings for style in _STYLES)
}
_LOOSE = re.compile(rf"(?P<n>{_NUMERAL})(?:[，,：:]|[ \t\u3000\xa0]+)(?=\S)")
_LONGEST_LOOSE = 40

_BOUNDARY = frozenset("。；;：:！!？?”’）)】 \t\u3000\xa0\r\n")
_IDIOM_ENDS = frozenset("，,、。；")
_WEAK_BOUNDARY = frozenset("，,、")
_LEADS_TO_FIRST = frozenset("为有即是在")
_POINT = re.compile(rf"(?P<n>{_NUMERAL})(?P<tail>[是要])")
_ORDINAL_POINT = re.compile(rf"第(?P<n>{_NUMERAL})(?=[，,、：:])")
_AFTER_ADVERB = frozenset("，,是")
_ADVERBS = ("首先", "其次", "再次", "最后")


@dataclass(slots=True)
class Label:
    """A label found: where it stands, what it says, and its place in the numbering.

    Attributes:
        start: Offset of its first character.
        end: Offset past its last character.
        text: As printed.
        key: Normalised for paths: no closing mark, ASCII brackets and digits.
        level: 1 to 4.
        number: Its number; 0 for a heading without one.
        style: part, chapter, section, item, subitem, point, dash, or "" without a label.
    """

    start: int
    end: int
    text: str
    key: str
    level: int
    number: int
    style: str = ""

    def successor(self) -> str:
        """Return the next label of the same style as it would be printed, if any."""
        if self.style in ("item", "subitem") or not 0 < self.number < 30:
            return str(self.number + 1) + self.text[-1:] if self.number else ""
        return self.text.replace(_han(self.number), _han(self.number + 1), 1)


def match_label(text: str, start: int, end: int) -> Label | None:
    """Return the label that begins at ``start`` of a line ending at ``end``, if any."""
    styles = _STYLES_OF.get(text[start])
    if styles is None:
        return None
    for style, level, _, pattern in styles:
        match = pattern.match(text, start, end)
        if match is not None:
            if _refuted(text, match, style, end):
                return None
            return _label(match, level, style)
    may_be_loose = text[start] in _HAN and end - start <= _LONGEST_LOOSE
    if may_be_loose and text.find("。", start, end) < 0:
        match = _LOOSE.match(text, start, end)
        if match is not None and not _refuted(text, match, "chapter", end):
            return _label(match, 1, "chapter")
    return None


def _refuted(text: str, match: re.Match[str], style: str, end: int) -> bool:
    """Tell enumerations of numerals (一、二审, 1、2号) and labels of nothing."""
    after = match.end()
    if style == "point":
        return False
    rest = text[after : after + 3].lstrip()
    if not rest and after >= end:
        return True
    if style == "chapter":
        following = _han(_number(match.group("n")) + 1)
        return (
            rest.startswith(following) and rest[len(following) : len(following) + 1] not in _GOES_ON
        )
    if style == "item" and text[after - 1] == "、":
        return rest[:1].isdigit() and not re.match(r"\s*20\d\d年", text[after : after + 8])
    return False


def _label(match: re.Match[str], level: int, style: str) -> Label:
    printed = match.group().rstrip()
    number = _number(match.group("n"))
    key = "——" if style == "dash" else _key(printed)
    start = match.start()
    return Label(start, start + len(printed), printed, key, level, number, style)


@lru_cache(maxsize=1024)
def _key(printed: str) -> str:
    """Return a label as paths have it."""
    key = unicodedata.normalize("NFKC", printed)
    return "".join(key.split()).rstrip("、.，,:").replace("〔", "(").replace("〕", ")")


@lru_cache(maxsize=1024)
def _number(numeral: str) -> int:
    """Return the value of a label's numeral: 1 to 99, Chinese, Arabic or circled."""
    plain = unicodedata.normalize("NFKC", numeral).strip("().")
    if not plain:
        return 0
    if plain.isdecimal():
        return int(plain)
    tens, ten, ones = plain.rpartition("十")
    unit = _HAN.find(ones[-1:]) + 1 if ones else 0
    if not ten:
        return unit
    return 10 * (_HAN.find(tens[-1:]) + 1 if tens else 1) + unit


def _han(number: int) -> str:
    """Return 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _HAN[ones - 1] if ones else ""
    return (_HAN[tens - 1] if tens > 1 else "") + "十" + (_HAN[ones - 1] if ones else "")


def point_positions(text: str) -> list[int]:
    """Return where a text may have points at all, in order: a cheap look ahead."""
    return [start for _, start, _ in _point_words().find_matches_as_indexes(text)]


@cache
def _point_words() -> AhoCorasick:
    numbered = [numeral + tail for numeral in _HAN for tail in "是要"]
    return fast_automaton([*numbered, "第一", "首先"])


def inline_points(text: str, start: int, end: int, previous: int) -> list[Label]:
    """Find 一是…二是…, 第一，…第二，… and 首先…其次… within one line.

    A point stands where a clause begins. After a mere comma, and for 一要, 第一， and
    首先, the run must be more than one long; ``previous`` is the point that a wrapped
    line goes on from, 0 if none.
    """
    points = _numbered_points(text, start, end, previous)
    if text.find("第一", start, end) >= 0:
        points += _runs(
            [
                _label(match, 4, "point")
                for match in _ORDINAL_POINT.finditer(text, start, end)
                if _begins_clause(text, match.start(), start)
            ],
            start,
        )
    if text.find("首先", start, end) >= 0:
        points += _runs(_adverb_points(text, start, end), -1)
    return points


def _numbered_points(text: str, start: int, end: int, previous: int) -> list[Label]:
    found: list[Label] = []
    needing_run: list[Label] = []
    for match in _POINT.finditer(text, start, end):
        position = match.start()
        label = _label(match, 4, "point")
        before = text[position - 1] if position > start else "\n"
        repeated = match.end() + len(match.group("n"))
        if text[match.end() : repeated] == match.group("n") and (
            text[repeated : repeated + 1] in _IDIOM_ENDS
        ):
            continue  # 一是一、二是二
        is_sure = match.group("tail") == "是" and (
            before in _BOUNDARY or (label.number == 1 and before in _WEAK_BOUNDARY)
        )
        in_run = label.number == previous + 1 and previous > 0
        leads = label.number == 1 and (before in _LEADS_TO_FIRST or before in _WEAK_BOUNDARY)
        if position == start and is_sure:
            previous = label.number  # the line's own label, already read
        elif is_sure or (in_run and (before in _BOUNDARY or before in _WEAK_BOUNDARY)):
            found.append(label)
            previous = label.number
        elif leads or before in _BOUNDARY:
            needing_run.append(label)
            previous = label.number if label.number == 1 else previous
    printed = {label.text for label in found}
    return found + [
        label for label in needing_run if label.number == 1 and label.successor() in printed
    ]


def _runs(labels: list[Label], already_read: int) -> list[Label]:
    """Return the labels if there are a first and a second; not the one read before."""
    numbers = {label.number for label in labels}
    return [label for label in labels if label.start != already_read] if {1, 2} <= numbers else []


def _adverb_points(text: str, start: int, end: int) -> list[Label]:
    found = []
    for number, word in enumerate(_ADVERBS, start=1):
        position = text.find(word, start, end)
        is_point = position >= 0 and text[position + 2 : position + 3] in _AFTER_ADVERB
        if is_point and _begins_clause(text, position, start):
            found.append(Label(position, position + 2, word, word, 4, number, "point"))
    return found


def _begins_clause(text: str, position: int, start: int) -> bool:
    return position == start or text[position - 1] in _BOUNDARY or text[position - 1] in "，,"
