"""For which time a figure holds, and the words that say so.

A cue holds for the figures after it until another cue takes its place or the sentence
ends. It goes on into the next sentence only where that one continues the thought (其中,
同比, 累计), and through its paragraph where it opens it and names another year. A year
that only names something (``2022年度总结大会``) or is compared with (``较去年``) is no
cue. Without a cue a figure holds for the year of the report.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind
from pydantic import BaseModel, ConfigDict

from fazhi import vocabulary
from fazhi.reading.clauses import Sentence
from fazhi.reading.lexicon import Edge
from fazhi.records import DocumentFacts, Figure

_TO = r"\s?(?:[-—–~～至到]|--|——)\s?"
_ANCHOR = re.compile(r"(?<!\d)\d{1,4}(?:" + _TO + r"\d{1,4})?\s?[年月]")
_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)(?:" + _TO + r"(?P<last_year>(?:19|20)\d\d))?\s?年度?)?"
    r"(?:(?:(?P<first_month>\d{1,2})(?:月份?)?" + _TO + r")?(?P<month>\d{1,2})\s?月份?)?"
    r"(?:(?P<day>\d{1,2})[日号])?"
    r"(?P<point>年?底|年?末|年?初|[上中下]旬)?"
    r"(?P<since>以来|起)?"
)
_UNTIL = ("截至", "截止", "截止到", "截至到", "截止至", "到", "至", "止")
_PLAN_ENDINGS = ("期间", "时期", "以来", "末", "收官", "五年")
_NUMERALS = {
    character: value for value, character in enumerate("一二三四五六七八九十", start=1)
} | {"两": 2}
_YEARS_FORMS = (
    "{}年来",
    "{}年以来",
    "{}年多来",
    "{}年间",
    "近{}年",
    "近{}年来",
    "过去{}年",
    "过去的{}年",
    "这{}年",
    "最近{}年",
    "{}年累计",
    "{}年共",
)
_YEARS_BEFORE = ("新增", "实施", "完成", "建成", "新建", "培训", "办理", "投入", "发放", "解决")
_PARTS = {
    "first_half": (1, 6),
    "second_half": (7, 12),
    "first_quarter": (1, 3),
    "second_quarter": (4, 6),
    "third_quarter": (7, 9),
    "fourth_quarter": (10, 12),
    "three_quarters": (1, 9),
}
_OFFSETS = {"prior": -1, "before": -2, "next": 1, "year": 0}
_GUARDED = ("prior", "before", "next", "first_half", "second_half", "plan", "plan_since")
_CONTINUING = ("其中", "同比", "累计", "共", "较", "环比", "另")
_BEFORE_YEAR = ("", "其中", "在", "自", "从", "由", "于", "到", "至", "对", "与", "和", "而", "的")
_BEFORE_NUMBER = (
    "",
    "的",
    "为",
    "达",
    "达到",
    "约",
    "有",
    "约为",
    "是",
    "仅",
    "仅为",
    "的约",
    "共",
    "末的",
    "底的",
)
_PLACE_OPENING = frozenset("全我本各市县区省州")
_LONGEST_ACTOR = 8


class _Periods(BaseModel):
    model_config = ConfigDict(extra="forbid")

    words: dict[str, list[str]]
    plans: dict[str, tuple[int, int]]
    compared_before: list[str]
    named_after: list[str]


@dataclass(slots=True)
class Cue:
    """Words of time with the period they mean.

    Attributes:
        start: Offset of the first character.
        end: Offset past the last.
        period_start: First day, None if unknown.
        period_end: Last day, None if unknown.
        only_cue: Whether the words say nothing about dates (``累计``).
        is_other: Whether the period is not within the year of the report.
        text: The words.
        once: Whether it holds for the next figure alone (``由上年的40件增至52件``).
    """

    start: int
    end: int
    period_start: date | None
    period_end: date | None
    text: str
    only_cue: bool = False
    is_other: bool = False
    once: bool = False


class _Vocabulary:
    """The words of time in one automaton, with their meanings."""

    def __init__(self) -> None:
        periods = vocabulary.load("reading/periods.yml", _Periods)
        meanings: dict[str, tuple[str, int, int]] = {}
        for meaning, words in periods.words.items():
            meanings.update(dict.fromkeys(words, (meaning, 0, 0)))
        for plan, (first, last) in periods.plans.items():
            for ending in _PLAN_ENDINGS:
                for form in (f"“{plan}”{ending}", f'"{plan}"{ending}', f"{plan}{ending}"):
                    meanings[form] = ("plan_since" if ending == "以来" else "plan", first, last)
        numerals = _NUMERALS | {str(value): value for value in range(2, 11)}
        for numeral, value in numerals.items():
            if value > 1:
                meanings.update(
                    {form.format(numeral): ("years", value, 0) for form in _YEARS_FORMS}
                )
        self.meanings = list(meanings.values())
        self.automaton = AhoCorasick(list(meanings), matchkind=MatchKind.LeftmostLongest)
        self.compared_before = Edge(periods.compared_before)
        self.named_after = Edge(periods.named_after)


@cache
def _words() -> _Vocabulary:
    return _Vocabulary()


class PeriodReader:
    """Reads the periods of a document, paragraph after paragraph.

    Args:
        text: The document's text.
        facts: Year of the report and day of signing, as far as known.
    """

    def __init__(self, text: str, facts: DocumentFacts) -> None:
        self._text = text
        self._words = _words()
        self._report_year = facts.year
        self._signed = _signing_day(facts)
        self._year = facts.year
        self._carried: Cue | None = None
        self._opening: Cue | None = None
        self._is_first = True

    def begin_paragraph(self, year_offset: int = 0) -> None:
        """Forget the cues; ``year_offset`` is 1 where the text speaks of next year."""
        self._year = None if self._report_year is None else self._report_year + year_offset
        self._carried = self._opening = None
        self._is_first = True

    def read(self, sentence: Sentence, figures: Sequence[Figure]) -> list[tuple[int, int]]:
        """Fill the period of the figures of one sentence.

        Args:
            sentence: The sentence.
            figures: Its measured figures in order.

        Returns:
            The spans of the cues, which belong to no subject.
        """
        cues = self._cues(sentence, [figure.char_start for figure in figures])
        current = self._initial(sentence)
        marked: Cue | None = None
        index = 0
        for figure in figures:
            while index < len(cues) and cues[index].start < figure.char_start:
                if cues[index].only_cue:
                    marked = cues[index]
                else:
                    current, marked = cues[index], None
                index += 1
            self._apply(figure, current, marked)
            if current is not None and current.once:
                current = None
        self._remember(sentence, cues, current)
        return [(cue.start, cue.end) for cue in cues]

    def _initial(self, sentence: Sentence) -> Cue | None:
        opening = self._text[sentence.start : sentence.start + 4].lstrip()
        if self._carried is not None and opening.startswith(_CONTINUING):
            return self._carried
        return self._opening

    def _remember(self, sentence: Sentence, cues: Sequence[Cue], current: Cue | None) -> None:
        self._carried = current
        strong = [cue for cue in cues if not cue.only_cue]
        if strong:
            first = strong[0]
            opens = self._is_first and first.start - sentence.start <= _LONGEST_ACTOR
            self._opening = first if opens and first.is_other and len(strong) == 1 else None
        self._is_first = False

    def _apply(self, figure: Figure, cue: Cue | None, marked: Cue | None) -> None:
        if cue is not None:
            figure.period_start, figure.period_end = cue.period_start, cue.period_end
            figure.period_cue = cue.text
            return
        figure.period_cue = marked.text if marked is not None else ""
        year = self._year
        if year is not None and figure.measure == "prior_year":
            year -= 1
        if year is not None:
            figure.period_start, figure.period_end = _year_span(year)

    # -- cues -----------------------------------------------------------------------

    def _cues(self, sentence: Sentence, starts: Sequence[int]) -> list[Cue]:
        cues = [*self._word_cues(sentence, starts), *self._date_cues(sentence, starts)]
        for cue in cues:
            cue.once = cue.is_other and self._text[cue.start - 1 : cue.start] in ("由", "从")
        if len(cues) < 2:
            return cues
        cues.sort(key=lambda cue: cue.start)
        merged = [cues[0]]
        for cue in cues[1:]:
            last = merged[-1]
            if cue.start >= last.end + 1 or cue.only_cue != last.only_cue:
                merged.append(cue)
                continue
            if cue.is_other and last.is_other:
                last.end = cue.end  # 2018年以来四年间: said twice.
                continue
            # 今年1—10月, 2023年上半年: two words for one time, the narrower one counts.
            last.period_start, last.period_end = cue.period_start, cue.period_end
            last.end = max(cue.end, last.end)
            last.text = self._text[last.start : last.end]
            last.is_other = last.is_other or cue.is_other
        return merged

    def _word_cues(self, sentence: Sentence, starts: Sequence[int]) -> Iterator[Cue]:
        base, text = sentence.start, self._text
        found = self._words.automaton.find_matches_as_indexes(text[base : sentence.end])
        for index, start, end in found:
            start, end = start + base, end + base
            meaning, first, last = self._words.meanings[index]
            if self._is_quoted(sentence, start, end):
                continue
            if meaning in _GUARDED:
                if self._is_compared(start) or self._is_name(end):
                    continue
            elif meaning == "years" and not self._may_open(sentence, start, end, starts):
                continue
            cue = self._meaning(meaning, first, last, start, end)
            if cue is not None:
                yield cue

    def _meaning(self, meaning: str, first: int, last: int, start: int, end: int) -> Cue | None:
        text = self._text[start:end]
        if meaning == "cumulative":
            return Cue(start, end, None, None, text, only_cue=True)
        if meaning == "years" and last:
            end -= last
            text = text[:-last]
        if meaning == "recent":
            return Cue(start, end, None, None, text, is_other=True)
        if meaning == "plan":
            return Cue(start, end, date(first, 1, 1), date(last, 12, 31), text, is_other=True)
        if meaning == "plan_since":
            return Cue(start, end, date(first, 1, 1), self._open_end(), text, is_other=True)
        year = self._year
        if year is None:
            return Cue(start, end, None, None, text)
        if meaning == "years":
            span = (date(year - first + 1, 1, 1), date(year, 12, 31))
            return Cue(start, end, *span, text, is_other=True)
        if meaning in ("since", "now"):
            return Cue(start, end, date(year, 1, 1), self._open_end(), text)
        if meaning in _PARTS:
            return Cue(start, end, *_month_span(year, *_PARTS[meaning]), text)
        offset = _OFFSETS[meaning]
        return Cue(start, end, *_year_span(year + offset), text, is_other=offset != 0)

    def _date_cues(self, sentence: Sentence, starts: Sequence[int]) -> Iterator[Cue]:
        for anchor in _ANCHOR.finditer(self._text, sentence.start, sentence.end):
            match = _DATE.match(self._text, anchor.start(), sentence.end)
            if match is None or self._is_quoted(sentence, anchor.start(), match.end()):
                continue
            cue = self._date_cue(sentence, match, starts)
            if cue is not None:
                yield cue

    def _date_cue(
        self, sentence: Sentence, match: re.Match[str], starts: Sequence[int]
    ) -> Cue | None:
        start, end = match.span()
        year = int(match["year"]) if match["year"] else self._year
        month = int(match["month"] or 0)
        if year is None or month > 12 or end == start:
            return None
        lead = self._text[max(sentence.start, start - 3) : start]
        until = next((word for word in _UNTIL if lead.endswith(word)), "")
        is_cut_off = lead.endswith(_UNTIL[:5]) or bool(
            until and (match["point"] or match["day"]) and self._opens(sentence, start - len(until))
        )
        is_other = year != self._year
        if is_cut_off and (month or match["year"]):
            start -= len(until) if not lead.endswith(("截止到", "截至到", "截止至")) else 3
            span: tuple[date | None, date | None] = (
                date(year, 1, 1),
                _last_day(year, month, match),
            )
        elif match["since"]:
            span = (date(year, month or 1, 1), self._open_end())
            if is_other and span[1] is None and self._year is not None:
                span = (span[0], date(self._year, 12, 31))
        elif match["last_year"]:
            span = (date(year, 1, 1), date(int(match["last_year"]), 12, 31))
            is_other = True
        elif match["first_month"] and 1 <= int(match["first_month"]) <= month:
            span = _month_span(year, int(match["first_month"]), month)
        elif match["year"] and not match["day"]:
            span = _year_span(year)
        else:
            return None
        if not is_cut_off and not self._may_open(sentence, start, end, starts):
            return None
        return Cue(start, end, *span, self._text[start:end], is_other=is_other)

    # -- guards ---------------------------------------------------------------------

    def _may_open(self, sentence: Sentence, start: int, end: int, starts: Sequence[int]) -> bool:
        """Tell whether a time stands where it governs, not where it names something."""
        if self._is_compared(start) or self._is_name(end):
            return False
        index = bisect_right(starts, end - 1)
        leads_in = index < len(starts) and starts[index] - end <= 3
        if leads_in and self._text[end : starts[index]].strip() in _BEFORE_NUMBER:
            return True
        return self._opens(sentence, start)

    def _opens(self, sentence: Sentence, position: int) -> bool:
        clauses = sentence.clauses
        index = bisect_right(clauses, position, key=lambda clause: clause.start) - 1
        before = self._text[max(clauses[max(index, 0)].start, position - 24) : position]
        before = before.strip(" 　—-\n").rsplit("、", 1)[-1]
        before = before.rsplit("是", 1)[-1] if "是" in before[:3] else before
        if before in _BEFORE_YEAR or before[-1:] in "：:。.)）":
            return True
        return len(before) <= _LONGEST_ACTOR and before[0] in _PLACE_OPENING

    def _is_compared(self, start: int) -> bool:
        return bool(self._words.compared_before.closing(self._text[max(0, start - 3) : start]))

    def _is_name(self, end: int) -> bool:
        return bool(self._words.named_after.opening(self._text[end : end + 10]))

    def _is_quoted(self, sentence: Sentence, start: int, end: int) -> bool:
        index = bisect_right(sentence.quotes, (start, 1 << 62)) - 1
        if index < 0:
            return False
        quote_start, quote_end = sentence.quotes[index]
        return quote_start < start < quote_end or (quote_start == start and end < quote_end)

    def _open_end(self) -> date | None:
        """Return the day of signing where it is the latest the figure can hold for."""
        if self._signed is None or self._year is None or self._signed > date(self._year, 12, 31):
            return None
        return self._signed if self._signed.year == self._year else None


def _signing_day(facts: DocumentFacts) -> date | None:
    try:
        return date.fromisoformat(facts.signed_date) if facts.signed_date else None
    except ValueError:
        return None


def _year_span(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _month_span(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _last_day(year: int, month: int, match: re.Match[str]) -> date:
    month = month or 12
    days = monthrange(year, month)[1]
    day = int(match["day"] or 0)
    return date(year, month, day if 1 <= day <= days else days)
