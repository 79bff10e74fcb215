"""The codebook as typed objects: what an indicator is and how reports say it.

One entry of ``schemas/codebook/*.yml`` is one indicator. The models here are the
definition of its fields; the page of an indicator is generated from them.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from fazhi import vocabulary
from fazhi.codebook.relation import RelationTerm, parse_relation
from fazhi.codebook.wording import Wording, parse_wording

FOLDER = "codebook"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Bilingual(_Strict):
    """A text in both languages."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class LegalReference(_Strict):
    """A place in a legal basis: ``act`` is a key of ``schemas/legal_bases.yml``."""

    act: str
    ref: str = ""


class LegalBasis(_Strict):
    """A law, rule or document. ``verified`` is when its text was read, or ``never``."""

    title: str
    issued: str = ""
    in_force_from: str = ""
    verified: date | Literal["never"]


class SeriesBreak(Bilingual):
    """A day from which values mean something else."""

    date: date


class Examples(_Strict):
    """Sentences with the figure between 【 and 】: the indicator's, and look-alikes."""

    positive: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()

    @field_validator("positive", "negative")
    @classmethod
    def _one_mark(cls, sentences: tuple[str, ...]) -> tuple[str, ...]:
        for sentence in sentences:
            if sentence.count("【") != 1 or sentence.count("】") != 1:
                raise ValueError(f"mark exactly one figure with 【】: {sentence}")
        return sentences


class UnitKind(_Strict):
    """What a unit counts, its international codes, and the measure words for it."""

    ucum: str
    rec20: str
    accepts: tuple[str, ...]


class Indicator(_Strict):
    """One indicator.

    Attributes:
        id: Stable name; its first part is the area of the national outline.
        name: Title.
        definition: What is counted, in a sentence.
        type: What the value is of.
        unit: Canonical unit of the series, as printed.
        counts: Key of ``schemas/matching/unit_kinds.yml``.
        also_accepts: Printed units accepted beyond those of the kind.
        numerator: Indicator id or words, for rates.
        denominator: Indicator id or words, for rates.
        relations: See :mod:`fazhi.codebook.relation`.
        wording: See :mod:`fazhi.codebook.wording`.
        never: Words that tell a look-alike when they stand in the figure's phrase;
            ``(公平竞争)`` a word that does in the sentence before as well, ``N条`` a measure
            word that does.
        dimensions: Dimension key -> value -> words that tell it.
        is_reduction: The value itself is a cut (时限压缩82%), not a change of a level.
        confusables: What looks alike and is not it.
        legal_basis: Where it is laid down.
        valid_from: First day the indicator exists.
        valid_to: Last day, None while it lasts.
        breaks: Breaks of the series.
        polarity: ``higher`` or ``lower`` is better, ``neutral`` where neither can be said.
        expected_frequency: How often reports print it, a judgement.
        examples: Sentences.
    """

    id: str = Field(pattern=r"^[a-z]+(\.[a-z_]+)+$")
    name: Bilingual
    definition: Bilingual
    type: Literal["flow", "stock", "rate", "amount", "rank", "duration"]
    unit: str
    counts: str
    also_accepts: tuple[str, ...] = ()
    numerator: str = ""
    denominator: str = ""
    relations: tuple[str, ...] = ()
    wording: tuple[str, ...] = Field(min_length=1)
    never: tuple[str, ...] = ()
    dimensions: dict[str, dict[str, tuple[str, ...]]] = {}
    is_reduction: bool = False
    confusables: tuple[str, ...] = ()
    legal_basis: tuple[LegalReference, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    breaks: tuple[SeriesBreak, ...] = ()
    polarity: Literal["higher", "lower", "neutral"]
    expected_frequency: Literal["high", "medium", "low"]
    examples: Examples = Examples()

    @model_validator(mode="after")
    def _grammars(self) -> Indicator:
        """Stop at the first wording or relation that does not parse."""
        self.parsed_relations()
        self.parsed_wording()
        return self

    def parsed_relations(self) -> list[RelationTerm]:
        """The relations, parsed."""
        return [parse_relation(text) for text in self.relations]

    def parsed_wording(self) -> list[Wording]:
        """The wordings, parsed."""
        return [parse_wording(text) for text in self.wording]

    @property
    def area(self) -> str:
        """The first part of the id."""
        return self.id.partition(".")[0]

    def accepted_units(self) -> tuple[str, ...]:
        """Printed units of the series, the canonical one first."""
        kind = unit_kinds()[self.counts]
        return tuple(dict.fromkeys((self.unit, *kind.accepts, *self.also_accepts)))


class CodebookVersion(_Strict):
    """The version of the codebook: three numbers."""

    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")


@cache
def indicators() -> dict[str, Indicator]:
    """Every indicator by id, in the order of the files. Shared: treat as read-only.

    Raises:
        fazhi.vocabulary.VocabularyError: A file does not fit the models, or an id
            stands twice.
    """
    found: dict[str, Indicator] = {}
    for path in vocabulary.entries(FOLDER):
        for entry in vocabulary.load(path, list[Indicator]):
            if entry.id in found:
                raise vocabulary.VocabularyError(f"schemas/{path}: {entry.id} stands twice")
            found[entry.id] = entry
    return found


@cache
def unit_kinds() -> dict[str, UnitKind]:
    """The kinds of unit, by key."""
    kinds: dict[str, UnitKind] = vocabulary.load("matching/unit_kinds.yml", dict[str, UnitKind])
    return kinds


@cache
def legal_bases() -> dict[str, LegalBasis]:
    """The legal bases, by key."""
    bases: dict[str, LegalBasis] = vocabulary.load("legal_bases.yml", dict[str, LegalBasis])
    return bases


@cache
def codebook_version() -> str:
    """The version of the codebook, as ``schemas/codebook_version.yml`` says it."""
    said: CodebookVersion = vocabulary.load("codebook_version.yml", CodebookVersion)
    return said.version
