"""Numbers that are listed apart from their nouns: A、B、C分别为41、17、6件.

The nouns stand in one list, the numbers in another; they are paired by order, and only
where both lists are of one length. ``立案、处罚、移送案件分别为`` shares its last noun,
``行政复议收案、结案数分别为`` its first words: what only one member carries is given to
the others.
"""

from __future__ import annotations

from collections.abc import Sequence

from fazhi.reading.lexicon import EVENT, HEAD, LIGHT, VERB, Lexicon
from fazhi.reading.phrases import Slot

RESPECTIVELY = "分别"
#: No list of the genre is longer.
LONGEST_LIST = 24
_ACTIONS = (VERB, LIGHT, EVENT)
_NUMERALS = "一二三四五"
_SHORT_MEMBER = 6
_SHORTEST_FULL_MEMBER = 3
_COMPLETE = ("率", "数", "量", "额", "度", "比例", "比重")
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
                _pair(before, _action(after, words), size, index, paired, words)
            else:
                _pair_plain(before, size, index, paired, words)
        index += size
    return paired


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


def _pair(
    before: str, action: str, size: int, first: int, paired: dict[int, str], words: Lexicon
) -> None:
    compared = min(
        (at for mark in words.comparison_marks if (at := before.find(mark)) > 0), default=0
    )
    before = (before[:compared] if compared else before).removesuffix("均")
    before = words.strip_leading(before.rsplit("其中", 1)[-1])
    if before.startswith(words.comparison_marks):
        before = ""
    before = before.replace("”“", "”、“")
    if not before:
        paired.update({first + offset: "" for offset in range(size)})
        return
    for joints in ("、", "、和", "、和及与"):
        members = split_members(before, joints)
        if len(members) == size > 1:
            members = [member + action for member in share_ends(members, words)]
            paired.update({first + offset: member for offset, member in enumerate(members)})
            return
    paired.update({first + offset: before for offset in range(size)})


def _action(after: str, words: Lexicon) -> str:
    """Return what is done where 分别 stands before it: 市直、县区分别|立案|18件."""
    after = words.strip_trailing(after)
    if after.startswith(words.directions) or after.startswith(words.comparison_marks):
        return ""
    known = words.finder.words(after)
    return after if known and known[0].start == 0 and known[0].category in _ACTIONS else ""


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
    members.append(listed[start:].replace("等", ""))
    return [member.strip() for member in members if member.strip()]


def share_ends(members: list[str], words: Lexicon) -> list[str]:
    """Give every member of a list the noun or the opening that only one of them carries."""
    last = members[-1]
    opening = _opening(members[0], words)
    shared = [member + _missing_end(member, last, words) for member in members[:-1]] + [last]
    for position, member in enumerate(shared):
        if opening and position > 0 and len(member) <= _SHORT_MEMBER and opening not in member:
            shared[position] = opening + member
    return shared


def _opening(member: str, words: Lexicon) -> str:
    """Return what stands before the action in ``行政复议受理数``; it opens the others too."""
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
