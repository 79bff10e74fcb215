"""docs/accuracy.md: how well reports are read, measured, with the method and its limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from fazhi import vocabulary
from fazhi.evaluation.report import Evaluation, measures
from fazhi.evaluation.score import DocumentScore

#: Columns of the tables: heading and the measure in it.
COLUMNS = (
    ("data figures F1", "data_figures_f1"),
    ("precision", "data_figures_precision"),
    ("recall", "data_figures_recall"),
    ("value", "value"),
    ("unit", "unit"),
    ("bound", "bound"),
    ("kind", "kind"),
    ("measure", "measure"),
    ("direction", "direction"),
    ("period", "period"),
    ("scope", "scope"),
    ("codes P", "codes_precision"),
    ("codes R", "codes_recall"),
)


class Measured(BaseModel):
    """A measurement on texts that are not in the repository, written down with its date."""

    model_config = ConfigDict(extra="forbid")

    what: str
    date: str
    texts: str
    annotated_by: str
    results: dict[str, str]
    remarks: str = ""


class Record(BaseModel):
    """docs/accuracy.yml: the words of the page, and what was measured elsewhere."""

    model_config = ConfigDict(extra="forbid")

    introduction: str
    method: str
    limits: str
    unseen: list[str]
    measured: list[Measured]


@dataclass(frozen=True, slots=True)
class Page:
    """The page's parts: the record, and the evaluation of the development set."""

    record: Record
    evaluation: Evaluation

    def markdown(self) -> str:
        """Return the page as Markdown."""
        unseen = [s for s in self.evaluation.documents if s.name in self.record.unseen]
        seen = [s for s in self.evaluation.documents if s.name not in self.record.unseen]
        parts = [
            "# How far the reading can be trusted",
            "<!-- Made by `make docs` from docs/accuracy.yml and tests/examples/reports. -->",
            self.record.introduction.strip(),
            "## Method",
            self.record.method.strip(),
            "## Development documents whose errors shaped the rules",
            _table(seen),
        ]
        if unseen:
            parts += [
                "## Development documents annotated after the rules were frozen",
                _table(unseen),
            ]
        parts.append("## By kind of figure")
        parts.append(_kinds(self.evaluation.total))
        for item in self.record.measured:
            parts += [f"## {item.what}", _measured(item)]
        parts += ["## Limits", self.record.limits.strip()]
        return "\n\n".join(parts) + "\n"


def load_record(path: Path) -> Record:
    """Read docs/accuracy.yml.

    Raises:
        fazhi.vocabulary.VocabularyError: The file does not fit the model.
        OSError: It cannot be read.
    """
    return vocabulary.parse(path.read_text(encoding="utf-8"), Record, path.name)


def _table(scores: Sequence[DocumentScore]) -> str:
    total = DocumentScore("**all**")
    for score in scores:
        total.add(score)
    head = ["document", "data figures", *(heading for heading, _ in COLUMNS)]
    return _markdown_table(head, [_row(score) for score in [*scores, total]])


def _row(score: DocumentScore) -> list[str]:
    found = measures(score)
    tally = score.tallies["data_figures"]
    return [
        score.name,
        str(tally.right + tally.missed),
        *(f"{found[name]:.3f}" if name in found else "–" for _, name in COLUMNS),
    ]


def _kinds(total: DocumentScore) -> str:
    rows = [
        [kind, str(t.right), str(t.wrong), str(t.missed), f"{t.f1:.3f}"]
        for kind, t in sorted(total.kinds.items())
    ]
    return _markdown_table(["annotated kind", "right", "spurious", "missed", "F1"], rows)


def _measured(item: Measured) -> str:
    lines = [
        f"{item.texts} Annotated by {item.annotated_by}. Measured {item.date}.",
        _markdown_table(["measure", "result"], [[k, v] for k, v in item.results.items()]),
    ]
    if item.remarks:
        lines.append(item.remarks.strip())
    return "\n\n".join(lines)


def _markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"| {' | '.join('---' for _ in head)} |"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines)
