"""Checks of the codebook that a model of one entry cannot make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from fazhi.codebook.entries import Indicator, LegalBasis, UnitKind

POSITIVE_WANTED = 3
NEGATIVE_WANTED = 2

_COUNTERPART = {"le": "ge", "ge": "le", "le_about": "ge_about", "ge_about": "le_about"}


def lint(
    indicators: Mapping[str, Indicator],
    unit_kinds: Mapping[str, UnitKind],
    legal_bases: Mapping[str, LegalBasis],
) -> list[str]:
    """Return what is wrong with the codebook, one line each; empty when sound.

    Checked: references resolve (relations, numerator and denominator, unit kinds,
    legal bases), every relation has its counterpart, rates name their base, frequent
    indicators have their examples, and no sentence is claimed by two indicators.
    """
    problems: list[str] = []
    for indicator in indicators.values():
        problems += _references(indicator, indicators, unit_kinds, legal_bases)
        problems += _counterparts(indicator, indicators)
        problems += _examples(indicator)
    problems += _claimed_twice(indicators.values())
    return problems


def _references(
    indicator: Indicator,
    indicators: Mapping[str, Indicator],
    unit_kinds: Mapping[str, UnitKind],
    legal_bases: Mapping[str, LegalBasis],
) -> Iterator[str]:
    named = [name for term in indicator.parsed_relations() for name in term.indicator_ids]
    named += [name for name in (indicator.numerator, indicator.denominator) if _is_id(name)]
    for name in named:
        if name not in indicators:
            yield f"{indicator.id}: {name} is no indicator"
    if indicator.counts not in unit_kinds:
        yield f"{indicator.id}: {indicator.counts} is no kind of unit"
    for basis in indicator.legal_basis:
        if basis.act not in legal_bases:
            yield f"{indicator.id}: {basis.act} is no legal basis"
    if any(term.operator == "rate" for term in indicator.parsed_relations()) and not (
        indicator.numerator and indicator.denominator
    ):
        yield f"{indicator.id}: a rate names its numerator and denominator"


def _counterparts(indicator: Indicator, indicators: Mapping[str, Indicator]) -> Iterator[str]:
    for term in indicator.parsed_relations():
        for name in term.indicator_ids:
            other = indicators.get(name)
            if other is None:
                continue
            if term.operator in _COUNTERPART and not _says(
                other, {_COUNTERPART[term.operator], "sum", "ge_sum", "part_of"}, indicator.id
            ):
                yield f"{indicator.id}: {name} lacks the counterpart of {term.operator}"
            if term.operator == "part_of" and not _says(other, {"sum", "ge_sum"}, indicator.id):
                yield f"{indicator.id}: {name} does not name it as a part"


def _says(indicator: Indicator, operators: set[str], name: str) -> bool:
    return any(
        term.operator in operators and name in term.names for term in indicator.parsed_relations()
    )


def _examples(indicator: Indicator) -> Iterator[str]:
    if indicator.expected_frequency != "high":
        return
    if len(indicator.examples.positive) < POSITIVE_WANTED:
        yield f"{indicator.id}: frequent, but fewer than {POSITIVE_WANTED} positive examples"
    if len(indicator.examples.negative) < NEGATIVE_WANTED:
        yield f"{indicator.id}: frequent, but fewer than {NEGATIVE_WANTED} negative examples"


def _claimed_twice(indicators: Iterable[Indicator]) -> Iterator[str]:
    claimed: dict[str, str] = {}
    for indicator in indicators:
        for sentence in indicator.examples.positive:
            if sentence in claimed:
                yield f"{indicator.id}: {sentence} is claimed by {claimed[sentence]} too"
            claimed[sentence] = indicator.id
        worded = {frozenset(text.split()) for text in indicator.wording}
        if len(worded) < len(indicator.wording):
            yield f"{indicator.id}: the same wording stands twice"


def _is_id(name: str) -> bool:
    return "." in name and " " not in name
