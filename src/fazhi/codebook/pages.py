"""The codebook as a person reads it: an index, and one page an indicator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fazhi import vocabulary
from fazhi.codebook.entries import Indicator, indicators, legal_bases
from fazhi.codebook.relation import Operator, RelationTerm
from fazhi.reading.vocabulary_files import OutlineVocabulary
from fazhi.schemas.tables.vocabularies import FREQUENCY, INDICATOR_TYPE, POLARITY

_INDEX_HEAD = """\
# 指标 / Indicators

每一指标只在 `schemas/codebook/` 中定义一次，本页及各指标页由其生成。Every indicator is defined
once, in `schemas/codebook/`; these pages are made from there.

如何增加指标 / How to add one: [codebook](../codebook.md).
"""

_NOTATION = """\
## 用语的写法 / How wordings are written

| 写法 / Term | 含义 / Meaning |
| --- | --- |
| `受理` | 数字所在短语中有此词或其同义词 / the word, or a synonym, stands in the figure's phrase |
| `甲/乙` | 任一即可 / either will do |
| `(行政复议)` | 也可在前文或标题中 / it may also stand in what comes before, or in the heading |
| `案件?` | 有则更可信 / helps, is not needed |
| `-审结`, `-(双随机)` | 短语、前文中不得有 / must not stand in the phrase, in the context |
| `N件` | 数字的量词 / the measure word of the figure |
"""

#: A relation in words, Chinese and English; ``{}`` stands for the names.
_RELATION_WORDS: dict[Operator, tuple[str, str]] = {
    "sum": ("等于{}之和", "the sum of {}"),
    "ge_sum": ("不少于{}之和", "at least the sum of {}"),
    "part_of": ("是{}的一部分", "a part of {}"),
    "le": ("不多于{}", "at most {}"),
    "ge": ("不少于{}", "at least {}"),
    "le_about": ("通常不多于{}（不作检验）", "usually at most {} (not tested)"),
    "ge_about": ("通常不少于{}（不作检验）", "usually at least {} (not tested)"),
    "alt_den": ("也有以{}为分母者", "some print it over {}"),
    "alt_num": ("也有以{}为分子者", "some print it with {} as numerator"),
}
_REST = ("报告不单列的其余部分", "parts that reports leave unsaid")


def indicator_pages(entries: Mapping[str, Indicator] | None = None) -> dict[str, str]:
    """Return the pages as Markdown: file name -> content.

    Args:
        entries: The codebook; by default the project's own.

    Returns:
        ``README.md``, the index by areas of the national outline, and
        ``<indicator_id>.md`` for every indicator.
    """
    chosen = indicators() if entries is None else entries
    return {"README.md": _index(chosen), **{f"{name}.md": _page(chosen[name]) for name in chosen}}


def _index(entries: Mapping[str, Indicator]) -> str:
    lines = [_INDEX_HEAD]
    for area in vocabulary.load("reading/outline.yml", OutlineVocabulary).areas.values():
        found = [entry for entry in entries.values() if entry.area in area.codebook_prefixes]
        if found:
            lines += [f"## {area.name_zh} / {area.name_en}", ""]
            lines += [
                f"- [`{entry.id}`]({entry.id}.md) {entry.name.zh} / {entry.name.en}"
                for entry in found
            ]
            lines.append("")
    return "\n".join([*lines, _NOTATION])


def _page(entry: Indicator) -> str:
    lines = [
        f"# {entry.name.zh} / {entry.name.en}",
        "",
        f"`{entry.id}` · [索引 / Index](README.md)",
        "",
        entry.definition.zh,
        "",
        entry.definition.en,
        "",
        "| | |",
        "| --- | --- |",
        *(f"| {name} | {text} |" for name, text in _facts(entry) if text),
        "",
        *_listed("关系 / Relations", _relations(entry)),
        *_listed("报告怎么说 / How reports say it", list(entry.examples.positive)),
        *_listed("不是本指标 / Not this indicator", list(entry.examples.negative)),
        *_listed("易混 / Confusables", list(entry.confusables)),
        *_listed("依据 / Legal basis", _bases(entry)),
        *_listed(
            "序列中断 / Breaks of the series",
            [f"{each.date.isoformat()} {each.zh} {each.en}" for each in entry.breaks],
        ),
        *_listed("用语 / Wordings", [f"`{wording}`" for wording in entry.wording]),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _facts(entry: Indicator) -> list[tuple[str, str]]:
    """Return name and text of each fact; an empty text where the entry has none."""
    also = [unit for unit in entry.accepted_units() if unit != entry.unit]
    return [
        ("类型 / Type", _term(INDICATOR_TYPE[entry.type])),
        ("单位 / Unit", entry.unit),
        ("也接受 / Also accepted", "、".join(also)),
        ("算法 / Formula", _formula(entry)),
        ("维度 / Dimensions", "；".join(_dimensions(entry))),
        ("排除词 / Never", "、".join(entry.never)),
        ("有效期 / Valid", _validity(entry.valid_from, entry.valid_to)),
        ("取向 / Polarity", _term(POLARITY[entry.polarity])),
        ("常见程度 / Frequency", _term(FREQUENCY[entry.expected_frequency])),
    ]


def _term(words: tuple[str, str]) -> str:
    return " / ".join(words)


def _formula(entry: Indicator) -> str:
    if not entry.denominator:
        return ""
    return f"{_link(entry.numerator)} ÷ {_link(entry.denominator)} × 100"


def _link(name: str) -> str:
    """Return a link to an indicator; words that are none stay words."""
    return f"[`{name}`]({name}.md)" if name in indicators() else name


def _relations(entry: Indicator) -> list[str]:
    """Return every relation in words, with links; a rate's is its formula."""
    found = []
    for term in entry.parsed_relations():
        if term.operator != "rate":
            links = "、".join(map(_link, term.indicator_ids))
            found.append(" / ".join(_in_words(term)) + (f" ({links})" if links else ""))
    return found


def _in_words(term: RelationTerm) -> tuple[str, str]:
    if term.operator == "range":
        low, high = (str(end) if end is not None else "" for end in (term.low, term.high))
        return (f"取值范围 {low}–{high}", f"Within {low}–{high}")
    if term.operator == "balance":
        zh, en = (
            " = ".join(
                " + ".join(getattr(indicators()[name].name, language) for name in side)
                for side in (term.names, term.balanced)
            )
            for language in ("zh", "en")
        )
        return (zh, en)
    zh, en = _RELATION_WORDS[term.operator]
    names = [indicators()[name].name for name in term.indicator_ids]
    rest = bool(term.residuals)
    return (
        zh.format("、".join([*(name.zh for name in names), *_REST[:rest]])),
        en.format(" + ".join([*(name.en for name in names), *_REST[2 - rest :]])),
    )


def _dimensions(entry: Indicator) -> list[str]:
    return [f"`{key}`: {', '.join(values)}" for key, values in entry.dimensions.items()]


def _bases(entry: Indicator) -> list[str]:
    """Return each legal basis with when its text was read, or that it never was."""
    found = []
    for reference in entry.legal_basis:
        basis = legal_bases()[reference.act]
        read = "未核对 / not verified" if basis.verified == "never" else f"核对 / {basis.verified}"
        place = " ".join(part for part in (basis.title, reference.ref, basis.issued) if part)
        found.append(f"{place}（{read}）")
    return found


def _validity(first: date | None, last: date | None) -> str:
    if first is None and last is None:
        return ""
    return f"{first or ''}–{last or ''}"


def _listed(title: str, items: list[str]) -> list[str]:
    """Return a titled list, or nothing where it would be empty."""
    return [f"## {title}", "", *(f"- {item}" for item in items), ""] if items else []
