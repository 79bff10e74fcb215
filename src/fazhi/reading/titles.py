"""Documents named in 《》 and 〈〉: what is done with them, and who issued them.

Titles are paired mark by mark, so that 《…〈…〉…》 gives two and a mark that was lost
spoils no more than itself. Coordinated titles (《甲》《乙》, 《甲》和《乙》) share the verb
of the first.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from fazhi import vocabulary
from fazhi.reading import places
from fazhi.reading.automaton import fast_automaton
from fazhi.reading.marks import positions
from fazhi.reading.sections import SectionIndex
from fazhi.reading.vocabulary_files import TitleVocabulary
from fazhi.records import Place, Section, Title

#: A title is no longer than this; a mark open for longer was never closed.
LONGEST_TITLE = 160
#: How far before a title its verb is looked for.
_LOOK_BACK = 40
_LOOK_AHEAD = 14
#: A line at least so long may be broken by its layout alone.
_LONG_LINE = 20
_BLANK = frozenset(" \t\u3000\xa0\r\n")

_INNER_ASCII = re.compile(r"[<＜]([^<>＜＞《》〈〉\n]{4,80})[>＞]")
_BETWEEN = re.compile(
    r"[、，,\s]*(?:以及|和|及|与|或|等)?[、，,\s]*(?:[（(][^（）()]{1,24}[）)])?[、，,\s]*"
)
_CLAUSE_END = re.compile(r"[。；;：:！!？?\n》”]|[，,](?=[^，,]*$)")
_NUMBER_AFTER = re.compile(r"^[（(][^（）()]{1,30}[）)]")
_FILLER_AFTER = re.compile(
    r"(?:等[^，。；]{0,8}?)?(?:的|正式|进行|已|经|于|[0-9年月日起全面顺利成功])*"
)
_ORGAN = re.compile(
    r"(?:人民政府(?:办公室)?|政府(?:办公室|(?=关于|20))|[\u4e00-\u9fff]{2,12}?(?:委员会|管理局|监督局|局|厅))(?!部门)"
)
_LEVELS = "省市州盟县区旗"
_LEVEL_ORGAN = re.compile(
    r"[省市县区州旗盟](?:人民)?(?:政府|委)(?:办公室|办)?|[省市县区州旗盟][\u4e00-\u9fff]{1,10}?(?:局|委|办)(?=关于)"
)
_ACTOR = re.compile(
    r"[，,\s了]*(?:由|经|以|今年|全年|同时|与|会同|联合|和)*((?:国务院|[\u4e00-\u9fff、]{1,20}?(?:人民政府(?:办公室)?|政府(?:办公室)?|办公室|委员会"
    r"|总局|局|厅|部|委|办|人大常委会|人大|检察院|法院|工商联)))"
)

IssuedHere = Literal["yes", "no", "unknown"]


class _Verbs:
    """The verbs as one automaton, with what each says about the document."""

    def __init__(self) -> None:
        known = _vocabulary()
        self.classes = {verb: name for name, verbs in known.verbs.items() for verb in verbs}
        self.words = list(self.classes)
        self.automaton = fast_automaton(self.words)
        self.following = sorted(known.following, key=len, reverse=True)
        self.adverbs = sorted(known.adverbs, key=len, reverse=True)
        self.issuers = [(rule.issuer, re.compile(rule.pattern)) for rule in known.issuers]


def read_titles(text: str, sections: list[Section], place: Place | None = None) -> list[Title]:
    """Read the titles of a document in order of ``char_start``.

    Args:
        text: The document's text.
        sections: Its outline, for ``section_path``.
        place: Whose report it is; without it ``issued_here`` rests on the verb alone.
    """
    index = SectionIndex(sections)
    titles: list[Title] = []
    for start, end, outer in _spans(text):
        mark = "〈〉" if text[start] in "〈<＜" else "《》"
        section_path = index.path_at(start)
        name = text[start + 1 : end - 1].replace("\n", "")
        title = Title(start, end, name, mark, outer, "", "", "unknown", "")
        title.section_path = section_path
        titles.append(title)
    _read_verbs(text, titles)
    for title in titles:
        _read_issuer(text, title, place)
    return titles


def _spans(text: str) -> list[tuple[int, int, int | None]]:
    """Pair the marks: (start, end, start of the title around it), in order."""
    spans: list[tuple[int, int, int | None]] = []
    open_marks: list[tuple[str, int]] = []
    for position in positions(text, "《》〈〉"):
        mark = text[position]
        while open_marks and (
            position - open_marks[0][1] > LONGEST_TITLE
            or _ends_line(text, open_marks[0][1], position)
        ):
            open_marks.pop(0)
        if mark in "《〈":
            open_marks.append((mark, position))
            continue
        opener = "《" if mark == "》" else "〈"
        depth = _last(open_marks, opener)
        if depth is None:
            continue
        start = open_marks[depth][1]
        del open_marks[depth:]
        spans.append((start, position + 1, None))
    spans += _ascii_spans(text, spans)
    return _nested(spans)


def _ends_line(text: str, opened: int, position: int) -> bool:
    """Tell whether a line really ended since a mark was opened: not where it was wrapped."""
    newline = text.find("\n", opened, position)
    if newline < 0:
        return False
    line_start = text.rfind("\n", max(0, opened - _LONG_LINE), opened) + 1
    is_wrapped = newline - line_start >= _LONG_LINE and text[newline + 1] not in _BLANK
    return not is_wrapped or text.find("\n", newline + 1, position) >= 0


def _last(open_marks: list[tuple[str, int]], opener: str) -> int | None:
    for depth in range(len(open_marks) - 1, -1, -1):
        if open_marks[depth][0] == opener:
            return depth
    return None


def _ascii_spans(
    text: str, spans: list[tuple[int, int, int | None]]
) -> list[tuple[int, int, int | None]]:
    """Titles set in < > inside 《》, as typists without 〈〉 do."""
    return [
        (match.start(), match.end(), None)
        for start, end, _ in spans
        if text[start] == "《"
        for match in _INNER_ASCII.finditer(text, start + 1, end - 1)
    ]


def _nested(spans: list[tuple[int, int, int | None]]) -> list[tuple[int, int, int | None]]:
    spans = sorted(set(spans), key=lambda span: (span[0], -span[1]))
    found: list[tuple[int, int, int | None]] = []
    around: list[tuple[int, int]] = []
    for start, end, _ in spans:
        if end - start < 3:
            continue
        while around and around[-1][1] <= start:
            around.pop()
        found.append((start, end, around[-1][0] if around else None))
        around.append((start, end))
    return found


def _read_verbs(text: str, titles: list[Title]) -> None:
    """Fill the verb of every title; a coordinated title takes that of the one before."""
    previous: Title | None = None
    for title in titles:
        if title.nested_in is not None:
            title.verb = _verb_before(text, max(title.nested_in + 1, 0), title.char_start)
            continue
        if previous is not None and _BETWEEN.fullmatch(text, previous.char_end, title.char_start):
            title.verb = previous.verb
        else:
            floor = previous.char_end if previous is not None else 0
            title.verb = _verb(text, title, floor)
        previous = title


def _verb(text: str, title: Title, floor: int) -> str:
    """Return the verb before the title in its clause, else the one that follows it."""
    start = max(floor, title.char_start - _LOOK_BACK)
    start = _clause_start(text, start, title.char_start)
    before = text[start : title.char_start]
    follows = _verb_after(text, title.char_end)
    if follows and (before.endswith(("将", "把", "对", "在")) or before in ("", "由")):
        return follows
    return _verb_before(text, start, title.char_start) or follows


def _clause_start(text: str, start: int, end: int) -> int:
    position = start
    for match in _CLAUSE_END.finditer(text, start, end):
        position = match.end()
    return position


def _verb_before(text: str, start: int, end: int) -> str:
    """Return the last verb between two offsets, with the adverbs right before it."""
    window = text[start:end]
    matches = _verbs().automaton.find_matches_as_indexes(window)
    if not matches:
        return ""
    if len(matches) > 1 and window[matches[-1][2] :] == "的":
        matches = matches[:-1]  # 贯彻新修订的《…》: the word before the title qualifies it
    _, first, last = matches[-1]
    for _, earlier_first, earlier_last in reversed(matches[:-1]):
        if window[earlier_last:first] not in ("", "并", "和", "、", "及"):
            break
        first = earlier_first
    changed = True
    while changed:
        changed = False
        for adverb in _verbs().adverbs:
            if window.endswith(adverb, 0, first):
                first -= len(adverb)
                changed = True
                break
    return window[first:last]


def _verb_after(text: str, end: int) -> str:
    """Return the verb right behind a title (《…》正式施行, 将《…》进行细化)."""
    window = re.split(r"[，,。；;]", text[end : end + _LOOK_AHEAD], maxsplit=1)[0]
    bracket = _NUMBER_AFTER.match(window)
    window = window[bracket.end() :] if bracket else window
    filler = _FILLER_AFTER.match(window)
    rest = window[filler.end() :] if filler else window
    for verb in _verbs().following:
        if rest.startswith(verb):
            return verb
    return ""


def _read_issuer(text: str, title: Title, place: Place | None) -> None:
    """Fill issuer and issued_here: by the title's own words, else by who acts on it."""
    name = _without_cover(title.title)
    kind = _verbs().classes.get(_core(title.verb), "")
    if kind == "listed":
        title.issued_here = "no"
        return
    chain = _chain(name, place)
    own_level = _LEVEL_ORGAN.match(name)
    if chain:
        organ = _ORGAN.match(name, sum(len(part) for part in chain))
        title.issuer = chain[-1] + (organ.group() if organ is not None else "")
        title.issued_here = _is_here(chain, place)
    elif own_level is not None:
        title.issuer = own_level.group()
        title.issued_here = _level_is_own(title.issuer[0], place)
    elif name.startswith(_vocabulary().own):
        title.issued_here = _level_is_own(name[1], place)
    elif (issuer := _national_issuer(name)) and (
        kind != "issuing" or text[title.char_start - 1 : title.char_start] == "的"
    ):
        title.issuer, title.issued_here = issuer, "no"
    elif (parent := _parent_named(name, place)) and kind != "issuing":
        title.issuer, title.issued_here = parent, "no"
    elif kind == "issuing" and title.nested_in is None:
        title.issuer = _actor(text, title)
        title.issued_here = _actor_is_here(title.issuer, place)
    elif kind == "using" and title.nested_in is None:
        title.issuer = _named_before(text, title)
        title.issued_here = _actor_is_here(title.issuer, place) if title.issuer else "unknown"


def _without_cover(title: str) -> str:
    """Return a title from its subject on (关于印发〈南通市…〉, 2023年南通市…)."""
    return re.sub(
        r"^(?:中共|关于(?:印发|公布|转发|发布)?|20[0-9]{2}年?(?:度)?|[〈《<＜“])+", "", title
    )


def _core(verb: str) -> str:
    """Return the verb without what was joined to its front."""
    classes = _verbs().classes
    return next((verb[start:] for start in range(len(verb)) if verb[start:] in classes), verb)


def _chain(name: str, place: Place | None) -> list[str]:
    """Return the divisions a title begins with; known places also by their short names."""
    if place is not None:
        for known in (place.name, *place.parents):
            if name.startswith(known):
                return [known]
    chain = places.division_chain(name)
    if not chain and place is not None and len(place.name) > 2 and name.startswith(place.name[:-1]):
        return [place.name]
    return chain


def _national_issuer(name: str) -> str:
    for issuer, pattern in _verbs().issuers:
        if pattern.search(name):
            return issuer
    return ""


def _parent_named(name: str, place: Place | None) -> str:
    """Return the higher place that a title names by its short name (“万事好通”南通…)."""
    if place is None or place.name[:-1] in name:
        return ""
    return next((parent for parent in place.parents if parent[:-1] in name), "")


def _is_here(chain: list[str], place: Place | None) -> IssuedHere:
    if place is None:
        return "unknown"
    return "yes" if places.is_same_place(chain[-1], place.name) else "no"


def _level_is_own(level: str, place: Place | None) -> IssuedHere:
    """Tell whether 市政府 is this government: only where the place is a 市, and so on."""
    if place is None or level not in _LEVELS:
        return "unknown"
    return "yes" if level == place.name[-1] else "no"


def _named_before(text: str, title: Title) -> str:
    """Return the organ between verb and title (落实国务院办公厅《…》), or ``""``."""
    floor = max(0, title.char_start - _LOOK_BACK)
    position = text.rfind(title.verb, floor, title.char_start) + len(title.verb)
    match = _ACTOR.fullmatch(text, position, title.char_start) if title.verb else None
    return match.group(1) if match is not None else ""


def _actor(text: str, title: Title) -> str:
    """Return who acts in the clause, as printed before the verb; ``""`` if nobody."""
    position = text.rfind(title.verb, max(0, title.char_start - 80), title.char_start)
    if position < 0:
        return ""
    start = _clause_start(text, max(0, position - 30), position)
    match = _ACTOR.match(text, start, position)
    return match.group(1) if match is not None else ""


def _actor_is_here(actor: str, place: Place | None) -> IssuedHere:
    if not actor:
        return "yes"
    if actor.startswith(_vocabulary().national_actors):
        return "no"
    chain = _chain(actor, place)
    if chain:
        return _is_here(chain, place)
    return _level_is_own(actor[0], place) if actor[0] in _LEVELS else "yes"


@cache
def _vocabulary() -> TitleVocabulary:
    known: TitleVocabulary = vocabulary.load("reading/titles.yml", TitleVocabulary)
    return known


@cache
def _verbs() -> _Verbs:
    return _Verbs()
