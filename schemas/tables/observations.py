"""observations: comparable values."""

from __future__ import annotations

from fazhi.schemas.tables.columns import (
    DIMENSION,
    REGION_CODE,
    REPORT_ID,
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
    MEASURE,
    OBS_STATUS,
    OBSERVATION_STATUS,
    SCOPE,
)


class Observations(TableModel):
    """A comparable value."""

    observation_id: Text = column(
        "观测编号",
        "Observation id",
        "数字（或文字片段）、指标与维度的短哈希",
        "Short hash of the figure (or span), the indicator and the dimension",
        pattern=SHORT_HASH,
    )
    region_code: Text = column(
        "区划代码", "Region code", "所述地方", "The place", pattern=REGION_CODE
    )
    year: Whole = column(
        "年度", "Year", "报告年度", "Year of the report", unit="year", minimum=1979, maximum=2100
    )
    indicator_id: Text = column("指标编号", "Indicator id", "所属指标", "The indicator")
    measure: Text = column("度量", "Measure", "数值所度量的", "What is measured", words=MEASURE)
    dimension: Text = column(
        "维度",
        "Dimension",
        "key=value，按名排序，以分号连接；总数为空",
        "Sorted key=value pairs joined by ;, empty for the total",
        nullable=True,
        pattern=DIMENSION,
    )
    scope: Text = column(
        "范围", "Scope", "数值所涉范围", "What part is covered", nullable=True, words=SCOPE
    )
    scope_name: Text = column(
        "范围名称", "Scope name", "原文所称范围", "The scope as printed", nullable=True
    )
    period_start: Day = column(
        "期间起", "Period start", "期间首日", "First day of the period", nullable=True
    )
    period_end: Day = column(
        "期间止", "Period end", "期间末日", "Last day of the period", nullable=True
    )
    value: Number = column(
        "数值",
        "Value",
        "以指标单位计的数值，变化量带符号",
        "Value in the indicator's unit; changes are signed",
        nullable=True,
    )
    unit: Text = column("单位", "Unit", "数值的单位", "Unit of the value", nullable=True)
    unit_printed: Text = column(
        "原文单位", "Unit as printed", "原文单位", "The unit as printed", nullable=True
    )
    bound: Text = column("界限", "Bound", "确数或约数", "How the value bounds", words=BOUND)
    rate_base: Text = column(
        "比率基数",
        "Rate base",
        "比率的基数：指标编号或数字编号；不详为空",
        "Base of a rate: an indicator id or a figure id; empty if unknown",
        nullable=True,
    )
    status: Text = column(
        "状态", "Status", "观测状态", "Status of the value", words=OBSERVATION_STATUS
    )
    obs_status: Text = column(
        "SDMX 状态",
        "SDMX status",
        "SDMX CL_OBS_STATUS 代码，取法见 schemas/obs_status.yml；复核后不采用的为空",
        "Code of SDMX CL_OBS_STATUS, by the rule in schemas/obs_status.yml; "
        "empty where refused in review",
        nullable=True,
        words=OBS_STATUS,
    )
    confidence: Number = column(
        "置信度",
        "Confidence",
        "指标归类正确的估计概率",
        "Estimated probability that the indicator is right",
        minimum=0,
        maximum=1,
    )
    runner_up: Text = column(
        "次选指标", "Runner-up", "次可能的指标", "The next likely indicator", nullable=True
    )
    rule_id: Text = column(
        "规则", "Rule", "归类所用规则", "Rule that settled the indicator", nullable=True
    )
    figure_id: Text = column(
        "数字编号",
        "Figure id",
        "所出自的数字；文字表述的为空",
        "The figure it was read from; empty where words mean a number",
        nullable=True,
        pattern=SHORT_HASH,
    )
    char_start: Whole = column(
        "起点", "Start", "原文首字位置", "Offset of its evidence", unit="character", minimum=0
    )
    char_end: Whole = column(
        "终点", "End", "原文末字之后", "Offset past its evidence", unit="character", minimum=1
    )
    report_id: Text = column(
        "报告编号", "Report id", "所出自的报告", "The report", pattern=REPORT_ID
    )
    revision_id: Text = column(
        "版本编号", "Revision id", "所出自的版本", "The revision", pattern=REVISION_ID
    )
    is_main: Flag = column(
        "主值",
        "Main value",
        "同一地方、年度、指标、度量、维度、范围（及其名称）下的唯一主值",
        "The one value of its region, year, indicator, measure, dimension, scope and scope name",
    )

    class Config(TableModel.Config):
        """The table as a whole."""

        name = "observations"
        metadata = facts(
            TableFacts(
                zh="观测值",
                en="Observations",
                meaning_zh="一行是一个可比的数值",
                meaning_en="One row is a comparable value",
                key=("observation_id",),
                references=(
                    Reference(("region_code",), "regions", ("region_code",)),
                    Reference(("indicator_id",), "indicators", ("indicator_id",)),
                    Reference(("runner_up",), "indicators", ("indicator_id",)),
                    Reference(("figure_id",), "figures", ("figure_id",)),
                    Reference(("report_id",), "reports", ("report_id",)),
                    Reference(("revision_id",), "revisions", ("revision_id",)),
                ),
                unique=(
                    Unique(
                        (
                            "region_code",
                            "year",
                            "indicator_id",
                            "measure",
                            "dimension",
                            "scope",
                            # Two departments may each print their own count.
                            "scope_name",
                        ),
                        among="is_main",
                    ),
                ),
                rules=(
                    Rule(
                        "an observation and its report name one place and year",
                        "SELECT o.report_id, o.observation_id FROM observations o "
                        "JOIN reports r USING (report_id) "
                        "WHERE o.region_code <> r.region_code OR o.year <> r.year",
                    ),
                    Rule(
                        "an observation and its figure stand in one revision, at one place",
                        "SELECT o.report_id, f.raw FROM observations o "
                        "JOIN figures f USING (figure_id) "
                        "WHERE o.revision_id <> f.revision_id OR o.char_start <> f.char_start "
                        "OR o.char_end <> f.char_end",
                    ),
                    Rule(
                        "a main value comes from a current revision",
                        "SELECT o.report_id, o.observation_id FROM observations o "
                        "JOIN revisions v USING (revision_id) "
                        "WHERE o.is_main AND NOT v.is_current",
                    ),
                    Rule(
                        "an observation without a figure is one in words",
                        "SELECT report_id, observation_id FROM observations "
                        "WHERE figure_id IS NULL AND status = 'ok'",
                    ),
                ),
                order=("region_code", "year", "indicator_id", "char_start", "observation_id"),
            )
        )
