"""The codebook as a person reads it: one page an area, one section an indicator."""

from __future__ import annotations

from collections.abc import Mapping

from fazhi import vocabulary
from fazhi.codebook.entries import Indicator, indicators, legal_bases
from fazhi.reading.areas import Area, OutlineVocabulary
from fazhi.schemas.tables.vocabularies import FREQUENCY, INDICATOR_TYPE, POLARITY

_INDEX_HEAD = """\
# 指标 / Indicators

每一指标只在 `schemas/codebook/` 中定义一次，本页及各分页由其生成。Every indicator is defined once,
in `schemas/codebook/`; these pages are made from there.

如何增加指标 / How to add one: [codebook](../codebook.md).
"""

_INDEX_TAIL = """\
## 关系的写法 / How relations are written

| 写法 / Term | 含义 / Meaning |
| --- | --- |
| `sum(a, b)` | 各部分之和 / the sum of its parts; at least that where a part has no id |
| `ge_sum(a, b)` | 不少于各部分之和 / at least the sum: the breakdown may be partial |
| `part_of(a)` | 为其中一部分 / one part of a |
| `le(a)`, `ge(a)` | 不多于、不少于 / at most, at least a |
| `le_about(a)`, `ge_about(a)` | 通常如此，不作检验 / usual, for carry-over not tested |
| `rate` | 分子除以分母 / numerator over denominator, rounded or truncated |
| `alt_den(a)`, `alt_num(a)` | 另一可用的分母、分子 / another accepted base or numerator |
| `balance(a + b = c)` | 期初与新收等于办结与结转 / an opening and closing balance |
| `range(low, high)` | 取值范围 / bounds of the value |

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


def indicator_pages(entries: Mapping[str, Indicator] | None = None) -> dict[str, str]:
    """Return the pages as Markdown: file name -> content.

    Args:
        entries: The codebook; by default the project's own.

    Returns:
        ``README.md``, the index, and ``<area>.md`` for every area of the national outline
        that has indicators.
    """
    chosen = indicators() if entries is None else entries
    areas = vocabulary.load("reading/outline.yml", OutlineVocabulary).areas
    by_area = {
        name: [entry for entry in chosen.values() if entry.area in area.codebook_prefixes]
        for name, area in areas.items()
    }
    page_of = {entry.id: name for name, found in by_area.items() for entry in found}
    pages = {
        f"{name}.md": _page(areas[name], found, page_of) for name, found in by_area.items() if found
    }
    return {"README.md": _index(areas, by_area), **pages}


def _index(areas: Mapping[str, Area], by_area: Mapping[str, list[Indicator]]) -> str:
    lines = [_INDEX_HEAD]
    for name, found in by_area.items():
        if not found:
            continue
        area = areas[name]
        lines += [f"## [{area.name_zh} / {area.name_en}]({name}.md)", ""]
        lines += [
            f"- [`{entry.id}`]({name}.md#{entry.id}) {entry.name.zh} / {entry.name.en}"
            for entry in found
        ]
        lines.append("")
    return "\n".join([*lines, _INDEX_TAIL])


def _page(area: Area, found: list[Indicator], page_of: Mapping[str, str]) -> str:
    head = [
        f"# {area.name_zh} / {area.name_en}",
        "",
        f"{len(found)} 个指标 / indicators. [索引与写法 / Index and notation](README.md).",
        "",
    ]
    return "\n".join([*head, *(_section(entry, page_of) for entry in found)])


def _section(entry: Indicator, page_of: Mapping[str, str]) -> str:
    lines = [
        f'<a id="{entry.id}"></a>',
        "",
        f"## {entry.name.zh} / {entry.name.en}",
        "",
        f"`{entry.id}`",
        "",
        entry.definition.zh,
        "",
        entry.definition.en,
        "",
        *_facts(entry, page_of),
        "",
        *_listed("用语 / Wordings", [f"`{wording}`" for wording in entry.wording]),
        *_listed("例句 / Examples", list(entry.examples.positive)),
        *_listed("不是本指标 / Not this indicator", list(entry.examples.negative)),
    ]
    return "\n".join(lines)


def _facts(entry: Indicator, page_of: Mapping[str, str]) -> list[str]:
    """Return one line for each fact of an indicator that there is."""
    also = [unit for unit in entry.accepted_units() if unit != entry.unit]
    facts = [
        ("类型 / Type", _term(INDICATOR_TYPE[entry.type])),
        ("单位 / Unit", entry.unit),
        ("也接受 / Also accepted", "、".join(also)),
        ("分子 / Numerator", _link(entry.numerator, page_of)),
        ("分母 / Denominator", _link(entry.denominator, page_of)),
        ("关系 / Relations", _codes(entry.relations)),
        ("维度 / Dimensions", "；".join(_dimensions(entry))),
        ("易混 / Confusables", "、".join(entry.confusables)),
        ("排除词 / Never", "、".join(entry.never)),
        ("依据 / Legal basis", "；".join(_bases(entry))),
        ("有效期 / Valid", _validity(entry)),
        ("取向 / Polarity", _term(POLARITY[entry.polarity])),
        ("常见程度 / Frequency", _term(FREQUENCY[entry.expected_frequency])),
    ]
    lines = [f"- {name}: {text}" for name, text in facts if text]
    lines += [
        f"- 序列中断 / Break: {each.date.isoformat()} {each.zh} {each.en}" for each in entry.breaks
    ]
    return lines


def _term(words: tuple[str, str]) -> str:
    return " / ".join(words)


def _codes(texts: tuple[str, ...]) -> str:
    return ", ".join(f"`{text}`" for text in texts)


def _link(name: str, page_of: Mapping[str, str]) -> str:
    """Return a link to an indicator; words that are none stay words."""
    return f"[`{name}`]({page_of[name]}.md#{name})" if name in page_of else name


def _dimensions(entry: Indicator) -> list[str]:
    return [f"`{key}`: {', '.join(values)}" for key, values in entry.dimensions.items()]


def _bases(entry: Indicator) -> list[str]:
    """Return each legal basis with when its text was read, or that it never was."""
    found = []
    for reference in entry.legal_basis:
        basis = legal_bases()[reference.act]
        read = "未核对 / not verified" if basis.verified == "never" else f"核对 / {basis.verified}"
        place = " ".join(part for part in (basis.title, reference.ref, basis.issued) if part)
        found.append(f"{place} ({read})")
    return found


def _validity(entry: Indicator) -> str:
    if entry.valid_from is None and entry.valid_to is None:
        return ""
    return f"{entry.valid_from or ''}–{entry.valid_to or ''}"


def _listed(title: str, items: list[str]) -> list[str]:
    """Return a titled list, or nothing where it would be empty."""
    return [f"{title}:", "", *(f"- {item}" for item in items), ""] if items else []
