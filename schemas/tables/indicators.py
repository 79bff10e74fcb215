"""indicators: the codebook as a table."""

from __future__ import annotations

from fazhi.schemas.tables.columns import Day, TableFacts, TableModel, Text, column, facts
from fazhi.schemas.tables.vocabularies import FREQUENCY, INDICATOR_TYPE, POLARITY


class Indicators(TableModel):
    """A codebook entry."""

    indicator_id: Text = column(
        "指标编号", "Indicator id", "指标的永久名称", "The indicator's lasting name"
    )
    area: Text = column(
        "领域", "Area", "所属纲要领域", "Area of the national outline", nullable=True
    )
    name_zh: Text = column("中文名称", "Name in Chinese", "中文名称", "Name in Chinese")
    name_en: Text = column("英文名称", "Name in English", "英文名称", "Name in English")
    definition_zh: Text = column(
        "中文定义", "Definition in Chinese", "中文定义", "Definition in Chinese", nullable=True
    )
    definition_en: Text = column(
        "英文定义", "Definition in English", "英文定义", "Definition in English", nullable=True
    )
    indicator_type: Text = column(
        "类型", "Type", "指标类型", "Type of indicator", words=INDICATOR_TYPE
    )
    unit: Text = column("单位", "Unit", "序列的统一单位", "The one unit of the series")
    unit_ucum: Text = column(
        "UCUM 单位", "UCUM unit", "UCUM 代码", "The unit in UCUM", nullable=True
    )
    unit_rec20: Text = column(
        "UNECE 单位",
        "UNECE unit",
        "UNECE 第 20 号建议书代码",
        "The unit in UNECE Recommendation 20",
        nullable=True,
    )
    numerator: Text = column(
        "分子", "Numerator", "比率的分子", "Numerator of a rate", nullable=True
    )
    denominator: Text = column(
        "分母", "Denominator", "比率的分母", "Denominator of a rate", nullable=True
    )
    relations: Text = column(
        "关系",
        "Relations",
        "与其他指标的关系，以分号连接",
        "Relations to other indicators, joined by ;",
        nullable=True,
    )
    wordings: Text = column(
        "常见表述",
        "Wordings",
        "报告中的常见表述，以分号连接",
        "How reports say it, joined by ;",
        nullable=True,
    )
    confusables: Text = column(
        "易混淆", "Confusables", "形似而非的表述", "What looks alike and is not it", nullable=True
    )
    dimensions: Text = column(
        "维度",
        "Dimensions",
        "可用的维度，以分号连接",
        "Keys of its dimensions, joined by ;",
        nullable=True,
    )
    legal_basis: Text = column("法律依据", "Legal basis", "法律依据", "Legal basis", nullable=True)
    polarity: Text = column("取向", "Polarity", "数值的取向", "Which way is better", words=POLARITY)

    valid_from: Day = column(
        "起始日", "Valid from", "指标起始日", "First day it exists", nullable=True
    )
    valid_to: Day = column("终止日", "Valid to", "指标终止日", "Last day it exists", nullable=True)
    breaks: Text = column(
        "序列中断",
        "Breaks",
        "口径变化的日期与原因，JSON 数组",
        "Days from which values mean something else, and why, a JSON array",
        nullable=True,
        is_json=True,
    )
    expected_frequency: Text = column(
        "常见程度",
        "Expected frequency",
        "报告列出该指标的常见程度（估计）",
        "How often reports print it, a judgement",
        nullable=True,
        words=FREQUENCY,
    )

    class Config(TableModel.Config):
        """The table as a whole."""

        name = "indicators"
        metadata = facts(
            TableFacts(
                zh="指标",
                en="Indicators",
                meaning_zh="一行是编码表中的一个指标",
                meaning_en="One row is an entry of the codebook",
                key=("indicator_id",),
            )
        )
