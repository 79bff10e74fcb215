"""What stands around a number: sentence, clause, cue words, section, title, neighbours.

``Surroundings`` walks along the text with the numbers, in order, so that each pointer
moves over the text once. The rules of the classifier read its attributes.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import chain
from operator import attrgetter

from fazhi.reading.decision import Decision
from fazhi.reading.expressions import Expression
from fazhi.reading.marks import positions
from fazhi.reading.signals import CATEGORIES, find_signals, mentions
from fazhi.records import DocumentFacts, Section, Title

_SENTENCE_MARKS = "。！？!?\n"
#: Clauses end here, and where sentences do.
_CLAUSE_SIGNS = "，,；;：:（("
_WHOLES_ABOVE = {
    "nation": ("全国",),
    "province": ("全国", "全省"),
    "prefecture": ("全国", "全省", "全市", "全州", "全盟"),
}
_BEHIND_WHOLES = ("", "首批", "仅")
#: Every word for a whole that ``wholes_above`` may hold.
WHOLES = tuple(
    whole + word for wholes in _WHOLES_ABOVE.values() for whole in wholes for word in _BEHIND_WHOLES
)
_MUNICIPALITIES = frozenset({"北京市", "上海市", "天津市", "重庆市"})
#: Only with one of these is a case named.
_CASE_WORDS = "该某"
_OPENING = frozenset("（(")
_START_OF = attrgetter("start")
_LONGEST_CLAUSE = 80
#: Behind one of these the report's own year ends what was said of a year to come.
_SEMICOLONS = frozenset("；;")
_COMPARING = ("较", "比", "与", "同", "比照", "相比")
#: 较疫情前的2019年
_COMPARED_YEAR = re.compile("[较比][^，。；、0-9]{1,6}的$")
_UP_TO = ("截至", "截止", "截止到", "截至到")
#: 结转2024年办理的案件 is of this year's balance, not of the year it goes to.
_CARRIED_TO = ("转", "转入", "转至", "转到", "转下", "推迟到", "延至", "顺延至")
#: 2015年以来制定的136件: the files were made since, they are not counted since.
_DESCRIBES = re.compile("(?:年|年度)?以?来[\u4e00-\u9fff]{1,8}的(?=[0-9一二三四五六七八九十百千])")
_SINCE_PLAN = tuple(
    quote + word for quote in ("", "”", '"') for word in ("以来", "期间", "时期", "普法期间")
)
#: “十二五”以来的文件: the files were made since, they are not counted since.
_MADE_SINCE = ("以来的", "”以来的", '"以来的')
#: 如4月, 如县城管局: a case is told. 如皋 and 如今 are others.
_OPENS_EXAMPLE = re.compile(
    r"[\s\u3000]*(?:如[:：，,]?(?=20\d\d年|\d{1,2}月|[在某对县市区]|今年)"
    r"|[【\[]?(?:典型)?案例[^，。]{0,3}[:：】\]])"
)
_STILL_EXAMPLE = (
    "该",
    "其",
    "经",
    "当事人",
    "最终",
    "执法人员",
    "随后",
    "案发后",
    "法院",
    "案件",
    "考虑",
)

PUNCTUATION = frozenset('，,。；;：:、！!？?）)】”"\n\t 》.|／/')
LIST_SIGNS = frozenset(("、", "和", "与", "及", "以及", "，", ",", "/", "；", " 和 ", "，和"))


def last_characters(*words: Iterable[str]) -> frozenset[str]:
    """The characters that words end in: to know at a glance that none of them is there."""
    return frozenset(word[-1] for word in chain(*words))


def _places_above(facts: DocumentFacts) -> tuple[str, ...]:
    """Cue categories of the places above the report's own; 全市 can be a county-level city."""
    code, name = facts.region_code, facts.region_name
    is_province = name.endswith(("省", "自治区")) or name in _MUNICIPALITIES
    if code.endswith("0000") or is_province or not (code or name):
        return ("higher", "nation")
    is_prefecture = code.endswith("00") or name.endswith(("州", "盟", "地区"))
    if is_prefecture or name.endswith("市"):
        return ("higher", "nation", "province")
    return ("higher", "nation", "province", "prefecture")


def _example_starts(text: str, stops: list[int]) -> set[int]:
    """Where sentences begin that open a single case; few of those with its words do."""
    starts = set()
    for word in ("如", "案例"):
        position = text.find(word)
        while position >= 0:
            index = bisect_left(stops, position)
            start = stops[index - 1] + 1 if index else 0
            if _OPENS_EXAMPLE.match(text, start) is not None:
                starts.add(start)
            position = text.find(word, stops[index])
    return starts


class Surroundings:
    """The state of the walk at one expression.

    Attributes:
        text: The document's text.
        expressions: All that are walked along, in order.
        expression: The expression looked at.
        previous: The last quantity or rank before it in the same sentence, or None.
        decided: What was decided on ``previous``, also across sentences.
        before: The character before the expression, if it was looked at closely.
        sentence: Where the sentence begins.
        clause: Where the clause begins.
        floor: Where the words that belong to this number alone begin: the clause, or the
            end of the number before it.
        gap: The text between ``previous`` and the expression if that is short.
        last: Category of cue words -> end of its last occurrence in the sentence.
        path: The section's path.
        role: The section's role.
        in_title: Whether the expression stands in a 《》 title.
        year: The report's year, if known.
        future_from: Where a year to come was named in this sentence, or -1.
        past_from: Where a past year was named in this sentence, or -1.
        many_years_from: Where a time of several years was named in this sentence, or -1.
        above: Categories of cue words that speak of a place above the report's.
        wholes_above: What such places are called before a number (全国).
        in_example: Whether the passage tells of a single case.
    """

    __slots__ = (
        "_case_words", "_example_starts", "_latest", "_next_section", "_next_stop",
        "_next_title", "_section", "_sections", "_sign", "_signal", "_signals", "_signs",
        "_stop", "_stops", "_title", "_title_end", "_titles", "above", "before", "clause",
        "decided", "expression", "expressions", "floor", "future_from", "gap", "in_example",
        "in_title", "last", "many_years_from", "past_from", "path", "previous", "role",
        "sentence", "text", "wholes_above", "year",
    )  # fmt: skip

    def __init__(
        self,
        text: str,
        expressions: list[Expression],
        sections: list[Section],
        titles: list[Title],
        facts: DocumentFacts,
    ) -> None:
        self.text = text
        self.expressions = expressions
        self.year = facts.year
        self.above = _places_above(facts)
        self.wholes_above = tuple(
            whole + word for whole in _WHOLES_ABOVE[self.above[-1]] for word in _BEHIND_WHOLES
        )
        self.expression = Expression(0, 0, "other")
        self.previous: Expression | None = None
        self.decided: Decision | None = None
        self.sentence = self.clause = self.floor = 0
        self.before = self.gap = self.path = self.role = ""
        self.in_title = self.in_example = False
        self.last: dict[str, int] = {}
        self.future_from = self.past_from = self.many_years_from = -1
        self._latest: Expression | None = None
        beyond = len(text) + 1  # every list ends in an entry that is never reached
        self._signals = find_signals(text)
        self._signals.append((0, beyond, beyond))
        self._signal = 0
        self._stops = positions(text, _SENTENCE_MARKS)
        self._stops.append(beyond)
        self._stop = 0
        self._example_starts = _example_starts(text, self._stops)
        self._case_words = positions(text, _CASE_WORDS)
        self._sections = [
            (section.char_start, section.path, section.role)
            for section in sorted(sections, key=lambda section: section.char_start)
        ]
        self._sections.append((beyond, "", "other"))
        self._section = 0
        self._titles = sorted((title.char_start, title.char_end) for title in titles)
        self._titles.append((beyond, beyond))
        self._title = self._title_end = 0
        self._signs = positions(text, _CLAUSE_SIGNS)
        self._sign = 0
        self._next_stop = self._stops[0]
        self._next_section = self._sections[0][0]
        self._next_title = self._titles[0][0]

    def move_to(self, expression: Expression) -> None:
        """Move to the next expression; they must come in order."""
        self.expression = expression
        start = expression.start
        if start > self._next_stop:
            self._begin_sentence(start)
        if start >= self._next_section:
            self._begin_section(start)
        if start >= self._next_title:
            self._pass_titles(start)
        self.in_title = start < self._title_end
        if expression.form == "label":
            self.in_example = False
        elif expression.year is not None and self.year is not None and not self.in_title:
            self._note_year(expression, expression.year or self.year, self.year)

    def look_closely(self) -> None:
        """Find clause, neighbour, gap and cue words, which not every expression needs."""
        start = self.expression.start
        self.before = self.text[start - 1 : start]
        if self._signals[self._signal][2] <= start:
            self._read_signals(start)
        signs, sentence = self._signs, self.sentence
        self._sign = sign = bisect_left(signs, start, self._sign)
        clause = signs[sign - 1] + 1 if sign else 0
        if clause < sentence:
            clause = sentence
        self.clause = self.floor = clause
        self.gap = ""
        self.previous = None
        latest = self._latest
        if latest is not None:
            end = latest.end
            if start - end < 14:
                self.gap = self.text[end:start]
            if latest.start >= sentence:
                self.previous = latest
                if end > clause:
                    self.floor = end - 1

    def _read_signals(self, start: int) -> None:
        """Take in the cue words of the sentence that end before ``start``."""
        signals, index, last, sentence = self._signals, self._signal, self.last, self.sentence
        word, signal_start, signal_end = signals[index]
        while signal_end <= start:
            if signal_start >= sentence:
                categories = CATEGORIES[word]
                for category in categories:
                    last[category] = signal_end
                if categories[0] == "example":
                    self.in_example = True
            index += 1
            word, signal_start, signal_end = signals[index]
        self._signal = index

    def _begin_section(self, start: int) -> None:
        """Pass on to the section that ``start`` stands in."""
        sections, index = self._sections, self._section
        while sections[index][0] <= start:
            _, self.path, self.role = sections[index]
            index += 1
        self._section = index
        self._next_section = sections[index][0]

    def _pass_titles(self, start: int) -> None:
        """Note how far the titles reach that begin up to ``start``."""
        titles, index = self._titles, self._title
        while titles[index][0] <= start:
            self._title_end = max(self._title_end, titles[index][1])
            index += 1
        self._title = index
        self._next_title = titles[index][0]

    def _begin_sentence(self, start: int) -> None:
        """Begin a new sentence; a single case may go on in it."""
        stops, index = self._stops, self._stop
        if self._signals[self._signal][2] <= stops[index] + 1:
            self._read_signals(stops[index] + 1)
        self._stop = stop = bisect_left(stops, start, index)
        if self.in_example:
            self.in_example = all(
                self.text.startswith(_STILL_EXAMPLE, passed + 1) for passed in stops[index:stop]
            )
        self._next_stop = stops[stop]
        self.sentence = sentence = stops[stop - 1] + 1
        if sentence in self._example_starts:
            self.in_example = True
        if self.last:
            self.last = {}
        self.future_from = self.past_from = self.many_years_from = -1

    def near(self, category: str) -> bool:
        """Whether a cue of the category stands before the number in its own clause."""
        return self.last.get(category, -1) > self.clause

    def governs(self, category: str) -> bool:
        """Whether a cue stands in the clause and behind the number before this one."""
        return self.last.get(category, -1) > self.floor

    def compares(self, category: str) -> bool:
        """Whether a word of comparison stands in the sentence behind the number before."""
        found = self.last.get(category, -1)
        if found <= self.sentence:
            return False
        previous = self.previous
        return previous is None or found >= previous.end

    def mentions(self, category: str) -> bool:
        """Whether a word looked for on demand stands before the number in its clause."""
        start = self.expression.start
        return mentions(category, self.text, max(self.clause, start - _LONGEST_CLAUSE), start)

    def speaks_of_many_years(self) -> bool:
        """Whether the sentence named a time of several years, and no single one after it."""
        many_years, last = self.many_years_from, self.last
        if last:
            many_years = max(many_years, last.get("multi_year", -1))
        return many_years > self.sentence and many_years > last.get("this_year", -1)

    def names_case(self, at_most: int) -> bool:
        """Whether the sentence names a case (该公司, 某企业) not far from the number."""
        words, start = self._case_words, max(self.sentence, self.expression.start - at_most)
        first = bisect_left(words, start)
        if first == len(words) or words[first] > self._next_stop:
            return False
        end = self.sentence_end(at_most)
        return words[first] < end and mentions("case", self.text, start, end)

    def sentence_end(self, at_most: int) -> int:
        """Where the sentence ends, looking no further than ``at_most`` characters."""
        return min(self._next_stop + 1, self.expression.end + at_most, len(self.text))

    def following(self) -> Expression | None:
        """The next expression, or None."""
        index = bisect_right(self.expressions, self.expression.start, key=_START_OF)
        return self.expressions[index] if index < len(self.expressions) else None

    def behind(self) -> str:
        """The character behind the expression, ``""`` at the end of the text."""
        end = self.expression.end
        return self.text[end : end + 1]

    def remember(self, decision: Decision) -> None:
        """Note what was decided on a number looked at closely, for those that follow."""
        expression = self.expression
        form = expression.form
        if form in ("quantity", "multiple") or decision.kind == "rank":
            self._latest = expression
            self.decided = decision
        if self.in_title:
            return
        if form == "quantity":
            if expression.unit == "year" and self.text.startswith(
                ("来", "间", "多来", "累计", "共", "合计", "总计"), expression.end
            ):
                self.many_years_from = expression.end
        elif form == "ordinal" and self.text[expression.end - 1] == "五":  # 十四五
            end = expression.end
            since = self.text.startswith(_SINCE_PLAN, end)
            since = since and not self.text.startswith(_MADE_SINCE, end)
            self.many_years_from = expression.end if since else self.many_years_from

    def _note_year(self, expression: Expression, year: int, report_year: int) -> None:
        """Note what a date says about the numbers that follow in its sentence."""
        if self._signals[self._signal][2] <= expression.start:
            self._read_signals(expression.start)
        text, end = self.text, expression.end
        first = int(expression.text[:4]) if "/" in expression.text else year
        start = expression.start
        if text.endswith(_COMPARING, 0, start) or (
            text.endswith("的", 0, start) and _COMPARED_YEAR.search(text, start - 8, start)
        ):
            self.last["compare" if year == report_year - 1 else "other_base"] = end
            if text.startswith("的", end):
                self.past_from = end
        elif self._only_names(expression, first, report_year):
            return
        elif year > report_year:
            self.future_from = end
        elif _DESCRIBES.match(text, end):
            return
        elif text.startswith(("以来", "年以来"), end) or text.startswith(("起", "至今"), end):
            if year < report_year:
                self.many_years_from = end
        elif first != year:
            self.many_years_from = end
        elif year < report_year:
            self.past_from = end
        else:
            self.past_from = self.many_years_from = -1
            if self.future_from > 0 and not _SEMICOLONS.isdisjoint(text[self.future_from : start]):
                self.future_from = -1

    def _only_names(self, expression: Expression, first: int, report_year: int) -> bool:
        """Whether a date names a plan, a law's start or a deadline, and dates no number."""
        text, start, end = self.text, expression.start, expression.end
        in_brackets = text[start - 1 : start] in _OPENING and text[end : end + 1] in ("）", ")")
        if in_brackets or text[end - 1] == "前" or text.startswith("以来的", end):
            return True
        if text.endswith(_CARRIED_TO, 0, start):
            return True
        is_future = (expression.year or first) > report_year
        return is_future and (
            first <= report_year or text.startswith("起", end) or text.endswith(_UP_TO, 0, start)
        )
