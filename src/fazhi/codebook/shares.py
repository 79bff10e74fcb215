"""Shares that name no indicator: the rate that they are, or the count that they are of."""

from __future__ import annotations

import re

from fazhi.codebook.dimension import part_label
from fazhi.codebook.entries import indicators
from fazhi.codebook.recognition import Recognised, Recognition, inherit

_OF_A_SHARE = re.compile(r"[，,、；（(\s]|占比?|比重|约|为|达|的")
_LISTED = frozenset("、和及与")
#: What ends the name of a part before its share: 律师占两成.
_SHARE_WORDS = re.compile(r"(?:的|仅|只|就|已|约|近|超过?)*占?(?:比|到|了|总数的?)?\Z")


def is_bare_share(text: str, before: list[Recognised], share: Recognised) -> bool:
    """Tell whether a share names nothing and follows a count: 行政处罚类512件、占39.8%.

    After several counts in a row (301件、188件，占40.6%、25.3%) it is not the last one's.
    """
    count = before[-1].figure
    if share.figure.measure != "share" or count.kind != "count":
        return False
    if len(before) > 1 and text[before[-2].figure.char_end : count.char_start] in _LISTED:
        return False
    gap = text[count.char_end : share.figure.char_start]
    return "占" in gap + share.figure.subject and len(_OF_A_SHARE.sub("", gap)) == 0


def is_rate_of(share: Recognition | None, count: Recognition | None) -> bool:
    """Tell whether a share was recognised as a rate over the count: 评查180本，合格占96.7%."""
    if share is None or count is None:
        return False
    entry = indicators()[share.indicator_id]
    return entry.type == "rate" and entry.denominator == count.indicator_id


def inherit_share(text: str, item: Recognised, sentence: list[Recognised]) -> None:
    """Give a share that names no indicator that of the count, or share, before it.

    In 聘任95名，其中公安干警占六成、律师占两成 both are of the 95. A base between the count and
    its share (占总量151件的28.5%) is passed over, a semicolon is not.
    ``sentence`` holds the data figures of the sentence before, recognised or not.
    """
    if item.recognition is not None or item.figure.measure != "share":
        return
    behind = item.figure.char_start
    for other in reversed(sentence):
        gap = text[other.figure.char_end : behind]
        if "；" in gap or ";" in gap:
            return
        is_base = gap == "的"
        behind = other.figure.char_start
        if is_base or other.figure.kind == "change":
            continue
        listed = other.figure.measure == "share" and gap.startswith("、")
        if listed or other.figure.kind == "count":
            item.recognition = inherit(other.recognition, "share of what stands before")
            clause = text[item.scene.clause : item.figure.char_start].rpartition("其中")[2]
            label = part_label(_SHARE_WORDS.sub("", clause))
            item.extra = {"kind": label} if label and item.recognition else {}
        return
