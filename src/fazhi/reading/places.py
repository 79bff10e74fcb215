"""Names of divisions as they stand in titles and issuers, by their form alone.

No list of places is used here: whether a name exists is told elsewhere. The form is
enough to split 广州市花都区人民政府 into its divisions.
"""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict

from fazhi import vocabulary

_CHAIN = re.compile(
    r"[\u4e00-\u9fff][^省市县区州盟旗，。、“”《》（）()0-9\s]{0,10}"
    r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|林区|[省市县区州盟旗])"
)


class PlaceVocabulary(BaseModel):
    """The whole of ``schemas/reading/places.yml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    no_names: frozenset[str]
    no_beginnings: tuple[str, ...]
    no_endings: tuple[str, ...]
    organs: tuple[str, ...]


@cache
def _vocabulary() -> PlaceVocabulary:
    known: PlaceVocabulary = vocabulary.load("reading/places.yml", PlaceVocabulary)
    return known


def division_chain(text: str) -> list[str]:
    """Return the divisions that ``text`` begins with, from the top down.

    ``重庆市綦江区关坝镇人民政府…`` gives ``["重庆市", "綦江区"]``; a text that begins
    with none gives an empty list.
    """
    chain: list[str] = []
    position = 0
    while len(chain) < 4:
        match = _CHAIN.match(text, position)
        if match is None:
            break
        end = _whole_name(text, match)
        name = text[position:end]
        if not _is_name(name):
            break
        chain.append(name)
        position = end
    return chain


def _whole_name(text: str, match: re.Match[str]) -> int:
    """Return where the name ends: 广州 goes on to 市, 市中区 does not end at 市."""
    end = match.end()
    following = text[end : end + 1]
    if following in ("市", "县", "区") and following and text[end - 1] in "州旗盟市县":
        is_new_name = text[end : end + 2] in ("市中", "市北", "市南", "区中")
        if not is_new_name:
            return end + 1
    return end


def _is_name(name: str) -> bool:
    """Tell a division's name from words that end like one (示范区, 场监督管理局…区)."""
    known = _vocabulary()
    if len(name) < 2 or name in known.no_names:
        return False
    if name.startswith(known.no_beginnings) or name.endswith(known.no_endings):
        return False
    return not any(0 <= name.find(organ) < len(name) - len(organ) for organ in known.organs)
