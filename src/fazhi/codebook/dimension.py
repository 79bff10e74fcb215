"""Dimensions of an observation: which part, field, list or peer group a value is for."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict

from fazhi import vocabulary
from fazhi.codebook.entries import Indicator

#: Keys that the whole sentence may tell; the others must stand in the figure's phrase.
_FROM_SENTENCE = frozenset({"list"})
#: Keys whose last word counts: 全国县级市第二、全省第一.
_NEAREST = frozenset({"peer"})
_FROM_CAMPAIGN = frozenset({"sector"})
#: So many marks name a field of law wherever they stand.
_STRONG_MARKS = 3
#: What may stand behind the word for a field of law in a label.
_LABEL_ENDINGS = ("处理", "管理")

_BETWEEN = re.compile(r"[、和及与]")
_NOTHING_ELSE = re.compile(
    r"^(?:行政复议|复议|行政诉讼|行政应诉|应诉|其中|涉及|涉|主要|占比?|为|属于|共)+|(?:占比?|占|为|的|共|有|案件占?)+$"
)
_ORDINARY = re.compile(r"[“”‘’\"'()（）《》、，,\s]")


class DimensionVocabulary(BaseModel):
    """``schemas/matching/dimensions.yml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    matter: dict[str, tuple[str, ...]]
    matter_applies_to: tuple[str, ...]
    matter_marks: tuple[str, ...]
    grades: tuple[str, ...]
    label_ends: tuple[str, ...]
    label_starts: tuple[str, ...]


@cache
def _vocabulary() -> DimensionVocabulary:
    loaded: DimensionVocabulary = vocabulary.load("matching/dimensions.yml", DimensionVocabulary)
    return loaded


@cache
def _matters() -> tuple[tuple[str, str], ...]:
    """Every word for a field of law with its field."""
    return tuple((form, value) for value, forms in _vocabulary().matter.items() for form in forms)


@cache
def _matter_of_label() -> dict[str, str]:
    """Label of a part -> the first field of law that it is a word for."""
    found: dict[str, str] = {}
    for form, value in _matters():
        for label in (form, *(f"{form}{ending}" for ending in _LABEL_ENDINGS)):
            found.setdefault(label, value)
    return found


@cache
def _acts() -> tuple[str, ...]:
    """Words that begin a phrase by saying what was done."""
    starts = _vocabulary().label_starts
    return tuple(start for start in starts if len(start) > 1 and start != "属于")


def dimensions_of(
    indicator: Indicator, said: str, phrase: str, sentence: str, in_campaign: bool
) -> dict[str, str]:
    """Return key -> value for a figure of ``indicator``.

    Args:
        indicator: What the figure was recognised as.
        said: What the figure's own words say.
        phrase: Its whole phrase, with what was carried over.
        sentence: Its sentence up to the figure.
        in_campaign: Whether its scope is a campaign, whose field is told then.
    """
    found: dict[str, str] = {}
    for key, values in indicator.dimensions.items():
        if key in _FROM_CAMPAIGN and not in_campaign:
            continue
        wide = key in _FROM_SENTENCE or key in _FROM_CAMPAIGN
        value = _last(values, phrase) if key in _NEAREST else _only(values, said)
        value = value or (_last(values, sentence) if wide else "")
        if value:
            found[key] = value
    words = _vocabulary()
    if "matter" not in indicator.dimensions and indicator.id.startswith(words.matter_applies_to):
        matter = _matter(said, indicator)
        if matter:
            found["matter"] = matter
    return found


def _only(values: dict[str, tuple[str, ...]], text: str) -> str:
    """Return the value that the text names, or ``""`` where it names none or several."""
    found = {word: value for value, words in values.items() for word in words if word in text}
    # 全国县级市 names a value of its own, not also that of 全国.
    named = {
        value
        for word, value in found.items()
        if not any(word != other and word in other for other in found)
    }
    return named.pop() if len(named) == 1 else ""


def _last(values: dict[str, tuple[str, ...]], text: str) -> str:
    """Return the value whose word stands last in the text: the last is the nearest."""
    best, position = "", -1
    for value, words in values.items():
        for word in words:
            at = text.rfind(word)
            if at >= 0 and at + len(word) > position:
                best, position = value, at + len(word)
    return best


def _matter(phrase: str, indicator: Indicator) -> str:
    """Return the field of law that a word with 类, 领域 or the like behind it names."""
    marks = _vocabulary().matter_marks[:_STRONG_MARKS]
    if not any(mark in phrase for mark in marks):
        return ""
    own = "".join(indicator.wording)
    for form, value in _matters():
        is_marked = form in phrase and any(f"{form}{mark}" in phrase for mark in marks)
        if is_marked and form not in own:
            return value
    return ""


def part_label(part: str) -> str:
    """Return the name of a part without what was done and the general noun."""
    words = _vocabulary()
    label = _ORDINARY.sub("", part)
    changed = True
    # One test of all spares most labels, which begin and end with none, the loops.
    while changed and (label.startswith(words.label_starts) or label.endswith(words.label_ends)):
        changed = False
        for start in words.label_starts:
            if label.startswith(start) and len(label) > len(start) + 1:
                label, changed = label[len(start) :], True
        for end in words.label_ends:
            if label.endswith(end) and len(label) > len(end) + 1:
                label, changed = label[: -len(end)], True
    return label


def grade_named(phrase: str) -> str:
    """Return the grade that a phrase ends in (评定优秀), or ``""``."""
    found = [grade for grade in _vocabulary().grades if phrase.endswith(grade)]
    return max(found, key=len, default="")


def names_an_act(phrase: str) -> bool:
    """Tell whether a phrase begins by saying what was done: 办理行政许可, not 行政许可类."""
    return phrase.startswith(_acts())


def matter_of_label(label: str) -> str:
    """Return the field of law that a part's label names, or ``""``."""
    return _matter_of_label().get(label, "")


def kinds_of_case() -> list[str]:
    """Return the words that name a kind of case: 行政处罚类 is no word about penalties."""
    return [f"{form}类" for form, _ in _matters()]


def matter_named(phrase: str) -> str:
    """Return the field of law that a phrase is, with nothing else in it, or ``""``."""
    return matter_of_label(part_label(_NOTHING_ELSE.sub("", phrase)))


def matters_listed(phrase: str) -> list[str]:
    """Return the fields of law that a phrase lists (行政处罚、信息公开居前), if several."""
    if _BETWEEN.search(phrase) is None:
        return []
    found: list[str] = []
    for part in _BETWEEN.split(phrase):
        matter = _matter_at_start(part)
        if not matter:
            break
        found.append(matter)
    return found if len(found) > 1 else []


def _matter_at_start(part: str) -> str:
    fitting = [item for item in _matters() if part.startswith(item[0])]
    return max(fitting, key=lambda item: len(item[0]))[1] if fitting else ""


def join(dimensions: dict[str, str]) -> str:
    """Return ``key=value`` pairs, sorted, joined by ``;``."""
    return ";".join(f"{key}={dimensions[key]}" for key in sorted(dimensions))
