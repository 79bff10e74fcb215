"""Relations within a report, through the real reader: sound ones and planted errors."""

from __future__ import annotations

from decimal import Decimal

import pytest
from report_text import read_paragraphs

from fazhi.audit import audit_report
from fazhi.records import Check


def audit(*paragraphs: str) -> list[Check]:
    report, _ = read_paragraphs(*paragraphs)
    return audit_report(report.document, report.reading, report.observations)


def verdicts(checks: list[Check], relation: str) -> list[str]:
    return [check.verdict for check in checks if check.relation == relation]


SOUND = [
    ("sum", "各乡镇办理赋权事项3826件，其中行政权力类1206件、公共服务类2620件。"),
    ("sum", "办理人大代表建议86件、政协提案112件，共计198件。"),
    # The parts are those of the cases closed, whatever 其中 is said of.
    (
        "sum",
        "受理行政复议案件90件，审结78件，其中维持40件、驳回18件、调解和解20件。",
    ),
    ("part_sum", "清理文件298件，其中保留56件、修改11件、废止8件。"),
    ("rate", "收到行政复议申请196件，审结175件，调解和解结案37件，行政复议调解率21.1%。"),
    # Officials truncate as often as they round: 60/110 = 54.545...
    ("rate", "交办信访积案110件，化解60件，化解率54.54%。"),
    ("subset", "收到行政复议申请196件，其中受理165件。"),
    ("feasible_rate", "政务服务好差评系统收到评价85326件，好评率99.55%。"),
    ("implied_prior", "全县一审行政诉讼案件147件，同比下降38.5%。"),
    ("range", "行政机关负责人出庭应诉率100%。"),
    ("enumeration", "出台《甲办法》《乙办法》两项制度。"),
    ("duplicate", "全县办理法律援助案件620件。|县法律援助中心办理法律援助案件620件。"),
]

PLANTED = [
    ("sum", "各乡镇办理赋权事项3826件，其中行政权力类1306件、公共服务类2620件。"),
    ("sum", "各乡镇办理赋权事项3996件，其中行政权力类1206件、公共服务类2620件。"),
    ("sum", "办理人大代表建议86件、政协提案112件，共计208件。"),
    ("rate", "收到行政复议申请196件，审结175件，调解和解结案37件，行政复议调解率26.4%。"),
    ("rate", "交办信访积案110件，化解60件，化解率64.5%。"),
    ("subset", "全年收到行政复议申请165件，受理196件。"),
    ("feasible_rate", "办理人大代表建议21件、政协提案36件，办理满意率99.3%。"),
    ("range", "行政机关负责人出庭应诉率108%。"),
    ("enumeration", "出台《甲办法》《乙办法》《丙办法》两项制度。"),
    ("duplicate", "全县办理法律援助案件620件。|县法律援助中心办理法律援助案件650件。"),
]


@pytest.mark.parametrize(("relation", "text"), SOUND)
def test_sound_relations_hold(relation: str, text: str) -> None:
    checks = audit(*text.split("|"))
    assert "holds" in verdicts(checks, relation)
    assert [check for check in checks if check.verdict == "fails"] == []


@pytest.mark.parametrize(("relation", "text"), PLANTED)
def test_planted_errors_fail(relation: str, text: str) -> None:
    checks = audit(*text.split("|"))
    assert "fails" in verdicts(checks, relation)


def test_a_failure_claims_no_more_than_our_reading() -> None:
    (failed,) = [
        check for check in audit("行政机关负责人出庭应诉率108%。") if check.verdict == "fails"
    ]
    assert "与我们的读数不一致" in failed.conclusion_zh
    assert "does not reconcile as we read it" in failed.conclusion_en
    assert failed.left_value == Decimal(108)


def test_the_implied_level_of_the_year_before() -> None:
    checks = audit("全县一审行政诉讼案件147件，同比下降38.5%。")
    (implied,) = [check for check in checks if check.relation == "implied_prior"]
    assert implied.right_value == Decimal(239)


def test_a_change_against_a_printed_earlier_level() -> None:
    text = "全县办理法律援助案件620件，2022年为500件，同比增长{}%。"
    assert "fails" not in verdicts(audit(text.format(24)), "implied_prior")
    assert "fails" in verdicts(audit(text.format(34)), "implied_prior")


@pytest.mark.parametrize(("unit", "verdict"), [("户次", "not_testable"), ("次", "fails")])
def test_visits_counted_in_different_units_are_not_compared(unit: str, verdict: str) -> None:
    checks = audit(f"检查企业1180{unit}。执法人员扫码入企1426次。")
    assert verdicts(checks, "subset") == [verdict]


def test_approximate_numbers_are_not_judged() -> None:
    checks = audit("各乡镇办理赋权事项3000余件，其中行政权力类1306件、公共服务类2620件。")
    assert [check for check in checks if check.verdict == "fails"] == []


def test_nothing_is_changed_by_a_check() -> None:
    report, _ = read_paragraphs("收到行政复议申请165件，其中受理196件。")
    before = repr(report)
    audit_report(report.document, report.reading, report.observations)
    assert repr(report) == before


def test_no_report_no_checks() -> None:
    report, _ = read_paragraphs("收到行政复议申请165件，其中受理196件。")
    report.reading.facts.is_report = False
    assert audit_report(report.document, report.reading, report.observations) == []


def test_a_rate_that_is_possible_of_one_count_alone() -> None:
    checks = audit("按期办复人大代表建议421件、政协提案336件，办理满意率99.8%。")
    found = {
        (check.verdict, check.left_value) for check in checks if check.relation == "feasible_rate"
    }
    assert found == {("fails", Decimal(757)), ("holds", Decimal(421))}


def test_bodies_that_share_things_are_no_more_than_these() -> None:
    sound = audit("公布容缺受理事项清单，涉及12个部门的53个事项。")
    assert ("subset.shared_by", "holds") in {(check.rule_id, check.verdict) for check in sound}


def test_a_plain_list_as_long_as_its_number() -> None:
    checks = audit("由市教育局、市医疗保障局、市民政局3个部门完成清单编制。")
    listed = [check for check in checks if check.rule_id == "enumeration.listed"]
    assert [check.verdict for check in listed] == ["holds"]


def test_a_share_of_the_count_before() -> None:
    text = "全年收到行政复议申请1286件，从类型看，行政处罚类512件、占{}%。"
    assert "holds" in verdicts(audit(text.format("39.8")), "rate")
    assert "fails" in verdicts(audit(text.format("46.1")), "rate")
