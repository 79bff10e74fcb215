"""What a figure counts, for each kind of omission that reports make."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_text import read_marked

from fazhi.reading.subject import LONGEST_SUBJECT, tidy

CASES = [
    # the number after its noun, and before it
    ("办结公证事项{4788件}。", ["办结公证事项"]),
    ("全年共审查合同{52份}。", ["审查合同"]),
    ("聘请{36名}特邀行政执法监督员。", ["聘请特邀行政执法监督员"]),
    ("新建{15个}法治文化阵地，反响良好。", ["新建法治文化阵地"]),
    ("{12个}乡镇建成公共法律服务站。", ["乡镇建成公共法律服务站"]),
    ("{95%以上}的村配备了法律顾问。", ["村配备了法律顾问"]),
    # parts
    (
        "受理行政复议案件{90件}，其中维持{30件}、撤销{8件}。",
        ["受理行政复议案件", "受理行政复议案件其中维持", "受理行政复议案件其中撤销"],
    ),
    (
        "共收到申请{196件}，其中受理{165件}，已审结{175件}。",
        ["收到申请", "收到申请其中受理", "申请审结"],
    ),
    (
        "办理政务服务事项{8000件}，其中：行政许可类{5200件}，公共服务类{2800件}。",
        [
            "办理政务服务事项",
            "办理政务服务事项其中行政许可类",
            "办理政务服务事项其中公共服务类",
        ],
    ),
    (
        "不予处罚案件{500件}，其中首违不罚{300件}，为企业减负{200万元}。",
        ["不予处罚案件", "不予处罚案件其中首违不罚", "企业减负"],
    ),
    # respective lists
    (
        "全年立案、处罚、移送案件分别为{70件}、{64件}、{3件}。",
        ["立案案件", "处罚案件", "移送案件"],
    ),
    ("行政复议受理数和办结数分别为{41件}和{39件}。", ["行政复议受理数", "行政复议办结数"]),
    (
        "受理复议申请{80件}、争议案件{20件}，同比分别下降{~10%}、{~5%}。",
        ["受理复议申请", "受理争议案件", "受理复议申请同比下降", "受理争议案件同比下降"],
    ),
    ("事故起数、死亡人数分别下降{~11.5%}、{~18.7%}。", ["事故起数下降", "死亡人数下降"]),
    # predicates and heads left out
    (
        "审查行政规范性文件{6件}、其他政府文件{520份}、政府重大合同{7份}。",
        ["审查行政规范性文件", "审查其他政府文件", "审查政府重大合同"],
    ),
    (
        "办理个体登记{25件}，医保类事项{43件}，人社类事项{30件}。",
        ["办理个体登记", "办理医保类事项", "办理人社类事项"],
    ),
    (
        "开展法治讲座{12场}、法律咨询{8场}。",
        ["开展法治讲座", "开展法律咨询"],
    ),
    ("举办听证会{2场}、专家论证会{5场}。", ["举办听证会", "举办专家论证会"]),
    (
        "新增权力事项{15项}、取消{9项}、变更{22项}。",
        ["新增权力事项", "权力事项取消", "权力事项变更"],
    ),
    # comparisons
    (
        "一审行政诉讼案件{147件}，较去年同比下降{~38.5%}。",
        ["一审行政诉讼案件", "一审行政诉讼案件较去年同比下降"],
    ),
    ("信访总量同比下降{~12%}。", ["信访总量同比下降"]),
    ("网办率{98%}，比上年提高{~3.2个百分点}。", ["网办率", "网办率比上年提高"]),
    (
        "受理申请{52件}，是上年的{~1.3倍}。",
        ["受理申请", "受理申请是上年"],
    ),
    # numbers side by side
    ("共涉及{12个}部门的{53个}事项。", None),
    (
        "公布《容缺受理事项清单》，共涉及{12个}部门的{53个}事项。",
        ["容缺受理事项清单涉及部门", "容缺受理事项清单涉及事项"],
    ),
    ("收集营商环境问题{3批}{84条}。", ["收集营商环境问题", "收集营商环境问题"]),
    ("为全县{97所}学校配备{318名}法治副校长。", ["学校配备法治副校长", "学校配备法治副校长"]),
    (
        "{530家}药店和{34家}医院开展自查自纠。",
        ["药店开展自查自纠", "医院开展自查自纠"],
    ),
    (
        "交办的{110件}信访积案实体化解{60件}，化解率{54.5%}。",
        ["交办信访积案", "信访积案实体化解", None],
    ),
    ("评选出{5件}“标杆案例”和{8件}“优秀案例”。", ["评选出“标杆案例”", "评选出“优秀案例”"]),
    (
        "毛入园率、义务教育巩固率、毛入学率分别提升至{95%}、{96%}、{93%}。",
        ["毛入园率", "义务教育巩固率", "毛入学率"],
    ),
    (
        "“跨省通办”“省内通办”事项分别为{172项}、{431项}。",
        ["“跨省通办”事项", "“省内通办”事项"],
    ),
    (
        "行政处罚、行政许可、信息公开案件居前三位，分别为{30件}、{18件}和{7件}，占比{40%}、{25%}和{10%}。",
        [
            "行政处罚案件",
            "行政许可案件",
            "信息公开案件",
            "行政处罚案件占比",
            "行政许可案件占比",
            "信息公开案件占比",
        ],
    ),
    ("文旅、交通领域分别立案{18件}和{24件}。", ["文旅领域立案", "交通领域立案"]),
    ("审结案件中维持{45件}、驳回{21件}。", ["审结案件维持", "审结案件驳回"]),
    ("{70个}县（市、区）与医院建立帮扶关系。", ["县（市、区）与医院建立帮扶关系"]),
    # rates
    (
        "办理人大代表建议{210件}、政协提案{155件}，满意率{99.5%}。",
        ["办理人大代表建议", "办理政协提案", "人大代表建议、政协提案满意率"],
    ),
    ("组织法律知识考试，参考率、合格率均达{100%}。", ["法律知识考试参考率、合格率"]),
    ("受理投诉{300件}，办结率{98%}。", ["受理投诉", "投诉办结率"]),
    ("不见面审批事项占比{97.1%}。", ["不见面审批事项占比"]),
    (
        "收到行政复议申请{90件}，实质性化解率为{21.1%}。",
        ["收到行政复议申请", "行政复议申请实质性化解率"],
    ),
    (
        "行政复议方面，在审结案件中，维持{58件}。",
        ["行政复议维持"],
    ),
    (
        "负责人应出庭案件{52件}，实际出庭{50件}，出庭率{96%}。",
        ["负责人应出庭案件", "负责人实际出庭", None],
    ),
    (
        "审结复议案件中，以县政府为被申请人的{3件}，以乡镇为被申请人的{12件}。",
        ["审结复议案件以县政府为被申请人", "审结复议案件以乡镇为被申请人"],
    ),
    (
        "审结复议案件{90件}，其中维持{60件}、撤销{10件}，纠错率{11%}。",
        ["审结复议案件", "审结复议案件其中维持", "审结复议案件其中撤销", "复议案件纠错率"],
    ),
    ("开展抽查{156次}，跨部门联合抽查{45次}。", ["开展抽查", "跨部门联合抽查"]),
    (
        "共建成服务中心{1个}、工作站{15个}。",
        ["建成服务中心", "建成工作站"],
    ),
    # brackets
    (
        "审结行政复议案件{175件}（含上年结转{12件}）。",
        ["审结行政复议案件", "审结行政复议案件含上年结转"],
    ),
    ("审结（含上年结转）行政复议案件{175件}。", None),
    # without words of its own
    ("诉前调解案件{=2022年}为{40件}，{=2023年}为{52件}。", ["诉前调解案件", "诉前调解案件"]),
    ("印发《轻微违法免罚清单》，共计{170条}。", ["轻微违法免罚清单"]),
    ("事项由{3类}扩至{7类}、从{120项}增至{188项}。", ["事项", "事项", "事项", "事项"]),
    # examples and manner
    (
        "建立调解衔接、信息共享等{12项}机制。",
        ["建立机制"],
    ),
    ("抽查企业、个体工商户等各类市场主体{3847家次}。", ["抽查各类市场主体"]),
    ("通过走访座谈收集意见建议{66条}。", ["收集意见建议"]),
    # ranks
    (
        "法治建设考核位居全省第{#2位}、全国第{#9位}。",
        ["法治建设考核位居全省", "法治建设考核位居全省全国"],
    ),
    # organs that say what the matter is
    ("全县人民调解委员会调解纠纷{2754件}，成功率{98.07%}。", None),
    ("县法律援助中心受理案件{412件}。", ["县法律援助中心受理案件"]),
    # time limits in between
    ("执法信息在{^20个工作日}内公示率{99.1%}。", [None, "执法信息公示率"]),
]


@pytest.mark.parametrize(("marked", "expected"), [case for case in CASES if case[1]])
def test_subject_restores_what_is_left_out(marked: str, expected: list[str | None]) -> None:
    subjects = [figure.subject for figure in read_marked(marked)]
    assert len(subjects) == len(expected)
    for subject, wanted in zip(subjects, expected, strict=True):
        if wanted is not None:
            assert subject == wanted


def test_a_total_of_the_sentence_before_is_found() -> None:
    marked = "全年收到行政复议申请{196件}。其中，受理{165件}、不予受理{20件}。"
    assert [figure.subject for figure in read_marked(marked)] == [
        "收到行政复议申请",
        "收到行政复议申请其中受理",
        "收到行政复议申请其中不予受理",
    ]


def test_a_bare_action_at_the_start_of_a_sentence_takes_the_noun_before() -> None:
    marked = "收到行政复议申请{742件}，同比增长{~56.5%}。受理{663件}。"
    assert read_marked(marked)[-1].subject == "行政复议申请受理"


def test_a_thin_wording_is_given_the_matter_of_its_passage_only() -> None:
    marked = "{@一是}办理法律援助。受援人{6540人次}。{@二是}强化服务。受众{8万人}。"
    helped, reached = read_marked(marked)
    assert helped.subject == "法律援助受援人"
    assert reached.subject == "受众"


def test_a_breakdown_keeps_what_it_breaks_down() -> None:
    marked = (
        "审结行政复议案件{90件}，首次超过行政诉讼。从案由看，行政处罚类{50件}，工伤认定类{40件}。"
    )
    figures = read_marked(marked)
    assert [figure.subject for figure in figures[1:]] == [
        "行政复议行政处罚类",
        "行政复议工伤认定类",
    ]
    assert {figure.scope for figure in figures} == {"own_level"}


def test_paragraphs_share_nothing() -> None:
    marked = "受理复议申请{90件}。\n办结率{98%}。"
    assert read_marked(marked)[-1].subject == "办结率"


def test_tidy_keeps_the_end_of_a_long_phrase() -> None:
    subject = tidy("甲" * 30 + "、" + "乙" * 50 + "案件")
    assert len(subject) <= LONGEST_SUBJECT
    assert subject.endswith("案件")


@given(st.text(alphabet="受理案件其中分别率、，。；（）“”《》的 \t\n", max_size=120))
def test_tidy_leaves_no_white_space(text: str) -> None:
    subject = tidy(text)
    assert len(subject) <= LONGEST_SUBJECT
    assert subject == "".join(subject.split())


def test_what_is_done_stands_behind_the_noun() -> None:
    figures = read_marked("对市政府出台的{41件}政策性文件进行公平竞争审查，印发出台的{12件}文件。")
    assert [figure.subject for figure in figures] == [
        "政策性文件进行公平竞争审查",
        "印发出台文件",
    ]


def test_a_line_above_a_list_names_its_matter() -> None:
    figures = read_marked("行政复议情况如下：\n——申请{121件}；\n——受理{110件}；\n——审结{100件}。")
    assert [figure.subject for figure in figures] == [
        "行政复议申请",
        "行政复议受理",
        "行政复议审结",
    ]


def test_a_long_paragraph_above_names_nothing() -> None:
    above = "行政复议工作扎实推进，" + "各项任务有序落实，" * 8
    (figure,) = read_marked(f"{above}\n\n受理{{110件}}。")
    assert "复议" not in figure.subject
