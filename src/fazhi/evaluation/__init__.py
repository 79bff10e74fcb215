"""How well are reports read? Comparison of readings with annotated documents.

``gold`` loads annotated documents, ``score`` compares one reading with one of them,
``report`` adds the scores up and prints them.
"""

from fazhi.evaluation.gold import GoldDocument, find_gold, load_gold
from fazhi.evaluation.report import Evaluation, evaluate
from fazhi.evaluation.score import DocumentScore, score_document

__all__ = [
    "DocumentScore",
    "Evaluation",
    "GoldDocument",
    "evaluate",
    "find_gold",
    "load_gold",
    "score_document",
]
