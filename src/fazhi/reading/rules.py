"""Is a quantity a data point of the report? One function a reason, in order.

Each rule returns the name under which it decides, or None where it has nothing to say;
the first that speaks wins. ``DATA`` names the ones that say yes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from fazhi.reading.count_rules import (
    HEAD,
    PARTS,
    assignment,
    name_or_count,
    one_of,
    population,
    rank_group,
    structure,
    vague_one,
)
from fazhi.reading.criteria import ENDINGS, criterion
from fazhi.reading.decision import Decision
from fazhi.reading.rule_words import LISTS
from fazhi.reading.signals import mentions
from fazhi.reading.surroundings import PUNCTUATION, WHOLES, Surroundings, last_characters
from fazhi.records import Kind

Rule = Callable[[Surroundings, Decision], str | None]


_PERIOD = tuple(LISTS.period_nouns)
#: 平均用时较法定60日压缩七成
_PROMISED = ("法定", "法定的", "法定时限", "法定时限的", "规定的", "承诺的", "承诺")
_DAY_KINDS = tuple(LISTS.day_kinds)
_OVERRUNS = tuple(LISTS.overruns)
#: 内涝持续3天 tells how long it took; years are those of a plan.
_LASTED = ("持续", "持续了", "持续达")
_SHORT = frozenset(("day", "hour", "minute"))
#: 31天，占64.6%: of what has a share, so many were counted.
_SHARES = ("，占", ",占", "（占", "(占")
_PROJECT = re.compile("[^，。；]{0,14}(?:" + "|".join(LISTS.project_nouns) + ")")
#: 60学时的要求, 95%的目标: what was asked, not what was reached.
_ASKED = ("的要求", "的标准", "的规定", "的目标", "的硬性", "的红线")
#: 这三项, 上述12个: a number said before.
_TAKEN_UP = ("这", "上述", "前述", "上列")
_CAPACITY = ("年产", "日产", "年加工", "年处理", "日处理", "年生产")
_MINIMUM = tuple(LISTS.minimum_words)
_VAGUE_SUFFIXES = frozenset(("", "多", "余", "左右", "有余", "之多"))
_LIMIT_SUFFIXES = frozenset(("内", "以内", "之内"))
_SIZES = frozenset(("money", "mass", "energy", "area", "volume"))
_ABOVE = ("自治区", "中央", "国家", "国务院", "省委", "省政府", "市委", "省级", "省", "省里")
_CHOOSING = tuple(
    organ + word for organ in LISTS.choosing_organs for word in ("", "公布的", "发布的")
)
#: Behind none of these does a number belong to others, or was it said before.
_BEFORE_TOLD = last_characters(_TAKEN_UP, WHOLES, _ABOVE, _CHOOSING)
_MEASURES = ("规定", "措施", "意见", "举措", "政策", "要求", "改革举措", "政策措施")
#: How far off in its sentence a case may be named that a number belongs to.
_NEARBY = 40
#: Amounts below this a head or a month are rates of pay or aid, not what was spent.
_RATE_OF_PAY = Decimal(10000)
#: 每季度召开2次 is a rule of procedure, not a count.
_OFTEN = frozenset(("次", "场次", "期", "轮", "遍", "堂", "课"))
_SELDOM = frozenset(map(Decimal, range(1, 5)))


def settled_by_place(around: Surroundings) -> str | None:
    """The rules that hold for every quantity, whatever its dimension."""
    if around.in_title:
        return "title"
    expression = around.expression
    if expression.value is None and expression.low is None:
        return "no_value"
    if around.role == "plan":
        return "plan_section"
    if around.last:
        target = around.last.get("target", -1)
        if target > around.sentence and target > around.last.get("done", -1):
            return "target_cue"
    if around.future_from > around.sentence:
        return "future_year"
    return "table_cell" if expression.cell is not None else None


def _duration(around: Surroundings, decision: Decision) -> str | None:
    expression = around.expression
    if expression.dimension != "duration":
        return None
    unit, start = expression.unit, expression.start
    if unit in ("学时", "课时"):
        return None
    if unit in ("岁", "周年"):
        return "achieved_time" if around.mentions("achieved") else "age"
    if around.text.endswith(_PROMISED, 0, start):
        return "time_limit"
    if around.mentions("average"):
        return "achieved_time"
    if decision.kind == "change":
        return "achieved_time"
    if unit == "day" and _counts_days(around):
        return "achieved_time"
    if around.near("limit"):
        return "time_limit"
    if _is_overrun(around) or (unit in _SHORT and around.text.endswith(_LASTED, 0, start)):
        return "achieved_time"
    if decision.measure == "prior_year" or around.governs("to_down"):
        return "achieved_time"
    if expression.suffix in _LIMIT_SUFFIXES:
        return "time_limit"
    if around.text.startswith(_PERIOD, expression.end) or unit in ("year", "week"):
        return "period"
    return "achieved_time" if around.mentions("achieved") else "duration"


def _counts_days(around: Surroundings) -> bool:
    """Whether days of a kind are counted: 优112天, 超标48天，占13.1%."""
    expression, text = around.expression, around.text
    return text.endswith(_DAY_KINDS, 0, expression.start) or text.startswith(
        _SHARES, expression.end
    )


def _is_overrun(around: Surroundings) -> bool:
    """Whether a time is one that something took too long: 工期延误，最长26个月."""
    expression, text = around.expression, around.text
    if expression.bound == "at_most" or not text.endswith(_OVERRUNS, 0, expression.start):
        return False
    return around.behind() in PUNCTUATION and mentions(
        "late", text, around.sentence, expression.start
    )


def _threshold(around: Surroundings, decision: Decision) -> str | None:
    expression = around.expression
    dimension = expression.dimension
    if dimension in ("percent", "fraction"):
        return None
    says_how_large = around.text.endswith(_CAPACITY, 0, expression.start)
    is_plain = not expression.suffix and expression.bound == "exact"
    if is_plain and dimension not in _SIZES and not says_how_large:
        return None
    behind = around.behind()
    beyond = expression.bound in ("at_least", "at_most") and not expression.suffix
    if (
        beyond
        and behind == "的"
        and expression.number_end > 0
        and around.text[expression.number_end - 1] not in "余多"
    ):
        return "threshold"
    if says_how_large:
        return "project_size" if _PROJECT.match(around.text, expression.end) else None
    if expression.suffix not in _VAGUE_SUFFIXES and behind and behind not in PUNCTUATION:
        return "threshold"
    if dimension == "money":
        if around.text.endswith(("最高", "最高可达", "最高可", "最高给予"), 0, expression.start):
            return "standard"
        value = expression.value
        is_small = value is not None and value < _RATE_OF_PAY
        is_raised = around.governs("up") or around.governs("to_up")
        if is_small and around.governs("each") and not is_raised:
            return "standard"
    if dimension not in _SIZES or behind in PUNCTUATION:
        return None
    if expression.unit in ("kg", "千伏"):
        return "specification"
    if behind != "的" and (dimension == "money" or around.mentions("actual")):
        return None
    return "project_size" if _PROJECT.match(around.text, expression.end) else None


def _asked(around: Surroundings, decision: Decision) -> str | None:
    return "requirement" if around.text.startswith(_ASKED, around.expression.end) else None


def _requirement(around: Surroundings, decision: Decision) -> str | None:
    expression = around.expression
    start = expression.start
    if decision.kind == "change":
        return None
    if around.governs("quota") and not _is_part_of_quota(around):
        return "quota"
    if expression.dimension == "percent" and around.text.startswith("的比例", expression.end):
        return "standard" if "按" in around.text[max(around.clause, start - 20) : start] else None
    if expression.bound in ("at_least", "at_most"):
        asked = around.near("each") and around.text.endswith(_MINIMUM, 0, expression.start)
        if asked or around.near("requirement"):
            return "requirement"
    if expression.dimension == "count" and around.governs("each"):
        if expression.chinese or around.near("requirement"):
            return "requirement"
        if expression.unit in _OFTEN and expression.value in _SELDOM:
            return "frequency"
    is_score = expression.unit == "分" and around.last.get("weight", -1) > around.sentence
    is_weight = around.text.endswith(("权重", "分值", "权重为"), 0, expression.start)
    return "weight" if is_score or is_weight else None


def _is_part_of_quota(around: Surroundings) -> bool:
    """Whether a percentage says how much of a quota was done: 完成年度任务的126%."""
    expression = around.expression
    return expression.dimension == "percent" and around.text.endswith("的", 0, expression.start)


def _elsewhere(around: Surroundings, decision: Decision) -> str | None:
    text, start = around.text, around.expression.start
    if around.in_example:
        return "example"
    may_be_told = around.before in _BEFORE_TOLD
    if may_be_told and text.endswith(_TAKEN_UP, 0, start):
        return "taken_up"
    if around.names_case(_NEARBY):
        return "example"
    if decision.kind == "change" or around.expression.dimension == "factor":
        return None
    if may_be_told and text.endswith(around.wholes_above, 0, start):
        return "higher_level"
    if around.last:
        for category in around.above:
            if around.near(category):
                return "higher_level"
    if not may_be_told:
        return None
    if text.endswith(_CHOOSING, 0, start) and around.mentions("chosen"):
        return "higher_level"
    if text.startswith(_MEASURES, around.expression.end) and text.endswith(_ABOVE, 0, start):
        return "higher_level"
    return None


def _expected(around: Surroundings, decision: Decision) -> str | None:
    if around.near("assure"):
        return "assured"
    is_exact = around.expression.dimension == "duration"
    return "estimated" if not is_exact and around.near("estimate") else None


class _Look(NamedTuple):
    """What is seen of a number at a glance, and tells which rules can speak about it."""

    rates: bool
    lasts: bool
    chinese: bool
    at_head: bool
    signalled: bool
    is_part: bool
    is_limit: bool
    before: str
    asked: bool

    def counts(self) -> bool:
        """Whether it is neither a rate nor a time."""
        return not (self.rates or self.lasts)


#: The rules in order, and what a number must look like for one to have anything to say.
_RULES: tuple[tuple[Rule, Callable[[_Look], bool]], ...] = (
    (_asked, lambda look: look.asked),
    (criterion, lambda look: look.asked or look.before in ENDINGS),
    (_duration, lambda look: look.lasts),
    (structure, lambda look: look.counts() and (look.chinese or look.is_part)),
    (name_or_count, lambda look: look.counts() and look.at_head),
    (_threshold, lambda look: not look.rates and (look.is_limit or look.before in "产工理")),
    (_requirement, lambda look: look.signalled or not look.counts()),
    (rank_group, lambda look: not look.lasts and look.before in "每续前后"),
    (one_of, _Look.counts),
    (assignment, _Look.counts),
    (population, _Look.counts),
    (_elsewhere, lambda look: True),
    (vague_one, lambda look: look.counts() and look.chinese),
    (_expected, lambda look: look.signalled),
)
#: The characters that ``_RULES`` looks at; others are all one to it.
_BEFORE = frozenset("产工理每续前后") | ENDINGS
_RATES = frozenset(("percent", "fraction", "factor"))


def rules_for(around: Surroundings) -> tuple[Rule, ...]:
    """The rules that can speak about the expression, in order."""
    expression, before = around.expression, around.before
    dimension = expression.dimension
    return _rules_for(
        dimension in _RATES,
        dimension == "duration",
        expression.chinese,
        expression.start < HEAD,
        bool(around.last),
        expression.unit in PARTS,
        dimension in _SIZES or expression.bound != "exact" or expression.suffix != "",
        before if before in _BEFORE else " ",
        around.text.startswith("的", expression.end),
    )


@cache  # of the few looks there are
def _rules_for(*look: Any) -> tuple[Rule, ...]:
    seen = _Look(*look)
    return tuple(rule for rule, can_speak in _RULES if can_speak(seen))


DATA = frozenset(
    {"table_cell", "achieved_time", "counted_one", "bare_number", "unit_missing", "estimated"}
)
TARGETS = frozenset(
    {"quota", "planned", "plan_section", "target_cue", "future_year", "assured", "requirement"}
)
UNSURE = frozenset(
    {
        "estimated",
        "standard",
        "counted_one",
        "unit_missing",
        "assured",
        "project_size",
        "class_count",
        "population",
    }
)
KINDS: dict[str, Kind] = {
    "title": "slogan",
    "motto": "slogan",
    "name": "other",
    "year": "date_or_year",
    "page_counter": "other",
    "specification": "other",
    "age": "other",
}
