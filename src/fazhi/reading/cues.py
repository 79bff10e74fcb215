"""Words of time in a sentence, with the days they mean.

Found are words (今年以来, 截至目前, 五年来, “十四五”期间) and dates (2023年, 1—11月, 截至10月底).
A year that only names something (``2022年度总结大会``) or is compared with (``较去年``) is no
cue, nor is one inside a quote or a book title.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from fazhi import vocabulary
from fazhi.reading.automaton import fast_automaton
from fazhi.reading.clauses import Sentence
from fazhi.reading.lexicon import Edge
from fazhi.reading.vocabulary_files import PeriodVocabulary
from fazhi.records import Figure

_TO = r"\s?(?:[-—–~～至到]|--|——)\s?"
#: A run of digits from its beginning; what stands first is what the search can skip to.
_ANCHOR = re.compile(r"\d(?<!\d\d)\d{0,3}(?:" + _TO + r"\d{1,4})?\s?[年月]")
_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)(?:" + _TO + r"(?P<last_year>(?:19|20)\d\d))?\s?年度?)?"
    r"(?:(?:(?P<first_month>\d{1,2})(?:月份?)?" + _TO + r")?(?P<month>\d{1,2})\s?月份?)?"
    r"(?:(?P<day>\d{1,2})[日号])?"
    r"(?P<point>年?底|年?末|年?初|[上中下]旬)?"
    r"(?P<since>以来|起)?"
)
_NUMERALS = {
    character: value for value, character in enumerate("一二三四五六七八九十", start=1)
} | {"两": 2}
_PARTS = {
    "first_half": (1, 6),
    "second_half": (7, 12),
    "first_quarter": (1, 3),
    "second_quarter": (4, 6),
    "third_quarter": (7, 9),
    "fourth_quarter": (10, 12),
    "three_quarters": (1, 9),
}
_OFFSETS = {"prior": -1, "prior_end": -1, "before": -2, "next": 1, "year": 0}
#: These only tell where something comes from: 上年度审计查出的215个问题.
_ORIGINS = frozenset(("prior", "before"))
_ORIGIN = re.compile("[^，,；;。：:、]{2,12}的")
_GUARDED = frozenset(
    ("prior", "prior_end", "before", "next", "first_half", "second_half", "plan", "plan_since")
)
#: 截至去年底 holds for all that follows.
_UNTIL = frozenset("至止到")
_LONGEST_PLACE = 8
_LONGEST_LOOK_BACK = 24
_LONGEST_LEAD = 3
_PLACE_OPENING = frozenset("全我本各市县区省州")


@dataclass(slots=True)
class Cue:
    """Words of time with the period they mean.

    Attributes:
        start: Offset of the first character.
        end: Offset past the last.
        period_start: First day, None if unknown.
        period_end: Last day, None if unknown.
        text: The words.
        only_cue: Whether the words say nothing about dates (``累计``).
        is_other: Whether the period is not within the year of the report.
        is_cut_off: Whether a last day within the year is printed.
        once: Whether it holds for the next figure alone (``由上年的40件增至52件``,
            ``受理52件，上年为40件``).
    """

    start: int
    end: int
    period_start: date | None
    period_end: date | None
    text: str
    only_cue: bool = False
    is_other: bool = False
    is_cut_off: bool = False
    once: bool = False


class Vocabulary:
    """The words of time in one automaton, with their meanings."""

    def __init__(self) -> None:
        periods = vocabulary.load("reading/periods.yml", PeriodVocabulary)
        meanings: dict[str, tuple[str, int, int]] = {}
        for meaning, words in periods.words.items():
            meanings.update(dict.fromkeys(words, (meaning, 0, 0)))
        for plan, (first, last) in periods.plans.items():
            for ending in periods.plan_endings:
                meaning = "plan_since" if ending == "以来" else "plan"
                for form in (f"“{plan}”{ending}", f'"{plan}"{ending}', f"{plan}{ending}"):
                    meanings[form] = (meaning, first, last)
        numerals = _NUMERALS | {str(value): value for value in range(2, 11)}
        for numeral, value in numerals.items():
            if value > 1:
                for form in periods.years_forms:
                    meanings[form.format(numeral)] = ("years", value, 0)
                for action in periods.years_actions:
                    meanings[f"{numeral}年{action}"] = ("years", value, len(action))
        for numeral, value in (numerals | {"11": 11, "十一": 11}).items():
            meanings[f"前{numeral}个月"] = ("months", value, 0)
        self.meanings = list(meanings.values())
        self.automaton = fast_automaton(meanings)
        self.compared_before = Edge(periods.compared_before)
        self.named_after = Edge(periods.named_after)
        self.continuing = tuple(periods.continuing)
        self.until = tuple(sorted(periods.until, key=len, reverse=True))
        self.before_year = frozenset(periods.before_year)
        self.before_number = frozenset(periods.before_number)


@cache
def words_of_time() -> Vocabulary:
    """Return the words of time, loaded at first use."""
    return Vocabulary()


class CueFinder:
    """Finds the cues of one document's sentences.

    Args:
        text: The document's text.
        year: The year of the report, None if unknown.
        signed: The day of signing, None if unknown.
    """

    def __init__(self, text: str, year: int | None, signed: date | None) -> None:
        self._text = text
        self._words = words_of_time()
        self._day_of_signing = signed
        self.year = year

    def sees_any(self, start: int, end: int) -> bool:
        """Tell whether anything that may be a cue stands in ``text[start:end]``."""
        passage = self._text[start:end]
        if self._words.automaton.find_matches_as_indexes(passage):
            return True
        return _names_date(passage) and _ANCHOR.search(self._text, start, end) is not None

    def find(self, sentence: Sentence, figures: Sequence[Figure]) -> list[Cue]:
        """Return the cues of a sentence in order.

        Args:
            sentence: The sentence.
            figures: Its measured figures in order.
        """
        passage = self._text[sentence.start : sentence.end]
        words = self._words.automaton.find_matches_as_indexes(passage)
        has_date = _names_date(passage)
        if not words and not has_date:
            return []
        starts = [figure.char_start for figure in figures]
        cues = self._word_cues(sentence, words, starts)
        if has_date:
            cues += self._date_cues(sentence, starts)
        if not cues:
            return cues
        for cue in cues:
            cue.once = cue.is_other and (
                (cue.once and self._text[cue.start - 1 : cue.start] not in _UNTIL)
                or self._text[cue.start - 1 : cue.start] in ("由", "从")
                or (cue.start > sentence.start and self._leads_in(cue.end, starts))
            )
        if len(cues) < 2:
            return cues
        cues.sort(key=lambda cue: cue.start)
        for last, cue in pairwise(cues):
            between = self._text[last.end : cue.start]
            if last.once and cue.is_other and "，" not in between and "," not in between:
                cue.once = True  # 由2021年的56件、2022年的78件增至112件
        merged = [cues[0]]
        for cue in cues[1:]:
            last = merged[-1]
            if cue.start > last.end or cue.only_cue != last.only_cue:
                merged.append(cue)
                continue
            last.end = max(cue.end, last.end)
            last.text = self._text[last.start : last.end]
            if not (cue.is_other and last.is_other):
                # 今年1—10月: two words for one time, the narrower one counts.
                last.period_start, last.period_end = cue.period_start, cue.period_end
                last.is_other = last.is_other or cue.is_other
                last.is_cut_off = cue.is_cut_off
        return merged

    def _word_cues(
        self, sentence: Sentence, words: Sequence[tuple[int, int, int]], starts: Sequence[int]
    ) -> list[Cue]:
        cues = []
        base = sentence.start
        for index, start, end in words:
            start, end = start + base, end + base
            meaning, first, last = self._words.meanings[index]
            if _is_quoted(sentence, start, end):
                continue
            if meaning in _GUARDED:
                if self._is_compared(start) or self._is_name(end):
                    continue
                if meaning in _ORIGINS and self._is_origin(end, starts):
                    continue
            elif meaning == "years":
                end -= last
                if not self._may_open(sentence, start, end, starts):
                    continue
            cues.append(self._meaning(meaning, first, last, start, end))
        return cues

    def _meaning(self, meaning: str, first: int, last: int, start: int, end: int) -> Cue:
        text, year = self._text[start:end], self.year
        if meaning == "cumulative":
            return Cue(start, end, None, None, text, only_cue=True)
        if meaning == "recent":
            return Cue(start, end, None, None, text, is_other=True)
        if meaning == "plan":
            return Cue(start, end, date(first, 1, 1), date(last, 12, 31), text, is_other=True)
        if meaning == "plan_since":
            return Cue(start, end, date(first, 1, 1), self._latest(), text, is_other=True)
        if year is None:
            return Cue(start, end, None, None, text)
        if meaning == "years":
            first_day = date(year - first + 1, 1, 1)
            return Cue(start, end, first_day, date(year, 12, 31), text, is_other=True)
        if meaning in ("since", "now"):
            return Cue(start, end, date(year, 1, 1), self._open_end(), text)
        if meaning == "months":
            return Cue(start, end, *_months(year, 1, first), text, is_cut_off=True)
        if meaning in _PARTS:
            return Cue(start, end, *_months(year, *_PARTS[meaning]), text, is_cut_off=True)
        offset = _OFFSETS[meaning]
        is_stock = meaning == "prior_end"
        return Cue(start, end, *year_span(year + offset), text, is_other=offset != 0, once=is_stock)

    def _date_cues(self, sentence: Sentence, starts: Sequence[int]) -> list[Cue]:
        cues = []
        for anchor in _ANCHOR.finditer(self._text, sentence.start, sentence.end):
            match = _DATE.match(self._text, anchor.start(), sentence.end)
            if match is None or _is_quoted(sentence, match.start(), match.end()):
                continue
            cue = self._cut_off(sentence, match) or self._date_cue(match)
            if cue is None:
                continue
            says_until = cue.is_cut_off and cue.start < match.start()
            if says_until or self._may_open(sentence, cue.start, cue.end, starts):
                cues.append(cue)
        return cues

    def _cut_off(self, sentence: Sentence, match: re.Match[str]) -> Cue | None:
        """Read ``截至10月底``, ``到2023年底``."""
        start, end = match.span()
        lead = self._text[max(sentence.start, start - 3) : start]
        until = next((word for word in self._words.until if lead.endswith(word)), "")
        year = int(match["year"]) if match["year"] else self.year
        month = int(match["month"] or 0)
        if not until or year is None or month > 12 or not (month or match["year"]):
            return None
        start -= len(until)
        if len(until) == 1:
            before = self._before(sentence, start)
            if not (match["point"] or match["day"]):
                return None
            if not (self._opens(sentence, start) or "月" in before):
                return None
        last_day = _last_day(year, month, int(match["day"] or 0))
        is_other = year != self.year
        text = self._text[start:end]
        return Cue(start, end, date(year, 1, 1), last_day, text, False, is_other, True)

    def _date_cue(self, match: re.Match[str]) -> Cue | None:
        """Read a year, a range of years or months, or since when."""
        start, end = match.span()
        year = int(match["year"]) if match["year"] else self.year
        month = int(match["month"] or 0)
        if year is None or month > 12 or start == end:
            return None
        text, is_other = self._text[start:end], year != self.year
        if match["since"]:
            last_day = self._latest() if is_other else self._open_end()
            return Cue(start, end, date(year, month or 1, 1), last_day, text, is_other=is_other)
        if match["last_year"]:
            last_day = date(int(match["last_year"]), 12, 31)
            return Cue(start, end, date(year, 1, 1), last_day, text, is_other=True)
        first_month = int(match["first_month"] or 0)
        if 1 <= first_month <= month:
            span = _months(year, first_month, month)
            return Cue(start, end, *span, text, False, is_other, is_cut_off=True)
        if match["year"] and not match["day"]:
            return Cue(start, end, *year_span(year), text, is_other=is_other)
        return None

    # -- guards ---------------------------------------------------------------------

    def _may_open(self, sentence: Sentence, start: int, end: int, starts: Sequence[int]) -> bool:
        """Tell whether a time stands where it governs, not where it names something."""
        if self._is_compared(start) or self._is_name(end):
            return False
        return self._leads_in(end, starts) or self._opens(sentence, start)

    def _leads_in(self, end: int, starts: Sequence[int]) -> bool:
        """Tell whether the words that end here stand right before their number."""
        index = bisect_right(starts, end - 1)
        if index == len(starts) or starts[index] - end > _LONGEST_LEAD:
            return False
        return self._text[end : starts[index]].strip() in self._words.before_number

    def _before(self, sentence: Sentence, position: int) -> str:
        clauses = sentence.clauses
        index = bisect_right(clauses, position, key=lambda clause: clause.start) - 1
        start = max(clauses[max(index, 0)].start, position - _LONGEST_LOOK_BACK)
        return self._text[start:position]

    def _opens(self, sentence: Sentence, position: int) -> bool:
        """Tell whether nothing but a label or the place stands before it in its clause."""
        before = self._before(sentence, position).strip(" 　—-\n").rsplit("、", 1)[-1]
        if "是" in before[:3]:
            before = before.rsplit("是", 1)[-1]
        if before in self._words.before_year or before[-1:] in "：:。.)）":
            return True
        return len(before) <= _LONGEST_PLACE and before[0] in _PLACE_OPENING

    def _is_compared(self, start: int) -> bool:
        return bool(self._words.compared_before.closing(self._text[max(0, start - 3) : start]))

    def _is_origin(self, end: int, starts: Sequence[int]) -> bool:
        """Tell whether a clause that describes what is counted stands before the number."""
        index = bisect_right(starts, end)
        return index < len(starts) and bool(_ORIGIN.fullmatch(self._text, end, starts[index]))

    def _is_name(self, end: int) -> bool:
        return bool(self._words.named_after.opening(self._text[end : end + 10]))

    def _open_end(self) -> date | None:
        """Return the day of signing where it is the latest a figure can hold for."""
        signed = self._day_of_signing
        return signed if signed is not None and signed.year == self.year else None

    def _latest(self) -> date | None:
        """Return the last day that a period of several years can reach."""
        if self.year is None:
            return self._day_of_signing
        return self._open_end() or date(self.year, 12, 31)


def _names_date(passage: str) -> bool:
    """Tell whether there is a year or month: cheaper than a pattern."""
    return "年" in passage or "月" in passage


def _is_quoted(sentence: Sentence, start: int, end: int) -> bool:
    index = bisect_right(sentence.quotes, (start, 1 << 62)) - 1
    if index < 0:
        return False
    quote_start, quote_end = sentence.quotes[index]
    return quote_start < start < quote_end or (quote_start == start and end < quote_end)


@cache
def year_span(year: int) -> tuple[date, date]:
    """Return the first and the last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _last_day(year: int, month: int, day: int) -> date:
    month = month or 12
    days = monthrange(year, month)[1]
    return date(year, month, day if 1 <= day <= days else days)
