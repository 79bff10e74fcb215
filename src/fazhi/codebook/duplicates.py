"""One indicator, one value: which of several observations of a report is the main one."""

from __future__ import annotations

from collections import defaultdict

from fazhi.records import Observation

_NEVER_MAIN = frozenset({"rejected", "duplicate"})
_WEAK = {"ok": 0, "restated": 0, "in_words": 2, "needs_review": 3}


def key_of(observation: Observation) -> tuple[str, str, str, str, str]:
    """Return what tells two observations of one report apart."""
    return (
        observation.indicator_id,
        observation.measure,
        observation.dimension,
        observation.scope,
        observation.scope_name if observation.scope in ("department", "campaign") else "",
    )


def resolve_duplicates(observations: list[Observation]) -> None:
    """Mark the main observation of every key in place.

    Evidence decides: a printed figure before words, an undoubted one before one that
    needs review, then the more confident, then the first in the text. An equal value
    beside the main one becomes a ``duplicate``; another value stays what it is, and the
    audit reports the two.
    """
    groups: dict[tuple[str, str, str, str, str], list[Observation]] = defaultdict(list)
    for observation in observations:
        if observation.status not in _NEVER_MAIN:
            groups[key_of(observation)].append(observation)
    for group in groups.values():
        group.sort(key=lambda item: (_WEAK.get(item.status, 4), -item.confidence, _place(item)))
        main = group[0]
        main.is_main = True
        for other in group[1:]:
            if other.value == main.value and other.status == "ok":
                other.status = "duplicate"


def _place(observation: Observation) -> int:
    source = observation.figure or observation.word
    return source.char_start if source else 0
