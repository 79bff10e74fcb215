"""What the verbs of the command line share: the workspace, the reasons for stopping."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from fazhi.stages import StageResult

# Each function imports what it needs when it runs: `fazhi --help` must not wait for it.
Folder = Annotated[
    Path | None,
    typer.Option("--workspace", help="Folder with raw/ and output/; the project's own if absent."),
]


def root_of(context: typer.Context, workspace: Path | None) -> Path:
    """Return the workspace's folder: the verb's option, else the one before it, else the own."""
    from fazhi.workspace import default_root

    return workspace or context.obj or default_root()


def database_of(context: typer.Context, workspace: Path | None) -> Path:
    """Return the DuckDB file of the workspace's build.

    Raises:
        FileNotFoundError: Nothing was built yet.
    """
    from fazhi.workspace import Workspace

    path = Workspace(root_of(context, workspace)).build / "fazhi.duckdb"
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not there yet: `fazhi build` makes it")
    return path


def finish(*results: StageResult) -> None:
    """Print what the stages did; the last line names what was written."""
    for result in results:
        for line in result.lines:
            typer.echo(f"{result.stage}: {line}")
        for line in result.attention:
            typer.echo(f"{result.stage}: needs someone: {line}", err=True)
    written = [result.written for result in results if result.written]
    typer.echo(f"written: {', '.join(written)}" if written else "written: nothing")
    if any(result.attention for result in results):
        raise typer.Exit(1)


@contextmanager
def reasons() -> Iterator[None]:
    """Turn what a user can mend into one line and an exit status."""
    import duckdb

    from fazhi.evaluation.gold import GoldError
    from fazhi.explain import UnknownIdError
    from fazhi.linked_folder import FolderBusyError
    from fazhi.portal import PublishError
    from fazhi.release import NeedsDecision, ReleaseRefused
    from fazhi.review.checking import CheckingError
    from fazhi.review.decide import DecisionError
    from fazhi.snapshot import SnapshotError
    from fazhi.store import BuildInvalid
    from fazhi.vocabulary import VocabularyError
    from fazhi.workspace import WorkspaceError

    try:
        yield
    except BuildInvalid as error:
        typer.echo(f"fazhi: the build is refused, the last valid one stays.\n{error}", err=True)
        raise typer.Exit(1) from error
    except NeedsDecision as error:
        typer.echo(f"fazhi: {error}", err=True)
        raise typer.Exit(1) from error
    except (
        OSError,
        FolderBusyError,
        CheckingError,
        DecisionError,
        GoldError,
        PublishError,
        ReleaseRefused,
        SnapshotError,
        UnknownIdError,
        VocabularyError,
        WorkspaceError,
        duckdb.Error,
    ) as error:
        typer.echo(f"fazhi: {error}", err=True)
        raise typer.Exit(2) from error
