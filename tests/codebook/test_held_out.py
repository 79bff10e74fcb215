"""How often unseen sentences lead to their indicator: lower bounds of what was measured.

The sentences are those of ``tests/examples`` that were never looked at when wordings were mended.
"""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from fazhi.codebook import observe
from fazhi.document import read_document
from fazhi.reading import read
from fazhi.records import Place

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
#: What a sentence calls the place that reports: 全市, 我区, 县政府.
CALLED = re.compile(
    r"[全我](市|区|旗|州|省|县)|(?<![\u4e00-\u9fff])(市|区|州|旗)(?=政府|司法局|本级|委)"
)
PLACES = {
    "县": Place("999901", "临山县", "county", ("东江市",)),
    "区": Place("999901", "临山区", "county", ("东江市",)),
    "旗": Place("999901", "临山旗", "county", ("东江市",)),
    "市": Place("999900", "东江市", "prefecture", ("南河省",)),
    "州": Place("999900", "东江州", "prefecture", ("南河省",)),
    "省": Place("990000", "南河省", "province", ()),
}


class Marked(NamedTuple):
    """A text with the spans of its figures and the indicator of each."""

    text: str
    spans: list[tuple[int, int, str]]


def marked(text: str, indicator: str = "") -> Marked:
    bare, spans = "", []
    for part in re.split(r"(【[^】]*】)", text):
        if part.startswith("【"):
            figure, _, code = part[1:-1].partition("|")
            spans.append((len(bare), len(bare) + len(figure), code or indicator))
            bare += figure
        else:
            bare += part
    return Marked(bare, spans)


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def paragraphs() -> list[Marked]:
    rows = load(EXAMPLES / "paragraphs" / "paragraphs.yml")
    return [marked(row["text"]) for row in rows if row.get("held_out")]


def wordings() -> list[Marked]:
    return [
        marked(text, indicator)
        for indicator, texts in load(EXAMPLES / "wordings" / "wordings.yml").items()
        for text in texts
        if zlib.crc32(text.encode()) % 3 == 0
    ]


def paraphrases() -> list[Marked]:
    return [
        marked(row["text"], entry["indicator"])
        for path in sorted((EXAMPLES / "paraphrases").glob("*.yml"))
        for entry in load(path)
        for row in entry["sentences"]
        if row.get("held_out")
    ]


def score(item: Marked) -> tuple[int, int, int]:
    """Return how many codes are right, how many wrong, how many figures none was found for."""
    called = CALLED.search(item.text)
    name = next(group for group in called.groups() if group) if called else "县"
    place = PLACES[name if called or "市级" not in item.text else "市"]
    head = f"{place.name}人民政府2023年法治政府建设年度报告\n一、2023年法治政府建设工作开展情况\n"
    document = read_document(f"{head}{item.text}\n".encode(), "text/plain")
    right = wrong = missed = 0
    observed = observe(document, read(document, place, 2023), place)
    for start, end, indicator in item.spans:
        here = {
            each.indicator_id
            for each in observed
            if each.figure
            and each.figure.char_start < len(head) + end
            and each.figure.char_end > len(head) + start
        }
        right += indicator in here
        wrong += bool(here) and indicator not in here
        missed += not here
    return right, wrong, missed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("items", "precision", "recall"),
    [
        pytest.param(paragraphs(), 0.97, 0.94, id="paragraphs"),
        pytest.param(wordings(), 0.96, 0.88, id="wordings"),
        pytest.param(paraphrases(), 0.97, 0.88, id="paraphrases"),
    ],
)
def test_held_out_sentences(items: list[Marked], precision: float, recall: float) -> None:
    right, wrong, missed = (sum(column) for column in zip(*map(score, items), strict=True))
    assert right + wrong + missed > 60
    assert right / (right + wrong) >= precision, (right, wrong, missed)
    assert right / (right + wrong + missed) >= recall, (right, wrong, missed)
