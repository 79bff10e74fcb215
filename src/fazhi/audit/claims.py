"""Claims of the text that numbers beside them contradict: spans of years, ranks among so many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from fazhi.audit.conclusion import check, number
from fazhi.audit.evidence import Evidence, value_of
from fazhi.records import Check, Figure

_YEARS = r"(?P<years>[一二两三四五六七八九十\d]{1,2})年"
#: 自2019年启动行动以来，四年累计
_SINCE = re.compile(rf"自(?P<from>20\d\d)年[^。；;\n]{{0,30}}?{_YEARS}(?:来|间|累计|共计?|以来)")
#: 三年行动计划（2023—2025年）
_PLAN = re.compile(
    rf"{_YEARS}(?:行动|规划|计划|攻坚|方案)[^（(。；;\n]{{0,10}}"
    r"[（(](?P<from>20\d\d)年?[—\-－–~～至]{1,2}(?P<to>20\d\d)年?[）)]"
)
#: 60个县（市）中第7位
_AMONG = re.compile(r"[县市区旗州镇乡部门单位街道（）()、中里，,排名列居位]{1,12}")


def year_checks(evidence: Evidence) -> Iterator[Check]:
    """Yield a check where a number of years stands beside the years that it spans.

    The first year may be counted or not: since 2019 it is three or four years in 2022.
    """
    by_start = {figure.char_start: figure for figure in evidence.reading.figures}
    for pattern in (_SINCE, _PLAN):
        for found in pattern.finditer(evidence.text):
            stated = by_start.get(found.start("years"))
            named = found.groupdict().get("to")
            last = int(named) if named else evidence.reading.facts.year
            if stated is None or stated.value is None or last is None:
                continue
            yield _spanned(stated, found, last - int(found["from"]))


def _spanned(stated: Figure, found: re.Match[str], apart: int) -> Check:
    years = value_of(stated)
    counted = Decimal(apart + 1)
    words = (
        f"自{found['from']}年起算为{number(counted)}年，文中称{number(years)}年",
        f"From {found['from']} on it is {number(counted)} years, {number(years)} are stated",
    )
    return check(
        "consistency",
        [stated.char_start],
        [found.start("from")],
        (counted, years),
        "holds" if years in (counted, counted - 1) else "fails",
        words,
        "consistency.years",
        tolerance=Decimal(1),
    )


def rank_among_checks(evidence: Evidence) -> Iterator[Check]:
    """Yield a check where a rank stands behind the number of those ranked."""
    for many, rank in pairwise(evidence.reading.figures):
        if rank.kind != "rank" or many.kind != "count" or many.unit not in ("个", "家"):
            continue
        if rank.value is None or many.value is None:
            continue
        if not _AMONG.fullmatch(evidence.between(many, rank)):
            continue
        words = (
            f"{many.raw}中列第{number(rank.value)}，名次不应大于总数",
            f"Rank {number(rank.value)} among {number(many.value)}",
        )
        yield check(
            "range",
            [rank.char_start],
            [many.char_start],
            (rank.value, many.value),
            "holds" if rank.value <= many.value else "fails",
            words,
            "range.rank",
        )
