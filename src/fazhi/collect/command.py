"""The verbs ``fazhi sources check``, ``add``, ``status`` and ``fazhi coverage``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.terminal import Folder, database_of, reasons, root_of

if TYPE_CHECKING:
    from fazhi.collect.sources import SourceEntry
    from fazhi.collect.status import SourceStatus

# Each verb imports what it needs when it runs: `fazhi --help` must not wait for it.

app = typer.Typer(
    name="sources",
    help="The registry of publishing governments.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

Registry = Annotated[
    Path | None, typer.Option("--sources", help="Registry of sources; the project's own if absent.")
]


@app.callback()
def _common(context: typer.Context, workspace: Folder = None) -> None:
    context.obj = workspace or context.obj


@app.command()
def check(sources: Registry = None) -> None:
    """Check codes, names, hosts and addresses of the registry."""
    with reasons():
        from fazhi.collect.lint import lint

        entries = _entries(sources)
        findings = lint(entries)
    for finding in findings:
        typer.echo(f"sources: {finding}", err=True)
    never = sum(entry.verified == "never" for entry in entries)
    typer.echo(f"{len(entries)} sources, {len(findings)} findings; {never} were never verified")
    typer.echo("written: nothing")
    if findings:
        raise typer.Exit(1)


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="A column, or the page of a report.")],
    file: Annotated[
        Path | None, typer.Option(help="The page, saved; it is not asked for again.")
    ] = None,
) -> None:
    """Propose an entry from a page; whoever looks after the registry takes it in."""
    with reasons():
        from fazhi.collect import propose
        from fazhi.snapshot import media_type_of

        try:
            if file is None:
                content, media_type = propose.fetch_page(url)
            else:
                content, media_type = file.read_bytes(), media_type_of(file.name) or "text/html"
            proposal = propose.propose(content, media_type, url)
        except propose.ProposalError as error:
            typer.echo(f"fazhi: {error}", err=True)
            raise typer.Exit(2) from error
    for witness in proposal.witnesses:
        disagrees = ", which disagrees" if witness in proposal.disagreements else ""
        typer.echo(
            f"# {witness.what} {witness.printed}: {witness.region_code} "
            f"{_place_name(witness.region_code)}{disagrees}"
        )
    typer.echo(propose.as_yaml(proposal.entry))
    typer.echo("# written: nothing")
    if proposal.disagreements:
        raise typer.Exit(1)


@app.command()
def status(context: typer.Context, sources: Registry = None, workspace: Folder = None) -> None:
    """Show each source's last look, last change and outcome, and which are overdue.

    Of a workspace that holds the bundled sample, the sample's sources.
    """
    with reasons():
        from fazhi import display
        from fazhi.collect.status import source_status
        from fazhi.sample import sample_sources
        from fazhi.workspace import Workspace

        place = Workspace(root_of(context, workspace))
        is_sample = sources is None and place.kind == "sample"
        entries = sample_sources() if is_sample else _entries(sources)
        found = source_status(entries, place.archive.looks())
        now = datetime.now(UTC)
        names = ["source", "region", "name", "last look", "outcome", "last change", "pages"]
        rows = [_status_row(one, now) for one in found]
        display.print_rows([*names, "failed", "overdue"], rows)
    overdue = sum(one.is_overdue(now) for one in found)
    typer.echo(f"{len(found)} sources, {overdue} overdue")
    typer.echo("written: nothing")
    if overdue:
        raise typer.Exit(1)


def coverage(
    context: typer.Context,
    year: Annotated[int | None, typer.Option(help="Only reports on this year.")] = None,
    only: Annotated[str, typer.Option(help="Only this region code.")] = "",
    workspace: Folder = None,
) -> None:
    """Show who has published, when, and how late; and where we could not see."""
    with reasons():
        from fazhi import display
        from fazhi.collect.screen import coverage as read_coverage

        names, rows, counts = read_coverage(database_of(context, workspace), year, only)
        display.print_rows(names, rows)
    typer.echo(", ".join(f"{count} {name}" for name, count in counts.items()) or "no rows")
    typer.echo("written: nothing")


def _entries(sources: Path | None) -> list[SourceEntry]:
    from fazhi.collect.sources import load_sources, registry_path

    return load_sources(sources or registry_path())


def _status_row(status: SourceStatus, now: datetime) -> tuple[object, ...]:
    look = status.last_look
    return (
        status.entry.source_id,
        status.entry.region_code,
        status.entry.name,
        f"{look.retrieved_at:%Y-%m-%d %H:%M}" if look else "never",
        look.outcome if look else "",
        f"{status.last_change:%Y-%m-%d}" if status.last_change else "",
        status.pages,
        status.failed,
        "overdue" if status.is_overdue(now) else "",
    )


def _place_name(region_code: str) -> str:
    from fazhi import regions

    region = regions.by_code(region_code)
    return region.name if region else ""
