"""Document -> sections, figures, titles, honours: pure functions, layer upon layer.

``read`` composes the layers; each can be called alone, in the order shown there. None
of them touches a disk, a network or a clock, so the same document always gives the same
reading.
"""

from __future__ import annotations

import gc

from fazhi.reading.context import add_context
from fazhi.reading.facts import read_facts
from fazhi.reading.honours import read_honours
from fazhi.reading.magnitude_limit import drop_impossible_values
from fazhi.reading.quantities import read_quantities
from fazhi.reading.sections import read_sections
from fazhi.reading.titles import read_titles
from fazhi.reading.words import read_words
from fazhi.records import Document, DocumentFacts, Place, Reading

_MUNICIPALITIES = frozenset({"北京市", "上海市", "天津市", "重庆市"})
_LEVELS = {"省": "province", "州": "prefecture", "盟": "prefecture"}


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
    # Layers make many small objects and no cycles: the collector would go through all of
    # them again and again and free none (a tenth of the time, 2026-11-23).
    collects = gc.isenabled()
    gc.disable()
    try:
        return _read(document, place, year)
    finally:
        if collects:
            gc.enable()


def _read(document: Document, place: Place | None, year: int | None) -> Reading:
    text = document.text
    sections = read_sections(document)
    facts = read_facts(document, place, year, sections)
    place = place or _place_named(facts)
    titles = read_titles(text, sections, place)
    figures = read_quantities(document, sections, titles, facts)
    drop_impossible_values(figures)
    add_context(document, figures, sections, titles, facts, place)
    return Reading(
        facts=facts,
        sections=sections,
        figures=figures,
        words=read_words(text, sections),
        titles=titles,
        honours=read_honours(text, sections, titles, place),
    )


def _place_named(facts: DocumentFacts) -> Place | None:
    """Return the place that the document itself names; its level is told by the suffix.

    A 市 may be of either level; it is taken for a county here, which makes 全市 in it the
    whole place and 市政府 its own government either way.
    """
    if not facts.region_name:
        return None
    level = _LEVELS.get(facts.region_name[-1], "county")
    if facts.region_name.endswith("自治区") or facts.region_name in _MUNICIPALITIES:
        level = "province"
    return Place(facts.region_code, facts.region_name, level)
