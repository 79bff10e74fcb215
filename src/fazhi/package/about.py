"""What every package says of the data set: title, description, keywords, licence.

Invented data carry a warning in their title.
"""

from __future__ import annotations

from fazhi.store import Build

TITLE_ZH = "中国地方法治政府建设年度报告指标"
TITLE_EN = "Indicators from the yearly rule-of-law reports of Chinese governments"
FICTIONAL_ZH = "虚构示例，不是真实数据"
FICTIONAL_EN = "fictional sample, no real data"
DESCRIPTION_ZH = (
    "从各级政府公开的法治政府建设年度报告中逐字读出的数字、可比指标与算术检验，"
    "每个数字都可追溯到快照中的字符。"
)
DESCRIPTION_EN = (
    "Figures, comparable indicators and arithmetic checks read from the published yearly "
    "rule-of-law reports of Chinese governments; every number traces to characters in a "
    "hashed snapshot."
)
LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}
KEYWORDS = (
    "法治政府",
    "行政复议",
    "行政执法",
    "China",
    "rule of law",
    "administrative law",
    "open government data",
)
NO_RIGHTS_ZH = "许可适用于本汇编；对报告中的数字本身不主张任何权利。"
NO_RIGHTS_EN = (
    "The licence covers the compilation; no rights are claimed in the figures themselves."
)


def titles(build: Build) -> tuple[str, str]:
    """Return the title in Chinese and in English; invented data say so."""
    if build.is_fictional:
        return f"{TITLE_ZH}（{FICTIONAL_ZH}）", f"{TITLE_EN} ({FICTIONAL_EN})"
    return TITLE_ZH, TITLE_EN


def title(build: Build) -> str:
    """Return both titles as one."""
    return " / ".join(titles(build))
