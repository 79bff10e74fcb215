"""The fourth layer: what a number is, and whether it is a data point of the report.

Every decision names its rule. The rules look at the words around the number
(``schemas/reading/cues.yml``) within its clause and sentence, at the section it stands in
and at its neighbours; they do not look at the subject, which a later layer finds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from fazhi import vocabulary
from fazhi.reading.cues import find_cues
from fazhi.reading.expressions import Expression
from fazhi.records import Direction, DocumentFacts, Figure, Kind, Measure, Section, Title


class Lists(BaseModel):
    """The content of ``reading/classification.yml``; the file explains each list."""

    model_config = ConfigDict(extra="forbid")

    structural_units: list[str]
    class_units: list[str]
    vague_one_units: list[str]
    motto_nouns: list[str]
    period_nouns: list[str]
    place_nouns: list[str]
    project_nouns: list[str]
    name_characters: str
    before_bare_number: list[str]
    rank_heads: list[str]
    not_ranks: list[str]


_LISTS = vocabulary.load("reading/classification.yml", Lists)
_STRUCTURAL = frozenset(_LISTS.structural_units)
_CLASSES = frozenset(_LISTS.class_units)
_VAGUE_ONE = frozenset(_LISTS.vague_one_units)
_MOTTO = tuple(_LISTS.motto_nouns)
_PERIOD = tuple(_LISTS.period_nouns)
_PLACES = tuple(_LISTS.place_nouns)
_BEFORE_BARE = tuple(_LISTS.before_bare_number)
_RANK_HEADS = tuple(_LISTS.rank_heads)
_NOT_RANKS = tuple(_LISTS.not_ranks)
_PROJECT = re.compile("|".join(_LISTS.project_nouns))

_SENTENCE_END = re.compile("[。！？!?\n]")
_CLAUSE_SIGNS = ("，", ",", "；", ";", "：", ":", "。", "\n")
_PUNCTUATION = frozenset('，,。；;：:、！!？?）)】”"\n\t 》.')
_LIST_SIGNS = frozenset(("、", "和", "与", "及", "以及", "，", ",", "/", "和为", "；"))
_KINDS: dict[str, Kind] = {
    "ratio": "other",
    "date": "date_or_year",
    "ordinal": "ordinal",
    "document": "document_number",
    "version": "version",
    "slogan": "slogan",
    "label": "list_label",
    "other": "other",
}
_ONE = Decimal(1)


@dataclass(slots=True)
class Decision:
    """What the rules say about one expression."""

    statistical: bool
    rule: str
    kind: Kind = "count"
    direction: Direction = ""
    measure: Measure = ""
    review: str = ""


@dataclass(slots=True)
class View:
    """One expression and what stands around it.

    ``last`` maps a category of cue words to the end of its last occurrence before the
    expression in the same sentence.
    """

    text: str
    expression: Expression
    sentence: int
    clause: int
    role: str
    in_title: bool
    last: dict[str, int]
    previous: Expression | None
    decided: Decision | None
    following: Expression | None
    report_year: int | None
    future_from: int
    past_from: int
    many_years_from: int
    gap: str = field(default="")

    def near(self, category: str) -> bool:
        """Whether a cue of the category stands before the number in its own clause."""
        return self.last.get(category, -1) > self.clause

    def governs(self, category: str) -> bool:
        """Whether a cue stands in the clause and behind the number before this one."""
        end = self.last.get(category, -1)
        return end > self.clause and (self.previous is None or end >= self.previous.end)

    def behind(self, length: int = 1) -> str:
        """The characters behind the expression."""
        end = self.expression.end
        return self.text[end : end + length]


def classify(
    text: str,
    expressions: list[Expression],
    sections: list[Section],
    titles: list[Title],
    facts: DocumentFacts,
) -> list[Figure]:
    """Turn expressions into figures with kind, direction, measure and statistical."""
    walker = _Walker(text, sections, titles, facts.year)
    figures: list[Figure] = []
    previous: Expression | None = None
    decided: Decision | None = None
    last_index = len(expressions) - 1
    for index, expression in enumerate(expressions):
        following = expressions[index + 1] if index < last_index else None
        view = walker.view(expression, previous, decided, following)
        decision = decide(view)
        figures.append(_figure(view, decision, walker.path))
        walker.note_date(expression, view.in_title)
        if expression.form in ("quantity", "multiple") or decision.kind == "rank":
            previous, decided = expression, decision
    return figures


class _Walker:
    """Follows sentences, sections, titles and cue words along the text."""

    def __init__(
        self, text: str, sections: list[Section], titles: list[Title], year: int | None
    ) -> None:
        self._text = text
        self._cues = find_cues(text)
        self._cue = 0
        self._ends = [match.end() for match in _SENTENCE_END.finditer(text)]
        self._end = 0
        self._sentence = 0
        self._last: dict[str, int] = {}
        self._sections = sorted(sections, key=lambda section: section.char_start)
        self._section = -1
        self._titles = sorted((title.char_start, title.char_end) for title in titles)
        self._title = 0
        self._title_end = 0
        self._year = year
        self._future_from = self._past_from = self._many_years_from = -1
        self.path = ""
        self._role = ""

    def view(
        self,
        expression: Expression,
        previous: Expression | None,
        decided: Decision | None,
        following: Expression | None,
    ) -> View:
        """Collect what stands around an expression; expressions come in order."""
        start = expression.start
        self._move_to(start)
        text = self._text
        sentence = self._sentence
        clause = sentence
        for sign in _CLAUSE_SIGNS:
            position = text.rfind(sign, clause, start)
            if position >= clause:
                clause = position + 1
        gap = ""
        if previous is not None and previous.end <= start < previous.end + 14:
            gap = text[previous.end : start]
        return View(
            text,
            expression,
            sentence,
            clause,
            self._role,
            start < self._title_end,
            self._last,
            previous if previous is not None and previous.start >= sentence else None,
            decided,
            following,
            self._year,
            self._future_from,
            self._past_from,
            self._many_years_from,
            gap,
        )

    def _move_to(self, start: int) -> None:
        """Move all pointers to ``start``."""
        ends, sections, titles, cues = self._ends, self._sections, self._titles, self._cues
        if self._end < len(ends) and ends[self._end] <= start:
            while self._end < len(ends) and ends[self._end] <= start:
                self._end += 1
            self._sentence = ends[self._end - 1]
            self._last = {}
            self._future_from = self._past_from = self._many_years_from = -1
        while self._section + 1 < len(sections) and sections[self._section + 1].char_start <= start:
            self._section += 1
            self.path = sections[self._section].path
            self._role = sections[self._section].role
        while self._title < len(titles) and titles[self._title][0] <= start:
            self._title_end = max(self._title_end, titles[self._title][1])
            self._title += 1
        while self._cue < len(cues) and cues[self._cue][2] <= start:
            category, cue_start, cue_end = cues[self._cue]
            self._cue += 1
            if cue_start >= self._sentence:
                self._last[category] = cue_end

    def note_date(self, expression: Expression, in_title: bool) -> None:
        """Remember what a date says about the numbers that follow in its sentence."""
        text, end = self._text, expression.end
        if in_title:
            return
        if expression.form == "date" and expression.year is not None and self._year is not None:
            behind = text[end : end + 2]
            if expression.year > self._year:
                if not text.endswith(("截至", "截止", "截止到", "截至到"), 0, expression.start):
                    self._future_from = end
            elif "以来" in text[end : end + 4] or behind[:1] == "起" or behind == "至今":
                if expression.year < self._year:
                    self._many_years_from = end
            elif "/" in expression.text and expression.text[:4] != expression.text[-4:]:
                self._many_years_from = end
            elif expression.year < self._year:
                if not text.endswith(("较", "比", "与", "同"), 0, expression.start):
                    self._past_from = end
            else:
                self._past_from = self._many_years_from = -1
        elif expression.form == "quantity" and expression.unit == "year":
            if text.startswith(("来", "间", "多来"), end) and expression.value != _ONE:
                self._many_years_from = end
        elif expression.form == "ordinal" and text[end - 1] == "五":
            if text.startswith(("以来", "期间", "时期", "”以来", "”期间", "”时期"), end):
                self._many_years_from = end


def _figure(view: View, decision: Decision, path: str) -> Figure:
    expression = view.expression
    start, end = expression.start, expression.end
    review = decision.review or expression.review
    unit = expression.unit
    if decision.kind == "rank":
        unit = "rank"
    elif decision.measure == "pp_change" and unit == "percent":
        unit = "percentage_point"
    return Figure(
        char_start=start,
        char_end=end,
        raw=view.text[start:end],
        value=expression.value,
        value_low=expression.low,
        value_high=expression.high,
        value_text=expression.text,
        unit=unit,
        bound=expression.bound,
        kind=decision.kind,
        direction=decision.direction,
        measure=decision.measure,
        section_path=path,
        statistical=decision.statistical,
        status="needs_review" if review else "ok",
        reason=review,
        rule_id=decision.rule,
    )


def decide(view: View) -> Decision:
    """Apply the rules to one expression."""
    expression = view.expression
    form = expression.form
    if form == "ordinal":
        return _decide_ordinal(view)
    if form not in ("quantity", "multiple"):
        if form == "other" and (rank := _leading_rank(view)) is not None:
            return rank
        return Decision(False, f"form.{form}", _KINDS[form])
    if (rank := _leading_rank(view)) is not None:
        return rank
    decision = _measure(view)
    for rule in _RULES:
        reason = rule(view, decision)
        if reason is not None:
            decision.rule = reason
            decision.statistical = reason in _DATA_RULES
            break
    if not decision.statistical:
        decision.measure = "target" if decision.rule in _TARGET_RULES else ""
        if decision.rule in _KIND_OF_RULE:
            decision.kind = _KIND_OF_RULE[decision.rule]
    if decision.rule in _REVIEW_RULES:
        decision.review = decision.rule
    return decision


def _decide_ordinal(view: View) -> Decision:
    """第N is a rank behind a peer group or a verb of ranking, else an ordinal."""
    expression, text = view.expression, view.text
    end = expression.end
    is_rank = False
    if text[expression.start] == "第" and not text.startswith(_NOT_RANKS, end):
        last = text[end - 1]
        if last in "名位":
            is_rank = True
        elif expression.number_end == end:
            head = text[max(view.clause, expression.start - 14) : expression.start]
            is_rank = head.endswith(_RANK_HEADS) or (
                view.near("rank") and view.behind() in _PUNCTUATION
            )
            if view.decided is not None and view.decided.kind == "rank" and len(view.gap) < 8:
                is_rank = is_rank or view.gap in _LIST_SIGNS
    if not is_rank:
        return Decision(False, "form.ordinal", "ordinal")
    return _rank(view)


def _leading_rank(view: View) -> Decision | None:
    """前三, 前10位: a rank, with 前 taken into the span."""
    expression, text = view.expression, view.text
    start = expression.start
    if start == 0 or text[start - 1] != "前" or expression.dimension in ("duration", "percent"):
        return None
    if expression.unit not in ("", "人") or view.behind() in ("季", "期"):
        return None
    head = text[max(view.clause, start - 5) : start - 1]
    if not (view.near("rank") or head.endswith(_RANK_HEADS)):
        return None
    expression.start -= 1
    return _rank(view)


def _rank(view: View) -> Decision:
    if view.in_title:
        return Decision(False, "title", "rank")
    if view.role == "plan" or view.last.get("target", -1) > view.sentence:
        return Decision(False, "target", "rank", measure="target")
    return Decision(True, "rank", "rank", measure="rank")


def _measure(view: View) -> Decision:
    """Kind, direction and measure of a quantity, before it is asked whether it is data."""
    expression = view.expression
    dimension = expression.dimension
    inherited = view.decided
    if inherited is not None and view.gap in _LIST_SIGNS and view.previous is not None:
        if view.previous.dimension == dimension:
            return Decision(
                True, "quantity", inherited.kind, inherited.direction, inherited.measure
            )
    up, down = view.last.get("up", -1), view.last.get("down", -1)
    floor = view.clause if view.previous is None else max(view.clause, view.previous.end)
    direction: Direction = ""
    if max(up, down) > floor and max(up, down) > max(
        view.last.get("to_up", -1), view.last.get("to_down", -1)
    ):
        direction = "up" if up > down else "down"
    other_base = view.governs("other_base")
    compared = view.governs("compare") or other_base
    if dimension in ("percent", "fraction"):
        return _measure_percent(view, direction, other_base)
    if dimension == "factor":
        measure: Measure = "multiple"
        if direction or expression.form == "multiple":
            measure = "period_change" if other_base or view.many_years_from > 0 else "yoy_change"
        return Decision(True, "quantity", "change", direction or "up", measure)
    if dimension == "rank":
        return Decision(True, "quantity", "change", direction or "up", "yoy_change")
    kind: Kind = "count"
    if dimension == "money":
        kind = "amount"
    elif dimension == "duration":
        kind = "duration"
    if compared and direction:
        return Decision(
            True, "quantity", "change", direction, "period_change" if other_base else "yoy_change"
        )
    return Decision(True, "quantity", kind, "", _level_of(view))


def _measure_percent(view: View, direction: Direction, other_base: bool) -> Decision:
    """Percent: a change where a word of change governs it, a share with 占, else a level."""
    expression = view.expression
    many_years = view.many_years_from > view.sentence
    if expression.unit == "percentage_point":
        measure: Measure = "period_change" if other_base or many_years else "pp_change"
        return Decision(True, "quantity", "change", direction or "up", measure)
    if direction:
        if _of_a_rate(view):
            return Decision(True, "quantity.rate_change", "change", direction, "pp_change")
        measure = "period_change" if other_base or many_years else "yoy_change"
        return Decision(True, "quantity", "change", direction, measure)
    if expression.dimension == "fraction" or view.governs("share"):
        return Decision(True, "quantity", "percent", "", "share")
    level = _level_of(view)
    return Decision(True, "quantity", "percent", "", "level" if level == "cumulative" else level)


def _of_a_rate(view: View) -> bool:
    """Whether what changes by percent is itself a rate (审结率提高5.97% are points)."""
    text, clause = view.text, view.clause
    word = max(view.last.get("up", -1), view.last.get("down", -1))
    position = text.rfind("率", clause, word)
    if position > clause:
        return text[position - 1] not in "效频速" and word - position < 14
    return False


def _level_of(view: View) -> Measure:
    """Level, prior year's level or a sum over several years."""
    expression, text = view.expression, view.text
    start = expression.start
    if text[start - 1 : start] in ("由", "从") or text.endswith(
        ("原来的", "原来", "原先的", "上年", "去年", "上年的", "去年的"), 0, start
    ):
        behind = text[expression.end : expression.end + 6]
        if any(
            word in behind
            for word in (
                "增",
                "减",
                "降",
                "升",
                "扩",
                "提",
                "压",
                "缩",
                "到",
                "至",
                "下",
                "上",
                "调",
            )
        ):
            return "prior_year"
    since = view.previous.end if view.previous is not None else -1
    prior = view.last.get("prior", -1)
    if prior > view.clause and prior >= since and prior > view.last.get("this_year", -1):
        return "prior_year"
    if view.past_from > view.clause and view.past_from >= since:
        return "prior_year"
    many_years = max(view.many_years_from, view.last.get("multi_year", -1))
    if many_years > view.sentence and many_years > view.last.get("this_year", -1):
        return "level" if view.governs("stock") else "cumulative"
    return "level"


def _rule_title(view: View, decision: Decision) -> str | None:
    return "title" if view.in_title else None


def _rule_plan(view: View, decision: Decision) -> str | None:
    if view.role == "plan":
        return "plan_section"
    target = view.last.get("target", -1)
    if target > view.sentence:
        return "target_cue"
    if view.future_from > view.sentence:
        return "future_year"
    return None


def _rule_duration(view: View, decision: Decision) -> str | None:
    expression = view.expression
    if expression.dimension != "duration":
        return None
    if expression.unit in ("岁", "周年"):
        return "age"
    if expression.suffix in ("内", "以内", "之内") or view.near("limit"):
        return "time_limit"
    if view.text.startswith(_PERIOD, expression.end) or expression.unit in ("year", "week"):
        return "period"
    if view.near("achieved"):
        return "achieved_time"
    return "duration"


def _rule_threshold(view: View, decision: Decision) -> str | None:
    expression = view.expression
    dimension = expression.dimension
    if dimension in ("percent", "fraction"):
        return None
    behind = view.behind()
    if expression.suffix and expression.suffix not in ("多", "余", "左右", "有余", "之多"):
        if behind and behind not in _PUNCTUATION:
            return "threshold"
    if dimension in ("money", "mass", "energy", "area", "volume") and behind not in _PUNCTUATION:
        if expression.unit == "kg" or expression.unit == "千伏":
            return "specification"
        if view.near("actual") and behind != "的":
            return None
        if _PROJECT.search(view.text, expression.end, expression.end + 16):
            return "project_size"
    return None


def _rule_requirement(view: View, decision: Decision) -> str | None:
    expression = view.expression
    if expression.dimension in ("percent", "fraction", "money") and decision.kind == "change":
        return None
    bounded = expression.bound in ("at_least", "at_most")
    if bounded and view.near("requirement"):
        return "requirement"
    if bounded and view.near("each") and not expression.suffix:
        return "requirement"
    if view.near("each") and expression.chinese and expression.dimension == "count":
        return "requirement"
    return None


def _rule_structure(view: View, decision: Decision) -> str | None:
    expression, text = view.expression, view.text
    unit, end = expression.unit, expression.end
    if unit == "级" or (expression.chinese and unit in _STRUCTURAL):
        return "structure"
    if unit == "方面":
        return "structure"
    if expression.chinese and text.startswith(_MOTTO, end):
        return "motto"
    if expression.chinese and expression.dimension == "bare_noun":
        return "structure"
    if unit in _CLASSES and view.following is not None:
        following = view.following
        if (
            following.form == "quantity"
            and following.start - end < 16
            and "。" not in text[end : following.start]
        ):
            return "class_count"
    return None


def _rule_population(view: View, decision: Decision) -> str | None:
    expression, text = view.expression, view.text
    if expression.dimension not in ("count", "bare_noun"):
        return None
    population = view.last.get("population", -1)
    if population < view.clause or expression.start - population > 2:
        return None
    noun = expression.end if expression.dimension == "count" else expression.number_end
    if not text.startswith(_PLACES, noun):
        return None
    coverage = view.last.get("coverage", -1)
    return None if population - coverage < 4 else "population"


def _rule_elsewhere(view: View, decision: Decision) -> str | None:
    if view.last.get("example", -1) > view.sentence:
        return "example"
    if view.near("higher") and decision.kind != "change":
        return "higher_level"
    return None


def _rule_one(view: View, decision: Decision) -> str | None:
    """一 with a measure word is mostly an article (形成一套机制), not a count."""
    expression = view.expression
    if not expression.chinese or expression.value != _ONE or expression.dimension == "percent":
        return None
    if expression.unit in _VAGUE_ONE and not view.text.endswith(
        ("各", "仅", "了", "另"), 0, expression.start
    ):
        return "vague_one"
    return "counted_one" if view.near("actual") else "vague_one"


def _rule_bare(view: View, decision: Decision) -> str | None:
    """A number without a unit: data where a list or a verb says so, else a name."""
    expression, text = view.expression, view.text
    if expression.dimension:
        return None
    behind = view.behind()
    if expression.end > expression.number_end or text[expression.number_end - 1] in "万亿余多":
        return "bare_number"
    if behind and behind not in _PUNCTUATION:
        return "name"
    if text.endswith(_BEFORE_BARE, 0, expression.start) and expression.start > 0:
        return "unit_missing"
    return "name"


def _rule_assured(view: View, decision: Decision) -> str | None:
    return "assured" if view.near("assure") else None


_RULES = (
    _rule_title,
    _rule_plan,
    _rule_structure,
    _rule_duration,
    _rule_bare,
    _rule_threshold,
    _rule_requirement,
    _rule_population,
    _rule_elsewhere,
    _rule_one,
    _rule_assured,
)
_DATA_RULES = frozenset({"achieved_time", "counted_one", "bare_number", "unit_missing"})
_TARGET_RULES = frozenset({"plan_section", "target_cue", "future_year", "assured"})
_REVIEW_RULES = frozenset(
    {"counted_one", "unit_missing", "assured", "project_size", "class_count", "population"}
)
_KIND_OF_RULE: dict[str, Kind] = {
    "title": "slogan",
    "motto": "slogan",
    "name": "other",
    "specification": "other",
    "age": "other",
}
