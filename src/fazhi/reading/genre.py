"""Is the document a yearly rule-of-law report, and if not, what is it?

The rules with their reasons are ``schemas/reading/genre.yml``; this applies them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from fazhi import vocabulary
from fazhi.reading.vocabulary_files import GenreRule, GenreVocabulary
from fazhi.records import Role

_OPENING_LENGTH = 1500
#: A text with so many chapters is one, not a page around a file or a refusal.
_CHAPTERS = 2
#: The chapters that only a report on the year past has side by side.
_REPORTING = {"shortcoming", "plan"}
#: What stands for the name of a place in a model text.
_MASKS = ("某", "X", "x", "Ｘ", "×", "*", "＊")
_GAP = re.compile(r"[ \t\u3000\xa0]+")
_YEAR = re.compile("20[0-9]{2}年")
_BOLD = re.compile(r"\*\*([^*\n]{4,80})\*\*")


@dataclass(slots=True)
class _Compiled:
    rule: GenreRule
    title: re.Pattern[str] | None
    not_title: re.Pattern[str] | None
    body: re.Pattern[str] | None
    not_body: re.Pattern[str] | None


@dataclass(slots=True)
class Evidence:
    """What a document's kind is told by.

    Attributes:
        text: The whole text.
        titles: Its titles, the chosen one first; others where page and text disagree.
        headings: Headings of the outline, and other short lines that may be some.
        chapters: Roles of the chapters, in order.
        own_words: Characters of running text: without header, title and signature.
        page_outcome: What the page itself told (``Document.outcome``).
        place: The place that reports, as title, signature or issuer name it.
    """

    text: str
    titles: list[str]
    headings: list[str]
    chapters: list[Role]
    own_words: int
    page_outcome: str = "ok"
    place: str = ""


@dataclass(slots=True)
class Verdict:
    """What a document is: ``ok`` for a report, else why it is none, and by which rule."""

    outcome: str
    rule: str


def judge(evidence: Evidence) -> Verdict:
    """Tell what kind of document this is."""
    if evidence.page_outcome != "ok":
        return Verdict(evidence.page_outcome, "page")
    evidence = replace(evidence, titles=[_plain(title) for title in evidence.titles])
    for compiled in _compiled():
        if _applies(compiled, evidence):
            return Verdict(compiled.rule.outcome, compiled.rule.rule)
    if evidence.own_words == 0:
        outcome = ("attachment_only", "title_only") if evidence.titles else ("blocked", "empty")
        return Verdict(*outcome)
    return _report(evidence)


def _report(evidence: Evidence) -> Verdict:
    """Tell whether what is nothing else is a report, and by what."""
    title = evidence.titles[0] if evidence.titles else ""
    if is_genre_title(title):
        return Verdict("ok", "title")
    opening = _GAP.sub("", evidence.text[:_OPENING_LENGTH])
    if _pattern("announcement").search(opening):
        return Verdict("ok", "announcement")
    if _pattern("says_nothing").search(title) and subject().search(opening):
        if _pattern("opening").search(opening):
            return Verdict("ok", "opening")
        if _REPORTING.issubset(evidence.chapters):
            return Verdict("ok", "chapters")
        if any(_YEAR.search(heading) and is_genre_title(heading) for heading in evidence.headings):
            return Verdict("ok", "heading")
    return Verdict("other_genre", "no_cue")


def _plain(title: str) -> str:
    """Return a title without white space and the marks of bold type."""
    return _BOLD.sub(r"\1", "".join(title.split()))


def is_genre_title(title: str) -> bool:
    """Tell whether a title names a rule-of-law report: its subject and its form."""
    return bool(subject().search(title) and form().search(title))


def is_session_report(title: str) -> bool:
    """Tell whether a title names a report to a session, given in the year after."""
    return bool(re.search(_vocabulary().session, title))


def _applies(compiled: _Compiled, evidence: Evidence) -> bool:
    rule = compiled.rule
    if rule.longest is not None and evidence.own_words > rule.longest:
        return False
    if rule.unchaptered and len(evidence.chapters) >= _CHAPTERS:
        return False
    if rule.nameless and evidence.place and not evidence.place.startswith(_MASKS):
        return False
    titles = evidence.titles if rule.any_title else evidence.titles[:1]
    excused = compiled.not_title
    if excused is not None and any(excused.search(title) for title in titles):
        return False
    if compiled.title is not None:
        return any(compiled.title.search(title) for title in titles)
    return compiled.body is not None and _body_tells(compiled, compiled.body, evidence)


def _body_tells(compiled: _Compiled, body: re.Pattern[str], evidence: Evidence) -> bool:
    rule = compiled.rule
    if rule.headings_only:
        return sum(bool(body.search(heading)) for heading in evidence.headings) >= rule.at_least
    text = evidence.text if rule.within is None else evidence.text[: rule.within]
    if rule.anchors and not _has_anchors(rule, text):
        return False
    if compiled.not_body is not None and compiled.not_body.search(text):
        return False
    return sum(1 for _ in islice(body.finditer(text), rule.at_least)) == rule.at_least


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
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(getattr(_vocabulary(), name))


@cache
def _compiled() -> list[_Compiled]:
    def pattern(source: str) -> re.Pattern[str] | None:
        return re.compile(source) if source else None

    return [
        _Compiled(
            rule,
            pattern(rule.title),
            pattern(rule.not_title),
            pattern(rule.body),
            pattern(rule.not_body),
        )
        for rule in _vocabulary().rules
    ]
