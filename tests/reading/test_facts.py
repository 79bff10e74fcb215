"""Metadata wherever it is printed, whose report of which year it is, and what is no report."""

# ruff: noqa: E501 - sentences stay on one line

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fazhi.reading.facts import read_facts
from fazhi.records import Attachment, Document, DocumentFacts, MetadataValue, Place

BODY = (
    "2022年，全县行政机关坚持依法行政，着力规范执法行为，推动各项任务落地见效。现将有关情况报告如下：\n"
    "一、主要工作情况\n（一）规范行政执法。全年办理行政处罚案件312件，同比下降4.5%，组织执法培训6期。"
    "各执法单位严格落实执法公示、执法全过程记录和重大执法决定法制审核制度，案卷质量稳步提升，群众满意度持续提高。\n"
    "（二）化解矛盾纠纷。县乡村三级调解组织共排查化解矛盾纠纷1204件，调解成功率98.2%；县政府收到行政复议申请36件，"
    "受理31件，审结30件；行政机关负责人出庭应诉率保持在95%以上，行政争议实质化解工作取得新的进展，群众对法治建设的满意度稳步提高。\n"
    "二、存在的问题\n一是乡镇执法力量薄弱；二是普法形式单一。\n三、下一步工作打算\n一是补齐人员短板。\n"
)
SIGNED = "\n云溪县人民政府\n2023年2月17日\n"
TITLE = "云溪县人民政府2022年法治政府建设情况报告"


def facts(text: str, **known: object) -> DocumentFacts:
    return read_facts(Document(text), **known)  # type: ignore[arg-type]


HEADERS = {
    "the size of the type is no document number": (
        f"来源：云溪县司法局　　字号：[大 中 小]\n{TITLE}\n（云政报〔2023〕3号）\n",
        {"source_name": "云溪县司法局", "doc_number": "云政报〔2023〕3号"},
    ),
    "colon pairs on one line": (
        f"索引号：00231-0502-2023-0011　主题分类：政法/司法　发文机关：云溪县人民政府\n"
        f"发文字号：云政〔2023〕8号　成文日期：2023年2月17日　发布日期：2023年3月1日\n{TITLE}\n",
        {
            "index_number": "00231-0502-2023-0011",
            "category": "政法/司法",
            "issuer": "云溪县人民政府",
            "doc_number": "云政〔2023〕8号",
            "written_date": "2023-02-17",
            "published_date": "2023-03-01",
        },
    ),
    "stretched labels": (
        f"索 引 号: YX01-2023-7    组配分类: 法治建设\n文　　号: 云政报〔2023〕8号    公文时效: 有效\n{TITLE}\n",
        {
            "index_number": "YX01-2023-7",
            "category": "法治建设",
            "doc_number": "云政报〔2023〕8号",
            "validity": "有效",
        },
    ),
    "pipes": (
        f"索 引 号 | 11451200MB0001234X/2023-00311 | 主题分类 | 综合政务 |\n制发机构 | 云溪县司法局 | 有效性 | |\n"
        f"生成日期 | 2023-02-17 | 公开日期 | 2023/3/1 |\n标 题 | {TITLE} |\n",
        {
            "index_number": "11451200MB0001234X/2023-00311",
            "issuer": "云溪县司法局",
            "written_date": "2023-02-17",
            "published_date": "2023-03-01",
            "validity": "",
            "title": TITLE,
        },
    ),
    "tabs": (
        f"文件编号\t云政〔2023〕8号\t发布机构\t云溪县人民政府办公室\n发文日期\t2023-02-17\t时效\t有效\n{TITLE}\n",
        {
            "doc_number": "云政〔2023〕8号",
            "issuer": "云溪县人民政府办公室",
            "written_date": "2023-02-17",
            "validity": "有效",
        },
    ),
    "label above its value": (
        f"发表时间：\n2023-03-01 09:12:44\n稿件来源：\n云溪县融媒体中心\n【字体：\n小\n大\n】\n{TITLE}\n",
        {"published_date": "2023-03-01", "source_name": "云溪县融媒体中心"},
    ),
    "brackets around labels": (
        f"[ 索引号 ] YX-2023-7 [ 发布机构 ] 县司法局 [ 发布日期 ] 2023-03-01\n{TITLE}\n",
        {"index_number": "YX-2023-7", "issuer": "县司法局", "published_date": "2023-03-01"},
    ),
    "furniture ends a value": (
        f"{TITLE}\n来源：县司法局 发布时间：2023-03-01 16:02 浏览次数：318 字号：大 中 小\n",
        {"source_name": "县司法局", "published_date": "2023-03-01"},
    ),
    "labels glued to values": (
        f"{TITLE}\n信息来源:云溪县人民政府办公室发布时间:2023-03-01 16:02\n",
        {"source_name": "云溪县人民政府办公室", "published_date": "2023-03-01"},
    ),
    "second field in one value": (
        f"分类: 政法\\其他   报告\n是否有效: 是\n{TITLE}\n",
        {"category": "政法\\其他", "genre": "报告", "validity": "有效"},
    ),
    "document number below the title": (
        f"{TITLE}\n云政〔2023〕8号\n",
        {"doc_number": "云政〔2023〕8号", "title": TITLE},
    ),
    "document number in brackets": (
        f"{TITLE}\n（云政〔2023〕8号）\n",
        {"doc_number": "云政〔2023〕8号"},
    ),
    "title over two lines": (
        "云溪县人民政府\n关于2022年度法治政府建设情况的报告\n",
        {"title": "云溪县人民政府关于2022年度法治政府建设情况的报告", "region_name": "云溪县"},
    ),
    "title below two signers, and a shorter one above": (
        "2022年度法治政府建设情况的报告\n中共云溪县委员会\n云溪县人民政府\n关于2022年度法治政府建设情况的报告\n河川市人民政府：\n",
        {
            "title": "中共云溪县委员会云溪县人民政府关于2022年度法治政府建设情况的报告",
            "region_name": "云溪县",
        },
    ),
    "empty cells at a row's end": (
        f"| 关键词 | 发布机构 | 石桥镇 | |\n| 生成日期 | 2023-01-30 09:03:18 | 是否有效 |\n{TITLE}\n",
        {"issuer": "石桥镇", "written_date": "2023-01-30", "validity": "", "title": TITLE},
    ),
    "bulleted lines": (
        f"- 索 引 号:370481/2023-00251\n- 文 号:无\n- 发文时间:2023年01月21日\n- 效力状态:有效\n{TITLE}\n",
        {"index_number": "370481/2023-00251", "written_date": "2023-01-21", "validity": "有效"},
    ),
    "title over three lines, stretched": (
        "云溪县人民政府\n关于2022年度法治政府建设工作情况的\n报　　告\n",
        {"title": "云溪县人民政府关于2022年度法治政府建设工作情况的报告"},
    ),
    "fields left empty": (
        f"发文字号：无　索引号：/　发文机关：云溪县人民政府\n{TITLE}\n",
        {"doc_number": "", "index_number": "", "issuer": "云溪县人民政府"},
    ),
    "title run into the text": (
        "云溪县人民政府关于2022年度法治政府建设情况的报告",
        {"title": "云溪县人民政府关于2022年度法治政府建设情况的报告", "region_name": "云溪县"},
    ),
    "title below breadcrumbs and column": (
        f"首页 > 政务公开 > 法治政府建设\n无障碍 | 简体\n{TITLE}\n",
        {"title": TITLE},
    ),
}


@pytest.mark.parametrize("header, expected", HEADERS.values(), ids=HEADERS.keys())
def test_headers(header: str, expected: dict[str, str]) -> None:
    read = facts(header + BODY + SIGNED)
    assert {name: getattr(read, name) for name in expected} == expected
    assert read.is_report
    assert read.year == 2022


@pytest.mark.parametrize(
    "header, foot, issuer",
    [
        (f"发布机构：县政府办\n{TITLE}\n", SIGNED, "县政府办"),
        (f"{TITLE}\n", SIGNED, "云溪县人民政府"),
        ("云溪县司法局2022年法治政府建设情况报告\n", "", "云溪县司法局"),
        ("石桥镇人民政府关于2022年法治政府建设情况的报告\n", "", "石桥镇人民政府"),
        (f"{TITLE}\n", "", "云溪县人民政府"),
        ("云溪县2022年法治政府建设情况报告\n", "", ""),
    ],
)
def test_whose_report_it_is(header: str, foot: str, issuer: str) -> None:
    assert facts(header + BODY + foot).issuer == issuer


def test_values_tell_where_they_stood() -> None:
    text = f"文号：云政〔2023〕8号\n{TITLE}\n{BODY}{SIGNED}"
    for value in facts(text).values:
        assert value.where == "text"
        assert value.char_start is not None and value.char_end is not None
        printed = text[value.char_start : value.char_end]
        assert "".join(value.value.split()) == "".join(printed.split())


def test_table_beats_text_beats_meta_and_disagreement_is_kept() -> None:
    page = [
        MetadataValue("title", TITLE, "table"),
        MetadataValue("title", TITLE + "_云溪县政府网", "meta"),
        MetadataValue("published_date", "2023-03-01 08:00", "meta"),
        MetadataValue("published_date", "2023-03-01", "table"),
        MetadataValue("doc_number", "云政[2023]8号", "table"),
        MetadataValue("site_id_code", "4512250001", "meta"),
    ]
    text = f"{TITLE}\n云政〔2023〕8号\n{BODY}{SIGNED}"
    read = read_facts(Document(text, "text/html", metadata=page))
    assert read.title == TITLE
    assert read.published_date == "2023-03-01"
    assert read.region_code == "451225"
    assert read.conflicts == ["title"]


def test_addressees_and_columns_are_no_titles_beside_the_pages_own() -> None:
    page = [MetadataValue("title", TITLE, "meta"), MetadataValue("validity", "是", "table")]
    read = read_facts(Document(f"法治政府\n河川市人民政府：\n{BODY}", metadata=page))
    assert (read.title, read.validity, read.conflicts) == (TITLE, "有效", [])


@pytest.mark.parametrize(
    "foot, signer, day",
    [
        ("云溪县人民政府\n2023年2月17日", "云溪县人民政府", "2023-02-17"),
        ("云溪县人民政府　　2023年2月17日\n（此件公开发布）", "云溪县人民政府", "2023-02-17"),
        ("云溪县人民政府办公室\n二〇二三年二月十七日", "云溪县人民政府办公室", "2023-02-17"),
        ("云溪县司法局\n\n２０２３年１２月３１日", "云溪县司法局", "2023-12-31"),
        ("中共云溪县委员会\n云溪县人民政府\n2023 年 2 月 17 日", "中共云溪县委员会 云溪县人民政府", "2023-02-17"),
        ("（2023年2月17日）", "", "2023-02-17"),
        ("云溪县人民政府", "云溪县人民政府", ""),
        ("年底前，全面完成2023年2月17日部署的任务。", "", ""),
    ],
)  # fmt: skip
def test_signatures(foot: str, signer: str, day: str) -> None:
    read = facts(f"{TITLE}\n{BODY}\n{foot}\n")
    assert (read.signed_by, read.signed_date) == (signer, day)


def test_date_below_the_title() -> None:
    assert facts(f"{TITLE}\n（2023年2月17日）\n{BODY}").signed_date == "2023-02-17"
    line = "云溪县司法局　2023年2月17日"
    assert facts(f"{TITLE}\n{line}\n{BODY}").signed_date == "2023-02-17"


def test_a_title_on_two_lines_behind_the_organ_of_a_zone() -> None:
    title = "云溪经济开发区管委会\n2022年法治政府建设情况报告"
    read = facts(f"{title}\n{BODY}")
    assert read.title == title.replace("\n", "")


@pytest.mark.parametrize(
    "foot, names",
    [
        ("云政〔2023〕8号.doc", ["云政〔2023〕8号.doc"]),
        ("附件：1.执法统计表.xlsx\n2.复议案件情况.pdf", ["执法统计表.xlsx", "复议案件情况.pdf"]),
        ("附件：年度任务完成情况表", ["年度任务完成情况表"]),
        ("相关附件\n报告全文.PDF", ["报告全文.PDF"]),
        ("", []),
    ],
)
def test_attachments_named_at_the_end(foot: str, names: list[str]) -> None:
    read = facts(f"{TITLE}\n{BODY}{SIGNED}{foot}")
    assert [attachment.name for attachment in read.attachments] == names
    assert read.signed_by == "云溪县人民政府"


def test_attachments_of_the_page_are_not_named_twice() -> None:
    page = [Attachment("云政〔2023〕8号.doc", "https://example.gov.cn/1.doc")]
    text = f"{TITLE}\n{BODY}{SIGNED}云政〔2023〕8号.doc"
    assert read_facts(Document(text, attachments=page)).attachments == page


@pytest.mark.parametrize(
    "title, opening, year, conflicts",
    [
        ("云溪县2022年法治政府建设情况报告", "2022年，全县", 2022, []),
        ("云溪县二〇二一年度依法行政工作情况报告", "一年来，全县", 2021, []),
        ("云溪县法治政府建设年度报告", "现将我县2020年法治政府建设情况报告如下。", 2020, []),
        ("云溪县2022年法治政府建设工作总结及2023年工作安排", "2022年，全县", 2022, []),
        (
            "云溪县2022年法治政府建设情况报告",
            "现将2021年法治政府建设情况报告如下。",
            2022,
            ["year"],
        ),
    ],
)
def test_year(title: str, opening: str, year: int, conflicts: list[str]) -> None:
    body = BODY.replace("2022年，全县行政机关", opening + "行政机关").replace(
        "现将有关情况报告如下：", ""
    )
    read = facts(f"{title}\n{body}{SIGNED}")
    assert (read.year, read.conflicts) == (year, conflicts)


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("2026年云溪县政府工作报告\n——2026年2月3日在云溪县第九届人民代表大会第四次会议上\n", 2025),
        ("云溪县人民法院工作报告\n——2024年1月12日在县第十届人民代表大会第三次会议上\n", 2023),
        ("云溪县人民政府2022年法治政府建设情况报告\n2023年1月12日在县人大常委会会议上\n", 2022),
    ],
)
def test_year_of_a_report_to_a_session(head: str, year: int) -> None:
    assert facts(head + "各位代表：\n一、过去一年\n全年受理案件89件。\n").year == year


def test_the_speaker_is_no_title() -> None:
    text = "——2017年2月11日在区第十届人民代表大会会议上\n云溪区人民政府代区长 杨某某\n各位代表：\n"
    assert facts(text).title == ""


def test_expected_year_is_held_against_the_text() -> None:
    assert facts(f"{TITLE}\n{BODY}", year=2023).conflicts == ["year"]
    assert facts(f"{TITLE}\n{BODY}", year=2022).conflicts == []


@pytest.mark.parametrize(
    "title, name",
    [
        ("如意市人民政府2023年法治政府建设工作情况报告", "如意市"),
        ("广平市花溪区人民政府2021年法治政府建设年度报告", "花溪区"),
        ("重山市綦水区关石镇人民政府关于2025年度法治政府建设情况的报告", "綦水区"),
        ("济川市市中区2022年法治政府建设情况报告", "市中区"),
        ("云岭布依族苗族自治州人民政府关于2020年度法治政府建设情况的报告", "云岭布依族苗族自治州"),
        ("宁北回族自治区2021年法治政府建设情况报告", "宁北回族自治区"),
        ("铜山区司法局2023年法治政府建设情况报告", "铜山区"),
        ("如意市城市管理局2023年法治政府建设情况报告", "如意市"),
        ("青州市2023年法治政府建设情况报告", "青州市"),
        ("阿拉旗2017年度法治政府建设情况报告", "阿拉旗"),
        ("2023年度云溪县法治政府建设情况报告", "云溪县"),
        ("关于2023年度法治政府建设情况的报告", ""),
        ("全市2023年法治政府建设情况报告", ""),
    ],
)
def test_region_name(title: str, name: str) -> None:
    assert facts(f"{title}\n{BODY}").region_name == name


@pytest.mark.parametrize(
    "title, index_number, site, code",
    [
        ("石桥镇2022年法治政府建设情况报告", "370481/2023-00251", "", "370481"),
        ("石桥镇2022年法治政府建设情况报告", "11451225MB0001234X/2023-3", "", "451225"),
        ("石桥镇2022年法治政府建设情况报告", "YX01-2023-7", "", ""),
        ("云溪县2022年法治政府建设情况报告", "640421006/2023-7", "", ""),
        ("云溪县2022年法治政府建设情况报告", "", "4512250001", "451225"),
        ("山南省2022年法治政府建设情况报告", "", "4512250001", ""),
        ("河川市2022年法治政府建设情况报告", "", "bm26000001", ""),
    ],
)
def test_region_code_where_it_fits(title: str, index_number: str, site: str, code: str) -> None:
    page = [MetadataValue("index_number", index_number, "table")] if index_number else []
    page += [MetadataValue("site_id_code", site, "meta")] if site else []
    assert read_facts(Document(f"{title}\n{BODY}", metadata=page)).region_code == code


def test_a_report_without_a_title() -> None:
    body = BODY.replace("坚持依法行政", "扎实推进法治政府建设")
    read = facts(body + SIGNED)
    assert (read.title, read.is_report, read.year, read.region_name) == ("", True, 2022, "云溪县")


@pytest.mark.parametrize(
    "mark", ["下面是小编为大家整理的工作报告，供大家参考。", "来源：网友投稿", "公文汇 整理"]
)
def test_copies_on_sites_of_model_texts(mark: str) -> None:
    assert facts(f"{TITLE}\n{mark}\n{BODY}").outcome == "template"


def test_region_against_the_place_expected() -> None:
    here = Place("451225", "云溪县", "county", ("河川市",))
    assert facts(f"{TITLE}\n{BODY}", place=here).region_code == "451225"
    other = facts(f"河川市2022年法治政府建设情况报告\n{BODY}", place=here)
    assert (other.region_name, other.region_code, other.conflicts) == ("河川市", "", ["region"])
    whole = Place("990525", "张山回族自治县", "county")
    assert facts(f"张山县2022年法治政府建设情况报告\n{BODY}", place=whole).region_code == "990525"
    unnamed = facts(f"2022年法治政府建设情况报告\n{BODY}", place=here)
    assert unnamed.region_name == "云溪县"


REPORTS = [
    "云溪县2022年法治政府建设年度报告",
    "云溪县人民政府关于2022年度法治政府建设情况的报告",
    "2022年云溪县依法行政工作情况报告",
    "云溪县2022年法治政府建设工作总结",
    "云溪县司法局2022年度法治政府建设工作报告",
    "云溪县石桥镇人民政府2022年法治政府建设情况",
    "云溪县2022年法治建设工作总结和2023年工作要点",
    "中共云溪县委 云溪县人民政府关于2022年度法治政府建设情况的报告",
    "云溪县2022年法治政府建设白皮书",
    "云溪县2022年法治政府建设工作计划完成情况报告",
    "云溪县2022年度全面依法治县工作情况报告",
    "云溪县人民政府办公室关于印发云溪县2022年法治政府建设情况报告的通知",
]


@pytest.mark.parametrize("title", REPORTS)
def test_reports(title: str) -> None:
    read = facts(f"{title}\n{BODY}{SIGNED}")
    assert (read.is_report, read.outcome) == (True, "ok")


NOT_REPORTS = {
    "plan": [
        "云溪县2023年法治政府建设工作要点",
        "云溪县人民政府办公室关于印发云溪县2023年法治政府建设工作计划的通知",
        "关于印发《云溪县创建全国法治政府建设示范县实施方案》的通知",
        "云溪县法治政府建设实施方案（2021—2025年）",
        "2023年度法治政府建设重点任务分工",
        "云溪县2023年推进依法行政工作安排",
    ],
    "interpretation": [
        "《云溪县2022年法治政府建设情况报告》政策解读",
        "【文字解读】云溪县人民政府关于2022年法治政府建设情况的报告",
        "一图读懂云溪县2022年法治政府建设年度报告",
        "关于《云溪县2022年法治政府建设情况报告》的起草说明",
    ],
    "template": [
        "某县2022年法治政府建设情况报告",
        "XX市2022年法治政府建设工作总结",
        "2022年法治政府建设情况报告范文",
        "**区2022年度法治政府建设情况报告",
    ],
    "other_genre": [
        "云溪县2022年政府工作报告",
        "云溪县2022年政府信息公开工作年度报告",
        "2022年云溪县行政复议案件统计分析",
        "云溪县召开2022年法治政府建设工作推进会",
        "云溪县人民政府工作规则",
        "云溪县2022年国民经济和社会发展统计公报",
        "云溪县人民法院工作报告",
        "关于做好2022年度法治政府建设情况报告公开工作的通知",
        "云溪县行政规范性文件管理办法",
        "云溪县人大常委会对2022年法治政府建设情况报告的审议意见",
        "云溪县关于法治政府建设督察反馈问题整改情况的报告",
    ],
}


@pytest.mark.parametrize(
    "outcome, title",
    [(outcome, title) for outcome, titles in NOT_REPORTS.items() for title in titles],
)
def test_no_reports_by_title(outcome: str, title: str) -> None:
    body = BODY.replace("现将有关情况报告如下：", "")
    read = facts(f"{title}\n{body}{SIGNED}")
    assert (read.is_report, read.outcome) == (False, outcome)


def test_an_interpretation_under_the_reports_title() -> None:
    text = (
        f"{TITLE}\n一、起草背景\n为了贯彻上级要求，县司法局牵头起草了本报告，现就有关内容说明如下。\n"
        "二、起草过程\n经过征求意见和集体讨论，报送县政府审定。\n三、主要内容\n报告共三个部分，总结了工作成效。\n"
    )
    assert facts(text).outcome == "interpretation"


def test_masked_figures() -> None:
    text = f"法治政府建设情况报告\n2022年，全县举办培训**期，办理案件*件，出庭*人次，清理文件XX件。\n{BODY}"
    assert facts(text).outcome == "template"


def test_a_plan_under_a_neutral_title() -> None:
    tasks = "".join(
        f"（{number}）推进第{number}项任务，年底前完成。责任单位：县司法局、县直各部门。\n"
        for number in "一二三四五六七"
    )
    text = f"云溪县2023年法治政府建设情况\n为做好全年工作，提出以下安排。\n{tasks}"
    assert facts(text).outcome == "plan"


@pytest.mark.parametrize(
    "text",
    [
        f"索引号：YX-1　发布日期：2023-03-01\n{TITLE}\n{TITLE}.pdf",
        f"{TITLE}\n全文见附件。\n附件：{TITLE}.docx",
        f"{TITLE}\n请点击下载查看报告全文。\n",
        f"{TITLE}\n各有关单位：\n现将报告予以公开，详见附件。\n云溪县人民政府\n2023年2月17日\n报告.wps",
        f"{TITLE}\n",
    ],
)
def test_pages_that_only_offer_a_file(text: str) -> None:
    read = facts(text)
    assert (read.is_report, read.outcome) == (False, "attachment_only")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  \n\n",
        "请开启JavaScript并刷新该页",
        "您的访问过于频繁，请稍后再试",
        "403 Forbidden\nopenresty",
        "var $_ts=window['$_ts'];if(!$_ts)$_ts={};",
        "网站防火墙 您的请求带有不合法参数，已被网站管理员设置拦截！",
        "页面不存在或已删除",
    ],
)
def test_blocked_pages(text: str) -> None:
    read = facts(text)
    assert (read.is_report, read.outcome) == (False, "blocked")


def test_the_pages_own_verdict_stands() -> None:
    assert read_facts(Document(f"{TITLE}\n{BODY}", outcome="blocked")).outcome == "blocked"
    assert read_facts(Document(TITLE, outcome="attachment_only")).outcome == "attachment_only"


def test_an_attachment_does_not_make_a_report_a_mere_page() -> None:
    read = facts(f"{TITLE}\n{BODY}{SIGNED}云政〔2023〕8号.doc")
    assert (read.is_report, len(read.attachments)) == (True, 1)


def test_gold_metadata(shared: Path) -> None:
    folder = shared / "gold" / "rugao-2023"
    text = (folder / "document.txt").read_bytes().decode("utf-8")
    with (folder / "metadata.csv").open(encoding="utf-8-sig", newline="") as file:
        gold = {row["field"]: row["value"] for row in csv.DictReader(file)}
    read = facts(text)
    pairs = {
        "名称": read.title, "发布机构": read.issuer, "文号": read.doc_number, "索引号": read.index_number,
        "分类": read.category, "体裁(分类栏第二段)": read.genre, "成文日期": read.written_date,
        "发布日期": read.published_date, "有效性": read.validity, "来源": read.source_name,
        "落款单位": read.signed_by, "附件名": read.attachments[0].name,
    }  # fmt: skip
    assert {name: gold[name] for name in pairs} == pairs
    assert (read.signed_date, read.year, read.region_name) == ("2023-12-13", 2023, "如皋市")
    assert (read.is_report, read.conflicts) == (True, [])


PIECES = st.sampled_from(
    ["索引号", "：", ":", " ", "\n", "\t", "|", "发布日期", "2023-01-02", "2023年1月2日", "〔2023〕3号", "县政府", "来源", "[", "】",
     "附件：", "1.", "报告.pdf", "关于", "法治政府建设情况报告", "二〇二三年", "　", "2023年13月45日", "分类"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join)))
@settings(
    max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
def test_any_text(text: str) -> None:
    document = Document(text)
    read = read_facts(document)
    for value in read.values:
        assert value.char_start is not None and value.char_end is not None
        assert 0 <= value.char_start < value.char_end <= len(text)
    assert read.is_report == (read.outcome == "ok")
    assert read_facts(document) == read
