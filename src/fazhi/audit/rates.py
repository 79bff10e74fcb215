"""Rates: recomputed from printed counts, or tested for being possible at all.

A printed rate holds when it is the quotient rounded or truncated to its last place:
officials do both. Where its own numerator and denominator are printed and no printed
base gives it, it fails. Where only a base is printed, some whole numerator must give it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from fazhi.audit.conclusion import check, number
from fazhi.audit.evidence import Evidence, alike, is_count, value_of
from fazhi.codebook.rate_base import agrees, last_place
from fazhi.records import Check, Figure

_HUNDRED = Decimal(100)
#: A stem of a rate is what stands before 率; these words before it are not part of it.
_RATE_MARKS = ("率", "度")
_STEM_LENGTH = 2
#: Counts further away than this are not what a rate is of.
_REACH = 160


def rate_checks(evidence: Evidence) -> Iterator[Check]:
    """Yield a check for every exact rate that has counts printed near it."""
    for figure in evidence.figures:
        if not _is_rate(figure):
            continue
        counts = _counts_before(evidence, figure)
        found = _recomputed(figure, counts) or _possible(evidence, figure, counts)
        if found is not None:
            yield found


def _is_rate(figure: Figure) -> bool:
    return (
        figure.kind == "percent"
        and figure.bound == "exact"
        and figure.unit == "percent"
        and figure.measure in ("level", "share", "")
        and figure.value is not None
    )


def _counts_before(evidence: Evidence, rate: Figure) -> list[Figure]:
    """Return the counts of the rate's sentence that stand before it, near ones last."""
    return [
        figure
        for figure in evidence.sentence(rate)
        if is_count(figure)
        and figure.kind == "count"
        and figure.char_start < rate.char_start
        and rate.char_start - figure.char_end <= _REACH
    ]


def _stem(rate: Figure) -> str:
    """Return what the rate is of: 化解 of 信访积案化解率, ``""`` where it has no name."""
    name = rate.subject
    for mark in _RATE_MARKS:
        at = name.rfind(mark)
        if at >= _STEM_LENGTH:
            return name[at - _STEM_LENGTH : at]
    return ""


def _recomputed(rate: Figure, counts: list[Figure]) -> Check | None:
    """Compare with the quotient of two counts, or say that no two printed give it."""
    printed = value_of(rate)
    pairs = [
        (part, whole)
        for whole in counts
        for part in reversed(counts)
        if part is not whole
        and alike(part.unit, whole.unit)
        and 0 < value_of(part) <= value_of(whole)
    ]
    stem = _stem(rate)
    own = [pair for pair in pairs if stem and stem in pair[0].subject]
    for part, whole in own + [pair for pair in pairs if pair not in own]:
        if agrees(printed, value_of(part), value_of(whole)):
            if (part, whole) not in own and printed == _HUNDRED:
                continue
            return _quotient(rate, part, whole, "holds")
    if len(own) == 0:
        return None
    part, whole = own[0]
    return _quotient(rate, part, whole, "fails")


def _quotient(rate: Figure, part: Figure, whole: Figure, verdict: str) -> Check:
    printed = value_of(rate)
    exact = (_HUNDRED * value_of(part) / value_of(whole)).quantize(Decimal("0.0001"))
    shown = number(exact.quantize(max(last_place(printed) / 10, Decimal("0.0001"))))
    words = (
        f"{part.raw}除以{whole.raw}为{shown}%，印为{rate.raw}",
        f"{number(value_of(part))} of {number(value_of(whole))} is {shown} %, "
        f"printed {number(printed)} %",
    )
    return check(
        "rate",
        [part.char_start, whole.char_start],
        [rate.char_start],
        (exact, printed),
        "holds" if verdict == "holds" else "fails",
        words,
        "rate.quotient",
        tolerance=last_place(printed),
    )


def _possible(evidence: Evidence, rate: Figure, counts: list[Figure]) -> Check | None:
    """Ask whether some whole number of the base gives the rate."""
    if not counts:
        return None
    base = counts[-1]
    between = evidence.between(base, rate)
    if len(between) > 20 or value_of(base) <= 0 or base.unit in ("场次", "次", "期"):
        return None
    joint = _joint(rate, counts)
    printed = value_of(rate)
    if printed > _HUNDRED or printed == _HUNDRED:
        return None
    together = sum((value_of(figure) for figure in joint), Decimal(0))
    alone = [figure for figure in joint if _prints_as(printed, value_of(figure), rounded=True)]
    if _prints_as(printed, together, rounded=True):
        return _feasible(rate, joint, together, "holds")
    if len(joint) > 1 and alone:
        return _feasible(rate, joint, together, "fails")
    if _prints_as(printed, together, rounded=False):
        return _feasible(rate, joint, together, "holds")
    return _feasible(rate, joint, together, "fails")


def _joint(rate: Figure, counts: list[Figure]) -> list[Figure]:
    """Return the base: all counts that a joint subject (建议、提案办理满意率) names."""
    base = counts[-1]
    if "、" not in rate.subject and "和" not in rate.subject and "及" not in rate.subject:
        return [base]
    return [
        figure
        for figure in counts
        if alike(figure.unit, base.unit) and figure.subject[-2:] in rate.subject
    ] or [base]


def _prints_as(printed: Decimal, base: Decimal, rounded: bool) -> bool:
    """Tell whether some integer share of ``base`` prints as the rate."""
    place = last_place(printed)
    guess = int(printed * base / _HUNDRED)
    for numerator in range(max(0, guess - 1), guess + 3):
        if numerator > base:
            break
        if rounded:
            exact = _HUNDRED * numerator / base
            if exact.quantize(place, ROUND_HALF_UP) == printed:
                return True
        elif agrees(printed, Decimal(numerator), base):
            return True
    return False


def _feasible(rate: Figure, base: list[Figure], together: Decimal, verdict: str) -> Check:
    printed = value_of(rate)
    holds = verdict == "holds"
    words = (
        f"{number(together)}中{'有' if holds else '没有'}整数可得出{rate.raw}",
        f"{'Some' if holds else 'No'} whole number out of {number(together)} "
        f"prints as {number(printed)} %",
    )
    return check(
        "feasible_rate",
        [figure.char_start for figure in base],
        [rate.char_start],
        (together, printed),
        "holds" if holds else "fails",
        words,
        "rate.feasible",
        tolerance=last_place(printed),
    )
