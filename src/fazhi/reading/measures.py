"""Kind, direction and measure of a quantity, from the words that govern it."""

from __future__ import annotations

import re

from fazhi.reading.cells import CellUnit
from fazhi.reading.decision import Decision, data_point
from fazhi.reading.rule_words import LISTS
from fazhi.reading.signals import mentions
from fazhi.reading.surroundings import LIST_SIGNS, Surroundings, last_characters
from fazhi.records import Direction, Kind, Measure

_FROM = (
    "由",
    "从",
    "原来的",
    "原来",
    "原先的",
    "原有的",
    "过去的",
    "上年的",
    "去年的",
    "年的",
    "年度的",
    "年初的",
    "改革前的",
    "调整前的",
    "整合前的",
    "清理前的",
    "年初",
    "同期的",
    "以往的",
)
_FROM_ENDS = last_characters(_FROM)
_TURNS = frozenset("增减降升扩提压缩到至下上调精变")
#: A clause of nothing but one of these and a number compares with what was said before.
_ALONE = frozenset(LISTS.changes_alone)
#: 比上年决算数8.7亿元增长8.3%: what last year's is compared with stands in between.
_COMPARED_BEHIND = ("增长", "增加", "增", "下降", "减少", "提高", "上升", "降低", "多", "少")
#: 批次、人次“双下降”，分别为11.2%和9.8%.
_TOLD_BEHIND = re.compile('[”"]?[，,](?:分别)?(?:为|达到?|了)?')
_OF_LAST_YEAR = ("上年的", "去年的", "上年同期的", "去年同期的", "上年度的", "同期的")
#: 较去年63件下降25.4%: the level of last year itself.
_THAN_LAST_YEAR = tuple(
    than + year + of
    for than in ("较", "比", "与")
    for year in ("去年", "上年", "去年同期", "上年同期", "上一年", "上年度")
    for of in ("", "的")
)
_BEFORE_PAST = last_characters(_FROM, _THAN_LAST_YEAR)
_PLACES_ABOVE = ("nation", "province", "prefecture")
_MINUS = frozenset("-－−")
_SIGNS = _MINUS | frozenset("+＋")
_BRACKET_ENDS = frozenset("）)")
_DIGITS = frozenset("0123456789%％")
#: 是去年全年的82.9%: a ratio to an earlier year, no level of it.
_AGAINST_EARLIER = re.compile(
    "(?:是|为|相当于|达到?|恢复[到至])(?:上年|去年|同期|20[0-9]{2}年)[^，,；;]{0,6}的$"
)
_LONGEST_EARLIER = 16
_STOP = re.compile("[，,；;。]")
_LEVEL_NOUNS = frozenset("率度占比值额")
_RATE_SIGNS = "率度"
_NO_RATES = frozenset("效频速力制程年季长降加少")
_POINTS = frozenset(("percentage_point", "per_mille_point", "个基点"))
_KINDS: dict[str, Kind] = {"money": "amount", "duration": "duration"}


def measure(around: Surroundings) -> Decision:
    """Decide kind, direction and measure, as if the quantity were data."""
    expression = around.expression
    dimension = expression.dimension
    if expression.cell is not None:
        return _measure_cell(around, expression.cell)
    listed = _measure_listed(around) if around.gap else None
    if listed is not None:
        return listed
    direction = _direction(around) if around.last or around.before in _SIGNS else ""
    if dimension in ("percent", "fraction"):
        return _measure_percent(around, direction)
    if dimension == "factor":
        if not direction and expression.form != "multiple":
            return _measure_multiple(around)
        is_longer = around.compares("other_base") or around.speaks_of_many_years()
        base: Measure = "period_change" if is_longer else "yoy_change"
        return data_point("change", direction or "up", base)
    if dimension == "rank":
        return data_point("change", direction or "up", "yoy_change")
    if direction:
        other_base = around.compares("other_base")
        compares = around.compares("compare") or _follows_aside(around)
        if other_base or compares or _is_growth(around):
            base = "period_change" if other_base else "yoy_change"
            return data_point("change", direction, base)
    kind: Kind = _KINDS.get(dimension, "count") if expression.unit != "岁" else "count"
    return data_point(kind, "", _level(around))


def _measure_listed(around: Surroundings) -> Decision | None:
    """A number of a list is measured as the one before it; a sign of its own turns it."""
    before, inherited, gap = around.previous, around.decided, around.gap
    if before is None or inherited is None or before.dimension != around.expression.dimension:
        return None
    if gap.rstrip("-－−+＋") not in LIST_SIGNS or inherited.kind == "rank":
        return None
    signed: Direction = "down" if gap[-1] in _MINUS else "up" if gap[-1] in _SIGNS else ""
    direction = (signed if inherited.kind == "change" else "") or inherited.direction
    of_a_rate = inherited.rule == "quantity.of_a_rate"
    rule = inherited.rule if of_a_rate else "quantity.list"
    return data_point(inherited.kind, direction, inherited.measure, rule)


def _is_growth(around: Surroundings) -> bool:
    """Whether a word of change leads to the number itself, and to no level reached."""
    text, clause, start = around.text, around.clause, around.expression.start
    before = around.decided
    goes_on = before is not None and (before.kind == "change" or before.measure == "prior_year")
    return (
        text.endswith(("增长", "增长了"), 0, start)
        or (goes_on and around.gap.lstrip("、，,和及与 ）)") in _ALONE)
        or (start - clause < 6 and text[clause:start].strip() in _ALONE)
    )


def _measure_multiple(around: Surroundings) -> Decision:
    """N倍 of an earlier time is a change, of another count a multiple."""
    text, start = around.text, around.expression.start
    if text.endswith(_OF_LAST_YEAR, 0, start):
        return data_point("change", "up", "yoy_change")
    if text.endswith("年的", 0, start) and around.past_from > around.floor:
        return data_point("change", "up", "period_change")
    return data_point("count", "", "multiple")


def _measure_cell(around: Surroundings, cell: CellUnit) -> Decision:
    """A table cell: its heads say whether it is a change and of which year."""
    start, dimension = around.expression.start, around.expression.dimension
    if cell.is_change:
        falls = around.text[start - 1 : start] in ("-", "－", "−")
        base: Measure = "pp_change" if cell.unit == "percentage_point" else "yoy_change"
        return data_point("change", "down" if falls else "up", base, "table_cell")
    kind: Kind = "percent" if dimension == "percent" else _KINDS.get(dimension, "count")
    year = around.year
    is_past = cell.is_past or (year is not None and cell.year is not None and cell.year < year)
    return data_point(kind, "", "prior_year" if is_past else "level", "table_cell")


def _direction(around: Surroundings) -> Direction:
    """Direction of the change that governs the number; empty where none does."""
    last, floor = around.last, around.floor
    up, down = last.get("up", -1), last.get("down", -1)
    nearest = up if up > down else down
    start = around.expression.start
    is_negative = around.before in _MINUS
    if nearest > around.sentence and _TOLD_BEHIND.fullmatch(around.text, nearest, start):
        return "up" if up > down else "down"
    if (
        not is_negative
        and nearest > floor
        and nearest > last.get("to_up", -1)
        and nearest > last.get("to_down", -1)
    ):
        between = around.text[nearest:start]
        if len(between) <= 10 and _LEVEL_NOUNS.isdisjoint(between):
            return "up" if up > down else "down"
    in_brackets = around.text[start - 2 : start - 1] in ("（", "(")
    if (
        in_brackets
        or nearest > floor
        or _follows_aside(around)
        or last.get("compare", -1) > floor
        or last.get("other_base", -1) > floor
    ):
        sign = around.before
        if sign in _MINUS and around.text[start - 2 : start - 1] not in _DIGITS:
            return "down"
        if sign in ("+", "＋"):
            return "up"
        before = around.text[max(0, start - 2) : start].rstrip("了出")[-1:]
        if before in ("多", "高"):
            return "up"
        if before in ("少", "低"):
            return "down"
    return ""


def _follows_aside(around: Surroundings) -> bool:
    """Whether the level compared with stands in brackets before: 比上年（67件）少15件."""
    previous = around.previous
    if previous is None or around.gap[:1] not in _BRACKET_ENDS:
        return False
    return around.last.get("compare", -1) == previous.start - 1


def _measure_percent(around: Surroundings, direction: Direction) -> Decision:
    """Percent: a change where a word of change governs it, a share with 占, else a level."""
    expression = around.expression
    other_base = (
        around.compares("other_base")
        or around.speaks_of_many_years()
        or (bool(direction) and any(around.governs(place) for place in _PLACES_ABOVE))
    )
    base: Measure = "period_change" if other_base else "yoy_change"
    if expression.unit in _POINTS:
        if not direction and around.governs("lower_than"):
            direction = "down"
        return data_point("change", direction or "up", base if other_base else "pp_change")
    if direction:
        if around.mentions("time_limit") and not around.near("compare"):
            return data_point("percent", "", "level", "quantity.time_saved")
        if expression.dimension == "percent" and _of_a_rate(around):
            points: Measure = base if other_base else "pp_change"
            return data_point("change", direction, points, "quantity.of_a_rate")
        return data_point("change", direction, base)
    floor = max(around.clause, expression.start - _LONGEST_EARLIER)
    if _AGAINST_EARLIER.search(around.text, floor, expression.start):
        return data_point("percent", "", "multiple")
    level = _level(around)
    if level == "prior_year":
        return data_point("percent", "", level)
    if _is_rate(around):
        return data_point("percent", "", "level")
    if around.text.endswith("类", 0, expression.start):
        return data_point("percent", "", "share")  # 其中大气类41.7%
    leads_on = around.text.endswith("的", 0, expression.start) or around.governs("to_up")
    of_a_total = (leads_on or around.governs("to_down")) and around.near("share")
    if of_a_total or around.governs("share"):
        return data_point("percent", "", "share")
    of_something = expression.dimension == "fraction" or around.behind() == "的"
    if of_something and not _names_a_rate(around):
        return data_point("percent", "", "share")
    return data_point("percent", "", "level")


def _is_rate(around: Surroundings) -> bool:
    """Whether a share is a rate by another name (网办占比, 八成案件止于复议)."""
    text, start, end = around.text, around.expression.start, around.expression.end
    floor = max(around.sentence, start - 16)
    if around.previous is not None:
        floor = max(floor, around.previous.end)  # 网上办结62件，占43%: a share of those
    stop = _STOP.search(text, end, around.sentence_end(20))
    behind = stop.start() if stop is not None else around.sentence_end(20)
    return mentions("rate_before", text, floor, start) or mentions("rate_behind", text, end, behind)


def _names_a_rate(around: Surroundings) -> bool:
    """Whether the clause names a rate before the number (采纳率近四成)."""
    text, start = around.text, around.expression.start
    rises = around.governs("to_up") or around.governs("to_down")
    floor = max(around.clause if rises else around.floor, start - 15)
    position = max(text.rfind(sign, floor, start) for sign in _RATE_SIGNS)
    return position > 0 and text[position - 1] not in _NO_RATES and start - position < 14


def _of_a_rate(around: Surroundings) -> bool:
    """Whether what changes by percent is itself a rate (审结率提高5.97% are points)."""
    text = around.text
    word = max(around.last.get("up", -1), around.last.get("down", -1))
    position = text.rfind("率", max(around.floor, word - 15), word) if word > 0 else -1
    if position > 0:
        return text[position - 1] not in _NO_RATES and word - position < 14
    previous = around.previous
    if previous is None or around.decided is None or not 0 < len(around.gap) < 12:
        return False
    if around.decided.kind != "percent" or previous.dimension != "percent":
        return False
    if "分别" in around.gap and text.count("率", around.sentence, previous.start) == 1:
        return False  # of all that was counted before, not of the one rate among it
    if not around.near("compare"):
        return False
    position = text.rfind("率", max(around.sentence, previous.start - 12), previous.start)
    return position > 0 and text[position - 1] not in _NO_RATES


def _level(around: Surroundings) -> Measure:
    """Level, an earlier level, or a sum over several years."""
    expression, text, last = around.expression, around.text, around.last
    start, floor = expression.start, around.floor
    if "compare" in last and _is_compared_with(around):
        return "prior_year"
    if around.before in _BEFORE_PAST:
        if last and text.endswith(_THAN_LAST_YEAR, 0, start):
            return "prior_year"
        if text.endswith(_FROM, 0, start):
            if around.governs("to_up") or around.governs("to_down"):
                return "level"
            behind = text[expression.end : expression.end + 6]
            stop = _STOP.search(behind)
            if not _TURNS.isdisjoint(behind[: stop.start()] if stop else behind):
                return "prior_year"
    if not last and around.past_from < 0 and around.many_years_from < 0:
        return "level"
    prior = last.get("prior", -1)
    named = around.before == "的"  # 2022年出台的46件文件, but 2022年的46件
    if prior > floor and prior > last.get("this_year", -1) and (not named or prior == start - 1):
        return "prior_year"
    past_from = around.past_from
    if last.get("multi_year", -1) > past_from > 0:
        past_from = -1  # 自2020年启动以来累计: the year only begins the time
    governs = past_from > 0 and (past_from > floor or past_from + 1 == floor)
    if governs and (not named or past_from == start - 1):
        return "prior_year"
    if around.speaks_of_many_years():
        stock = around.governs("stock") or around.governs("to_up") or around.governs("to_down")
        return "level" if stock else "cumulative"
    return "level"


def _is_compared_with(around: Surroundings) -> bool:
    """Whether this is last year's level itself: 比上年（35件）增加, 比上年决算数35万元增长."""
    text, start = around.text, around.expression.start
    compare = around.last.get("compare", -1)
    if compare == start - 1 and text[compare] in "（(":
        return True
    if not around.floor < compare < start or text[start - 1] in _FROM_ENDS:
        return False
    return (
        text.startswith(_COMPARED_BEHIND, around.expression.end)
        and text.find("同比", around.clause, start) < 0
    )
