"""Documents: the bytes that were served become text with structure.

The stage between ``raw/`` and the reader: no disk, no network, no clock. Pages and plain
text are read here; Word and PDF files in a child process with limits.
"""

from __future__ import annotations

from fazhi.document.errors import UnreadableDocumentError, UnsupportedDocumentError
from fazhi.document.html import read_html
from fazhi.document.isolation import read_isolated
from fazhi.document.media_types import DOC, DOCX, HTML, MHTML, PDF, RTF, TEXT, XHTML
from fazhi.document.mhtml import read_mhtml
from fazhi.document.sniffing import sniff
from fazhi.document.text import read_text
from fazhi.records import Document

__all__ = ["UnreadableDocumentError", "UnsupportedDocumentError", "read_document"]

_CHARSET = "charset="
_HTML = frozenset({HTML, XHTML})
_ISOLATED = frozenset({DOC, DOCX, PDF, RTF})


def read_document(content: bytes, media_type: str, url: str = "") -> Document:
    """Read a document.

    Args:
        content: The bytes as served or as in the file.
        media_type: As declared; parameters such as a charset may follow. The content's
            own signature wins: a page served as text is a page, a .docx named .doc a .docx.
        url: Where it was published; the base of relative addresses.

    Returns:
        The text with its blocks, tables, metadata and attachments. A scanned file has
        the outcome ``scanned``.

    Raises:
        UnsupportedDocumentError: No reader for this media type.
        UnreadableDocumentError: The file is damaged or encrypted, or reading it went
            beyond the limits.
    """
    declared, _, parameters = media_type.partition(";")
    kind = sniff(content, declared.strip().lower())
    if kind == TEXT:
        return read_text(content)
    if kind in _HTML:
        _, _, charset = parameters.lower().partition(_CHARSET)
        return read_html(content, url, charset.strip(" \"'"))
    if kind == MHTML:
        return read_mhtml(content, url)
    if kind in _ISOLATED:
        return read_isolated(content, kind)
    raise UnsupportedDocumentError(f"no reader for {kind}")
