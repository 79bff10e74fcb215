"""The verb ``fazhi publish``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.terminal import Folder, finish, reasons, root_of

if TYPE_CHECKING:
    from fazhi.portal.steps import Step


def publish(
    context: typer.Context,
    to: Annotated[str, typer.Option(help="Name of the portal in portals.yml.")],
    release: Annotated[
        str, typer.Option(help="YYYY.MM.N or nightly; the newest stable release if absent.")
    ] = "",
    dry_run: Annotated[bool, typer.Option(help="Print the plan, write nothing.")] = False,
    portals: Annotated[
        Path | None, typer.Option(help="Another file than schemas/portals.yml.")
    ] = None,
    workspace: Folder = None,
) -> None:
    """Bring a release to a portal; again, and only what changed travels."""
    with reasons():
        from fazhi.display import console
        from fazhi.portal.screen import print_plan
        from fazhi.portal.stage import plan_stage, publish_stage

        root = root_of(context, workspace)
        if dry_run:
            found, steps = plan_stage(root, to, release, portals, os.environ)
            print_plan(console(), to, found, steps)
            typer.echo("written: nothing")
            return
        result = publish_stage(root, to, release, portals, os.environ, _say)
    finish(result)


def _say(step: Step) -> None:
    typer.echo(f"publish: {step.action} {step.subject} ({step.reason})")
