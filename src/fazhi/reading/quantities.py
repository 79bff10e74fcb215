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
from fazhi.reading.magnitudes import read_magnitude, read_one_half, read_plain, read_ratio
from fazhi.reading.names import find_names, read_name
from fazhi.reading.numeral_words import IDIOM, find_numeral_words
from fazhi.reading.numerals import (
    CHINESE_CLASS,
    fold,
    plain_decimal,
    read_arabic,
    read_chinese,
    read_numeral,
)
from fazhi.reading.ordinals import read_doubling, read_half, read_ordinal
from fazhi.reading.repairs import JOINER, find_fused_labels, find_glued_labels, mend_breaks
from fazhi.reading.year_series import mark_year_series
from fazhi.records import Document, DocumentFacts, Figure, Section, Title

#: ① ⑴ ⒈ ㈠ and their like.
_ENCLOSED = frozenset(map(chr, (*range(0x2460, 0x249C), *range(0x3220, 0x322A))))
#: One class alone: ``re`` runs over the text at once where a pattern can only begin so.
#: Groups 1 and 2 tell that digits or Chinese numerals were matched, to their last.
_ANCHOR = re.compile(
    f"[0-9第数几半翻{CHINESE_CLASS}①-⒛㈠-㈩]"
    f"(?:(?<=[0-9])[0-9{JOINER}]*()|(?<=[{CHINESE_CLASS}])[{CHINESE_CLASS}]*())?"
)
#: With decimals and one of these behind it is a number at sight; group 1 tells that no
#: scale is.
_DECIMAL = re.compile(r"[0-9]+\.[0-9]*[1-9](?:(?=[%元个])()|(?=[万亿]))")
#: Behind plain digits these may belong to the number or make it something else.
_NOT_PLAIN = frozenset(".,，+＋×*/-—–~～－至到: ：∶年月日号时点世余多来百千万亿分成xX几" + JOINER)
_BEFORE_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
_BEFORE_LABEL = frozenset("。；;：:，,、！\n 　）)”\t")
#: Behind these a number with 、 numbers a point: 1、…；2、….
_BEFORE_POINT = frozenset("；;。")
_HAN_LETTER = re.compile("[\u4e00-\u9fff]")
_OPENING = frozenset("(（")
#: Behind one of these a numeral may be a label,
_BEHIND_LABEL = frozenset(")）、")
#: and behind digits these say that they are a quantity.
_BEHIND_QUANTITY = frozenset("余多百千万亿,，")
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
    # Behind a line end there is a character on either side of every number, the first one
    # included (text[-1]): one to look at, where there would be a slice to make.
    text += "\n"
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
        read_to, cursor = cursor, match.end()
        expression = _READERS[match.lastindex](text, start, cursor)
        if expression is not None:
            if expression.start < read_to:  # a code takes no letters of the unit before: 5kg3
                expression.start, expression.text = read_to, text[read_to : expression.end]
            found.append(expression)
            cursor = expression.end
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


def _read_digits(text: str, start: int, end: int) -> Expression | None:
    """Read a date, a name or a quantity that starts with the digits up to ``end``."""
    before, behind, length = text[start - 1], text[end], end - start
    if behind in _BEHIND_LABEL:
        label = _label(text, start, end, before, behind)
        if label is not None:
            return label
    if length < 9 and before not in _BEFORE_NAME:
        if behind not in _NOT_PLAIN:
            if _is_plain(text[start:end], length):
                return read_plain(text, start, end)
        elif length != 4:
            decimal = _DECIMAL.match(text, start) if behind == "." else None
            if decimal is not None and decimal.lastindex is not None:
                return read_plain(text, start, decimal.end())
            if decimal is not None or behind in _BEHIND_QUANTITY:
                numeral = read_arabic(text, start)
                return read_magnitude(text, numeral) if numeral is not None else None
    return _read_name_or_number(text, start, end)


def _is_plain(digits: str, length: int) -> bool:
    """Whether digits are a number at sight: no year, no hotline, not broken over lines."""
    if length == 4:
        return digits[0] not in "12" and JOINER not in digits
    if length in (3, 5) and digits[0] in "19" and digits[1] in "1256":
        return False
    return JOINER not in digits


def _label(text: str, start: int, end: int, before: str, behind: str) -> Expression | None:
    """A numeral alone in brackets, or with 、 behind the end of a point, is a list label."""
    if behind != "、":
        if before not in _OPENING or end - start > 3:
            return None
        return Expression(start - 1, end + 1, "label", text=text[start:end])
    is_point = end - start <= 2 and before in _BEFORE_POINT and "0" <= text[start] <= "9"
    if is_point and _HAN_LETTER.match(text, end + 1):
        return Expression(start, end + 1, "label", text=text[start : end + 1])
    return None


def _read_name_or_number(text: str, start: int, end: int) -> Expression | None:
    """Read what starts with digits and is more, or less, than a number with its unit."""
    behind, length = text[end : end + 1], end - start
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
    numeral = read_arabic(text, start)
    return read_magnitude(text, numeral) if numeral is not None else None


def _read_han(text: str, start: int, end: int) -> Expression | None:
    """Read a label, a date or a quantity in Chinese numerals."""
    before, behind = text[start - 1], text[end]
    if behind in _BEHIND_LABEL:
        label = _label(text, start, end, before, behind)
        if label is not None:
            return label
    if behind in ("是", "要") and end - start <= 3 and before in _BEFORE_LABEL:
        return Expression(start, end + 1, "label", text=text[start : end + 1])
    if behind in ("年", "月"):
        date = read_chinese_date(text, start)
        if date is not None:
            return date
    if behind == "半" and text[start:end] == "一":
        return read_one_half(text, start)
    numeral = read_chinese(text, start, end)
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


def _read_special(text: str, start: int, end: int) -> Expression | None:
    """Read what begins with a character that makes a number special."""
    return _SPECIAL[text[start]](text, start)


#: Readers by the group of ``_ANCHOR`` that matched.
_READERS: Mapping[int | None, Callable[[str, int, int], Expression | None]] = {
    1: _read_digits,
    2: _read_han,
    None: _read_special,
}


def _share_units(text: str, found: list[Expression]) -> None:
    """Give numbers of a list the unit printed at its end: 70、64、3件."""
    bare = [
        index
        for index, left in enumerate(found[:-1])
        if not left.dimension and left.form == "quantity" and not left.chinese
    ]
    for index in reversed(bare):
        left = found[index]
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
