"""What the checks work on: figures by sentence, observations by indicator."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from fazhi.codebook.entries import indicators
from fazhi.records import Document, Figure, Observation, Reading

_COUNTED = frozenset({"count", "amount"})
_SENTENCE_ENDS = frozenset("。！!？?\n")
#: Two measure words of one group count the same thing.
_LIKE = (
    frozenset({"件", "宗", "起", "例", "案"}),
    frozenset({"户次", "家次"}),
    frozenset({"项", "个"}),
)


@dataclass(slots=True)
class Evidence:
    """A report laid out for its audit.

    Attributes:
        text: The document's text.
        reading: What was read.
        figures: Data figures that need no review, in order.
        sentences: Sentence number -> its data figures.
        observations: Observations that need no review.
        by_indicator: Indicator id -> those of printed figures.
        observed: ``char_start`` of a figure -> its observation.
    """

    text: str
    reading: Reading
    figures: list[Figure]
    observations: list[Observation]
    sentences: dict[int, list[Figure]] = field(default_factory=dict)
    by_indicator: dict[str, list[Observation]] = field(default_factory=dict)
    observed: dict[int, Observation] = field(default_factory=dict)
    _ends: list[int] = field(default_factory=list)

    def sentence(self, figure: Figure) -> list[Figure]:
        """Return the data figures of the figure's sentence, itself included."""
        return self.sentences[self.sentence_number(figure.char_start)]

    def is_of(self, figure: Figure, names: set[str], dimension: str = "") -> bool:
        """Tell whether a figure was recognised as one of the indicators.

        It is undivided, or divided as ``dimension`` says.
        """
        observation = self.observed.get(figure.char_start)
        return (
            observation is not None
            and observation.indicator_id in names
            and observation.dimension in ("", dimension)
        )

    def is_exactly(self, figure: Figure, name: str, dimension: str) -> bool:
        """Tell whether a figure was recognised as an indicator, divided as ``dimension`` says."""
        observation = self.observed.get(figure.char_start)
        return (
            observation is not None
            and observation.indicator_id == name
            and observation.dimension == dimension
        )

    def is_one_of(self, figure: Figure, name: str) -> bool:
        """Tell whether a figure was recognised as an indicator, however divided."""
        observation = self.observed.get(figure.char_start)
        return observation is not None and observation.indicator_id == name

    def may_be_part(self, part: Figure, whole: Figure) -> bool:
        """Tell whether the codebook knows what one figure counts as part of the other's."""
        one, other = (self.observed.get(figure.char_start) for figure in (part, whole))
        if one is None or other is None:
            return False
        if one.indicator_id == other.indicator_id:
            return bool(one.dimension) and not other.dimension
        return any(
            term.operator in ("le", "part_of") and other.indicator_id in term.names
            for term in indicators()[one.indicator_id].parsed_relations()
        )

    def sentence_number(self, position: int) -> int:
        """Return the number of the sentence around a position."""
        return bisect_right(self._ends, position)

    def between(self, first: Figure, second: Figure) -> str:
        """Return the text between two figures."""
        return self.text[first.char_end : second.char_start]


def lay_out(document: Document, reading: Reading, observations: list[Observation]) -> Evidence:
    """Lay a report out; figures and observations that need review are left aside."""
    text = document.text
    figures = [
        figure
        for figure in reading.figures
        if figure.statistical
        and figure.status == "ok"
        and figure.value is not None
        and figure.scope != "higher_level"
    ]
    judged = [
        observation
        for observation in observations
        if observation.status in ("ok", "restated", "duplicate")
    ]
    evidence = Evidence(text, reading, figures, judged)
    evidence._ends = [at for at, character in enumerate(text) if character in _SENTENCE_ENDS]
    sentences: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        sentences[evidence.sentence_number(figure.char_start)].append(figure)
    evidence.sentences = dict(sentences)
    by_indicator: dict[str, list[Observation]] = defaultdict(list)
    for observation in judged:
        if observation.figure is not None and observation.value is not None:
            by_indicator[observation.indicator_id].append(observation)
    evidence.by_indicator = dict(by_indicator)
    for observation in judged:
        if observation.figure is not None:
            evidence.observed.setdefault(observation.figure.char_start, observation)
    return evidence


def is_count(figure: Figure) -> bool:
    """Tell whether a figure is an exact level that can be added up."""
    return (
        figure.kind in _COUNTED
        and figure.bound == "exact"
        and figure.value is not None
        and figure.measure in ("level", "cumulative", "")
    )


def alike(first: str, second: str) -> bool:
    """Tell whether two measure words count the same thing."""
    return first == second or any(first in group and second in group for group in _LIKE)


def value_of(figure: Figure) -> Decimal:
    """Return a figure's value; callers have made sure that there is one."""
    assert figure.value is not None
    return figure.value
