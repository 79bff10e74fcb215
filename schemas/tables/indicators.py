"""indicators: the codebook as a table."""

from __future__ import annotations

from fazhi.schemas.tables.columns import TableFacts, TableModel, Text, column, facts
from fazhi.schemas.tables.vocabularies import INDICATOR_TYPE, POLARITY


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
    numerator: Text = column(
        "分子", "Numerator", "比率的分子", "Numerator of a rate", nullable=True
    )
    denominator: Text = column(
        "分母", "Denominator", "比率的分母", "Denominator of a rate", nullable=True
    )
    relations: Text = column(
        "关系",
        "Relations",
        "与其他指标的关系,以分号连接",
        "Relations to other indicators, joined by ;",
        nullable=True,
    )
    wordings: Text = column(
        "常见表述",
        "Wordings",
        "报告中的常见表述,以分号连接",
        "How reports say it, joined by ;",
        nullable=True,
    )
    confusables: Text = column(
        "易混淆", "Confusables", "形似而非的表述", "What looks alike and is not it", nullable=True
    )
    legal_basis: Text = column("法律依据", "Legal basis", "法律依据", "Legal basis", nullable=True)
    polarity: Text = column("取向", "Polarity", "数值的取向", "Which way is better", words=POLARITY)

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
