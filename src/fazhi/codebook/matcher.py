"""Figures and words of a report, recognised as indicators and made comparable."""

from __future__ import annotations

import re
from decimal import Decimal

from fazhi.codebook.dimension import (
    dimensions_of,
    join,
)
from fazhi.codebook.duplicates import resolve_duplicates
from fazhi.codebook.entries import indicators
from fazhi.codebook.inheritance import complete
from fazhi.codebook.lexicon import lexicon
from fazhi.codebook.rate_base import name_rate_bases
from fazhi.codebook.recognition import (
    CERTAIN,
    OVERRULED,
    Recognised,
    Recognition,
    decide,
    less_sure,
    refusal,
    resemble,
)
from fazhi.codebook.scoring import candidates
from fazhi.codebook.stage import Stage, View
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
#: Between the names of rates that share one number.
_SHARED = re.compile(r"(?<=[率度面])(?:[、和与]|及(?!时))")
#: Roles whose figures say nothing of what was done in the year.
_NO_RESULT = frozenset({"plan"})


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
    complete(document.text, stage.sentences, recognised)
    found = [
        _observation(stage, item, item.recognition)
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


def _recognise(stage: Stage, figure: Figure) -> list[Recognised]:
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
    if item.recognition is None and figure.kind != "change":
        wide = _recognise_as(stage, figure, figure.subject, "wide")
        bar = item.refusal + OVERRULED if item.refusal else 0.0
        if wide.recognition and wide.recognition.score > bar:
            item.recognition = less_sure(wide.recognition)
        elif not item.refusal and not wide.refusal:
            item.recognition = resemble(item.scene, figure, stage.lexicon)
    return [item]


def _recognise_as(stage: Stage, figure: Figure, subject: str, view: View) -> Recognised:
    scene = stage.scene(
        figure.char_start, figure.char_end, subject, figure.actor, figure.section_path, view
    )
    is_share = figure.measure in ("share", "multiple")
    ranked = candidates(scene, figure.unit, figure.kind, is_share, stage.lexicon)
    return Recognised(figure, scene, decide(ranked), refusal(ranked), {})


def _observation(stage: Stage, item: Recognised, recognition: Recognition) -> Observation:
    figure = item.figure
    indicator = indicators()[recognition.indicator_id]
    start = stage.sentences.last_end(figure.char_start) + 1
    sentence = stage.text[start : figure.char_start]
    scene = item.scene
    in_campaign = figure.scope == "campaign"
    dimensions = dimensions_of(indicator, scene.said, scene.phrase, sentence, in_campaign)
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
                dimension=join(dimensions_of(indicator, scene.said, scene.phrase, "", False)),
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
