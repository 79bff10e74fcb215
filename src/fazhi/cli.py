"""The command line: one verb per stage.

Each verb imports what it needs when it runs, so that ``fazhi --help`` and ``fazhi
extract`` do not wait for Prefect. Exit status: 0 done; 1 done, but something needs
someone; 2 could not run. The last line printed names what was written.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="fazhi",
    help="Open, comparable, auditable indicators from China's rule-of-law reports.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class ExtractFormat(StrEnum):
    """How ``fazhi extract`` prints."""

    jsonl = "jsonl"
    table = "table"


class ReportFormat(StrEnum):
    """How reports on quality are printed."""

    text = "text"
    json = "json"


@app.command()
def extract(
    files: Annotated[list[Path], typer.Argument(help="Text or HTML files.")],
    output_format: Annotated[ExtractFormat, typer.Option("--format")] = ExtractFormat.table,
    with_text: Annotated[bool, typer.Option(help="Print the text too (jsonl).")] = False,
) -> None:
    """Read documents and print what was found; store nothing."""
    from fazhi import display
    from fazhi.document import DocumentError
    from fazhi.extract import as_json, read_file

    failed = 0
    for path in files:
        try:
            found = read_file(path)
        except (OSError, DocumentError) as error:
            typer.echo(f"{path}: {error}", err=True)
            failed += 1
            continue
        if output_format is ExtractFormat.jsonl:
            typer.echo(
                json.dumps(as_json(str(path), found, with_text=with_text), ensure_ascii=False)
            )
        else:
            display.print_extraction(path, found)
    if failed:
        raise typer.Exit(2 if failed == len(files) else 1)


@app.command()
def evaluate(
    folder: Annotated[Path, typer.Argument(help="An annotated document, or a folder of such.")],
    output_format: Annotated[ReportFormat, typer.Option("--format")] = ReportFormat.text,
) -> None:
    """Compare the reading with annotated documents; 1 below the project's thresholds."""
    from rich.console import Console

    from fazhi.evaluation import evaluate as evaluate_folder
    from fazhi.evaluation.gold import GoldError
    from fazhi.evaluation.report import print_evaluation, project_thresholds

    try:
        evaluation = evaluate_folder(folder, project_thresholds())
    except GoldError as error:
        raise _cannot_run(str(error)) from error
    if output_format is ReportFormat.json:
        typer.echo(json.dumps(evaluation.as_json(), ensure_ascii=False, indent=1))
    else:
        print_evaluation(evaluation, Console(width=None if sys.stdout.isatty() else 200))
    if evaluation.below:
        raise typer.Exit(1)


def _cannot_run(message: str) -> typer.Exit:
    """Say on standard error why nothing was done; to be raised."""
    typer.echo(f"fazhi: {message}", err=True)
    return typer.Exit(2)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; the entry point ``fazhi``."""
    app(args=list(arguments) if arguments is not None else None)
