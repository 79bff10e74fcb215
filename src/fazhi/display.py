"""What people see on the terminal: tables and marked sentences, made with rich."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from fazhi.explain import Evidence
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


def print_evidence(evidence: Evidence) -> None:
    """Print where a number comes from, so that a reader can check it without fazhi."""
    out = console()
    figure, report = evidence.figure, evidence.report
    sentence = Text(evidence.before)
    sentence.append(f"【{evidence.marked}】", style="bold reverse")
    sentence.append(evidence.after)
    out.print(sentence)
    facts = Table(box=None, show_header=False, pad_edge=False)
    facts.add_column(style="dim")
    facts.add_column(overflow="fold")
    section = evidence.section
    retrieval = evidence.retrieval or {}
    for name, value in (
        ("report", f"{report['title'] or ''} ({report['report_id']})"),
        ("place", f"{report['region_name']}, {report['province_name']} {report['region_code']}"),
        ("section", f"{section['section_path']} {section['heading'] or ''}" if section else ""),
        ("offsets", f"{figure['char_start']}..{figure['char_end']} of the revision's text"),
        ("revision", evidence.revision["revision_id"]),
        ("text sha256", evidence.revision["text_sha256"]),
        ("snapshot", evidence.revision["snapshot_id"]),
        ("address", report["url"] or "not known"),
        ("retrieved", str(retrieval.get("retrieved_at") or "")),
        ("read as", _reading(figure)),
        ("subject", figure.get("subject") or ""),
        ("rule", figure.get("rule_id") or ""),
    ):
        if value:
            facts.add_row(name, value)
    out.print(facts)
    for row in evidence.observations:
        dimension = f" [{row['dimension']}]" if row["dimension"] else ""
        out.print(
            f"observation {row['observation_id']}: {row['indicator_id']}{dimension} "
            f"{row['name_zh']} / {row['name_en']}, confidence {number(row['confidence'])}, "
            f"rule {row['rule_id']}, status {row['status']}",
            markup=False,
        )
        if row["definition_en"]:
            out.print(f"  {row['definition_en']}", markup=False)
    for check in evidence.checks:
        out.print(
            f"check {check['check_id']} {check['relation']} {check['verdict']}: "
            f"{check['conclusion_zh']} / {check['conclusion_en']}",
            markup=False,
        )
    if not evidence.checks:
        out.print("no check touches this figure")


def _reading(figure: dict[str, Any]) -> str:
    value = figure.get("value")
    parts = [
        "" if value is None else str(number(value)),
        figure.get("unit") or "",
        figure.get("bound") or "",
        figure.get("kind") or "",
        figure.get("measure") or "",
        figure.get("direction") or "",
    ]
    return " ".join(part for part in parts if part)


def print_rows(names: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Print the result of a query as a table, decimals without trailing zeros."""
    table = Table(pad_edge=False)
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    console().print(table)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return str(number(value)) if isinstance(value, Decimal) else str(value)


def write_csv(names: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Write the result of a query to standard output as CSV."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(value) for value in row] for row in rows)


def print_checks(report_id: str, checks: list[dict[str, Any]]) -> None:
    """Print a report's checks; what does not reconcile comes first and in words."""
    out = console()
    by_verdict = Counter(check["verdict"] for check in checks)
    for check in checks:
        if check["verdict"] != "fails":
            continue
        out.print(f"{check['relation']} {check['check_id']}", style="bold red")
        out.print(f"  {check['conclusion_zh']}\n  {check['conclusion_en']}", markup=False)
    holding = [check for check in checks if check["verdict"] == "holds"]
    for check in holding:
        out.print(f"{check['relation']}: {check['conclusion_en']}", markup=False, style="dim")
    counts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(by_verdict.items()))
    out.print(f"{report_id}: {len(checks)} checks ({counts or 'none'}); nothing was written")
