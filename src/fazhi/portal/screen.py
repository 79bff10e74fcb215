"""A plan on the screen."""

from __future__ import annotations

from rich.console import Console
from rich.filesize import decimal
from rich.table import Table

from fazhi.portal.release import Release
from fazhi.portal.steps import Step


def print_plan(console: Console, to: str, release: Release, steps: list[Step]) -> None:
    """Print what publishing would do."""
    if not steps:
        console.print(f"{to} has release {release.version} already: nothing to do")
        return
    table = Table(title=f"release {release.version} → {to}", title_justify="left")
    for heading in ("step", "what", "why"):
        table.add_column(heading, overflow="fold")
    table.add_column("size", justify="right", no_wrap=True)
    for step in steps:
        table.add_row(
            step.action, step.subject, step.reason, decimal(step.size) if step.size else ""
        )
    console.print(table)
    console.print(f"{len(steps)} steps, {decimal(sum(step.size for step in steps))} to send")
