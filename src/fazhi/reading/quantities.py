"""The third layer: number, suffix, unit and prefix become one expression.

``read_expressions`` walks once over the text from numeral to numeral. What is already
known to be something else is claimed first: labels of the outline, document numbers and
quoted mottos, words with a numeral in them (统一, 双随机). The rest is read as date, code,
ordinal, fraction, range or plain quantity. ``read_quantities`` adds the decisions of
``fazhi.reading.classification``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from fazhi.reading.cells import CellUnit, find_cells
from fazhi.reading.classification import classify
from fazhi.reading.dates import read_chinese_date, read_date
from fazhi.reading.expressions import Expression
from fazhi.reading.magnitudes import read_magnitude, read_one_half, read_ratio
from fazhi.reading.names import find_names, read_name
from fazhi.reading.numeral_words import IDIOM, find_numeral_words
from fazhi.reading.numerals import CHINESE_CLASS, Numeral, fold, plain_decimal, read_numeral
from fazhi.reading.ordinals import read_doubling, read_half, read_ordinal
from fazhi.reading.repairs import JOINER, find_fused_labels, find_glued_labels, mend_breaks
from fazhi.reading.year_series import mark_year_series
from fazhi.records import Document, DocumentFacts, Figure, Section, Title

#: ① ⑴ ⒈ ㈠ and their like.
_ENCLOSED = frozenset(map(chr, (*range(0x2460, 0x249C), *range(0x3220, 0x322A))))
#: One class alone: ``re`` runs over the text at once where a pattern can only begin so.
_ANCHOR = re.compile(f"[0-9第数几半翻{CHINESE_CLASS}①-⒛㈠-㈩]")
_DIGITS = re.compile(f"[0-9{JOINER}]+")
_HAN = re.compile(f"[{CHINESE_CLASS}]+")
#: Behind plain digits these may belong to the number or make it something else.
_NOT_PLAIN = frozenset(".,，+＋×*/-—–~～－至到: ：∶年月日号时点世余多来百千万亿分成xX几" + JOINER)
_BEFORE_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
_BEFORE_LABEL = frozenset("。；;：:，,、！\n 　）)”\t")
#: Behind these a number with 、 numbers a point: 1、…；2、….
_BEFORE_POINT = frozenset("；;。")
_HAN_LETTER = re.compile("[\u4e00-\u9fff]")
_OPENING = frozenset("(（")
_CLOSING = frozenset(")）")
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
    figures = classify(text, expressions, sections, titles, facts)
    if facts.year is not None:
        mark_year_series(text, figures, facts.year)
    return figures


def read_expressions(text: str, sections: list[Section]) -> list[Expression]:
    """All number-like expressions of a text, ordered and without overlaps.

    Args:
        text: The document's text; any string.
        sections: The outline, whose labels are taken over as list labels.
    """
    text = mend_breaks(fold(text))
    claims = _claims(text, sections)
    claims.append(Expression(len(text) + 1, len(text) + 1, "other"))  # comes after every number
    claim_index = cursor = 0
    claimed_from = claims[0].start
    found: list[Expression] = []
    while (match := _ANCHOR.search(text, cursor)) is not None:
        start = position = match.start()
        while claimed_from <= position:
            claim = claims[claim_index]
            if claim.end > position and claim.start >= cursor:
                position = cursor = claim.end
                if claim.text != IDIOM:
                    found.append(claim)
            claim_index += 1
            claimed_from = claims[claim_index].start
        if position > start:
            continue
        expression, cursor = _read_at(text, start)
        if expression is not None:
            found.append(expression)
    _share_units(text, found)
    return found


def _claims(text: str, sections: list[Section]) -> list[Expression]:
    """What is known beforehand to be no quantity; of overlapping claims the first wins."""
    claims = [
        Expression(s.char_start, s.char_start + len(s.label), "label", text=s.label)
        for s in sections
        if s.label
    ]
    claims.extend(find_fused_labels(text))
    claims.extend(find_glued_labels(text))
    claims.extend(find_names(text))
    claims.extend(find_numeral_words(text))
    claims.sort(key=lambda claim: (claim.start, claim.form != "label", -claim.end))
    return claims


def _read_at(text: str, start: int) -> tuple[Expression | None, int]:
    """Read what begins at ``start``, if it is anything; also where to go on."""
    first = text[start]
    if "0" <= first <= "9":
        run, read = _DIGITS.match(text, start), _read_digits
    elif first in _SPECIAL:
        expression = _SPECIAL[first](text, start)
        return expression, expression.end if expression is not None else start + 1
    else:
        run, read = _HAN.match(text, start), _read_han
    end = run.end() if run is not None else start + 1
    expression = _bracketed(text, start, end) or read(text, start, end)
    return expression, expression.end if expression is not None else end


def _bracketed(text: str, start: int, end: int) -> Expression | None:
    """A numeral alone in brackets is a list label."""
    if text[end : end + 1] not in _CLOSING or end - start > 3:
        return None
    if text[start - 1 : start] not in _OPENING:
        return None
    return Expression(start - 1, end + 1, "label", text=text[start:end])


def _read_digits(text: str, start: int, end: int) -> Expression | None:
    """Read a date, a name or a quantity that starts with the digits up to ``end``."""
    behind = text[end : end + 1]
    length = end - start
    is_point = behind == "、" and length <= 2 and text[start - 1 : start] in _BEFORE_POINT
    if is_point and _HAN_LETTER.match(text, end + 1):
        return Expression(start, end + 1, "label", text=text[start : end + 1])
    if behind not in _NOT_PLAIN and length < 9 and text[start - 1 : start] not in _BEFORE_NAME:
        digits = text[start:end]
        first = digits[0]
        is_year = length == 4 and first in "12"
        is_hotline = length in (3, 5) and first in "19" and digits[1] in "1256"
        if not (is_year or is_hotline or JOINER in digits):
            return read_magnitude(text, Numeral(start, end, Decimal(digits), arabic=True))
    if length == 4:
        date = read_date(text, start, end)
        if date is not None:
            return date
    name = read_name(text, start, end)
    if name is not None:
        return name
    if length != 4:
        date = read_date(text, start, end)
        if date is not None:
            return date
    if behind in (":", "：", "∶", "/", ".", " "):
        ratio = read_ratio(text, start, behind)
        if ratio is not None:
            return ratio
    numeral = read_numeral(text, start)
    return read_magnitude(text, numeral) if numeral is not None else None


def _read_han(text: str, start: int, end: int) -> Expression | None:
    """Read a label, a date or a quantity in Chinese numerals."""
    behind = text[end : end + 1]
    is_first = start == 0 or text[start - 1] in _BEFORE_LABEL
    if is_first and behind in ("是", "要") and end - start <= 3:
        return Expression(start, end + 1, "label", text=text[start : end + 1])
    if behind in ("年", "月"):
        date = read_chinese_date(text, start)
        if date is not None:
            return date
    if behind == "半" and text[start:end] == "一":
        return read_one_half(text, start)
    numeral = read_numeral(text, start)
    return read_magnitude(text, numeral) if numeral is not None else None


def _read_unknown(text: str, start: int) -> Expression | None:
    """Read 数十, 几百: numbers that are not said."""
    numeral = read_numeral(text, start)
    return read_magnitude(text, numeral) if numeral is not None else None


def _read_enclosed(text: str, start: int) -> Expression:
    """Read ① and its like: list labels."""
    return Expression(start, start + 1, "label", text=text[start])


#: Readers by the character that begins an expression and is no numeral itself.
_SPECIAL: Mapping[str, Callable[[str, int], Expression | None]] = {
    "第": read_ordinal,
    "翻": read_doubling,
    "半": read_half,
    "数": _read_unknown,
    "几": _read_unknown,
} | dict.fromkeys(_ENCLOSED, _read_enclosed)


def _share_units(text: str, found: list[Expression]) -> None:
    """Give numbers of a list the unit printed at its end: 70、64、3件."""
    for index in range(len(found) - 2, -1, -1):
        left = found[index]
        if left.form != "quantity" or left.dimension or left.chinese:
            continue
        right = found[index + 1]
        if right.form != "quantity" or not right.dimension or right.start - left.end > 3:
            continue
        if text[left.end : right.start].strip() in _LIST_SIGNS:
            left.unit, left.dimension = right.unit, right.dimension


def _apply_cells(expressions: list[Expression], cells: dict[int, CellUnit]) -> None:
    """Give bare numbers in table cells the unit and scale of the table's head."""
    for expression in expressions:
        cell = cells.get(expression.start)
        if cell is None or expression.form not in ("quantity", "version"):
            continue
        if expression.form == "version":  # 20.0 alone in a cell
            expression.form, expression.value = "quantity", plain_decimal(Decimal(expression.text))
            expression.number_end = expression.end
        expression.cell = cell
        if not expression.dimension:
            expression.unit, expression.dimension = cell.unit, cell.dimension
            if expression.value is not None:
                expression.value *= cell.factor
