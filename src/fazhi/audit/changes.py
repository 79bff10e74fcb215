"""Changes: the earlier level that a change implies, and changes printed twice over."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from fazhi.audit.conclusion import check, number
from fazhi.audit.evidence import Evidence, alike, is_count, value_of
from fazhi.codebook.phrases import COMPARING
from fazhi.codebook.rate_base import last_place
from fazhi.codebook.similarity import likeness
from fazhi.records import Check, Figure

_HUNDRED = Decimal(100)
_REACH = 40
_ALIKE = 0.6


def change_checks(evidence: Evidence) -> Iterator[Check]:
    """Yield a check for every percentage change whose level stands right before it."""
    for figures in evidence.sentences.values():
        for index, change in enumerate(figures):
            if not _is_percent_change(change) or index == 0:
                continue
            level = _level(evidence, figures[:index], change)
            if level is None:
                continue
            printed_before = _printed_before(evidence, figures, level, change)
            if printed_before is not None:
                yield _against_printed(level, change, printed_before)
                continue
            difference = _difference(evidence, figures[:index], level, change)
            if difference is not None:
                yield _against_difference(level, change, difference)
            elif level.kind == "count":
                yield _implied(level, change)


def _is_percent_change(figure: Figure) -> bool:
    return (
        figure.kind == "change"
        and figure.unit == "percent"
        and figure.measure == "yoy_change"
        and figure.bound == "exact"
        and figure.direction in ("up", "down")
        and figure.value is not None
    )


def _level(evidence: Evidence, before: list[Figure], change: Figure) -> Figure | None:
    """Return the level that changed: the count before with nothing else between.

    An earlier level printed between the two (2022年为500件) is passed over.
    """
    last = before[-1]
    for figure in reversed(before):
        if figure.measure == "prior_year":
            continue
        if is_count(figure):
            near = last if last.measure == "prior_year" else figure
            return figure if _is_its_change(evidence, figure, near, change) else None
        if figure.kind != "change" or figure.unit in ("percent", "percentage_point"):
            return None
    return None


def _is_its_change(evidence: Evidence, level: Figure, near: Figure, change: Figure) -> bool:
    """Tell whether a change is that of the level before, and of nothing named between."""
    gap = evidence.between(near, change)
    if len(gap) > _REACH or "分别" in gap:
        return False
    return len(COMPARING.sub("", gap)) <= 1 or likeness(level.subject, change.subject) >= _ALIKE


def _printed_before(
    evidence: Evidence, figures: list[Figure], level: Figure, change: Figure
) -> Figure | None:
    """Return the earlier level, where the sentence prints it beside this one."""
    for figure in figures:
        if (
            figure.measure == "prior_year"
            and figure.bound == "exact"
            and alike(figure.unit, level.unit)
            and abs(figure.char_start - level.char_start) <= 3 * _REACH
        ):
            return figure
    return None


def _difference(
    evidence: Evidence, before: list[Figure], level: Figure, change: Figure
) -> Figure | None:
    """Return the change in number between a level and its percentage: 减少123件，下降15.1%."""
    last = before[-1]
    if (
        last.kind == "change"
        and last.char_start > level.char_start
        and last.bound == "exact"
        and alike(last.unit, level.unit)
        and last.direction == change.direction
        and len(COMPARING.sub("", evidence.between(last, change))) == 0
    ):
        return last
    return None


def _against_difference(level: Figure, change: Figure, difference: Figure) -> Check:
    """Compare a change in percent with the same change in number."""
    by = value_of(difference) if change.direction == "up" else -value_of(difference)
    earlier = value_of(level) - by
    exact = _HUNDRED * by / earlier if earlier > 0 else None
    place = last_place(value_of(change))
    holds = exact is not None and abs(exact - _signed(change)) <= place
    shown = number(exact.quantize(Decimal("0.01"))) if exact is not None else "?"
    words = (
        f"{level.raw}、变动{difference.raw}，即{shown}%，印为{number(_signed(change))}%",
        f"{number(value_of(level))} after a change by {number(by)} is {shown} %, "
        f"printed {number(_signed(change))} %",
    )
    return check(
        "implied_prior",
        [level.char_start, difference.char_start],
        [change.char_start],
        (exact, _signed(change)),
        "not_testable" if exact is None else "holds" if holds else "fails",
        words,
        "change.difference",
        tolerance=place,
    )


def _signed(change: Figure) -> Decimal:
    value = value_of(change)
    return -value if change.direction == "down" else value


def _bounds(level: Decimal, change: Figure) -> tuple[Decimal, Decimal]:
    """Return the earlier levels between which the printed change, rounded, can lie."""
    place = last_place(value_of(change))
    factors = sorted(1 + (_signed(change) + step) / _HUNDRED for step in (-place, place))
    if factors[0] <= 0:
        return (Decimal(0), Decimal("Infinity"))
    return (level / factors[1], level / factors[0])


def _implied(level: Figure, change: Figure) -> Check:
    low, high = _bounds(value_of(level), change)
    first = low.to_integral_value(ROUND_CEILING)
    exists = high == Decimal("Infinity") or first <= high.to_integral_value(ROUND_FLOOR)
    factor = 1 + _signed(change) / _HUNDRED
    implied = (value_of(level) / factor).quantize(Decimal("0.01")) if factor > 0 else None
    about = number(implied.to_integral_value()) if implied is not None else "?"
    words = (
        f"{level.raw}、变动{number(_signed(change))}%，推算上年约为{about}",
        f"{number(value_of(level))} after {number(_signed(change))} % implies "
        f"about {about} the year before",
    )
    return check(
        "implied_prior",
        [level.char_start],
        [change.char_start],
        (implied, implied.to_integral_value() if implied is not None else None),
        "holds" if exists else "fails",
        words,
        "change.implied",
        tolerance=last_place(value_of(change)),
    )


def _against_printed(level: Figure, change: Figure, before: Figure) -> Check:
    earlier = value_of(before)
    if earlier == 0:
        exact, verdict = None, "not_testable"
    else:
        exact = _HUNDRED * (value_of(level) - earlier) / earlier
        place = last_place(value_of(change))
        verdict = "holds" if abs(exact - _signed(change)) <= place else "fails"
        exact = exact.quantize(Decimal("0.01"))
    words = (
        f"由{before.raw}到{level.raw}，变动应为{number(exact)}%，印为{number(_signed(change))}%",
        f"From {number(earlier)} to {number(value_of(level))} is {number(exact)} %, "
        f"printed {number(_signed(change))} %",
    )
    return check(
        "implied_prior",
        [level.char_start, before.char_start],
        [change.char_start],
        (exact, _signed(change)),
        verdict,  # type: ignore[arg-type]
        words,
        "change.printed",
        tolerance=last_place(value_of(change)),
    )
