"""Chinese that is published has full-width marks: titles, descriptions, messages, READMEs.

What is matched against reports (``schemas/reading``, wordings, patterns) is as reports print
it, and is not looked at.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from fazhi.codebook.entries import indicators, legal_bases
from fazhi.schemas.tables import vocabularies
from fazhi.tableschema import definitions

ROOT = Path(__file__).resolve().parents[1]
SCHEMAS, SOURCES = ROOT / "schemas", ROOT / "src" / "fazhi"
_CHINESE = r"\u4e00-\u9fff《》“”（），；："
HALF_WIDTH = re.compile(rf"(?<=[{_CHINESE}])[,:;?!()]|[,:;?!()](?=[{_CHINESE}])")
#: Not prose: fenced and inline code, targets of links, what a template fills in, its tags.
_NO_PROSE = re.compile(
    r"```.*?```|`[^`\n]*`|\]\([^)\n]*\)|\{\{.*?\}\}|\{%.*?%\}|<[^>]*>", re.DOTALL
)
_PATTERN = re.compile(r"\(\?|[\\|^]|\[[^\]]*\][*+?{]")
_WRITTEN = ("README.zh.md", "src/fazhi/package/readme.zh.md.jinja")
_TEMPLATES = (*_WRITTEN, "src/fazhi/dictionary_page.html.jinja")
_IN_CHINESE = re.compile(r"(\b|_)zh\b", re.IGNORECASE)
_IN_ENGLISH = re.compile(r"(\b|_)en\b", re.IGNORECASE)
#: Whose string literals are prose: what they say in Chinese ends up in a package.
_SAYING = ("audit", "build", "package", "release", "cite.py", "dictionary.py", "codebook/pages.py")


def half_width(text: str) -> list[str]:
    """Return what stands around each half-width mark beside a Chinese character."""
    return [
        text[max(0, found.start() - 8) : found.end() + 8] for found in HALF_WIDTH.finditer(text)
    ]


def said_in_tables() -> Iterator[str]:
    for table in definitions().values():
        yield from (table.facts.zh, table.facts.meaning_zh)
        for column in table.columns:
            yield from (column.facts.zh, column.facts.meaning_zh)
    for words in vars(vocabularies).values():
        if isinstance(words, dict):
            yield from (pair[0] for pair in words.values() if isinstance(pair, tuple))


def said_in_codebook() -> Iterator[str]:
    for entry in indicators().values():
        yield from (entry.name.zh, entry.definition.zh, *entry.confusables)
        yield from (each.zh for each in entry.breaks)
    for key, basis in legal_bases().items():
        yield from (key, basis.title, basis.issued)


def said_under_zh(content: Any) -> Iterator[str]:
    """Yield every text of a YAML file whose key is ``zh``, or ends in it."""
    if isinstance(content, dict):
        for key, value in content.items():
            is_chinese = isinstance(value, str) and re.fullmatch(r"(\w+_)?zh", str(key))
            yield from [value] if is_chinese else said_under_zh(value)
    elif isinstance(content, list):
        for item in content:
            yield from said_under_zh(item)


def said_in_schemas() -> Iterator[str]:
    for path in sorted(SCHEMAS.rglob("*.yml")):
        yield from said_under_zh(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader))
    for condition in yaml.safe_load((SCHEMAS / "obs_status.yml").read_text("utf-8")):
        yield condition["because"].partition(" / ")[0]
    for path in sorted(SCHEMAS.rglob("*.sql")):
        yield from (line for line in path.read_text("utf-8").splitlines() if line.startswith("-- "))


def said_in_templates() -> Iterator[str]:
    for name in _TEMPLATES:
        yield _NO_PROSE.sub(" ", (ROOT / name).read_text("utf-8"))


def literals(source: str) -> Iterator[str]:
    """Yield the string literals of a module, without its docstrings and patterns.

    What a literal takes in stays empty, or stands for Chinese where its name says so.
    """
    tree = ast.parse(source)
    statements = (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))
    docstrings = {id(value) for value in statements}
    for node in ast.walk(tree):
        text = _said(node)
        if text and id(node) not in docstrings and not _PATTERN.search(text):
            yield _NO_PROSE.sub(" ", text)


def _said(node: ast.AST) -> str:
    """Return a literal, with 中 for what it takes in from names in ``zh`` alone."""
    if isinstance(node, ast.JoinedStr):
        taken = [each for each in node.values if isinstance(each, ast.FormattedValue)]
        is_english = any(_IN_ENGLISH.search(ast.unparse(each)) for each in taken)
        chinese = " " if is_english else "中"
        return "".join(
            (chinese if _IN_CHINESE.search(ast.unparse(each)) else " ")
            if each in taken
            else _said(each)
            for each in node.values
        )
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def said_by_code() -> Iterator[str]:
    for name in _SAYING:
        path = SOURCES / name
        for module in [path] if path.is_file() else sorted(path.rglob("*.py")):
            yield from literals(module.read_text("utf-8"))


@pytest.mark.parametrize(
    "said",
    [said_in_tables, said_in_codebook, said_in_schemas, said_in_templates, said_by_code],
)
def test_chinese_has_full_width_marks(said: Any) -> None:
    texts = [text for text in said() if re.search(r"[\u4e00-\u9fff]", text)]
    assert texts
    assert [found for text in texts for found in half_width(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "空单元格表示没有值,不表示零",
        "比率的基数:不详为空",
        "网址;不详为空",
        "司法(检察)建议",
        "开始时间(UTC)",
        "法规《规定》,下称规定",
        "够不够?",
        "查看的时间 UTC)，以",
    ],
)
def test_a_half_width_mark_is_found(text: str) -> None:
    assert half_width(text)
    assert list(said_under_zh([{"meaning_zh": text, "en": "none"}])) == [text]
    assert half_width("".join(literals(f"warn({text!r})")))


@pytest.mark.parametrize(
    "text",
    ["GB/T 2260 六位代码；1,234 件，10:30 起", "以 ; 连接的多个值", "编码表 / Codebook (page)"],
)
def test_other_half_width_marks_may_stay(text: str) -> None:
    assert half_width(text) == []


def test_docstrings_patterns_and_code_are_no_prose() -> None:
    source = '"""见(一)."""\nA = re.compile(r"(?:共|计)[,，]")\nB = "`(行政复议)` 前文"\n'
    assert [half_width(text) for text in literals(source)] == [[]]


def test_what_is_taken_in_may_be_chinese() -> None:
    assert [
        half_width(text) for text in literals('say(f"{titles.zh}({unit})")') if half_width(text)
    ]
    assert not any(half_width(text) for text in literals('say(f"{name_en} ({name_zh})")'))
