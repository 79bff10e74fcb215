"""Words that mean a number, and the same words where they mean none."""

# ruff: noqa: E501 - sentences stay on one line

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linear import assert_linear

from fazhi.reading.sections import read_sections
from fazhi.reading.words import read_words
from fazhi.records import Document, WordValue


def words(text: str) -> list[WordValue]:
    return read_words(text, read_sections(Document(text)))


@pytest.mark.parametrize(
    "text, raw, value, subject",
    [
        ("全年未发生行政败诉案件。", "未发生", 0, "行政败诉案件"),
        ("全县未发生一起重大安全事故。", "未发生", 0, "重大安全事故"),
        ("年内未收到行政复议申请。", "未收到", 0, "行政复议申请"),
        ("行政诉讼案件2件，无一败诉。", "无一", 0, "败诉"),
        ("实现行政复议案件零纠错。", "零纠错", 0, "行政复议案件纠错"),
        ("政务服务实现“零投诉”。", "“零投诉”", 0, "政务服务投诉"),
        ("实现了村（社区）法律顾问全覆盖。", "全覆盖", 100, "村（社区）法律顾问"),
        ("领导干部述法全面覆盖。", "全面覆盖", 100, "领导干部述法"),
        ("规范性文件合法性审核做到应审尽审。", "应审尽审", 100, "规范性文件合法性审核"),
        ("对规范性文件，做到应备尽备。", "应备尽备", 100, "规范性文件"),
        ("人大代表建议全部办结。", "全部办结", 100, "人大代表建议办结"),
        ("收到公开申请61件，均按期答复。", "均按期答复", 100, "收到公开申请61件答复"),
        ("制定文件4件，均按规定报市政府备案。", "均按规定报市政府备案", 100, "制定文件4件备案"),
        ("执法人员全员持证上岗。", "全员持证上岗", 100, "执法人员持证"),
    ],
)
def test_words(text: str, raw: str, value: int, subject: str) -> None:
    (word,) = words(text)
    assert (word.raw, word.value, word.subject) == (raw, Decimal(value), subject)
    assert word.unit == ("percent" if value else "")
    assert text[word.char_start : word.char_end] == word.raw
    assert word.rule_id.startswith("words.")


@pytest.mark.parametrize(
    "text",
    [
        "实现事项、对象、渠道“三个全覆盖”。",
        "力争2025年实现村级法律顾问全覆盖。",
        "推进法律援助工作站全覆盖。",
        "确保规范性文件应审尽审。",
        "坚持应公开尽公开的原则。",
        "对燃气企业开展多轮全覆盖检查。",
        "提供全覆盖、全领域、全过程的服务。",
        "要求全部整改到位。",
        "从零开始，零距离服务群众。",
        "零售药店检查320家。",
        "未发生改变。",
        "未有效解决。",
        "应当尽职尽责。",
        "有关单位均已知晓。",
        "无重大行政决策事项目录的单位应当补报。",
        "不能全部办结的，应当说明理由。",
    ],
)
def test_no_words(text: str) -> None:
    assert [word.raw for word in words(text)] == []


def test_plans_and_shortcomings_have_not_reached_anything() -> None:
    text = "一、存在的问题\n培训实现全覆盖仍有差距，建议全部办结。\n二、下一步打算\n实现村居法律顾问全覆盖。\n"
    assert words(text) == []


def test_section_path_and_clause_before() -> None:
    text = "一、工作成效\n（一）公开。受理依申请公开12件，\n全部办结。受理信访件30件，全部办结。"
    read = words(text)
    assert [word.section_path for word in read] == ["一/(一)"]
    assert read[0].subject == "受理信访件30件办结"


PIECES = st.sampled_from(
    ["未发生", "全覆盖", "应", "审", "尽", "全部办结", "零投诉", "“", "”", "，", "。", "\n", "实现", "确保", "案件", "无一", "均按期"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=80).map("".join)))
@settings(
    max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
def test_any_text(text: str) -> None:
    read = words(text)
    for word in read:
        assert text[word.char_start : word.char_end] == word.raw
        assert word.subject
    assert [word.char_start for word in read] == sorted(word.char_start for word in read)


@pytest.mark.parametrize(
    "piece", ["应", "应审尽审", "全覆盖", "未发生", "实现全覆盖", "零投诉，", "全部办结"]
)
def test_linear_time(piece: str) -> None:
    assert_linear(lambda text: read_words(text, []), piece, 80_000)
