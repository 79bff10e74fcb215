"""figures: every number-like expression."""

from __future__ import annotations

from fazhi.schemas.tables.columns import (
    REVISION_ID,
    SHORT_HASH,
    Day,
    Flag,
    Number,
    Reference,
    Rule,
    TableFacts,
    TableModel,
    Text,
    Unique,
    Whole,
    column,
    facts,
)
from fazhi.schemas.tables.vocabularies import (
    BOUND,
    DIRECTION,
    FIGURE_STATUS,
    KIND,
    MEASURE,
    SCOPE,
)


class Figures(TableModel):
    """A number-like expression, also one that is no data."""

    figure_id: Text = column(
        "数字编号",
        "Figure id",
        "版本与起止位置的短哈希",
        "Short hash of the revision and the offsets",
        pattern=SHORT_HASH,
    )
    revision_id: Text = column(
        "版本编号", "Revision id", "所属版本", "The revision", pattern=REVISION_ID
    )
    section_path: Text = column(
        "章节路径", "Section path", "所在章节", "The section it stands in", nullable=True
    )
    char_start: Whole = column(
        "起点", "Start", "首字位置", "Offset of the first character", unit="character", minimum=0
    )
    char_end: Whole = column(
        "终点", "End", "末字之后", "Offset past the last character", unit="character", minimum=1
    )
    raw: Text = column("原文", "As printed", "原文写法", "The characters as printed")
    value: Number = column(
        "数值",
        "Value",
        "以基本单位计的数值（万、亿已展开）；只有区间或文字时为空",
        "Value in the base unit (万, 亿 expanded); empty for a mere range or text",
        nullable=True,
    )
    value_low: Number = column("下限", "Low", "区间下限", "Lower end of a range", nullable=True)
    value_high: Number = column("上限", "High", "区间上限", "Upper end of a range", nullable=True)
    value_text: Text = column(
        "文字值",
        "Text value",
        "非单一数字的内容：文号、日期、口号等",
        "What is no single number: a document number, a date, a slogan",
        nullable=True,
    )
    unit: Text = column("单位", "Unit", "计量单位", "Unit", nullable=True)
    bound: Text = column("界限", "Bound", "确数或约数", "How the value bounds", words=BOUND)
    kind: Text = column("种类", "Kind", "数字的种类", "Kind of number", words=KIND)
    direction: Text = column(
        "方向", "Direction", "变化的方向", "Direction of a change", nullable=True, words=DIRECTION
    )
    measure: Text = column(
        "度量", "Measure", "数值所度量的", "What is measured", nullable=True, words=MEASURE
    )
    subject: Text = column(
        "对象", "Subject", "所计之事", "What is counted, readable alone", nullable=True
    )
    actor: Text = column("主体", "Actor", "实施者", "Who did it", nullable=True)
    scope: Text = column(
        "范围", "Scope", "数值所涉范围", "What part is covered", nullable=True, words=SCOPE
    )
    scope_name: Text = column(
        "范围名称", "Scope name", "原文所称范围", "The scope as printed", nullable=True
    )
    period_start: Day = column(
        "期间起", "Period start", "所述期间首日", "First day of the period", nullable=True
    )
    period_end: Day = column(
        "期间止", "Period end", "所述期间末日", "Last day of the period", nullable=True
    )
    period_cue: Text = column(
        "期间依据", "Period cue", "表明期间的原文", "Words that tell the period", nullable=True
    )
    is_statistical: Flag = column(
        "是否数据",
        "Data point",
        "是否为本报告期的数据",
        "Whether it is a data point of the report's period",
    )
    status: Text = column(
        "状态", "Status", "读取状态", "How sure the reading is", words=FIGURE_STATUS
    )
    reason: Text = column(
        "待复核原因", "Reason", "待复核的原因", "Why it needs review", nullable=True
    )
    rule_id: Text = column(
        "规则", "Rule", "判定所用规则", "Rule that settled the reading", nullable=True
    )

    class Config(TableModel.Config):
        """The table as a whole."""

        name = "figures"
        metadata = facts(
            TableFacts(
                zh="数字",
                en="Figures",
                meaning_zh="一行是文本中的一个数字表达，包括不作数据的；列表序号不收",
                meaning_en=(
                    "One row is a number-like expression of a text, also one that is no data; "
                    "labels of lists are left out"
                ),
                key=("figure_id",),
                references=(
                    Reference(("revision_id",), "revisions", ("revision_id",)),
                    Reference(
                        ("revision_id", "section_path"),
                        "sections",
                        ("revision_id", "section_path"),
                    ),
                ),
                unique=(Unique(("revision_id", "char_start")),),
                rules=(
                    Rule(
                        "a figure ends after it starts, within the text",
                        "SELECT r.report_id, f.raw FROM figures f JOIN revisions r "
                        "USING (revision_id) "
                        "WHERE f.char_end <= f.char_start OR f.char_end > r.characters",
                    ),
                    Rule(
                        "the lower end of a range is not above the upper",
                        "SELECT r.report_id, f.raw FROM figures f JOIN revisions r "
                        "USING (revision_id) WHERE f.value_low > f.value_high",
                    ),
                ),
                order=("revision_id", "char_start"),
            )
        )
