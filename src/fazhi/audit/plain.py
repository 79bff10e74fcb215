"""Checks of single values and of what the text itself lists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from fazhi.audit.conclusion import check, number
from fazhi.audit.evidence import Evidence, value_of
from fazhi.codebook.duplicates import key_of
from fazhi.codebook.entries import indicators
from fazhi.codebook.similarity import likeness
from fazhi.records import Check, Figure, Observation, Verdict

_HUNDRED = Decimal(100)
#: Phrases less alike than this are taken to speak of different things.
_SAME_THING = 0.55
#: Two values of one thing that differ by more than this factor are of two things.
_SLIP = Decimal("1.5")
_ITEM = r"(?:《[^》]{1,60}》|“[^”]{1,40}”)"
_ENUMERATION = re.compile(rf"({_ITEM}(?:[、,，和及与]?{_ITEM})+)(等)?(?:共|这)?\Z")
_PLAIN_LIST = re.compile(r"([^，,。；;：:、\n]{2,14}(?:[、和与][^，,。；;：:、\n]{2,14})+?)(等)?\Z")
_SHARED_BY = re.compile(r"(?:执法|市级|县级|区级|省级|县直|市直)?(?:部门|单位)的?(?:共)?")
_SHORT_LIST = 12
#: A plan can be done more than fully.
_OVER_A_HUNDRED = ("完成率", "完成进度", "完成比例", "达成率", "增长率", "执行率")


def range_checks(evidence: Evidence) -> Iterator[Check]:
    """Yield a check for every percentage that is a level: it lies within 0 and 100."""
    for figure in evidence.figures:
        if figure.kind != "percent" or figure.unit != "percent":
            continue
        if figure.subject.endswith(_OVER_A_HUNDRED):
            continue
        value = value_of(figure)
        holds = 0 <= value <= _HUNDRED
        words = (
            f"{figure.subject or '比率'}为{number(value)}%，应在0至100之间",
            f"A share of {number(value)} % should lie within 0 and 100",
        )
        verdict: Verdict = "holds" if holds else "fails"
        yield check(
            "range",
            [figure.char_start],
            [],
            (value, _HUNDRED),
            verdict,
            words,
            "range.percent",
        )


def duplicate_checks(evidence: Evidence) -> Iterator[Check]:
    """Yield a check for every indicator that a report gives twice."""
    groups: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for observation in evidence.observations:
        if (
            observation.figure is not None
            and observation.bound == "exact"
            and observation.measure in ("level", "rank")
            and observation.value is not None
        ):
            groups[key_of(observation)].append(observation)
    for group in groups.values():
        group.sort(key=lambda item: item.figure.char_start if item.figure else 0)
        for first, second in pairwise(group):
            if _same_thing(evidence, first, second):
                yield _twice(first, second)


def _same_thing(evidence: Evidence, first: Observation, second: Observation) -> bool:
    one, other = first.figure, second.figure
    assert one is not None and other is not None
    if evidence.sentence_number(one.char_start) == evidence.sentence_number(other.char_start):
        return False
    if first.unit_printed != second.unit_printed or first.period_end != second.period_end:
        return False
    return likeness(one.subject, other.subject) >= _SAME_THING


def _verdict(first: Observation, second: Observation) -> Verdict:
    """Equal values hold; near ones are a slip; far ones speak of different things."""
    assert first.value is not None and second.value is not None
    if first.value == second.value:
        return "holds"
    low, high = sorted((abs(first.value), abs(second.value)))
    return "fails" if low * _SLIP >= high else "not_testable"


def _twice(first: Observation, second: Observation) -> Check:
    one, other = first.figure, second.figure
    assert one is not None and other is not None
    name = indicators()[first.indicator_id].name
    words = (
        f"{name.zh}出现两次：{one.raw}与{other.raw}",
        f"{name.en} is given twice, as {number(first.value)} and {number(second.value)}",
    )
    return check(
        "duplicate",
        [one.char_start],
        [other.char_start],
        (first.value, second.value),
        _verdict(first, second),
        words,
        "duplicate.same_indicator",
    )


def enumeration_checks(evidence: Evidence) -> Iterator[Check]:
    """Yield a check where quoted items stand before the number that counts them."""
    for figure in evidence.reading.figures:
        if figure.kind != "count" or figure.value is None or not _is_short(figure):
            continue
        clause = evidence.text[max(0, figure.char_start - 400) : figure.char_start]
        found = _ENUMERATION.search(clause)
        if found is None:
            continue
        listed = Decimal(len(re.findall(_ITEM, found[1])))
        stated = value_of(figure)
        holds = listed <= stated if found[2] else listed == stated
        words = (
            f"列出{number(listed)}项，文中称{figure.raw}",
            f"{number(listed)} items are listed, {number(stated)} are stated",
        )
        yield check(
            "enumeration",
            [figure.char_start],
            [],
            (listed, stated),
            "holds" if holds else "fails",
            words,
            "enumeration.quoted",
        )


def listing_checks(evidence: Evidence) -> Iterator[Check]:
    """Yield a check where a list without quotes has as many items as the number says.

    甲局、乙局、丙局3个部门: where the two agree they hold; where they do not, an item may
    itself be a list, and nothing is claimed.
    """
    for figure in evidence.reading.figures:
        if figure.kind != "count" or figure.value is None or not _is_short(figure):
            continue
        found = _PLAIN_LIST.search(evidence.text, max(0, figure.char_start - 80), figure.char_start)
        if found is None or found.end() != figure.char_start:
            continue
        listed = Decimal(len(re.findall(r"[、和与]", found[1])) + 1)
        stated = value_of(figure)
        if not (listed == stated or (found[2] and listed < stated)):
            continue
        words = (
            f"列出{number(listed)}项，文中称{figure.raw}",
            f"{number(listed)} items are listed, {number(stated)} are stated",
        )
        yield check(
            "enumeration",
            [figure.char_start],
            [],
            (listed, stated),
            "holds",
            words,
            "enumeration.listed",
        )


def unit_checks(evidence: Evidence) -> Iterator[Check]:
    """Yield a check where so many bodies share so many things: 12个部门的53个事项."""
    for first, second in pairwise(evidence.figures):
        if first.kind != "count" or second.kind != "count":
            continue
        # The noun is either behind the measure word or the measure word itself (18部门81个).
        between = evidence.between(first, second)
        if not _SHARED_BY.fullmatch(between) and not _SHARED_BY.fullmatch(first.raw[-2:] + between):
            continue
        bodies, things = value_of(first), value_of(second)
        words = (
            f"{first.raw}涉及{second.raw}，前者不应多于后者",
            f"{number(bodies)} bodies share {number(things)}",
        )
        yield check(
            "subset",
            [first.char_start],
            [second.char_start],
            (bodies, things),
            "holds" if bodies <= things else "fails",
            words,
            "subset.shared_by",
        )


def _is_short(figure: Figure) -> bool:
    return figure.bound == "exact" and 0 < value_of(figure) <= _SHORT_LIST


def rank_checks(evidence: Evidence) -> Iterator[Check]:
    """Yield a check where one ranking is given for the country and for the province."""
    ranks: dict[str, list[Observation]] = defaultdict(list)
    for observation in evidence.observations:
        if observation.measure == "rank" and observation.figure is not None:
            ranks[observation.indicator_id].append(observation)
    for group in ranks.values():
        national = [item for item in group if item.dimension.startswith("peer=全国")]
        provincial = [item for item in group if item.dimension == "peer=全省"]
        for wide, narrow in zip(national, provincial, strict=False):
            yield _ranks(wide, narrow)


def _ranks(wide: Observation, narrow: Observation) -> Check:
    one, other = narrow.figure, wide.figure
    assert one is not None and other is not None
    assert narrow.value is not None and wide.value is not None
    words = (
        f"全省第{number(narrow.value)}、全国第{number(wide.value)}，省内名次不应落后于全国名次",
        f"Rank {number(narrow.value)} in the province and {number(wide.value)} in the country",
    )
    return check(
        "consistency",
        [one.char_start],
        [other.char_start],
        (narrow.value, wide.value),
        "holds" if narrow.value <= wide.value else "fails",
        words,
        "consistency.ranks",
    )


def whole_year_checks(evidence: Evidence) -> Iterator[Check]:
    """Yield a check where a report signed before the year's end speaks of the whole year."""
    facts = evidence.reading.facts
    signed = facts.signed_date or facts.written_date
    claims = [figure for figure in evidence.figures if "全年" in figure.period_cue]
    if not claims or facts.year is None or not signed:
        return
    early = signed[:10] < f"{facts.year}-12-31"
    words = (
        f"报告落款{signed}，{len(claims)}处称“全年”",
        f"The report is dated {signed} and speaks of the whole year {len(claims)} times",
    )
    yield check(
        "consistency",
        [figure.char_start for figure in claims],
        [],
        (None, None),
        "fails" if early else "holds",
        words,
        "consistency.whole_year",
    )
