"""What a link leads to, judged by its title: a yearly report of the place, or what else."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from fazhi import regions, vocabulary
from fazhi.reading.places import division_chain

OtherKind = Literal[
    "interpretation", "reprint", "plan", "order", "sister", "part_year", "department"
]
TitleKind = Literal["report", "about_something_else", "other_place"] | OtherKind

_EXCUSABLE: frozenset[OtherKind] = frozenset({"plan", "order"})
_LEAD = re.compile(
    r"^(?:[\s《“]|中共|关于(?:印发|报送|公布|公开)?|[0-9〇一二三四五六七八九]{4}年度?)+"
)


class _TitleRule(BaseModel):
    model_config = ConfigDict(extra="forbid")

    report: list[re.Pattern[str]]
    other: dict[OtherKind, list[re.Pattern[str]]]
    all_the_same: list[re.Pattern[str]]
    year: list[re.Pattern[str]]


@cache
def _rule() -> _TitleRule:
    rule: _TitleRule = vocabulary.load("collect/titles.yml", _TitleRule)
    return rule


def judge_title(title: str, region_code: str = "", name: str = "") -> TitleKind:
    """Judge a title by the rule of ``schemas/collect/titles.yml``.

    Args:
        title: Of the link, whole.
        region_code: The place whose column it stands in; empty to ask no place.
        name: Its name.
    """
    rule = _rule()
    if not any(pattern.search(title) for pattern in rule.report):
        return "about_something_else"
    is_excused = any(pattern.search(title) for pattern in rule.all_the_same)
    for kind, patterns in rule.other.items():
        if is_excused and kind in _EXCUSABLE:
            continue
        if any(pattern.search(title) for pattern in patterns):
            return kind
    if region_code and _names_elsewhere(title, region_code, name):
        return "other_place"
    return "report"


def is_report_title(title: str) -> bool:
    """Tell whether a link with this title should lead to a yearly report."""
    return judge_title(title) == "report"


def year_of_title(title: str) -> int | None:
    """Return the year that a title says it reports on."""
    for pattern in _rule().year:
        if found := pattern.search(title):
            return int(found.group(1))
    return None


def _names_elsewhere(title: str, region_code: str, name: str) -> bool:
    """Whether the title begins with the divisions of another place that exists."""
    chain = division_chain(_LEAD.sub("", title))
    if not chain or chain[-1] == name:
        return False
    named = {region.panel_id for region in regions.by_name(chain[-1])}
    own = regions.by_code(region_code)
    return bool(named) and (own is None or own.panel_id not in named)
