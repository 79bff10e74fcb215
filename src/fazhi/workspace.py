"""Where a pipeline keeps what it fetched and what it made, and what may be mixed.

A workspace is a folder with ``raw/`` and ``output/``. It holds either the bundled
sample (fictional places) or real documents; the first verb that writes marks it, and a
verb of the other kind stops. So fictional rows never end up beside real ones.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from fazhi.snapshot import Archive
from fazhi.whole_file import write_whole

WorkspaceKind = Literal["sample", "real"]

_CHECKOUT = Path(__file__).resolve().parents[2]
_HOLDS = {
    "sample": "the bundled sample (fictional places)",
    "real": "real documents",
}


class WorkspaceError(RuntimeError):
    """The workspace cannot be used for what was asked; the message says what to do."""


def default_root() -> Path:
    """Return the project's checkout when fazhi runs from one, else the current folder."""
    if (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / "schemas").is_dir():
        return _CHECKOUT
    return Path.cwd()


class Workspace:
    """A folder with ``raw/`` and ``output/``.

    Attributes:
        root: The folder; made when something is first written.
        raw: What was fetched: objects, the log of looks, the mark of the kind.
        output: What was made.
        build: Tables and the DuckDB file.
        nightly: The package of the newest content.
        releases: Stable packages, one folder a release.
    """

    def __init__(self, root: Path | str | None = None) -> None:
        self.root = Path(root).resolve() if root is not None else default_root()
        self.raw = self.root / "raw"
        self.output = self.root / "output"
        self.build = self.output / "build"
        self.nightly = self.output / "nightly"
        self.releases = self.output / "releases"
        self._mark = self.raw / "workspace.json"

    @property
    def archive(self) -> Archive:
        """The archive in ``raw/``."""
        return Archive(self.raw)

    @property
    def kind(self) -> WorkspaceKind | None:
        """``sample`` or ``real``; None while nothing was written.

        Raises:
            WorkspaceError: The mark cannot be read.
        """
        try:
            kind = json.loads(self._mark.read_text(encoding="utf-8"))["kind"]
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError) as error:
            raise WorkspaceError(
                f"{self._mark} does not tell what the workspace holds ({error!r}); "
                'write {"kind": "sample"} or {"kind": "real"} into it'
            ) from error
        if kind not in _HOLDS:
            raise WorkspaceError(
                f"{self._mark} names the kind {kind!r}; only sample and real are known"
            )
        return "sample" if kind == "sample" else "real"

    def claim(self, kind: WorkspaceKind) -> None:
        """Say that documents of this kind are about to be written; mark the first time.

        Raises:
            WorkspaceError: The workspace holds the other kind.
        """
        held = self.kind
        if held is None:
            content = json.dumps({"kind": kind, "holds": _HOLDS[kind]}, indent=2) + "\n"
            write_whole(self._mark, content.encode())
        elif held != kind:
            raise WorkspaceError(
                f"{self.root} holds {_HOLDS[held]}; {_HOLDS[kind]} must not be mixed in. "
                "Use another folder: --workspace DIR"
            )

    def require_content(self) -> WorkspaceKind:
        """Return the kind of a workspace that something was collected into.

        Raises:
            WorkspaceError: Nothing was collected or ingested yet.
        """
        kind = self.kind
        # A collection that just began has marked the workspace and brought nothing yet.
        if kind is None or next(self.archive.looks(), None) is None:
            raise WorkspaceError(
                f"{self.root} holds no documents yet. Collect or ingest some first "
                "(fazhi collect, fazhi ingest), or name another folder: --workspace DIR"
            )
        return kind
