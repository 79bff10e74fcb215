"""From the candidates of a figure to one decision, with its confidence and its rule."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from fazhi.codebook.lexicon import Lexicon
from fazhi.codebook.scene import Scene
from fazhi.codebook.scoring import Candidate, could_be, is_barred
from fazhi.codebook.similarity import similarity_index
from fazhi.records import Figure

#: Below this score nothing is claimed; measured on own sentences, not on any report.
ACCEPTED = 4.4
#: Below this confidence a person should look.
CERTAIN = 0.6
#: A candidate that borrows a word from earlier in the sentence must be this much better.
LOAN = 4.0
#: A look-alike rules a figure out from this score on, whatever else looks like it.
RULED_OUT = 2.0
#: A wider look must fit so much better than the look-alike that the first look found.
OVERRULED = 2.5
#: Likeness is taken from this cosine on, and only well before the second.
ALIKE, ALIKE_MARGIN = 0.42, 0.08


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a figure was recognised as.

    Attributes:
        indicator_id: The indicator.
        confidence: From 0 to 1.
        runner_up: The indicator that came second, or ``""``.
        rule_id: The rule that decided.
        score: How well the wording fits; 0 where none was matched.
    """

    indicator_id: str
    confidence: float
    runner_up: str
    rule_id: str
    score: float = 0.0


def decide(found: list[Candidate]) -> Recognition | None:
    """Choose among candidates, best first; None where none is good enough.

    A look-alike (no indicator id) that comes first rules the figure out.
    """
    if not found:
        return None
    best = _without_loans(found)
    if not best.indicator_id or best.score < ACCEPTED:
        return None
    second = next((other for other in found if other is not best), None)
    margin = best.score - max(second.score, 0.0) if second else best.score
    confidence = _confidence(best, margin)
    return Recognition(
        indicator_id=best.indicator_id,
        confidence=confidence,
        runner_up=second.indicator_id if second else "",
        rule_id=f"wording:{best.wording}",
        score=best.score,
    )


def _without_loans(found: list[Candidate]) -> Candidate:
    """Return the best candidate, or one nearly as good that had no word to borrow.

    In 免罚3205件，从轻和减轻702件 the 免罚 of the first count would make the second a total.
    """
    best = found[0]
    if not best.left_out:
        return best
    for other in found[1:]:
        if best.score - other.score > LOAN or other.score < ACCEPTED:
            break
        if other.indicator_id and not other.left_out:
            return other
    return best


def _confidence(best: Candidate, margin: float) -> float:
    """Rises with the score above the bar and with the distance to the second.

    The numbers are fitted to how often it was right on the development reports.
    """
    strength = 0.32 * (best.score - ACCEPTED) + 0.45 * min(margin, 4.0) - 0.7
    if best.left_out:
        strength -= 0.6
    return round(1.0 / (1.0 + math.exp(-strength)), 3)


def inherit(source: Recognition | None, rule: str) -> Recognition | None:
    """Return the recognition of a figure that names nothing itself, from its source."""
    if source is None:
        return None
    return Recognition(
        indicator_id=source.indicator_id,
        confidence=round(source.confidence * 0.9, 3),
        runner_up=source.runner_up,
        rule_id=f"inherited:{rule}",
    )


def less_sure(found: Recognition | None) -> Recognition | None:
    """Return a recognition from a wider look, which is less sure of it."""
    if found is None:
        return None
    confidence = round(found.confidence * 0.85, 3)
    return replace(found, confidence=confidence, rule_id=f"wide:{found.rule_id}")


def refusal(found: list[Candidate]) -> float:
    """Return how well a look-alike fits, where it is the best candidate, else 0."""
    if not found or found[0].indicator_id or found[0].score < RULED_OUT:
        return 0.0
    return found[0].score


def resemble(scene: Scene, figure: Figure, lexicon: Lexicon) -> Recognition | None:
    """Fall back on likeness where no wording fits; always for a person to look at.

    A kind of figure or a measure word that the indicator does not have rules it out, and
    so do the words that its entry says it never stands with.
    """
    if scene.head is not None or figure.kind == "change":
        return None
    phrase = scene.phrase.replace("|", " ")
    nearest = [
        (name, score)
        for name, score in similarity_index().nearest(phrase)
        if could_be(name, figure.unit, figure.kind)
        and not is_barred(name, scene, figure.unit, lexicon)
    ]
    if not nearest or nearest[0][1] < ALIKE:
        return None
    runner_up = nearest[1] if len(nearest) > 1 else ("", 0.0)
    if nearest[0][1] - runner_up[1] < ALIKE_MARGIN:
        return None
    return Recognition(
        indicator_id=nearest[0][0],
        confidence=round(min(0.55, nearest[0][1]), 3),
        runner_up=runner_up[0],
        rule_id="likeness",
    )


@dataclass(slots=True)
class Recognised:
    """A figure on its way to an observation."""

    figure: Figure
    scene: Scene
    recognition: Recognition | None
    refusal: float
    extra: dict[str, str]
