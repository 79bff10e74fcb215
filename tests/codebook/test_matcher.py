"""From sentence to indicator, through the real reader."""

from __future__ import annotations

from decimal import Decimal

import pytest
from report_text import ids, read_paragraphs

from fazhi.codebook import observe
from fazhi.codebook.entries import indicators

SENTENCES = [
    ("复议机构全年接收各类行政复议申请【417件】。", "disp.reconsideration.received"),
    ("收到行政复议申请417件，依法受理【388件】。", "disp.reconsideration.accepted"),
    ("受理行政复议案件388件，办结【361件】。", "disp.reconsideration.closed"),
    ("审结行政复议案件361件，其中维持【140件】、撤销12件。", "disp.reconsideration.upheld"),
    ("审结行政复议案件361件，其中维持140件、撤销【12件】。", "disp.reconsideration.revoked"),
    ("行政复议案件经调解、和解结案【96件】。", "disp.reconsideration.settled"),
    ("行政复议调撤率达【26.6%】。", "disp.reconsideration.settlement_rate"),
    ("行政争议实质性化解率【81.2%】。", "disp.reconsideration.resolution_rate"),
    ("以县政府为被告的一审行政诉讼案件【22件】。", "disp.litigation.first_instance"),
    ("全县行政机关负责人出庭应诉率【97.4%】。", "disp.litigation.head_rate"),
    ("行政应诉案件审结88件，败诉【6件】。", "disp.litigation.lost"),
    ("各级调委会受理矛盾纠纷2310件，调解成功【2288件】。", "disp.mediation.resolved"),
    ("交办信访积案41件，化解【37件】。", "disp.petition.backlog_resolved"),
    ("向市政府和县人大常委会报备规范性文件【8件】。", "inst.normdoc.filed_up"),
    ("司法局审查行政规范性文件6件、其他政府文件【210份】。", "inst.legal_review.other_docs"),
    ("出具合法性审查意见书【44份】。", "inst.legal_review.opinions"),
    ("开展公平竞争审查，审查政策措施【61件】。", "inst.fair_competition.reviewed"),
    ("公布年度重大行政决策事项目录【7项】。", "dec.catalog.items"),
    ("全县持有行政执法证件的人员【912名】。", "enf.staff.certified"),
    ("作出行政处罚决定【1530件】，罚没款860万元。", "enf.penalty.decisions"),
    ("作出行政处罚决定1530件，罚没款【860万元】。", "enf.penalty.amount"),
    ("办理不予处罚案件【204件】、减轻处罚案件88件。", "enf.lenient.exempt"),
    ("评查行政执法案卷【120卷】。", "enf.file_review.files"),
    ("实施部门联合双随机抽查【36次】。", "func.random_inspection.joint_tasks"),
    ("双随机抽查市场主体【1480户次】。", "func.random_inspection.entities"),
    ("政务服务好差评系统收到评价【16.2万条】。", "func.service.evaluations"),
    ("12345热线受理群众诉求【3.1万件】。", "func.service.hotline_requests"),
    ("排查安全隐患2410处，完成整改【2388处】。", "emg.safety.hazards_rectified"),
    ("收到政府信息公开申请【136件】。", "sup.disclosure.requests_received"),
    ("办理人大代表建议98件、政协提案【121件】。", "sup.congress.proposals"),
    ("为62所学校配备法治副校长【70名】。", "law.school.vice_principals"),
    ("为【62所】学校配备法治副校长70名。", "law.school.schools_covered"),
]

IN_COMPANY = [
    ("一审行政诉讼案件30件。环境违法案件立案160件，处罚【148件】。", "enf.penalty.decisions"),
    ("行政诉讼案件30件。全年办理行政许可【6230件】。", "enf.license.granted"),
    (
        "开展执法人员资格考试；对【150名】新任公务员在内的执法人员进行为期3天的执法培训。",
        "enf.staff.training_participants",
    ),
]

# A word that rules an entry out does not stand within another word: 所 in 司法所.
WORD_BOUNDARIES = [
    ("从司法所、派出所选派法治副校长【86名】。", "law.school.vice_principals"),
    ("市场监管所工作人员任法治副校长【12名】。", "law.school.vice_principals"),
    ("提高办案效率审结行政复议案件【66件】。", "disp.reconsideration.closed"),
    ("创新方式培养持证执法人员【420名】。", "enf.staff.certified"),
    ("依职权作出行政处罚决定【320件】。", "enf.penalty.decisions"),
    ("首次开展网格排查矛盾纠纷【320件】。", "disp.mediation.screened"),
]

NOTHING = [
    "发放普法宣传资料【3.2万份】。",
    "全县地区生产总值增长【6.1%】。",
    "新建公共法律服务工作站【12个】。",
    "编制责任清单，涉及【12个】部门的81个事项。",
    "刊发营商环境信息报道【126篇】。",
]


@pytest.mark.parametrize(("sentence", "indicator_id"), SENTENCES)
def test_sentence(sentence: str, indicator_id: str) -> None:
    assert indicator_id in ids(sentence)


@pytest.mark.parametrize(("sentence", "indicator_id"), WORD_BOUNDARIES)
def test_barred_words_are_whole_words(sentence: str, indicator_id: str) -> None:
    assert ids(sentence) == [indicator_id]


@pytest.mark.parametrize(("sentence", "indicator_id"), IN_COMPANY)
def test_words_of_other_figures_do_not_mislead(sentence: str, indicator_id: str) -> None:
    assert ids(sentence) == [indicator_id]


@pytest.mark.parametrize("sentence", NOTHING)
def test_no_indicator(sentence: str) -> None:
    assert ids(sentence) == []


def test_own_examples() -> None:
    """The codebook's examples lead to their entry, its look-alikes do not."""
    positive = [(e.id, s) for e in indicators().values() for s in e.examples.positive]
    negative = [(e.id, s) for e in indicators().values() for s in e.examples.negative]
    report, marks = read_paragraphs(*(sentence for _, sentence in positive + negative))
    found = [{item.indicator_id for item in report.at(mark)} for mark in marks]
    right = sum(name in ids for (name, _), ids in zip(positive, found, strict=False))
    wrong = [
        sentence
        for (name, sentence), ids in zip(negative, found[len(positive) :], strict=True)
        if name in ids
    ]
    assert right >= 0.95 * len(positive)
    assert len(wrong) <= 0.02 * len(negative)


def test_a_part_carries_the_total_with_its_dimension() -> None:
    report, marks = read_paragraphs(
        "各乡镇共办理赋权事项【3826件】，其中行政权力类【1206件】、公共服务类【2620件】。"
    )
    found = [report.at(mark)[0] for mark in marks]
    assert {item.indicator_id for item in found} == {"func.service.grassroots_cases"}
    assert [item.dimension for item in found] == ["", "kind=行政权力", "kind=公共服务"]


def test_a_change_carries_the_indicator_and_its_sign() -> None:
    report, marks = read_paragraphs("全县一审行政诉讼案件147件，同比下降【38.5%】。")
    (found,) = report.at(marks[0])
    assert found.indicator_id == "disp.litigation.first_instance"
    assert found.measure == "yoy_change"
    assert found.value == Decimal("-38.5")


def test_a_number_of_two_rates_gives_both() -> None:
    assert set(ids("规范性文件报备率、及时率均为【100%】。")) == {
        "inst.normdoc.filing_rate",
        "inst.normdoc.filing_timely_rate",
    }


def test_kinds_of_case_are_parts_of_the_cases() -> None:
    report, marks = read_paragraphs(
        "收到行政复议申请420件。从类型看，行政处罚类【168件】，政府信息公开类【63件】。"
    )
    found = [report.at(mark)[0] for mark in marks]
    assert {item.indicator_id for item in found} == {"disp.reconsideration.received"}
    assert [item.dimension for item in found] == ["matter=行政处罚", "matter=政府信息公开"]


def test_the_base_of_a_rate_is_named() -> None:
    report, marks = read_paragraphs(
        "收到行政复议申请196件，受理165件，审结行政复议案件175件，"
        "经调解和解结案37件，行政复议调解率【21.1%】。"
    )
    (found,) = report.at(marks[0])
    assert found.rate_base == "disp.reconsideration.closed"


def test_one_value_is_the_main_one() -> None:
    report, _ = read_paragraphs(
        "全县办理法律援助案件620件。", "县法律援助中心办理法律援助案件620件。"
    )
    found = [item for item in report.observations if item.indicator_id == "law.aid.cases"]
    assert [item.is_main for item in found] == [True, False]
    assert found[1].status == "duplicate"


def test_plans_give_nothing() -> None:
    report, _ = read_paragraphs("二、2024年工作安排", "力争行政机关负责人出庭应诉率达到95%以上。")
    assert report.observations == []


def test_words_are_observations_apart() -> None:
    report, _ = read_paragraphs("实现村（社区）法律顾问全覆盖。")
    found = [item for item in report.observations if item.word is not None]
    assert [(item.indicator_id, item.value, item.status) for item in found] == [
        ("law.village_counsel.coverage_rate", Decimal(100), "in_words")
    ]


def test_no_report_no_observation() -> None:
    report, _ = read_paragraphs("全县办理法律援助案件620件。")
    report.reading.facts.is_report = False
    assert observe(report.document, report.reading, None) == []
