"""What the phrase of a figure is taken to be: heads, seams and who acted."""

from __future__ import annotations

import pytest
from report_text import ids, read_paragraphs

from fazhi.codebook.lexicon import lexicon
from fazhi.codebook.phrases import estranged
from fazhi.codebook.recognition import resemble
from fazhi.codebook.scoring import is_barred
from fazhi.codebook.stage import Stage

PHRASES = [
    # A general noun of the next clause is not what is counted.
    ("公布轻微违法免罚清单【86项】，部门逐项对照执行。", "enf.lenient.list_exempt"),
    ("法治督察反馈问题【43个】，督察组逐一交办。", "lead.inspection.issues_found"),
    # Nor is it where it goes on, or is part of another word.
    ("围绕双随机监管，开展【21项】部门联合抽查。", "func.random_inspection.joint_tasks"),
    ("实施跨部门双随机抽查任务【21个】。", "func.random_inspection.joint_tasks"),
    # The subject may have lost the clause's own words.
    ("编制数据资源目录8640个，电子证照覆盖【386类】。", "dig.certificate.types"),
    # Who acted in the sentence before is not who acts here.
    ("14个乡镇（街道）办出案子538宗。县级部门立案【2917宗】。", "enf.penalty.filed"),
    # What was done stands behind those for whom it was done.
    ("为【2340名】农民工提供了法律援助，挽回损失百余万元。", "law.aid.beneficiaries"),
    # 检查企业N家次: visits of enterprises, unless it is about work safety.
    ("执法部门检查企业【1260家次】。", "enf.inspection.enterprise"),
    ("开展安全生产检查，检查企业【1260家次】。", "emg.safety.inspected"),
]

COUNTED_FOR_THEMSELVES = [
    "编制权责清单，涉及【12个】部门。",
    "法治督察组建【6个】督察组，覆盖全县。",
]


@pytest.mark.parametrize(("sentence", "indicator_id"), PHRASES)
def test_phrase(sentence: str, indicator_id: str) -> None:
    assert ids(sentence) == [indicator_id]


@pytest.mark.parametrize("sentence", COUNTED_FOR_THEMSELVES)
def test_bodies_that_are_counted_are_no_items(sentence: str) -> None:
    assert ids(sentence) == []


@pytest.mark.parametrize(
    ("subject", "left", "expected"),
    [
        ("编制数据资源目录覆盖", "电子证照覆盖", True),
        ("实施行政执法行为", "全县实施行政处罚、行政许可等行政执法行为", False),
        ("实施行政执法行为", "全县实施处罚许可强制等行政执法行为", False),
        ("行政复议审结", "审结（含上年结转）", False),
        ("维持", "维持、驳回、纠错分别为", False),
    ],
)
def test_a_subject_strange_to_its_clause(subject: str, left: str, expected: bool) -> None:
    assert estranged(subject, left) is expected


def test_likeness_does_not_bring_back_what_is_barred() -> None:
    """A phrase like an entry's sentences, with a word that its entry never stands with."""
    found = []
    for sentence in ("机抽查检查对象【2315户次】。", "机抽查检查对象立案【2315户次】。"):
        report, marks = read_paragraphs(sentence)
        (figure,) = [f for f in report.reading.figures if f.char_start == marks[0]]
        stage = Stage(report.document, report.reading.sections, report.reading.figures, lexicon())
        scene = stage.scene(figure.char_start, figure.char_end, figure.subject, "", "")
        alike = resemble(scene, figure, lexicon())
        barred = is_barred("func.random_inspection.entities", scene, figure.unit, lexicon())
        found.append((barred, alike.indicator_id if alike else ""))
    assert found == [(False, "func.random_inspection.entities"), (True, "")]
