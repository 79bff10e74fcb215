"""Document -> sections, figures, titles, honours: pure functions, layer upon layer.

``read`` composes the layers; each can be called alone, in the order shown there. None
of them touches a disk, a network or a clock, so the same document always gives the same
reading.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from fazhi.reading.facts import read_facts
from fazhi.reading.sections import read_sections
from fazhi.records import Document, Place, Reading


def read(document: Document, place: Place | None = None, year: int | None = None) -> Reading:
    """Read one document.

    Args:
        document: What was served, as text.
        place: Whose report it should be, if known. Without it the place that title,
            signature and issuer name is taken.
        year: The year it should report, if known.

    Returns:
        Metadata, outline, figures, words that mean a number, titles and honours. Also
        a document that is no report is read: ``facts.is_report`` and ``facts.outcome``
        tell what may be made of it.
    """
    sections = read_sections(document)
    facts = read_facts(document, place, year, sections)
    place = place or _place_named(facts.region_code, facts.region_name)
    text = document.text
    titles = _layer("titles", "read_titles", text, sections, place) or []
    figures = _layer("quantities", "read_quantities", document, sections, titles, facts) or []
    _layer("context", "add_context", document, figures, sections, titles, facts, place)
    return Reading(
        facts=facts,
        sections=sections,
        figures=figures,
        words=_layer("words", "read_words", text, sections) or [],
        titles=titles,
        honours=_layer("honours", "read_honours", text, sections, titles, place) or [],
    )


def _layer(module: str, function: str, *arguments: Any) -> Any:
    name = f"fazhi.reading.{module}"
    if find_spec(name) is None:
        return None
    layer = getattr(import_module(name), function, None)
    return layer(*arguments) if layer is not None else None


def _place_named(region_code: str, region_name: str) -> Place | None:
    """Return the place that the document itself names; its level is told by the suffix."""
    if not region_name:
        return None
    level = {"省": "province", "州": "prefecture", "盟": "prefecture"}.get(
        region_name[-1], "county"
    )
    return Place(region_code, region_name, level)
