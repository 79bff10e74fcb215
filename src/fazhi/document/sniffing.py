"""What a document is by its own first bytes: declared types and names are often wrong."""

from __future__ import annotations

import re

from fazhi.document.media_types import DOC, DOCX, HTML, MHTML, PDF, RTF, TEXT

#: How far into a file its signature may stand; PDF readers look as far.
_HEAD = 1024
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_WORD_PART = re.compile(rb"word/document\d*\.xml")
_PAGE = re.compile(
    rb"^(?:\xef\xbb\xbf|\xff\xfe)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,500}?-->\s*)?"
    rb"<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(rb"^\s*(?:From:|MIME-Version:)", re.IGNORECASE)
_MARKUP = re.compile(rb"<(?:html|head|body|div|p|table|meta)\b", re.IGNORECASE)
#: What text never has: bytes below the blank that are no white space.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

#: Types that say nothing, and types that content without their signature does not have.
_VAGUE = frozenset({"", "application/octet-stream", "application/x-download", DOC, DOCX, RTF})
_OTHER_ZIP = "application/zip"
_OTHER_OLE = "application/x-ole-storage"


def sniff(content: bytes, declared: str) -> str:
    """Return the media type of a document.

    A signature decides whatever was declared. Without one the declared type holds; where
    it says nothing, or cannot be, the content is HTML or text if it looks so.

    Args:
        content: The bytes as served or as in the file.
        declared: As the server or the file's name says, in lower case, no parameters.

    Returns:
        The type of a reader where there is one; else what it seems to be.
    """
    head = content[:_HEAD]
    if head.lstrip().startswith(b"%PDF-") or (b"%PDF-" in head and _BINARY.search(head)):
        return PDF
    if head.startswith(_ZIP):
        return DOCX if _WORD_PART.search(content) else _OTHER_ZIP
    if head.startswith(_OLE):
        return DOC if _WORD_STREAM in content else _OTHER_OLE
    if head.lstrip().startswith(b"{\\rtf"):
        return RTF
    if _PAGE.match(head):
        return HTML
    if _MHTML.match(head) and b"multipart/related" in head.lower():
        return MHTML
    if declared not in _VAGUE or not head or _BINARY.search(head):
        return declared or "application/octet-stream"
    return HTML if _MARKUP.search(head) else TEXT
