"""Who did it, and for which part of the place a figure speaks."""

from __future__ import annotations

import pytest
from marked_text import read_marked

from fazhi.reading.own_place import own_place
from fazhi.records import DocumentFacts, Place

COUNTY = Place("330299", "青石县", "county", ("云江市", "海东省"))
CITY = Place("330200", "云江市", "prefecture", ("海东省",))
PROVINCE = Place("330000", "海东省", "province")

SCOPES = [
    ("办结公证事项{48件}。", COUNTY, "whole_place", "全县"),
    ("全县办结公证事项{48件}。", COUNTY, "whole_place", "全县"),
    ("我市办结公证事项{48件}。", CITY, "whole_place", "全市"),
    ("全市法院新收案件{900件}。", COUNTY, "higher_level", "全市"),
    ("全省各级行政机关办理{900件}。", CITY, "higher_level", "全省"),
    ("全省共办理{900件}。", PROVINCE, "whole_place", "全省"),
    ("全国文明村镇达到{8个}。", COUNTY, "whole_place", "全县"),
    ("法治建设考核居全省第{#2位}。", COUNTY, "whole_place", "全县"),
    ("市本级审查文件{44件}。", CITY, "own_level", "市本级"),
    ("县级行政许可事项{264项}。", COUNTY, "own_level", "县级"),
    ("市级行政许可事项{264项}。", COUNTY, "whole_place", "全县"),
    ("县政府聘请法律顾问{5名}。", COUNTY, "own_level", "县政府"),
    ("县政府常务会议学法{6次}。", COUNTY, "own_level", "县政府"),
    ("以市政府为被告的案件{9件}。", CITY, "own_level", "市政府"),
    ("各乡镇（街道）共办理赋权事项{900件}。", COUNTY, "subordinates", "各乡镇（街道）"),
    ("市应急管理局立案{52件}。", CITY, "department", "市应急管理局"),
    ("今年以来，县公安局、县司法局联合检查{5次}。", COUNTY, "department", "县公安局、县司法局"),
    ("全市各行政执法部门开展检查{9次}。", CITY, "whole_place", "全市"),
    ("专项行动期间共检查商户{310家}。", CITY, "campaign", "专项行动期间"),
    ("开展燃气安全专项整治，检查商户{310家}。", CITY, "campaign", "专项整治"),
    ("实施健康专项行动，人均寿命达{76岁}。", CITY, "whole_place", "全市"),
    ("收到行政复议申请{196件}。", COUNTY, "own_level", "县政府"),
    ("全市收到行政复议申请{196件}。", CITY, "whole_place", "全市"),
    ("办理人大代表建议{68件}。", COUNTY, "own_level", "县政府"),
    ("县司法局对重大合同开展合法性审查{58件}。", COUNTY, "own_level", "县政府"),
    ("法治政府建设任务{36项}全部完成。", COUNTY, "whole_place", "全县"),
    ("公布重大行政决策目录事项{5项}。", COUNTY, "own_level", "县政府"),
    ("常务会议集体学法{9次}。", COUNTY, "own_level", "县政府"),
    ("县委依法治县办开展督察{2次}。", COUNTY, "whole_place", "全县"),
    ("县委常委会研究法治工作{4次}。", COUNTY, "own_level", "县委常委会"),
    ("县政府门户网站公开信息{6732条}。", COUNTY, "whole_place", "全县"),
    ("以县政府和县直部门为被告的案件{131件}。", COUNTY, "whole_place", "全县"),
    ("全市应急管理系统检查企业{158家次}。", CITY, "whole_place", "全市"),
    ("应急管理系统检查企业{158家次}。", CITY, "department", "应急管理系统"),
    ("县司法局为县政府把关涉法文稿{90件}。", COUNTY, "own_level", "县政府"),
    ("县司法局为企业把关合同{90件}。", COUNTY, "whole_place", "全县"),
    ("以县人民政府及办公室名义制定文件{6件}。", COUNTY, "own_level", "县人民政府及办公室"),
    ("市政府及其办公室印发文件{14件}。", CITY, "own_level", "市政府及其办公室"),
    ("县人民政府常务会议坚持学法，会前学法{7次}。", COUNTY, "own_level", "县人民政府"),
    ("满意度为{96分}，同期全省满意度为{94分}。", COUNTY, "whole_place", "全县"),
]


@pytest.mark.parametrize(("marked", "place", "scope", "name"), SCOPES)
def test_scope(marked: str, place: Place, scope: str, name: str) -> None:
    figure = read_marked(marked, place=place)[0]
    assert (figure.scope, figure.scope_name) == (scope, name)


ACTORS = [
    ("市应急管理局立案{52件}。", "市应急管理局"),
    ("今年以来，县公安局破获案件{52件}。", "县公安局"),
    ("县审计局全年完成审计项目{32个}。", "县审计局"),
    ("各镇（区、街道）共办理{90件}。", "各镇（区、街道）"),
    ("全市各级行政机关制定文件{9件}。", "全市各级行政机关"),
    ("全市办理{9件}。", "全市"),
    ("办理{9件}。", "未明示(推断:市政府)"),
    ("入驻部门{86个}。", "未明示(推断:市政府)"),
    ("邀请人大代表{9人}参加活动。", "未明示(推断:市政府)"),
    ("法治政府建设任务{36项}。", "未明示(推断:市政府)"),
]


@pytest.mark.parametrize(("marked", "actor"), ACTORS)
def test_actor(marked: str, actor: str) -> None:
    (figure,) = read_marked(marked, place=CITY)
    assert figure.actor == actor


def test_actor_and_scope_are_carried_over_clauses() -> None:
    first, second = read_marked("市应急管理局立案{52件}，罚款{30万元}。", place=CITY)
    assert second.actor == first.actor == "市应急管理局"
    assert second.scope == "department"


def test_the_levels_below_are_not_carried_from_a_mere_noun() -> None:
    marked = "乡镇街道履职事项清单全面建立，新增经营主体{28万户}。"
    (figure,) = read_marked(marked, place=PROVINCE)
    assert figure.scope == "whole_place"


def test_own_level_ends_at_a_semicolon() -> None:
    marked = "以县政府名义出台文件{3件}；收到乡镇报送文件{11件}。"
    assert [f.scope for f in read_marked(marked, place=COUNTY)] == ["own_level", "whole_place"]


def test_reconsideration_goes_on_until_another_matter() -> None:
    marked = "收到行政复议申请{90件}。受理{80件}。行政诉讼案件{20件}。"
    scopes = [figure.scope for figure in read_marked(marked, place=COUNTY)]
    assert scopes == ["own_level", "own_level", "whole_place"]


def test_reconsideration_of_the_whole_place_goes_on_too() -> None:
    whole, own, after, ended = read_marked(
        "全市新收行政复议申请{486件}，其中市政府本级受理{118件}；办结{391件}。复议纠错率{16.4%}。",
        place=CITY,
    )
    scopes = [figure.scope for figure in (whole, own, after, ended)]
    assert scopes == ["whole_place", "own_level", "whole_place", "whole_place"]


def test_a_departments_own_report_speaks_of_the_department() -> None:
    (figure,) = read_marked(
        "检查企业{90家}。",
        place=CITY,
        title="云江市生态环境局2024年法治政府建设年度报告",
    )
    assert (figure.scope, figure.scope_name) == ("department", "市生态环境局")


def test_a_passage_in_which_a_department_speaks() -> None:
    marked = (
        "{@一是}落实市应急管理局年度计划，各科室按时完成任务。立案{371件}。"
        "{@二是}强化公示，我局公布清单{170条}。{@三是}开展培训{9次}。"
    )
    figures = read_marked(marked, place=CITY)
    assert [figure.scope for figure in figures] == ["department", "department", "whole_place"]
    assert {figure.scope_name for figure in figures[:2]} == {"市应急管理局"}


@pytest.mark.parametrize(
    ("name", "unit", "whole", "government"),
    [
        ("云江市", "市", "全市", "市政府"),
        ("宁夏回族自治区", "自治区", "全区", "区政府"),
        ("青石街道", "街道", "全街道", "街道办事处"),
        ("", "", "", ""),
    ],
)
def test_own_place(name: str, unit: str, whole: str, government: str) -> None:
    own = own_place("", DocumentFacts(region_name=name), None)
    assert (own.unit, own.whole, own.government) == (unit, whole, government)


def test_own_place_is_guessed_from_the_text() -> None:
    assert own_place("我县坚持依法行政，全县一盘棋。", DocumentFacts(), None).unit == "县"


def test_own_place_is_read_from_the_title() -> None:
    facts = DocumentFacts(title="青石镇人民政府2024年法治政府建设情况报告")
    assert own_place("", facts, None).name == "青石镇"
