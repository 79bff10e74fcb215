"""Why a document cannot be read."""

from __future__ import annotations

from typing import Literal

#: ``damaged`` also means: not what it claims to be. ``limits`` covers time, memory and size.
Reason = Literal["damaged", "encrypted", "limits", "crashed"]


class UnsupportedDocumentError(ValueError):
    """There is no reader for documents of this media type."""


class UnreadableDocumentError(UnsupportedDocumentError):
    """There is a reader for this type, but this document it cannot read.

    Attributes:
        reason: The kind of trouble.
    """

    def __init__(self, message: str, reason: Reason = "damaged") -> None:
        super().__init__(message)
        self.reason: Reason = reason
