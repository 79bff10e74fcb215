"""Evaluate readers on annotated folders and print the result for people and programs."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from fazhi.codebook import observe
from fazhi.document import read_document
from fazhi.evaluation.gold import find_gold, load_gold
from fazhi.evaluation.score import DocumentScore, Tally, score_document
from fazhi.reading import read


@dataclass(slots=True)
class Evaluation:
    """Scores per document, their sum, and the thresholds that were not reached."""

    documents: list[DocumentScore]
    total: DocumentScore
    below: list[str]

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain data for ``--format json``."""
        return {
            "documents": [score.name for score in self.documents],
            "measures": measures(self.total),
            "per_document": {score.name: measures(score) for score in self.documents},
            "kinds": {key: _tally(tally) for key, tally in sorted(self.total.kinds.items())},
            "rules": {key: _tally(tally) for key, tally in sorted(self.total.rules.items())},
            "misses": [asdict(miss) for miss in self.total.misses],
            "below": self.below,
        }


def evaluate(folder: Path, thresholds: Mapping[str, float]) -> Evaluation:
    """Read every annotated document at ``folder`` and compare.

    Args:
        folder: An annotated folder, or a folder of such.
        thresholds: Least value per measure, by the names of ``measures``.

    Raises:
        fazhi.evaluation.gold.GoldError: The folder is not annotated, or wrongly so.
    """
    documents = []
    for path in find_gold(folder):
        gold = load_gold(path)
        document = read_document(gold.text.encode("utf-8"), "text/plain")
        found = read(document)
        observations = observe(document, found, None)
        documents.append(score_document(gold, found, observations))
    total = DocumentScore("all")
    for score in documents:
        total.add(score)
    reached = measures(total)
    below = [
        f"{name} {reached[name]:.3f} < {least}"
        for name, least in thresholds.items()
        if name in reached and reached[name] < least
    ]
    return Evaluation(documents, total, below)


def measures(score: DocumentScore) -> dict[str, float]:
    """Return every measure by name: ``data_figures_f1``, ``value``, ``unit``, ..."""
    found: dict[str, float] = {}
    for name, tally in score.tallies.items():
        found[f"{name}_precision"] = tally.precision
        found[f"{name}_recall"] = tally.recall
        found[f"{name}_f1"] = tally.f1
    for name, (right, total) in score.attributes.items():
        found[name] = right / total if total else 1.0
    return found


def print_evaluation(evaluation: Evaluation, console: Console) -> None:
    """Print tables, then every miss with its sentence, then what is below threshold."""
    total = evaluation.total
    for miss in total.misses:
        console.print(
            f"{miss.document}: {miss.what}: gold {miss.gold or '-'} read {miss.read or '-'} "
            f"[{miss.rule_id or '-'}] {miss.quote}",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )
    console.print(_tally_table("Found", total.tallies))
    console.print(_attribute_table(total))
    console.print(_tally_table("Data figures by annotated kind", total.kinds))
    console.print(_tally_table("Data figures by rule", total.rules))
    for line in evaluation.below:
        console.print(f"below threshold: {line}", markup=False)
    names = ", ".join(score.name for score in evaluation.documents)
    console.print(f"evaluated {len(evaluation.documents)} annotated document(s): {names}")


def _tally(tally: Tally) -> dict[str, int]:
    return {"right": tally.right, "wrong": tally.wrong, "missed": tally.missed}


def _tally_table(title: str, tallies: Mapping[str, Tally]) -> Table:
    table = Table(title=title)
    for column in ("", "right", "wrong", "missed", "precision", "recall", "F1"):
        table.add_column(column, justify="left" if not column else "right")
    for name, tally in sorted(tallies.items()):
        table.add_row(
            name,
            *(str(count) for count in (tally.right, tally.wrong, tally.missed)),
            *(f"{share:.3f}" for share in (tally.precision, tally.recall, tally.f1)),
        )
    return table


def _attribute_table(score: DocumentScore) -> Table:
    table = Table(title="Attributes of the data figures found")
    for column in ("", "right", "of", "share"):
        table.add_column(column, justify="left" if not column else "right")
    for name, (right, total) in sorted(score.attributes.items()):
        table.add_row(name, str(right), str(total), f"{right / total:.3f}" if total else "-")
    return table


def project_thresholds(start: Path | None = None) -> dict[str, float]:
    """Return ``[tool.fazhi.evaluate]`` of the nearest pyproject.toml; empty without one."""
    folder = (start or Path.cwd()).resolve()
    for parent in (folder, *folder.parents):
        path = parent / "pyproject.toml"
        if path.is_file():
            content = tomllib.loads(path.read_text(encoding="utf-8"))
            thresholds = content.get("tool", {}).get("fazhi", {}).get("evaluate", {})
            return {name: float(least) for name, least in thresholds.items()}
    return {}
