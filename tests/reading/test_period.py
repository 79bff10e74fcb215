"""For which time a figure holds, by every kind of cue."""

from __future__ import annotations

from datetime import date

import pytest
from marked_text import read_marked, span

YEAR = (date(2024, 1, 1), date(2024, 12, 31))
PRIOR = (date(2023, 1, 1), date(2023, 12, 31))


def until(month: int, day: int) -> tuple[date, date]:
    return date(2024, 1, 1), date(2024, month, day)


ONE_FIGURE = [
    ("办理案件{30件}。", YEAR, ""),
    ("全年办理案件{30件}。", YEAR, "全年"),
    ("今年以来，立案{213件}。", (date(2024, 1, 1), None), "今年以来"),
    ("目前已审结{61件}。", (date(2024, 1, 1), None), "目前"),
    ("截至目前，全县持证人员{61人}。", (date(2024, 1, 1), None), "截至目前"),
    ("截至{=10月底}，共检查企业{740家次}。", until(10, 31), "截至10月底"),
    ("截至{=2024年11月20日}，共检查{740家次}。", until(11, 20), "截至2024年11月20日"),
    ("截止{=11月}，共检查{740家次}。", until(11, 30), "截止11月"),
    ("{=1—11月}，受理申请{98件}。", until(11, 30), "1—11月"),
    ("{=1至11月}份受理申请{98件}。", until(11, 30), "1至11月份"),
    ("今年{=1-9月}，受理申请{98件}。", until(9, 30), "今年1-9月"),
    ("前11个月，受理申请{98件}。", until(11, 30), "前11个月"),
    ("上半年，受理申请{98件}。", until(6, 30), "上半年"),
    ("前三季度受理申请{98件}。", until(9, 30), "前三季度"),
    ("累计服务群众{60人次}。", YEAR, "累计"),
    ("去年办理{40件}。", PRIOR, "去年"),
    ("较去年增加{~40件}。", YEAR, ""),
    ("{=2023年}，全县办理{40件}。", PRIOR, "2023年"),
    ("组织召开{=2023年}度总结大会{2次}。", YEAR, ""),
    ("上年结转{12件}。", YEAR, ""),
    ("结转下年度{33件}。", YEAR, ""),
    ("五年来，培训{4100人次}。", (date(2020, 1, 1), date(2024, 12, 31)), "五年来"),
    ("近三年累计培训{4100人次}。", (date(2022, 1, 1), date(2024, 12, 31)), "近三年"),
    ("近年来，培训{4100人次}。", (None, None), "近年来"),
    ("“十三五”期间，办理{900件}。", (date(2016, 1, 1), date(2020, 12, 31)), "“十三五”期间"),
    ("“十四五”以来，办理{900件}。", (date(2021, 1, 1), date(2024, 12, 31)), "“十四五”以来"),
    ("实施“十四五”规划项目{9个}。", YEAR, ""),
    ("自{=2019年}以来，办理{900件}。", (date(2019, 1, 1), date(2024, 12, 31)), "2019年以来"),
    ("{=2021—2023年}，办理{900件}。", (date(2021, 1, 1), date(2023, 12, 31)), "2021—2023年"),
    ("印发《{=2023年}工作要点》，明确任务{36项}。", YEAR, ""),
    ("较“十三五”末提高{~11个百分点}。", YEAR, ""),
]


@pytest.mark.parametrize(("marked", "period", "cue"), ONE_FIGURE)
def test_cue(marked: str, period: tuple[date | None, date | None], cue: str) -> None:
    (figure,) = read_marked(marked)
    assert (span(figure), figure.period_cue) == (period, cue)


def test_two_years_in_one_sentence() -> None:
    first, second = read_marked("诉前调解案件{=2023年}为{40件}，{=2024年}为{52件}。")
    assert (span(first), span(second)) == (PRIOR, YEAR)


@pytest.mark.parametrize(
    ("marked", "years"),
    [
        (
            "受理申请{118件}({=上年}为{90件}),上升31.1%;已办结{110件},其中纠错{13件}。",
            (2024, 2023, 2024, 2024),
        ),
        ("收到申请{29件}，{=上年}为{21件}；受理{26件}，审结{24件}。", (2024, 2023, 2024, 2024)),
        ("新收{486件}，连同上年结转的{37件}，共办结{391件}。", (2024, 2024, 2024)),
        ("{=去年}，全县收到申请{29件}，受理{26件}，审结{24件}。", (2023, 2023, 2023)),
        ("{=2021年}56件，维持{12件}，撤销{3件}。", (2021, 2021)),
    ],
)
def test_a_level_of_last_year_put_in_holds_for_itself_alone(
    marked: str, years: tuple[int, ...]
) -> None:
    figures = read_marked(marked)
    assert tuple(f.period_start and f.period_start.year for f in figures) == years


def test_starting_points_in_a_row_hold_for_their_figures_alone() -> None:
    figures = read_marked("由{=2022年}的{56件}、{=2023年}的{78件}增长到{112件}，办结{110件}。")
    assert [figure.period_start and figure.period_start.year for figure in figures] == [
        *(2022, 2023),
        *(2024, 2024),
    ]


def test_a_starting_point_holds_for_its_figure_alone() -> None:
    first, second = read_marked("公职律师由上年的{7人}增加到{12人}。")
    assert (span(first), span(second)) == (PRIOR, YEAR)


def test_a_cue_holds_over_clauses_to_the_end_of_the_sentence() -> None:
    marked = "今年以来，受理{90件}，其中维持{30件}；移送{2件}。培训{50人}。"
    assert [figure.period_cue for figure in read_marked(marked)] == ["今年以来"] * 3 + [""]


def test_a_cut_off_that_opens_a_sentence_goes_on_in_its_item() -> None:
    marked = "截至{=10月底}，检查{740家}。发现问题{20个}。{@二是}强化培训，培训{50人}。"
    periods = [span(figure) for figure in read_marked(marked)]
    assert periods == [until(10, 31), until(10, 31), YEAR]


def test_another_year_that_opens_a_paragraph_goes_on_to_its_end() -> None:
    marked = "{=2023年}，我县办理案件{40件}。培训{50人}。\n开展宣传{9场}。"
    assert [span(figure) for figure in read_marked(marked)] == [PRIOR, PRIOR, YEAR]


def test_the_next_sentence_that_continues_keeps_the_cue() -> None:
    first, second = read_marked("目前共收到申请{90件}。其中，受理{80件}。")
    assert first.period_cue == second.period_cue == "目前"


def test_the_day_of_signing_ends_an_open_period() -> None:
    (figure,) = read_marked("今年以来，立案{213件}。", signed="2024-12-13")
    assert span(figure) == (date(2024, 1, 1), date(2024, 12, 13))
    (figure,) = read_marked("今年以来，立案{213件}。", signed="2025-01-20")
    assert span(figure) == (date(2024, 1, 1), None)


def test_an_unknown_year_stays_unknown() -> None:
    whole, since, five = read_marked("立案{2件}。今年以来立案{3件}。五年来，立案{9件}。", year=None)
    assert span(whole) == span(since) == span(five) == (None, None)
    assert since.period_cue == "今年以来"


def test_a_year_out_of_range_is_unknown() -> None:
    (figure,) = read_marked("五年来，立案{2件}。", year=0)
    assert span(figure) == (None, None)


def test_a_starting_point_holds_for_the_figures_joined_with_it() -> None:
    marked = "低保标准分别从{=2020年}的{645元}、{418元}提高到{=2024年}的{801元}、{726元}。"
    years = [figure.period_start.year for figure in read_marked(marked) if figure.period_start]
    assert years == [2020, 2020, 2024, 2024]


@pytest.mark.parametrize(
    ("marked", "periods"),
    [
        ("上年末库存{30吨}，处置{41吨}，年末库存{8吨}。", [PRIOR, YEAR, YEAR]),
        ("截至去年底，全县有律所{12家}，律师{85人}。", [PRIOR, PRIOR]),
        ("上年度审计查出的{35个}问题整改{33个}，追责{8人}。", [YEAR, YEAR, YEAR]),
        ("去年同期的{35个}问题整改{33个}。", [PRIOR, PRIOR]),
        ("受理案件{60件}，去年共受理{52件}，审结{50件}；调解{31件}。", [YEAR, PRIOR, PRIOR, YEAR]),
        ("{=2023年}，受理{52件}；审结{50件}。", [PRIOR, PRIOR]),
        ("资金{90万元}，其中上年结余{12万元}。", [YEAR, YEAR]),
        ("客流恢复至{=2019年}的{76%}。", [YEAR]),
    ],
)
def test_how_far_another_year_reaches(
    marked: str, periods: list[tuple[date | None, date | None]]
) -> None:
    assert [span(figure) for figure in read_marked(marked)] == periods
