"""Quotes find their figure again, and only it."""

from __future__ import annotations

import pytest

from fazhi.review.quotes import find, parts, quote

TEXT = "一、成效\n全年收到申请196件，受理165件。上年收到申请196件。\n二、打算\n"


def span(text: str, words: str, figure: str) -> tuple[int, int]:
    """Where the figure stands within the words within the text."""
    start = text.index(words) + words.index(figure)
    return start, start + len(figure)


def test_a_quote_is_the_sentence_with_its_figure_marked() -> None:
    start, end = span(TEXT, "全年收到申请196件", "196件")
    assert quote(TEXT, start, end) == "全年收到申请【196件】，受理165件。"


@pytest.mark.parametrize("words", ["全年收到申请196件", "上年收到申请196件"])
def test_a_quote_finds_its_figure_and_no_other(words: str) -> None:
    found = span(TEXT, words, "196件")
    assert find(TEXT, quote(TEXT, *found)) == [found]


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace("，", "， "),
        TEXT.replace("196件", "196 件"),
        TEXT.replace("196", "１９６"),
        TEXT.replace("申请196", "申\n请196"),
        "岚浦市\n" + TEXT,
    ],
    ids=["spaced", "spaced figure", "wide digits", "line break", "more text"],
)
def test_layout_does_not_matter(changed: str) -> None:
    made = quote(TEXT, *span(TEXT, "全年收到申请196件", "196件"))
    ((start, end),) = find(changed, made)
    assert "".join(changed[start:end].split()) in ("196件", "１９６件")


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace("全年收到申请196件", "全年收到申请1196件"),
        TEXT.replace("全年收到申请196件", "全年收到申请195件"),
        TEXT.replace("全年收到", "当年新收"),
        TEXT.replace("受理165件", "受理166件"),
        "",
    ],
)
def test_a_changed_sentence_is_not_found(changed: str) -> None:
    made = quote(TEXT, *span(TEXT, "全年收到申请196件", "196件"))
    assert find(changed, made) == []


def test_a_long_sentence_is_cut_between_clauses() -> None:
    text = (
        "全年组织执法检查1234次，发现问题5678个并全部督促整改到位，收到行政复议申请196件，"
        "受理165件，其中涉及自然资源、公安、市场监管等领域的分别为66件、55件、44件。"
    )
    start = text.index("196件")
    assert quote(text, start, start + 4) == (
        "发现问题5678个并全部督促整改到位，收到行政复议申请【196件】，"
        "受理165件，其中涉及自然资源、公安、"
    )


def test_a_short_context_is_widened_until_it_is_unique() -> None:
    same = "开展执法检查并督促有关单位落实整改要求和完善长效机制建设情况良好共计检查"
    text = f"甲部门{same}30次。乙部门{same}30次。"
    first = text.index("30次")
    made = quote(text, first, first + 3)
    assert made.startswith("甲部门")
    assert find(text, made) == [(first, first + 3)]


def test_the_same_sentence_twice_is_found_twice() -> None:
    text = "受理9件。\n受理9件。\n"
    assert find(text, quote(text, 2, 4)) == [(2, 4), (8, 10)]


def test_marks_of_the_text_itself_do_not_enter_a_quote() -> None:
    text = "【法治】全年受理9件【详见附件】。"
    at = text.index("9件")
    made = quote(text, at, at + 2)
    assert made == "全年受理【9件】"
    assert find(text, made) == [(at, at + 2)]


@pytest.mark.parametrize(
    "wrong", ["", "受理9件", "受理【9件", "受理【】件", "【1】【2】", "】9件【"]
)
def test_exactly_one_figure_is_marked(wrong: str) -> None:
    with pytest.raises(ValueError, match="exactly one"):
        parts(wrong)
