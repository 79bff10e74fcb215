"""Breakdowns: parts named with 其中, tested at whichever level they add up.

Officials write 受理90件，其中维持30件… although the parts are those of the cases
closed. So the whole named is tried first, then every other count of the sentence. A
breakdown may be partial: parts that fall clearly short of their whole are no error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from fazhi.audit.conclusion import check, number
from fazhi.audit.evidence import Evidence, alike, is_count, value_of
from fazhi.codebook.entries import indicators
from fazhi.records import Check, Figure

#: Several parts that miss their whole by less than this share, and by less than the
#: smallest part, look like a slip and not like a part left unsaid. Of the partial
#: breakdowns of several parts in the development reports none comes nearer.
_SLIP = Decimal("0.1")
#: A list closed by 其他 leaves nothing unsaid: it may miss its whole by more and be a slip.
_CLOSED_SLIP = Decimal("0.5")
_TOGETHER = re.compile(r"[，,、]?\s*(?:以上)?(?:合计|共计|总计|累计|共)[\u4e00-\u9fff]{0,4}\Z")
_PRINTED = re.compile(r"[\d,.]*?(?:\.(\d+))?\s*([万亿])?[^\d]*\Z")
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_LIST_ENDS = ("；", ";", "其中")
_CLOSE, _ITEM = 12, 16
_COMMAS = ("，", ",", "、")
#: The last part of a list that leaves none unsaid.
_REST = ("其他", "其它", "其余")
_OPEN_MARKS = ("等", "主要", "包括", "包含", "含", "特别是", "如")


def sum_checks(evidence: Evidence) -> Iterator[Check]:
    """Yield one check for every breakdown."""
    for figures in evidence.sentences.values():
        for whole, parts in _breakdowns(evidence, figures):
            yield _judge(evidence, whole, parts, figures)
        yield from _totals_behind(evidence, figures)


def _breakdowns(evidence: Evidence, figures: list[Figure]) -> Iterator[tuple[Figure, list[Figure]]]:
    """Yield wholes with their parts: the counts after 其中 that its subject names."""
    counts = [figure for figure in figures if is_count(figure)]
    taken: set[int] = set()
    for index, figure in enumerate(counts):
        if index == 0 or figure.char_start in taken:
            continue
        if "其中" not in evidence.between(counts[index - 1], figure):
            continue
        whole = _whole(counts[:index], figure)
        if whole is None:
            continue
        parts = _parts(evidence, counts[index:], figure, whole)
        taken.update(part.char_start for part in parts)
        yield whole, parts


def _whole(before: list[Figure], part: Figure) -> Figure | None:
    """Return the whole: the nearest count before with the same measure word."""
    for figure in reversed(before):
        if alike(figure.unit, part.unit):
            return figure
    return None


def _parts(
    evidence: Evidence, following: list[Figure], first: Figure, whole: Figure
) -> list[Figure]:
    """Return the parts from the first on, as long as the list goes on.

    The reader names the whole in the subject of each part, unless the parts exceed it;
    where it does not, the list goes on as long as its items stand close.
    """
    stem, named, _ = first.subject.rpartition("其中")
    parts = [first]
    for figure in following[1:]:
        gap = evidence.between(parts[-1], figure)
        if not alike(figure.unit, whole.unit) or any(mark in gap for mark in _LIST_ENDS):
            break
        is_named = named and figure.subject.startswith(f"{stem}其中")
        is_next = len(gap) <= _CLOSE and (not named or gap.startswith("、"))
        if not is_named and not is_next:
            break
        parts.append(figure)
    return parts + _until_the_rest(evidence, following[len(parts) :], parts[-1], whole)


def _until_the_rest(
    evidence: Evidence, following: list[Figure], last: Figure, whole: Figure
) -> list[Figure]:
    """Return the parts that follow up to 其他29件, which closes a list; none without it."""
    more: list[Figure] = []
    for figure in following:
        gap = evidence.between(last, figure)
        if not alike(figure.unit, whole.unit) or not _goes_on(gap):
            return []
        more.append(figure)
        if any(word in gap for word in _REST):
            return more
        last = figure
    return []


def _goes_on(gap: str) -> bool:
    """Tell whether a list goes on between two figures."""
    return gap.startswith(_COMMAS) and len(gap) <= _ITEM


def _judge(evidence: Evidence, whole: Figure, parts: list[Figure], figures: list[Figure]) -> Check:
    total = sum((value_of(part) for part in parts), Decimal(0))
    starts = [part.char_start for part in parts]
    levels = [whole] + [
        figure
        for figure in figures
        if is_count(figure)
        and figure is not whole
        and figure not in parts
        and alike(figure.unit, whole.unit)
    ]
    added = " + ".join(number(value_of(part)) for part in parts)
    for level in levels:
        if len(parts) > 1 and abs(value_of(level) - total) <= _precision(level):
            words = (
                f"各分项相加{added}，等于{level.raw}（{level.subject}）",
                f"The parts {added} add up to {number(total)}",
            )
            return check(
                "sum", starts, [level.char_start], (total, total), "holds", words, "sum.parts"
            )
    target = value_of(whole)
    most = max(value_of(level) for level in levels)
    values = (total, target)
    if total <= most and not _is_slip(evidence, whole, parts, total):
        words = (
            f"所列分项合计{number(total)}，不超过总数{number(max(target, total))}",
            f"The parts printed give {number(total)}, within {number(most)}",
        )
        return check("part_sum", starts, [whole.char_start], values, "holds", words, "sum.partial")
    words = (
        f"分项{added}合计{number(total)}，总数印为{number(target)}",
        f"The parts {added} give {number(total)}, the whole printed is {number(target)}",
    )
    return check(
        "sum" if len(parts) > 1 else "subset",
        starts,
        [whole.char_start],
        values,
        "fails",
        words,
        "sum.exceeds" if total > most else "sum.slip",
    )


def _is_slip(evidence: Evidence, whole: Figure, parts: list[Figure], total: Decimal) -> bool:
    """Tell whether parts miss their whole by so little that none can be left unsaid."""
    target = value_of(whole)
    missing = target - total
    if len(parts) < 2 or missing <= 0 or _has_residual(evidence, whole):
        return False
    listing = evidence.text[whole.char_end : parts[-1].char_end]
    if any(mark in listing for mark in _OPEN_MARKS):
        return False
    if any(word in listing for word in _REST):
        return missing <= _CLOSED_SLIP * target
    smallest = min(value_of(part) for part in parts)
    return missing < smallest and missing <= _SLIP * target


def _has_residual(evidence: Evidence, whole: Figure) -> bool:
    """Tell whether the codebook knows of parts of this whole that reports leave out."""
    for observation in evidence.observations:
        if observation.figure is whole:
            terms = indicators()[observation.indicator_id].parsed_relations()
            return any(term.residuals for term in terms)
    return False


def _precision(figure: Figure) -> Decimal:
    """Return how far a printed number may be from the exact one: 100 for 85.23万."""
    found = _PRINTED.match(figure.raw)
    if found is None or found[2] is None:
        return Decimal(0)
    return _SCALES[found[2]].scaleb(-len(found[1] or ""))


def _totals_behind(evidence: Evidence, figures: list[Figure]) -> Iterator[Check]:
    """Yield a check where a list is followed by its total: 建议8件、提案9件，共17件."""
    counts = [figure for figure in figures if is_count(figure)]
    for index in range(2, len(counts)):
        whole = counts[index]
        if _TOGETHER.match(evidence.between(counts[index - 1], whole)) is None:
            continue
        parts = [counts[index - 1]]
        for figure in reversed(counts[: index - 1]):
            gap = evidence.between(figure, parts[0])
            if not alike(figure.unit, whole.unit) or not gap.startswith("、") or len(gap) > _ITEM:
                break
            parts.insert(0, figure)
        parts = _listed_since(evidence, counts[:index]) or parts
        if len(parts) < 2 or not alike(parts[0].unit, whole.unit):
            continue
        total = sum((value_of(part) for part in parts), Decimal(0))
        holds = abs(total - value_of(whole)) <= _precision(whole)
        added = " + ".join(number(value_of(part)) for part in parts)
        words = (
            f"{added}合计{number(total)}，文中合计{number(value_of(whole))}",
            f"{added} give {number(total)}, the total printed is {number(value_of(whole))}",
        )
        yield check(
            "sum",
            [part.char_start for part in parts],
            [whole.char_start],
            (total, value_of(whole)),
            "holds" if holds else "fails",
            words,
            "sum.total_behind",
        )


def _listed_since(evidence: Evidence, counts: list[Figure]) -> list[Figure]:
    """Return the parts since 其中, if all that follows it is a list: 其中维持8件，驳回9件."""
    parts = [counts[-1]]
    for figure in reversed(counts[:-1]):
        gap = evidence.between(figure, parts[0])
        if "其中" in gap:
            return parts
        if not alike(figure.unit, parts[0].unit) or not _goes_on(gap):
            break
        parts.insert(0, figure)
    return []
