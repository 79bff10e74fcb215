"""Rates: recomputed from printed counts, or tested for being possible at all.

A printed rate holds when it is the quotient rounded or truncated to its last place:
officials do both. Where its own numerator and denominator are printed and no printed
base gives it, it fails. Where only a base is printed, some whole numerator must give it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from fazhi.audit.conclusion import check, number
from fazhi.audit.evidence import Evidence, alike, is_count, value_of
from fazhi.codebook.entries import indicators
from fazhi.codebook.rate_base import agrees, last_place
from fazhi.records import Check, Figure, Observation

_HUNDRED = Decimal(100)
#: A stem of a rate is what stands before 率; these words before it are not part of it.
_RATE_MARKS = ("率", "度")
_STEM_LENGTH = 2
#: Counts further away than this are not what a rate is of, unless the codebook says so.
_REACH, _REACH_DECLARED = 160, 500
#: A count names the numerator of a rate when it stands this near and ends in its stem.
_RIGHT_BEHIND, _STEM_TAIL = 12, 8
#: What stands between a count and its share, with or without the base.
_SHARE = re.compile(
    r"[，,、（(]?占比?(?:重)?(?:为|约|达)?"
    r"|[，,、]占[^，,。；;]{2,20}\d[\d,.]*[^，,。；;\d]{1,2}的"
)
_LISTED = frozenset("、和及与")
_NOT_OF_ITS_PART = "综合"


def rate_checks(evidence: Evidence) -> Iterator[Check]:
    """Yield a check for every exact rate that has counts printed near it."""
    for figure in evidence.figures:
        if not _is_rate(figure):
            continue
        found = _declared(evidence, figure) or _among_neighbours(evidence, figure)
        if found is not None:
            yield found
        else:
            yield from _possible(evidence, figure)


def _is_rate(figure: Figure) -> bool:
    return (
        figure.kind == "percent"
        and figure.bound == "exact"
        and figure.unit == "percent"
        and figure.measure in ("level", "share", "")
        and figure.value is not None
    )


def _counts_before(evidence: Evidence, rate: Figure, reach: int) -> list[Figure]:
    """Return the counts of the rate's paragraph that stand before it, near ones last."""
    paragraph = evidence.text.rfind("\n", 0, rate.char_start)
    return [
        figure
        for figure in evidence.figures
        if is_count(figure)
        and figure.kind == "count"
        and paragraph < figure.char_start < rate.char_start
        and rate.char_start - figure.char_end <= reach
    ]


def _declared(evidence: Evidence, rate: Figure) -> Check | None:
    """Compare with the numerator and denominator that the codebook declares.

    Where they do not give the rate, every other count of the paragraph is tried as the
    base: rates of no legal definition are printed over several. Only then it fails.
    """
    observation = evidence.observed.get(rate.char_start)
    if observation is None:
        return None
    counts = _counts_before(evidence, rate, _REACH_DECLARED)
    numerator, bases = _members(observation)
    part = _part(evidence, rate, observation, counts, numerator)
    if part is None:
        return None
    divided = observation.dimension if observation.measure != "share" else ""
    own = evidence.observed[part.char_start].dimension
    wholes = [
        figure
        for figure in counts
        if figure is not part
        and (evidence.is_of(figure, bases, divided) or evidence.is_of(figure, bases, own))
    ]
    if observation.measure == "share":
        wholes = _base_between(evidence, rate, part, counts) or wholes
    others = [
        figure
        for figure in counts
        if figure not in wholes and figure is not part and alike(figure.unit, part.unit)
    ]
    printed = value_of(rate)
    for whole in [*reversed(wholes), *reversed(others)]:
        if value_of(whole) >= value_of(part) and agrees(printed, value_of(part), value_of(whole)):
            return _quotient(rate, part, whole, "holds")
    if not wholes or printed == _HUNDRED or rate.char_start - part.char_end > _REACH:
        return None
    return _quotient(rate, part, wholes[-1], "fails")


def _members(observation: Observation) -> tuple[str, set[str]]:
    """Return the numerator and the accepted bases of a rate, or of a share of a count."""
    indicator = indicators()[observation.indicator_id]
    if indicator.type != "rate":
        return indicator.id, {indicator.id}
    bases = {indicator.denominator}
    for term in indicator.parsed_relations():
        if term.operator == "alt_den":
            bases.update(term.names)
    return indicator.numerator, bases


def _part(
    evidence: Evidence,
    rate: Figure,
    observation: Observation,
    counts: list[Figure],
    numerator: str,
) -> Figure | None:
    """Return the printed numerator; that of a share (512件、占39.8%) stands right before it."""
    if observation.measure == "share":
        return _counted_share(evidence, rate, counts)
    parts = [
        figure for figure in counts if evidence.is_of(figure, {numerator}, observation.dimension)
    ]
    if not parts and not observation.dimension:
        # 一审审结305件，败诉8件，败诉率2.62%: all three are of one instance.
        number = evidence.sentence_number(rate.char_start)
        parts = [
            figure
            for figure in counts
            if evidence.is_one_of(figure, numerator)
            and evidence.sentence_number(figure.char_start) == number
        ]
    return parts[-1] if parts else None


def _counted_share(evidence: Evidence, rate: Figure, counts: list[Figure]) -> Figure | None:
    """Return the count that a share is of the whole: 512件、占39.8%, 43件，占总量151件的28.5%."""
    for index in range(len(counts) - 1, -1, -1):
        figure = counts[index]
        gap = evidence.text[figure.char_end : rate.char_start]
        if figure.char_start in evidence.observed and _SHARE.fullmatch(gap):
            # In 301件、188件，占40.6%、25.3% the first share is not of the last count.
            is_last = index > 0 and evidence.between(counts[index - 1], figure) in _LISTED
            return None if is_last else figure
    return None


def _base_between(
    evidence: Evidence, rate: Figure, part: Figure, counts: list[Figure]
) -> list[Figure]:
    """Return the base that stands between a count and its share, or the count before that."""
    between = [figure for figure in counts if figure.char_start > part.char_start]
    if between:
        return between
    number = evidence.sentence_number(part.char_start)
    before = [
        figure
        for figure in counts
        if figure.char_start < part.char_start
        and alike(figure.unit, part.unit)
        and evidence.sentence_number(figure.char_start) == number
        and evidence.may_be_part(part, figure)
    ]
    return before[-1:]


def _among_neighbours(evidence: Evidence, rate: Figure) -> Check | None:
    """Look for two counts of the sentence that give a rate the codebook does not define.

    It fails only where the counts right before it name its numerator (办结60件,办结率…)
    with a base before that, and no pair gives it.
    """
    number = evidence.sentence_number(rate.char_start)
    counts = [
        figure
        for figure in _counts_before(evidence, rate, _REACH)
        if evidence.sentence_number(figure.char_start) == number
    ]
    printed = value_of(rate)
    stem = _stem(rate)
    pairs = [
        (part, whole)
        for part in reversed(counts)
        for whole in reversed(counts)
        if part is not whole
        and alike(part.unit, whole.unit)
        and 0 < value_of(part) <= value_of(whole)
        and (printed != _HUNDRED or (stem and stem in part.subject))
    ]
    for part, whole in pairs:
        if agrees(printed, value_of(part), value_of(whole)):
            return _quotient(rate, part, whole, "holds")
    if _is_defined(evidence, rate) or printed == _HUNDRED:
        return None
    if len(counts) < 2 or not stem or stem not in counts[-1].subject[-_STEM_TAIL:]:
        return None
    part, whole = counts[-1], counts[-2]
    near = rate.char_start - part.char_end <= _RIGHT_BEHIND
    if not near or (part, whole) not in pairs or _NOT_OF_ITS_PART in rate.subject:
        return None
    return _quotient(rate, part, whole, "fails")


def _is_defined(evidence: Evidence, rate: Figure) -> bool:
    """Tell whether the codebook counts what a rate is of: its numerator is an indicator."""
    observation = evidence.observed.get(rate.char_start)
    return observation is not None and _members(observation)[0] in indicators()


def _stem(rate: Figure) -> str:
    """Return what the rate is of: 化解 of 信访积案化解率, ``""`` where it has no name."""
    name = rate.subject
    for mark in _RATE_MARKS:
        at = name.rfind(mark)
        if at >= _STEM_LENGTH:
            return name[at - _STEM_LENGTH : at]
    return ""


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


def _possible(evidence: Evidence, rate: Figure) -> Iterator[Check]:
    """Ask whether some whole number of the rate's own base gives the rate.

    The base is one that the codebook declares, or the counts together that it is the
    sum of; any other count may be the numerator as well, and proves nothing. Where the
    rate is possible of one of the counts alone, that is told too.
    """
    observation = evidence.observed.get(rate.char_start)
    printed = value_of(rate)
    if observation is None or printed >= _HUNDRED:
        return
    base = _base(evidence, rate, observation)
    together = sum((value_of(figure) for figure in base), Decimal(0))
    if together <= 0:
        return
    alone = [figure for figure in base if _prints_as(printed, value_of(figure), rounded=True)]
    if _prints_as(printed, together, rounded=True):
        yield _feasible(rate, base, together, "holds")
    elif len(base) > 1 and alone:
        yield _feasible(rate, base, together, "fails")
        for figure in alone:
            yield _feasible(rate, [figure], value_of(figure), "holds")
    else:
        truncated = _prints_as(printed, together, rounded=False)
        yield _feasible(rate, base, together, "holds" if truncated else "fails")


def _base(evidence: Evidence, rate: Figure, observation: Observation) -> list[Figure]:
    indicator = indicators()[observation.indicator_id]
    bases = [indicator.denominator]
    for term in indicator.parsed_relations():
        if term.operator == "alt_den":
            bases += term.names
    counts = _counts_before(evidence, rate, _REACH)
    divided = _divided_by(observation)
    for name in bases:
        if name not in indicators():
            continue
        # 一审败诉率 is no share of the cases of every instance.
        own = observation.dimension if divided & set(indicators()[name].dimensions) else None
        whole = [figure for figure in counts if _is_base(evidence, figure, name, own)]
        if whole and "分别" in evidence.between(whole[-1], rate):
            return _respective(evidence, rate, whole) if len(whole) > 1 else []
        if whole:
            return whole[-1:]
        for term in indicators()[name].parsed_relations():
            if term.operator == "sum" and not term.residuals:
                parts = [figure for figure in counts if evidence.is_of(figure, set(term.names))]
                if len(parts) == len(term.names):
                    return _respective(evidence, rate, parts)
    return []


def _is_base(evidence: Evidence, figure: Figure, name: str, dimension: str | None) -> bool:
    """Tell whether a figure is an indicator, divided as told; None: undivided."""
    if dimension is None:
        return evidence.is_of(figure, {name})
    return evidence.is_exactly(figure, name, dimension)


def _divided_by(observation: Observation) -> set[str]:
    """Return the dimension keys of an observation."""
    return {pair.partition("=")[0] for pair in observation.dimension.split(";") if pair}


def _respective(evidence: Evidence, rate: Figure, parts: list[Figure]) -> list[Figure]:
    """Return the part that a rate is of alone: 建议71件、提案88件，满意率分别为97.2%和98.9%."""
    between = evidence.between(parts[-1], rate)
    if "分别" not in between:
        return parts
    rates = [
        figure
        for figure in evidence.figures
        if parts[-1].char_end <= figure.char_start < rate.char_start and _is_rate(figure)
    ]
    return parts[len(rates) : len(rates) + 1]


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
