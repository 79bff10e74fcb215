"""How exact a number is: words before it (约, 超过) and suffixes behind it (以上, 左右)."""

from __future__ import annotations

from typing import NamedTuple

from fazhi import vocabulary
from fazhi.reading.vocabulary_files import BoundWord, BoundWords
from fazhi.records import Bound


class Suffix(NamedTuple):
    """A suffix found: where it ends and what it says."""

    end: int
    bound: Bound


_WORDS = vocabulary.load("reading/bounds.yml", BoundWords)
_BETWEEN = frozenset(_WORDS.between)
_BARE_SCALES = frozenset("百千万亿")


def _by_character(words: list[BoundWord], position: int) -> dict[str, tuple[BoundWord, ...]]:
    """Words by the character at ``position``, longest first."""
    found: dict[str, list[BoundWord]] = {}
    for word in words:
        found.setdefault(word.word[position], []).append(word)
    return {
        character: tuple(sorted(entries, key=lambda entry: -len(entry.word)))
        for character, entries in found.items()
    }


_BEFORE = _by_character(_WORDS.before, -1)
_BEHIND = _by_character(_WORDS.behind, 0)
#: Only behind one of these can a word of a bound stand before a number,
LEADS_IN = _BETWEEN | {" ", *_BEFORE}
#: and only one of these begins a suffix: what most numbers have not is known at a glance.
TRAILS = frozenset((" ", *_BEHIND))


def bound_before(text: str, start: int) -> Bound | None:
    """What the words directly before ``start`` say, or None.

    A few light characters may stand between (约为, 超过了, 控制在).
    """
    position = start
    if start == 0 or text[start - 1] not in LEADS_IN:
        return None
    for _ in range(4):
        if position == 0:
            return None
        character = text[position - 1]
        for entry in _BEFORE.get(character, ()):
            if not text.endswith(entry.word, 0, position):
                continue
            if entry.scale_only and (position != start or text[start] not in _BARE_SCALES):
                continue
            before = position - len(entry.word)
            if before > 0 and entry.not_after and text[before - 1] in entry.not_after:
                continue
            return entry.bound
        if character not in _BETWEEN and character != " ":
            return None
        position -= 1
    return None


def suffix_behind(text: str, end: int, is_duration: bool) -> Suffix | None:
    """The suffix at ``end`` (a blank may stand before it), or None."""
    position = end
    character = text[position : position + 1]
    if character == " ":
        position += 1
        character = text[position : position + 1]
    for entry in _BEHIND.get(character, ()):
        if entry.durations_only and not is_duration:
            continue
        if not text.startswith(entry.word, position):
            continue
        after = position + len(entry.word)
        if entry.not_before and after < len(text) and text[after] in entry.not_before:
            continue
        return Suffix(after, entry.bound)
    return None
