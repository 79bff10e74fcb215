"""Where the phrase of a figure begins and ends, and words in it that carry nothing."""

from __future__ import annotations

import re

#: What may stand between a level and its change when nothing else is named.
COMPARING = re.compile(
    r"[，,（(、\s]|同比|环比|较|比|与|相比|上年|去年|上一年|同期|20\d\d年|略有?|大幅|分别|"
    r"增长|增加|上升|提高|提升|下降|减少|降低|压降|了|约|达|增幅|降幅|为|幅度|数量|"
    r"高于|低于|高出|低出|好于|优于|全[国省市州县区]|自治区|平均|均值|水平|改革前|的"
)

BREAKS = frozenset("，,；;。：:！!？?\n")
#: Words that carry nothing: what is left of a phrase without them is its content.
EMPTY = re.compile(
    r"20\d\d年度?|[\s\d\"“”‘’、()（）]|今年以来|今年来|今年|全年|目前|截至|累计|共计|合计|总计|共|已|"
    r"其中|达到|达|为|有|了|的|各类|各|等|均|分别|全[市县区省州旗]|我[市县区省州]|我们|实现|较|同比|"
    r"上年|去年|上升|下降|增长|增加|减少|降低|提高|约|近|超过|逾|以上"
)
#: What may stand around the figure's own words in the clause.
BEFORE_OWN = re.compile(
    r"\A(?:[、\s（(]|其中|共计?|已经?|并|全[市县区省州]|累计|合计|分别|以及|和|及)+"
)
AFTER_OWN = re.compile(
    r"(?:[\s“”]|的|为|达到?|有|共计?|约|是|了|均|近|超过?|占|至|突破|累计|合计|稳定在|保持在|到)+\Z"
)
TAIL_ENDS = re.compile(
    r"[，,；;。：:！!？?\n\t）)]|其中|同时|较上|较去|比上|比去|同比|环比|以及|占"
)
#: Titles, and brackets that hold more than a variant of the word before.
ASIDE = re.compile(r"《[^》]*》|（[^）]{7,}）|\([^)]{7,}\)")
_BRACKETS = re.compile(r"（[^）]*）|\([^)]*\)")
#: Characters that a phrase must carry to speak for itself.
ENOUGH = 2
#: Pairs of characters that a subject must have left out to be a stranger to its clause.
_LOST = 3


def carried_over(subject: str, left: str) -> int:
    """Return how much of the subject's start the reader carried over from before.

    Zero unless the clause's own words, all of them, are the end of the subject.
    """
    own = AFTER_OWN.sub("", BEFORE_OWN.sub("", _BRACKETS.sub("", left)))
    if len(own) >= ENOUGH and len(own) < len(subject) and subject.endswith(own):
        return len(subject) - len(own)
    return 0


def unrelated(subject: str, left: str) -> bool:
    """Tell whether a subject shares no two characters with the clause it is given to.

    A clause that says something of its own is then believed more than the subject.
    """
    own = EMPTY.sub("", left)
    if len(own) <= ENOUGH:
        return False
    return not any(own[at : at + 2] in subject for at in range(len(own) - 1))


def estranged(subject: str, left: str) -> bool:
    """Tell whether a subject leaves out most of what its clause says, and says else.

    In 编制数据目录8640个，电子证照覆盖386类 the second subject may come out as 编制数据目录覆盖.
    What is only shortened (行政处罚、行政许可等执法行为 as 执法行为) is no stranger, nor one of
    several that the reader picked from a list.
    """
    if "、" in left or "分别" in left:
        return False
    own = EMPTY.sub("", _BRACKETS.sub("", left))
    said = EMPTY.sub("", subject)
    lost = _not_in(own, said)
    return lost >= _LOST and 2 * lost >= len(own) and 2 * _not_in(said, own) >= len(said)


def _not_in(phrase: str, other: str) -> int:
    """Return how many pairs of characters of a phrase the other has not."""
    return sum(phrase[at : at + 2] not in other for at in range(len(phrase) - 1))


def scan_back(text: str, start: int, floor: int) -> int:
    """Return where the clause before ``start`` begins; closed brackets are passed over."""
    depth = 0
    position = start
    while position > floor:
        character = text[position - 1]
        if character in "）)":
            depth += 1
        elif character in "（(":
            if depth == 0:
                break
            depth -= 1
        elif character == "\n" or (depth == 0 and character in BREAKS):
            break
        position -= 1
    return position
