"""Names of divisions as they stand in titles and issuers, by their form alone.

No list of places is used here: whether a name exists is told elsewhere. The form is
enough to split 广州市花都区人民政府 into its divisions.
"""

from __future__ import annotations

import re
from functools import cache

from fazhi import vocabulary
from fazhi.reading.vocabulary_files import PlaceVocabulary

#: 靖州苗族侗族自治县: what ends like a division inside such a name ends none.
_AUTONOMOUS = re.compile(r"[^省市县区，。、“”《》（）()0-9\s]{2,24}?自治[州县旗区]")
_PLAIN = re.compile(
    r"[\u4e00-\u9fff][^省市县区州盟旗，。、“”《》（）()0-9\s]{0,10}(?:特别行政区|地区|林区|[省市县区州盟旗])"
)
#: 绿园区 and 下花园区 are divisions, 高新产业园区 is none.
_LONGEST_BEFORE_YARD = 4
#: A division's name that goes on: its end so far, and what may follow.
_GOES_ON = {"州": "省市县区", "旗": "县区", "县": "区市", "市": "区市"}
#: ... but 县 and 市 only as the second character (沙县区, 沙市区, 津市市).
_ONLY_SHORT = "县市"


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
        match = _AUTONOMOUS.match(text, position) or _PLAIN.match(text, position)
        if match is None:
            break
        end = _whole_name(text, match)
        name = text[position:end]
        if not _is_name(name, is_first=not chain):
            break
        chain.append(name)
        position = end
    return chain


def is_same_place(name: str, other: str) -> bool:
    """Tell whether two names can be of one place.

    A place with a nationality in its name is often printed without it (张家川县 for
    张家川回族自治县, 黔西南州), and a parent may be printed in front.
    """
    if name.endswith(other) or other.endswith(name):
        return True
    short, long = sorted((name, other), key=len)
    return len(short) > 2 and short[-1] == long[-1] and long.startswith(short[:-1])


def _whole_name(text: str, match: re.Match[str]) -> int:
    """Return where the name ends: 贵州 goes on to 省, 沙市 to 区, but 如意市 not to 市场."""
    end = match.end()
    last, following = text[end - 1], text[end : end + 1]
    if not following or following not in _GOES_ON.get(last, "") or "自治" in match.group():
        return end
    if text.startswith(("市场", "市政", "区域"), end):
        return end
    if last in _ONLY_SHORT and end - match.start() != 2:
        return end
    return end + 1


def _is_name(name: str, *, is_first: bool) -> bool:
    """Tell a division's name from words that end like one (示范区, 场监督管理局…区)."""
    known = _vocabulary()
    if len(name) < 2 or (name in known.no_names and (is_first or name not in known.names_below)):
        return False
    if name.startswith(known.no_beginnings) or name.endswith(known.no_endings):
        return False
    if len(name) > _LONGEST_BEFORE_YARD and name.endswith(known.yards):
        return False
    return not any(0 <= name.find(organ) < len(name) - len(organ) for organ in known.organs)
