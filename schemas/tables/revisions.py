"""revisions: the texts that a report has had."""

from __future__ import annotations

from fazhi.schemas.tables.columns import (
    REPORT_ID,
    REVISION_ID,
    SHA256,
    Flag,
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


class Revisions(TableModel):
    """One reading text of a report."""

    revision_id: Text = column(
        "版本编号",
        "Revision id",
        "报告编号加规范化文本哈希的前十二位",
        "Report id and the first twelve digits of the normalised text's hash",
        pattern=REVISION_ID,
    )
    report_id: Text = column(
        "报告编号", "Report id", "所属报告", "The report it is a text of", pattern=REPORT_ID
    )
    snapshot_id: Text = column(
        "快照",
        "Snapshot",
        "文本所出自的快照的 SHA-256",
        "SHA-256 of the snapshot it was read from",
        pattern=SHA256,
    )
    text_sha256: Text = column(
        "文本哈希", "Text SHA-256", "所存文本的 SHA-256", "SHA-256 of the text", pattern=SHA256
    )
    normalised_sha256: Text = column(
        "规范化文本哈希",
        "Normalised text SHA-256",
        "去除空白并统一全半角后的 SHA-256，版本以此区分",
        "SHA-256 without white space and in one width of characters; tells revisions apart",
        pattern=SHA256,
    )
    characters: Whole = column(
        "字数", "Characters", "文本的字符数", "Length of the text", unit="character", minimum=1
    )
    media_type: Text = column(
        "媒体类型", "Media type", "快照的媒体类型", "Media type of the snapshot"
    )
    reader_version: Text = column(
        "读取程序版本", "Reader version", "读取程序的版本", "Version of the program that read it"
    )
    first_seen: Instant = column(
        "首次见到", "First seen", "首次取得的时间", "When this text was first retrieved"
    )
    is_current: Flag = column(
        "现行", "Current", "是否为现行版本", "Whether it is the report's current text"
    )

    class Config(TableModel.Config):
        """The table as a whole."""

        name = "revisions"
        metadata = facts(
            TableFacts(
                zh="版本",
                en="Revisions",
                meaning_zh="一行是一份报告的一个文本",
                meaning_en="One row is a text of a report",
                key=("revision_id",),
                references=(
                    Reference(("report_id",), "reports", ("report_id",)),
                    Reference(("snapshot_id",), "retrievals", ("snapshot_id",), is_key=False),
                ),
                unique=(
                    Unique(("report_id", "normalised_sha256")),
                    Unique(("report_id",), among="is_current"),
                ),
                rules=(
                    Rule(
                        "every revision has its text, with the hash and length stated",
                        "SELECT r.report_id, r.revision_id FROM revisions r "
                        "LEFT JOIN texts t USING (revision_id) WHERE t.text IS NULL "
                        "OR sha256(t.text) <> r.text_sha256 OR length(t.text) <> r.characters",
                    ),
                ),
            )
        )
