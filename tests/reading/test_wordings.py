"""Wordings of other hands: sentences with their data marked, read as part of a county's report.

``{56件|prior_year}`` marks a data figure with its measure and direction (``level`` where
nothing is said); every number that is not marked must not be read as data. The report is
of 青岩县 for 2023.
"""

from __future__ import annotations

import re

import pytest

from fazhi.reading import read
from fazhi.records import Document

_MARK = re.compile(r"\{([^{}|]+)(?:\|([^{}]+))?\}")
_HEAD = "青岩县2023年法治政府建设情况报告\n\n一、主要成效\n\n"

SENTENCES: dict[str, list[str]] = {
    "a half": [
        "扫码检查占比过{半|share}，超过{一半|share}的案件调解结案。",
        "近{半数|share}案件当场办结，{半数以上|share}来自城区，逾{半数|share}为民事案件。",
        "实现时间过半、任务过半；打好“双过半”攻坚战。",
        "近半年来收到来信，经过半天协调达成一致；通过半程考核。",
    ],
    "digits set apart": [
        "好评率{99. 8%}，满意率{98 .6%}，约{3 .2万人次}参加。",
        "保留事项{3 127项}，检查企业{1 , 234户}。",
        "共审查{12件}. {3件}退回。",
    ],
    "levels of earlier years": [
        "受理量从2021年的{56件|prior_year}、2022年的{78件|prior_year}增长到2023年的{112件}。",
        "低保标准从2020年的{645元/月|prior_year}、{4318元/年|prior_year}提高到{801元/月}。",
        "修订2022年出台的{46件}文件。",
    ],
    "what is carried over": [
        "上年结转{6件}，结转2024年办理{17件}，转入下年度{9件}。",
        "余下的因疫情推迟到来年；线上线下问计{14次}。",
    ],
    "since": [
        "对2015年以来制定的{136件}文件进行清理，继续有效{98件}。",
        "2019年以来累计发放补助{1.2亿元|cumulative}。",
    ],
    "what is compared with": [
        "演练{31场次}，比原定计划少{9场次|period_change down}。",
        "平均用时比过去缩短{4.5天|period_change down}。",
        "公职律师{64名}，比三年前翻了近{三倍|period_change up}。",
        "原计划培训5期，实际培训{6期}。",
    ],
    "places above": [
        "同期全省出庭率为94%左右，我县为{97%}。",
        "全省满意度是96.4分，我县是{97.1分}。",
        "全省首家法治公园落户我县，建成阵地{3个}。",
        "纠错率{18.2%}（全市16.5%），居全市{第2位|rank}。",
        "败诉率{9.1%}，低于全省平均{2.1个百分点|period_change down}，列全市{第2位|rank}。",
    ],
    "mottos and counts": [
        "“法治”二字入心，“担当”两个字记牢。",
        "两户邻居闹了多年，司法所跑了三趟。",
        "开展{两轮}清理，{三次}主动约谈相关单位。",
        "做到三个到位、两个清零。",
    ],
    "organs that did something": [
        "全县{95个}单位主要负责人书面述法，其中{12个}单位现场述法。",
        "13个乡镇均聘有法律顾问。",
        "全县12个乡镇建成服务站，全县38个部门均设立法规科室。",
    ],
    "who sits in a body": [
        "成立以镇长为组长的领导小组，成员21人。",
        "调委会现有成员{21人}；广播播放{200多小时}。",
    ],
    "named by an earlier year": [
        "来访{47件}（较去年{63件|prior_year}下降{25.4%|yoy_change down}）。",
        "来访{47件}，比上年多{9件|yoy_change up}。",
        "上年度审计查出的{136个}问题，已整改{131个}。",
        "去年的{88件|prior_year}增至{97件}。",
    ],
    "a number said before": [
        "县级以上{0起}，科级以上{12人}。",
        "列入目录{三项}，这三项均已完成；上述12个问题全部整改。",
    ],
    "cases told": [
        "把原有事项捆在一起梳理，保留{312项}，比2022年底少了{28项|yoy_change down}。",
        "在一起行政案件中，当事人被罚款3万元。",
        "免罚{86件}。如2023年5月查处的排污案，罚款20万元。全年减免{32万元}。",
        "典型案例：王大爷反映邻居违建，执法队拆除违建12平方米。\n全年立案{38件}。",
        "免罚小店主陈女士2000元。全年类似案件{86件}。",
        "如皋市开展活动{3次}，如期办结{12件}。",
    ],
    "capacity": [
        "年产3000辆专用车项目开工，日处理500吨垃圾焚烧项目投产。",
        "年产粮食{12万吨}。",
    ],
    "points numbered inside a sentence": [
        "1、执法力量不足，仅占{45%|share}；2、复议案件上升{20%|yoy_change up}；3、经费不足。",
        "办理许可、处罚、强制分别为{70}、{64}、{3件}；3月、5月各{1次}。",
    ],
    "other bases": [
        "较疫情前的2019年增长{15%|period_change up}，比目标高{2个百分点|period_change up}。",
        "人均办案{65件}，是全省平均水平的{1.7倍|multiple}；办结率{98.6%}（目标95%）。",
    ],
    "rates in tenths": [
        "意见采纳率从{六成|prior_year}提高到{七成半}，配发眼镜{120副}，{3名}副县长包案。",
    ],
    "signs": [
        "查处酒驾{678起}、醉驾{92起}，同比-{12.3%|yoy_change down}、+{4.5%|yoy_change up}。",
        "企业{113户}、个体户{486户}，分别增长{18%|yoy_change up}、-{2%|yoy_change down}。",
        "罚没款{12万元}（-{3.4%|yoy_change down}），案件{56件}（+{12%|yoy_change up}）。",
    ],
    "changes told behind": [
        "批次、人次同比“双下降”，分别为{11.2%|yoy_change down}和{9.8%|yoy_change down}。",
        "排名上升{22位|yoy_change up}、{1位|yoy_change up}；抓获{22位}嫌疑人。",
    ],
    "whose changes": [
        "受理{5件}、审结{4件}，结案率{80%}，同比分别上升{1%|yoy_change up}、{2%|yoy_change up}。",
        "审结率{91%}、服判率{92%}，同比分别提高{1.2%|pp_change up}、{2.3%|pp_change up}。",
        "办理{63件}，是去年全年的{82.9%|multiple}，较去年同期{翻了一番多|yoy_change up}。",
    ],
    "asked, not reached": [
        "培训时长仅{28学时}，距60学时的要求还有差距；超过95%的目标。",
    ],
    "shares that changed": [
        "占比由{11%|prior_year}提升到{29%|share}，调解{287件}，占{47.8%|share}；"
        "{九成}案件未再进入诉讼。",
    ],
    "who lives there": [
        "辖区14个社区、3.2万居民。",
        "惠及{3.2万}居民，服务群众{2.1万人次}。",
    ],
    "shares of a printed total": [
        "一审案件{43件}，占被诉案件总量{151件}的{28.5%|share}。",
    ],
}


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param(marked, id=f"{name}-{marked[:12]}")
        for name, rows in SENTENCES.items()
        for marked in rows
    ],
)
def test_data_of_a_sentence(marked: str) -> None:
    expected = [f"{raw} {measure or 'level'}" for raw, measure in _MARK.findall(marked)]
    text = _HEAD + _MARK.sub(r"\1", marked)
    figures = read(Document(text=text)).figures
    found = [
        f"{figure.raw} {figure.measure} {figure.direction}".rstrip()
        for figure in figures
        if figure.statistical
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("惠及17万群众。", 170000, "人"),
        ("为3000群众办实事。", 3000, "人"),
        ("千余师生旁听。", 1000, "人"),
        ("罚款45.6万，", 456000, "元"),
        ("挽回损失100多万。", 1000000, "元"),
        ("点击量15.6万。", 156000, ""),
        ("投资3.5万平方米厂房。", 35000, "平方米"),
        ("惠及企业3万余。", 30000, ""),
    ],
)
def test_units_told_by_the_noun_beside(text: str, value: int, unit: str) -> None:
    (figure,) = (f for f in read(Document(text=_HEAD + text)).figures if f.statistical)
    assert (figure.value, figure.unit) == (value, unit)
