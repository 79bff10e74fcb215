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
