"""The reporting place as its report speaks of it: 全市, 市政府, 市应急局.

Reports never spell out their own name again; they say 全市, 我县, 市政府. Which place
such a word means depends on who reports: 全市 in a county's report is the prefecture
around it.
"""

from __future__ import annotations

from dataclasses import dataclass

from fazhi.reading.marks import positions
from fazhi.records import DocumentFacts, Place

#: 1 province, 2 prefecture, 3 county, 4 township.
LEVELS = {
    "国": 0,
    "省": 1,
    "自治区": 1,
    "市": 2,
    "州": 2,
    "盟": 2,
    "县": 3,
    "区": 3,
    "旗": 3,
    "镇": 4,
    "乡": 4,
    "街道": 4,
}
_LEVEL_NUMBERS = {"province": 1, "prefecture": 2, "county": 3, "township": 4}
_UNITS = ("自治区", "街道", "省", "市", "州", "盟", "县", "区", "旗", "镇", "乡")
_SPOKEN_UNITS = ("市", "县", "区", "州", "旗", "盟", "省", "镇", "乡", "街道")
_SAMPLE = 6000
_LONGEST_NAMED = 40


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """How the reporting place is spoken of.

    Attributes:
        name: Its name, ``""`` if unknown.
        unit: What kind of place it is: ``市``, ``县``, ``自治区``; ``""`` if unknown.
        level: 1 province to 4 township; 0 if unknown.
    """

    name: str
    unit: str
    level: int

    @property
    def spoken(self) -> str:
        """The kind of place in speech: an autonomous region is 区 for short."""
        return "区" if self.unit == "自治区" else self.unit

    @property
    def whole(self) -> str:
        """The whole place: ``全市``; ``""`` if unknown."""
        return f"全{self.spoken}" if self.unit else ""

    @property
    def government(self) -> str:
        """Its government: ``市政府``; ``""`` if unknown."""
        if not self.unit:
            return ""
        return f"{self.spoken}{'办事处' if self.unit == '街道' else '政府'}"

    def is_higher(self, word: str) -> bool:
        """Tell whether ``全市``, ``全省`` means a place above this one."""
        unit = word[1:]
        if not self.level or unit == self.spoken:
            return False
        return LEVELS.get(unit, 9) <= self.level


def own_place(text: str, facts: DocumentFacts, place: Place | None) -> OwnPlace:
    """Tell who reports, from the place given, the metadata or the text itself."""
    name = place.name if place is not None else facts.region_name
    name = name or _named_in(facts.title)
    unit = next((unit for unit in _UNITS if name.endswith(unit)), "") or _spoken_of(text)
    level = _LEVEL_NUMBERS.get(place.level, 0) if place is not None else 0
    return OwnPlace(name, unit, level or LEVELS.get(unit, 0))


def _named_in(title: str) -> str:
    """Return the place that a title begins with: 青石镇人民政府关于…, 青石街道2023年…."""
    title = title[:_LONGEST_NAMED].removeprefix("关于")
    for position, character in enumerate(title):
        named = title[:position]
        if character.isdigit() or title.startswith(("人民政府", "办事处", "政府"), position):
            return named if named.endswith(_UNITS) else ""
    return ""


def _spoken_of(text: str) -> str:
    """Guess the kind of place from how the text speaks of its own: 我市, 全县."""
    sample = text[:_SAMPLE]
    counts = dict.fromkeys(_SPOKEN_UNITS, 0)
    for character, weight in (("我", 3), ("全", 1)):
        for position in positions(sample, character):
            unit = sample[position + 1 : position + 2]
            if unit in counts:
                counts[unit] += weight
            elif sample.startswith("街道", position + 1):
                counts["街道"] += weight
    best = max(counts, key=lambda unit: (counts[unit], unit))
    return best if counts[best] else ""
