"""Plain text: the document's text is the decoded file itself."""

from __future__ import annotations

import re

from fazhi.document.encoding import decode_text
from fazhi.records import Attachment, Document

#: A line that is nothing but the name of a file, as left behind where a page was copied.
FILE_NAME = re.compile(
    r"^(?:附件\s*\d*\s*[:：.、]?\s*)?(\S.{0,120}\.(?:docx?|pdf|xlsx?|wps|ofd|zip|rar))$",
    re.IGNORECASE,
)


def read_text(content: bytes) -> Document:
    """Read a text file; offsets are indices of the decoded file, newlines untouched."""
    text = decode_text(content)
    lines = (line.strip() for line in text.splitlines())
    named = [found.group(1) for line in lines if (found := FILE_NAME.match(line))]
    return Document(
        text=text,
        media_type="text/plain",
        attachments=[Attachment(name) for name in dict.fromkeys(named)],
    )
