"""Every decision names the rule that made it; word lists are well-formed."""

from __future__ import annotations

import pytest
import yaml

from fazhi import vocabulary
from fazhi.reading.quantities import read_quantities
from fazhi.reading.rules import DATA, TARGETS, UNSURE
from fazhi.reading.titles import read_titles
from fazhi.records import Document, DocumentFacts, Figure, Section


def figures(text: str, code: str = "", role: str = "result") -> list[Figure]:
    part = Section("一", 1, "", "成效", "", "result", 0, len(text))
    part.role = "plan" if role == "plan" else "result"
    facts = DocumentFacts(year=2023, region_code=code, region_name="青岩县")
    return read_quantities(Document(text=text), [part], read_titles(text, [part], None), facts)


@pytest.mark.parametrize(
    ("text", "raw", "rule"),
    [
        ("受理12件。", "12件", "quantity"),
        ("开听证会一场，听取意见。", "一场", "counted_one"),
        ("组建小分队一支、25人。", "一支", "counted_one"),
        ("形成一个机制。", "一个", "vague_one"),
        ("与群众打成一片。", "一片", "vague_one"),
        ("干一件、成一件。", "一件", "vague_one"),
        ("分别增长3%、5%。", "5%", "quantity.list"),
        ("审结率提高5.97%。", "5.97%", "quantity.of_a_rate"),
        ("审批时限压缩72%。", "72%", "quantity.time_saved"),
        ("制定《百企66条举措》。", "66条", "title"),
        ("走访企业数十家。", "数十家", "no_value"),
        ("力争办结率达到98%。", "98%", "target_cue"),
        ("到2025年建成示范点20个。", "20个", "future_year"),
        ("确保按期办结率100%。", "100%", "assured"),
        ("建立三级网络。", "三级", "structure"),
        ("做到三个必须。", "三个", "motto"),
        ("梳理10类事项共计652项。", "10类", "class_count"),
        ("在5个工作日内办结。", "5个工作日内", "time_limit"),
        ("开展为期3天的培训。", "3天", "achieved_time"),
        ("连续4年获评优秀。", "4年", "period"),
        ("检查10人以上企业。", "10人以上", "threshold"),
        ("投资3亿元的道路工程完工。", "3亿元", "project_size"),
        ("给予最高50万元奖励。", "50万元", "standard"),
        ("每年不少于60学时。", "60学时", "requirement"),
        ("每月召开1次例会。", "1次", "frequency"),
        ("明确24项任务。", "24项", "task_count"),
        ("全县12个乡镇建成服务站。", "12个", "population"),
        ("某公司被罚款3万元。", "3万元", "example"),
        ("全国平均为41.8%。", "41.8%", "higher_level"),
        ("打造一项品牌。", "一项", "vague_one"),
        ("会议专题研究法治工作18，", "18", "unit_missing"),
        ("预计全年受理52件。", "52件", "estimated"),
        ("是全省3个试点县之一。", "3个", "one_of"),
    ],
)
def test_rule(text: str, raw: str, rule: str) -> None:
    found = {figure.raw: figure for figure in figures(text)}
    assert found[raw].rule_id == rule


def test_what_is_unsure_says_why() -> None:
    for text in ("会议专题研究法治工作18，", "预计全年受理52件。", "确保按期办结率100%。"):
        figure = figures(text)[-1]
        assert figure.status == "needs_review"
        assert figure.reason == figure.rule_id
        assert figure.rule_id in UNSURE


def test_data_rules_and_target_rules_are_apart() -> None:
    assert not DATA & TARGETS


def test_averages_above_depend_on_the_place() -> None:
    text = "全省平均为92.3%。"
    assert not figures(text, code="320682")[0].statistical
    assert figures(text, code="320000")[0].statistical


def test_plans_are_targets() -> None:
    figure = figures("培训1200人次。", role="plan")[0]
    assert (figure.statistical, figure.measure, figure.rule_id) == (False, "target", "plan_section")


@pytest.mark.parametrize("name", ["numeral_words.yml", "bounds.yml", "signals.yml"])
def test_no_word_stands_twice_in_a_list(name: str) -> None:
    content = vocabulary.load(f"reading/{name}", dict)

    def lists(value: object) -> list[list[object]]:
        if isinstance(value, dict):
            return [found for entry in value.values() for found in lists(entry)]
        return [value] if isinstance(value, list) else []

    for words in lists(content):
        texts = [yaml.safe_dump(word, allow_unicode=True) for word in words]
        assert sorted(texts) == sorted(set(texts))
