"""Is the document a yearly rule-of-law report, and if not, what is it?

The rules with their reasons are ``schemas/reading/genre.yml``; this applies them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice

from fazhi import vocabulary
from fazhi.reading.vocabulary_files import GenreRule, GenreVocabulary

_OPENING_LENGTH = 1500


@dataclass(slots=True)
class _Compiled:
    rule: GenreRule
    title: re.Pattern[str] | None
    not_title: re.Pattern[str] | None
    body: re.Pattern[str] | None


@dataclass(slots=True)
class Verdict:
    """What a document is: ``ok`` for a report, else why it is none, and by which rule."""

    outcome: str
    rule: str


def judge(text: str, title: str, headings: list[str], own_words: int, page_outcome: str) -> Verdict:
    """Tell what kind of document this is.

    Args:
        text: The whole text.
        title: Its title as it was read, may be empty.
        headings: Headings of the outline, and other short lines that may be some.
        own_words: Characters of running text: without header, title and signature.
        page_outcome: What the page itself told (``Document.outcome``).
    """
    if page_outcome != "ok":
        return Verdict(page_outcome, "page")
    for compiled in _compiled():
        if _applies(compiled, text, title, headings, own_words):
            return Verdict(compiled.rule.outcome, compiled.rule.rule)
    if own_words == 0:
        return Verdict("attachment_only", "title_only") if title else Verdict("blocked", "empty")
    if is_genre_title(title):
        return Verdict("ok", "title")
    opening = text[:_OPENING_LENGTH]
    if not title and subject().search(opening) and _opening().search(opening):
        return Verdict("ok", "opening")
    return Verdict("other_genre", "no_cue")


def is_genre_title(title: str) -> bool:
    """Tell whether a title names a rule-of-law report: its subject and its form."""
    return bool(subject().search(title) and form().search(title))


def is_session_report(title: str) -> bool:
    """Tell whether a title names a report to a session, given in the year after."""
    return bool(re.search(_vocabulary().session, title))


def _applies(
    compiled: _Compiled, text: str, title: str, headings: list[str], own_words: int
) -> bool:
    rule = compiled.rule
    if rule.longest is not None and own_words > rule.longest:
        return False
    if compiled.not_title is not None and compiled.not_title.search(title):
        return False
    if compiled.title is not None:
        return bool(compiled.title.search(title))
    if compiled.body is None:
        return True
    if rule.headings_only:
        return sum(bool(compiled.body.search(heading)) for heading in headings) >= rule.at_least
    if rule.anchors and not _has_anchors(rule, text):
        return False
    return sum(1 for _ in islice(compiled.body.finditer(text), rule.at_least)) == rule.at_least


def _has_anchors(rule: GenreRule, text: str) -> bool:
    """Tell whether the cheap words of a rule are there, each time counted."""
    wanted = rule.at_least
    for anchor in rule.anchors:
        if anchor in text:
            wanted -= text.count(anchor)
            if wanted <= 0:
                return True
    return False


@cache
def _vocabulary() -> GenreVocabulary:
    known: GenreVocabulary = vocabulary.load("reading/genre.yml", GenreVocabulary)
    return known


@cache
def subject() -> re.Pattern[str]:
    """Return the pattern of the genre's subject (法治政府, 依法行政 …)."""
    return re.compile(_vocabulary().subject)


@cache
def form() -> re.Pattern[str]:
    """Return the pattern of the genre's forms (报告, 总结 …)."""
    return re.compile(_vocabulary().form)


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(_vocabulary().opening)


@cache
def _compiled() -> list[_Compiled]:
    def pattern(source: str) -> re.Pattern[str] | None:
        return re.compile(source) if source else None

    return [
        _Compiled(rule, pattern(rule.title), pattern(rule.not_title), pattern(rule.body))
        for rule in _vocabulary().rules
    ]
