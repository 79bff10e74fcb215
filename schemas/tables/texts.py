"""texts: the text of every revision."""

from __future__ import annotations

from fazhi.schemas.tables.columns import (
    REVISION_ID,
    Reference,
    TableFacts,
    TableModel,
    Text,
    column,
    facts,
)


class Texts(TableModel):
    """The text itself; all offsets count its characters."""

    revision_id: Text = column(
        "版本编号", "Revision id", "所属版本", "The revision", pattern=REVISION_ID
    )
    text: Text = column(
        "文本",
        "Text",
        "全文；各表的字符位置以此为准，从零起算",
        "The whole text; offsets in all tables count its characters from zero",
    )

    class Config(TableModel.Config):
        """The table as a whole."""

        name = "texts"
        metadata = facts(
            TableFacts(
                zh="文本",
                en="Texts",
                meaning_zh="一行是一个版本的全文",
                meaning_en="One row is the whole text of a revision",
                key=("revision_id",),
                references=(Reference(("revision_id",), "revisions", ("revision_id",)),),
            )
        )
