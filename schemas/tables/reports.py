"""reports: the yearly reports of governments."""

from __future__ import annotations

from fazhi.schemas.tables.columns import (
    REGION_CODE,
    REPORT_ID,
    REVISION_ID,
    Day,
    Instant,
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


class Reports(TableModel):
    """A report of one place on one year."""

    report_id: Text = column(
        "报告编号",
        "Report id",
        "区划代码-年度-文种，永久不变",
        "Region code, year and family; never changes",
        pattern=REPORT_ID,
    )
    region_code: Text = column(
        "区划代码", "Region code", "报告所述地方", "The place reported on", pattern=REGION_CODE
    )
    year: Whole = column(
        "年度",
        "Year",
        "报告所述年度",
        "The year reported on",
        unit="year",
        minimum=1979,
        maximum=2100,
    )
    family: Text = column(
        "文种",
        "Family",
        "报告的种类；rol 为法治政府建设年度报告",
        "Kind of report; rol is the yearly report on building a rule-of-law government",
    )
    title: Text = column("标题", "Title", "报告标题", "Title of the report", nullable=True)
    issuer: Text = column("发布机构", "Issuer", "发布机构", "Issuing body", nullable=True)
    doc_number: Text = column("文号", "Document number", "发文字号", "Its number", nullable=True)
    index_number: Text = column(
        "索引号", "Index number", "政府信息索引号", "Disclosure index number", nullable=True
    )
    category: Text = column(
        "分类", "Category", "信息公开分类", "Category on the disclosure page", nullable=True
    )
    written_date: Day = column("成文日期", "Written", "成文日期", "Date of writing", nullable=True)
    published_date: Day = column(
        "发布日期", "Published", "发布日期", "Date of publication", nullable=True
    )
    signed_by: Text = column("落款单位", "Signed by", "正文落款", "Who signed", nullable=True)
    signed_date: Day = column(
        "落款日期", "Signed", "正文落款日期", "Date of the signature", nullable=True
    )
    validity: Text = column(
        "有效性", "Validity", "公开页所示有效性", "Validity as the page states it", nullable=True
    )
    source_name: Text = column(
        "信息来源",
        "Source name",
        "页面所示信息来源",
        "The source that the page names",
        nullable=True,
    )
    attachments: Text = column(
        "附件",
        "Attachments",
        "附件名称与网址，JSON 数组",
        "Names and addresses of attachments, a JSON array",
        nullable=True,
        is_json=True,
    )
    metadata: Text = column(
        "元数据出处",
        "Metadata as found",
        "所见的全部元数据及其出处，JSON 数组",
        "All metadata found, each with where it stood, a JSON array",
        nullable=True,
        is_json=True,
    )
    conflicts: Text = column(
        "不一致字段",
        "Conflicts",
        "各出处不一致的字段，以分号连接",
        "Fields whose sources disagree, joined by ;",
        nullable=True,
    )
    url: Text = column(
        "网址",
        "Address",
        "现行版本的网址；不详为空",
        "Address of the current revision; empty if unknown",
        nullable=True,
    )
    source_id: Text = column(
        "来源编号", "Source id", "登记的来源", "The registered source", nullable=True
    )
    current_revision_id: Text = column(
        "现行版本", "Current revision", "现行文本的编号", "Its current text", pattern=REVISION_ID
    )
    first_seen: Instant = column(
        "首次见到", "First seen", "首次取得的时间", "When it was first retrieved"
    )
    last_seen: Instant = column(
        "最近见到", "Last seen", "最近一次仍可取得的时间", "When it was last there"
    )

    class Config(TableModel.Config):
        """The table as a whole."""

        name = "reports"
        metadata = facts(
            TableFacts(
                zh="报告",
                en="Reports",
                meaning_zh="一行是一个地方一个年度的一份报告",
                meaning_en="One row is a report of one place on one year",
                key=("report_id",),
                references=(
                    Reference(("region_code",), "regions", ("region_code",)),
                    Reference(("source_id",), "sources", ("source_id",)),
                    Reference(("current_revision_id",), "revisions", ("revision_id",)),
                ),
                unique=(Unique(("region_code", "year", "family")),),
                looked=("last_seen",),
                rules=(
                    Rule(
                        "the current revision is the report's own and marked as current",
                        "SELECT r.report_id, r.current_revision_id FROM reports r "
                        "JOIN revisions v ON v.revision_id = r.current_revision_id "
                        "WHERE v.report_id <> r.report_id OR NOT v.is_current",
                    ),
                ),
            )
        )
