"""Honours: what is claimed, by whom, from whom; and what is no honour."""

# ruff: noqa: E501 - sentences stay on one line

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linear import assert_linear

from fazhi.reading.honours import read_honours
from fazhi.reading.sections import read_sections
from fazhi.reading.titles import read_titles
from fazhi.records import Document, Honour, Place

COUNTY = Place("451225", "云溪县", "county", ("河川市", "山南省"))


def honours(text: str, place: Place | None = COUNTY) -> list[Honour]:
    sections = read_sections(Document(text))
    return read_honours(text, sections, read_titles(text, sections, place), place)


CLAIMS = {
    "县司法局荣获“全国普法工作先进集体”称号": ("县司法局", "全国普法工作先进集体", "national", "", "荣获"),
    "石桥镇被命名为省级法治示范镇": ("石桥镇", "省级法治示范镇", "province", "", "被…命名为"),
    "县市场监管局被省市场监管局评为全省执法办案先进单位": ("县市场监管局", "全省执法办案先进单位", "province", "省市场监管局", "被…评为"),
    "我县入选第三批全国法治政府建设示范地区": ("我县", "第三批全国法治政府建设示范地区", "national", "", "入选"),
    "“一站式解纷”做法被司法部推广": ("“一站式解纷”做法", "被司法部推广", "national", "司法部", "被…推广"),
    "2件案卷获评全省优秀行政执法案卷": ("2件案卷", "全省优秀行政执法案卷", "province", "", "获评"),
    "获得省委依法治省办通报表扬": ("云溪县", "省委依法治省办通报表扬", "province", "省委依法治省办", "获得…通报表扬"),
    "在全省法治建设推进会上作经验交流": ("云溪县", "经验交流", "province", "", "经验交流"),
    "群众满意度位居全省第三": ("群众满意度", "位居全省第三", "province", "", "位居"),
    "营商环境评价排名全市第2位": ("营商环境评价", "排名全市第2位", "prefecture", "", "排名"),
    "信访工作考核列全省县区第一方阵": ("信访工作考核", "列全省县区第一方阵", "province", "", "列"),
    "综治中心高质量通过国家级标准化试点验收": ("综治中心", "国家级标准化试点验收", "national", "", "高质量通过…验收"),
    "3个村成功创建全国民主法治示范村": ("3个村", "全国民主法治示范村", "national", "", "成功创建"),
    "法治督察经验被《法治日报》刊发": ("法治督察经验", "被《法治日报》刊发", "national", "", "被…刊发"),
    "县法院诉讼服务中心被最高人民法院授予“全国优秀诉讼服务中心”荣誉称号": ("县法院诉讼服务中心", "全国优秀诉讼服务中心", "national", "最高人民法院", "被…授予"),
    "石桥镇成为全国首批“枫桥式”工作法示范点": ("石桥镇", "全国首批“枫桥式”工作法示范点", "national", "", "成为"),
    "行政执法质量保持全省前列": ("行政执法质量", "保持全省前列", "province", "", "保持"),
    "诉源治理经验全省推广": ("诉源治理经验", "推广", "province", "", "推广"),
    "好评率居河川前列": ("好评率", "居河川前列", "prefecture", "", "居"),
    "某调解室获“全国模范人民调解委员会”荣誉": ("某调解室", "全国模范人民调解委员会", "national", "", "获"),
}  # fmt: skip


@pytest.mark.parametrize("clause", CLAIMS)
def test_claims(clause: str) -> None:
    text = f"今年以来，{clause}，工作成效明显。"
    (honour,) = honours(text)
    assert text[honour.char_start : honour.char_end] == clause
    read = (honour.holder, honour.title, honour.level, honour.awarding_body, honour.verb)
    assert read == CLAIMS[clause]


@pytest.mark.parametrize(
    "text",
    [
        "人民群众的法治获得感、幸福感不断增强。",
        "在全县评选出10个优秀执法案例，表彰先进集体5个。",
        "力争创成全国法治政府建设示范县。",
        "积极争创省级法治示范镇，努力获评全国先进。",
        "全面推广“一件事”改革，推广应用执法平台。",
        "将法治建设纳入年度考核，列入县委常委会议题。",
        "当事人获得国家赔偿2件。",
        "办事群众一致表扬，企业广泛点赞。",
        "通报排名靠后单位4家，对排名末位的进行约谈。",
        "组织参加全国第五届行政法知识竞赛。",
        "通过竣工验收的项目12个。",
        "获得行政执法资格的人员达到320人。",
        "经市场监管部门认定为无效商标3件。",
        "转发全国典型案例12件供各单位学习。",
        "开展“最美执法人员”评选活动。",
        "确定为县级重点项目的有12个。",
        "法治理念成为全县“党员干部群众”的共识。",
        "依法行政走在全省前列，实现三年进入全国前列目标。",
        "学科排名前1%的数量增长两倍。",
        "进入全省第二梯队。",
    ],
)
def test_no_claims(text: str) -> None:
    assert [text[h.char_start : h.char_end] for h in honours(text)] == []


def test_one_honour_per_clause_and_carried_holder() -> None:
    text = "云溪县先后荣获全国信用示范县，入选省级营商环境典型案例，信用监测排名稳居全省第一、全国前十。"
    read = honours(text)
    assert len(read) == 3
    assert [honour.holder for honour in read] == ["云溪县", "云溪县", "信用监测"]


def test_commas_in_quotes_do_not_cut_a_claim() -> None:
    clause = "“有困难，找律师”服务品牌入选全国优秀案例"
    text = f"同时，{clause}。"
    (honour,) = honours(text)
    assert text[honour.char_start : honour.char_end] == clause


def test_an_unclosed_quote_does_not_swallow_the_next_claim() -> None:
    text = "县公安局获评“全省先进集体，县财政局获评全国先进单位，县民政局获评全市先进单位。"
    assert len(honours(text)) == 3


def test_plans_and_shortcomings_claim_nothing() -> None:
    text = "一、存在的问题\n尚无单位获评全国示范单位。\n二、下一步打算\n入选全国示范名单，位居全省前列。\n"
    assert honours(text) == []


def test_points_are_cut_off() -> None:
    text = "成效明显：一是县司法局获评全省先进集体；二是石桥镇入选省级法治示范镇名单。"
    quotes = [text[h.char_start : h.char_end] for h in honours(text)]
    assert quotes == ["县司法局获评全省先进集体", "石桥镇入选省级法治示范镇名单"]


def test_gold_honours(shared: Path) -> None:
    folder = shared / "gold" / "rugao-2023"
    text = (folder / "document.txt").read_bytes().decode("utf-8")
    with (folder / "honours.csv").open(encoding="utf-8-sig", newline="") as file:
        wanted = [(int(row["start"]), int(row["end"])) for row in csv.DictReader(file)]
    read = [(h.char_start, h.char_end) for h in honours(text, None)]
    hits = sum(any(a < d and c < b for a, b in read) for c, d in wanted)
    assert 2 * hits / (len(read) + len(wanted)) >= 0.85


PIECES = st.sampled_from(
    ["荣获", "入选", "全国", "示范", "“", "”", "《", "》", "，", "。", "\n", "被", "评为", "全省第", "一", "前列", "推广", "县司法局", "表彰", "位居"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=80).map("".join)))
@settings(
    max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
def test_any_text(text: str) -> None:
    read = honours(text)
    end = 0
    for honour in read:
        assert end <= honour.char_start < honour.char_end <= len(text)
        end = honour.char_end
    assert honours(text) == read


@pytest.mark.parametrize(
    "piece",
    [
        "荣获",
        "荣获，",
        "“荣获",
        "全国入选示范",
        "被",
        "被推广，",
        "全省第一",
        "入选《",
        "通过评审国家",
    ],
)
def test_linear_time(piece: str) -> None:
    assert_linear(lambda text: read_honours(text, [], [], COUNTY), piece, 80_000)
