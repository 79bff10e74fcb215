"""coverage: which reports are there, and how late they came."""

from __future__ import annotations

from fazhi.schemas.tables.columns import (
    REGION_CODE,
    REPORT_ID,
    Day,
    Instant,
    Reference,
    Rule,
    TableFacts,
    TableModel,
    Text,
    Whole,
    column,
    facts,
)
from fazhi.schemas.tables.vocabularies import DOCUMENT_STATUS


class Coverage(TableModel):
    """A place in a year."""

    region_code: Text = column("区划代码", "Region code", "地方", "The place", pattern=REGION_CODE)
    year: Whole = column(
        "年度", "Year", "报告年度", "Year reported on", unit="year", minimum=1979, maximum=2100
    )
    document_status: Text = column(
        "公布情况",
        "Document status",
        "报告是否公布；未见不等于未公布",
        "Whether the report was found; blocked or not monitored is never called missing",
        words=DOCUMENT_STATUS,
    )
    report_id: Text = column(
        "报告编号", "Report id", "所见报告", "The report found", nullable=True, pattern=REPORT_ID
    )
    published_date: Day = column(
        "发布日期", "Published", "发布日期", "Date of publication", nullable=True
    )
    deadline: Day = column("期限", "Deadline", "应公布的期限", "Day it was due", nullable=True)
    deadline_basis: Text = column(
        "期限依据", "Deadline basis", "期限的依据", "Where the deadline comes from", nullable=True
    )
    days_late: Whole = column(
        "迟延天数",
        "Days late",
        "发布日期减期限；提前为负",
        "Publication less deadline; negative when early",
        nullable=True,
        unit="day",
    )
    last_look: Instant = column(
        "最近查看", "Last look", "最近一次查看的时间", "Time of the last look", nullable=True
    )

    class Config(TableModel.Config):
        """The table as a whole."""

        name = "coverage"
        metadata = facts(
            TableFacts(
                zh="覆盖情况",
                en="Coverage",
                meaning_zh="一行是一个地方的一个年度",
                meaning_en="One row is a place in a year",
                key=("region_code", "year"),
                references=(
                    Reference(("region_code",), "regions", ("region_code",)),
                    Reference(("report_id",), "reports", ("report_id",)),
                ),
                looked=("last_look",),
                rules=(
                    Rule(
                        "published means that there is a report, and the other way round",
                        "SELECT report_id, region_code || ' ' || year FROM coverage "
                        "WHERE (document_status = 'published') <> (report_id IS NOT NULL)",
                    ),
                    Rule(
                        "nobody is called missing where we did not look",
                        "SELECT report_id, region_code || ' ' || year FROM coverage "
                        "WHERE document_status = 'not_found' AND last_look IS NULL",
                    ),
                ),
            )
        )
