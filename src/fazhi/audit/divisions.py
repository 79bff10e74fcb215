"""Divisions of one indicator: parts told apart by a dimension, against the undivided whole.

抽取80卷，优秀21卷，合格55卷，不合格4卷: the codebook names no indicator for the grades, but each
is the indicator of the whole with a dimension of one key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from fazhi.audit.conclusion import check, number
from fazhi.audit.evidence import Evidence, alike, is_count, value_of
from fazhi.codebook.entries import indicators
from fazhi.records import Check, Figure

_TOGETHER = "分别"
#: Characters between a whole and the list of its parts at most.
_NEAR = 30


def division_checks(evidence: Evidence) -> Iterator[Check]:
    """Yield a check for every whole that its sentence divides."""
    for figures in evidence.sentences.values():
        counts = [figure for figure in figures if is_count(figure)]
        for index, whole in enumerate(counts):
            observed = evidence.observed.get(whole.char_start)
            if observed is None or observed.dimension or observed.measure != "level":
                continue
            if _names_a_part(whole, observed.indicator_id):
                continue
            for parts in _divisions(evidence, whole, counts[index + 1 :]):
                yield _judge(evidence, whole, parts)
            listed = _listed_together(evidence, whole, counts[index + 1 :])
            if listed:
                yield _judge(evidence, whole, listed)


def _names_a_part(figure: Figure, indicator_id: str) -> bool:
    """Tell whether a figure's phrase has words of some part of its indicator."""
    values = indicators()[indicator_id].dimensions.values()
    return any(
        word in figure.subject for parts in values for words in parts.values() for word in words
    )


def _divisions(
    evidence: Evidence, whole: Figure, following: list[Figure]
) -> Iterator[list[Figure]]:
    """Yield the parts of each dimension key, each value once."""
    indicator = evidence.observed[whole.char_start].indicator_id
    by_key: dict[str, dict[str, Figure]] = defaultdict(dict)
    for figure in following:
        observed = evidence.observed.get(figure.char_start)
        # Another count between says that something else is told now.
        if observed is None or observed.indicator_id != indicator or not observed.dimension:
            break
        key, _, value = observed.dimension.partition("=")
        if ";" not in observed.dimension and alike(figure.unit, whole.unit):
            by_key[key].setdefault(value, figure)
    yield from (list(parts.values()) for parts in by_key.values() if len(parts) > 1)


def _listed_together(evidence: Evidence, whole: Figure, following: list[Figure]) -> list[Figure]:
    """Return the parts listed with 分别 behind a whole, if they divide it.

    案件120件，一审、二审、再审分别为70件、40件、10件: one of them at least is the whole's
    indicator with a dimension, and all are parts of it.
    """
    if not following or _TOGETHER not in evidence.between(whole, following[0]):
        return []
    parts = [following[0]]
    for figure in following[1:]:
        if evidence.between(parts[-1], figure) not in ("、", "和", "及"):
            break
        parts.append(figure)
    near = following[0].char_start - whole.char_end <= _NEAR
    same = evidence.observed[whole.char_start].indicator_id
    divided = any(evidence.is_one_of(part, same) for part in parts)
    fits = all(alike(part.unit, whole.unit) and evidence.may_be_part(part, whole) for part in parts)
    return parts if near and divided and fits and len(parts) > 1 else []


def _judge(evidence: Evidence, whole: Figure, parts: list[Figure]) -> Check:
    total = sum((value_of(part) for part in parts), Decimal(0))
    target = value_of(whole)
    added = " + ".join(number(value_of(part)) for part in parts)
    name = indicators()[evidence.observed[whole.char_start].indicator_id].name
    words = (
        f"{name.zh}印为{number(target)}，所分各项{added}合计{number(total)}",
        f"{name.en} is printed as {number(target)}, its divisions {added} give {number(total)}",
    )
    return check(
        "sum" if total == target else "part_sum",
        [part.char_start for part in parts],
        [whole.char_start],
        (total, target),
        "holds" if total <= target else "fails",
        words,
        "division.parts",
    )
