"""Rules on counts: structures, names, sets, tasks and articles that only look like counts.

Each returns the name under which it decides, or None; ``fazhi.reading.rules`` puts them in
order.
"""

from __future__ import annotations

import re
from decimal import Decimal

from fazhi.reading.decision import Decision
from fazhi.reading.rule_words import LISTS
from fazhi.reading.signals import mentions
from fazhi.reading.surroundings import LIST_SIGNS, PUNCTUATION, Surroundings

_STRUCTURAL = frozenset(LISTS.structural_units)
_CLASSES = frozenset(LISTS.class_units)
_VAGUE_ONE = frozenset(LISTS.vague_one_units)
#: Units of things done, which no motto has: 两次主动约谈, 三轮清理.
_COUNTED = frozenset(("件", "次", "起", "宗", "轮", "场次", "人", "份", "本", "篇", "人次", "批"))
_GRADED = tuple(LISTS.graded)
_DIGITS = frozenset("一二三四五六")
_MOTTO = tuple(LISTS.motto_nouns)
_PLACES = tuple(LISTS.place_nouns)
_ORGANS = tuple(LISTS.organ_nouns)
_FIRST_OF_PLACES = frozenset(word[0] for word in (*_PLACES, *_ORGANS))
_TASKS = re.compile("[^，。；]{0,4}(?:" + "|".join(LISTS.task_nouns) + ")")
_BROKEN_DOWN = ("分解到", "分解至", "分解落实到")
_HANDED_OUT = re.compile("[^，。；]{0,6}任务[^，。；]{0,6}(?:分解|压实|明确到)")
_BODY = re.compile("[^，。；、]{0,8}(?:任|为)(?:[^，。；、]{0,4})(?:组长|成员|主任|召集人)")
_BEFORE_BARE = tuple(LISTS.before_bare_number)
_BEFORE_CODE = tuple(LISTS.before_codes)
_COUNTERS = re.compile("(?:" + "|".join(LISTS.page_counters) + ")[:：] ?$")
_COURSES = frozenset(LISTS.before_courses)
#: Counters of visits stand at the head of a page.
HEAD = 2000
#: A unit and the character before the number: 7章90条, 十三届五次全会, 8号楼3层.
_PARTS_OF_NAMES = frozenset(
    (("条", "章"), ("次", "届"), ("次", "大"), ("次", "协"), ("层", "楼"), ("室", "楼"))
)
#: What a number without a unit ends in where it counts at all: 17万, 2000余万, 3千多.
_LARGE = Decimal(100)
_ROUND = frozenset("万亿千百余多")
_PERSONS = tuple(LISTS.person_nouns)
_MONEY = re.compile(
    "(?:" + "|".join(LISTS.money_nouns) + ")(?:共计?|合计|总计|累计|[约近超逾达为])*$"
)
_INHABITANTS = ("居民", "人口", "常住人口", "户籍人口", "群众")
_FIRST_OF_INHABITANTS = frozenset(word[0] for word in _INHABITANTS)
_NEAR = 30
_UNITS_OF_NAMES = frozenset(("份", "页", *(unit for unit, _ in _PARTS_OF_NAMES)))
#: Units that ``structure`` has something to say about, also behind digits.
PARTS = _CLASSES | _UNITS_OF_NAMES | {"级", "方面", "届"}
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d[\t \u3000|]")
#: 指数（EQI）70.3, 收入比由1.93缩小至1.89: what has no unit by its nature.
_INDEX = re.compile(
    r"(?:指数|系数|[^对相]比)(?:[（(][^（()）]{1,12}[）)])?"
    r"(?:(?:由|从)[0-9.]+)?[^，,。；0-9]{0,4}?(?:为|是|由|从|达|至|到|[）)]|指数|系数)$"
)
#: 以农村为1: what a ratio or an index starts from.
_INDEX_BASE = re.compile("以[^，。；]{2,16}为$")
#: Behind these 一 and a measure word is no count of the noun before it.
_NOT_COUNTED_BEHIND = frozenset("年月周季日天度时成为同统合归如按每逐进更上下这那某另第")
_EVERY = frozenset("每逐")
_CLOSING = frozenset("，,。；;、")
_NONE = frozenset("未无没")
_QUOTES = frozenset('“‘"「')
#: The whole of a place, with or without a verb of having: 全市共有, 下辖.
_WHOLE = tuple(
    whole + verb for whole in LISTS.wholes for verb in ("", "共有", "现有", "的", "内", "有")
)
_ALL_OF = re.compile("[^，,。；]{0,20}(?:全部|全覆盖|均已|均实现|均设|均建|均配|均聘|均成立|平均)")
#: 列16市第5位: among how many a place ranks.
_RANKING = frozenset("列居排在")
_FIELD = re.compile("[^，,。；、0-9]{0,9}(?:第[0-9一二三四五六七八九十]|首位)")
_ONE_OF = re.compile("[^，。；、]{0,12}之一")
_ONE = Decimal(1)


def structure(around: Surroundings, decision: Decision) -> str | None:
    """三级网络, 五个方面, 三个全覆盖, and 10类 before the total it introduces."""
    expression, text = around.expression, around.text
    unit, end = expression.unit, expression.end
    if unit in ("级", "方面", "届"):
        return "structure"
    if expression.chinese:
        if text[expression.number_end : end] in _STRUCTURAL:
            return "structure"
        if _is_motto(around):
            return "motto"
        if unit == "期" and text[expression.start - 1] not in _COURSES:
            return "structure"
    if unit in _UNITS_OF_NAMES:
        before = text[expression.start - 1 : expression.start]
        if (unit, before) in _PARTS_OF_NAMES:
            return "structure"
        if unit == "份" and text.endswith("共印", 0, expression.start):
            return "page_counter"
        if unit == "页" and text[max(0, expression.start - 3) : expression.start].strip() == "共":
            return "page_counter"
    if unit not in _CLASSES:
        return None
    if unit == "类" and _is_grade(around):
        return "structure"
    following = around.following()
    if following is None or around.governs("to_up"):
        return None
    between = text[end : following.start] if following.start - end < 16 else "，"
    if following.form == "quantity" and following.dimension == "count" and following.unit != unit:
        return None if "，" in between or "," in between or "。" in between else "class_count"
    return None


def _is_grade(around: Surroundings) -> bool:
    """劣四类, 4类区, 一、二类: what grade, not how many."""
    text, start, end = around.text, around.expression.start, around.expression.end
    before = text[start - 1 : start]
    if before == "劣" or (before == "、" and text[start - 2] in _DIGITS and start > 1):
        return True
    return text.startswith(_GRADED, end)


def _is_motto(around: Surroundings) -> bool:
    """三个全覆盖, 三区, 三元; and 二次, where two times would be 两次."""
    expression, text = around.expression, around.text
    start = expression.start
    end = expression.end
    if expression.dimension == "bare_noun":
        return True
    if text.startswith(_MOTTO, end) and expression.unit not in _COUNTED:
        return True
    if expression.unit == "个" and text[end : end + 1] in _QUOTES:
        return True
    if expression.number_end - start > 1 or expression.suffix:
        return False
    return expression.dimension == "money" or (text[start] == "二" and expression.unit == "次")


def infer_unit(around: Surroundings) -> None:
    """Give a large number the unit that the noun beside it stands for.

    惠及17万群众 counts persons, 罚款45.6万 is money.
    """
    expression, text = around.expression, around.text
    start, end = expression.start, expression.end
    is_large = expression.value is not None and expression.value >= _LARGE
    if expression.dimension or not (is_large or text[expression.number_end - 1] in _ROUND):
        return
    if text.startswith(_PERSONS, end + 1 if text[end : end + 1] == "名" else end):
        expression.unit, expression.dimension = "人", "count"
    elif around.behind() in PUNCTUATION and _MONEY.search(
        text, max(around.clause, start - 8), start
    ):
        expression.unit, expression.dimension = "元", "money"


def name_or_count(around: Surroundings, decision: Decision) -> str | None:
    """A number without a unit: data where a list or a verb says so, else a name."""
    expression, text = around.expression, around.text
    start = expression.start
    if expression.dimension and start >= HEAD:
        return None
    behind = around.behind()
    if start < HEAD and _COUNTERS.search(text, max(0, start - 8), start):
        return "page_counter"
    if expression.dimension:
        return None
    if expression.suffix in ("以上", "以下") and behind == "的":
        return "threshold"
    if text[expression.number_end - 1] in "万亿余多" and not expression.chinese:
        return "bare_number"
    if "." in text[start : expression.number_end] and _INDEX.search(
        text, max(around.sentence, start - _NEAR), start
    ):
        return "unit_missing"
    if behind and behind not in PUNCTUATION:
        return "name"
    if _YEAR.match(text, start) and expression.end - start == 4:
        return "year"
    before = text[start - 1 : start]
    if text.endswith(_BEFORE_CODE, 0, start - 1 if before in ":： " else start):
        return "name"
    if before == "为" and _INDEX_BASE.search(text, max(around.clause, start - 20), start):
        return "name"
    if text.endswith(_BEFORE_BARE, 0, start) and start > 0:
        return "unit_missing"
    previous = around.previous
    if "\u4e00" <= before <= "\u9fff":
        if previous is not None:
            if previous.dimension == "count":
                expression.unit, expression.dimension = previous.unit, previous.dimension
            return "unit_missing"
        if around.path and expression.number_end - start > 1:
            return "unit_missing"
    if around.gap in LIST_SIGNS and around.decided is not None and around.decided.statistical:
        return "unit_missing"
    return "name"


def rank_group(around: Surroundings, decision: Decision) -> str | None:
    """前三位, 后三名, 每10万人: who or per what, not how many."""
    expression = around.expression
    before = around.before
    if before == "每":
        return "denominator"
    if (
        before == "续"
        and expression.unit == "次"
        and around.text.endswith("连续", 0, expression.start)
    ):
        return "in_a_row"
    if before not in ("前", "后"):
        return None
    if expression.dimension == "percent" or around.text[expression.end - 1] in "位名":
        return "rank_group"
    return None


def one_of(around: Surroundings, decision: Decision) -> str | None:
    """全省3个试点县之一: a set of which the place is one."""
    text, end = around.text, around.expression.end
    return "one_of" if "之一" in text[end : end + 14] and _ONE_OF.match(text, end) else None


def assignment(around: Surroundings, decision: Decision) -> str | None:
    """Tasks handed out, and the make-up of a body, are organisation, not results."""
    expression, text = around.expression, around.text
    if expression.dimension not in ("count", "bare_noun"):
        return None
    if expression.unit == "人":
        listed = text.endswith(("成员", "副组长"), 0, expression.start)
        in_body = listed and "小组" in text[around.sentence : expression.start]
        return "body_members" if in_body or _BODY.match(text, expression.end) else None
    end = expression.end
    tail = text[end : end + 20]
    if "实际" in tail and around.mentions("plan"):
        return "planned"
    hands_out = ("任务" in tail or "责任" in tail or "牵头" in tail) and (
        _HANDED_OUT.match(text, end) is not None
        or (_TASKS.match(text, end) is not None and around.mentions("assigned"))
    )
    if hands_out:
        return "task_count"
    if around.before in "到至" and text.endswith(_BROKEN_DOWN, 0, expression.start):
        return "task_count"
    is_body = ("组长" in tail or "成员" in tail or "主任" in tail or "召集" in tail) and (
        _BODY.match(text, end) is not None
    )
    return "body_members" if is_body else None


def population(around: Surroundings, decision: Decision) -> str | None:
    """全县12个乡镇: a fact of the map; 涉及34个部门 is none."""
    expression, text = around.expression, around.text
    if expression.dimension not in ("count", "bare_noun"):
        return None
    noun = expression.end if expression.dimension == "count" else expression.number_end
    if text[expression.end : expression.end + 1] in _FIRST_OF_INHABITANTS and _live_there(around):
        return "population"
    if text[noun : noun + 1] not in _FIRST_OF_PLACES:
        return None
    decided, previous = around.decided, around.previous
    is_place = text.startswith(_PLACES, noun) and not text.startswith(("直", "控"), noun + 1)
    if not is_place and not text.startswith(_ORGANS, noun):
        return None
    follows = decided is not None and decided.rule == "population" and previous is not None
    if follows and "，" not in around.gap and 0 < len(around.gap) < 12:
        return "population"
    if _ALL_OF.match(text, noun):
        return "population"
    if is_place and text[expression.start - 1] in _RANKING and _FIELD.match(text, noun):
        return "rank_group"
    if not is_place or not text.endswith(_WHOLE, 0, expression.start):
        return None
    whole = next(word for word in _WHOLE if text.endswith(word, 0, expression.start))
    before = expression.start - len(whole)
    return None if mentions("coverage", text, max(0, before - 3), before) else "population"


def _live_there(around: Surroundings) -> bool:
    """Whether a number tells who lives in the place: 辖区14个社区、3.2万居民."""
    text, start = around.text, around.expression.start
    if not text.startswith(_INHABITANTS, around.expression.end):
        return False
    return "辖" in text[max(around.clause, start - _NEAR) : start]


def vague_one(around: Surroundings, decision: Decision) -> str | None:
    """一 with a measure word is mostly an article (形成一套机制), not a count."""
    expression = around.expression
    if not expression.chinese or expression.value != _ONE:
        return None
    if expression.dimension not in ("count", "bare_noun"):
        return None
    if _closes_clause(around):
        return "counted_one"
    if expression.unit in _VAGUE_ONE and not around.text.endswith(
        ("各", "仅", "了", "另"), 0, expression.start
    ):
        return "vague_one"
    start = expression.start
    if not _NONE.isdisjoint(around.text[max(around.clause, start - 6) : start]):
        return "none_of"
    return "counted_one" if around.mentions("actual") else "vague_one"


def _closes_clause(around: Surroundings) -> bool:
    """Whether 一 stands behind its noun, where it counts: 开听证会一场，组建小分队一支.

    每年一次, 打成一片 and 干一件、成一件 count nothing.
    """
    text, start, end = around.text, around.expression.start, around.expression.end
    behind = around.behind()
    if behind not in _CLOSING or around.before in _NOT_COUNTED_BEHIND:
        return False
    following = around.following()
    if behind == "、" and (following is None or following.start != end + 1):
        return False
    head = text[max(around.clause, start - _NEAR) : start]
    return "\u4e00" <= head[-1:] <= "\u9fff" and _EVERY.isdisjoint(head)
