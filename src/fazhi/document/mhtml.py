"""Pages saved as one file (.mht): what some systems offer under the name of .doc."""

from __future__ import annotations

import email
import email.policy

from fazhi.document.errors import UnreadableDocumentError
from fazhi.document.html import read_html
from fazhi.records import Document


def read_mhtml(content: bytes, url: str = "") -> Document:
    """Read the first page in a MIME archive.

    Raises:
        UnreadableDocumentError: There is none.
    """
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                return read_html(page, url, part.get_content_charset() or "")
    raise UnreadableDocumentError("multipart/related: no page in it")
