"""The wording around one figure: what stands before it, what after it, and its make-up.

A figure's wording ends where its neighbour's begins. ``审查文件6件、合同7份`` has two
wordings; in ``12个部门的53个事项`` the words between serve the first as its noun and
the second as its way in; in ``三批84条`` both share what stands before. This module cuts
the sentence into such slots and tells a slot's predicate from its noun. What is left
out and has to be inherited is the business of ``subject``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from fazhi.reading.clauses import Sentence
from fazhi.reading.lexicon import EVENT, HEAD, LIGHT, VERB, Edge, Lexicon, Word
from fazhi.records import Figure

#: What stands further from a figure than this says nothing about it.
LONGEST_LEFT = 90
LONGEST_RIGHT = 30
_ACTIONS = (VERB, LIGHT, EVENT)
_RIGHT_MARKS = "、，,；;。：:（(）)\n\t"
_RIGHT_END = re.compile(f"[{_RIGHT_MARKS}]")
_CLOSING = re.compile("[)）]")
_JOINTS = Edge(("以及", "、", "和", "及", "与", "或", "/", "／"))
_ADVERBS = ("共", "累计", "先后", "已")
_LEFT_NOUN_AFTER_VERB = 2
_LONGEST_HIDDEN = 200
_LONGEST_ADVERB = 3
_LONGEST_ASIDE = 12


@dataclass(slots=True)
class Slot:
    """A figure with the words that stand around it.

    Attributes:
        figure: The figure.
        clause: Index of its clause in the sentence.
        bracket: Start of the round bracket around it, or -1.
        left: Words before it, back to the previous figure or the clause's start.
        right: Words after it, up to the next figure, list mark or clause's end.
        joint: What joins it to the figure before in the same clause (``、``), or ``""``.
        follows: Whether another figure of the same clause stands before it.
        shares_left: Whether nothing but ``的`` and a noun, or nothing at all, stands
            between the two, so that what stands before the first leads in the second.
    """

    figure: Figure
    clause: int
    bracket: int = -1
    left: str = ""
    right: str = ""
    joint: str = ""
    follows: bool = False
    shares_left: bool = False


@dataclass(slots=True)
class Wording:
    """The make-up of a phrase.

    Attributes:
        text: The phrase.
        stem: Up to the end of its predicate: ``审查``, ``信用监测排名稳居``.
        noun: What the predicate is about: ``行政规范性文件``.
        opens_with_action: Whether it begins with the predicate.
        opens_with_event: Whether that may as well be a noun (``培训``, ``检查``).
        is_light: Whether its predicate wants an action as its object (``开展``).
        has_action: Whether there is a predicate anywhere.
        has_head: Whether a noun of the lexicon is in it.
        is_bare_action: Whether it is a predicate and nothing else.
    """

    text: str
    stem: str = ""
    noun: str = ""
    opens_with_action: bool = False
    opens_with_event: bool = False
    is_light: bool = False
    has_action: bool = False
    has_head: bool = False
    is_bare_action: bool = False


def cut_slots(
    text: str,
    sentence: Sentence,
    figures: Sequence[Figure],
    silent: Sequence[tuple[int, int]],
    words: Lexicon,
) -> list[Slot]:
    """Cut a sentence into one slot per figure.

    Args:
        text: The document's text.
        sentence: The sentence, with clauses and brackets.
        figures: Its figures in order, those that are measured.
        silent: Spans in order that belong to no subject: periods, actors, labels.
        words: The word lists.
    """
    slots: list[Slot] = []
    clauses, brackets = sentence.clauses, sentence.brackets
    clause, last_clause = 0, len(clauses) - 1
    for figure in figures:
        while clause < last_clause and figure.char_start >= clauses[clause].end:
            clause += 1
        slots.append(Slot(figure, clause, _bracket_of(figure, brackets) if brackets else -1))
    hidden = silent
    if brackets:
        occupied = {slot.bracket for slot in slots}
        hidden = sorted([*silent, *(span for span in brackets if span[0] in occupied)])
    last: dict[int, Slot] = {}
    for slot in slots:
        position, bracket = slot.figure.char_start, slot.bracket
        place = bracket if bracket >= 0 else -1 - slot.clause
        previous = last.get(place)
        last[place] = slot
        unseen = silent if bracket >= 0 else hidden
        if previous is None:
            if bracket >= 0:
                left = visible(text, bracket + 1, position, unseen)
                slot.left = left[_after_last_mark(left) :]
            else:
                slot.left = visible(text, clauses[slot.clause].start, position, unseen)
            continue
        slot.follows = True
        gap = visible(text, previous.figure.char_end, position, unseen)
        _share_gap(gap, previous, slot, words)
        if slot.figure.kind == "rank" and not slot.joint:
            # 居全省60个县第7位: the number of those ranked belongs to the wording.
            slot.left = visible(text, clauses[slot.clause].start, position, unseen)
    for place, slot in last.items():
        start = slot.figure.char_end
        end = clauses[slot.clause].end if place < 0 else start + LONGEST_RIGHT
        slot.right = _right_of(text, start, end)
    return slots


def _bracket_of(figure: Figure, brackets: Sequence[tuple[int, int]]) -> int:
    index = bisect_right(brackets, (figure.char_start,)) - 1
    if index >= 0 and figure.char_start < brackets[index][1]:
        return brackets[index][0]
    return -1


def _after_last_mark(left: str) -> int:
    return max(left.rfind(mark) for mark in "，,；;。、") + 1


def visible(text: str, start: int, end: int, hidden: Sequence[tuple[int, int]]) -> str:
    """Return ``text[start:end]`` without the hidden spans, cut to the longest wording."""
    if end - start > LONGEST_LEFT:
        start = end - LONGEST_LEFT
    if not hidden:
        return text[start:end] if start < end else ""
    pieces = []
    first = bisect_left(hidden, (start - _LONGEST_HIDDEN,))
    for index in range(first, len(hidden)):
        hidden_start, hidden_end = hidden[index]
        if hidden_end <= start:
            continue
        if hidden_start >= end:
            break
        pieces.append(text[start:hidden_start])
        start = max(start, hidden_end)
    pieces.append(text[start:end] if start < end else "")
    return "".join(pieces)


def _right_of(text: str, start: int, end: int) -> str:
    """Return the words after a clause's last figure, up to a list mark.

    A bracket that explains a noun belongs to it (``70个县(市、区)与…``); one that follows the
    number itself does not.
    """
    if end <= start or text[start] in _RIGHT_MARKS:
        return ""
    if end > start + LONGEST_RIGHT:
        end = start + LONGEST_RIGHT
    mark = _RIGHT_END.search(text, start, end)
    while mark is not None and mark.group() in "（(" and mark.start() > start:
        closing = _CLOSING.search(text, mark.start(), min(end, mark.start() + _LONGEST_ASIDE))
        if closing is None:
            break
        mark = _RIGHT_END.search(text, closing.end(), end)
    right = text[start : mark.start() if mark is not None else end]
    # What leads on to the next words is dropped: 领导干部在|百日内.
    return "" if right == "中" else right.rstrip("在对")


def _share_gap(gap: str, before: Slot, after: Slot, words: Lexicon) -> None:
    """Divide the words between two figures of one clause."""
    joint = _JOINTS.opening(gap)
    if joint:
        after.joint, after.left = joint, gap[len(joint) :]
        return
    if before.figure.kind == "duration" and gap.startswith(("内", "以内", "后", "前")):
        # 信息在20个工作日内公示率: the time limit only stands in between.
        after.left = words.strip_trailing(before.left) + gap.lstrip("以内后前")
        return
    listed = gap.rfind("、")
    if listed > 0 and not _is_shared_action(gap[listed + 1 :], words):
        before.right, after.joint, after.left = gap[:listed], "、", gap[listed + 1 :]
        return
    joint = _JOINTS.closing(gap)
    if joint:
        before.right, after.joint = gap[: -len(joint)], joint
        return
    before.right, after.left = split_gap(gap, words)
    after.shares_left = not after.left


def _adverb(gap: str, known: Sequence[Word]) -> int:
    """Return where an adverb says that a predicate begins: ``组织|共调解纠纷``."""
    for adverb in _ADVERBS:
        position = gap.find(adverb)
        if position >= 0 and not any(word.start <= position < word.end for word in known):
            return position
    return -1


def _is_shared_action(member: str, words: Lexicon) -> bool:
    """Tell ``部门开展督察`` (9个乡镇、部门开展督察2轮) from a list member of its own."""
    known = words.finder.words(member)
    if len(known) < 2 or known[0].category != HEAD or known[0].start > 0:
        return False
    return known[1].category in _ACTIONS and known[1].start == known[0].end


def split_gap(gap: str, words: Lexicon) -> tuple[str, str]:
    """Divide ``gap`` into the noun of the figure before and the lead-in of the next.

    ``部门的`` -> (``部门``, ``""``); ``队伍开展演练`` -> (``队伍``, ``开展演练``);
    ``信访重点案件实体化解`` -> (``信访重点案件``, the whole), as the noun serves both.
    """
    if not words.strip_trailing(gap) or not words.strip_leading(gap):
        return "", ""
    if gap.endswith("的"):
        return gap[:-1], ""
    known = words.finder.words(gap)
    adverb = _adverb(gap, known)
    if adverb >= 0:
        return gap[:adverb], gap[adverb:]
    for index, word in enumerate(known):
        if word.category not in (VERB, LIGHT):
            continue
        if word.start == 0:
            return "", gap
        if word.start < _LEFT_NOUN_AFTER_VERB:
            continue
        noun_end = word.start
        if index and known[index - 1].category == HEAD:
            noun_end = known[index - 1].end
        lead_in = words.strip_trailing(gap[word.end :])
        return gap[:noun_end], gap if not lead_in else gap[noun_end:]
    if known and known[-1].category == HEAD and known[-1].end == len(gap):
        return gap, ""
    return gap, gap


def analyse(phrase: str, words: Lexicon) -> Wording:
    """Tell the predicate of a stripped phrase from its noun."""
    categories = words.finder.categories
    covered = 0
    first_start, first_category, end, previous = -1, VERB, -1, VERB
    has_head = has_subject = does_event = False
    is_chain = True
    for index, start, stop in words.finder.found(phrase):
        category = categories[index]
        if category > EVENT:
            has_head = True
            continue
        covered += stop - start
        if first_start < 0:
            first_start, first_category, end = start, category, stop
            has_subject = has_head
            is_chain = start == 0
        else:
            if category == EVENT:
                does_event = does_event or previous != EVENT
                is_chain = False
            is_chain = is_chain and start == end
            if is_chain:
                end = stop
        previous = category
    if first_start < 0:
        return Wording(phrase, "", phrase, False, False, False, False, has_head)
    opens = first_start == 0
    stem, noun = _divide(phrase, first_start, end, has_subject)
    return Wording(
        phrase,
        stem,
        noun,
        opens,
        opens and first_category == EVENT,
        first_category == LIGHT,
        True,
        has_head,
        not (has_head or does_event) and len(phrase) - covered <= 1,
    )


def _divide(phrase: str, start: int, end: int, has_subject: bool) -> tuple[str, str]:
    """Divide a phrase with the predicate ``phrase[start:end]`` into stem and noun."""
    if phrase[end : end + 1] in ("了", "出", "过"):
        end += 1
    rest = phrase[end:].removeprefix("的")
    if not rest or rest[0] in "或和、及":
        is_named = start > _LONGEST_ADVERB or has_subject
        noun = phrase[:start].rstrip("应已被共均可") if is_named else ""
        return phrase if start == 0 and not rest else "", noun
    if start <= _LONGEST_ADVERB and not has_subject:
        return phrase[:end] if start == 0 else "", rest
    return "", phrase


def opening_action(phrase: str, words: Lexicon) -> int:
    """Return the class of the action with which a stripped phrase opens, -1 without one."""
    found = words.finder.found(phrase[: words.longest_word])
    if not found or found[0][1]:
        return -1
    category = words.finder.categories[found[0][0]]
    return category if category <= EVENT else -1
