"""What the verbs of the command line share: workspace, words, reasons for stopping."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

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
    from fazhi.package.files import DamagedPackageError
    from fazhi.portal import PublishError
    from fazhi.release import NeedsDecision, ReleaseRefused
    from fazhi.review.checking import CheckingError
    from fazhi.review.decide import DecisionError
    from fazhi.snapshot import SnapshotError
    from fazhi.store import BuildInvalid
    from fazhi.store.database import DamagedDatabaseError
    from fazhi.vocabulary import VocabularyError
    from fazhi.workspace import WorkspaceError

    try:
        yield
    except BuildInvalid as error:
        _stop(error, f"the build is refused, the last valid one stays.\n{error}", 1)
    except NeedsDecision as error:
        _stop(error, str(error), 1)
    except PermissionError as error:
        _stop(error, f"{error}. Give this user the right, or name a folder: --workspace DIR", 2)
    except (
        OSError,
        DamagedDatabaseError,
        DamagedPackageError,
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
        _stop(error, str(error), 2)


def _stop(error: Exception, message: str, status: int) -> NoReturn:
    """Say why, and end with this status."""
    typer.echo(f"fazhi: {message}", err=True)
    # Prefect keeps the error, which would keep all its frames until the interpreter is
    # gone; DuckDB's bindings then print pages about leaks.
    error.__traceback__ = None
    raise typer.Exit(status) from error


def speak_utf8() -> None:
    """Make what is printed readable whatever the locale says.

    A file or a pipe gets UTF-8, as every file of a package is; a terminal keeps its
    encoding, and what that lacks is shown escaped instead of ending the program.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(
                encoding=None if stream.isatty() else "utf-8", errors="backslashreplace"
            )
