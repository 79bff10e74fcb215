"""What a package says about how right its values are: the hand check that it quotes."""

from __future__ import annotations

from decimal import Decimal

from fazhi.package.circumstances import Statement
from fazhi.review.hand_checks import HandCheck
from fazhi.store import Build

UNCHECKED = Statement(
    "尚未对这些数值抽样人工核对。", "No sample of these values was checked by hand."
)


def accuracy(check: HandCheck | None, build: Build) -> Statement:
    """Say what a hand check found and what it was drawn from; that there is none otherwise."""
    if check is None:
        return UNCHECKED
    low, high = check.interval
    drawn = _drawn_from(check, build)
    return Statement(
        f"{check.date}，{check.checked_by}核对了从{drawn.zh}中随机抽取的数值：{check.checked} "
        f"个中 {check.right} 个正确，占 {_percent(check.share)}（95% Wilson 区间 {_percent(low)} "
        f"至 {_percent(high)}）；{check.unclear} 个因报告本身不明未计入，"
        f"{check.unchecked} 个未核对。",
        f"On {check.date}, {check.checked_by} checked values drawn at random from {drawn.en}: "
        f"{check.right} of {check.checked} are right, {_percent(check.share)} (95 % Wilson "
        f"interval {_percent(low)} to {_percent(high)}); {check.unclear} not counted because the "
        f"report itself is unclear, {check.unchecked} not looked at.",
    )


def _drawn_from(check: HandCheck, build: Build) -> Statement:
    version = check.codebook_version or "?"
    zh = f"fazhi {check.fazhi_version}，编码表 {version}"
    en = f"fazhi {check.fazhi_version}, codebook {version}"
    if check.content_sha256 == build.content_sha256:
        return Statement(f"本版本的数据（{zh}）", f"the data of this version ({en})")
    content, day = check.content_sha256[:12], check.data_as_of[:10]
    return Statement(
        f"较早的数据（{content}，{day}，{zh}）", f"earlier data ({content}, {day}, {en})"
    )


def _percent(share: Decimal) -> str:
    return f"{(100 * share).quantize(Decimal('0.1'))} %"
