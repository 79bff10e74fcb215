"""Which place a document is about, as far as the document tells."""

from __future__ import annotations

import pytest

from fazhi.document import read_document
from fazhi.extract import as_json, extract


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("如皋市人民政府2023年度法治政府建设情况报告", "320682"),
        ("洮陇县人民政府2023年度法治政府建设情况报告", None),
        ("贵州省人民政府2023年度法治政府建设情况报告", "520000"),
    ],
)
def test_a_name_stands_for_a_code_only_as_a_whole(title: str, code: str | None) -> None:
    text = f"{title}\n\n一、主要成效\n全年办理行政复议案件12件。\n"
    found = as_json("x", extract(read_document(text.encode(), "text/plain")))
    assert found["document"]["region_code"] == code
    assert found["document"]["region_name"] == title[: title.index("人民政府")]


@pytest.mark.parametrize(
    ("title", "site_id", "code"),
    [
        ("如皋市人民政府2023年度法治政府建设情况报告", "3206820001", "320682"),
        ("如皋市人民政府2023年度法治政府建设情况报告", "3206000001", "320682"),
        ("静海区2023年度法治政府建设情况报告", "1202230008", "120118"),
        ("张家川县2024年法治政府建设情况报告", "6205250001", "620525"),
        ("鼓楼区2023年法治政府建设情况报告", "3201060001", "320106"),
        ("2023年度法治政府建设情况报告", "3713240005", "371324"),
        ("青杉区2023年法治政府建设情况报告", "9904270003", "990427"),
    ],
)
def test_the_sites_code_counts_unless_the_title_names_another_place(
    title: str, site_id: str, code: str
) -> None:
    head = f"<meta name=SiteIDCode content={site_id}><meta name=ArticleTitle content={title}>"
    text = "<p>一、主要成效</p><p>全年办理行政复议案件12件，审结10件，培训执法人员860人次。</p>" * 3
    page = f"<html><head>{head}</head><body><div id=zoom>{text}</div></body></html>"
    found = as_json("x", extract(read_document(page.encode(), "text/html")))
    assert found["document"]["region_code"] == code
