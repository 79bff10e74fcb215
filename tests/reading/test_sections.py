"""The outline, however it is marked; what looks like a label and is none."""

# ruff: noqa: E501 - sentences stay on one line

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linear import assert_linear

from fazhi.reading.sections import SectionIndex, read_sections
from fazhi.records import Block, Document, Section

LONG = "各部门按照职责分工抓好落实，定期报告进展情况，遇到的困难由联席会议协调解决，年底一并通报。"


def outline(text: str) -> list[tuple[int, str, str]]:
    return [(s.level, s.label, s.heading) for s in read_sections(Document(text))]


def labels(text: str) -> list[str]:
    return [section.label for section in read_sections(Document(text))]


MARKED = {
    "full-width brackets and comma": (
        f"一、主要工作情况\n（一）全面履行政府职能。{LONG}\n1．梳理权责清单。{LONG}\n２．优化服务。{LONG}\n（二）健全制度体系\n{LONG}",
        [
            (1, "一、", "主要工作情况"),
            (2, "（一）", "全面履行政府职能"),
            (3, "1．", "梳理权责清单"),
            (3, "２．", "优化服务"),
            (2, "（二）", "健全制度体系"),
        ],
    ),
    "arabic with enumeration comma": (
        f"二、存在的问题\n1、执法力量不足。{LONG}\n2、普法形式单一。{LONG}",
        [(1, "二、", "存在的问题"), (3, "1、", "执法力量不足"), (3, "2、", "普法形式单一")],
    ),
    "numbers in brackets and circles": (
        f"（一）规范执法\n（1）建立台账。{LONG}\n(2)开展评查。{LONG}\n①案卷抽查。{LONG}",
        [
            (2, "（一）", "规范执法"),
            (4, "（1）", "建立台账"),
            (4, "(2)", "开展评查"),
            (4, "①", "案卷抽查"),
        ],
    ),
    "parts above chapters shift the levels": (
        f"第一部分 工作成效\n一、职能转变\n（一）清单管理\n{LONG}\n第二部分 下一步打算\n一、加强学习\n{LONG}",
        [
            (1, "第一部分", "工作成效"),
            (2, "一、", "职能转变"),
            (3, "（一）", "清单管理"),
            (1, "第二部分", "下一步打算"),
            (2, "一、", "加强学习"),
        ],
    ),
    "points in one paragraph": (
        "（三）化解纠纷。一是健全网络，设立调委会；二是规范流程，统一文书。三是加强培训。" + LONG,
        [
            (2, "（三）", "化解纠纷"),
            (4, "一是", "健全网络"),
            (4, "二是", "规范流程"),
            (4, "三是", "加强培训"),
        ],
    ),
    "points after commas": (
        f"我们主要抓了三件事，一是建机制，二是强队伍，三是重实效，{LONG}",
        [(4, "一是", "建机制"), (4, "二是", "强队伍"), (4, "三是", "重实效")],
    ),
    "points on lines of their own": (
        f"一是聚焦重点领域。{LONG}\n　　二是紧盯薄弱环节。{LONG}",
        [(4, "一是", "聚焦重点领域"), (4, "二是", "紧盯薄弱环节")],
    ),
    "point led in without a mark": (
        f"存在的问题主要表现为一是认识不到位，二是能力有欠缺。{LONG}",
        [(4, "一是", "认识不到位"), (4, "二是", "能力有欠缺")],
    ),
    "一要 二要": (
        f"做好明年工作，一要抓重点，二要补短板，三要见实效。{LONG}",
        [(4, "一要", "抓重点"), (4, "二要", "补短板"), (4, "三要", "见实效")],
    ),
    "ordinals and adverbs": (
        f"第一，压实责任。{LONG}第二，强化保障。{LONG}\n首先，统一思想。{LONG}其次，细化举措。{LONG}",
        [
            (4, "第一", "压实责任"),
            (4, "第二", "强化保障"),
            (4, "首先", "统一思想"),
            (4, "其次", "细化举措"),
        ],
    ),
    "headings run into a text that lost its line breaks": (
        "2022年工作情况报告如下：一、工作开展情况（一）转变职能。编制清单三张。（二）规范执法。办理案件若干。二、存在问题。队伍不强。",
        [
            (1, "一、", "工作开展情况"),
            (2, "（一）", "转变职能"),
            (2, "（二）", "规范执法"),
            (1, "二、", "存在问题"),
        ],
    ),
    "items run on after full stops": (
        f"（二）重点工作。1.抓清单。{LONG}2.抓监管。{LONG}",
        [(2, "（二）", "重点工作"), (3, "1.", "抓清单"), (3, "2.", "抓监管")],
    ),
    "points over wrapped lines": (
        "（七）重点抓了三件事，一是把制度建起来，各单位对照清单逐项落实\n到位，按月通报，二是把队伍带起来，开展轮训，确保人人过关；\n"
        "三是把平台用起来。",
        [
            (2, "（七）", "重点抓了三件事"),
            (4, "一是", "把制度建起来"),
            (4, "二是", "把队伍带起来"),
            (4, "三是", "把平台用起来"),
        ],
    ),
    "dashes below a section": (
        f"（一）转变职能\n——审批更快。{LONG}\n——监管更准。{LONG}\n1.清单管理\n——动态调整：{LONG}",
        [
            (2, "（一）", "转变职能"),
            (3, "——", "审批更快"),
            (3, "——", "监管更准"),
            (3, "1.", "清单管理"),
            (4, "——", "动态调整"),
        ],
    ),
    "label with a space, half bracket, double mark": (
        f"三 、下步安排\n（四)、信访工作\n{LONG}\n(五 )数据共享\n{LONG}",
        [(1, "三 、", "下步安排"), (2, "（四)、", "信访工作"), (2, "(五 )", "数据共享")],
    ),
    "year glued to an item's number": (
        f"1.2024年重点任务完成情况\n{LONG}",
        [(3, "1.", "2024年重点任务完成情况")],
    ),
    "a year in Chinese digits after a chapter's label": (
        f"一、二〇二二年工作回顾\n{LONG}",
        [(1, "一、", "二〇二二年工作回顾")],
    ),
    "heading with colon and text on the line": (
        f"4.信息公开：{LONG}",
        [(3, "4.", "信息公开")],
    ),
    "the first sentence is no heading but a long one": (
        "（六）今年全县共受理行政复议申请若干件，其中受理若干件，不予受理若干件，审结若干件，综合纠错若干件，调解若干件，同比均有上升。",
        [(2, "（六）", "今年全县共受理行政复议申请若干件")],
    ),
    "eleven and beyond": (
        f"十一、保障措施\n{LONG}\n（十二）宣传引导\n{LONG}\n十二是压减证明。{LONG}",
        [(1, "十一、", "保障措施"), (2, "（十二）", "宣传引导"), (4, "十二是", "压减证明")],
    ),
}


@pytest.mark.parametrize("text, expected", MARKED.values(), ids=MARKED.keys())
def test_marked_headings(text: str, expected: list[tuple[int, str, str]]) -> None:
    assert outline(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "一、二审案件共若干件。" + LONG,
        "一、二、三产增加值分别增长。" + LONG,
        "3.15消费者权益日期间开展宣传。" + LONG,
        "2.5万件证照实现互认。" + LONG,
        "1.2亿元专项资金全部拨付。" + LONG,
        "全市一是一、二是二地核对台账。",
        "根据条例第十条第（二）项的规定，予以处罚。" + LONG,
        "坚持党政同责、一岗双责，统一是非标准，唯一是群众满意。" + LONG,
        "其一是认识问题。" + LONG,
        "2023年12月办结全部事项。" + LONG,
        "12345热线受理诉求。" + LONG,
        "2024-01-05 10:24",
        "（2023年1月1日起施行）",
        "万事好通，首先是态度。" + LONG,
        "案件涉及1、2号地块，3、4号地块。" + LONG,
        "——2023年2月1日在云溪县第十届人民代表大会第三次会议上",
        "——县长 张三",
        "清单包括：1.主体；2.职权；3.依据。" + LONG,
        "问题主要有：一、力量不足；二、程序不严；三、保障不够。" + LONG,
        "适用下列情形：（一）初次违法；（二）危害轻微；（三）及时改正。" + LONG,
    ],
)
def test_no_heading(text: str) -> None:
    assert labels(text) == []


def test_paths_are_normalised_and_unique() -> None:
    text = f"一、成效\n（一）职能\n１．清单\n（一）制度\n{LONG}\n一、问题\n一是不足甲；一是不足乙。{LONG}"
    paths = [section.path for section in read_sections(Document(text))]
    assert paths == ["一", "一/(一)", "一/(一)/1", "一/(一)#2", "一#2", "一#2/一是", "一#2/一是#2"]


def test_a_section_ends_where_the_next_of_its_level_begins() -> None:
    text = f"一、甲部分\n（一）乙节\n{LONG}\n二、丙部分\n{LONG}"
    first, nested, second = read_sections(Document(text))
    assert first.char_end == nested.char_end == second.char_start
    assert second.char_end == len(text)


def test_headings_without_labels_are_told_by_their_words() -> None:
    text = (
        f"某地2022年法治政府建设情况报告\n\n2022年，{LONG}\n\n主要举措和成效\n\n健全行政执法工作体系\n\n{LONG}\n\n"
        f"存在的问题\n\n{LONG}\n\n下一步工作打算\n\n{LONG}\n\n某县人民政府办公室\n2023年1月3日"
    )
    assert [(s.level, s.heading, s.role) for s in read_sections(Document(text))] == [
        (1, "主要举措和成效", "result"),
        (2, "健全行政执法工作体系", "result"),
        (1, "存在的问题", "shortcoming"),
        (1, "下一步工作打算", "plan"),
    ]


def test_table_rows_and_attachment_lists_are_no_headings() -> None:
    row = "1.行政许可\t20件"
    text = f"一、数据\n{row}\n{LONG}\n附件：1.统计表\n2.说明材料"
    start = text.index(row)
    blocks = [
        Block("heading", 0, 4),
        Block("table_row", start, start + len(row), 0),
        Block("paragraph", start + len(row) + 1, len(text)),
    ]
    found = read_sections(Document(text, "text/html", blocks))
    assert [section.label for section in found] == ["一、"]


def test_section_index() -> None:
    text = f"{LONG}\n一、甲\n{LONG}\n（一）乙\n{LONG}"
    sections = read_sections(Document(text))
    index = SectionIndex(sections)
    assert index.path_at(3) == ""
    assert index.path_at(sections[0].char_start) == "一"
    assert index.path_at(len(text)) == "一/(一)"


def test_gold_outline(shared: Path) -> None:
    folder = shared / "gold" / "rugao-2023"
    text = (folder / "document.txt").read_bytes().decode("utf-8")
    with (folder / "sections.csv").open(encoding="utf-8-sig", newline="") as file:
        wanted = {
            (int(row["start"]), int(row["level"]), row["label"]) for row in csv.DictReader(file)
        }
    read = {(s.char_start, s.level, s.label) for s in read_sections(Document(text))}
    assert 2 * len(read & wanted) / (len(read) + len(wanted)) >= 0.98


def check_invariants(text: str, sections: list[Section]) -> None:
    assert [s.char_start for s in sections] == sorted({s.char_start for s in sections})
    assert len({s.path for s in sections}) == len(sections)
    for section in sections:
        assert text.startswith(section.label, section.char_start)
        assert section.char_start <= section.char_end <= len(text)
        assert 1 <= section.level <= 4


PIECES = st.sampled_from(
    ["一、", "（一）", "(二)", "1.", "2、", "①", "一是", "二是", "三要", "第一，", "第二，", "首先，", "其次，",
     "第一部分", "\n", "。", "；", "，", "“", "”", "《", "》", "（", "附件：", "\t", "　", "工作", "2023年", "问题", "㈠", "⒈"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=80).map("".join)))
@settings(
    max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
def test_any_text(text: str) -> None:
    document = Document(text)
    sections = read_sections(document)
    check_invariants(text, sections)
    assert read_sections(document) == sections


@pytest.mark.parametrize(
    "piece",
    ["一是", "。（一）", "（", "一、二、", "1.", "“", "第一，", "\n一、", "　", "首先，其次，"],
)
def test_linear_time(piece: str) -> None:
    assert_linear(lambda text: read_sections(Document(text)), piece, 80_000)
