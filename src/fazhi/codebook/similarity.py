"""The last resort: which indicator's own sentences look most like a figure's phrase.

Character pairs, weighted by rarity, compared by cosine. It knows no meaning, so what
it finds is always for a person to look at.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from functools import cache

from fazhi.codebook.entries import Indicator, indicators
from fazhi.codebook.wording import parse_wording

_NOISE = re.compile(r"20\d\d年度?|[\d.]+[万亿]?|[\s【】“”‘’\"'()（）《》,，。、；;：:|%]")


def pairs(text: str) -> Counter[str]:
    """Return the character pairs of a text without numbers and punctuation."""
    bare = _NOISE.sub("", text)
    return Counter(bare[index : index + 2] for index in range(len(bare) - 1))


class SimilarityIndex:
    """Indicators by the character pairs of what the codebook says of them."""

    def __init__(self, entries: list[Indicator]) -> None:
        documents = {entry.id: pairs(" ".join(_sayings(entry))) for entry in entries}
        seen_in = Counter(pair for document in documents.values() for pair in document)
        count = len(documents)
        self._rarity = {pair: math.log((1 + count) / seen) for pair, seen in seen_in.items()}
        self._postings: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for name, document in documents.items():
            weights = {pair: self._rarity[pair] * (1 + math.log(n)) for pair, n in document.items()}
            length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
            for pair, weight in weights.items():
                self._postings[pair].append((name, weight / length))

    def nearest(self, phrase: str) -> list[tuple[str, float]]:
        """Return indicators and cosine, nearest first, at most five."""
        query = pairs(phrase)
        weights = {pair: self._rarity.get(pair, 3.0) for pair in query}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        scores: dict[str, float] = defaultdict(float)
        for pair, weight in weights.items():
            share = weight / length
            for name, other in self._postings.get(pair, ()):
                scores[name] += share * other
        return sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:5]


def _sayings(entry: Indicator) -> list[str]:
    worded = [
        word for text in entry.wording for slot in parse_wording(text).slots for word in slot.words
    ]
    return [entry.name.zh, entry.definition.zh, *worded, *entry.examples.positive]


@cache
def similarity_index() -> SimilarityIndex:
    """The index of the codebook. Shared: treat as read-only."""
    return SimilarityIndex(list(indicators().values()))


def likeness(first: str, second: str) -> float:
    """Return how alike two phrases are in their character pairs, from 0 to 1."""
    one, other = pairs(first), pairs(second)
    if not one or not other:
        return 1.0 if first == second else 0.0
    shared = sum(min(count, other[pair]) for pair, count in one.items())
    return shared / math.sqrt(sum(one.values()) * sum(other.values()))
