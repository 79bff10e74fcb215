"""Sentences of two years through the real reader: sound pairs and planted errors."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from fazhi import codebook, reading, regions, rows
from fazhi.build.panels import Panels
from fazhi.document import read_document
from fazhi.identities import identify

CODE = "990181"


def tables(year: int, sentence: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of a report of one sentence."""
    title = f"岚浦市人民政府{year}年法治政府建设年度报告"
    text = f"{title}\n一、{year}年法治政府建设工作情况\n{sentence}\n"
    place = regions.place(CODE)
    document = read_document(text.encode(), "text/plain")
    found = reading.read(document, place, year)
    observations = codebook.observe(document, found, place)
    ids = identify(CODE, year, text)
    moment = datetime(year + 1, 4, 1, tzinfo=UTC)
    return {
        "reports": [rows.report_row(ids, found.facts, "", moment, moment)],
        "figures": rows.figure_rows(ids, found.figures),
        "observations": rows.observation_rows(ids, observations, is_current=True),
    }


def verdicts(before: str, after: str) -> set[tuple[str, str]]:
    panels = Panels()
    panels.add(tables(2022, before))
    panels.add(tables(2023, after))
    return {(row["rule_id"], row["verdict"]) for row in panels.check_rows()}


RECEIVED = "全年收到行政复议申请239件。"
PENDING = "审结111件行政复议案件，结转下年12件。"
CERTIFIED = "全市持证行政执法人员1042人。"
LITIGATION = "全市行政应诉案件45件，败诉3件，败诉率6.7%。"
MANY = "办理法律援助案件{}件，调解矛盾纠纷{}件，作出行政处罚决定{}件。"

SOUND = [
    (RECEIVED, "全年收到行政复议申请147件，较上年的239件下降38.5%。", "years.implied"),
    (RECEIVED, "全年收到行政复议申请147件，较上年的239件下降38.5%。", "years.printed"),
    (PENDING, "上年结转行政复议案件12件，新受理130件，审结120件。", "years.carried"),
    (CERTIFIED, "全市持证行政执法人员1078人，较上年增加36人。", "years.implied"),
    (
        LITIGATION,
        "全市行政应诉案件52件，败诉2件，败诉率3.8%，同比下降2.9个百分点。",
        "years.implied",
    ),
    (
        "全市行政处罚罚没金额1.2亿元。",
        "全市行政处罚罚没金额3500万元，同比下降70.8%。",
        "years.implied",
    ),
]

PLANTED = [
    (RECEIVED, "全年收到行政复议申请147件，同比下降48.5%。", "years.implied"),
    (RECEIVED, "全年收到行政复议申请147件，较上年的293件下降49.8%。", "years.printed"),
    (PENDING, "上年结转行政复议案件21件，新受理130件，审结120件。", "years.carried"),
    (CERTIFIED, "全市持证行政执法人员1078人，较上年增加63人。", "years.implied"),
    (
        "开展普法活动320场次，受众12.6万人次。",
        "开展普法活动350场次，受众15.2人次。",
        "years.jump",
    ),
    (MANY.format(2513, 2917, 1742), MANY.format(2513, 2917, 1742), "years.copied"),
]


@pytest.mark.parametrize(("before", "after", "rule"), SOUND)
def test_sound_years_hold(before: str, after: str, rule: str) -> None:
    found = verdicts(before, after)
    assert (rule, "holds") in found
    assert not [verdict for _, verdict in found if verdict == "fails"]


@pytest.mark.parametrize(("before", "after", "rule"), PLANTED)
def test_errors_between_years_fail(before: str, after: str, rule: str) -> None:
    assert (rule, "fails") in verdicts(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("截至11月底，全市调解矛盾纠纷2617件。", "全市调解矛盾纠纷3052件，同比增长4.6%。"),
        ("全市办理法律援助案件513件。", "全市办理法律援助案件1547件，是上年的3倍。"),
        (MANY.format(2513, 2917, 1742), MANY.format(2610, 2917, 1698)),
        (RECEIVED, "全年收到行政复议申请150余件，同比下降38.5%。"),
    ],
)
def test_what_cannot_be_compared_is_called_no_error(before: str, after: str) -> None:
    assert not [verdict for _, verdict in verdicts(before, after) if verdict == "fails"]
