"""Compare one reading with one annotated document.

A figure of the reading answers a figure of the gold when they begin at the same
character, else when they overlap. Data figures (``statistical``) are what precision,
recall and F1 are about; the accuracy of an attribute is counted over the data figures
that were found. A code counts as wrong when a figure carries one that the annotator did
not give, also where the annotator gave none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from fazhi.evaluation.gold import GoldDocument, Row
from fazhi.records import Figure, Observation, Reading

Span = tuple[int, int]

#: Metadata as the annotators name it -> attribute of ``DocumentFacts``.
METADATA_FIELDS = {
    "名称": "title",
    "标题行": "title",
    "发布机构": "issuer",
    "索引号": "index_number",
    "分类": "category",
    "文号": "doc_number",
    "成文日期": "written_date",
    "发布日期": "published_date",
    "有效性": "validity",
    "来源": "source_name",
    "落款单位": "signed_by",
    "落款日期": "signed_date",
    "附件名": "attachments",
}

ATTRIBUTES = ("value", "unit", "bound", "kind", "direction", "measure", "period", "scope")


@dataclass(slots=True)
class Tally:
    """Right, spurious and missed; precision, recall and F1 follow."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, other: Tally) -> None:
        """Add another document's counts to these."""
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed

    @property
    def precision(self) -> float:
        """Share of what was read that is right; 1 where nothing was read."""
        return _ratio(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of what is there that was read; 1 where nothing is there."""
        return _ratio(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return _ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)


@dataclass(slots=True)
class Miss:
    """One disagreement: what it is about, both readings, the rule and the sentence."""

    document: str
    what: str
    gold: str
    read: str
    rule_id: str
    quote: str


@dataclass(slots=True)
class DocumentScore:
    """All counts of one document, or the sum over several.

    ``tallies`` holds data_figures, all_figures, sections, titles, honours, codes;
    ``attributes`` right and total per attribute; ``kinds`` and ``rules`` a tally of
    data figures per gold kind and per rule of the reader.
    """

    name: str
    tallies: dict[str, Tally] = field(default_factory=dict)
    attributes: dict[str, list[int]] = field(default_factory=dict)
    kinds: dict[str, Tally] = field(default_factory=dict)
    rules: dict[str, Tally] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def add(self, other: DocumentScore) -> None:
        """Add another document's score to this one."""
        for mine, theirs in (
            (self.tallies, other.tallies),
            (self.kinds, other.kinds),
            (self.rules, other.rules),
        ):
            for key, tally in theirs.items():
                mine.setdefault(key, Tally()).add(tally)
        for key, (right, total) in other.attributes.items():
            mine_pair = self.attributes.setdefault(key, [0, 0])
            mine_pair[0] += right
            mine_pair[1] += total
        self.misses += other.misses


def score_document(
    gold: GoldDocument, reading: Reading, observations: Sequence[Observation]
) -> DocumentScore:
    """Compare a reading and its observations with the annotation of the same text."""
    score = DocumentScore(gold.name)
    pairs = _pair([_span(row) for row in gold.figures], [_figure_span(f) for f in reading.figures])
    _score_figures(score, gold, reading.figures, pairs)
    _score_codes(score, gold, reading.figures, observations, pairs)
    if gold.sections is not None:
        _score_spans(
            score,
            gold,
            "sections",
            [(int(row["start"]), int(row["level"])) for row in gold.sections],
            [(section.char_start, section.level) for section in reading.sections],
        )
    if gold.titles is not None:
        _score_spans(
            score,
            gold,
            "titles",
            # A document named without marks is annotated too; only marked ones are read.
            [_span(row) for row in gold.titles if row.get("mark", "《》") != "none"],
            [(title.char_start, title.char_end) for title in reading.titles],
        )
    if gold.honours is not None:
        _score_honours(score, gold, reading)
    if gold.metadata is not None:
        _score_metadata(score, gold, reading)
    return score


def _score_figures(
    score: DocumentScore, gold: GoldDocument, figures: Sequence[Figure], pairs: dict[int, int]
) -> None:
    data = score.tallies.setdefault("data_figures", Tally())
    every = score.tallies.setdefault("all_figures", Tally())
    every.right += len(pairs)
    every.missed += len(gold.figures) - len(pairs)
    every.wrong += len(figures) - len(pairs)
    for index, row in enumerate(gold.figures):
        if row["statistical"] != "yes":
            continue
        figure = figures[pairs[index]] if index in pairs else None
        kind = score.kinds.setdefault(row["kind"], Tally())
        if figure is None or not figure.statistical:
            data.missed += 1
            kind.missed += 1
            rule = figure.rule_id if figure else "not_read"
            score.rules.setdefault(rule, Tally()).missed += 1
            read = figure.kind if figure else "not read"
            _miss(score, gold, "missed data figure", row["raw"], read, rule, _span(row))
            continue
        data.right += 1
        kind.right += 1
        score.rules.setdefault(figure.rule_id, Tally()).right += 1
        _score_attributes(score, gold, row, figure)
    answered = {pairs[i]: i for i in pairs}
    for index, figure in enumerate(figures):
        if not figure.statistical:
            continue
        row_index = answered.get(index)
        if row_index is not None and gold.figures[row_index]["statistical"] == "yes":
            continue
        data.wrong += 1
        kind_name = gold.figures[row_index]["kind"] if row_index is not None else "(none)"
        score.kinds.setdefault(kind_name, Tally()).wrong += 1
        score.rules.setdefault(figure.rule_id, Tally()).wrong += 1
        _miss(
            score, gold, "no data figure", kind_name, figure.raw, figure.rule_id,
            _figure_span(figure),
        )  # fmt: skip


def _score_attributes(score: DocumentScore, gold: GoldDocument, row: Row, figure: Figure) -> None:
    for name in ATTRIBUTES:
        expected = row.get(name, "")
        if expected == "" and name not in ("direction", "unit"):
            continue
        same, read = _COMPARE[name](expected, figure)
        pair = score.attributes.setdefault(name, [0, 0])
        pair[0] += same
        pair[1] += 1
        if not same:
            _miss(score, gold, name, expected, read, figure.rule_id, _span(row))


def _same_value(expected: str, figure: Figure) -> tuple[bool, str]:
    if "/" in expected and figure.value_low is not None and figure.value_high is not None:
        low, high = expected.split("/", 1)
        same = _decimal(low) == figure.value_low and _decimal(high) == figure.value_high
        return same, f"{figure.value_low}/{figure.value_high}"
    number = _decimal(expected)
    if number is None or figure.value is None:
        return figure.value is None and expected == figure.value_text, figure.value_text
    return number == figure.value, str(figure.value)


def _same_period(expected: str, figure: Figure) -> tuple[bool, str]:
    """Compare years; a printed end date must be met where the annotator gave one."""
    start, end = figure.period_start, figure.period_end
    read = f"{start or ''}..{end or ''}"
    last = expected.split(" vs ", maxsplit=1)[0].rsplit("/", maxsplit=1)[-1].strip()
    year = last[:4]
    if not year.isdigit():
        return True, read
    known = end or start
    if known is None or str(known.year) != year:
        return False, read
    return (len(last) != 10 or str(end) == last), read


def _same(name: str) -> Callable[[str, Figure], tuple[bool, str]]:
    def compare(expected: str, figure: Figure) -> tuple[bool, str]:
        read = str(getattr(figure, name))
        return expected == read, read

    return compare


_COMPARE: dict[str, Callable[[str, Figure], tuple[bool, str]]] = {
    **{name: _same(name) for name in ATTRIBUTES},
    "value": _same_value,
    "period": _same_period,
}


def _score_codes(
    score: DocumentScore,
    gold: GoldDocument,
    figures: Sequence[Figure],
    observations: Sequence[Observation],
    pairs: dict[int, int],
) -> None:
    coded: dict[Span, list[Observation]] = {}
    for observation in observations:
        if gold.indicators is not None and observation.indicator_id not in gold.indicators:
            continue
        if observation.figure is not None and observation.status != "rejected":
            coded.setdefault(_figure_span(observation.figure), []).append(observation)
    tally = score.tallies.setdefault("codes", Tally())
    for index, row in enumerate(gold.figures):
        figure = figures[pairs[index]] if index in pairs else None
        found = coded.pop(_figure_span(figure), []) if figure is not None else []
        expected = row.get("indicator_id", "")
        ids = {observation.indicator_id for observation in found}
        rule = found[0].rule_id if found else ""
        read = ", ".join(sorted(ids))
        if expected and expected in ids:
            tally.right += 1
            _score_dimension(score, gold, row, found, expected)
        elif expected:
            tally.missed += 1
            tally.wrong += bool(ids)
            _miss(score, gold, "code", expected, read, rule, _span(row))
        elif ids and row["statistical"] == "yes":
            tally.wrong += 1
            _miss(score, gold, "code", "", read, rule, _span(row))
        elif ids:
            tally.wrong += 1
            _miss(score, gold, "code of no data", "", read, rule, _span(row))
    for span, found in coded.items():
        tally.wrong += 1
        ids = {observation.indicator_id for observation in found}
        _miss(score, gold, "code of no figure", "", ", ".join(ids), found[0].rule_id, span)


def _score_dimension(
    score: DocumentScore, gold: GoldDocument, row: Row, found: list[Observation], expected: str
) -> None:
    best = next(o for o in found if o.indicator_id == expected)
    for name, want, got in (
        ("dimension", row.get("dimension", ""), best.dimension),
        ("code_scope", row.get("scope", ""), best.scope),
    ):
        pair = score.attributes.setdefault(name, [0, 0])
        pair[0] += want == got
        pair[1] += 1
        if want != got:
            _miss(score, gold, name, want, got, best.rule_id, _span(row))


def _score_spans(
    score: DocumentScore, gold: GoldDocument, what: str, want: list[Span], got: list[Span]
) -> None:
    left, right = Counter(want), Counter(got)
    both = left & right
    score.tallies[what] = Tally(both.total(), (right - left).total(), (left - right).total())
    for start, second in (left - right).elements():
        _miss(score, gold, what, str((start, second)), "", "", (start, start + 1))
    for start, second in (right - left).elements():
        _miss(score, gold, what, "", str((start, second)), "", (start, start + 1))


def _score_honours(score: DocumentScore, gold: GoldDocument, reading: Reading) -> None:
    rows = gold.honours or []
    want = [_span(row) for row in rows]
    got = [(honour.char_start, honour.char_end) for honour in reading.honours]
    pairs = _pair(want, got)
    score.tallies["honours"] = Tally(len(pairs), len(got) - len(pairs), len(want) - len(pairs))
    for index, span in enumerate(want):
        if index not in pairs:
            _miss(score, gold, "honours", rows[index]["title"], "", "", span)
    for index in set(range(len(got))) - set(pairs.values()):
        _miss(score, gold, "honours", "", reading.honours[index].title, "", got[index])


def _score_metadata(score: DocumentScore, gold: GoldDocument, reading: Reading) -> None:
    for row in gold.metadata or []:
        attribute = METADATA_FIELDS.get(row["field"])
        if attribute is None:
            continue
        if attribute == "attachments":
            read = [attachment.name for attachment in reading.facts.attachments]
            same = row["value"] in read
        else:
            read = getattr(reading.facts, attribute)
            same = _plain_date(row["value"]) == read
        pair = score.attributes.setdefault("metadata", [0, 0])
        pair[0] += same
        pair[1] += 1
        if not same:
            where = (int(row["start"] or 0), int(row["end"] or 0))
            _miss(score, gold, f"metadata {attribute}", row["value"], str(read), "", where)


def _plain_date(value: str) -> str:
    """``2023年12月13日`` -> ``2023-12-13``; anything else unchanged."""
    digits = value.replace("年", "-").replace("月", "-").rstrip("日").split("-")
    if len(digits) == 3 and all(part.isdigit() for part in digits):
        return f"{digits[0]}-{int(digits[1]):02d}-{int(digits[2]):02d}"
    return value


def _pair(want: Sequence[Span], got: Sequence[Span]) -> dict[int, int]:
    """Pair spans one to one: equal starts first, then overlaps in order of the text."""
    by_start = {start: index for index, (start, _) in enumerate(got)}
    pairs = {index: by_start[start] for index, (start, _) in enumerate(want) if start in by_start}
    taken = set(pairs.values())
    rest = [index for index in range(len(got)) if index not in taken]
    for index, (start, end) in enumerate(want):
        if index in pairs:
            continue
        for position, other in enumerate(rest):
            if got[other][0] < end and start < got[other][1]:
                pairs[index] = other
                del rest[position]
                break
    return pairs


def _miss(
    score: DocumentScore,
    gold: GoldDocument,
    what: str,
    expected: str,
    read: str,
    rule_id: str,
    span: Span,
) -> None:
    start, end = max(0, span[0] - 30), min(len(gold.text), span[1] + 20)
    quote = (
        f"{gold.text[start : span[0]]}【{gold.text[span[0] : span[1]]}】{gold.text[span[1] : end]}"
    )
    score.misses.append(Miss(gold.name, what, expected, read, rule_id, quote.replace("\n", " ")))


def _span(row: Row) -> Span:
    return int(row["start"]), int(row["end"])


def _figure_span(figure: Figure) -> Span:
    return figure.char_start, figure.char_end


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _ratio(part: int, whole: int) -> float:
    return 1.0 if whole == 0 else part / whole
