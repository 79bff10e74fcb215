"""Bytes to text: the encodings of Chinese government sites.

gb2312, gbk and gb18030 are read as GB 18030, which contains the others: pages declare
the oldest name and use characters of the newest.
"""

from __future__ import annotations

import codecs
import logging
import re

_log = logging.getLogger(__name__)

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHINESE = frozenset({"gb2312", "gb-2312", "gbk", "gb18030", "gb-18030", "x-gbk", "cp936"})
_LATIN = frozenset({"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252"})
#: Browsers look for the declaration in the first kilobyte; templates put scripts before it.
_HEAD = 4096
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)


def decode_text(content: bytes) -> str:
    """Decode a plain text file; newlines stay as they are.

    A byte order mark decides and is dropped; else UTF-8 where the bytes are valid, else
    GB 18030.
    """
    return _decode(content, declared="")


def decode_html(content: bytes, declared: str = "") -> str:
    """Decode a page.

    Args:
        content: The page as served.
        declared: Charset of the Content-Type header, if any. A charset in the page's
            head is used where the header has none.
    """
    if not declared and (found := _CHARSET.search(content[:_HEAD])):
        declared = found.group(1).decode("ascii")
    return _decode(content, declared)


def _decode(content: bytes, declared: str) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    for encoding in _candidates(declared):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode(_fallback(content, declared), errors="replace")


def _candidates(declared: str) -> list[str]:
    """Encodings to try in order.

    UTF-8 comes first whatever was declared: declarations lie, and Chinese text in
    another encoding is practically never valid UTF-8. A declared Latin-1 is a server's
    default, not a statement.
    """
    found = ["utf-8"]
    name = declared.strip().lower()
    if name and name not in _CHINESE | _LATIN:
        try:
            found.append(codecs.lookup(name).name)
        except LookupError:
            _log.debug("unknown charset %r declared", declared)
    return [*found, "gb18030"]


def _fallback(content: bytes, declared: str) -> str:
    """Choose for damaged bytes: the encoding that loses fewest characters."""
    encodings = list(dict.fromkeys(_candidates(declared)))
    return min(encodings, key=lambda name: content.decode(name, errors="replace").count("�"))
