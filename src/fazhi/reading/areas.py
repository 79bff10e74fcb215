"""Area of the national outline and role of each section, told by its words.

The vocabulary is ``schemas/reading/outline.yml``; the grammar is here: what a heading
does not say itself, it inherits from the heading above.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import ahocorasick_rs

from fazhi import vocabulary
from fazhi.reading.automaton import fast_automaton
from fazhi.reading.vocabulary_files import Outline, OutlineVocabulary
from fazhi.records import Role, Section

#: Characters of a section's own text that are looked at when no heading tells its area.
_BODY_GLANCE = 240
_STRONG, _WEAK = 3, 1
#: The level of points (一是), which have no role of their own.
_POINT = 4
#: Where the year reported is looked for: title and opening.
_HEAD = 1500
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})\s?年(?!\s?[0-9]{1,2}\s?月)")
#: A heading is taken to name an area from this score on; below, the one above prevails.
_NAMED = 3


class _Words(NamedTuple):
    automaton: ahocorasick_rs.AhoCorasick
    meanings: list[tuple[str, int]]


class _Roles(NamedTuple):
    chapters: list[tuple[Role, re.Pattern[str]]]
    nested: list[tuple[Role, re.Pattern[str]]]


def outlines() -> tuple[Outline, ...]:
    """Return the national outlines known, newest first."""
    return _vocabulary().outlines


def outline_of(year: int) -> Outline | None:
    """Return the outline in force in ``year``; None where none is known."""
    for outline in outlines():
        if outline.first_year <= year <= outline.last_year:
            return outline
    return None


def area_names() -> dict[str, tuple[str, str]]:
    """Return every area's key with its Chinese and English name."""
    return {key: (area.name_zh, area.name_en) for key, area in _vocabulary().areas.items()}


def area_of(text: str) -> tuple[str, int]:
    """Return the area that the words of ``text`` speak of, and the score; ``""`` if none."""
    words = _words()
    scores: dict[str, int] = {}
    for index, _, _ in words.automaton.find_matches_as_indexes(text):
        area, weight = words.meanings[index]
        scores[area] = scores.get(area, 0) + weight
    if not scores:
        return "", 0
    best = max(scores, key=lambda area: scores[area])
    return best, scores[best]


def role_of(heading: str, level: int) -> Role | None:
    """Return what a part is for as far as its own heading says; None if it does not.

    A heading that names two things at once (不足和下一步打算) is taken by what it names
    first.
    """
    heading = "".join(heading.split())
    rules = _roles().chapters if level == 1 else _roles().nested
    found: list[tuple[int, int, Role]] = []
    for order, (role, pattern) in enumerate(rules):
        match = pattern.search(heading)
        if match is not None:
            if role in ("first_responsible", "result", "other"):
                found.append((10_000 + order, order, role))
            else:
                found.append((match.start(), order, role))
    if not found:
        return None
    if any(role == "first_responsible" for *_, role in found):
        return "first_responsible"
    return min(found)[2]


def bare_heading_level(heading: str) -> int:
    """Return the level of a heading that has no label, 0 if the words make none.

    A line that names a role of the report is a chapter; one that names an area is a
    section.
    """
    if role_of(heading, 1) in ("first_responsible", "shortcoming", "plan"):
        return 1
    if re.search(r"(?:举措|做法|成效|情况|回顾)$", heading) and not re.search(
        r"报告|印发", heading
    ):
        return 1
    return 2 if area_of(heading)[1] >= _NAMED else 0


def classify(sections: list[Section], text: str) -> None:
    """Fill ``area`` and ``role`` of all sections of one document, in order."""
    above: list[Section] = []
    chapter_role: Role = "result"
    reported = _year(text[:_HEAD]) or 0
    for section in sections:
        while above and above[-1].level >= section.level:
            above.pop()
        parent = above[-1] if above else None
        if section.level == _POINT:
            section.role = parent.role if parent is not None else chapter_role
        elif parent is not None:
            section.role = role_of(section.heading, section.level) or parent.role
        else:
            year = _year(section.heading) or 0
            reported = reported or year
            chapter_role = _chapter_role(section.heading, chapter_role, year > reported)
            section.role = chapter_role
        section.area = _area(section, parent, text)
        above.append(section)


def _chapter_role(heading: str, before: Role, is_ahead: bool) -> Role:
    """Return the role of a chapter; one that names none goes on as the one before.

    ``is_ahead``: it names a later year than the one reported, so it is a plan unless
    it says that it is something else.
    """
    own = role_of(heading, 1)
    if is_ahead and own not in ("result", "first_responsible", "shortcoming"):
        return "plan"
    return own or (before if before in ("result", "plan") else "result")


def _year(text: str) -> int | None:
    """Return the first year in ``text`` that is no part of a date."""
    match = _YEAR.search(text)
    return int(match.group(1)) if match is not None else None


def _area(section: Section, parent: Section | None, text: str) -> str:
    area, score = area_of(section.heading)
    if section.role in ("result", "other") and section.level == 1 and role_of(section.heading, 1):
        return area if score > _NAMED else ""
    if score >= _NAMED:
        return area
    if section.role == "first_responsible":
        return "leadership"
    if parent is not None and parent.area:
        return parent.area
    if score > _WEAK and section.level > 1:
        return area
    if section.level in (1, _POINT):
        return ""
    body = section.char_start + len(section.label) + len(section.heading)
    area, score = area_of(text[body : min(section.char_end, body + _BODY_GLANCE)])
    return area if score >= 2 * _NAMED else ""


@cache
def _vocabulary() -> OutlineVocabulary:
    known: OutlineVocabulary = vocabulary.load("reading/outline.yml", OutlineVocabulary)
    return known


@cache
def _words() -> _Words:
    meanings: dict[str, tuple[str, int]] = {}
    for key, area in _vocabulary().areas.items():
        for words, weight in ((area.strong, _STRONG), (area.weak, _WEAK)):
            meanings.update(dict.fromkeys(words, (key, weight)))
    automaton = fast_automaton(list(meanings))
    return _Words(automaton, list(meanings.values()))


@cache
def _roles() -> _Roles:
    rules = _vocabulary().roles
    return _Roles(
        [(rule.role, re.compile(rule.pattern)) for rule in rules],
        [(rule.role, re.compile(rule.nested)) for rule in rules if rule.nested],
    )
