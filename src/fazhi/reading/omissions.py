"""What a wording leaves out: its noun, its predicate, or what it belongs to.

Each question is answered from the make-up of the wording and the phrase before it; what
is then filled in is the business of ``subject``.
"""

from __future__ import annotations

import re
from itertools import pairwise

from fazhi.reading.lexicon import EVENT, HEAD, LIGHT, VERB, Lexicon
from fazhi.reading.memory import Phrase
from fazhi.reading.phrases import Slot, Wording, analyse, opening_action

_RATE_JOINT = re.compile("[、和及]")
_LONGEST_RATE_NAME = 6
_LONGEST_ANAPHOR = 4
_SHORTEST_NOUN = 3
_LONGEST_ACTION = 8


def is_thin(wording: Wording, right: str, words: Lexicon) -> bool:
    """Tell whether the wording names too little: 维持, 合格率, 提出意见, 一审."""
    if len(wording.text) + len(right) <= _SHORTEST_NOUN or (wording.is_bare_action and not right):
        return True
    if is_general(wording, right, words):
        return True
    text, rates = wording.text, words.rates
    if right or text[-1:] not in rates.last or not rates.closing(text):
        return False
    return _longest_member(wording) <= _LONGEST_RATE_NAME


def is_general(wording: Wording, right: str, words: Lexicon) -> bool:
    """Tell whether the noun is too general to stand alone: ``发现问题``."""
    noun = right or wording.noun or wording.text
    if noun not in words.general or wording.stem not in words.general_actions:
        return False
    return len(wording.text) <= len(wording.stem) + (0 if right else len(noun))


def leaves_out_noun(slot: Slot, wording: Wording, right: str, last: Phrase) -> bool:
    """Tell whether only an action is named: ``其中维持30件``, ``已审结175件``."""
    if right or wording.is_light or slot.figure.unit != last.figure.unit:
        return False
    if not last.noun and (last.whole is None or not last.whole.noun):
        return False
    if wording.opens_with_event and (last.is_light or not last.stem):
        return False
    if len(wording.text) <= _SHORTEST_NOUN and not wording.has_head:
        # 一审、二审; but in 建成服务中心1个、工作站15个 it is the predicate that is left out.
        return wording.has_action or not (slot.joint and last.stem)
    is_action = wording.opens_with_action and not wording.has_head
    return wording.is_bare_action or (is_action and len(wording.text) <= _LONGEST_ACTION)


def noun_before_action(noun: str, action: str) -> str:
    """Cut a noun where it names the action itself: 负责人应出庭案件, 实际出庭 -> 负责人."""
    at = noun.find(action[-2:]) if len(action) > 1 else -1
    return noun[:at].rstrip("应已被") if at > 0 else noun


def leaves_out_predicate(
    slot: Slot, wording: Wording, right: str, last: Phrase, words: Lexicon
) -> bool:
    """Tell whether only a noun is named: ``、其他文件520份``, ``,医保类事项43823件``."""
    if not last.stem or last.clause < slot.clause - 1:
        return False
    if words.quantities.closing(wording.text) or slot.figure.kind == "amount":
        return False
    if wording.has_action and not (last.is_light and slot.joint):
        return False
    if right and opening_action(right, words) >= 0:
        return False
    return slot.follows or slot.figure.unit == last.figure.unit


def lacks_rate_noun(wording: Wording, right: str, words: Lexicon) -> bool:
    """Tell whether a rate needs a noun before it: ``化解率54.54%``."""
    if right or not (wording.is_bare_action or words.rates.closing(wording.text)):
        return False
    if _longest_member(wording) > _LONGEST_RATE_NAME + 4 * wording.is_bare_action:
        return False
    return not wording.has_head or len(wording.text) < _LONGEST_RATE_NAME


def _longest_member(wording: Wording) -> int:
    """Return the length of the longest rate named: 6 for ``参考率、按期办结率``."""
    return max(map(len, _RATE_JOINT.split(wording.text)))


def extent(wording: Wording, words: Lexicon) -> str:
    """Return the verb of extent in ``涉及``, ``清单共涉及``; else ``""``."""
    length = len(wording.text) - _LONGEST_ANAPHOR
    if length > words.longest_extent:
        return ""
    verb = words.extent.closing(wording.text)
    return verb if length <= len(verb) else ""


def own_right(wording: Wording, right: str, is_amount: bool, words: Lexicon) -> str:
    """Cut what follows the number down to what belongs to it.

    After a predicate that is the noun (``聘请48名|监督员|参与监督``); without one it is all of
    it (``530家|药店开展自查``).
    """
    action = opening_action(words.strip_leading(right), words)
    if action >= 0 and wording.is_bare_action and not is_amount:
        return right
    if action >= 0 and action != EVENT:
        return "" if wording.has_action or is_amount else right
    if not wording.has_action or wording.stem in words.causative:
        return right
    for before, word in pairwise(words.finder.words(right)):
        is_joined = before.end == word.start and before.category == HEAD
        if is_joined and word.category in (VERB, LIGHT):
            return right[: before.end]
    return right


def split_comparison(left: str, words: Lexicon) -> tuple[str, str]:
    """Divide ``案件量同比下降`` into what is compared and the comparison."""
    mark = words.comparison_mark.search(left)
    start = mark.start() if mark is not None else -1
    if start < 0:
        start = max([left.rfind(direction) for direction in words.directions])
    if start < 0:
        return left, ""
    head, tail = left[:start].replace("分别", ""), left[start:].replace("分别", "")
    return head, tail.rstrip("了约近达超过为的均")


def without_aside(core: str) -> str:
    """Take off a bracket that only says what is counted in: ``审结(含上年结转)``."""
    opening = max(core.rfind("("), core.rfind("（"))
    is_aside = opening > 0 and core[opening + 1 :].startswith(("含", "不含", "包括", "不包括"))
    return core[:opening] if is_aside else core


def without_manner(core: str, words: Lexicon) -> str:
    """Cut a phrase of manner off: ``通过走访座谈收集意见`` -> ``收集意见``."""
    if "等" in core:
        for ending in words.manner_ends:
            _, found, rest = core.partition(ending)
            if found and opening_action(words.strip_leading(rest), words) >= 0:
                return words.strip_leading(rest)
    if not words.manner.opening(core):
        return core
    for word in reversed(words.finder.words(core)):
        is_quoted = core.count("”", word.end) > core.count("“", word.end)
        if word.category in (VERB, LIGHT) and word.start > 1 and not is_quoted:
            return core[word.start :]
    return core


def without_examples(wording: Wording, right: str, words: Lexicon) -> Wording:
    """Cut the examples of a list off: ``抽查企业、商户等各类主体`` -> ``抽查各类主体``."""
    if not wording.opens_with_action:
        return wording
    named, _, general = wording.text.rpartition("等")
    general = general.removeprefix(words.fields.opening(general))
    if general and "、" in named and general not in words.list_ends:
        return analyse(wording.stem + general, words)
    if not general and right and right not in words.list_ends:
        return analyse(wording.stem, words)
    return wording


def split_set(core: str, words: Lexicon) -> tuple[str, str]:
    """Divide ``审结案件中维持`` into the set spoken of and what is counted in it."""
    named, found, rest = core.rpartition("中")
    if not found or not named or not rest:
        return "", core
    known = words.finder.words(named)
    is_named = bool(known) and known[-1].category == HEAD and known[-1].end == len(named)
    counted = words.finder.words(rest)
    acts = bool(counted) and counted[0].start == 0 and counted[0].category <= EVENT
    return (named, rest) if is_named and acts else ("", core)
