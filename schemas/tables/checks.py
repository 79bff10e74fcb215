"""checks: relations that should hold, tested."""

from __future__ import annotations

from fazhi.schemas.tables.columns import (
    HASHES,
    REPORT_ID,
    REVISION_ID,
    SHORT_HASH,
    Number,
    Reference,
    TableFacts,
    TableModel,
    Text,
    column,
    facts,
)
from fazhi.schemas.tables.vocabularies import RELATION, VERDICT


class Checks(TableModel):
    """A relation tested."""

    check_id: Text = column(
        "检验编号",
        "Check id",
        "版本、关系与两侧的短哈希",
        "Short hash of the revision, the relation and both sides",
        pattern=SHORT_HASH,
    )
    report_id: Text = column(
        "报告编号", "Report id", "所检验的报告", "The report tested", pattern=REPORT_ID
    )
    revision_id: Text = column(
        "版本编号", "Revision id", "所检验的版本", "The revision tested", pattern=REVISION_ID
    )
    relation: Text = column("关系", "Relation", "所检验的关系", "The relation", words=RELATION)
    left_figures: Text = column(
        "左侧数字",
        "Left figures",
        "左侧各数字的编号，以分号连接",
        "Ids of the figures on the left, joined by ;",
        nullable=True,
        pattern=HASHES,
    )
    right_figures: Text = column(
        "右侧数字",
        "Right figures",
        "右侧各数字的编号，以分号连接",
        "Ids of the figures on the right, joined by ;",
        nullable=True,
        pattern=HASHES,
    )
    left_value: Number = column(
        "左侧值", "Left value", "左侧的值", "Value of the left side", nullable=True
    )
    right_value: Number = column(
        "右侧值", "Right value", "右侧的值", "Value of the right side", nullable=True
    )
    tolerance: Number = column(
        "容差", "Tolerance", "允许的差", "Difference that is allowed", minimum=0
    )
    verdict: Text = column("结论", "Verdict", "检验结论", "Result of the test", words=VERDICT)
    conclusion_zh: Text = column(
        "中文说明", "Conclusion in Chinese", "一句话说明", "One sentence in Chinese"
    )
    conclusion_en: Text = column(
        "英文说明", "Conclusion in English", "一句话说明（英文）", "One sentence in English"
    )
    rule_id: Text = column(
        "规则", "Rule", "提出该检验的规则", "Rule that proposed the test", nullable=True
    )

    class Config(TableModel.Config):
        """The table as a whole."""

        name = "checks"
        metadata = facts(
            TableFacts(
                zh="检验",
                en="Checks",
                meaning_zh="一行是一次算术或一致性检验；检验从不改动数值",
                meaning_en="One row is a test of arithmetic or consistency; it changes no value",
                key=("check_id",),
                references=(
                    Reference(("report_id",), "reports", ("report_id",)),
                    Reference(("revision_id",), "revisions", ("revision_id",)),
                    Reference(("left_figures",), "figures", ("figure_id",), many=True),
                    Reference(("right_figures",), "figures", ("figure_id",), many=True),
                ),
                order=("report_id", "revision_id", "relation", "check_id"),
            )
        )
