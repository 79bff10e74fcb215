"""The third layer: number, suffix, unit and prefix become one expression.

``read_expressions`` walks once over the text from numeral to numeral. What is already
known to be something else is claimed first: labels of the outline, document numbers and
quoted mottos, words with a numeral in them (统一, 双随机). The rest is read as date, code,
ordinal, fraction, range or plain quantity. ``read_quantities`` adds the decisions of
``fazhi.reading.classification``.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ahocorasick_rs import AhoCorasick, MatchKind

from fazhi import vocabulary
from fazhi.reading.bounds import bound_before, suffix_behind
from fazhi.reading.cells import CellUnit, find_cells
from fazhi.reading.classification import classify
from fazhi.reading.dates import read_chinese_date, read_date
from fazhi.reading.expressions import Expression, Form
from fazhi.reading.names import find_names, read_name
from fazhi.reading.numerals import CHINESE_CLASS, SCALES, Numeral, fold, read_numeral
from fazhi.reading.units import Unit, match_unit
from fazhi.records import Bound, Document, DocumentFacts, Figure, Section, Title

_ANCHOR = re.compile(
    f"[0-9]+|第|[{CHINESE_CLASS}]+|[数几](?=[十百千万亿])|半(?=[年天日个小])|翻(?=了?[一两三])"
)
_RANGE = re.compile(" ?(?:[-—–~～－至到]{1,2}) ?(?=[0-9一二三四五六七八九十百千])")
_RANGE_SIGNS = frozenset("-—–~～－至到 ")
_RATIO = re.compile(r"\d+(?:\.\d+)?(?: ?[:：∶] ?\d+(?:\.\d+)?)+")
_SIMPLE_FRACTION = re.compile(r"(\d{1,2})/(\d{1,2})(?![\d/])")
_DOUBLING = re.compile("翻了?([一两三])番")
_BEHIND_TENTHS = frozenset("立为功果员本熟长就绩都品效交人才份片套分体型")
_ORDINAL_UNITS = (
    "季度",
    "届",
    "次",
    "批",
    "个",
    "条",
    "章",
    "款",
    "项",
    "期",
    "轮",
    "年",
    "名",
    "位",
    "版",
    "级",
    "阶段",
    "类",
    "号",
)
_SINGLE_LABEL = re.compile(r"[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]")
_POINT_LABEL = re.compile(
    "(?:^|(?<=[。；;：:，,、！\n 　）)”]))([一二三四五六七八九十]{1,3})[是要](?=[^一二三四五六七八九十求])",
    re.M,
)
_HUNDREDTHS = {Decimal(100): "percent", Decimal(1000): "per_mille"}
_CHINESE = frozenset(CHINESE_CLASS)
_TENTH = Decimal("0.1")


class _Words:
    """Words with a numeral in them that name no quantity, found in one pass."""

    def __init__(self) -> None:
        lists = vocabulary.load("reading/numeral_words.yml", dict[str, list[str]])
        words = {word: form for form, entries in lists.items() for word in entries}
        self._words = list(words)
        self._forms = list(words.values())
        self._plain = [all(character in _CHINESE for character in word) for word in words]
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[Expression]:
        """Claims for the words found; idioms have form ``label`` replaced by ``other``."""
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            form = self._forms[index]
            if form == "none" or (self._plain[index] and match_unit(text, end) is not None):
                continue
            if form == "ordinal" and text[end - 1] == "大":
                end -= 1
            found.append(Expression(start, end, _WORD_FORMS[form], text=form, number_end=end))
        return found


_WORD_FORMS: dict[str, Form] = {
    "idiom": "other",
    "slogan": "slogan",
    "ordinal": "ordinal",
    "other": "other",
}
_WORDS = _Words()


def read_expressions(text: str, sections: list[Section]) -> list[Expression]:
    """All number-like expressions of a text, ordered and without overlaps.

    Args:
        text: The document's text; any string.
        sections: The outline, whose labels are taken over as list labels.
    """
    text = fold(text)
    claims = _claims(text, sections)
    claim_count = len(claims)
    claim_index = cursor = 0
    found: list[Expression] = []
    for match in _ANCHOR.finditer(text):
        start, end = match.span()
        if end <= cursor:
            continue
        start = max(start, cursor)
        while claim_index < claim_count and claims[claim_index].end <= start:
            claim_index += 1
        while claim_index < claim_count and claims[claim_index].start <= start:
            claim = claims[claim_index]
            claim_index += 1
            if claim.end <= start or claim.start < cursor:
                continue
            cursor = start = claim.end
            if claim.text != "idiom":
                found.append(claim)
        if start >= end:
            continue
        expression = _read_at(text, start, end)
        if expression is None:
            cursor = max(cursor, start)
            continue
        cursor = expression.end
        found.append(expression)
    _share_units(text, found)
    return found


def _claims(text: str, sections: list[Section]) -> list[Expression]:
    """What is known beforehand to be no quantity; of overlapping claims the first wins."""
    labels = [
        Expression(s.char_start, s.char_start + len(s.label), "label", text=s.label)
        for s in sections
        if s.label
    ]
    for pattern in (_SINGLE_LABEL, _POINT_LABEL):
        labels.extend(
            Expression(m.start(), m.end(), "label", text=m.group()) for m in pattern.finditer(text)
        )
    claims = labels + find_names(text) + _WORDS.find(text)
    claims.sort(key=lambda claim: (claim.start, claim.form != "label", -claim.end))
    return claims


def _read_at(text: str, start: int, end: int) -> Expression | None:
    """Read what begins with the numeral character at ``start`` of a run ending at ``end``."""
    first = text[start]
    if first == "第":
        return _read_ordinal(text, start)
    if "0" <= first <= "9":
        return (
            (read_date(text, start, end) if end - start == 4 else None)
            or read_name(text, start, end)
            or read_date(text, start, end)
            or _read_ratio(text, start, end)
            or _read_quantity(text, start)
        )
    if first == "翻":
        return _read_doubling(text, start)
    if first == "半":
        return _read_half(text, start)
    return read_chinese_date(text, start) or _read_quantity(text, start)


def _read_ordinal(text: str, start: int) -> Expression | None:
    """Read 第 with its numeral and the measure word that belongs to it."""
    position = start + 1
    if text.startswith(" ", position):
        position += 1
    character = text[position : position + 1]
    if not character or (character not in _CHINESE and character not in "0123456789"):
        return None
    numeral = read_numeral(text, position)
    if numeral is None:
        return None
    end = numeral.end
    form: Form = "ordinal"
    gap = 1 if text.startswith(" ", end) else 0
    for word in _ORDINAL_UNITS:
        if text.startswith(word, end + gap) and not text.startswith("名单", end + gap):
            end += gap + len(word)
            form = "document" if word == "号" else "ordinal"
            break
    return Expression(
        start,
        end,
        form,
        numeral.value,
        text=text[start:end],
        number_end=numeral.end,
        chinese=not numeral.arabic,
    )


def _read_doubling(text: str, start: int) -> Expression | None:
    """Read 翻一番: twice as much."""
    match = _DOUBLING.match(text, start)
    if match is None:
        return None
    value = Decimal(2) ** "零一两三".index(match.group(1))
    return Expression(
        start,
        match.end(),
        "multiple",
        value,
        unit="倍",
        dimension="factor",
        chinese=True,
        number_end=match.end(),
    )


def _read_half(text: str, start: int) -> Expression | None:
    """Read 半年, 半小时; 上半年 and 大半年 are none."""
    if text[start - 1 : start] in _NOT_BEFORE_HALF and start:
        return None
    unit = match_unit(text, start + 1)
    if unit is None or unit.dimension != "duration":
        return None
    end = start + 1 + len(unit.form)
    return Expression(
        start,
        end,
        "quantity",
        Decimal("0.5"),
        unit=unit.name,
        dimension="duration",
        chinese=True,
        number_end=start + 1,
    )


_NOT_BEFORE_HALF = frozenset("上下前后大过多每")


def _read_ratio(text: str, start: int, end: int) -> Expression | None:
    """Read 8.3:41.4:50.3, and 1/4 as a share."""
    sign = text[end : end + 1]
    if not sign or sign not in ":：∶/. ":
        return None
    match = _RATIO.match(text, start)
    if match is not None:
        return Expression(start, match.end(), "ratio", text=match.group(), number_end=match.end())
    match = _SIMPLE_FRACTION.match(text, start)
    if match is None:
        return None
    numerator, denominator = Decimal(match.group(1)), Decimal(match.group(2))
    if not 0 < numerator < denominator:
        return None
    return _fraction(text, start, match.end(), numerator, denominator, chinese=False)


def _read_quantity(text: str, start: int) -> Expression | None:
    """Read a numeral with its unit: fraction, tenths, range or plain quantity."""
    numeral = read_numeral(text, start)
    if numeral is None:
        return None
    end = numeral.end
    if end - start == 1 and text[start] in "万亿" and bound_before(text, start) is None:
        return None
    behind = text[end : end + 1]
    if behind == "分" and text.startswith("之", end + 1):
        denominator, numerator = numeral.value, read_numeral(text, end + 2)
        if numerator is not None and numerator.value is not None and denominator:
            return _fraction(
                text,
                start,
                numerator.end,
                numerator.value,
                denominator,
                chinese=not numeral.arabic,
                hedge=numerator.hedge,
            )
    elif behind == "成":
        tenths = _read_tenths(text, numeral)
        if tenths is not None:
            return tenths
    gap = 1 if behind == " " else 0
    unit = match_unit(text, end + gap)
    after = end + gap + len(unit.form) if unit is not None else end
    if text[after : after + 1] in _RANGE_SIGNS and after < len(text):
        ranged = _read_range(text, numeral, unit, after)
        if ranged is not None:
            return ranged
    if numeral.high is not None:
        return _quantity(text, numeral, unit, after, numeral.value, numeral.high)
    return _quantity(text, numeral, unit, after)


def _fraction(
    text: str,
    start: int,
    end: int,
    numerator: Decimal,
    denominator: Decimal,
    *,
    chinese: bool,
    hedge: str = "",
) -> Expression:
    """A fraction as percent (三分之一 is 33.3); 百分之, 千分之 keep their own unit."""
    unit = _HUNDREDTHS.get(denominator)
    value = numerator if unit else (numerator * 100 / denominator).quantize(_TENTH).normalize()
    if unit == "percent" and text.startswith("点", end):
        unit = "percent"
    bound, end, suffix = _bound(text, start, end, hedge, is_duration=False)
    return Expression(
        start,
        end,
        "quantity",
        value + 0,
        unit=unit or "percent",
        dimension="percent" if unit else "fraction",
        bound=bound,
        suffix=suffix,
        chinese=chinese,
        number_end=end,
    )


def _read_tenths(text: str, numeral: Numeral) -> Expression | None:
    """Read 八成, 八成五, 七八成: tenths, as percent."""
    end = numeral.end + 1
    behind = text[end : end + 1]
    if numeral.value is None or numeral.value > 10 or (behind in _BEHIND_TENTHS and behind):
        return None
    value = numeral.value * 10
    digit = "零一二三四五六七八九".find(behind) if behind else -1
    if digit > 0 and match_unit(text, end + 1) is None:
        value, end = value + digit, end + 1
    bound, end, suffix = _bound(text, numeral.start, end, numeral.hedge, is_duration=False)
    low = high = None
    if numeral.high is not None:
        low, high = value, numeral.high * 10
    return Expression(
        numeral.start,
        end,
        "quantity",
        value if low is None else None,
        low,
        high,
        unit="percent",
        dimension="fraction",
        bound=bound,
        suffix=suffix,
        chinese=not numeral.arabic,
        number_end=numeral.end,
    )


def _read_range(text: str, first: Numeral, unit: Unit | None, after: int) -> Expression | None:
    """Read the second end of a range (15至20日, 10%—15%), or None where there is none."""
    match = _RANGE.match(text, after)
    if match is None or first.value is None:
        return None
    second = read_numeral(text, match.end())
    if second is None or second.value is None:
        return None
    gap = 1 if text.startswith(" ", second.end) else 0
    unit_behind = match_unit(text, second.end + gap)
    if unit is not None and (unit_behind is None or unit.name != unit_behind.name):
        return None
    if unit is not None and text[first.start - 1 : first.start] in ("从", "由"):
        return None
    low = first.value
    if second.scale and not first.scale and low * SCALES[second.scale] < second.value:
        low *= SCALES[second.scale]
    if low >= second.value:
        return None
    after = second.end + gap + len(unit_behind.form) if unit_behind is not None else second.end
    merged = Numeral(first.start, second.end, None, None, second.hedge, first.arabic)
    return _quantity(text, merged, unit_behind, after, low, second.value)


def _quantity(
    text: str,
    numeral: Numeral,
    unit: Unit | None,
    after: int,
    low: Decimal | None = None,
    high: Decimal | None = None,
) -> Expression | None:
    """A numeral with the unit found, its suffix and its bound."""
    start = numeral.start
    form: Form = "quantity"
    review = ""
    dimension = unit.dimension if unit is not None else ""
    if unit is None:
        character = text[after : after + 1]
        if (not numeral.arabic and after - start == 1) or (
            character in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_" and character
        ):
            form = "other"
        elif character == "内" and numeral.arabic:
            dimension, review = "duration", "unit_missing"
    elif unit.name == "届":
        form = "ordinal"
    bound, end, suffix = _bound(text, start, after, numeral.hedge, dimension == "duration")
    return Expression(
        start,
        end,
        form,
        numeral.value if low is None else None,
        low,
        high,
        unit=unit.name if unit is not None else "",
        dimension=dimension,
        bound=bound,
        suffix=suffix,
        chinese=not numeral.arabic,
        review=review,
        number_end=numeral.end,
    )


def _bound(
    text: str, start: int, end: int, hedge: str, is_duration: bool
) -> tuple[Bound, int, str]:
    """Bound, end with the suffix taken in, and the suffix."""
    before = bound_before(text, start)
    suffix = suffix_behind(text, end, is_duration)
    words = ""
    bound: Bound = before or "exact"
    if hedge:
        bound = "approx" if hedge == "数" or before == "approx" else "at_least"
    if suffix is not None:
        words, end = text[end : suffix.end].strip(), suffix.end
        if not (before == "approx" and suffix.bound == "at_least" and words in ("多", "余")):
            bound = suffix.bound
    return bound, end, words


def _share_units(text: str, found: list[Expression]) -> None:
    """Give numbers of a list the unit printed at its end: 70、64、3件."""
    for index in range(len(found) - 2, -1, -1):
        left, right = found[index], found[index + 1]
        if left.form != "quantity" or left.dimension or left.chinese or right.form != "quantity":
            continue
        if right.dimension and text[left.end : right.start].strip() in _LIST_SIGNS:
            left.unit, left.dimension = right.unit, right.dimension


_LIST_SIGNS = frozenset(("、", "和", "与", "及", "，", ",", "/", "以及"))


def read_quantities(
    document: Document, sections: list[Section], titles: list[Title], facts: DocumentFacts
) -> list[Figure]:
    """Read every number-like expression of a document.

    Args:
        document: The text, and its tables.
        sections: The outline; gives list labels, paths and roles.
        titles: 《》 titles, whose numbers are no data.
        facts: The report's year decides what is past and what is still planned.

    Returns:
        Figures in order, without overlaps. Subject, actor, scope and period are left to
        ``fazhi.reading.context``.
    """
    text = document.text
    expressions = read_expressions(text, sections)
    cells = find_cells(document)
    if cells:
        _apply_cells(expressions, cells)
    return classify(text, expressions, sections, titles, facts)


def _apply_cells(expressions: list[Expression], cells: dict[int, CellUnit]) -> None:
    """Give bare numbers in table cells the unit and scale of the table's head."""
    for expression in expressions:
        cell = cells.get(expression.start)
        if cell is None or expression.form != "quantity":
            continue
        expression.cell = cell
        if not expression.dimension:
            expression.unit, expression.dimension = cell.unit, cell.dimension
            if expression.value is not None:
                expression.value *= cell.factor
