"""sources: where governments publish their reports."""

from __future__ import annotations

from fazhi.schemas.tables.columns import (
    REGION_CODE,
    Day,
    Reference,
    TableFacts,
    TableModel,
    Text,
    column,
    facts,
)
from fazhi.schemas.tables.vocabularies import LEVEL


class Sources(TableModel):
    """A government's place of publication."""

    source_id: Text = column(
        "来源编号", "Source id", "来源登记表中的名称", "The entry's name in the registry of sources"
    )
    region_code: Text = column(
        "区划代码",
        "Region code",
        "发布政府的区划代码",
        "Code of the publishing government",
        pattern=REGION_CODE,
    )
    name: Text = column("名称", "Name", "发布政府的名称", "Name of the publishing government")
    level: Text = column("层级", "Level", "行政层级", "Administrative level", words=LEVEL)
    url: Text = column(
        "网址",
        "Address",
        "报告所在栏目或页面的网址",
        "Address of the column or page where the reports appear",
    )
    cms_family: Text = column(
        "网站系统",
        "CMS family",
        "网站内容管理系统的类型",
        "Family of the site's content management system",
        nullable=True,
    )
    verified: Day = column(
        "核实日期",
        "Verified",
        "最近一次成功访问的日期；空表示从未",
        "Date of the last successful look; empty means never",
        nullable=True,
    )

    class Config(TableModel.Config):
        """The table as a whole."""

        name = "sources"
        metadata = facts(
            TableFacts(
                zh="来源",
                en="Sources",
                meaning_zh="一行是一个政府公布报告的地方",
                meaning_en="One row is the place where a government publishes its reports",
                key=("source_id",),
                references=(Reference(("region_code",), "regions", ("region_code",)),),
            )
        )
