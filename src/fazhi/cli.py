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
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.collect import command as source_verbs
from fazhi.portal import command as portal
from fazhi.review import command as review
from fazhi.terminal import Folder, database_of, finish, reasons, root_of, speak_utf8

if TYPE_CHECKING:
    from fazhi.stages import CollectOptions

app = typer.Typer(
    name="fazhi",
    help="Open, comparable, auditable indicators from China's rule-of-law reports.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Sources = Annotated[
    Path | None, typer.Option(help="Registry of sources; the bundled sample site if absent.")
]
Only = Annotated[str, typer.Option(help="Only this region code.")]
Year = Annotated[int | None, typer.Option(help="Only reports on this year.")]
Sample = Annotated[int | None, typer.Option(help="At most so many pages a source.")]


class ExtractFormat(StrEnum):
    """How ``fazhi extract`` prints."""

    jsonl = "jsonl"
    table = "table"


class ReportFormat(StrEnum):
    """How reports on quality are printed."""

    text = "text"
    json = "json"


class DiffFormat(StrEnum):
    """How ``fazhi diff`` prints."""

    text = "text"
    json = "json"
    md = "md"


class QueryFormat(StrEnum):
    """How ``fazhi query`` prints."""

    table = "table"
    csv = "csv"


@app.callback()
def _common(context: typer.Context, workspace: Folder = None) -> None:
    context.obj = workspace


# --- The pipeline -----------------------------------------------------------------------


@app.command()
def run(
    context: typer.Context,
    sources: Sources = None,
    only: Only = "",
    year: Year = None,
    sample: Sample = None,
    workspace: Folder = None,
) -> None:
    """Collect, build and release: the whole pipeline as a Prefect flow."""
    root = root_of(context, workspace)
    with reasons():
        from fazhi.flows.environment import prepare

        prepare()
        from fazhi.flows.nightly import nightly

        results = nightly(str(root), _options(sources, only, year, sample))
    finish(*results)


@app.command()
def collect(
    context: typer.Context,
    sources: Sources = None,
    only: Only = "",
    year: Year = None,
    sample: Sample = None,
    retry_failed: Annotated[
        bool, typer.Option(help="Only what brought nothing last time.")
    ] = False,
    dry_run: Annotated[bool, typer.Option(help="Say what is due, ask for nothing.")] = False,
    workspace: Folder = None,
) -> None:
    """Look at the sources that are due and archive what they serve."""
    from fazhi.stages import collect_stage

    options = _options(sources, only, year, sample)
    options.retry_failed, options.dry_run = retry_failed, dry_run
    with reasons():
        result = collect_stage(root_of(context, workspace), options)
    finish(result)


@app.command()
def ingest(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Documents on this machine.")],
    region: Annotated[str, typer.Option(help="GB/T 2260 code of the place, six digits.")],
    year: Annotated[int, typer.Option(help="The year reported on.")],
    url: Annotated[str, typer.Option(help="Where it was published, if known.")] = "",
    workspace: Folder = None,
) -> None:
    """Take local documents into raw/."""
    from fazhi.stages import ingest_stage

    with reasons():
        result = ingest_stage(root_of(context, workspace), files, region, year, url)
    finish(result)


@app.command()
def build(context: typer.Context, workspace: Folder = None) -> None:
    """Make all tables and the DuckDB file again from raw/."""
    from fazhi.stages import build_stage

    with reasons():
        result = build_stage(root_of(context, workspace))
    finish(result)


@app.command()
def release(
    context: typer.Context,
    stable: Annotated[
        bool, typer.Option("--stable", help="Cut a stable release; else replace the nightly one.")
    ] = False,
    allow: Annotated[
        str, typer.Option(help="Why a build that lost something is right; kept in the package.")
    ] = "",
    workspace: Folder = None,
) -> None:
    """Write a data package when the content changed, and validate it."""
    from fazhi.stages import release_stage

    with reasons():
        result = release_stage(root_of(context, workspace), stable=stable, allow=allow)
    finish(result)


@app.command()
def check(
    context: typer.Context,
    package: Annotated[
        str, typer.Argument(help="nightly, latest, a version or a folder; else all newest.")
    ] = "",
    workspace: Folder = None,
) -> None:
    """Verify packages: hashes, formats, and their tables against each other."""
    from fazhi.stages import check_stage

    with reasons():
        result = check_stage(root_of(context, workspace), package)
    finish(result)


@app.command()
def diff(
    context: typer.Context,
    before: Annotated[str, typer.Argument(help="nightly, latest, a version or a folder.")],
    after: Annotated[str, typer.Argument(help="The same, the newer one.")],
    output_format: Annotated[DiffFormat, typer.Option("--format")] = DiffFormat.text,
    listed: Annotated[
        int, typer.Option(min=1, help="Keys and values listed of each kind; all are counted.")
    ] = 1000,
    workspace: Folder = None,
) -> None:
    """Say what differs between two packages; 0 nothing, 1 something, 2 not comparable."""
    from fazhi.stages import compare_packages

    with reasons():
        is_same, text = compare_packages(
            root_of(context, workspace), before, after, output_format.value, listed
        )
    typer.echo(text, nl=False)
    if not is_same:
        raise typer.Exit(1)


# --- Looking ----------------------------------------------------------------------------


@app.command()
def extract(
    files: Annotated[list[Path], typer.Argument(help="Text, HTML, Word or PDF files.")],
    output_format: Annotated[ExtractFormat, typer.Option("--format")] = ExtractFormat.table,
    with_text: Annotated[bool, typer.Option(help="Print the text too (jsonl).")] = False,
) -> None:
    """Read documents and print what was found; store nothing."""
    from fazhi import display
    from fazhi.document import UnsupportedDocumentError
    from fazhi.extract import as_json, read_file

    failed = 0
    for path in files:
        try:
            found = read_file(path)
        except (OSError, UnsupportedDocumentError) as error:
            typer.echo(f"fazhi: {path}: {error}", err=True)
            failed += 1
            continue
        if output_format is ExtractFormat.jsonl:
            line = as_json(str(path), found, with_text=with_text)
            typer.echo(json.dumps(line, ensure_ascii=False))
        else:
            display.print_extraction(path, found)
    if failed:
        raise typer.Exit(2 if failed == len(files) else 1)


@app.command()
def explain(
    context: typer.Context,
    identifier: Annotated[str, typer.Argument(help="An observation_id or a figure_id.")],
    workspace: Folder = None,
) -> None:
    """Show where a number comes from: sentence, snapshot, rule, codebook entry, checks."""
    from fazhi import display
    from fazhi.explain import explain as find_evidence

    with reasons():
        evidence = find_evidence(database_of(context, workspace), identifier)
    display.print_evidence(evidence)


@app.command()
def cite(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(help="An observation_id or figure_id, a version, nightly or latest.")
    ],
    release: Annotated[
        str, typer.Option(help="Cite the value from this package; else the newest stable one.")
    ] = "",
    workspace: Folder = None,
) -> None:
    """Print how to cite a value or a release: text in both languages, and BibTeX."""
    from fazhi.cite import cite as find_citation
    from fazhi.workspace import Workspace

    with reasons():
        found = find_citation(Workspace(root_of(context, workspace)).output, name, release)
    typer.echo(f"{found.text_en}\n\n{found.text_zh}\n\n{found.bibtex}")


@app.command()
def audit(
    context: typer.Context,
    report_id: Annotated[str, typer.Argument(help="A report, as 320682-2023-rol.")],
    workspace: Folder = None,
) -> None:
    """Print the checks of one report, what does not reconcile first."""
    from fazhi import display
    from fazhi.explain import report_checks

    with reasons():
        checks = report_checks(database_of(context, workspace), report_id)
    display.print_checks(report_id, checks)


@app.command()
def query(
    context: typer.Context,
    sql: Annotated[str, typer.Argument(help="SQL for DuckDB; tables and views by their names.")],
    output_format: Annotated[QueryFormat, typer.Option("--format")] = QueryFormat.table,
    workspace: Folder = None,
) -> None:
    """Run SQL on the build, read-only."""
    from fazhi import display
    from fazhi.explain import query as run_query

    with reasons():
        names, rows = run_query(database_of(context, workspace), sql)
    if output_format is QueryFormat.csv:
        display.write_csv(names, rows)
    else:
        display.print_rows(names, rows)


@app.command()
def evaluate(
    folder: Annotated[Path, typer.Argument(help="An annotated document, or a folder of such.")],
    output_format: Annotated[ReportFormat, typer.Option("--format")] = ReportFormat.text,
) -> None:
    """Compare the reading with annotated documents; 1 below the project's thresholds."""
    from fazhi.display import console
    from fazhi.evaluation import evaluate as evaluate_folder
    from fazhi.evaluation.report import print_evaluation, project_thresholds

    with reasons():
        evaluation = evaluate_folder(folder, project_thresholds())
    if output_format is ReportFormat.json:
        typer.echo(json.dumps(evaluation.as_json(), ensure_ascii=False, indent=1))
    else:
        print_evaluation(evaluation, console())
    if evaluation.below:
        raise typer.Exit(1)


@app.command()
def doctor(context: typer.Context, workspace: Folder = None) -> None:
    """Check the installation, the vocabulary, the workspace and every snapshot's hash."""
    from fazhi.doctor import examine

    with reasons():
        result = examine(root_of(context, workspace))
    finish(result)


@app.command()
def status(
    context: typer.Context,
    sources: Annotated[
        Path | None, typer.Option(help="Registry: only its sources can be overdue.")
    ] = None,
    output_format: Annotated[ReportFormat, typer.Option("--format")] = ReportFormat.text,
    workspace: Folder = None,
) -> None:
    """Show on one screen what is fresh, covered and open, and what needs someone now."""
    from datetime import UTC, datetime

    from fazhi.collect import load_sources
    from fazhi.display import console
    from fazhi.status import status as gather
    from fazhi.status_screen import print_status
    from fazhi.workspace import Workspace

    with reasons():
        registry = load_sources(sources) if sources else None
        found = gather(Workspace(root_of(context, workspace)), datetime.now(UTC), registry)
    if output_format is ReportFormat.json:
        typer.echo(found.as_json())
    else:
        print_status(found, console())
    if found.attention:
        raise typer.Exit(1)


# --- Review -----------------------------------------------------------------------------

app.add_typer(review.app)
app.add_typer(source_verbs.app)
app.command()(source_verbs.coverage)
app.command()(review.sample)
app.command()(portal.publish)

# --- Shared by the verbs ----------------------------------------------------------------


def _options(
    sources: Path | None, only: str, year: int | None, sample: int | None
) -> CollectOptions:
    from fazhi.stages import CollectOptions

    return CollectOptions(str(sources) if sources else "", only, year, sample)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; the entry point ``fazhi``."""
    speak_utf8()
    # A pipe closed by its reader (`fazhi query ... | head`) is no error of ours.
    try:
        app(args=list(arguments) if arguments is not None else None)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
