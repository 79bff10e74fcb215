"""runs: runs of the pipeline."""

from __future__ import annotations

from fazhi.schemas.tables.columns import (
    Instant,
    TableFacts,
    TableModel,
    Text,
    Whole,
    column,
    facts,
)
from fazhi.schemas.tables.vocabularies import RUN_STATUS


class Runs(TableModel):
    """A run of the pipeline."""

    run_id: Text = column("运行编号", "Run id", "一次运行的编号", "Name of the run")
    started_at: Instant = column("开始", "Started at", "开始时间（UTC）", "Start (UTC)")
    finished_at: Instant = column(
        "结束", "Finished at", "结束时间（UTC）", "End (UTC)", nullable=True
    )
    status: Text = column("状态", "Status", "运行结果", "How it ended", words=RUN_STATUS)
    fazhi_version: Text = column("版本", "Version", "程序版本", "Version of the program")
    documents: Whole = column(
        "文件数", "Documents", "读取的快照数", "Snapshots read", nullable=True, minimum=0
    )
    message: Text = column("说明", "Message", "运行说明", "What happened", nullable=True)

    class Config(TableModel.Config):
        """The table as a whole."""

        name = "runs"
        metadata = facts(
            TableFacts(
                zh="运行记录",
                en="Runs",
                meaning_zh="一行是流程的一次运行；不随数据发布",
                meaning_en="One row is a run of the pipeline; it stays in the build",
                key=("run_id",),
                released=False,
                is_log=True,
            )
        )
