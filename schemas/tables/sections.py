"""sections: the outline of every revision."""

from __future__ import annotations

from fazhi.schemas.tables.columns import (
    REVISION_ID,
    Reference,
    TableFacts,
    TableModel,
    Text,
    Whole,
    column,
    facts,
)
from fazhi.schemas.tables.vocabularies import ROLE


class Sections(TableModel):
    """A heading of the outline."""

    revision_id: Text = column(
        "版本编号", "Revision id", "所属版本", "The revision", pattern=REVISION_ID
    )
    section_path: Text = column(
        "章节路径",
        "Section path",
        "自上而下的序号，以 / 连接",
        "Labels from the top down, joined by /",
    )
    level: Whole = column(
        "层次",
        "Level",
        "一、为 1，一是 为 4，前言为 0",
        "1 for 一、 down to 4 for 一是, 0 for the opening",
        minimum=0,
        maximum=9,
    )
    label: Text = column("序号", "Label", "原文序号", "The label as printed", nullable=True)
    heading: Text = column(
        "标题", "Heading", "去掉序号的标题", "The heading without its label", nullable=True
    )
    area: Text = column(
        "领域",
        "Area",
        "所属法治政府建设实施纲要的领域",
        "Area of the national outline it belongs to",
        nullable=True,
    )
    role: Text = column("作用", "Role", "该部分的作用", "What the part is for", words=ROLE)
    char_start: Whole = column(
        "起点",
        "Start",
        "序号首字的位置",
        "Offset of the label",
        unit="character",
        minimum=0,
    )
    char_end: Whole = column(
        "终点", "End", "本节文本的终点", "Offset past its text", unit="character", minimum=0
    )

    class Config(TableModel.Config):
        """The table as a whole."""

        name = "sections"
        metadata = facts(
            TableFacts(
                zh="章节",
                en="Sections",
                meaning_zh="一行是一个版本中的一个标题",
                meaning_en="One row is a heading in a revision",
                key=("revision_id", "section_path"),
                references=(Reference(("revision_id",), "revisions", ("revision_id",)),),
            )
        )
