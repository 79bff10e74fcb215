"""What the vocabulary files of the reader look like: one model a file.

The files say themselves what their entries mean; here stands what they may hold, so that a
wrong entry stops the program with its place. Models stand apart from the code that uses
them because that code can be compiled and they cannot (see CONTRIBUTING.md, Speed).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from fazhi.records import Bound

Dimension = Literal[
    "count",
    "bare_noun",
    "money",
    "percent",
    "factor",
    "rank",
    "score",
    "duration",
    "area",
    "length",
    "mass",
    "volume",
    "energy",
    "concentration",
    "temperature",
    "intensity",
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class UnitEntry(_Strict):
    """One unit of ``units.yml``; the file's head explains the fields."""

    counts: str
    forms: list[str] = []
    ucum: str = ""
    canonical: str = ""
    factor: Decimal = Decimal(1)
    not_before: str = ""
    stored_as: str = ""


class UnitGroup(_Strict):
    """The units of one dimension."""

    dimension: Dimension
    ucum: str
    units: dict[str, UnitEntry]


class BoundWord(_Strict):
    """An entry of ``reading/bounds.yml``; the file's head explains the fields."""

    word: str
    bound: Bound
    not_after: str = ""
    not_before: str = ""
    scale_only: bool = False
    durations_only: bool = False


class BoundWords(_Strict):
    """The content of ``reading/bounds.yml``."""

    between: str
    before: list[BoundWord]
    behind: list[BoundWord]


class ClassificationVocabulary(_Strict):
    """The content of ``reading/classification.yml``; the file explains each list."""

    structural_units: list[str]
    class_units: list[str]
    vague_one_units: list[str]
    motto_nouns: list[str]
    period_nouns: list[str]
    place_nouns: list[str]
    organ_nouns: list[str]
    wholes: list[str]
    project_nouns: list[str]
    task_nouns: list[str]
    before_bare_number: list[str]
    before_codes: list[str]
    page_counters: list[str]
    minimum_words: list[str]
    rank_heads: list[str]
    not_ranks: list[str]
    before_courses: str
    person_nouns: list[str]
    money_nouns: list[str]
    day_kinds: list[str]
    overruns: list[str]
    changes_alone: list[str]
    criteria: list[str]
    criterion_nouns: list[str]
    sizes: list[str]
    sizes_before_of: list[str]
    graded: list[str]
    choosing_organs: list[str]


class SignalVocabulary(_Strict):
    """The content of ``reading/signals.yml``; the file's head explains it."""

    running: dict[str, list[str]]
    on_demand: dict[str, list[str]]


class PredicateVocabulary(_Strict):
    """The whole of ``reading/predicates.yml``: verbs apart from nouns."""

    verbs: list[str]
    light: list[str]
    events: list[str]
    heads: list[str]
    compounds: list[str]


class EdgeVocabulary(_Strict):
    """The whole of ``reading/clauses.yml``: what stands at the edges of a phrase."""

    leading: list[str]
    soft_leading: list[str]
    kept: list[str]
    trailing: list[str]
    kept_endings: list[str]
    bare_comparisons: list[str]
    comparison_marks: list[str]
    directions: list[str]
    manner: list[str]
    rates: list[str]
    quantities: list[str]
    general: list[str]
    general_actions: list[str]
    list_ends: list[str]
    fields: list[str]
    manner_ends: list[str]
    causative: list[str]
    counted_in: list[str]
    ranking: list[str]
    extent: list[str]


class MatterVocabulary(_Strict):
    """The whole of ``reading/matters.yml``: what a sentence can be about."""

    matters: list[str]


class PeriodVocabulary(_Strict):
    """The whole of ``reading/periods.yml``: words of time."""

    words: dict[str, list[str]]
    plans: dict[str, tuple[int, int]]
    plan_endings: list[str]
    years_forms: list[str]
    years_actions: list[str]
    continuing: list[str]
    until: list[str]
    before_year: list[str]
    before_number: list[str]
    compared_before: list[str]
    named_after: list[str]


class ActorVocabulary(_Strict):
    """The whole of ``reading/actors.yml``: who acts."""

    organ_endings: list[str]
    telling_organs: list[str]
    departments: list[str]
    department_endings: list[str]
    skipped: list[str]
    following: list[str]
    department_speaking: list[str]


class ScopeVocabulary(_Strict):
    """The whole of ``reading/scopes.yml``: for which place a figure holds."""

    kinds_of_place: list[str]
    own_level: list[str]
    subordinates: list[str]
    whole_place: list[str]
    campaign: list[str]
    campaign_openings: list[str]
    campaign_actions: list[str]
    own_matters: list[str]
    lasting_matters: list[str]
    other_matters: list[str]
    own_departments: list[str]


class PlaceVocabulary(_Strict):
    """The whole of ``reading/places.yml``."""

    no_names: frozenset[str]
    names_below: frozenset[str]
    yards: tuple[str, ...]
    no_beginnings: tuple[str, ...]
    no_endings: tuple[str, ...]
    organs: tuple[str, ...]


class Area(_Strict):
    """An area of the outline, with the words that headings use for it."""

    name_zh: str
    name_en: str
    codebook_prefixes: tuple[str, ...]
    strong: tuple[str, ...]
    weak: tuple[str, ...]


class Outline(_Strict):
    """A national outline: the years it is for and what it calls its areas."""

    id: str
    title: str
    first_year: int
    last_year: int
    areas: dict[str, str]


class RoleRule(_Strict):
    """What the heading of a section with this role says."""

    role: Literal["result", "first_responsible", "shortcoming", "plan", "other"]
    reason: str
    pattern: str
    nested: str = ""


class OutlineVocabulary(_Strict):
    """The whole of ``reading/outline.yml``."""

    areas: dict[str, Area]
    outlines: tuple[Outline, ...]
    roles: tuple[RoleRule, ...]


class GenreRule(_Strict):
    """How a document that is no report is told."""

    outcome: str
    rule: str
    reason: str
    title: str = ""
    any_title: bool = False
    not_title: str = ""
    body: str = ""
    anchors: tuple[str, ...] = ()
    not_body: str = ""
    at_least: int = 1
    within: int | None = None
    longest: int | None = None
    unchaptered: bool = False
    nameless: bool = False
    headings_only: bool = False


class GenreVocabulary(_Strict):
    """The whole of ``reading/genre.yml``."""

    subject: str
    form: str
    session: str
    opening: str
    announcement: str
    says_nothing: str
    rules: tuple[GenreRule, ...]


class FieldLabels(_Strict):
    """The labels of one canonical field."""

    labels: tuple[str, ...]
    split: str = ""
    yes_no: dict[str, str] = {}


class MetadataVocabulary(_Strict):
    """The whole of ``reading/metadata.yml``."""

    fields: dict[str, FieldLabels]
    furniture: tuple[str, ...]
    columns: frozenset[str]
    precedence: tuple[str, ...]
    compared: tuple[str, ...]


class IssuerRule(_Strict):
    """Which words of a title name an issuer of this sort."""

    issuer: str
    reason: str
    pattern: str


class TitleVocabulary(_Strict):
    """The whole of ``reading/titles.yml``."""

    verbs: dict[Literal["issuing", "drafting", "using", "listed"], tuple[str, ...]]
    adverbs: tuple[str, ...]
    following: tuple[str, ...]
    issuers: tuple[IssuerRule, ...]
    own: tuple[str, ...]
    national_actors: tuple[str, ...]


class HonourKind(_Strict):
    """A sort of honour, with the words it is told by."""

    kind: str
    reason: str
    anchors: tuple[str, ...]
    evidence: str
    evidence_after: bool = False
    refused: str = ""
    level_needed: tuple[str, ...] = ()
    verb: str = ""
    title_from: Literal["end", "first", "verb"] = "end"


class HonourVocabulary(_Strict):
    """The whole of ``reading/honours.yml``."""

    kinds: tuple[HonourKind, ...]
    levels: dict[str, str]
    not_claimed: str
    before_holder: str


class WordFamily(_Strict):
    """Words that mean the same number (未发生, 全覆盖)."""

    family: str
    reason: str
    value: int
    unit: str
    anchors: tuple[str, ...]
    subject: Literal["before", "after", "own_and_before"]
    follows: str = ""
    refused: str = ""
    refused_before: str = ""


class WordVocabulary(_Strict):
    """The whole of ``reading/words.yml``."""

    families: tuple[WordFamily, ...]
    not_reached: str
    acts: tuple[str, ...]
    leading: tuple[str, ...]
    trailing: tuple[str, ...]
