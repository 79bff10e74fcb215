"""honours: awards and listings claimed."""

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


class Honours(TableModel):
    """An award, listing or ranking claimed."""

    revision_id: Text = column(
        "版本编号", "Revision id", "所属版本", "The revision", pattern=REVISION_ID
    )
    char_start: Whole = column(
        "起点", "Start", "首字位置", "Offset of the claim", unit="character", minimum=0
    )
    char_end: Whole = column(
        "终点", "End", "末字之后", "Offset past the claim", unit="character", minimum=1
    )
    holder: Text = column("获得者", "Holder", "获得者", "Who holds it", nullable=True)
    title: Text = column("荣誉名称", "Title", "荣誉名称", "What was awarded")
    level: Text = column("级别", "Level", "授予的级别", "Level of the awarding body", nullable=True)
    awarding_body: Text = column(
        "授予机关", "Awarding body", "授予机关", "Who awarded it", nullable=True
    )
    verb: Text = column("动词", "Verb", "原文动词", "The verb as printed", nullable=True)
    section_path: Text = column(
        "章节路径", "Section path", "所在章节", "The section it stands in", nullable=True
    )

    class Config(TableModel.Config):
        """The table as a whole."""

        name = "honours"
        metadata = facts(
            TableFacts(
                zh="荣誉",
                en="Honours",
                meaning_zh="一行是文中所称的一项荣誉、入选或名次",
                meaning_en="One row is an award, listing or ranking that the text claims",
                key=("revision_id", "char_start"),
                references=(
                    Reference(("revision_id",), "revisions", ("revision_id",)),
                    Reference(
                        ("revision_id", "section_path"),
                        "sections",
                        ("revision_id", "section_path"),
                    ),
                ),
            )
        )
