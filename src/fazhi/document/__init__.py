"""Documents: the bytes that were served become text with structure.

The pure stage between ``raw/`` and the reader: no disk, no network, no clock.
"""

from __future__ import annotations

import re

from fazhi.document.html import read_html
from fazhi.document.text import read_text
from fazhi.records import Document

__all__ = ["UnsupportedDocumentError", "read_document"]

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_CHARSET = "charset="
_PAGE = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b", re.I | re.S
)


class UnsupportedDocumentError(ValueError):
    """There is no reader for documents of this media type."""


def read_document(content: bytes, media_type: str, url: str = "") -> Document:
    """Read a document.

    Args:
        content: The bytes as served or as in the file.
        media_type: ``text/plain`` or ``text/html``; parameters such as a charset may
            follow. A page that is served or named as text is read as a page.
        url: Where it was published; the base of relative addresses.

    Returns:
        The text with its blocks, tables, metadata and attachments.

    Raises:
        UnsupportedDocumentError: No reader for this media type.
    """
    kind, _, parameters = media_type.partition(";")
    kind = kind.strip().lower()
    if kind == "text/plain" and not _PAGE.match(content):
        return read_text(content)
    if kind in {"text/plain", *_HTML}:
        _, _, charset = parameters.lower().partition(_CHARSET)
        return read_html(content, url, charset.strip(" \"'"))
    raise UnsupportedDocumentError(f"no reader for {kind or 'an unknown media type'}")
