"""issues: what a user of the data should know."""

from __future__ import annotations

from fazhi.schemas.tables.columns import (
    REGION_CODE,
    REPORT_ID,
    SHORT_HASH,
    Reference,
    TableFacts,
    TableModel,
    Text,
    Whole,
    column,
    facts,
)
from fazhi.schemas.tables.vocabularies import SEVERITY


class Issues(TableModel):
    """A warning."""

    issue_id: Text = column(
        "问题编号",
        "Issue id",
        "主题、对象与说明的短哈希",
        "Short hash of topic, subject and message",
        pattern=SHORT_HASH,
    )
    severity: Text = column("程度", "Severity", "严重程度", "How serious", words=SEVERITY)
    topic: Text = column(
        "主题",
        "Topic",
        "问题的类别，如 metadata_conflict",
        "Class of the issue, such as metadata_conflict",
    )
    table_name: Text = column("所涉表", "Table", "所涉的表", "The table concerned", nullable=True)
    subject_id: Text = column(
        "所涉编号", "Subject", "所涉行的编号", "Id of the row concerned", nullable=True
    )
    region_code: Text = column(
        "区划代码",
        "Region code",
        "所涉地方",
        "The place concerned",
        nullable=True,
        pattern=REGION_CODE,
    )
    year: Whole = column(
        "年度", "Year", "所涉年度", "The year concerned", nullable=True, unit="year"
    )
    report_id: Text = column(
        "报告编号",
        "Report id",
        "所涉报告",
        "The report concerned",
        nullable=True,
        pattern=REPORT_ID,
    )
    message_zh: Text = column("中文说明", "Message in Chinese", "说明", "The message in Chinese")
    message_en: Text = column(
        "英文说明", "Message in English", "说明（英文）", "The message in English"
    )

    class Config(TableModel.Config):
        """The table as a whole."""

        name = "issues"
        metadata = facts(
            TableFacts(
                zh="已知问题",
                en="Known issues",
                meaning_zh="一行是使用者应当知道的一个问题",
                meaning_en="One row is something that a user of the data should know",
                key=("issue_id",),
                references=(
                    Reference(("region_code",), "regions", ("region_code",)),
                    Reference(("report_id",), "reports", ("report_id",)),
                ),
            )
        )
