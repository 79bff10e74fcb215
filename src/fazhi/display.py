"""What people see on the terminal: tables and marked sentences, made with rich."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from fazhi.extract import Extraction, number

#: Width when nobody looks at a terminal: wide enough to keep one figure on one line.
PLAIN_WIDTH = 200


def console() -> Console:
    """Return a console for standard output, wide and plain when it is no terminal."""
    return Console(width=None if sys.stdout.isatty() else PLAIN_WIDTH)


def print_extraction(path: Path, found: Extraction) -> None:
    """Print a document's facts, its data figures with their codes, and failed checks."""
    out = console()
    facts = found.reading.facts
    out.print(f"[bold]{path}[/bold]", highlight=False)
    out.print(f"{facts.title or '(no title)'}  {facts.issuer}  {facts.doc_number}", markup=False)
    if not facts.is_report:
        out.print(f"not a report: {facts.outcome}", markup=False)
    table = Table(box=None, pad_edge=False)
    for column in ("offset", "figure", "value", "unit", "measure", "indicator", "subject"):
        table.add_column(column, justify="right" if column in ("offset", "value") else "left")
    codes: dict[int, list[str]] = {}
    for observation in found.observations:
        if observation.figure is not None and observation.status != "rejected":
            code = observation.indicator_id
            if observation.dimension:
                code += f" [{observation.dimension}]"
            codes.setdefault(observation.figure.char_start, []).append(code)
    data = [figure for figure in found.reading.figures if figure.statistical]
    for figure in data:
        table.add_row(
            str(figure.char_start),
            " ".join(figure.raw.split()),
            "" if figure.value is None else str(number(figure.value)),
            figure.unit,
            figure.measure,
            ", ".join(codes.get(figure.char_start, [])),
            figure.subject,
        )
    out.print(table)
    for check in found.checks:
        if check.verdict == "fails":
            out.print(f"{check.relation}: {check.conclusion_en}", markup=False)
    out.print(
        f"read {len(found.reading.figures)} figures, {len(data)} of them data, "
        f"{len(codes)} coded; {len(found.checks)} checks; nothing was stored"
    )
