"""The word lists the classifier decides by, from ``schemas/reading/classification.yml``."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from fazhi import vocabulary


class Lists(BaseModel):
    """The content of ``reading/classification.yml``; the file explains each list."""

    model_config = ConfigDict(extra="forbid")

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


LISTS = vocabulary.load("reading/classification.yml", Lists)
