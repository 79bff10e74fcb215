"""Honours claimed: awards, listings, rankings, praise, and practices promoted.

A claim is a clause (between commas, as annotators quote it) with an anchor word and the
evidence its kind asks for; both are in ``schemas/reading/honours.yml``. Clauses of the
plan and of the shortcomings claim nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

from fazhi import vocabulary
from fazhi.reading.automaton import fast_automaton
from fazhi.reading.marks import positions
from fazhi.reading.sections import SectionIndex
from fazhi.reading.vocabulary_files import HonourKind, HonourVocabulary
from fazhi.records import Honour, Place, Section, Title

#: A clause longer than this is a paragraph without commas, and claims nothing.
_LONGEST_CLAUSE = 160
_MARKS = "，,。；;：:！!？?"
_QUOTES = "“”《》"
_LABEL = re.compile(
    r"[\s\u3000]*(?:[一二三四五六七八九十]{1,3}是|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.、．])?\s*"
)
#: Taken off the end of what stands before the verb, in this order.
_NOT_OF_NAME = (
    re.compile(r"(?:成功|先后|连续[^，]{1,6}|均|分别|已|再次|被|稳|高分|顺利|荣)+$"),
    re.compile(r"(?:全国|全省|全区|全市|省内)$"),
    re.compile(r"(?:^|(?<=.{2}))(?:在|向|面向)(?:全|国|省|市|州|区|县|中央).*$"),
)
_BODY = re.compile(
    r"(?:被|获[评得]?|荣获|入选|受到?|得到|由|为)?(?P<body>(?!被)[\u4e00-\u9fff、]{2,24}?"
    r"(?:部|委|办|厅|局|院|会|政府|法院|中央|社|协会|联合会))"
    r"(?=评|授|表|命|认|确|列|通|推|联|颁|[“\"（(]|全国|刊|转|肯|嘉)"
)
_QUOTE_EDGES = '“”"‘’ 　「」'


@dataclass(slots=True)
class _Compiled:
    kind: HonourKind
    evidence: re.Pattern[str]
    refused: re.Pattern[str] | None
    verb: re.Pattern[str] | None


class _Rules:
    """The vocabulary, compiled: one automaton over the anchors of all kinds."""

    def __init__(self) -> None:
        known: HonourVocabulary = vocabulary.load("reading/honours.yml", HonourVocabulary)
        self.kinds = [
            _Compiled(
                kind,
                re.compile(kind.evidence),
                re.compile(kind.refused) if kind.refused else None,
                re.compile(kind.verb) if kind.verb else None,
            )
            for kind in known.kinds
        ]
        self.anchors = sorted({word for kind in known.kinds for word in kind.anchors})
        self.kinds_of = {
            word: [each for each in self.kinds if word in each.kind.anchors]
            for word in self.anchors
        }
        self.automaton = fast_automaton(self.anchors)
        self.levels = [(name, re.compile(pattern)) for name, pattern in known.levels.items()]
        self.not_claimed = re.compile(known.not_claimed)
        self.before_holder = re.compile(rf"(?:{known.before_holder})+")


def read_honours(
    text: str, sections: list[Section], titles: list[Title], place: Place | None = None
) -> list[Honour]:
    """Read the honours that a document claims, in order of ``char_start``.

    Args:
        text: The document's text.
        sections: Its outline; nothing in a plan or among shortcomings is a claim.
        titles: Its 《》 titles: an anchor inside one is no claim.
        place: Whose report it is: the holder where a clause names none.
    """
    index = SectionIndex(sections)
    inside = [(title.char_start, title.char_end) for title in titles]
    starts = [start for start, _ in inside]
    clauses = _Clauses(text)
    honours: list[Honour] = []
    rules = _rules()
    for word, position, _ in rules.automaton.find_matches_as_indexes(text):
        around = bisect_right(starts, position) - 1
        if around >= 0 and position < inside[around][1]:
            continue
        section = index.at(position)
        if section is not None and section.role in ("plan", "shortcoming"):
            continue
        start, end = clauses.around(position)
        if end - start > _LONGEST_CLAUSE or (honours and honours[-1].char_end >= end):
            continue
        anchor = rules.anchors[word]
        for compiled in rules.kinds_of[anchor]:
            if _claims(compiled, text[start:end], anchor, position - start):
                path = section.path if section is not None else ""
                honour = _honour(compiled, text, start, end, anchor, position, place)
                honour.section_path = path
                _name_holder(honour, honours, text, place)
                honours.append(honour)
                break
    return honours


def _claims(compiled: _Compiled, clause: str, anchor: str, position: int) -> bool:
    """Tell whether a clause has the evidence of its kind and nothing against it."""
    rules = _rules()
    evidence = compiled.evidence.search(clause, position if compiled.kind.evidence_after else 0)
    if evidence is None or rules.not_claimed.search(clause[: position + len(anchor)]):
        return False
    if compiled.refused is not None and compiled.refused.search(clause):
        return False
    if _level(clause):
        return True
    if anchor in compiled.kind.level_needed:
        return False
    is_named = "“" in clause or "《" in clause or _BODY.search(clause) is not None
    return is_named or compiled.kind.kind != "award"


def _honour(
    compiled: _Compiled,
    text: str,
    start: int,
    end: int,
    anchor: str,
    position: int,
    place: Place | None,
) -> Honour:
    clause = text[start:end]
    verb, holder_end, title_start = anchor, position - start, position - start + len(anchor)
    match = compiled.verb.search(clause) if compiled.verb is not None else None
    if match is not None:
        verb = "…".join(group for group in match.groups() if group)
        holder_end, title_start = match.start(), match.end()
    if compiled.kind.title_from == "verb":
        title_start = holder_end
    elif compiled.kind.title_from == "first" and match is not None:
        title_start = match.end(1)
    body = _BODY.search(clause, holder_end)
    title = clause[title_start:].strip(_QUOTE_EDGES).removesuffix("”等")
    for ending in ("荣誉称号", "称号", "荣誉"):
        title = title.removesuffix(ending).strip(_QUOTE_EDGES) or title
    return Honour(
        char_start=start,
        char_end=end,
        holder=clause[:holder_end],
        title=title or clause[holder_end:].strip(_QUOTE_EDGES),
        level=_level(clause, place),
        awarding_body=body.group("body") if body is not None else "",
        verb=verb,
        section_path="",
    )


def _name_holder(honour: Honour, before: list[Honour], text: str, place: Place | None) -> None:
    """Cut the holder's name out of the words before the verb, or carry the last one on."""
    strip = _rules().before_holder
    name = honour.holder.strip(" 　、")
    match = strip.match(name)
    name = name[match.end() :] if match is not None else name
    for not_of_name in _NOT_OF_NAME:
        name = not_of_name.sub("", name)
    if not name and before and text.find("。", before[-1].char_end, honour.char_start) < 0:
        gap = honour.char_start - before[-1].char_end
        name = before[-1].holder if gap <= 2 else ""
    honour.holder = name.strip(" 　、") or (place.name if place is not None else "")


def _level(clause: str, place: Place | None = None) -> str:
    """Return the level that a clause speaks of; of its parents, a place knows the level."""
    for name, pattern in _rules().levels:
        if pattern.search(clause):
            return name
    for parent in place.parents if place is not None else ():
        if parent[:-1] in clause:
            return "province" if parent.endswith(("省", "自治区")) else "prefecture"
    return ""


class _Clauses:
    """Clause bounds by position; the marks of a line are found once, when first asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line = (0, -1)
        self._bounds: list[int] = []

    def around(self, position: int) -> tuple[int, int]:
        """Return the clause around ``position``, without its label and outer spaces."""
        if not self._line[0] <= position < self._line[1]:
            self._read_line(position)
        index = bisect_left(self._bounds, position)
        start = self._bounds[index - 1] + 1 if index else self._line[0]
        end = self._bounds[index] if index < len(self._bounds) else self._line[1]
        label = _LABEL.match(self._text, start, end)
        start = label.end() if label is not None and label.end() <= position else start
        while end > start and self._text[end - 1] in " \u3000\xa0\t\r":
            end -= 1
        return start, end

    def _read_line(self, position: int) -> None:
        """Note the marks of the line that split: those in closed quotes do not."""
        text = self._text
        start = text.rfind("\n", 0, position) + 1
        end = text.find("\n", position)
        self._line = (start, len(text) if end < 0 else end)
        bounds = positions(text, _MARKS, *self._line)
        self._bounds = []
        done = 0
        opened: tuple[str, int] | None = None
        for position in positions(text, _QUOTES, *self._line):
            mark = text[position]
            if mark in "“《":
                if opened is None or mark == opened[0]:
                    opened = (mark, position)
            elif opened is not None and (opened[0] == "“") == (mark == "”"):
                self._bounds += bounds[done : bisect_left(bounds, opened[1], done)]
                done = bisect_left(bounds, position, done)
                opened = None
        self._bounds += bounds[done:]


@cache
def _rules() -> _Rules:
    return _Rules()
