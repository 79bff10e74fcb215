"""One document in, one JSON object out: what ``fazhi extract`` prints.

Nothing is stored. The shape is fixed by section 4 of the design and other programs rely
on it; ``read_file`` does the whole reading, ``as_json`` only arranges.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from fazhi import audit, codebook, reading, regions
from fazhi.document import read_document
from fazhi.reading.facts import read_facts
from fazhi.reading.places import is_same_place
from fazhi.records import Check, Document, DocumentFacts, Figure, Observation, Place, Reading
from fazhi.review.apply import Outcome, apply_decisions
from fazhi.review.decisions import Decision

#: Characters of text before a figure that are printed to find it again.
LEFT_CONTEXT = 8

Json = dict[str, Any]


@dataclass(slots=True)
class Extraction:
    """Everything that was read from one document, and what became of decisions about it."""

    document: Document
    reading: Reading
    observations: list[Observation]
    checks: list[Check]
    outcomes: list[Outcome] = field(default_factory=list)


def extract(
    document: Document,
    place: Place | None = None,
    year: int | None = None,
    decisions: Sequence[Decision] = (),
) -> Extraction:
    """Read, code, review and audit one document; pure.

    Args:
        document: The text.
        place: The place it reports on, if known.
        year: The year it reports on, if known; else the text tells it.
        decisions: Those of people; the ones about this place and year are applied.
    """
    read = reading.read(document, place, year)
    observations = codebook.observe(document, read, place)
    about = (place.region_code if place else "", year or read.facts.year)
    decided = apply_decisions(
        document.text,
        read,
        observations,
        [decision for decision in decisions if (decision.region_code, decision.year) == about],
    )
    checks = audit.audit_report(document, decided.judged, decided.observations)
    return Extraction(document, decided.reading, decided.observations, checks, decided.outcomes)


def read_file(path: Path) -> Extraction:
    """Read the file at ``path``; its type is told by its content, else by its name.

    Raises:
        OSError: The file cannot be read.
        fazhi.document.UnsupportedDocumentError: No reader for this type of file, or it is
            damaged or beyond the limits.
    """
    document = read_document(path.read_bytes(), media_type(path))
    facts = read_facts(document)
    code = _region_code(facts)
    return extract(document, regions.place(code) if code else None)


def media_type(path: Path) -> str:
    """Return the media type that the file's name stands for; ``""`` if none."""
    return mimetypes.guess_type(path.name)[0] or ""


def as_json(path: str, found: Extraction, *, with_text: bool = False) -> Json:
    """Arrange an extraction in the documented shape.

    Args:
        path: Printed as it is, to tell the objects apart.
        found: What ``extract`` returned.
        with_text: Also give the text that the offsets refer to.
    """
    text = found.document.text
    result: Json = {
        "path": path,
        "document": _document(found),
        "text_sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(),
        "sections": [
            {
                "level": section.level,
                "label": section.label,
                "heading": section.heading,
                "char_start": section.char_start,
                "area": section.area,
                "role": section.role,
            }
            for section in found.reading.sections
        ],
        "figures": _figures(text, found.reading.figures, found.observations),
        "checks": [
            {
                "relation": check.relation,
                "left": check.left,
                "right": check.right,
                "verdict": check.verdict,
                "conclusion_zh": check.conclusion_zh,
            }
            for check in found.checks
        ],
        "titles": [
            {
                "char_start": title.char_start,
                "char_end": title.char_end,
                "title": title.title,
                "verb": title.verb,
                "issuer": title.issuer,
                "issued_here": title.issued_here,
            }
            for title in found.reading.titles
        ],
        "honours": [
            {
                "char_start": honour.char_start,
                "char_end": honour.char_end,
                "holder": honour.holder,
                "title": honour.title,
                "level": honour.level,
                "awarding_body": honour.awarding_body,
                "verb": honour.verb,
            }
            for honour in found.reading.honours
        ],
    }
    if with_text:
        result["text"] = text
    return result


def _document(found: Extraction) -> Json:
    facts = found.reading.facts
    code = _region_code(facts)
    addresses = [value.value for value in facts.values if value.name == "url"]
    return {
        "title": facts.title,
        "region_code": code or None,
        "region_name": facts.region_name or None,
        "year": facts.year,
        "published_date": facts.published_date or None,
        "written_date": facts.written_date or None,
        "doc_number": facts.doc_number or None,
        "index_number": facts.index_number or None,
        "issuer": facts.issuer or None,
        "url": addresses[0] if addresses else None,
        "is_report": facts.is_report,
        "outcome": facts.outcome,
        "attachments": [
            {"name": attachment.name, "url": attachment.url} for attachment in facts.attachments
        ],
    }


def _region_code(facts: DocumentFacts) -> str:
    """The code that the document names, else the one its place's name stands for.

    A name that no place bears has no code, even where it ends in one that does (洮陇县
    is not 陇县). A site's code that is another place's than the one named is that of the
    host (如皋市's report on 南通市's site), or one that has ended (静海县 of 静海区): the
    name decides, where it can.
    """
    told = regions.by_code(facts.region_code) if facts.region_code else None
    if told is not None and is_same_place(told.name, facts.region_name or told.name):
        return facts.region_code
    code = regions.find_code(facts.region_name, facts.title, facts.issuer)
    bearers = {region.region_code for region in regions.by_name(facts.region_name)}
    named = code if code in bearers or not facts.region_name else ""
    return named or facts.region_code


def _figures(
    text: str, figures: Sequence[Figure], observations: Sequence[Observation]
) -> list[Json]:
    coded: dict[int, list[Observation]] = {}
    for observation in observations:
        if observation.figure is not None and observation.status != "rejected":
            coded.setdefault(observation.figure.char_start, []).append(observation)
    return [_figure(text, figure, coded.get(figure.char_start, [])) for figure in figures]


def _figure(text: str, figure: Figure, observations: Sequence[Observation]) -> Json:
    first = observations[0] if observations else None
    return {
        "char_start": figure.char_start,
        "char_end": figure.char_end,
        "left": text[max(0, figure.char_start - LEFT_CONTEXT) : figure.char_start],
        "raw": figure.raw,
        "value": number(figure.value),
        "value_low": number(figure.value_low),
        "value_high": number(figure.value_high),
        "value_text": figure.value_text,
        "unit": figure.unit,
        "bound": figure.bound,
        "kind": figure.kind,
        "direction": figure.direction,
        "measure": figure.measure,
        "subject": figure.subject,
        "actor": figure.actor,
        "scope": figure.scope,
        "scope_name": figure.scope_name,
        "period_start": figure.period_start.isoformat() if figure.period_start else None,
        "period_end": figure.period_end.isoformat() if figure.period_end else None,
        "period_cue": figure.period_cue,
        "section_path": figure.section_path,
        "statistical": figure.statistical,
        "indicator_id": first.indicator_id if first else None,
        "also_indicator_ids": [other.indicator_id for other in observations[1:]],
        "dimension": first.dimension if first else "",
        "status": figure.status,
        "rule_id": figure.rule_id,
    }


def number(value: Decimal | None) -> int | float | None:
    """Return a decimal as a JSON number: an integer where it is one."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
