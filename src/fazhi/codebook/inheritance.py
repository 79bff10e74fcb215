"""Figures that name no indicator of their own: changes, parts and kinds of a total."""

from __future__ import annotations

import re

from fazhi.codebook.dimension import (
    dimensions_of,
    grade_named,
    matter_named,
    matter_of_label,
    matters_listed,
    names_an_act,
    part_label,
)
from fazhi.codebook.entries import indicators
from fazhi.codebook.phrases import COMPARING, EMPTY, ENOUGH
from fazhi.codebook.recognition import Recognised, inherit
from fazhi.codebook.sentences import Sentences
from fazhi.codebook.shares import inherit_share, is_bare_share, is_rate_of

#: How many recognised figures back a change or part, or a kind of case, looks for its whole.
_NEAR, _FAR = 6, 30
_AMONG_CLOSED = re.compile(r"(?:审结|办结|结案)[^，,。；;]{0,10}[中里]")
_CLOSED = "disp.reconsideration.closed"
_RECEIVED = "disp.reconsideration.received"
#: Counts that reports divide by the field of law.
_DIVIDED_BY_MATTER = frozenset(
    {
        _RECEIVED,
        _CLOSED,
        "disp.reconsideration.accepted",
        "disp.litigation.total",
        "disp.litigation.first_instance",
    }
)


#: Where such counts and their parts stand in the codebook.
_DISPUTES = ("disp.reconsideration.", "disp.litigation.")


def complete(text: str, sentences: Sentences, recognised: list[Recognised]) -> None:
    """Give changes and parts that name no indicator of their own that of their whole."""
    for index, item in enumerate(recognised):
        end = sentences.last_end(item.figure.char_start)
        sentence = [
            other
            for other in recognised[max(0, index - _NEAR) : index]
            if other.figure.char_end > end
        ]
        before = [other for other in sentence if other.recognition is not None]
        if item.figure.kind == "change" or _is_multiple(item):
            _inherit_change(text, item, before)
        elif before and is_bare_share(text, before, item):
            if is_rate_of(item.recognition, before[-1].recognition):
                continue
            item.recognition = inherit(before[-1].recognition, "share of the figure before")
            item.extra = dict(before[-1].extra)
            continue
        elif _inherit_matter(text, end, item, recognised[max(0, index - _FAR) : index]):
            continue
        elif "其中" in item.figure.subject or "其中" in item.scene.phrase:
            _inherit_part(item, before)
        else:
            _inherit_grade(item, before)
        if item.figure.kind != "change":
            _shared_dimensions(item, before)
            _drop_borrowed(item, before)
        inherit_share(text, item, sentence)


def _is_multiple(item: Recognised) -> bool:
    """Tell whether a figure says how many times something is what it was: 是上年的2.3倍."""
    return item.recognition is None and item.figure.unit == "倍"


def _drop_borrowed(item: Recognised, before: list[Recognised]) -> None:
    """Drop what was recognised by the words of a figure before alone.

    In 收到申请203件，收下180件 the reader completes 收下 by what stands before it. Where no
    word of 收下 is known, that would make the second figure one of applications too.
    """
    mine = item.recognition
    if mine is None or item.extra or not item.scene.borrowed:
        return
    if any(
        _id(other) == mine.indicator_id
        and other.figure.kind == item.figure.kind
        and other.figure.measure == item.figure.measure
        for other in before
    ):
        item.recognition = None


def _shared_dimensions(item: Recognised, before: list[Recognised]) -> None:
    """A part of a dimensioned count is of the same kind: 挂牌纠纷29件，化解15件."""
    if item.recognition is None or item.extra or not before:
        return
    source = before[-1]
    if source.recognition is None or not _is_relative(
        item.recognition.indicator_id, source.recognition.indicator_id
    ):
        return
    mine, other = (
        indicators()[one.recognition.indicator_id] for one in (item, source) if one.recognition
    )
    kinds = dimensions_of(other, source.scene.said, source.scene.phrase, "", False)
    own = dimensions_of(mine, item.scene.said, item.scene.phrase, "", False)
    item.extra = {
        key: value
        for key, value in kinds.items()
        if key not in own and value in mine.dimensions.get(key, {})
    }


def _right_behind(
    text: str, level: Recognised, change: Recognised, changes: list[Recognised]
) -> bool:
    """Tell whether a change follows its level with nothing named between."""
    if changes and changes[-1].figure.char_start > level.figure.char_start:
        return False
    gap = text[level.figure.char_end : change.figure.char_start]
    return len(COMPARING.sub("", gap)) == 0


def _inherit_change(text: str, item: Recognised, before: list[Recognised]) -> None:
    """A change that names no indicator, or stands right behind a level, is its change."""
    levels = [other for other in before if other.figure.kind != "change"]
    changes = [other for other in before if other.figure.kind == "change"]
    waiting = [other for other in levels if not _has_change(other, changes)]
    if not levels:
        return
    if item.recognition is not None and not _right_behind(text, levels[-1], item, changes):
        return
    # 分别增长 A、B: the first change is that of the first level which has none yet.
    together = "分别" in item.scene.phrase or bool(changes)
    source = waiting[0] if together and waiting else levels[-1]
    if item.recognition is None and _speaks_of_else(item, source):
        return
    item.recognition = inherit(source.recognition, "change of the figure before")
    item.extra = dict(source.extra)


def _speaks_of_else(change: Recognised, level: Recognised) -> bool:
    """Tell whether a change has words of its own that the level before does not share."""
    own = COMPARING.sub("", EMPTY.sub("", change.scene.said))
    if len(own) <= ENOUGH:
        return False
    return not any(own[at : at + 2] in level.scene.phrase for at in range(len(own) - 1))


def _has_change(level: Recognised, changes: list[Recognised]) -> bool:
    assert level.recognition is not None
    return any(
        change.recognition is not None
        and change.recognition.indicator_id == level.recognition.indicator_id
        for change in changes
    )


def _inherit_part(item: Recognised, before: list[Recognised]) -> None:
    """A part carries the total's id with its dimension, never the bare id."""
    if any(_id(other) == _id(item) and _is_smaller(other, item) for other in before):
        # 移送68件，其中食品类2831件 goes back further than to the 68.
        item.recognition = None
    whole = _whole_of(item, before)
    if whole is None or whole.recognition is None:
        return
    mine = item.recognition
    if mine is not None and _is_relative(mine.indicator_id, whole.recognition.indicator_id):
        return
    is_share = item.figure.measure == "share"
    if not is_share and item.figure.unit != whole.figure.unit:
        return
    said = item.figure.subject if "其中" in item.figure.subject else item.scene.phrase
    label = part_label(said.rpartition("其中")[2] or item.scene.phrase.split("|")[0])
    if not label:
        return
    if mine is None or mine.indicator_id != whole.recognition.indicator_id:
        item.recognition = inherit(whole.recognition, "part of the figure before")
    matter = matter_of_label(label)
    item.extra = {**whole.extra, **({"matter": matter} if matter else {"kind": label})}


def _inherit_grade(item: Recognised, before: list[Recognised]) -> None:
    """A grade that has no indicator is a part too, without 其中: 抽取72卷，优秀20卷."""
    grade = grade_named(item.scene.said)
    if item.recognition is not None or not grade:
        return
    for whole in reversed(before):
        if whole.figure.unit == item.figure.unit:
            if "grade" in whole.extra or not _is_smaller(whole, item):
                item.recognition = inherit(whole.recognition, "grade of the count before")
                item.extra = {"grade": grade}
            return


def _is_smaller(whole: Recognised, part: Recognised) -> bool:
    """Tell whether a whole is smaller than its part, both counted in one measure word."""
    one, other = whole.figure.value, part.figure.value
    alike = whole.figure.unit == part.figure.unit
    return alike and one is not None and other is not None and one < other


def _inherit_matter(text: str, end: int, item: Recognised, before: list[Recognised]) -> bool:
    """A kind of case (行政处罚类512件) is a part of the cases counted before it.

    ``end`` is where the sentence before the figure's ends.
    """
    if item.figure.kind not in ("count", "percent"):
        return False
    subject = item.figure.subject.rpartition("其中")[2]
    listed = matters_listed(subject)
    if listed:
        alike = [other for other in before if other.figure.subject == item.figure.subject]
        matter = listed[len(alike)] if len(alike) < len(listed) else ""
    else:
        # The figure's own words and its subject are mostly the same.
        phrases = dict.fromkeys((item.scene.said, subject))
        matter = next(filter(None, map(matter_named, phrases)), "")
    if not matter or _did_itself(item):
        return False
    divided = [
        other
        for other in _cases_before(text, item, before)
        if other.recognition is not None
        and other.figure.kind == "count"
        and other.recognition.indicator_id in _DIVIDED_BY_MATTER
        and "matter" not in other.extra
    ]
    if not divided:
        return False
    # Applications received are what reports divide, unless they say 审结的案件中.
    among_closed = _AMONG_CLOSED.search(text, end + 1, item.figure.char_start) is not None
    wanted = _CLOSED if among_closed else _RECEIVED
    divided.sort(key=lambda other: _id(other) == wanted)
    item.recognition = inherit(divided[-1].recognition, "kind of the cases before")
    item.extra = {"matter": matter}
    return True


def _did_itself(item: Recognised) -> bool:
    """Tell whether a recognised figure says what was done: 办理行政许可 is no kind of case."""
    return item.recognition is not None and names_an_act(EMPTY.sub("", item.scene.said))


def _cases_before(text: str, item: Recognised, before: list[Recognised]) -> list[Recognised]:
    """Return what was recognised before in the paragraph, back to the last other matter."""
    paragraph = text.rfind("\n", 0, item.figure.char_start)
    found: list[Recognised] = []
    for other in reversed(before):
        if other.figure.char_start < paragraph:
            break
        if other.figure.kind == "count" and not _id(other).startswith(_DISPUTES):
            if other.recognition is not None and "matter" not in other.extra:
                break
            continue
        found.append(other)
    return found[::-1]


def _id(item: Recognised) -> str:
    return item.recognition.indicator_id if item.recognition else ""


def _is_relative(part: str, whole: str) -> bool:
    """Tell whether a part has an indicator of its own beside that of the whole."""
    if part == whole or _exceeds(part, whole):
        return False
    if part.rpartition(".")[0] == whole.rpartition(".")[0]:
        return True
    related = {
        name
        for one, other in ((part, whole), (whole, part))
        for term in indicators()[one].parsed_relations()
        for name in term.indicator_ids
        if name == other
    }
    return bool(related)


def _exceeds(part: str, whole: str) -> bool:
    """Tell whether the part was taken for a total that the whole itself belongs to."""
    return part.endswith(".total") and any(
        term.operator in ("le", "part_of") and part in term.names
        for term in indicators()[whole].parsed_relations()
    )


def _whole_of(item: Recognised, before: list[Recognised]) -> Recognised | None:
    named = item.figure.subject.rpartition("其中")[0]
    for other in reversed(before):
        if named and other.figure.subject == named and not _is_smaller(other, item):
            return other
    if item.recognition is not None:
        return None
    is_share = item.figure.measure == "share"
    for other in reversed(before):
        same = other.figure.unit == item.figure.unit and not _is_smaller(other, item)
        if is_share:
            same = other.figure.kind == "count"
        if not other.extra and same:
            return other
    return None
