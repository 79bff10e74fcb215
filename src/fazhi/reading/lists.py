"""Numbers that are listed apart from their nouns: A、B、C分别为41、17、6件.

The nouns stand in one list, the numbers in another; they are paired by order, and only
where both lists are of one length. ``立案、处罚、移送案件分别为`` shares its last noun,
``行政复议收案、结案数分别为`` its first words: what only one member carries is given to
the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from fazhi.reading.lexicon import EVENT, HEAD, LIGHT, VERB, Lexicon
from fazhi.reading.phrases import Slot

RESPECTIVELY = "分别"
#: No list of the genre is longer.
LONGEST_LIST = 24
_ACTIONS = (VERB, LIGHT, EVENT)
_RANKED = re.compile(
    "[位排]?[列名居]?前[一二两三四五六七八九十\\d]+位?$|居多$|为主$|较多$|并重$|并举$|并行$"
)
_NUMERALS = "一二三四五"
_SHORT_MEMBER = 6
_SHORTEST_FULL_MEMBER = 3
_COMPLETE = ("率", "数", "量", "额", "度", "比例", "比重")
_OPEN, _CLOSE = "（(《“‘〈", "）)》”’〉"


def pair_lists(
    slots: Sequence[Slot], words: Lexicon, clause_before: Callable[[Slot], str]
) -> dict[int, str]:
    """Give each number of a paired list its noun.

    Args:
        slots: The slots of a sentence.
        words: The word lists.
        clause_before: Returns the text of the clause before a slot's; the nouns may
            stand there: ``处罚、许可案件居前两位,分别为301件、188件``.

    Returns:
        The wording by index of the slot; ``""`` means: the figures before, by order.
    """
    paired: dict[int, str] = {}
    index, count = 0, len(slots)
    while index < count:
        size = 1
        if index + 1 < count and slots[index + 1].joint:
            size = _group_size(slots, index)
        left = slots[index].left
        if RESPECTIVELY in left:
            before, _, after = left.partition(RESPECTIVELY)
            before = _named(before, words)
            if not before and size > 1:
                listed = _RANKED.sub("", clause_before(slots[index]))
                before = listed if len(split_members(listed, "、和")) == size else ""
            members = _pair(before, size, words)
            action = _action(after, words) if before else ""
            paired.update({index + at: member + action for at, member in enumerate(members)})
        elif size > 1:
            members = _pair_plain(left, size, words)
            paired.update({index + at: member for at, member in enumerate(members)})
        index += size
    return paired


def _named(before: str, words: Lexicon) -> str:
    """Return the list of nouns before 分别, without what only compares."""
    found = [at for mark in words.comparison_marks if (at := before.find(mark)) > 0]
    before = before[: min(found)] if found else before
    before = words.strip_leading(before.removesuffix("均").rsplit("其中", 1)[-1])
    return "" if before.startswith(words.comparison_marks) else before.replace("”“", "”、“")


def _group_size(slots: Sequence[Slot], first: int) -> int:
    """Count the figures from ``first`` on that stand joined without words between."""
    if slots[first].right:
        return 1
    size = 1
    for slot in slots[first + 1 : first + LONGEST_LIST]:
        if slot.clause != slots[first].clause or not slot.joint or slot.left or slot.bracket >= 0:
            break
        size += 1
        if slot.right:
            break
    return size


def _pair(before: str, size: int, words: Lexicon) -> list[str]:
    """Split the nouns into as many members as there are numbers; else all get all."""
    for joints in ("、", "、和", "、和及与"):
        members = split_members(before, joints)
        if len(members) == size > 1:
            return share_ends(members, words)
    return [before] * size


def _action(after: str, words: Lexicon) -> str:
    """Return what is done where 分别 stands before it: 市直、县区分别|立案|18件."""
    after = words.strip_trailing(after)
    if after.startswith(words.directions) or after.startswith(words.comparison_marks):
        return ""
    known = words.finder.words(after)
    return after if known and known[0].start == 0 and known[0].category in _ACTIONS else ""


def _pair_plain(before: str, size: int, words: Lexicon) -> list[str]:
    """Pair ``参考率、合格率99%、98%``: no word says so, only the lengths of the lists."""
    if before.startswith("占"):
        return [""] * size
    members = split_members(words.strip_trailing(words.strip_leading(before)), "、/和及")
    return share_ends(members, words) if len(members) == size else []


def split_members(listed: str, joints: str) -> list[str]:
    """Split a list at ``joints`` that stand in no bracket or quote."""
    members, depth, start = [], 0, 0
    for position, character in enumerate(listed):
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(depth - 1, 0)
        elif depth == 0 and character in joints:
            members.append(listed[start:position])
            start = position + 1
    members.append(listed[start:].replace("等", ""))
    return [member.strip() for member in members if member.strip()]


def share_ends(members: list[str], words: Lexicon) -> list[str]:
    """Give every member of a list the noun or the opening that only one of them carries."""
    last = members[-1]
    opening = _opening(members[0], words)
    shared = [member + _missing_end(member, last, words) for member in members[:-1]] + [last]
    for position, member in enumerate(shared):
        is_bare = len(member) <= _SHORT_MEMBER or member.startswith("“")
        if opening and position > 0 and is_bare and opening not in member:
            shared[position] = opening + member
    return shared


def _opening(member: str, words: Lexicon) -> str:
    """Return what opens the others too: ``行政复议`` in ``行政复议受理数``, or before a quote."""
    quote = member.find("“")
    if quote > 0 and member.endswith("”"):
        return member[:quote]
    actions = [word for word in words.finder.words(member) if word.category in _ACTIONS]
    if not actions or actions[0].start == 0 or len(member) - actions[-1].end > 1:
        return ""
    return member[: actions[-1].start]


def _missing_end(member: str, last: str, words: Lexicon) -> str:
    """Return the noun that ``立案`` leaves to the last of ``立案、处罚、移送案件``."""
    if len(last) <= len(member) or member.endswith(_COMPLETE):
        return ""
    if member in _NUMERALS and last[0] in _NUMERALS:
        return last[1:]  # 一、二审案件
    known = words.finder.words(member)
    if known and known[-1].category == HEAD and known[-1].end == len(member):
        return ""
    known = words.finder.words(last)
    noun = last[known[-1].start :] if known and known[-1].category == HEAD else ""
    if noun and len(member) <= _SHORT_MEMBER + len(noun):
        return "" if last.startswith(noun) else noun
    if len(member) > _SHORTEST_FULL_MEMBER:
        return ""
    alike = last.find(member[-1], 0, len(last) - 1)
    end = last[alike + 1 :] if alike >= 0 else ""
    if alike < 0 and len(member) == _SHORTEST_FULL_MEMBER - 1:
        end = last[len(member) :]
    known = words.finder.words(end)
    return "" if any(word.category in (VERB, LIGHT) for word in known) else end
