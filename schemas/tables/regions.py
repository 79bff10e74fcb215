"""regions: administrative codes, present and past."""

from __future__ import annotations

from fazhi.schemas.tables.columns import (
    REGION_CODE,
    Flag,
    Reference,
    Rule,
    TableFacts,
    TableModel,
    Text,
    Whole,
    column,
    facts,
)
from fazhi.schemas.tables.vocabularies import LEVEL


class Regions(TableModel):
    """A GB/T 2260 code, present or past."""

    region_code: Text = column(
        "区划代码",
        "Region code",
        "GB/T 2260 六位代码；99 开头的为本项目示例用的虚构代码",
        "Six-digit GB/T 2260 code; codes that begin with 99 are fictional, made for examples",
        pattern=REGION_CODE,
    )
    name: Text = column(
        "名称", "Name", "该代码最后使用的名称", "The name that the code carried last"
    )
    level: Text = column("层级", "Level", "行政层级", "Administrative level", words=LEVEL)
    parent_code: Text = column(
        "上级代码",
        "Parent code",
        "上一级区划的代码；省级为空",
        "Code of the place above; empty for provinces",
        nullable=True,
        pattern=REGION_CODE,
    )
    province_name: Text = column(
        "省级名称", "Province", "所在省级区划的名称", "Name of the province it lies in"
    )
    valid_from: Whole = column(
        "启用年份",
        "Valid from",
        "代码启用的年份；空表示 2010 年以前",
        "Year in which the code came into force; empty means before 2010",
        nullable=True,
        minimum=1949,
    )
    valid_to: Whole = column(
        "停用年份",
        "Valid to",
        "代码停用的年份；空表示仍在使用",
        "Year in which the code went out of force; empty means still in force",
        nullable=True,
        minimum=1949,
    )
    panel_id: Text = column(
        "面板代码",
        "Panel id",
        "同一地方历次代码共用的标识：其最新代码",
        "The same for all codes that one place has had: its newest code",
        pattern=REGION_CODE,
    )
    is_fictional: Flag = column(
        "虚构", "Fictional", "是否为示例用的虚构地方", "Whether the place is invented for examples"
    )

    class Config(TableModel.Config):
        """The table as a whole."""

        name = "regions"
        metadata = facts(
            TableFacts(
                zh="行政区划",
                en="Regions",
                meaning_zh="一行是一个现行或历史的县级以上行政区划代码",
                meaning_en="One row is a code of a place of county level and up, present or past",
                key=("region_code",),
                references=(
                    Reference(("parent_code",), "regions", ("region_code",)),
                    Reference(("panel_id",), "regions", ("region_code",)),
                ),
                rules=(
                    Rule(
                        "real and fictional places are never together",
                        "SELECT NULL, name FROM regions WHERE is_fictional "
                        "AND EXISTS (SELECT 1 FROM regions WHERE NOT is_fictional)",
                    ),
                    Rule(
                        "codes that begin with 99 are fictional, and no others",
                        "SELECT NULL, name FROM regions "
                        "WHERE is_fictional <> starts_with(region_code, '99')",
                    ),
                ),
            )
        )
