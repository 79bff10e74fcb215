"""titles: documents named in the texts."""

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
from fazhi.schemas.tables.vocabularies import ISSUED_HERE


class Titles(TableModel):
    """A document named between 《 and 》."""

    revision_id: Text = column(
        "版本编号", "Revision id", "所属版本", "The revision", pattern=REVISION_ID
    )
    char_start: Whole = column(
        "起点", "Start", "书名号起点", "Offset of the mark", unit="character", minimum=0
    )
    char_end: Whole = column(
        "终点", "End", "书名号终点之后", "Offset past it", unit="character", minimum=1
    )
    title: Text = column("名称", "Title", "去掉书名号", "Without the marks")
    mark: Text = column("书名号", "Mark", "《》或〈〉", "Which pair of marks")
    nested_in: Whole = column(
        "外层起点",
        "Nested in",
        "外层书名号的起点",
        "Offset of the title around it",
        nullable=True,
        unit="character",
        minimum=0,
    )
    verb: Text = column("动词", "Verb", "对该文件所作之事", "What is done with it", nullable=True)
    issuer: Text = column("制发机关", "Issuer", "制发机关", "Who issued it", nullable=True)
    issued_here: Text = column(
        "本地制发", "Issued here", "是否本地制发", "Did this place issue it", words=ISSUED_HERE
    )
    section_path: Text = column(
        "章节路径", "Section path", "所在章节", "The section it stands in", nullable=True
    )

    class Config(TableModel.Config):
        """The table as a whole."""

        name = "titles"
        metadata = facts(
            TableFacts(
                zh="文件名称",
                en="Titles",
                meaning_zh="一行是文中以书名号提到的一个文件",
                meaning_en="One row is a document that the text names in title marks",
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
