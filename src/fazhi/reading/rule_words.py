"""The word lists the classifier decides by, from ``schemas/reading/classification.yml``."""

from __future__ import annotations

from fazhi import vocabulary
from fazhi.reading.vocabulary_files import ClassificationVocabulary

LISTS = vocabulary.load("reading/classification.yml", ClassificationVocabulary)
