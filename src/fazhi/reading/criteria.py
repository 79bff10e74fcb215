"""Rules on numbers that measure others: thresholds, limits, budgets, sizes of projects.

An amount beside 限值 or 权重, before 的警戒线, or of a rate that picks out cases
(执行率低于50%的项目) was reached by nobody; a budget with its outturn behind it was planned.
"""

from __future__ import annotations

import re

from fazhi.reading.decision import Decision
from fazhi.reading.rule_words import LISTS
from fazhi.reading.surroundings import Surroundings

_LINKS = "(?:为|是|达|约|约为|不低于|不超过|不高于|不少于|超过|低于)?$"
_CRITERIA = re.compile("(?:" + "|".join(LISTS.criteria) + ")" + _LINKS)
_SIZES = re.compile("(?<!超)(?:" + "|".join(LISTS.sizes) + ")(?:为|是|达|约|约为)?$")
_SIZES_OF = tuple(LISTS.sizes_before_of)
_CRITERION_NOUNS = tuple("的" + noun for noun in LISTS.criterion_nouns)
_BUDGET = re.compile("预算(?:数|总额|安排)?(?:为|是|约)?$")
_OUTTURN = re.compile("[，,](?:当年|全年)?(?:实际|实收|实支|完成|执行|支出|收入|决算|动支)")
#: 办结率低于60%: what comes before the word of the bound is a rate.
_RATE_BEYOND = re.compile("(?:率|比例|比重|占比|满意度)(?:均|仍|都)?(?:低于|高于|超过|不足|不到)$")
_PRAISED = ("的高", "的好", "的水平", "的较", "的历史")
_COUNTED = re.compile("[0-9一二三四五六七八九十两][余多]?[个家项件名户宗起]")
_WINDOW = 12
_LONGEST_LOOK = 80
#: The last character of what may stand before a number that measures others.
ENDINGS = frozenset(
    [word[-1] for word in (*LISTS.criteria, *LISTS.sizes, *LISTS.sizes_before_of)]
    + list("算数为是达约于过足到")
)


def criterion(around: Surroundings, decision: Decision) -> str | None:
    """权重不低于4%, 5%的警戒线, 总规模20亿元的基金, 预算为2亿元，实际完成1.9亿元."""
    expression, text = around.expression, around.text
    start, end, dimension = expression.start, expression.end, expression.dimension
    if text.startswith(_CRITERION_NOUNS, end):
        return "requirement"
    if decision.kind == "change":
        return None
    window = max(around.clause, start - _WINDOW)
    if dimension == "percent" and _picks_out(around, window):
        return "threshold"
    if text[start - 1 : start] not in ENDINGS:
        return None
    if _CRITERIA.search(text, window, start):
        return "threshold"
    if dimension == "count":
        return None
    if _SIZES.search(text, window, start):
        return "project_size"
    if dimension != "money":
        return None
    if text.startswith("的", end) and text.endswith(_SIZES_OF, window, start):
        return "project_size"
    if _BUDGET.search(text, window, start) and _OUTTURN.match(text, end):
        return "planned"
    return None


def _picks_out(around: Surroundings, window: int) -> bool:
    """Whether a bound of a rate tells which are counted: 6个单位执行率低于60%."""
    expression, text = around.expression, around.text
    if expression.bound not in ("at_least", "at_most"):
        return False
    if not _RATE_BEYOND.search(text, window, expression.start):
        return False
    if text.startswith("的", expression.end):
        return not text.startswith(_PRAISED, expression.end)
    floor = max(around.clause, expression.start - _LONGEST_LOOK)
    return _COUNTED.search(text, floor, expression.start) is not None
