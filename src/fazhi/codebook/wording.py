"""The small grammar of wordings: how reports say an indicator, without regular expressions.

A wording is a list of words divided by spaces, in any order of appearance:

==============  ===============================================================
``受理``         the word, or any of its synonyms, stands in the figure's phrase
``甲/乙``        either will do
``(行政复议)``    it may also stand in what the sentence, paragraph or heading
                before the figure is about
``案件?``        helps when it is there, is not needed
``-审结``        must not stand in the figure's phrase
``-(双随机)``    nor in the sentence before it
``N件``          the figure's measure word is 件 or one of its like
==============  ===============================================================

The synonyms are those of ``schemas/matching/synonyms.yml`` and ``topics.yml``.
"""

from __future__ import annotations

from dataclasses import dataclass


class WordingError(ValueError):
    """A wording does not follow the grammar."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One word of a wording, with its alternatives as written."""

    words: tuple[str, ...]
    in_context: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """A parsed wording.

    Attributes:
        slots: Its words.
        absent: Words that must not stand in the figure's phrase.
        absent_before: Words that must not stand in the sentence before it either.
        units: Measure words asked for, empty for any that the indicator accepts.
    """

    slots: tuple[Slot, ...]
    absent: tuple[str, ...]
    absent_before: tuple[str, ...]
    units: tuple[str, ...]


def parse_wording(text: str) -> Wording:
    """Parse one wording.

    Raises:
        WordingError: Brackets are left open, a word is empty, or nothing is asked of
            the figure's own phrase.
    """
    slots: list[Slot] = []
    absent: list[str] = []
    absent_before: list[str] = []
    units: list[str] = []
    for token in text.split():
        if token.startswith("-"):
            word = token[1:].strip("()")
            (absent_before if token.startswith("-(") else absent).append(word)
            continue
        in_context = token.startswith("(")
        if in_context != token.rstrip("?").endswith(")"):
            raise WordingError(f"brackets left open by {token!r} in {text!r}")
        words = token.rstrip("?").strip("()").split("/")
        if not all(words):
            raise WordingError(f"an empty word in {token!r} of {text!r}")
        measures = [word[1:] for word in words if word.startswith("N")]
        units += measures
        words = [word for word in words if not word.startswith("N")]
        if words:
            # `案件/N件`: the measure word alone will do as well.
            optional = token.endswith("?") or bool(measures)
            slots.append(Slot(tuple(words), in_context, optional))
    if not units and all(slot.in_context or slot.optional for slot in slots):
        raise WordingError(f"nothing is asked of the figure's own phrase in {text!r}")
    return Wording(tuple(slots), tuple(absent), tuple(absent_before), tuple(units))
