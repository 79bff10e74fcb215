"""Figures and words of a report, recognised as indicators and made comparable."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from fazhi.codebook.dimension import (
    dimensions_of,
    join,
    matter_named,
    matter_of_label,
    matters_listed,
    part_label,
)
from fazhi.codebook.duplicates import resolve_duplicates
from fazhi.codebook.entries import indicators
from fazhi.codebook.lexicon import lexicon
from fazhi.codebook.phrases import COMPARING
from fazhi.codebook.rate_base import name_rate_bases
from fazhi.codebook.recognition import (
    CERTAIN,
    Recognition,
    decide,
    inherit,
    less_sure,
    resemble,
    ruled_out,
)
from fazhi.codebook.scene import Scene, Stage, View
from fazhi.codebook.scoring import candidates
from fazhi.records import (
    Document,
    Figure,
    Kind,
    Measure,
    Observation,
    ObservationStatus,
    Place,
    Reading,
    Scope,
    Section,
    WordValue,
)

_MEASURED = frozenset({"count", "amount", "percent", "change", "rank", "duration"})
_CHANGES = frozenset({"yoy_change", "pp_change", "period_change"})
_SENTENCE_ENDS = "。！!？?\n"
#: Between the names of rates that share one number.
_SHARED = re.compile(r"(?<=[率度面])[、和及与]+")
_RECEIVED = "disp.reconsideration.received"
#: Counts that reports divide by the field of law.
_DIVIDED_BY_MATTER = frozenset(
    {
        _RECEIVED,
        "disp.reconsideration.accepted",
        "disp.litigation.total",
        "disp.litigation.first_instance",
    }
)
#: Roles whose figures say nothing of what was done in the year.
_NO_RESULT = frozenset({"plan"})


@dataclass(slots=True)
class _Recognised:
    """A figure on its way to an observation."""

    figure: Figure
    scene: Scene
    recognition: Recognition | None
    refused: bool
    extra: dict[str, str]


def observe(document: Document, reading: Reading, place: Place | None) -> list[Observation]:
    """Recognise the figures and words of a report.

    Only data figures of the place itself are looked at: no targets, no quoted figures
    of a higher level. Whatever is no report gives nothing.

    Args:
        document: The text read.
        reading: What the reader found in it.
        place: The reporting place; scopes are relative to it, so that it need not be
            known here. Kept for the symmetry of the stages.

    Returns:
        Observations in the order of the text, words after figures. Values are in the
        indicator's unit, those of changes signed.
    """
    if not reading.facts.is_report:
        return []
    stage = Stage(document, reading.sections, reading.figures, lexicon())
    recognised = [
        item for figure in reading.figures if _is_data(figure) for item in _recognise(stage, figure)
    ]
    _changes_and_parts(document.text, recognised)
    found = [
        _observation(document.text, item, item.recognition)
        for item in recognised
        if item.recognition is not None
    ]
    found += _words(stage, reading.words, reading.sections)
    name_rate_bases(found)
    resolve_duplicates(found)
    return found


def _is_data(figure: Figure) -> bool:
    return (
        figure.statistical
        and figure.kind in _MEASURED
        and figure.scope != "higher_level"
        and figure.measure != "target"
    )


def _recognise(stage: Stage, figure: Figure) -> list[_Recognised]:
    """Recognise a figure; one that several rates share (参考率、合格率均达100%) as each."""
    names = _SHARED.split(figure.subject) if figure.kind == "percent" else []
    if len(names) > 1:
        # What the first name says of the topic goes for the others.
        heads = ["", *[f"{names[0]}其中"] * (len(names) - 1)]
        each = [
            _recognise_as(stage, figure, head + name, "alone")
            for head, name in zip(heads, names, strict=True)
        ]
        known = {item.recognition.indicator_id: item for item in each if item.recognition}
        if known:
            return list(known.values())
    item = _recognise_as(stage, figure, figure.subject, "subject")
    if item.recognition is None and not item.refused and figure.kind != "change":
        wide = _recognise_as(stage, figure, figure.subject, "wide")
        item.recognition = less_sure(wide.recognition)
        if item.recognition is None and not wide.refused:
            item.recognition = resemble(item.scene, figure)
    return [item]


def _recognise_as(stage: Stage, figure: Figure, subject: str, view: View) -> _Recognised:
    scene = stage.scene(
        figure.char_start, figure.char_end, subject, figure.actor, figure.section_path, view
    )
    is_share = figure.measure in ("share", "multiple")
    ranked = candidates(scene, figure.unit, figure.kind, is_share, stage.lexicon)
    return _Recognised(figure, scene, decide(ranked), ruled_out(ranked), {})


def _changes_and_parts(text: str, recognised: list[_Recognised]) -> None:
    """Give changes and parts that name no indicator of their own that of their whole."""
    for index, item in enumerate(recognised):
        before = [
            other
            for other in recognised[max(0, index - 6) : index]
            if other.recognition is not None
            and not _sentence_between(text, other.figure, item.figure)
        ]
        if item.figure.kind == "change":
            _inherit_change(text, item, before)
        elif _inherit_matter(item, recognised[max(0, index - 16) : index]):
            continue
        elif "其中" in item.figure.subject or "其中" in item.scene.phrase:
            _inherit_part(item, before)
        if item.figure.kind != "change":
            _shared_dimensions(item, before)


def _shared_dimensions(item: _Recognised, before: list[_Recognised]) -> None:
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
    kinds = dimensions_of(other, source.scene.phrase, "", False)
    own = dimensions_of(mine, item.scene.phrase, "", False)
    item.extra = {
        key: value
        for key, value in kinds.items()
        if key not in own and value in mine.dimensions.get(key, {})
    }


def _sentence_between(text: str, first: Figure, second: Figure) -> bool:
    between = text[first.char_end : second.char_start]
    return any(mark in between for mark in _SENTENCE_ENDS)


def _right_behind(
    text: str, level: _Recognised, change: _Recognised, changes: list[_Recognised]
) -> bool:
    """Tell whether a change follows its level with nothing named between."""
    if changes and changes[-1].figure.char_start > level.figure.char_start:
        return False
    gap = text[level.figure.char_end : change.figure.char_start]
    return len(COMPARING.sub("", gap)) == 0


def _inherit_change(text: str, item: _Recognised, before: list[_Recognised]) -> None:
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
    item.recognition = inherit(source.recognition, "change of the figure before")
    item.extra = dict(source.extra)


def _has_change(level: _Recognised, changes: list[_Recognised]) -> bool:
    assert level.recognition is not None
    return any(
        change.recognition is not None
        and change.recognition.indicator_id == level.recognition.indicator_id
        for change in changes
    )


def _inherit_part(item: _Recognised, before: list[_Recognised]) -> None:
    """A part carries the total's id with its dimension, never the bare id."""
    whole = _whole_of(item, before)
    if whole is None or whole.recognition is None:
        return
    mine = item.recognition
    if mine is not None and _is_relative(mine.indicator_id, whole.recognition.indicator_id):
        return
    is_share = item.figure.measure == "share"
    if not is_share and item.figure.unit != whole.figure.unit:
        return
    label = part_label(item.figure.subject.rpartition("其中")[2] or item.scene.phrase.split("|")[0])
    if not label:
        return
    if mine is None or mine.indicator_id != whole.recognition.indicator_id:
        item.recognition = inherit(whole.recognition, "part of the figure before")
    matter = matter_of_label(label)
    item.extra = {**whole.extra, **({"matter": matter} if matter else {"kind": label})}


def _inherit_matter(item: _Recognised, before: list[_Recognised]) -> bool:
    """A kind of case (行政处罚类512件) is a part of the cases counted before it."""
    subject = item.figure.subject.rpartition("其中")[2]
    listed = matters_listed(subject)
    if listed:
        alike = [other for other in before if other.figure.subject == item.figure.subject]
        matter = listed[len(alike)] if len(alike) < len(listed) else ""
    else:
        matter = matter_named(subject)
    if not matter or item.figure.kind not in ("count", "percent"):
        return False
    divided = [
        other
        for other in before
        if other.recognition is not None
        and other.figure.kind == "count"
        and other.recognition.indicator_id in _DIVIDED_BY_MATTER
        and "matter" not in other.extra
    ]
    # Applications received are what reports divide, where they print them at all.
    divided.sort(
        key=lambda other: (
            other.recognition is not None and other.recognition.indicator_id == _RECEIVED
        )
    )
    if not divided:
        return False
    item.recognition = inherit(divided[-1].recognition, "kind of the cases before")
    item.extra = {"matter": matter}
    return True


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
    """Tell whether the codebook has the whole as a part of what the part was taken for."""
    return any(
        term.operator in ("le", "part_of") and part in term.names
        for term in indicators()[whole].parsed_relations()
    )


def _whole_of(item: _Recognised, before: list[_Recognised]) -> _Recognised | None:
    named = item.figure.subject.rpartition("其中")[0]
    for other in reversed(before):
        if named and other.figure.subject == named:
            return other
    if item.recognition is not None:
        return None
    is_share = item.figure.measure == "share"
    for other in reversed(before):
        same = other.figure.kind == "count" if is_share else other.figure.unit == item.figure.unit
        if not other.extra and same:
            return other
    return None


def _observation(text: str, item: _Recognised, recognition: Recognition) -> Observation:
    figure = item.figure
    indicator = indicators()[recognition.indicator_id]
    sentence = text[_sentence_start(text, figure.char_start) : figure.char_start]
    phrase = item.scene.phrase
    dimensions = dimensions_of(indicator, phrase, sentence, figure.scope == "campaign")
    dimensions.update(item.extra)
    measure: Measure = figure.measure or "level"
    if measure == "share" and indicator.type == "rate":
        # 占比 is how some reports print a rate that has a name.
        measure = "level"
    if indicator.is_reduction:
        measure = "level"
    is_change = not indicator.is_reduction and (figure.kind == "change" or measure in _CHANGES)
    value = figure.value
    if value is not None and is_change and figure.direction == "down":
        value = -value
    doubtful = figure.status == "needs_review" or recognition.confidence < CERTAIN
    return Observation(
        indicator_id=indicator.id,
        value=value,
        unit=_unit(figure.unit) if is_change else indicator.unit,
        unit_printed=figure.unit,
        measure=measure,
        bound=figure.bound,
        dimension=join(dimensions),
        scope=figure.scope or "whole_place",
        scope_name=figure.scope_name,
        period_start=figure.period_start,
        period_end=figure.period_end,
        confidence=recognition.confidence,
        status=_status(measure, doubtful),
        runner_up=recognition.runner_up,
        rule_id=recognition.rule_id,
        figure=figure,
    )


def _status(measure: Measure, doubtful: bool) -> ObservationStatus:
    if doubtful:
        return "needs_review"
    return "restated" if measure == "prior_year" else "ok"


def _unit(printed: str) -> str:
    return "%" if printed == "percent" else printed


def _sentence_start(text: str, position: int) -> int:
    return 1 + max(text.rfind(mark, 0, position) for mark in _SENTENCE_ENDS)


def _words(stage: Stage, words: list[WordValue], sections: list[Section]) -> list[Observation]:
    """Words that mean a number: a weaker kind of evidence, kept apart by status."""
    plans = {section.path for section in sections if section.role in _NO_RESULT}
    found: list[Observation] = []
    for word in words:
        if word.section_path in plans:
            continue
        kind: Kind = "percent" if word.unit == "percent" else "count"
        scene = stage.scene(word.char_start, word.char_end, word.subject, "", word.section_path)
        recognition = decide(candidates(scene, word.unit, kind, False, stage.lexicon))
        if recognition is None:
            continue
        indicator = indicators()[recognition.indicator_id]
        scope: Scope = "whole_place"
        found.append(
            Observation(
                indicator_id=indicator.id,
                value=Decimal(word.value),
                unit=indicator.unit,
                unit_printed=word.unit,
                measure="level",
                bound="exact",
                dimension=join(dimensions_of(indicator, scene.phrase, "", False)),
                scope=scope,
                scope_name="",
                period_start=None,
                period_end=None,
                confidence=recognition.confidence,
                status="in_words",
                runner_up=recognition.runner_up,
                rule_id=recognition.rule_id,
                word=word,
            )
        )
    return found
