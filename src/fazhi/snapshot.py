"""``raw/``: every byte that was served and every look that was taken, for good.

Three things live here, and only this module writes them:

* ``objects/<first two>/<sha256>.<ext>``: a snapshot, the bytes exactly as served, under
  the name of their SHA-256. Written whole or not at all, verified whenever read, and never
  overwritten unless damaged on disk.
* ``retrievals/<date>.jsonl``: one line per look, whatever came back. This log is the
  only memory of collection: what to ask for conditionally, what changed, what vanished.
* ``sources.jsonl``: the registry's entries that were ever looked at, newest last.

A line that a killed process left half-written is closed with a line break by the next
append and skipped by readers.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict

import fazhi
from fazhi.whole_file import write_whole

Outcome = Literal[
    "ok",
    "unchanged",
    "not_found",
    "gone",
    "blocked",
    "wrong_content",
    "attachment_only",
    "too_large",
    "timeout",
    "tls_error",
    "robots_denied",
    "error",
]
Role = Literal["column", "page", "attachment", "file"]

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
COLLECTOR_VERSION = f"fazhi/{fazhi.__version__}"

Entry = TypeVar("Entry")

_log = logging.getLogger(__name__)

_EXTENSIONS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "txt",
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
_MEDIA_TYPES = {
    **dict.fromkeys(("htm", "shtml", "jhtml", "xhtml", "asp", "aspx", "jsp", "php"), "text/html"),
    "md": "text/plain",
    **{extension: media_type for media_type, extension in reversed(_EXTENSIONS.items())},
}


class SnapshotError(RuntimeError):
    """A snapshot is missing, or its bytes are no longer what they were."""


class Look(BaseModel):
    """One look at an address, or one local file taken in.

    Attributes:
        url: The address asked for; empty when a local file came without one.
        final_url: Where redirects led; equal to ``url`` without any.
        retrieved_at: When, in UTC.
        status: HTTP status; None when no answer came or the file is local.
        outcome: What came of it.
        note: The reason in a few words, where the outcome alone does not say enough.
        role: ``column`` (a list page), ``page``, ``attachment`` or ``file`` (local).
        etag: As served, for the next conditional request.
        last_modified: As served, for the next conditional request.
        content_type: As served, or guessed from a local file's name.
        snapshot_id: SHA-256 of what the address holds as far as this look tells, also
            for an unchanged one; empty when nothing usable came.
        extension: Of the snapshot's object.
        source_id: The registry's entry, empty for local files.
        region_code: The place, as the registry or the user says.
        year: The year reported, as the link's title or the user says; None if unknown.
        title: Text of the link that led here.
        file_name: Name of the local file.
        collector: Program and version.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    url: str
    final_url: str = ""
    retrieved_at: datetime
    status: int | None = None
    outcome: Outcome
    note: str = ""
    role: Role = "page"
    etag: str = ""
    last_modified: str = ""
    content_type: str = ""
    snapshot_id: str = ""
    extension: str = ""
    source_id: str = ""
    region_code: str = ""
    year: int | None = None
    title: str = ""
    file_name: str = ""
    collector: str = COLLECTOR_VERSION

    @property
    def address(self) -> str:
        """What was looked at: the url, or a name for a local file without one."""
        if self.url:
            return self.url
        return f"file:{self.region_code}/{self.year or ''}/{self.file_name}"

    @property
    def retrieval_id(self) -> str:
        """Short hash that names this look."""
        key = "\n".join((self.address, self.retrieved_at.isoformat(), self.outcome))
        return hashlib.sha256(key.encode()).hexdigest()[:16]

    @property
    def media_type(self) -> str:
        """Media type without parameters, in lower case."""
        declared = self.content_type.partition(";")[0].strip().lower()
        return declared or media_type_of(self.extension)


@dataclass(slots=True)
class Version:
    """A snapshot an address once held, with the times it was first and last seen."""

    snapshot_id: str
    media_type: str
    first_seen: datetime
    last_seen: datetime


@dataclass(slots=True)
class Holding:
    """All that is known of one address that ever gave a document.

    Attributes:
        address: Its url, or a name for a local file without one.
        look: The newest look that has a snapshot: url, place, year and file name.
        last_look: The newest look of all; it may say that the page is gone.
        versions: Its snapshots in order of appearance.
    """

    address: str
    look: Look
    last_look: Look
    versions: list[Version] = field(default_factory=list)

    @property
    def snapshot_id(self) -> str:
        """The snapshot that the address held when last seen."""
        return self.look.snapshot_id


def media_type_of(name: str) -> str:
    """Guess the media type from a file name or extension; ``""`` when unknown."""
    return _MEDIA_TYPES.get(name.rpartition(".")[2].lower(), "")


def extension_of(media_type: str, name: str = "") -> str:
    """Return the extension of an object: by its media type, else by its address."""
    known = _EXTENSIONS.get(media_type)
    if known:
        return known
    tail = name.partition("?")[0].rpartition("/")[2].rpartition(".")[2].lower()
    return tail if tail.isalnum() and len(tail) <= 5 else "bin"


class Archive:
    """The append-only archive of a workspace.

    Args:
        raw: The workspace's ``raw`` folder; made when something is first written.
    """

    def __init__(self, raw: Path | str) -> None:
        self.raw = Path(raw)
        self._objects = self.raw / "objects"
        self._retrievals = self.raw / "retrievals"
        self._sources = self.raw / "sources.jsonl"

    def store(self, content: bytes, extension: str) -> str:
        """Keep ``content`` and return its snapshot id.

        What is there already stays, unless its bytes changed on disk: then it is mended.
        """
        snapshot_id = hashlib.sha256(content).hexdigest()
        if not self.holds(snapshot_id):
            name = f"{snapshot_id}.{extension or 'bin'}"
            path = self._find(snapshot_id) or self._objects / snapshot_id[:2] / name
            write_whole(path, content)
        return snapshot_id

    def holds(self, snapshot_id: str) -> bool:
        """Tell whether the bytes of a snapshot are there, and what they were."""
        try:
            self.read(snapshot_id)
        except SnapshotError:
            return False
        return True

    def path(self, snapshot_id: str) -> Path:
        """Return the file of a snapshot.

        Raises:
            SnapshotError: There is none.
        """
        found = self._find(snapshot_id)
        if found is None:
            raise SnapshotError(f"snapshot {snapshot_id} is not in {self._objects}")
        return found

    def read(self, snapshot_id: str) -> bytes:
        """Return the bytes of a snapshot, verified against their hash.

        Raises:
            SnapshotError: It is missing, or its bytes changed on disk.
        """
        path = self.path(snapshot_id)
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != snapshot_id:
            raise SnapshotError(f"{path} is damaged: its bytes do not match its name")
        return content

    def append(self, look: Look) -> None:
        """Add a look to the log, on disk when this returns."""
        day = look.retrieved_at.astimezone(UTC).date().isoformat()
        _append_line(self._retrievals / f"{day}.jsonl", look.model_dump_json())

    def ingest(
        self,
        path: Path,
        region_code: str,
        year: int | None,
        url: str = "",
        *,
        retrieved_at: datetime | None = None,
    ) -> Look:
        """Take a local file into the archive; a look like any other.

        Args:
            path: The file.
            region_code: The place it reports on.
            year: The year it reports on.
            url: Where it was published, if known.
            retrieved_at: When it was taken in; now, if not said.

        Returns:
            The look that was logged.
        """
        content = path.read_bytes()
        extension = path.suffix.lstrip(".").lower()
        look = Look(
            url=url,
            final_url=url,
            retrieved_at=retrieved_at or datetime.now(UTC),
            outcome="ok",
            role="file",
            content_type=media_type_of(extension),
            snapshot_id=self.store(content, extension),
            extension=extension,
            region_code=region_code,
            year=year,
            file_name=path.name,
        )
        self.append(look)
        return look

    def record_sources(self, entries: Iterable[BaseModel]) -> None:
        """Remember the registry's entries that were looked at, where they are new.

        A build made from this archive years later still knows what a source was.
        """
        known = self.sources()
        for entry in entries:
            content = entry.model_dump(mode="json")
            if known.get(content["source_id"]) != content:
                _append_line(self._sources, entry.model_dump_json())

    def sources(self) -> dict[str, dict[str, Any]]:
        """Return the newest known entry of every source ever looked at, by its id."""
        found: dict[str, dict[str, Any]] = {}
        for entry in _whole_lines(self._sources, json.loads):
            found[entry["source_id"]] = entry
        return found

    def looks(self, since: str = "") -> Iterator[Look]:
        """Yield all looks, oldest first; half-written lines are skipped and logged.

        Args:
            since: Only those of this day (``YYYY-MM-DD``) and later; earlier days are
                not even read.
        """
        for path in sorted(self._retrievals.glob("*.jsonl")):
            if path.stem >= since:
                yield from _whole_lines(path, Look.model_validate_json)

    def last_looks(self) -> dict[str, Look]:
        """Return the newest look per address, in order of first appearance."""
        return {look.address: look for look in self.looks()}

    def holdings(self) -> list[Holding]:
        """Return what every address holds that ever gave a document.

        Columns (list pages) are left out. The order is that of first appearance.
        """
        found: dict[str, Holding] = {}
        for look in self.looks():
            if look.role == "column":
                continue
            holding = found.get(look.address)
            if holding is not None:
                holding.last_look = look
            if not look.snapshot_id:
                continue
            if holding is None:
                holding = found[look.address] = Holding(look.address, look, look)
            holding.look = look
            _see(holding.versions, look)
        return list(found.values())

    def _find(self, snapshot_id: str) -> Path | None:
        return next((self._objects / snapshot_id[:2]).glob(f"{snapshot_id}.*"), None)


def _append_line(path: Path, text: str) -> None:
    """Add a line to a log, on disk when this returns; a torn last line is closed first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    line = text.encode() + b"\n"
    with path.open("a+b", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        end = file.seek(0, os.SEEK_END)
        if end:
            file.seek(end - 1)
            if file.read(1) != b"\n":
                line = b"\n" + line
        file.write(line)
        os.fsync(file.fileno())


def _whole_lines(path: Path, parse: Callable[[bytes], Entry]) -> Iterator[Entry]:
    """Yield the lines of a log, parsed; one that a killed process left torn is skipped."""
    content = path.read_bytes() if path.is_file() else b""
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line:
            continue
        try:
            entry = parse(line)
        except ValueError:
            _log.warning("%s:%d is no whole line: skipped", path.name, number)
            continue
        yield entry


def _see(versions: list[Version], look: Look) -> None:
    """Add the look's snapshot to the versions, or move its last sight forward."""
    for version in versions:
        if version.snapshot_id == look.snapshot_id:
            version.last_seen = look.retrieved_at
            return
    versions.append(
        Version(look.snapshot_id, look.media_type, look.retrieved_at, look.retrieved_at)
    )
