"""The fourth layer: what a number is, and whether it is a data point of the report.

Every decision names its rule. The rules look at the words around the number
(``schemas/reading/signals.yml``) within its clause and sentence, at the section it stands in
and at its neighbours; they do not look at the subject, which a later layer finds.
"""

from __future__ import annotations

from functools import cache

from fazhi.reading.count_rules import infer_unit, name_or_count
from fazhi.reading.decision import Decision
from fazhi.reading.expressions import Expression
from fazhi.reading.measures import measure
from fazhi.reading.rule_words import LISTS
from fazhi.reading.rules import (
    DATA,
    KINDS,
    TARGETS,
    UNSURE,
    rules_for,
    settled_by_place,
)
from fazhi.reading.surroundings import LIST_SIGNS, PUNCTUATION, Surroundings
from fazhi.records import Direction, DocumentFacts, Figure, Kind, Measure, Section, Title

_RANK_HEADS = tuple(LISTS.rank_heads)
_NOT_RANKS = tuple(LISTS.not_ranks)
_RANK_MOVES = (
    "前进",
    "上升",
    "提升",
    "前移",
    "跃升",
    "下降",
    "后退",
    "后移",
    "晋升",
    "下滑",
    "进位",
)
_NAMED = frozenset(("name", "year", "page_counter"))
_EARLIER = ("由", "从", "年的", "上年", "去年", "上年度", "原来的", "同期的")
_FORM_KINDS: dict[str, Kind] = {
    "ordinal": "ordinal",
    "ratio": "other",
    "date": "date_or_year",
    "document": "document_number",
    "version": "version",
    "slogan": "slogan",
    "label": "list_label",
    "other": "other",
}

#: What is decided on forms that are no quantity,
_NO_QUANTITY = {form: Decision(False, f"form.{form}", kind) for form, kind in _FORM_KINDS.items()}
#: and on those that never make a rank either, whatever stands around them.
_SETTLED = {
    form: decision for form, decision in _NO_QUANTITY.items() if form not in ("ordinal", "other")
}


def classify(
    text: str,
    expressions: list[Expression],
    sections: list[Section],
    titles: list[Title],
    facts: DocumentFacts,
) -> list[Figure]:
    """Turn expressions into figures with kind, direction, measure and statistical.

    Args:
        text: The document's text.
        expressions: In order, without overlaps.
        sections: Give path and role.
        titles: Numbers inside are no data.
        facts: Give the report's year.
    """
    around = Surroundings(text, expressions, sections, titles, facts)
    figures: list[Figure] = []
    for expression in expressions:
        around.move_to(expression)
        decision = _SETTLED.get(expression.form)
        if decision is None:
            around.look_closely()
            decision = _decide(around)
            around.remember(decision)
        figures.append(_figure(text, expression, decision, around.path))
    return figures


def _decide(around: Surroundings) -> Decision:
    """Decide on the expression that ``around`` stands at, by what it looks like."""
    expression = around.expression
    form = expression.form
    if form == "ordinal":
        return _decide_ordinal(around)
    rank = None
    if around.text.endswith("前", 0, expression.start):
        rank = _leading_rank(around)
    if form == "other":
        return rank or _NO_QUANTITY["other"]
    return rank or _decide_quantity(around)


def _decide_quantity(around: Surroundings) -> Decision:
    """Measure the quantity, then ask each rule whether it is data."""
    expression = around.expression
    if (
        expression.unit == "人"
        and around.text[expression.end - 1] == "位"
        and (
            around.text.endswith(_RANK_MOVES, 0, expression.start)
            or around.governs("rank")
            or _follows_a_rank(around)
        )
    ):
        expression.unit = expression.dimension = "rank"
    if not expression.dimension:
        infer_unit(around)
    decision = measure(around)
    name = settled_by_place(around)
    if not expression.dimension:
        bare = name_or_count(around, decision)
        name = bare if bare in _NAMED else name or bare
    if name is None:
        for rule in rules_for(around):
            name = rule(around, decision)
            if name is not None:
                break
        else:
            return decision
    return _ruled(name, decision.kind, decision.direction, decision.measure)


@cache  # all are words of closed lists
def _ruled(name: str, kind: Kind, direction: Direction, measured: Measure) -> Decision:
    """What a rule makes of a number that would be data of this kind and measure."""
    review = name if name in UNSURE else ""
    if name in DATA:
        return Decision(True, name, kind, direction, measured, review)
    measured = "target" if name in TARGETS else ""
    return Decision(False, name, KINDS.get(name, kind), direction, measured, review)


def _follows_a_rank(around: Surroundings) -> bool:
    """上升22位、1位: both are moves of rank."""
    previous = around.previous
    return previous is not None and previous.dimension == "rank" and around.gap in LIST_SIGNS


def _decide_ordinal(around: Surroundings) -> Decision:
    """第N is a rank behind a peer group or a verb of ranking, else an ordinal."""
    expression, text = around.expression, around.text
    start, end = expression.start, expression.end
    is_rank = False
    if text[start] == "第" and not text.startswith(_NOT_RANKS, end):
        if text[end - 1] in "名位":
            is_rank = True
        elif expression.number_end == end and around.behind() in PUNCTUATION:
            head = text[max(around.clause, start - 14) : start]
            is_rank = head.endswith(_RANK_HEADS) or around.near("rank")
            if around.decided is not None and around.decided.kind == "rank":
                is_rank = is_rank or around.gap in LIST_SIGNS
    return _rank(around) if is_rank else _NO_QUANTITY["ordinal"]


def _leading_rank(around: Surroundings) -> Decision | None:
    """前三, 前10位: a rank, with 前 taken into the span."""
    expression, text = around.expression, around.text
    start, end = expression.start, expression.end
    if expression.dimension in ("duration", "percent"):
        return None
    if expression.unit not in ("", "人") or around.behind() in ("季", "期"):
        return None
    head = text[max(around.clause, start - 5) : start - 1]
    if not (around.near("rank") or head.endswith(_RANK_HEADS)):
        return None
    if "分别" in text[end : end + 4] or text.startswith("的", end):
        return None
    expression.start -= 1
    return _rank(around)


def _rank(around: Surroundings) -> Decision:
    """A rank: data, unless it stands in a title or is aimed at."""
    around.expression.unit = "rank"
    if around.in_title:
        return Decision(False, "title", "rank")
    if around.role == "plan" or around.last.get("target", -1) > around.sentence:
        return Decision(False, "target_cue", "rank", measure="target")
    if around.text.endswith(_EARLIER, 0, around.expression.start):
        return Decision(True, "rank", "rank", measure="prior_year")
    return Decision(True, "rank", "rank", measure="rank")


def _figure(text: str, expression: Expression, decision: Decision, path: str) -> Figure:
    start, end = expression.start, expression.end
    review = decision.review or expression.review
    unit = expression.unit
    if decision.rule == "quantity.of_a_rate":
        unit = "percentage_point"
    return Figure(
        start,
        end,
        text[start:end],
        expression.value,
        expression.low,
        expression.high,
        expression.text,
        unit,
        expression.bound,
        decision.kind,
        decision.direction,
        decision.measure,
        "",
        "",
        "",
        "",
        None,
        None,
        "",
        path,
        decision.statistical,
        "needs_review" if review else "ok",
        review,
        decision.rule,
    )
