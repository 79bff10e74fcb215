"""Administrative divisions: codes present and past, and how reports name them.

The data are part of the package (``schemas/regions/``, whose README names their source).
They give the rows of the tables ``regions`` and ``region_changes`` and answer two
questions: which place is this code, and which code does this printed name mean.

Years are all that the source tells about a change, so ``valid_from`` and ``valid_to`` are
years, both inclusive. Nothing is known about changes before 2010.
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from pydantic import BaseModel

from fazhi import vocabulary
from fazhi.records import Place

FICTIONAL_PREFIX = "99"

Level = Literal["province", "prefecture", "county"]

#: Kinds of change after which the place is still the same place.
_CONTINUES = frozenset(
    {
        "renamed",
        "recoded",
        "adjusted",
        "county_to_district",
        "county_to_city",
        "city_to_district",
        "prefecture_to_city",
    }
)


@dataclass(frozen=True, slots=True)
class Region:
    """A code, present or past; see the table ``regions``."""

    region_code: str
    name: str
    level: Level
    parent_code: str
    province_name: str
    valid_from: int | None
    valid_to: int | None
    panel_id: str

    @property
    def is_fictional(self) -> bool:
        """Whether the place is invented for examples."""
        return self.region_code.startswith(FICTIONAL_PREFIX)


@dataclass(frozen=True, slots=True)
class Change:
    """A change of code or name; an unknown code is ``""``."""

    year: int
    kind: str
    old_code: str
    old_name: str
    new_code: str
    new_name: str

    @property
    def change_id(self) -> str:
        """Short hash of the whole event."""
        key = "\n".join((str(self.year), self.kind, self.old_code, self.new_code, self.old_name))
        return hashlib.sha256(key.encode()).hexdigest()[:16]


class _Names(BaseModel):
    nationalities: list[str]
    provinces: dict[str, str]


# --- The data -------------------------------------------------------------------------


def _tsv(name: str) -> list[dict[str, str]]:
    text = files("fazhi.schemas").joinpath(f"regions/{name}").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t"))


@cache
def changes() -> tuple[Change, ...]:
    """All changes since 2010, oldest first."""
    rows = _tsv("changes.tsv")
    return tuple(Change(int(row.pop("year")), **row) for row in rows)


@cache
def regions() -> dict[str, Region]:
    """All codes, present, past and fictional, in order of code."""
    found: dict[str, Region] = {}
    for row in [*_tsv("divisions.tsv"), *_tsv("fictional.tsv")]:
        found[row["code"]] = _region(row["code"], row["name"], row["parent_code"])
    current = set(found)
    for change in changes():
        for code, name in (
            (change.old_code, change.old_name),
            (change.new_code, change.new_name),
        ):
            if code and code not in current:
                found[code] = _region(code, name, "")
    return {code: _completed(found[code], found, current) for code in sorted(found)}


def _region(code: str, name: str, parent_code: str) -> Region:
    return Region(code, name, level_of(code), parent_code, "", None, None, code)


def _completed(region: Region, found: dict[str, Region], current: set[str]) -> Region:
    """Fill in what follows from the other codes and from the changes."""
    code = region.region_code
    parent = region.parent_code
    if not parent and region.level != "province":
        prefecture, province = f"{code[:4]}00", f"{code[:2]}0000"
        parent = prefecture if prefecture in found and prefecture != code else province
    return replace(
        region,
        parent_code=parent,
        province_name=found[f"{code[:2]}0000"].name,
        valid_from=_began().get(code),
        valid_to=None if code in current else _ended().get(code),
        panel_id=_newest_code(code),
    )


@cache
def _began() -> dict[str, int]:
    """The first year in which each code came into force."""
    found: dict[str, int] = {}
    for change in changes():
        if change.new_code != change.old_code and change.kind in {*_CONTINUES, "established"}:
            found.setdefault(change.new_code, change.year)
    return found


@cache
def _ended() -> dict[str, int]:
    """The last year in which each code went out of force."""
    return {
        change.old_code: change.year for change in changes() if change.old_code != change.new_code
    }


def level_of(code: str) -> Level:
    """Tell the level from the code: 320000 province, 320600 prefecture, 320682 county."""
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


@cache
def _predecessors() -> dict[tuple[int, str], list[Change]]:
    """Changes by the year and the code that they lead to."""
    found: dict[tuple[int, str], list[Change]] = defaultdict(list)
    for change in changes():
        if change.old_code:
            found[change.year, change.new_code].append(change)
    return found


@cache
def _established() -> frozenset[tuple[int, str]]:
    return frozenset(
        (change.year, change.new_code) for change in changes() if change.kind == "established"
    )


def is_same_place(change: Change) -> bool:
    """Tell whether the place before and the place after count as one.

    A place that was abolished lives on where a place was established in the same year
    with it as the only predecessor (开县 as 开州区); a place merged into another does
    not.
    """
    if not change.old_code or not change.new_code:
        return False
    if change.kind in _CONTINUES:
        return True
    target = (change.year, change.new_code)
    return (
        change.kind == "abolished"
        and target in _established()
        and len(_predecessors()[target]) == 1
        and (
            level_of(change.old_code) == level_of(change.new_code)
            or change.old_name == change.new_name
        )
    )


@cache
def _successors() -> dict[str, str]:
    return {
        change.old_code: change.new_code
        for change in changes()
        if change.old_code != change.new_code and is_same_place(change)
    }


def _newest_code(code: str) -> str:
    seen = {code}
    while (successor := _successors().get(code)) and successor not in seen:
        seen.add(successor)
        code = successor
    return code


# --- Rows of the tables -----------------------------------------------------------------


def region_rows(*, is_fictional: bool) -> list[dict[str, Any]]:
    """Return the rows of ``regions``: the real ones, or the invented ones."""
    return [
        {
            "region_code": region.region_code,
            "name": region.name,
            "level": region.level,
            "parent_code": region.parent_code or None,
            "province_name": region.province_name,
            "valid_from": region.valid_from,
            "valid_to": region.valid_to,
            "panel_id": region.panel_id,
            "is_fictional": region.is_fictional,
        }
        for region in regions().values()
        if region.is_fictional == is_fictional
    ]


def change_rows() -> list[dict[str, Any]]:
    """Return the rows of ``region_changes``; all of them are real."""
    return [
        {
            "change_id": change.change_id,
            "year": change.year,
            "kind": change.kind,
            "old_code": change.old_code or None,
            "old_name": change.old_name or None,
            "new_code": change.new_code or None,
            "new_name": change.new_name or None,
            "is_same_place": is_same_place(change),
        }
        for change in changes()
    ]


# --- Finding a place ----------------------------------------------------------------------


def by_code(code: str) -> Region | None:
    """Return the region of a code, present or past, or None."""
    return regions().get(code)


def place(code: str) -> Place | None:
    """Return a code's place as the reader wants to know it, or None."""
    region = by_code(code)
    if region is None:
        return None
    parents = tuple(parent.name for parent in ancestors(region))
    return Place(region.region_code, region.name, region.level, parents)


def ancestors(region: Region) -> list[Region]:
    """Return the regions above, nearest first."""
    found: list[Region] = []
    while region.parent_code:
        region = regions()[region.parent_code]
        found.append(region)
    return found


def by_name(name: str) -> list[Region]:
    """Return all regions that are or were called ``name``, those in force first.

    Former names (襄樊市), short names of autonomous counties (三江县) and short names of
    provinces (新疆, 江苏) are understood. Twenty-eight names of counties are borne by
    several, so the caller must expect more than one.
    """
    return [regions()[code] for code in _codes_by_name().get(name, ())]


@cache
def _codes_by_name() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for region in regions().values():
        for name in _names_of(region):
            found[name].add(region.region_code)
    for change in changes():
        if change.old_code:
            found[change.old_name].add(change.old_code)
    return {
        name: tuple(sorted(codes, key=lambda code: (regions()[code].valid_to is not None, code)))
        for name, codes in found.items()
    }


def _names_of(region: Region) -> list[str]:
    names = vocabulary.load("regions/names.yml", _Names)
    found = [region.name]
    if region.level == "province":
        short = [short for short, full in names.provinces.items() if full == region.name]
        found += short or [region.name.removesuffix("省").removesuffix("市")]
    elif region.name[-3:-1] == "自治":
        found += _without_nationalities(region.name, names.nationalities)
    return found


def _without_nationalities(name: str, nationalities: Iterable[str]) -> list[str]:
    """Shorten 印江土家族苗族自治县 to 印江县; nothing if no name would be left."""
    stem, kind = name[:-3], name[-1]
    by_length = sorted(nationalities, key=len, reverse=True)
    while ending := next((word for word in by_length if stem.endswith(word)), ""):
        stem = stem.removesuffix(ending)
    return [stem + kind] if len(stem) >= 2 else []


def find_code(*texts: str) -> str:
    """Return the code of the place that the texts speak of, or ``""`` if in doubt.

    Args:
        texts: What names the place, best first: its name, a title, an issuing body. The
            first text that names any place decides; of the places named there one after
            the other (江苏省南通市如皋市) it is the last, and the others, like the
            further texts, tell places of the same name apart.
    """
    context = {name for text in texts for chain in _chains(text) for name in chain}
    for text in texts:
        chains = _chains(text)
        if chains:
            *named_above, name = chains[0]
            candidates = by_name(name)
            fitting = [region for region in candidates if set(named_above) <= _above(region)]
            return _only_one(fitting or candidates, context)
    return ""


def _only_one(candidates: list[Region], context: set[str]) -> str:
    """Return the code of the one candidate that is left: in force, in a named context."""
    in_force = [region for region in candidates if region.valid_to is None] or candidates
    in_context = [region for region in in_force if context & _above(region)]
    for narrowed in (in_force, in_context):
        if len(narrowed) == 1:
            return narrowed[0].region_code
    return ""


def _above(region: Region) -> set[str]:
    return {name for parent in ancestors(region) for name in _names_of(parent)}


@cache
def _longest_name() -> int:
    return max(map(len, _codes_by_name()))


def _chains(text: str) -> list[list[str]]:
    """Return the names of places in a text; those without anything between as one chain."""
    chains: list[list[str]] = []
    at, last_end = 0, -1
    while at < len(text):
        name = _name_at(text, at)
        if not name:
            at += 1
            continue
        if at == last_end:
            chains[-1].append(name)
        else:
            chains.append([name])
        at = last_end = at + len(name)
    return chains


def _name_at(text: str, start: int) -> str:
    """Return the longest name that begins at ``start``, or ``""``."""
    ends = range(min(len(text), start + _longest_name()), start + 1, -1)
    return next((text[start:end] for end in ends if text[start:end] in _codes_by_name()), "")
