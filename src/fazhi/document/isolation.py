"""Untrusted files are read in a child process, with limits to time and memory.

The formats of Word and PDF are large, their readers partly native code, the files come
from anywhere. What goes wrong in the child, a crash included, is an error here that names
its reason; the run goes on.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass
from typing import Any

from fazhi.document.errors import UnreadableDocumentError
from fazhi.records import Attachment, Block, Cell, Document, MetadataValue, Table

#: Exit status of a child that ran out of memory before it could tell.
OUT_OF_MEMORY = 3
_ENDED_BY_SYSTEM = frozenset({signal.SIGXCPU, signal.SIGKILL})


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may cost to read.

    Attributes:
        content_bytes: Size of the file; government sites serve reports up to some tens
            of megabytes, with pictures.
        memory_bytes: Address space of the child.
        cpu_seconds: Processor time of the child.
        wall_seconds: Time until the child is ended, whatever it waits for.
    """

    content_bytes: int = 100_000_000
    memory_bytes: int = 1_500_000_000
    cpu_seconds: int = 60
    wall_seconds: float = 120.0


LIMITS = Limits()


def read_isolated(content: bytes, media_type: str, limits: Limits = LIMITS) -> Document:
    """Read a document in a process of its own.

    Args:
        content: The file.
        media_type: One of those that ``fazhi.document.child`` has a reader for.
        limits: What it may cost.

    Raises:
        UnreadableDocumentError: It is damaged or encrypted, went beyond the limits, or
            brought its reader down.
    """
    if len(content) > limits.content_bytes:
        raise UnreadableDocumentError(
            f"{media_type}: {len(content)} bytes are more than the {limits.content_bytes} read",
            "limits",
        )
    # -P: a file of the current folder must not stand in for a module.
    command = [sys.executable, "-P", "-m", "fazhi.document.child", media_type]
    command += [str(limits.memory_bytes), str(limits.cpu_seconds)]
    try:
        child = subprocess.run(
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocumentError(
            f"{media_type}: not read within {limits.wall_seconds:g} seconds", "limits"
        ) from error
    return _result(child.returncode, child.stdout, media_type)


def _result(status: int, output: bytes, media_type: str) -> Document:
    """Return the document that the child printed, or raise what it met."""
    if status == OUT_OF_MEMORY:
        raise UnreadableDocumentError(f"{media_type}: needs more memory than allowed", "limits")
    if -status in _ENDED_BY_SYSTEM:
        raise UnreadableDocumentError(f"{media_type}: needs more time than allowed", "limits")
    try:
        answer = json.loads(output)
    except ValueError:
        answer = None
    if status != 0 or answer is None:
        how = f"signal {-status}" if status < 0 else f"status {status}"
        raise UnreadableDocumentError(f"{media_type}: the reader broke down ({how})", "crashed")
    if "error" in answer:
        raise UnreadableDocumentError(f"{media_type}: {answer['error']}", answer["reason"])
    return from_json(answer)


def to_json(document: Document) -> dict[str, Any]:
    """Return a document as plain lists and mappings."""
    return asdict(document)


def from_json(fields: dict[str, Any]) -> Document:
    """Return the document that ``to_json`` took apart."""
    tables = [
        Table([Cell(**cell) for cell in table["cells"]], table["header_rows"])
        for table in fields["tables"]
    ]
    return Document(
        text=fields["text"],
        media_type=fields["media_type"],
        blocks=[Block(**block) for block in fields["blocks"]],
        tables=tables,
        metadata=[MetadataValue(**value) for value in fields["metadata"]],
        attachments=[Attachment(**attachment) for attachment in fields["attachments"]],
        outcome=fields["outcome"],
    )
