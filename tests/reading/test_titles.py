"""《》 titles: their spans, what is done with them, who issued them."""

# ruff: noqa: E501 - sentences stay on one line

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linear import assert_linear

from fazhi.reading.sections import read_sections
from fazhi.reading.titles import read_titles
from fazhi.records import Document, Place, Title

COUNTY = Place("451225", "云溪县", "county", ("河川市", "山南省"))
CITY = Place("451200", "河川市", "prefecture", ("山南省",))


def titles(text: str, place: Place | None = COUNTY) -> list[Title]:
    return read_titles(text, [], place)


def one(text: str, place: Place | None = COUNTY) -> Title:
    (title,) = titles(text, place)
    return title


@pytest.mark.parametrize(
    "text, names, nested",
    [
        ("出台《甲办法》和《乙细则》。", ["甲办法", "乙细则"], [None, None]),
        ("印发《关于贯彻〈甲条例〉的意见》", ["关于贯彻〈甲条例〉的意见", "甲条例"], [None, 2]),
        ("印发《关于贯彻《甲条例》的意见》", ["关于贯彻《甲条例》的意见", "甲条例"], [None, 2]),
        ("印发《关于贯彻<甲乙条例>的意见》", ["关于贯彻<甲乙条例>的意见", "甲乙条例"], [None, 2]),
        ("落实〈甲规定〉要求", ["甲规定"], [None]),
        ("遗失一半《甲办法，又出台《乙办法》。", ["乙办法"], [None]),
        ("遗失另一半甲办法》，又出台《乙办法》。", ["乙办法"], [None]),
        ("《甲\n乙》", [], []),
        ("各地各部门认真贯彻落实党中央决策部署和《甲乙\n实施办法》", ["甲乙实施办法"], [None]),
        ("《》", [], []),
        ("“甲办法”（乙）【丙】", [], []),
        ("《" + "甲" * 300 + "》", [], []),
        ("《甲（2021—2025年）》", ["甲（2021—2025年）"], [None]),
    ],
)  # fmt: skip
def test_spans(text: str, names: list[str], nested: list[int | None]) -> None:
    read = titles(text)
    assert [title.title for title in read] == names
    assert [title.nested_in for title in read] == nested
    for title in read:
        assert text[title.char_start + 1 : title.char_end - 1].replace("\n", "") == title.title


@pytest.mark.parametrize(
    "text, verb",
    [
        ("县政府办印发《行政规范性文件管理办法》。", "印发"),
        ("深入学习贯彻《行政处罚法》，", "深入学习贯彻"),
        ("研究制定并印发了《重大行政决策目录》", "研究制定并印发"),
        ("修订完善《行政执法公示办法》", "修订完善"),
        ("严格落实国务院《优化营商环境条例》", "严格落实"),
        ("贯彻落实中共中央、国务院《法治政府建设实施纲要（2021—2025年）》", "贯彻落实"),
        ("将《审批事项清单》进行细化，印发各部门", "细化"),
        ("推动《城市供水条例》正式实施", "推动"),
        ("《河道管理办法》经县政府常务会议审议后施行", ""),
        ("《养犬管理条例》正式施行", "施行"),
        ("我局《以案释法的实践》入选全省案例", "入选"),
        ("报告如下。《甲条例》", ""),
    ],
)  # fmt: skip
def test_verbs(text: str, verb: str) -> None:
    assert one(text).verb == verb


@pytest.mark.parametrize(
    "text",
    [
        "制定《甲办法》《乙办法》《丙办法》",
        "制定《甲办法》、《乙办法》和《丙办法》",
        "制定《甲办法》（云政发〔2022〕3号）、《乙办法》以及《丙办法》",
        "制定《甲办法》，《乙办法》，《丙办法》",
    ],
)
def test_coordinated_titles_share_the_verb(text: str) -> None:
    assert [title.verb for title in titles(text)] == ["制定"] * 3


def test_the_verb_is_not_shared_across_other_words() -> None:
    assert [title.verb for title in titles("根据《甲条例》规定，制定《乙办法》")] == [
        "根据",
        "制定",
    ]


@pytest.mark.parametrize(
    "text, place, issuer, here",
    [
        ("出台《云溪县政府合同管理办法》", COUNTY, "云溪县", "yes"),
        ("落实《云溪县人民政府工作规则》", COUNTY, "云溪县人民政府", "yes"),
        ("落实《河川市优化营商环境若干措施》", COUNTY, "河川市", "no"),
        ("落实《河川市优化营商环境若干措施》", CITY, "河川市", "yes"),
        ("指导出台《云溪县河道管理办法》", CITY, "云溪县", "no"),
        ("贯彻《山南省行政执法条例》", COUNTY, "山南省", "no"),
        ("学习《中华人民共和国行政许可法》", COUNTY, "全国人大常委会", "no"),
        ("学习《行政处罚法》", COUNTY, "全国人大常委会", "no"),
        ("贯彻《优化营商环境条例》", COUNTY, "国务院", "no"),
        ("落实《法治政府建设实施纲要（2021—2025年）》", COUNTY, "中共中央、国务院", "no"),
        ("制定《行政执法监督办法》", COUNTY, "", "yes"),
        ("县政府印发《行政执法监督办法》", COUNTY, "县政府", "yes"),
        ("市政府印发《行政执法监督办法》", COUNTY, "市政府", "no"),
        ("市政府印发《行政执法监督办法》", CITY, "市政府", "yes"),
        ("国务院印发《关于加强数字政府建设的指导意见》", COUNTY, "国务院", "no"),
        ("出台《县政府办公室关于加强合法性审查的意见》", COUNTY, "县政府办公室", "yes"),
        ("落实《市政府关于推行柔性执法的意见》", COUNTY, "市政府", "no"),
        ("根据《年度工作方案》", COUNTY, "", "unknown"),
        ("制定《年度工作方案》", None, "", "yes"),
        ("以县政府办公室名义制定《示范创建方案》", COUNTY, "县政府办公室", "yes"),
        ("学习新修订的《行政复议法》", COUNTY, "全国人大常委会", "no"),
        ("新修订的《行政复议法》实施以来", COUNTY, "全国人大常委会", "no"),
        ("落实国务院办公厅《关于规范涉企检查的意见》", COUNTY, "国务院办公厅", "no"),
        ("按照市政府办公室《关于规范涉企检查的通知》要求", COUNTY, "市政府办公室", "no"),
        ("制定《云溪县年度工作方案》", None, "云溪县", "unknown"),
        ("县公安局制定《云溪县公安局执法办案指引》", COUNTY, "云溪县公安局", "yes"),
        ("成功入编《中国政务创新成果目录》", COUNTY, "", "no"),
    ],
)  # fmt: skip
def test_issuers(text: str, place: Place | None, issuer: str, here: str) -> None:
    title = one(text, place)
    assert (title.issuer, title.issued_here) == (issuer, here)


def test_a_title_within_a_title_is_not_issued_by_the_outer_verb() -> None:
    outer, inner = titles("印发《关于贯彻〈山南省信访条例〉的意见》")
    assert (outer.verb, outer.issued_here) == ("印发", "yes")
    assert (inner.verb, inner.issuer, inner.issued_here) == ("贯彻", "山南省", "no")


def test_section_path() -> None:
    text = "一、主要举措\n（一）制度建设。出台《甲办法》。"
    sections = read_sections(Document(text))
    (title,) = read_titles(text, sections)
    assert title.section_path == "一/(一)"


def test_gold_titles(shared: Path) -> None:
    folder = shared / "gold" / "rugao-2023"
    text = (folder / "document.txt").read_bytes().decode("utf-8")
    with (folder / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["mark"] != "none"]
    wanted = {(int(row["start"]), int(row["end"])): row["issued_by_city"] for row in rows}
    place = Place("320682", "如皋市", "county", ("南通市", "江苏省"))
    read = {(t.char_start, t.char_end): t.issued_here for t in titles(text, place)}
    both = read.keys() & wanted.keys()
    assert 2 * len(both) / (len(read) + len(wanted)) >= 0.98
    assert sum(read[span] == wanted[span] for span in both) / len(both) >= 0.9


PIECES = st.sampled_from(
    ["《", "》", "〈", "〉", "<", ">", "印发", "甲办法", "、", "和", "\n", "。", "将", "县政府", "条例", "（", "）", "关于", "出台"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=80).map("".join)))
@settings(
    max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
def test_any_text(text: str) -> None:
    read = titles(text)
    assert [t.char_start for t in read] == sorted({t.char_start for t in read})
    for title in read:
        assert text[title.char_start + 1 : title.char_end - 1].replace("\n", "") == title.title
    assert titles(text) == read


@pytest.mark.parametrize(
    "piece", ["《", "》", "《甲", "《甲〈", "《甲》", "《〈〉》", "印发《", "《<甲甲甲甲>"]
)
def test_linear_time(piece: str) -> None:
    assert_linear(titles, piece, 80_000)
