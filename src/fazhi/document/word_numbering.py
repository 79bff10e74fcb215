"""Labels that Word numbers by itself (一、 （一） 1.): they stand in no run of the text.

A paragraph names a list and a level, by itself or through its style; the list gives each
level a format and a pattern (``%1、``). Counting follows ECMA-376 part 1, 17.9: a level
goes on until a paragraph of a higher level comes, lists that share a definition share
their counters unless one restarts them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from docx.oxml.ns import qn

_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("一二三四五六七八九十百千〇", "壹贰叁肆伍陆柒捌玖拾佰仟零")
_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9
#: Styles that are based on each other in a circle are no reason to go on for ever.
_MOST_STYLES = 20

Element = Any


def chinese(number: int) -> str:
    """Return 1 to 9999 in Chinese as Word prints it: 一, 十, 十一, 二十, 一百〇一."""
    text = _in_full(number)
    return text.removeprefix("一") if text.startswith("一十") else text


def _in_full(number: int) -> str:
    """Return 1 to 9999 in Chinese with every digit named: 一十一."""
    if not 0 < number < 10_000:
        return str(number)
    text, pending_zero = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            text += ("〇" if pending_zero else "") + _DIGITS[digit] + name
        pending_zero = bool(text) and not digit and number > 0
    return text


def _digit_by_digit(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", _DIGITS))


def _counting(number: int) -> str:
    return chinese(number) if number < 100 else _digit_by_digit(number)


def _legal(number: int) -> str:
    return _in_full(number).translate(_LEGAL)


def _letters(number: int) -> str:
    repeated, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (repeated + 1)


def _roman(number: int) -> str:
    pairs = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
    text = ""
    for value, letters in pairs:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def _stem(number: int) -> str:
    return "甲乙丙丁戊己庚辛壬癸"[number - 1] if 1 <= number <= 10 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "chineseCounting": _counting,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": _digit_by_digit,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": _stem,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "none": lambda number: "",
}


def _child(element: Element | None, name: str) -> Element | None:
    return None if element is None else element.find(qn(name))


def _value(element: Element | None, name: str, default: str = "") -> str:
    """Return the ``w:val`` of a child; it may be left out to mean yes."""
    child = _child(element, name)
    return default if child is None else str(child.get(qn("w:val"), "1"))


def _number(text: str, default: int) -> int:
    return int(text) if text.lstrip("-").isdecimal() else default


class Numbering:
    """The lists of a document with their counters.

    Args:
        numbering: Root of the numbering part; None where the document has none.
        styles: Root of the styles part; None where the document has none.
    """

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._definitions = _by_id(numbering, "w:abstractNum", "w:abstractNumId")
        self._lists = _by_id(numbering, "w:num", "w:numId")
        self._styles = _by_id(styles, "w:style", "w:styleId")
        self._default_style = next(
            (
                style_id
                for style_id, style in self._styles.items()
                if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) == "1"
            ),
            "",
        )
        self._counters: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, paragraph: Element) -> str:
        """Return the label of the next paragraph, ``""`` for none or a mere bullet.

        Paragraphs must come in the order of the document.
        """
        list_id, level = self._list_of(paragraph)
        if list_id not in self._lists:
            return ""
        definition_id = self._definition_of(list_id)
        levels = [self._level(list_id, definition_id, number) for number in range(_LEVELS)]
        counters = self._counters.setdefault(definition_id, [None] * _LEVELS)
        self._count(list_id, level, levels, counters)
        own = levels[level]
        if own is None or _value(own, "w:numFmt", "decimal") == "bullet":
            return ""
        is_legal = _value(own, "w:isLgl", "0") not in {"0", "false"}

        def shown(match: re.Match[str]) -> str:
            number = int(match.group(1)) - 1
            found = levels[number]
            current = counters[number]
            style = _value(found, "w:numFmt", "decimal")
            if is_legal and number < level:
                style = "decimal"
            return _FORMATS.get(style, str)(_start(found) if current is None else current)

        return _PLACEHOLDER.sub(shown, _value(own, "w:lvlText")).strip()

    def _list_of(self, paragraph: Element) -> tuple[str, int]:
        """Return the list and the level of a paragraph; the list is ``""`` for none."""
        properties = _child(paragraph, "w:pPr")
        own = _child(properties, "w:numPr")
        list_id = _value(own, "w:numId")
        level = _value(own, "w:ilvl")
        style_id = _value(properties, "w:pStyle") or self._default_style
        for _ in range(_MOST_STYLES):
            style = self._styles.get(style_id)
            if style is None or (list_id and level):
                break
            inherited = _child(_child(style, "w:pPr"), "w:numPr")
            if inherited is not None and not list_id:
                list_id = _value(inherited, "w:numId")
                level = level or self._level_of_style(list_id, style_id)
            level = level or _value(inherited, "w:ilvl")
            style_id = _value(style, "w:basedOn")
        return list_id, min(max(_number(level, 0), 0), _LEVELS - 1)

    def _level_of_style(self, list_id: str, style_id: str) -> str:
        """Return the level that a list keeps for a style, ``""`` if it keeps none."""
        definition = self._definitions.get(self._definition_of(list_id))
        for level in definition.findall(qn("w:lvl")) if definition is not None else ():
            if _value(level, "w:pStyle") == style_id:
                return str(level.get(qn("w:ilvl"), ""))
        return ""

    def _definition_of(self, list_id: str) -> str:
        """Return the definition of a list; one that only names a style is followed."""
        definition_id = _value(self._lists.get(list_id), "w:abstractNumId")
        link = _value(self._definitions.get(definition_id), "w:numStyleLink")
        if link:
            numbering = _child(_child(self._styles.get(link), "w:pPr"), "w:numPr")
            linked = self._lists.get(_value(numbering, "w:numId"))
            definition_id = _value(linked, "w:abstractNumId") or definition_id
        return definition_id

    def _level(self, list_id: str, definition_id: str, number: int) -> Element | None:
        override = _numbered(self._lists[list_id], "w:lvlOverride", number)
        own = _child(override, "w:lvl")
        if own is not None:
            return own
        return _numbered(self._definitions.get(definition_id), "w:lvl", number)

    def _count(
        self,
        list_id: str,
        level: int,
        levels: list[Element | None],
        counters: list[int | None],
    ) -> None:
        override = _numbered(self._lists[list_id], "w:lvlOverride", level)
        restart = _value(override, "w:startOverride")
        current = counters[level]
        if restart and (list_id, level) not in self._started:
            counters[level] = _number(restart, 1)
        elif current is None:
            counters[level] = _start(levels[level])
        else:
            counters[level] = current + 1
        self._started.add((list_id, level))
        for deeper in range(level + 1, _LEVELS):
            if _value(levels[deeper], "w:lvlRestart") != "0":
                counters[deeper] = None


def _start(level: Element | None) -> int:
    return _number(_value(level, "w:start"), 1)


def _by_id(root: Element | None, name: str, key: str) -> dict[str, Element]:
    found = root.findall(qn(name)) if root is not None else ()
    return {element.get(qn(key), ""): element for element in found}


def _numbered(parent: Element | None, name: str, number: int) -> Element | None:
    for element in parent.findall(qn(name)) if parent is not None else ():
        if element.get(qn("w:ilvl")) == str(number):
            return element
    return None
