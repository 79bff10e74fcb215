"""Figures that name no indicator of their own: shares, multiples, grades, parts, siblings."""

from __future__ import annotations

import pytest
from report_text import read_paragraphs

# Sentence, indicator, dimension, measure of the 【figure】.
INHERITED = [
    (
        "聘任法治副校长95名，其中公安干警占六成、律师占【两成】。",
        "law.school.vice_principals",
        "kind=律师",
        "share",
    ),
    (
        "乡镇承接县级赋权事项94项，已经实际行使的仅【三分之一】。",
        "func.power_list.items_delegated",
        "kind=已经实际行使",
        "share",
    ),
    (
        "信访部门登记来信来访9860批次，【三分之二】经首次办理即息访。",
        "disp.petition.total",
        "",
        "share",
    ),
    (
        "收到行政复议申请892件，是改革前一年的【2.3倍】。",
        "disp.reconsideration.received",
        "",
        "multiple",
    ),
    ("抽取执法案卷72卷，优秀【20卷】，不合格2卷。", "enf.file_review.files", "grade=优秀", "level"),
    (
        "抽取执法案卷72卷，优秀20卷，不合格【2卷】。",
        "enf.file_review.files",
        "grade=不合格",
        "level",
    ),
    # What was judged has a rate of its own: the share of a grade is that rate.
    ("评查案卷180本，合格174本，占【96.7%】。", "enf.file_review.pass_rate", "", "level"),
    # 其中 goes back to a count that is large enough for its part.
    (
        "立案查处案件6712件，移送公安机关68件，其中食品安全类案件【2831件】。",
        "enf.penalty.filed",
        "kind=食品安全",
        "level",
    ),
]

# Sentence and the indicator of the 【figure】 that its neighbours must not take over.
SIBLINGS = [
    (
        "办理免罚轻罚案件3907件，其中免罚案件3205件，从轻和减轻案件【702件】。",
        "enf.lenient.reduced",
    ),
    ("办理免罚轻罚案件3907件，其中免罚案件【3205件】，从轻和减轻案件702件。", "enf.lenient.exempt"),
    ("不予处罚130件、减轻处罚【86件】。", "enf.lenient.reduced"),
    ("不予处罚130件，减轻处罚【86件】。", "enf.lenient.reduced"),
    ("不予处罚【130件】，减轻处罚86件。", "enf.lenient.exempt"),
    ("收到行政复议申请203件，不予受理【16件】。", "disp.reconsideration.not_accepted"),
]

NO_SHARE = [
    # The share is of something that was not recognised, or stands behind a semicolon.
    "收到行政复议申请120件；法治队伍老化，50岁以上占【38%】。",
    "收到行政复议申请120件，印制宣传折页300份，漫画类占【40%】。",
]


@pytest.mark.parametrize(("sentence", "indicator_id", "dimension", "measure"), INHERITED)
def test_what_stands_before_tells(
    sentence: str, indicator_id: str, dimension: str, measure: str
) -> None:
    report, marks = read_paragraphs(sentence)
    (found,) = report.at(marks[0])
    assert (found.indicator_id, found.dimension) == (indicator_id, dimension)
    assert found.measure == measure


@pytest.mark.parametrize(("sentence", "indicator_id"), SIBLINGS)
def test_siblings_are_told_apart(sentence: str, indicator_id: str) -> None:
    report, marks = read_paragraphs(sentence)
    assert [item.indicator_id for item in report.at(marks[0])] == [indicator_id]


@pytest.mark.parametrize("sentence", NO_SHARE)
def test_a_share_of_something_else_is_not_inherited(sentence: str) -> None:
    report, marks = read_paragraphs(sentence)
    assert report.at(marks[0]) == []
