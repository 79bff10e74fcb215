"""What one stage hands to the next: plain records, no behaviour, no disk, no clock.

The pure stages (document, reading, codebook, audit) take and return these. The tables
of ``fazhi.schemas.tables`` are made from them in ``fazhi.build``; their column
definitions live there, the meaning of the closed vocabularies in the ``Literal`` types
below.

Records are mutable so that the layers of the reader can fill a figure step by step;
once a stage has returned one, nobody changes it. Offsets are Python string indices
into ``Document.text``; ``text[char_start:char_end] == raw`` always holds. Numbers are
``Decimal``, never float.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Bound = Literal["exact", "approx", "at_least", "at_most"]
Kind = Literal[
    "count",
    "amount",
    "percent",
    "change",
    "rank",
    "ordinal",
    "date_or_year",
    "duration",
    "document_number",
    "list_label",
    "version",
    "slogan",
    "other",
]
Direction = Literal["up", "down", ""]
Measure = Literal[
    "level",
    "cumulative",
    "share",
    "rank",
    "prior_year",
    "yoy_change",
    "pp_change",
    "period_change",
    "multiple",
    "target",
    "",
]
Scope = Literal[
    "whole_place", "own_level", "subordinates", "department", "campaign", "higher_level", ""
]
Role = Literal["result", "first_responsible", "shortcoming", "plan", "other"]
FigureStatus = Literal["ok", "needs_review"]
ObservationStatus = Literal["ok", "in_words", "needs_review", "restated", "duplicate", "rejected"]
Relation = Literal[
    "sum",
    "part_sum",
    "subset",
    "rate",
    "feasible_rate",
    "complement",
    "implied_prior",
    "balance",
    "duplicate",
    "range",
    "jump",
    "enumeration",
    "consistency",
]
Verdict = Literal["holds", "fails", "not_testable"]


@dataclass(slots=True)
class Place:
    """A government's place as the reader may know it before reading.

    Attributes:
        region_code: GB/T 2260 code, six digits as a string.
        name: Short name as printed in reports, e.g. ``如皋市``.
        level: ``province``, ``prefecture`` or ``county``.
        parents: Names of the places above, nearest first, e.g. ``("南通市", "江苏省")``.
    """

    region_code: str
    name: str
    level: str
    parents: tuple[str, ...] = ()


@dataclass(slots=True)
class MetadataValue:
    """One value of the document's metadata and where it stood.

    Attributes:
        name: Canonical field name: ``title``, ``issuer``, ``index_number``,
            ``doc_number``, ``category``, ``genre``, ``written_date``,
            ``published_date``, ``validity``, ``source_name``, ``signed_by``,
            ``signed_date``, ``site_id_code``, ``site_name``, ``column_name``.
        value: As printed, white space folded.
        where: ``meta`` (an HTML meta tag), ``table`` (the disclosure table) or
            ``text``.
        char_start: Offset in the document's text; None where it stands outside it.
        char_end: End of the span, exclusive.
    """

    name: str
    value: str
    where: Literal["meta", "table", "text"]
    char_start: int | None = None
    char_end: int | None = None


@dataclass(slots=True)
class Attachment:
    """A file that the page offers. ``url`` is absolute, or empty when only named."""

    name: str
    url: str = ""


@dataclass(slots=True)
class Block:
    """A run of text that the page set apart.

    Attributes:
        kind: ``paragraph``, ``heading``, or ``table_row`` (cells joined by a tab).
        char_start: Offset of the first character.
        char_end: Offset past the last character, the line break not included.
        table: Index into ``Document.tables`` for table rows, else None.
    """

    kind: Literal["paragraph", "heading", "table_row"]
    char_start: int
    char_end: int
    table: int | None = None


@dataclass(slots=True)
class Cell:
    """A table cell with the span of its text in the document."""

    row: int
    column: int
    text: str
    char_start: int
    char_end: int


@dataclass(slots=True)
class Table:
    """A table of the document; ``header_rows`` rows at the top are headings."""

    cells: list[Cell]
    header_rows: int = 1


@dataclass(slots=True)
class Document:
    """What was served, as text with structure.

    Attributes:
        text: For plain text the decoded file itself; else the visible body.
        media_type: ``text/plain``, ``text/html``, ...
        blocks: Paragraphs and table rows in order; empty for plain text, where
            lines are the blocks.
        tables: Tables, kept as tables too.
        metadata: Values from meta tags and the disclosure table. Those printed in
            the text are added by the reader.
        attachments: Files offered by the page.
        outcome: ``ok``, ``attachment_only``, ``blocked`` or ``scanned`` (pictures of
            pages), as far as the document itself tells; the reader decides whether the
            text is a report.
    """

    text: str
    media_type: str = "text/plain"
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    metadata: list[MetadataValue] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    outcome: str = "ok"


@dataclass(slots=True)
class Section:
    """A heading of the outline.

    Attributes:
        path: Labels from the top joined by ``/``: ``一/(一)/3/二是``. Unique in a
            document: a repeated path gets ``#2``, ``#3``.
        level: 1 (一、) to 4 (一是).
        label: As printed: ``一、``, ``(一)``, ``1.``, ``一是``.
        heading: The heading without its label.
        area: Key of the national outline's area, or ``""``.
        role: What the part is for.
        char_start: Where the label starts.
        char_end: Where the section's own text ends (the next heading of the same or
            a higher level, or the end of the text).
    """

    path: str
    level: int
    label: str
    heading: str
    area: str
    role: Role
    char_start: int
    char_end: int


@dataclass(slots=True)
class Figure:
    """A number-like expression, read.

    ``value`` is in the base unit (元 not 万元), None where only a range or a text is
    there. ``value_text`` holds what is no single number: a document number, an ISO
    date, a slogan. ``rule_id`` names the rule that settled kind and statistical.
    Periods are ISO dates; an unknown end is None. See design section 3 for the
    vocabularies.
    """

    char_start: int
    char_end: int
    raw: str
    value: Decimal | None = None
    value_low: Decimal | None = None
    value_high: Decimal | None = None
    value_text: str = ""
    unit: str = ""
    bound: Bound = "exact"
    kind: Kind = "count"
    direction: Direction = ""
    measure: Measure = ""
    subject: str = ""
    actor: str = ""
    scope: Scope = ""
    scope_name: str = ""
    period_start: date | None = None
    period_end: date | None = None
    period_cue: str = ""
    section_path: str = ""
    statistical: bool = False
    status: FigureStatus = "ok"
    reason: str = ""
    rule_id: str = ""


@dataclass(slots=True)
class WordValue:
    """Words that mean a number (未发生 = 0, 全覆盖 = 100 %), apart from the figures."""

    char_start: int
    char_end: int
    raw: str
    value: Decimal
    unit: str
    subject: str
    section_path: str
    rule_id: str


@dataclass(slots=True)
class Title:
    """A 《…》 document named in the text.

    Attributes:
        char_start: Offset of the opening mark.
        char_end: Offset past the closing mark.
        title: Without the marks.
        mark: ``《》`` or ``〈〉``.
        nested_in: ``char_start`` of the title around it, or None.
        verb: What is done with it, as printed (制定出台, 贯彻落实).
        issuer: As far as the text tells.
        issued_here: ``yes``, ``no`` or ``unknown``: did this place issue it?
        section_path: The section it stands in.
    """

    char_start: int
    char_end: int
    title: str
    mark: str
    nested_in: int | None
    verb: str
    issuer: str
    issued_here: Literal["yes", "no", "unknown"]
    section_path: str


@dataclass(slots=True)
class Honour:
    """An award, listing or ranking claimed, with the sentence part that claims it."""

    char_start: int
    char_end: int
    holder: str
    title: str
    level: str
    awarding_body: str
    verb: str
    section_path: str


@dataclass(slots=True)
class DocumentFacts:
    """The document's metadata, one value a field, with disagreements kept.

    ``outcome`` is ``ok`` for a report, else why it is none: ``attachment_only``,
    ``plan``, ``interpretation``, ``template``, ``blocked``, ``other_genre``.
    ``values`` holds every value found, also those that lost; ``conflicts`` names the
    fields whose sources disagree. Dates are ISO strings, empty when unknown.
    """

    title: str = ""
    issuer: str = ""
    index_number: str = ""
    doc_number: str = ""
    category: str = ""
    genre: str = ""
    written_date: str = ""
    published_date: str = ""
    validity: str = ""
    source_name: str = ""
    signed_by: str = ""
    signed_date: str = ""
    region_code: str = ""
    region_name: str = ""
    year: int | None = None
    is_report: bool = False
    outcome: str = "ok"
    values: list[MetadataValue] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """All that was read from one document. Figures are ordered and do not overlap."""

    facts: DocumentFacts
    sections: list[Section]
    figures: list[Figure]
    words: list[WordValue]
    titles: list[Title]
    honours: list[Honour]


@dataclass(slots=True)
class Observation:
    """A figure, or words that mean a number, recognised as an indicator.

    ``figure`` or ``word`` (exactly one) is what it was read from. ``value`` is in the
    indicator's unit and signed for changes; ``rate_base`` is an indicator id, a
    ``char_start`` of a printed count as ``@123``, or ``""`` when unknown.
    """

    indicator_id: str
    value: Decimal | None
    unit: str
    unit_printed: str
    measure: Measure
    bound: Bound
    dimension: str
    scope: Scope
    scope_name: str
    period_start: date | None
    period_end: date | None
    confidence: float
    status: ObservationStatus
    runner_up: str = ""
    rule_id: str = ""
    rate_base: str = ""
    is_main: bool = False
    figure: Figure | None = None
    word: WordValue | None = None


@dataclass(slots=True)
class Check:
    """A relation tested. ``left`` and ``right`` are ``char_start`` of figures."""

    relation: Relation
    left: list[int]
    right: list[int]
    left_value: Decimal | None
    right_value: Decimal | None
    tolerance: Decimal
    verdict: Verdict
    conclusion_zh: str
    conclusion_en: str
    rule_id: str = ""
