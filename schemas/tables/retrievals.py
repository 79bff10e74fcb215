"""retrievals: the log of looks."""

from __future__ import annotations

from fazhi.schemas.tables.columns import (
    SHA256,
    SHORT_HASH,
    Instant,
    Reference,
    TableFacts,
    TableModel,
    Text,
    Whole,
    column,
    facts,
)
from fazhi.schemas.tables.vocabularies import OUTCOME, RETRIEVAL_ROLE


class Retrievals(TableModel):
    """A look, whatever came back."""

    retrieval_id: Text = column(
        "查看编号",
        "Retrieval id",
        "来源、网址与时间的短哈希",
        "Short hash of source, address, time and snapshot",
        pattern=SHORT_HASH,
    )
    source_id: Text = column(
        "来源编号",
        "Source id",
        "所属来源；本地导入的文件为空",
        "The source looked at; empty for files brought in by hand",
        nullable=True,
    )
    url: Text = column(
        "网址",
        "Address",
        "查看的网址；不详为空",
        "The address looked at; empty if unknown",
        nullable=True,
    )
    final_url: Text = column(
        "最终网址",
        "Final address",
        "跳转之后的网址",
        "The address after redirects",
        nullable=True,
    )
    retrieved_at: Instant = column(
        "时间", "Retrieved at", "查看的时间（UTC）", "Time of the look (UTC)"
    )
    http_status: Whole = column(
        "状态码",
        "HTTP status",
        "服务器返回的状态码",
        "Status code that the server sent",
        nullable=True,
        minimum=100,
        maximum=599,
    )
    outcome: Text = column("结果", "Outcome", "查看的结果", "What came of it", words=OUTCOME)
    snapshot_id: Text = column(
        "快照",
        "Snapshot",
        "所得字节的 SHA-256；未取得为空",
        "SHA-256 of the bytes served; empty if there were none",
        nullable=True,
        pattern=SHA256,
    )
    media_type: Text = column(
        "媒体类型", "Media type", "快照的媒体类型", "Media type of the snapshot", nullable=True
    )
    role: Text = column("对象", "Role", "查看的是什么", "What was looked at", words=RETRIEVAL_ROLE)
    file_name: Text = column(
        "文件名", "File name", "本地导入文件的名称", "Name of a local file", nullable=True
    )
    note: Text = column("备注", "Note", "结果的原因", "Why, in a few words", nullable=True)
    collector_version: Text = column(
        "采集程序版本",
        "Collector version",
        "采集程序的版本",
        "Version of the program that looked",
        nullable=True,
    )

    class Config(TableModel.Config):
        """The table as a whole."""

        name = "retrievals"
        metadata = facts(
            TableFacts(
                zh="查看记录",
                en="Looks",
                meaning_zh="一行是对一个网址的一次查看，不论结果",
                meaning_en="One row is a look at an address, whatever came back",
                key=("retrieval_id",),
                references=(Reference(("source_id",), "sources", ("source_id",)),),
                order=("retrieved_at", "retrieval_id"),
                is_log=True,
            )
        )
