"""What stands around one figure, as slots of the lexicon with their weights.

The *phrase* of a figure is what is said of the figure itself, the *context* what stands
before it. A weight says how much a word tells and how near it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from fazhi.codebook.lexicon import Hit, Lexicon

CARRIED, SECONDED = 0.65, 0.8
_WHOLE = 0.9
#: What stands far off speaks against as much as what stands near speaks for: a word of the
#: context tells its weight times (_SPEAKS * factor - _AGAINST), below zero from afar.
_SPEAKS, _AGAINST = 2.0, 1.2


@dataclass(slots=True)
class Scene:
    """The surroundings of one figure.

    Attributes:
        phrase: The figure's phrase as text, the subject last.
        said: The phrase without what was carried over or seconds it.
        content: Characters of the phrase that carry something.
        near: Slot -> weight of the best form of it in the phrase.
        context: Slot -> weight of the best form of it before the phrase.
        sentence: The same, of the figure's own sentence alone.
        words: Words of the phrase: where they stand and the slots that they fill.
        barring: Slots that can rule a wording out.
        carried: Slots of what was carried over, which speak against it.
        mentioned: Slots of the sentence before that can rule a wording out.
        own: Slots of the phrase without what was carried over; empty if nothing was.
        end: Where the phrase ends.
        borrowed: Whether all words known of it were carried over.
        head: Where the phrase ends, if in a noun that is counted for itself.
        topics: Topics of the phrase with their spans, the last named last.
        clause: Start of the phrase's own clause.
    """

    phrase: str
    content: int
    clause: int
    said: str = ""
    near: dict[int, float] = field(default_factory=dict)
    context: dict[int, float] = field(default_factory=dict)
    sentence: dict[int, float] = field(default_factory=dict)
    words: list[tuple[int, int, frozenset[int]]] = field(default_factory=list)
    barring: set[int] = field(default_factory=set)
    carried: set[int] = field(default_factory=set)
    mentioned: set[int] = field(default_factory=set)
    own: frozenset[int] = frozenset()
    end: int = 0
    borrowed: bool = False
    head: int | None = None
    topics: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    _heaviest: dict[int, float] = field(default_factory=dict)
    _spans: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def spans_of(self, slot: int) -> list[tuple[int, int]]:
        """Return where the finished phrase fills a slot, for how much a wording explains."""
        # Few of the slots that the phrase fills are ever asked for.
        spans = self._spans.get(slot)
        if spans is None:
            spans = [(start, end) for start, end, slots in self.words if slot in slots]
            self._spans[slot] = spans
        return spans

    def add_near(self, lexicon: Lexicon, hit: Hit, factor: float) -> None:
        """Take in a word of the phrase."""
        start, end, form = hit
        slots = lexicon.slot_sets[form]
        self.words.append((start, end, slots))
        weight = lexicon.weights[form] * factor
        # A third of the words stand both in the subject and in its clause.
        if weight > self._heaviest.get(form, -1.0):
            self._heaviest[form] = weight
            near = self.near
            for slot in lexicon.slots[form]:
                if slot not in near or weight > near[slot]:
                    near[slot] = weight
            self.barring.update(slots)
        topic = lexicon.topics[form]
        if topic >= 0:
            spans = self.topics.pop(topic, [])
            self.topics[topic] = [*spans, (start, end)]

    def add_carried(self, lexicon: Lexicon, hit: Hit) -> None:
        """Take in a word that the reader carried over from before."""
        _, _, form = hit
        weight = lexicon.weights[form] * CARRIED
        for slot in lexicon.slots[form]:
            if weight > self.near.get(slot, -99.0):
                self.near[slot] = weight
            self.carried.add(slot)
        topic = lexicon.topics[form]
        if topic >= 0 and topic not in self.topics:
            self.topics = {topic: [], **self.topics}

    def add_lower_level(self, lexicon: Lexicon, hit: Hit) -> None:
        """Take in that the level below acted: its cases are not the counter's."""
        _, _, form = hit
        weight = lexicon.weights[form] * SECONDED
        for slot in lexicon.slots[form]:
            if weight > self.near.get(slot, -99.0):
                self.near[slot] = weight
            self.barring.add(slot)

    def mention(self, lexicon: Lexicon, hit: Hit) -> None:
        """Take in a word of a document's title: it tells the topic, not what is counted."""
        _, _, form = hit
        weight = lexicon.context_weights[form] * (_SPEAKS * _WHOLE - _AGAINST)
        for slot in lexicon.slots[form]:
            if weight > self.context.get(slot, -99.0):
                self.context[slot] = weight

    def said_before(self, lexicon: Lexicon, words: list[tuple[int, float]], within: bool) -> None:
        """Take in words of the context, form and factor; ``within`` the figure's sentence."""
        context, sentence = self.context, self.sentence
        weights = lexicon.context_weights
        for form, factor in words:
            weight = weights[form] * (_SPEAKS * factor - _AGAINST)
            for slot in lexicon.context_slots[form]:
                if slot not in context or weight > context[slot]:
                    context[slot] = weight
            if within:
                if lexicon.barring_slots[form]:
                    self.mentioned.update(lexicon.barring_slots[form])
                for slot in lexicon.sentence_slots[form]:
                    if slot not in sentence or weight > sentence[slot]:
                        sentence[slot] = weight
