"""The verbs ``fazhi review list``, ``fazhi review decide`` and ``fazhi sample``."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fazhi.terminal import Folder, database_of, reasons, root_of

# Each verb imports what it needs when it runs: `fazhi --help` must not wait for it.
app = typer.Typer(
    name="review",
    help="Settle what the machine is unsure of.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


class Decided(StrEnum):
    """What a person can decide about a value."""

    accept = "accept"
    reject = "reject"
    override = "override"
    scale = "scale"


@app.callback()
def _common(context: typer.Context, workspace: Folder = None) -> None:
    context.obj = workspace or context.obj


def _number(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise typer.BadParameter(f"{text} is no number") from error
    if not value.is_finite():
        raise typer.BadParameter(f"{text} is no number")
    return value


@app.command("list")
def list_queue(
    context: typer.Context,
    n: Annotated[int, typer.Option("--n", min=1, help="Show so many.")] = 20,
    region: Annotated[str, typer.Option(help="Only this region code.")] = "",
    year: Annotated[int | None, typer.Option(help="Only reports on this year.")] = None,
    workspace: Folder = None,
) -> None:
    """Show what waits for review, worst consequence first."""
    with reasons():
        from fazhi.review.queue import waiting
        from fazhi.review.screen import print_queue

        print_queue(waiting(database_of(context, workspace), region, year), n)


@app.command()
def decide(
    context: typer.Context,
    identifier: Annotated[str, typer.Argument(help="An observation_id or a figure_id.")],
    decision: Annotated[Decided, typer.Option(help="What you decide.")],
    reason: Annotated[str, typer.Option(help="Why, for those who read it years later.")],
    reviewer: Annotated[str, typer.Option(help="Who you are.")],
    value: Annotated[
        Decimal | None,
        typer.Option(parser=_number, help="override: the right value, in the indicator's unit."),
    ] = None,
    indicator: Annotated[str, typer.Option(help="override: the right indicator.")] = "",
    dimension: Annotated[
        str | None,
        typer.Option(help="override: the right dimension, key=value;key=value, or empty."),
    ] = None,
    factor: Annotated[
        Decimal | None, typer.Option(parser=_number, help="scale: what to multiply with.")
    ] = None,
    expires: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day on which it holds.")
    ] = None,
    workspace: Folder = None,
) -> None:
    """Decide about a value; the next build applies it."""
    with reasons():
        from fazhi.review.corrections import corrections_file
        from fazhi.review.decide import Verdict
        from fazhi.review.decide import decide as write_decision

        path = corrections_file(root_of(context, workspace))
        written = write_decision(
            database_of(context, workspace),
            path,
            identifier,
            Verdict(
                decision=decision.value,
                reason=reason.strip(),
                reviewer=reviewer.strip(),
                decided_on=datetime.now(UTC).date(),
                indicator_id=indicator,
                dimension=dimension,
                value=value,
                factor=factor,
                expires=expires.date() if expires else None,
            ),
        )
    typer.echo(f"{written.id}: {written.decision} “{written.quote}”; fazhi build applies it")
    typer.echo(f"written: {path}")


def sample(
    context: typer.Context,
    n: Annotated[int, typer.Option("--n", min=1, help="Draw so many values.")] = 100,
    seed: Annotated[int, typer.Option(help="The same seed draws the same values.")] = 1,
    out: Annotated[
        Path | None, typer.Option(help="CSV file to write; sample-<seed>.csv if absent.")
    ] = None,
    score: Annotated[
        Path | None, typer.Option(help="A filled-in sample: print the accuracy it tells.")
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help="With --score: keep it, for releases to quote.")
    ] = False,
    reviewer: Annotated[str, typer.Option(help="With --record: who answers for it.")] = "",
    workspace: Folder = None,
) -> None:
    """Draw published values for hand-checking, or score a filled-in sample."""
    with reasons():
        from fazhi.review import checking

        if score is not None:
            typer.echo(checking.score(score).sentence())
            written = _record(root_of(context, workspace), score, reviewer) if record else "nothing"
            typer.echo(f"written: {written}")
            return
        rows = checking.draw(database_of(context, workspace), n, seed)
        path = out or Path(f"sample-{seed}.csv")
        checking.write_sample(path, rows)
    typer.echo(
        f"{len(rows)} values, seed {seed}: write {', '.join(checking.VERDICTS)} into the "
        f"column verdict, then fazhi sample --score {path}"
    )
    typer.echo(f"written: {path}")


def _record(root: Path, filled: Path, reviewer: str) -> str:
    from fazhi.review import checking, hand_checks

    if not reviewer.strip():
        raise typer.BadParameter("say who answers for the verdicts: --reviewer NAME")
    path = hand_checks.hand_checks_file(root)
    today = datetime.now(UTC).date()
    hand_checks.record(path, checking.hand_check(filled, reviewer.strip(), today))
    return str(path)
