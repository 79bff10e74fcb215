"""Sentences and clauses by their marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fazhi.reading.clauses import paragraphs, sentence_spans, split_clauses
from fazhi.records import Block, Document, Section


def clauses_of(text: str, figures: list[tuple[int, int]] | None = None) -> list[str]:
    sentence = split_clauses(text, 0, len(text), figures or [])
    return [text[clause.start : clause.end] for clause in sentence.clauses]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("受理90件，办结80件。", ["受理90件", "办结80件"]),
        ("受理90件,办结80件;移送3件", ["受理90件", "办结80件", "移送3件"]),
        ("各镇（区、街道，园区）共办理9件", ["各镇（区、街道，园区）共办理9件"]),
        ("印发《甲办法，试行》，公布", ["印发《甲办法，试行》", "公布"]),
        ("推行“快办，好办”，提速", ["推行“快办，好办”", "提速"]),
        ("推行“快办，好办，提速", ["推行“快办", "好办", "提速"]),
        ("好办”，提速", ["好办”", "提速"]),
        ("其中：维持3件", ["其中", "维持3件"]),
        ("", [""]),
    ],
)
def test_clauses_split_outside_brackets_and_quotes(text: str, expected: list[str]) -> None:
    assert clauses_of(text) == expected


def test_marks_inside_figures_do_not_split() -> None:
    text = "罚没4,210万元,移送3件"
    assert clauses_of(text, [(2, 9)]) == ["罚没4,210万元", "移送3件"]


def test_clause_remembers_the_mark_before_it() -> None:
    text = "甲，乙；丙"
    sentence = split_clauses(text, 0, len(text))
    assert [clause.before for clause in sentence.clauses] == ["", "，", "；"]


def test_brackets_and_quotes_are_kept_apart() -> None:
    text = "审结175件（含结转12件），见《办法（试行）》"
    sentence = split_clauses(text, 0, len(text))
    assert [text[start:end] for start, end in sentence.brackets] == ["（含结转12件）"]
    assert [text[start:end] for start, end in sentence.quotes] == ["《办法（试行）》"]


def test_a_quote_longer_than_a_sentence_is_none() -> None:
    text = "推行“" + "甲，" * 200 + "”"
    assert len(clauses_of(text)) == 201


def test_sentences_end_at_full_stops_outside_figures() -> None:
    text = "甲8.5万。乙！丙"
    assert [text[a:b] for a, b in sentence_spans(text, 0, len(text))] == ["甲8.5万。", "乙！", "丙"]
    assert sentence_spans("甲3。5乙", 0, 5, [(1, 4)]) == [(0, 5)]


def test_blocks_are_paragraphs() -> None:
    document = Document("甲\n乙丙", blocks=[Block("paragraph", 0, 1), Block("paragraph", 2, 4)])
    assert list(paragraphs(document, [])) == [(0, 1), (2, 4)]


def test_wrapped_lines_are_joined_and_others_not() -> None:
    wrapped = "全年共受理行政复议申请一百九十六件其中审结的有一百七十五\n件，办结率九成。"
    assert list(paragraphs(Document(wrapped), [])) == [(0, len(wrapped))]
    apart = "一、主要工作\n全年共受理。\n（一）其他"
    assert len(list(paragraphs(Document(apart), []))) == 3


def test_a_heading_is_not_joined_with_what_follows() -> None:
    heading = "全面推进依法行政着力提升法治政府建设水平和服务效能工作情况"
    section = Section("一", 1, "", heading, "", "result", 0, 60)
    document = Document(f"{heading}\n全年共受理。")
    assert len(list(paragraphs(document, [section]))) == 2


@given(st.text(alphabet="甲，。；：（）()“”《》\n 9.,", max_size=200))
def test_sentences_and_clauses_cover_the_text(text: str) -> None:
    spans = sentence_spans(text, 0, len(text))
    assert "".join(text[start:end] for start, end in spans) == text
    for start, end in spans:
        sentence = split_clauses(text, start, end)
        assert sentence.clauses[0].start == start
        for clause, following in zip(sentence.clauses, sentence.clauses[1:], strict=False):
            assert clause.start <= clause.end < following.start == clause.end + 1
