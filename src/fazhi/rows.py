"""From records to rows: pure functions that make the rows of the tables, and their ids.

A row is a dict from column name to value, as ``fazhi.store.BuildWriter.add`` takes it.
Empty texts become None here. ``fazhi.identities`` makes the ids; ``fazhi.rows_around`` the
rows of what surrounds the reports, ``fazhi.rows_codebook`` those of the indicators.

How they go together, for one text of one report::

    ids = identities.identify(region_code, year, document.text)
    add("revisions", [revision_row(ids, document, snapshot_id, first_seen, is_current=True)])
    add("texts", [text_row(ids, document.text)])
    add("sections", section_rows(ids, reading.sections, len(document.text)))
    add("figures", figure_rows(ids, reading.figures))
    add("titles", title_rows(ids, reading.titles))
    add("honours", honour_rows(ids, reading.honours))
    add("observations", observation_rows(ids, observations, is_current=True))
    add("checks", check_rows(ids, checks, reading.figures))

and once per report::

    add("reports", [report_row(ids, reading.facts, url, first_seen, last_seen)])
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import fazhi
from fazhi.audit.panel import PanelCheck
from fazhi.identities import Ids, day, decimal, figure_id, instant, short_hash
from fazhi.obs_status import obs_status
from fazhi.records import (
    Check,
    Document,
    DocumentFacts,
    Figure,
    Honour,
    Observation,
    Section,
    Title,
)

Row = dict[str, Any]

#: Path of the section before the first heading, so that every figure is in a section.
OPENING = "前言"


def report_row(
    ids: Ids,
    facts: DocumentFacts,
    url: str,
    first_seen: datetime,
    last_seen: datetime,
    source_id: str = "",
) -> Row:
    """Make the row of ``reports``; ``ids`` and ``facts`` are of its current text."""
    return {
        "report_id": ids.report_id,
        "region_code": ids.region_code,
        "year": ids.year,
        "family": ids.family,
        "title": facts.title or None,
        "issuer": facts.issuer or None,
        "doc_number": facts.doc_number or None,
        "index_number": facts.index_number or None,
        "category": facts.category or None,
        "written_date": day(facts.written_date),
        "published_date": day(facts.published_date),
        "signed_by": facts.signed_by or None,
        "signed_date": day(facts.signed_date),
        "validity": facts.validity or None,
        "source_name": facts.source_name or None,
        "attachments": _json([asdict(attachment) for attachment in facts.attachments]),
        "metadata": _json([asdict(value) for value in facts.values]),
        "conflicts": ";".join(facts.conflicts) or None,
        "url": url or None,
        "source_id": source_id or None,
        "current_revision_id": ids.revision_id,
        "first_seen": instant(first_seen),
        "last_seen": instant(last_seen),
    }


def _json(values: Sequence[object]) -> str | None:
    return json.dumps(values, ensure_ascii=False) if values else None


def revision_row(
    ids: Ids,
    document: Document,
    snapshot_id: str,
    first_seen: datetime,
    *,
    is_current: bool,
    reader_version: str = fazhi.__version__,
) -> Row:
    """Make the row of ``revisions``; ``first_seen`` is when the text was first served."""
    return {
        "revision_id": ids.revision_id,
        "report_id": ids.report_id,
        "snapshot_id": snapshot_id,
        "text_sha256": hashlib.sha256(document.text.encode("utf-8")).hexdigest(),
        "normalised_sha256": ids.normalised_sha256,
        "characters": len(document.text),
        "media_type": document.media_type,
        "reader_version": reader_version,
        "first_seen": instant(first_seen),
        "is_current": is_current,
    }


def text_row(ids: Ids, text: str) -> Row:
    """Make the row of ``texts``."""
    return {"revision_id": ids.revision_id, "text": text}


def section_rows(ids: Ids, sections: Iterable[Section], length: int) -> list[Row]:
    """Make the rows of ``sections``; what stands before the first heading is one too."""
    found = list(sections)
    first = found[0].char_start if found else length
    opening = Section(OPENING, 0, "", "", "", "other", 0, first)
    return [
        {
            "revision_id": ids.revision_id,
            "section_path": section.path,
            "level": section.level,
            "label": section.label or None,
            "heading": section.heading or None,
            "area": section.area or None,
            "role": section.role,
            "char_start": section.char_start,
            "char_end": section.char_end,
        }
        for section in [opening, *found]
    ]


def figure_rows(ids: Ids, figures: Iterable[Figure]) -> list[Row]:
    """Make the rows of ``figures``; labels of lists are left out."""
    return [_figure_row(ids, figure) for figure in figures if figure.kind != "list_label"]


def _figure_row(ids: Ids, figure: Figure) -> Row:
    return {
        "figure_id": figure_id(ids.revision_id, figure.char_start, figure.char_end),
        "revision_id": ids.revision_id,
        "section_path": figure.section_path or OPENING,
        "char_start": figure.char_start,
        "char_end": figure.char_end,
        "raw": figure.raw,
        "value": decimal(figure.value),
        "value_low": decimal(figure.value_low),
        "value_high": decimal(figure.value_high),
        "value_text": figure.value_text or None,
        "unit": figure.unit or None,
        "bound": figure.bound,
        "kind": figure.kind,
        "direction": figure.direction or None,
        "measure": figure.measure or None,
        "subject": figure.subject or None,
        "actor": figure.actor or None,
        "scope": figure.scope or None,
        "scope_name": figure.scope_name or None,
        "period_start": figure.period_start,
        "period_end": figure.period_end,
        "period_cue": figure.period_cue or None,
        "is_statistical": figure.statistical,
        "status": figure.status,
        "reason": figure.reason or None,
        "rule_id": figure.rule_id or None,
    }


def title_rows(ids: Ids, titles: Iterable[Title]) -> list[Row]:
    """Make the rows of ``titles``."""
    return [
        {
            "revision_id": ids.revision_id,
            "char_start": title.char_start,
            "char_end": title.char_end,
            "title": title.title,
            "mark": title.mark,
            "nested_in": title.nested_in,
            "verb": title.verb or None,
            "issuer": title.issuer or None,
            "issued_here": title.issued_here,
            "section_path": title.section_path or OPENING,
        }
        for title in titles
    ]


def honour_rows(ids: Ids, honours: Iterable[Honour]) -> list[Row]:
    """Make the rows of ``honours``."""
    return [
        {
            "revision_id": ids.revision_id,
            "char_start": honour.char_start,
            "char_end": honour.char_end,
            "holder": honour.holder or None,
            "title": honour.title,
            "level": honour.level or None,
            "awarding_body": honour.awarding_body or None,
            "verb": honour.verb or None,
            "section_path": honour.section_path or OPENING,
        }
        for honour in honours
    ]


def observation_rows(
    ids: Ids, observations: Iterable[Observation], *, is_current: bool
) -> list[Row]:
    """Make the rows of ``observations``.

    Only a current revision has main values; ``is_main`` of the others is dropped.
    A rate base given as ``@123`` becomes the id of the figure that starts there.
    """
    found = list(observations)
    figures = {
        observation.figure.char_start: observation.figure
        for observation in found
        if observation.figure
    }
    return [
        _observation_row(ids, observation, figures, is_current=is_current) for observation in found
    ]


def _observation_row(
    ids: Ids, observation: Observation, figures: dict[int, Figure], *, is_current: bool
) -> Row:
    evidence = observation.figure or observation.word
    if evidence is None:
        raise ValueError(f"an observation of {observation.indicator_id} has no evidence")
    span_id = figure_id(ids.revision_id, evidence.char_start, evidence.char_end)
    return {
        "observation_id": short_hash(span_id, observation.indicator_id, observation.dimension),
        "region_code": ids.region_code,
        "year": ids.year,
        "indicator_id": observation.indicator_id,
        "measure": observation.measure or None,
        "dimension": observation.dimension or None,
        "scope": observation.scope or None,
        "scope_name": observation.scope_name or None,
        "period_start": observation.period_start,
        "period_end": observation.period_end,
        "value": decimal(observation.value),
        "unit": observation.unit or None,
        "unit_printed": observation.unit_printed or None,
        "bound": observation.bound,
        "rate_base": _rate_base(ids, observation.rate_base, figures),
        "status": observation.status,
        "obs_status": obs_status(observation, ids.year) or None,
        "confidence": decimal(observation.confidence),
        "runner_up": observation.runner_up or None,
        "rule_id": observation.rule_id or None,
        "figure_id": span_id if observation.figure else None,
        "char_start": evidence.char_start,
        "char_end": evidence.char_end,
        "report_id": ids.report_id,
        "revision_id": ids.revision_id,
        "is_main": observation.is_main and is_current,
    }


def _rate_base(ids: Ids, rate_base: str, figures: dict[int, Figure]) -> str | None:
    if not rate_base.startswith("@"):
        return rate_base or None
    figure = figures.get(int(rate_base[1:]))
    return figure_id(ids.revision_id, figure.char_start, figure.char_end) if figure else None


def check_rows(ids: Ids, checks: Iterable[Check], figures: Iterable[Figure]) -> list[Row]:
    """Make the rows of ``checks``; ``figures`` are those of the text."""
    stored = {
        figure.char_start: figure_id(ids.revision_id, figure.char_start, figure.char_end)
        for figure in figures
        if figure.kind != "list_label"
    }
    rows = [_check_row(ids, check, stored) for check in checks]
    # The same relation over the same figures, found twice, is one check.
    return list({row["check_id"]: row for row in rows}.values())


def panel_check_rows(checks: Iterable[PanelCheck]) -> list[Row]:
    """Make the rows of ``checks`` for relations between the figures of several reports."""
    return [
        {
            "check_id": short_hash(
                check.report.revision_id, check.relation, check.left, check.right, check.rule_id
            ),
            "report_id": check.report.report_id,
            "revision_id": check.report.revision_id,
            "relation": check.relation,
            "left_figures": ";".join(check.left) or None,
            "right_figures": ";".join(check.right) or None,
            "left_value": decimal(check.left_value),
            "right_value": decimal(check.right_value),
            "tolerance": decimal(check.tolerance),
            "verdict": check.verdict,
            "conclusion_zh": check.conclusion_zh,
            "conclusion_en": check.conclusion_en,
            "rule_id": check.rule_id,
        }
        for check in checks
    ]


def _check_row(ids: Ids, check: Check, stored: dict[int, str]) -> Row:
    left = ";".join(stored[start] for start in check.left if start in stored)
    right = ";".join(stored[start] for start in check.right if start in stored)
    return {
        "check_id": short_hash(
            ids.revision_id, check.relation, check.left, check.right, check.rule_id
        ),
        "report_id": ids.report_id,
        "revision_id": ids.revision_id,
        "relation": check.relation,
        "left_figures": left or None,
        "right_figures": right or None,
        "left_value": decimal(check.left_value),
        "right_value": decimal(check.right_value),
        "tolerance": decimal(check.tolerance),
        "verdict": check.verdict,
        "conclusion_zh": check.conclusion_zh,
        "conclusion_en": check.conclusion_en,
        "rule_id": check.rule_id or None,
    }
