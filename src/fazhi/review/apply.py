"""Let decisions speak: between observing and auditing, so that checks see what was decided.

Pure: nothing that was handed in is changed. The figures that are returned for the tables
keep the value that was printed; only those that the observations hold, and that the
audit works on, carry the decided one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from fazhi.codebook.duplicates import resolve_duplicates
from fazhi.codebook.entries import indicators
from fazhi.codebook.rate_base import name_rate_bases
from fazhi.identities import decimal
from fazhi.records import (
    Direction,
    Figure,
    Observation,
    ObservationStatus,
    Reading,
    WordValue,
)
from fazhi.review.decisions import RULE_PREFIX, Decision
from fazhi.review.quotes import find

State = Literal["applied", "not_said", "read_differently"]
Span = tuple[int, int]
_CHANGES = frozenset({"yoy_change", "pp_change", "period_change"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a decision in one text.

    Attributes:
        decision_id: Its id.
        state: ``applied``; ``not_said`` where the text does not say the quote;
            ``read_differently`` where it does, but the machine reads something else there.
        now_read: In the last case, what it reads.
    """

    decision_id: str
    state: State
    now_read: str = ""


@dataclass(slots=True)
class Decided:
    """A reading after the decisions.

    Attributes:
        reading: For the tables: figures with their printed values.
        judged: For the audit: figures with the decided values.
        observations: In the order of the text, words after figures.
        outcomes: One for each decision, in their order.
    """

    reading: Reading
    judged: Reading
    observations: list[Observation]
    outcomes: list[Outcome] = field(default_factory=list)


def apply_decisions(
    text: str,
    reading: Reading,
    observations: list[Observation],
    decisions: Sequence[Decision],
) -> Decided:
    """Apply the decisions about a report to one text of it.

    A decision is applied wherever the text says its quote and the machine reads there
    what the decision expects. Which observation is the main one, and what a rate is a
    share of, is then settled anew.

    Args:
        text: The text read.
        reading: What the reader found in it.
        observations: What the codebook made of that.
        decisions: Those for this place and year that have not expired.
    """
    work = _Work(reading, observations)
    outcomes = [work.apply(decision, find(text, decision.quote)) for decision in decisions]
    if not any(outcome.state == "applied" for outcome in outcomes):
        return Decided(reading, reading, observations, outcomes)
    return Decided(work.reading(work.stored), work.reading(work.judged), work.settled(), outcomes)


class _Work:
    """Copies of what was read, on which decisions are applied one after the other."""

    def __init__(self, reading: Reading, observations: list[Observation]) -> None:
        self._reading = reading
        self._read = observations
        self._now = list(observations)
        self._figures = {_span(figure): figure for figure in reading.figures}
        self.stored: dict[Span, Figure] = {}
        self.judged: dict[Span, Figure] = {}

    def apply(self, decision: Decision, spans: list[Span]) -> Outcome:
        """Apply one decision wherever its quote stands."""
        if not spans:
            return Outcome(decision.id, "not_said")
        applied = [self._apply_at(span, decision) for span in spans]
        if any(applied):
            return Outcome(decision.id, "applied")
        now = "; ".join(dict.fromkeys(self._now_read(span) for span in spans))
        return Outcome(decision.id, "read_differently", now)

    def _apply_at(self, span: Span, decision: Decision) -> bool:
        here = [at for at, item in enumerate(self._read) if _span(_evidence(item)) == span]
        expected = decision.expects
        if not expected.indicator_id:
            return not here and self._apply_to_figure(span, decision)
        for at in here:
            read = self._read[at]
            if (
                read.indicator_id == expected.indicator_id
                and read.dimension == expected.dimension
                and decimal(read.value) == decimal(expected.value)
            ):
                decided = _decided(read, decision)
                if any(_name(self._now[other]) == _name(decided) for other in here if other != at):
                    return False
                self._now[at] = decided
                self._judge(span, read, decided, is_alone=len(here) == 1)
                return True
        return False

    def _judge(self, span: Span, read: Observation, now: Observation, *, is_alone: bool) -> None:
        """Let the audit see the decided value, and no doubt where a person had none."""
        figure = read.figure
        if figure is None or now.status == "rejected" or now.value is None:
            return
        sure = replace(figure, status="ok", reason="")
        if now.value == read.value:
            self.stored[span] = self.judged[span] = sure
        elif is_alone and read.value is not None and abs(read.value) == figure.value:
            self.judged[span] = _with_value(sure, now.value)

    def _apply_to_figure(self, span: Span, decision: Decision) -> bool:
        """Decide about a figure that was recognised as no indicator."""
        figure = self._figures.get(span)
        if figure is None or decimal(figure.value) != decimal(decision.expects.value):
            return False
        rule = _rule(decision, figure.rule_id)
        sure = replace(figure, status="ok", reason="")
        if decision.decision == "reject":
            self.stored[span] = self.judged[span] = replace(sure, statistical=False, rule_id=rule)
            return True
        self.stored[span] = self.judged[span] = replace(sure, rule_id=rule)
        if decision.indicator_id:
            made = _observation(sure, decision)
            self._now.append(made)
            if made.value is not None and made.value != _signed(figure):
                self.judged[span] = _with_value(self.judged[span], made.value)
        return True

    def _now_read(self, span: Span) -> str:
        """Say what the machine reads at a place."""
        here = [item for item in self._read if _span(_evidence(item)) == span]
        if here:
            return ", ".join(
                f"{item.indicator_id}{f' [{item.dimension}]' if item.dimension else ''} "
                f"{'' if item.value is None else format(item.value, 'f')}".rstrip()
                for item in here
            )
        figure = self._figures.get(span)
        return "" if figure is None else f"{figure.raw}, no indicator"

    def reading(self, figures: dict[Span, Figure]) -> Reading:
        """Return the reading with some of its figures replaced."""
        found = [figures.get(_span(figure), figure) for figure in self._reading.figures]
        return replace(self._reading, figures=found)

    def settled(self) -> list[Observation]:
        """Return the observations with main values and rate bases settled anew."""
        found = [
            replace(
                item,
                is_main=False,
                rate_base="",
                status="ok" if item.status == "duplicate" else item.status,
                figure=self.judged.get(_span(item.figure), item.figure) if item.figure else None,
            )
            for item in self._now
        ]
        found.sort(key=lambda item: (item.figure is None, _span(_evidence(item))))
        name_rate_bases([item for item in found if item.status != "rejected"])
        resolve_duplicates(found)
        return found


def _evidence(item: Observation) -> Figure | WordValue:
    evidence = item.figure or item.word
    assert evidence is not None
    return evidence


def _span(evidence: Figure | WordValue) -> Span:
    return evidence.char_start, evidence.char_end


def _name(item: Observation) -> tuple[str, str]:
    return item.indicator_id, item.dimension


def _rule(decision: Decision, earlier: str) -> str:
    """Name the decision first, then the rule that it overrules or confirms."""
    return ";".join(part for part in (f"{RULE_PREFIX}{decision.id}", earlier) if part)


def _decided(read: Observation, decision: Decision) -> Observation:
    """Return an observation as decided."""
    rule = _rule(decision, read.rule_id)
    if decision.decision == "reject":
        return replace(read, status="rejected", rule_id=rule)
    value = read.value
    if decision.factor is not None and value is not None:
        value = value * decision.factor
    if decision.value is not None:
        value = decision.value
    is_other = bool(decision.indicator_id) and decision.indicator_id != read.indicator_id
    return replace(
        read,
        indicator_id=decision.indicator_id or read.indicator_id,
        dimension=read.dimension if decision.dimension is None else decision.dimension,
        unit=_unit(decision.indicator_id, read.unit, read.measure) if is_other else read.unit,
        value=value,
        confidence=1.0,
        status=_status(read.measure, in_words=read.word is not None),
        runner_up=read.indicator_id if is_other else read.runner_up,
        rule_id=rule,
    )


def _observation(figure: Figure, decision: Decision) -> Observation:
    """Make the observation of a figure for which a person named the indicator."""
    measure = figure.measure or "level"
    unit = "%" if figure.unit == "percent" else figure.unit
    return Observation(
        indicator_id=decision.indicator_id,
        value=_signed(figure) if decision.value is None else decision.value,
        unit=_unit(decision.indicator_id, unit, measure),
        unit_printed=figure.unit,
        measure=measure,
        bound=figure.bound,
        dimension=decision.dimension or "",
        scope=figure.scope or "whole_place",
        scope_name=figure.scope_name,
        period_start=figure.period_start,
        period_end=figure.period_end,
        confidence=1.0,
        status=_status(measure, in_words=False),
        rule_id=_rule(decision, ""),
        figure=figure,
    )


def _status(measure: str, *, in_words: bool) -> ObservationStatus:
    if in_words:
        return "in_words"
    return "restated" if measure == "prior_year" else "ok"


def _unit(indicator_id: str, printed: str, measure: str) -> str:
    """Return the unit of a value: the indicator's, but for changes the printed one."""
    return printed if measure in _CHANGES else indicators()[indicator_id].unit


def _signed(figure: Figure) -> Decimal | None:
    """Return the value of a figure as observations have it: signed for changes."""
    is_change = figure.kind == "change" or figure.measure in _CHANGES
    if figure.value is not None and is_change and figure.direction == "down":
        return -figure.value
    return figure.value


def _with_value(figure: Figure, value: Decimal) -> Figure:
    """Return a figure with another value; figures hold magnitude and direction apart."""
    if not figure.direction:
        return replace(figure, value=value)
    direction: Direction = "down" if value < 0 else "up"
    return replace(figure, value=abs(value), direction=direction)
