"""Numbers that are listed apart from their nouns: A、B、C分别为41、17、6件.

The nouns stand in one list, the numbers in another; they are paired by order, and only
where both lists are of one length. ``立案、处罚、移送案件分别为`` shares its last noun,
``行政复议收案、结案数分别为`` its first words: what only one member carries is given to
the others.
"""

from __future__ import annotations

from collections.abc import Sequence

from fazhi.reading.lexicon import HEAD, Lexicon
from fazhi.reading.phrases import Slot

RESPECTIVELY = "分别"
_SHORT_MEMBER = 6
_COMPARED = ("同比", "环比", "较上年", "较去年", "比上年", "比去年", "均", "数")
_OPEN, _CLOSE = "（(《“‘〈", "）)》”’〉"


def pair_lists(slots: Sequence[Slot], words: Lexicon) -> dict[int, str]:
    """Give each number of a paired list its noun.

    Args:
        slots: The slots of a sentence.
        words: The word lists.

    Returns:
        The wording by index of the slot; ``""`` means: the figures before, by order.
    """
    paired: dict[int, str] = {}
    index = 0
    while index < len(slots):
        size = _group_size(slots, index)
        if size > 1 or RESPECTIVELY in slots[index].left:
            before, _, after = slots[index].left.partition(RESPECTIVELY)
            if after or RESPECTIVELY in slots[index].left:
                _pair(before, size, index, paired, words)
            else:
                _pair_plain(before, size, index, paired, words)
        index += size
    return paired


def _group_size(slots: Sequence[Slot], first: int) -> int:
    """Count the figures from ``first`` on that stand joined without words between."""
    if slots[first].right:
        return 1
    size = 1
    for slot in slots[first + 1 :]:
        if slot.clause != slots[first].clause or not slot.joint or slot.left or slot.bracket >= 0:
            break
        size += 1
        if slot.right:
            break
    return size


def _pair(before: str, size: int, first: int, paired: dict[int, str], words: Lexicon) -> None:
    for word in _COMPARED:
        before = before.removesuffix(word)
    before = words.strip_leading(before.rsplit("其中", 1)[-1])
    if not before:
        paired.update({first + offset: "" for offset in range(size)})
        return
    for joints in ("、", "、和", "、和及与"):
        members = split_members(before, joints)
        if len(members) == size > 1:
            members = share_ends(members, words)
            paired.update({first + offset: member for offset, member in enumerate(members)})
            return
    paired.update({first + offset: before for offset in range(size)})


def _pair_plain(before: str, size: int, first: int, paired: dict[int, str], words: Lexicon) -> None:
    """Pair ``参考率、合格率99%、98%``: no word says so, only the lengths of the lists."""
    members = split_members(words.strip_trailing(words.strip_leading(before)), "、/和及")
    if len(members) == size:
        members = share_ends(members, words)
        paired.update({first + offset: member for offset, member in enumerate(members)})


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
    members.append(listed[start:])
    return [member.strip() for member in members if member.strip()]


def share_ends(members: list[str], words: Lexicon) -> list[str]:
    """Give every member of a list the noun or the opening that only one of them carries."""
    last = members[-1]
    known = words.finder.words(last)
    noun = last[known[-1].start :] if known and known[-1].category == HEAD else ""
    opening = ""
    first_known = words.finder.words(members[0])
    if first_known and first_known[0].start > 0 and first_known[-1].end == len(members[0]):
        opening = members[0][: first_known[-1].start]
    shared = []
    for position, member in enumerate(members):
        if noun and position < len(members) - 1 and _is_short(member, noun, words):
            member += noun
        if opening and position > 0 and len(member) <= _SHORT_MEMBER and opening not in member:
            member = opening + member
        shared.append(member)
    return shared


def _is_short(member: str, noun: str, words: Lexicon) -> bool:
    if len(member) > _SHORT_MEMBER + len(noun) or member.endswith(("率", "数", "量", "额", noun)):
        return False
    known = words.finder.words(member)
    return not (known and known[-1].category == HEAD and known[-1].end == len(member))
