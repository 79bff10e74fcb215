"""A folder that is replaced as a whole: a link to one of several kept beside it.

``output/build`` and ``output/nightly`` are such folders::

    output/nightly -> .nightlies/12
    output/.nightlies/11      the one before, kept for a while
    output/.nightlies/new-x   being written, or left by a process that was killed

A new folder is written whole; then the link is replaced by a rename, which either happens
or does not. Whoever opened a file of an earlier folder keeps it: the newest earlier ones
stay by number, and one whose DuckDB file another process has open stays in any case.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LOCK_NAME = "lock"
_UNFINISHED = "new-"


class FolderBusyError(RuntimeError):
    """Another process is writing here."""


@dataclass(frozen=True, slots=True)
class LinkedFolder:
    """A folder that is replaced as a whole.

    Attributes:
        link: Where readers find it.
        shelf: Where what it points to, or pointed to, stands.
    """

    link: Path
    shelf: Path

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Let only one process at a time write here.

        Raises:
            FolderBusyError: Another process does.
        """
        self.shelf.mkdir(parents=True, exist_ok=True)
        with only_writer(self.shelf / LOCK_NAME, self.link):
            yield

    def new(self) -> Path:
        """Return an empty folder to write into, after removing what killed processes left."""
        current = self.link.resolve()
        for folder in self.shelf.glob(f"{_UNFINISHED}*"):
            if folder.resolve() != current:
                shutil.rmtree(folder)
        folder = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self.shelf))
        folder.chmod(0o755)
        return folder

    def swap_in(self, new: Path, *, earlier: int) -> Path:
        """Put a finished folder in place.

        Args:
            new: As ``new`` gave it, now complete.
            earlier: How many of those before are kept.

        Returns:
            The folder that the link now points to.
        """
        number = 1 + max((int(folder.name) for folder in self._finished()), default=0)
        placed = new.rename(self.shelf / str(number))
        link = self.shelf / "link"
        link.unlink(missing_ok=True)
        link.symlink_to(os.path.relpath(placed, self.link.parent))
        if self.link.is_dir() and not self.link.is_symlink():
            self.link.rename(self.shelf / f"{_UNFINISHED}replaced")
        link.replace(self.link)
        self.remove_earlier(earlier)
        return placed

    def remove_earlier(self, keep: int) -> None:
        """Remove folders that are not in place, but for the newest and those in use."""
        current = self.link.resolve()
        earlier = [folder for folder in self._finished() if folder.resolve() != current]
        earlier.sort(key=lambda folder: int(folder.name), reverse=True)
        unfinished = [
            folder for folder in self.shelf.glob(f"{_UNFINISHED}*") if folder.resolve() != current
        ]
        for folder in [*earlier[keep:], *unfinished]:
            if not is_in_use(folder):
                shutil.rmtree(folder)

    def _finished(self) -> list[Path]:
        return [folder for folder in self.shelf.iterdir() if folder.name.isdecimal()]


@contextmanager
def only_writer(lock: Path, place: Path) -> Iterator[None]:
    """Hold a lock file; ``place`` is what errors call the place it guards.

    Raises:
        FolderBusyError: Another process holds it.
    """
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FolderBusyError(f"another process is writing {place}; try later") from error
        yield


def is_in_use(folder: Path) -> bool:
    """Tell whether another process has a DuckDB file of this folder open.

    DuckDB holds a POSIX lock on a file for as long as it is open; such locks are seen from
    other processes only.
    """
    for path in folder.glob("*.duckdb"):
        with path.open("r+b") as file:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return True
    return False
