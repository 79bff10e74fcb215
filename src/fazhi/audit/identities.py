"""The relations that the codebook declares, tested on the observations of a report."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fazhi.audit.conclusion import check, number
from fazhi.audit.evidence import Evidence
from fazhi.codebook.entries import indicators
from fazhi.codebook.relation import RelationTerm
from fazhi.records import Check, Observation, Relation, Verdict

#: Observations further apart speak of different things too often to be set side by side.
_REACH = 500


def identity_checks(evidence: Evidence) -> Iterator[Check]:
    """Yield a check for every declared relation whose members are observed together."""
    done: set[tuple[str, tuple[int, ...]]] = set()
    for observation in evidence.observations:
        if not _is_level(observation):
            continue
        for term in indicators()[observation.indicator_id].parsed_relations():
            made = _test(evidence, observation, term)
            if made is None:
                continue
            key = (made.relation, tuple(sorted(made.left + made.right)))
            if key not in done:
                done.add(key)
                yield made


def _is_level(observation: Observation) -> bool:
    return (
        observation.figure is not None
        and observation.measure == "level"
        and observation.bound == "exact"
        and observation.value is not None
    )


def _test(evidence: Evidence, own: Observation, term: RelationTerm) -> Check | None:
    if term.operator in ("le", "part_of"):
        return _at_most(evidence, own, term.names[0])
    if term.operator in ("sum", "ge_sum"):
        return _parts(evidence, own, term)
    if term.operator == "balance" and own.indicator_id == term.names[0]:
        return _balance(evidence, own, term)
    return None


def _at_most(evidence: Evidence, own: Observation, name: str) -> Check | None:
    """A part, or what is due from it, exceeds no whole of the same scope."""
    whole = _companion(evidence, own, name) or _companion(evidence, own, name, wider=True)
    if whole is None:
        return None
    part_value, whole_value = _value(own), _value(whole)
    names = indicators()
    words = (
        f"{names[own.indicator_id].name.zh}{number(part_value)}，"
        f"{names[name].name.zh}{number(whole_value)}",
        f"{names[own.indicator_id].name.en} {number(part_value)} against "
        f"{names[name].name.en} {number(whole_value)}",
    )
    verdict: Verdict = "holds"
    if part_value > whole_value:
        # A part of a narrower scope says nothing against a whole of a wider one.
        is_alike = own.scope == whole.scope and _counted_alike(own, whole)
        verdict = "fails" if is_alike else "not_testable"
    return check(
        "subset",
        [_start(own)],
        [_start(whole)],
        (part_value, whole_value),
        verdict,
        words,
        "codebook.le",
    )


def _parts(evidence: Evidence, own: Observation, term: RelationTerm) -> Check | None:
    found = [_companion(evidence, own, name) for name in term.indicator_ids]
    parts = [part for part in found if part is not None]
    if len(parts) < 2:
        return None
    total = sum((_value(part) for part in parts), Decimal(0))
    whole = _value(own)
    complete = term.operator == "sum" and not term.residuals and len(parts) == len(found)
    relation: Relation = "sum" if complete else "part_sum"
    holds = total == whole if complete else total <= whole
    added = " + ".join(number(_value(part)) for part in parts)
    name = indicators()[own.indicator_id].name
    words = (
        f"{name.zh}印为{number(whole)}，所列部分{added}合计{number(total)}",
        f"{name.en} is printed as {number(whole)}, the parts {added} give {number(total)}",
    )
    return check(
        relation,
        [_start(part) for part in parts],
        [_start(own)],
        (total, whole),
        "holds" if holds else "fails",
        words,
        f"codebook.{term.operator}",
    )


def _balance(evidence: Evidence, own: Observation, term: RelationTerm) -> Check | None:
    left = [_companion(evidence, own, name) for name in term.names]
    right = [_companion(evidence, own, name) for name in term.balanced]
    if any(item is None for item in left + right):
        return None
    opening = [item for item in left if item is not None]
    closing = [item for item in right if item is not None]
    sides = tuple(sum((_value(item) for item in side), Decimal(0)) for side in (opening, closing))
    words = (
        f"期初与新收合计{number(sides[0])}，办结与结转合计{number(sides[1])}",
        f"Carried in and new give {number(sides[0])}, closed and pending {number(sides[1])}",
    )
    return check(
        "balance",
        [_start(item) for item in opening],
        [_start(item) for item in closing],
        (sides[0], sides[1]),
        "holds" if sides[0] == sides[1] else "fails",
        words,
        "codebook.balance",
    )


def _companion(
    evidence: Evidence, own: Observation, name: str, wider: bool = False
) -> Observation | None:
    """Return the observation of another indicator that may be set beside this one.

    It has the same scope, or with ``wider`` that of the whole place, the same dimension
    and the same end of period, and stands near.
    """
    if name == own.indicator_id:
        return own
    near = [
        other
        for other in evidence.by_indicator.get(name, ())
        if _is_level(other)
        and (other.scope == own.scope or (wider and other.scope == "whole_place"))
        and other.dimension == own.dimension
        and other.period_end == own.period_end
        and abs(_start(other) - _start(own)) <= _REACH
    ]
    return min(near, key=lambda other: abs(_start(other) - _start(own)), default=None)


def _counted_alike(one: Observation, other: Observation) -> bool:
    """Tell whether two counts of visits count the same: 次, 户次 and 人次 do not."""
    assert one.figure is not None and other.figure is not None
    units = {one.figure.unit, other.figure.unit}
    return len(units) == 1 or not all(unit.endswith("次") for unit in units)


def _value(observation: Observation) -> Decimal:
    assert observation.value is not None
    return observation.value


def _start(observation: Observation) -> int:
    assert observation.figure is not None
    return observation.figure.char_start
