"""A small workspace of an invented place, with one report that leaves doubts."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from fazhi.build import BuildSummary, build
from fazhi.workspace import Workspace

REGION, YEAR = "990181", 2023
#: 废止59 lacks its measure word, 5万吨 may be the size of a project: both wait for review.
REPORT = """\
岚浦市2023年法治政府建设年度报告

2023年，岚浦市人民政府扎实推进法治政府建设。现将有关情况报告如下。

一、主要举措和成效
（一）依法化解矛盾纠纷。全年收到行政复议申请196件，受理165件，审结150件。
（二）规范文件管理。全年共清理规范性文件217件，其中继续有效158件，废止59。
（三）优化服务。日处理5万吨的城西污水处理厂扩建项目顺利完工。

二、存在的不足
执法力量有待加强。

三、下一步工作打算
继续推进法治政府建设。

岚浦市人民政府
2024年3月15日
"""


class Place:
    """The workspace, and what a person would do there."""

    def __init__(self, root: Path) -> None:
        self.workspace = Workspace(root)
        self.workspace.claim("sample")
        self.corrections = root / "corrections.yml"

    def copied(self, root: Path) -> Place:
        shutil.copytree(self.workspace.root, root, symlinks=True)
        return Place(root)

    @property
    def database(self) -> Path:
        return self.workspace.build / "fazhi.duckdb"

    def publish(self, text: str, day: int = 1) -> BuildSummary:
        """Serve a text of the report on a day of April 2024, and build."""
        path = self.workspace.root / "report.txt"
        path.write_text(text, encoding="utf-8")
        self.workspace.archive.ingest(
            path, REGION, YEAR, retrieved_at=datetime(2024, 4, day, 3, tzinfo=UTC)
        )
        return build(self.workspace)

    def rows(self, sql: str) -> list[dict[str, Any]]:
        with duckdb.connect(str(self.database), read_only=True) as connection:
            cursor = connection.execute(sql)
            names = [column[0] for column in cursor.description or []]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def observation(self, indicator_id: str) -> dict[str, Any]:
        """The one observation of an indicator in the current text."""
        (row,) = self.rows(
            "SELECT o.* FROM observations AS o JOIN revisions AS v USING (revision_id) "
            f"WHERE v.is_current AND o.indicator_id = '{indicator_id}'"
        )
        return row

    def figure(self, raw: str) -> dict[str, Any]:
        """The one figure so printed in the current text."""
        (row,) = self.rows(
            "SELECT f.* FROM figures AS f JOIN revisions AS v USING (revision_id) "
            f"WHERE v.is_current AND f.raw = '{raw}'"
        )
        return row

    def issues(self, topic: str) -> list[dict[str, Any]]:
        return self.rows(f"SELECT * FROM issues WHERE topic = '{topic}'")
