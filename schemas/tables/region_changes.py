"""region_changes: how codes and names changed."""

from __future__ import annotations

from fazhi.schemas.tables.columns import (
    REGION_CODE,
    SHORT_HASH,
    Flag,
    Reference,
    TableFacts,
    TableModel,
    Text,
    Whole,
    column,
    facts,
)
from fazhi.schemas.tables.vocabularies import REGION_CHANGE


class RegionChanges(TableModel):
    """A change of a code or a name."""

    change_id: Text = column(
        "变更编号",
        "Change id",
        "年份、类型与前后代码的短哈希",
        "Short hash of year, kind and the codes before and after",
        pattern=SHORT_HASH,
    )
    year: Whole = column(
        "年份", "Year", "变更的年份", "Year of the change", minimum=1949, maximum=2100
    )
    kind: Text = column("类型", "Kind", "变更的类型", "Kind of change", words=REGION_CHANGE)
    old_code: Text = column(
        "原代码",
        "Old code",
        "变更前的代码",
        "Code before the change",
        nullable=True,
        pattern=REGION_CODE,
    )
    old_name: Text = column(
        "原名称", "Old name", "变更前的名称", "Name before the change", nullable=True
    )
    new_code: Text = column(
        "新代码",
        "New code",
        "变更后或并入地的代码",
        "Code after the change, or of the place it was merged into",
        nullable=True,
        pattern=REGION_CODE,
    )
    new_name: Text = column(
        "新名称",
        "New name",
        "变更后或并入地的名称",
        "Name after the change, or of the place it was merged into",
        nullable=True,
    )
    is_same_place: Flag = column(
        "同一地方",
        "Same place",
        "前后是否可视为同一地方",
        "Whether before and after count as the same place",
    )

    class Config(TableModel.Config):
        """The table as a whole."""

        name = "region_changes"
        metadata = facts(
            TableFacts(
                zh="区划变更",
                en="Changes of regions",
                meaning_zh="一行是一次区划代码或名称的变更",
                meaning_en="One row is a change of a code or a name",
                key=("change_id",),
                references=(
                    Reference(("old_code",), "regions", ("region_code",)),
                    Reference(("new_code",), "regions", ("region_code",)),
                ),
            )
        )
