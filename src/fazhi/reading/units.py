"""The second layer: the measure word behind a number.

The words are those of ``schemas/units.yml``. A word is looked up by its first character
and taken at its longest; ``not_before`` keeps 起诉, 部门 or 处罚 from being read as 起, 部
or 处.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from fazhi import vocabulary
from fazhi.reading.vocabulary_files import Dimension, UnitGroup


class Unit(NamedTuple):
    """A printed form, resolved.

    Attributes:
        form: As printed.
        name: As stored in figures.
        dimension: What kind of quantity it makes.
        not_before: Characters behind the form that make it another word.
    """

    form: str
    name: str
    dimension: Dimension
    not_before: str


def units() -> list[UnitGroup]:
    """Return the content of ``units.yml``."""
    groups: list[UnitGroup] = vocabulary.load("units.yml", list[UnitGroup])
    return groups


def _index() -> dict[str, tuple[Unit, ...]]:
    """Printed forms by their first two characters, and by a single one.

    Under two characters stand the forms that begin with them, longest first, and then the
    form of the first character alone.
    """
    found: dict[str, list[Unit]] = {}
    for group in units():
        for name, entry in group.units.items():
            for form in entry.forms or [name]:
                unit = Unit(form, entry.stored_as or name, group.dimension, entry.not_before)
                found.setdefault(form[:2], []).append(unit)
    for forms in found.values():
        forms.sort(key=lambda unit: (-len(unit.form), unit.dimension))
    return {
        first: (*forms, *(found.get(first[0], ()) if len(first) > 1 else ()))
        for first, forms in found.items()
    }


_FORMS = _index()
#: What no rate is made of: 12%/年 and 第3名/组 stay what stands before the sign.
_NO_NUMERATORS = frozenset(("percent", "factor", "rank", "score", "duration", "bare_noun"))
_COUNTS = frozenset(("count", "bare_noun"))
_SCALE_OF_UNIT = re.compile("(?:10+)?[十百千万亿]*")
#: 40所以上 holds no 所以, 3支队伍 no 支队.
_STILL_A_UNIT = ("以上", "以下", "以内", "队伍")


def match_unit(text: str, start: int) -> Unit | None:
    """Return the longest measure word that stands at ``start``, or None."""
    first = text[start : start + 2]
    forms = _FORMS.get(first) or _FORMS.get(first[:1])
    if forms is None:
        return None
    for unit in forms:
        form, _, _, not_before = unit
        if not text.startswith(form, start):
            continue
        end = start + len(form)
        behind = text[end : end + 1]
        if behind in not_before and behind and not text.startswith(_STILL_A_UNIT, end):
            continue
        return unit if behind != "/" else _rate(text, start, unit)
    return None


def _rate(text: str, start: int, unit: Unit) -> Unit:
    """Return the unit with what stands behind its "/": 吨/日, 件/万人, 毫克/立方米.

    Two measure words of things are alternatives (件/户) unless the second is scaled.
    """
    if unit.dimension in _NO_NUMERATORS:
        return unit
    sign = start + len(unit.form)
    scale = _SCALE_OF_UNIT.match(text, sign + 1)
    behind = scale.end() if scale is not None else sign + 1
    base = match_unit(text, behind)
    if base is None or base.dimension == "percent":
        return unit
    if behind == sign + 1 and unit.dimension in _COUNTS and base.dimension in _COUNTS:
        return unit
    printed = text[sign : behind + len(base.form)]
    dimension: Dimension = "money" if unit.dimension == "money" else "concentration"
    return Unit(unit.form + printed, unit.name + printed, dimension, "")
