"""Areas of the national outline by content, roles by what a part is for, outlines by year."""

# ruff: noqa: E501 - sentences stay on one line

from __future__ import annotations

import pytest

from fazhi.reading import areas
from fazhi.reading.sections import read_sections
from fazhi.records import Document

TEXT = (
    "各单位按照部署抓好落实，年底组织考评，结果予以通报，好的做法在会上作了介绍，差距大的作了说明。"
)


@pytest.mark.parametrize(
    "heading, area",
    [
        ("加快转变政府职能，优化法治化营商环境", "functions"),
        ("深化“放管服”改革", "functions"),
        ("依法全面履行政府职能", "functions"),
        ("健全依法行政制度体系", "institutions"),
        ("加强规范性文件监督管理", "institutions"),
        ("推进行政决策科学化、民主化、法治化", "decisions"),
        ("严格执行重大行政决策程序", "decisions"),
        ("坚持严格规范公正文明执法", "enforcement"),
        ("推行柔性执法，规范涉企检查", "enforcement"),
        ("依法预防处置突发事件", "emergencies"),
        ("提升应急处置能力", "emergencies"),
        ("有效化解社会矛盾纠纷", "disputes"),
        ("发挥行政复议主渠道作用", "disputes"),
        ("深入开展普法宣传", "disputes"),
        ("完善公共法律服务体系", "disputes"),
        ("强化对行政权力的制约和监督", "supervision"),
        ("全面推进政务公开", "supervision"),
        ("加强行政执法监督", "supervision"),
        ("加强科技保障，建设数字法治政府", "technology"),
        ("坚持党的领导，压实法治建设责任", "leadership"),
        ("抓住“关键少数”，提升法治素养", "leadership"),
    ],
)
def test_areas(heading: str, area: str) -> None:
    assert areas.area_of(heading)[0] == area


@pytest.mark.parametrize("heading", ["强化日常管理", "持续用力", "取得新进展", ""])
def test_headings_that_name_no_area(heading: str) -> None:
    assert areas.area_of(heading) == ("", 0)


@pytest.mark.parametrize(
    "heading, role",
    [
        ("2022年主要工作举措和成效", "result"),
        ("法治政府建设工作开展情况", "result"),
        ("基本情况", "result"),
        ("党政主要负责人履行推进法治建设第一责任人职责情况", "first_responsible"),
        ("县政府主要负责同志履行第一责任人职责、加强法治政府建设的有关情况", "first_responsible"),
        ("存在的不足和原因", "shortcoming"),
        ("法治政府建设中面临的困难和问题", "shortcoming"),
        ("存在问题及下一步打算", "shortcoming"),
        ("问题短板", "shortcoming"),
        ("下一步工作安排", "plan"),
        ("2024年工作思路", "plan"),
        ("下一年度推进法治政府建设的主要安排", "plan"),
        ("今后努力方向", "plan"),
        ("总体要求", "other"),
        ("其他需要报告的事项", "other"),
    ],
)
def test_roles_of_chapters(heading: str, role: str) -> None:
    assert areas.role_of(heading, 1) == role


@pytest.mark.parametrize(
    "heading",
    [
        "制定立法工作计划",
        "统筹安排执法检查",
        "解决突出问题",
        "完成年度安排任务",
        "化解困难群众纠纷",
    ],
)
def test_deeper_headings_keep_the_role_above(heading: str) -> None:
    assert areas.role_of(heading, 2) is None


def test_areas_and_roles_are_inherited() -> None:
    text = (
        f"一、主要做法\n（一）规范行政执法\n1.强化培训。{TEXT}\n2.抓好普法宣传。{TEXT}\n"
        f"（二）存在的问题\n{TEXT}\n（三）下一步打算\n1.补齐短板。{TEXT}\n"
    )
    read = [(s.heading, s.area, s.role) for s in read_sections(Document(text))]
    assert read == [
        ("主要做法", "", "result"),
        ("规范行政执法", "enforcement", "result"),
        ("强化培训", "enforcement", "result"),
        ("抓好普法宣传", "disputes", "result"),
        ("存在的问题", "", "shortcoming"),
        ("下一步打算", "", "plan"),
        ("补齐短板", "", "plan"),
    ]


def test_areas_as_chapters_are_results_until_the_plan() -> None:
    text = (
        f"云溪县2022年法治政府建设情况报告\n一、依法履行政府职能\n{TEXT}\n二、化解社会矛盾纠纷\n{TEXT}\n"
        f"三、问题和不足\n{TEXT}\n四、2023年重点工作\n{TEXT}\n（一）规范执法\n{TEXT}\n"
    )
    roles = [section.role for section in read_sections(Document(text))]
    assert roles == ["result", "result", "shortcoming", "plan", "plan"]


def test_a_chapter_about_the_year_reported_is_no_plan() -> None:
    text = f"云溪县2022年法治政府建设情况报告\n一、2022年重点工作\n{TEXT}\n二、2023年重点工作\n{TEXT}\n"
    assert [section.role for section in read_sections(Document(text))] == ["result", "plan"]


def test_points_have_no_role_of_their_own() -> None:
    text = f"成效明显：一是着力解决突出问题，办结一批案件；二是谋划长远工作安排。\n一、主要做法\n一是补齐短板。{TEXT}\n"
    assert [section.role for section in read_sections(Document(text))] == ["result"] * 4


def test_outlines_are_versioned() -> None:
    assert areas.outlines()[0].id == "outline-2021-2025"
    newest, older = areas.outline_of(2023), areas.outline_of(2018)
    assert newest is not None and older is not None
    assert "emergencies" in newest.areas and "emergencies" not in older.areas
    assert areas.outline_of(2031) is None
    for outline in areas.outlines():
        assert set(outline.areas) <= set(areas.area_names())
