"""How well a wording fits the scene of a figure, and which indicator fits it best."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from fazhi.codebook.entries import Indicator, indicators
from fazhi.codebook.lexicon import Lexicon, Pattern
from fazhi.codebook.scene import Scene
from fazhi.records import Kind

#: A needed word that stands only earlier in the sentence, as a predicate left out does.
_LEFT_OUT, _LEFT_OUT_COST = 0.4, 2.5
_UNIT_CANONICAL, _UNIT_ASKED, _UNIT_ACCEPTED = 0.8, 0.6, 0.4
_HALF, _OWN_UNEXPLAINED = 0.5, 2.0
_UNIT_MISSING = 0.0
_CARRIED_AGAINST = 3.5
_AT_THE_END, _HELPFUL, _NAMED_RATE = 0.8, 0.6, 1.5
_EXPLAINED, _FOREIGN_HEAD, _FOREIGN_TOPIC, _HEAD_TOPIC = 2.0, -1.7, -1.0, 0.8

_TYPES: dict[Kind, frozenset[str]] = {
    "count": frozenset({"flow", "stock"}),
    "amount": frozenset({"amount"}),
    "percent": frozenset({"rate"}),
    "rank": frozenset({"rank"}),
    "duration": frozenset({"duration"}),
    "change": frozenset({"flow", "stock", "amount", "rate", "rank"}),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An indicator that a figure may be of."""

    indicator_id: str
    score: float
    wording: str
    left_out: bool


def candidates(
    scene: Scene, unit: str, kind: Kind, is_share: bool, lexicon: Lexicon
) -> list[Candidate]:
    """Return every fitting indicator with its best wording, best first.

    A share (占39.8%) may be a rate by name or a part of something counted.
    """
    best: dict[str, Candidate] = {}
    for pattern in _possible(scene, lexicon):
        candidate = _fit(pattern, scene, unit, kind, is_share, lexicon)
        if candidate is None:
            continue
        if pattern.always:
            return [candidate]
        known = best.get(candidate.indicator_id)
        if known is None or candidate.score > known.score:
            best[candidate.indicator_id] = candidate
    return sorted(best.values(), key=lambda found: (-found.score, found.indicator_id))


def _possible(scene: Scene, lexicon: Lexicon) -> Iterator[Pattern]:
    """Yield the patterns of which no needed word is missing, each once."""
    near = scene.near.keys()
    in_sentence, before = near | scene.sentence.keys(), near | scene.context.keys()
    seen: set[int] = set()
    postings = [lexicon.by_slot[slot] for slot in near if slot in lexicon.by_slot]
    for number, needed, context in chain(*postings, lexicon.by_unit):
        if needed <= in_sentence and context <= before and number not in seen:
            seen.add(number)
            yield lexicon.patterns[number]


def _fit(
    pattern: Pattern, scene: Scene, unit: str, kind: Kind, is_share: bool, lexicon: Lexicon
) -> Candidate | None:
    if pattern.owner and not _counts_its_head(pattern, scene):
        return None
    units = _unit_score(pattern, unit, kind, is_share)
    if units is None or not pattern.absent.isdisjoint(scene.barring):
        return None
    if not _is_free_of(pattern.absent_before, scene):
        return None
    if scene.own and scene.own.isdisjoint(pattern.near + pattern.context):
        return None
    words = 0.0
    left_out = False
    for slot in pattern.near:
        weight = scene.near.get(slot)
        if weight is None:
            weight = scene.sentence.get(slot)
            if weight is None or left_out or len(pattern.near) < 2:
                return None
            left_out, weight = True, weight * _LEFT_OUT
        words += weight
    for slot in pattern.context:
        weight = scene.near.get(slot)
        if weight is None:
            weight = scene.context[slot]
        words += weight
    if left_out:
        words -= _LEFT_OUT_COST
    if not pattern.absent.isdisjoint(scene.carried):
        words -= _CARRIED_AGAINST
    words += _optional(pattern, scene)
    if _names_the_end(pattern, scene):
        words += _AT_THE_END
    elif is_share and pattern.owner and indicators()[pattern.owner].type != "rate":
        return None
    score = words + units + _explained(pattern, scene, lexicon) + _topics(pattern, scene, lexicon)
    return Candidate(pattern.owner, score, pattern.text, left_out)


def _is_free_of(absent_before: frozenset[int], scene: Scene) -> bool:
    return absent_before.isdisjoint(scene.mentioned) and absent_before.isdisjoint(scene.barring)


def _optional(pattern: Pattern, scene: Scene) -> float:
    """Half the weight of helpful words, each place in the phrase counted once."""
    if not pattern.optional:
        return 0.0
    taken = {span for slot in (*pattern.near, *pattern.context) for span in scene.spans_of(slot)}
    helpful = 0.0
    for slot in pattern.optional:
        spans = scene.spans_of(slot)
        if slot in scene.near and not (spans and taken.issuperset(spans)):
            helpful += _HELPFUL * scene.near[slot]
            taken.update(spans)
    return helpful


def _names_the_end(pattern: Pattern, scene: Scene) -> bool:
    """Tell whether the wording names the noun that the phrase ends in: its head."""
    last = scene.end
    for slot in (*pattern.near, *pattern.optional):
        for _, end in scene.spans_of(slot):
            if last - 1 <= end <= last:
                return True
    return False


def _counts_its_head(pattern: Pattern, scene: Scene) -> bool:
    """Tell whether a phrase that ends in a general head (12 部门) is asked for with it."""
    if scene.head is None:
        return True
    return any(
        end == scene.head
        for slot in (*pattern.near, *pattern.optional)
        for _, end in scene.spans_of(slot)
    )


def _unit_score(pattern: Pattern, unit: str, kind: Kind, is_share: bool) -> float | None:
    """How well the measure word fits, None where it rules the wording out."""
    # A change has the unit of a comparison, not of what is counted.
    compares = is_share or (kind == "change" and unit in ("percent", "percentage_point"))
    # Tables leave the measure word out.
    asked_for = not pattern.units or not unit or unit in pattern.units
    if not compares and (unit in pattern.barred_units or not asked_for):
        return None
    asked = _UNIT_ASKED if pattern.units else 0.0
    if not pattern.owner:
        return asked
    entry = indicators()[pattern.owner]
    scored = kind == "count" and entry.type == "rate" and unit in entry.also_accepts
    if not scored and entry.type not in _TYPES.get("change" if is_share else kind, frozenset()):
        return None
    if is_share:
        return _UNIT_CANONICAL + _NAMED_RATE if entry.type == "rate" else 0.0
    if kind == "change":
        if unit == "percentage_point":
            return _UNIT_CANONICAL if entry.type == "rate" else None
        if unit == "percent":
            return _UNIT_ACCEPTED if entry.type != "rate" or entry.is_reduction else -0.5
    if kind in ("percent", "rank"):
        return asked + _UNIT_CANONICAL
    accepted = _accepted(entry.id)
    if unit == entry.unit:
        return _UNIT_CANONICAL + asked
    if not unit:
        return _UNIT_MISSING if kind == "count" else None
    return _UNIT_ACCEPTED + asked if unit in accepted else None


def could_be(indicator_id: str, unit: str, kind: Kind) -> bool:
    """Tell whether an indicator can have a figure of this kind and measure word."""
    entry = indicators()[indicator_id]
    if entry.type not in _TYPES.get(kind, frozenset()):
        return False
    return kind in ("percent", "rank") or unit in _accepted(indicator_id)


def is_barred(indicator_id: str, scene: Scene, unit: str, lexicon: Lexicon) -> bool:
    """Tell whether words or the measure word rule out every wording of an indicator."""
    return all(
        unit in pattern.barred_units
        or not pattern.absent.isdisjoint(scene.barring)
        or not _is_free_of(pattern.absent_before, scene)
        for pattern in lexicon.by_owner[indicator_id]
    )


@cache
def _accepted(indicator_id: str) -> frozenset[str]:
    entry: Indicator = indicators()[indicator_id]
    return frozenset(entry.accepted_units())


def _explained(pattern: Pattern, scene: Scene, lexicon: Lexicon) -> float:
    """Reward for how much of the phrase the wording accounts for."""
    covered: set[int] = set()
    for slot in (*pattern.near, *pattern.context, *pattern.optional):
        for start, end in scene.spans_of(slot):
            covered.update(range(start, end))
    for topic in lexicon.home[pattern.label].intersection(scene.topics):
        for start, end in scene.topics[topic]:
            covered.update(range(start, end))
    share = min(1.0, len(covered) / scene.content)
    if scene.own and share < _HALF:
        # What was carried over cannot speak for words of its own that say something else.
        return _EXPLAINED * share - _OWN_UNEXPLAINED
    return _EXPLAINED * share


def _topics(pattern: Pattern, scene: Scene, lexicon: Lexicon) -> float:
    """Penalty for topics of the phrase foreign to the entry, reward for its own at the head."""
    if not scene.topics:
        return 0.0
    at_home = lexicon.home[pattern.label]
    score = 0.0
    for position, topic in enumerate(scene.topics):
        named = topic in at_home
        is_head = position == len(scene.topics) - 1
        if named:
            score += _HEAD_TOPIC if is_head else 0.0
        else:
            score += _FOREIGN_HEAD if is_head else _FOREIGN_TOPIC
    return score
