"""What came of a request, in one word: the typed outcome of a look."""

from __future__ import annotations

from OpenSSL.SSL import Error as TlsError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import Response
from twisted.internet.error import TCPTimedOutError, TimeoutError
from twisted.internet.ssl import VerificationError
from twisted.python.failure import Failure

from fazhi.collect.hosts import OtherHostError, SilentHostError
from fazhi.document import read_document
from fazhi.document.sniffing import sniff
from fazhi.snapshot import Outcome, media_type_of

#: Answers by which sites refuse robots (412 and 202 with a script, 521 with a cookie).
_REFUSALS = frozenset({202, 401, 403, 405, 412, 429, 521})
_DOCUMENTS = frozenset({"html", "pdf", "doc", "docx", "xls", "xlsx", "zip", "wps", "ofd"})
_HTML = frozenset({"text/html", "application/xhtml+xml"})


def media_type(response: Response) -> str:
    """Media type of an answer: as declared, else by the address, else HTML."""
    declared = (response.headers.get("Content-Type") or b"").decode("latin-1")
    named = declared.partition(";")[0].strip().lower()
    if named and named != "application/octet-stream":
        return named
    path = response.url.partition("?")[0]
    return media_type_of(path.rpartition("/")[2]) or named or "text/html"


def of_response(response: Response, held: bool) -> tuple[Outcome, str]:
    """Judge an answer that is no 304.

    Args:
        response: The answer, redirects followed.
        held: Whether this address gave a document before.

    Returns:
        The outcome and, where it does not say enough, the reason.
    """
    status = response.status
    if status in _REFUSALS:
        return "blocked", f"HTTP {status}"
    if status == 410 or (status == 404 and held):
        return "gone", f"HTTP {status}"
    if status == 404:
        return "not_found", ""
    if status != 200:
        return "error", f"HTTP {status}"
    if not response.body.strip():
        return "blocked", "empty answer"
    # A file served as HTML is a file: it is kept here and read by the build, with limits.
    kind = sniff(response.body, media_type(response))
    if kind in _HTML:
        return _of_page(response.body, response.url)
    if kind.startswith(("image/", "video/", "audio/", "text/css")) or "javascript" in kind:
        return "wrong_content", kind
    return "ok", ""


def _of_page(content: bytes, url: str) -> tuple[Outcome, str]:
    outcome = read_document(content, "text/html", url).outcome
    if outcome == "blocked":
        return "blocked", "a challenge instead of the page"
    if outcome == "attachment_only":
        return "attachment_only", ""
    return "ok", ""


def of_failure(failure: Failure) -> tuple[Outcome, str]:
    """Judge a request that got no answer we can use."""
    return _of_error(failure.value)


def _of_error(error: BaseException | None) -> tuple[Outcome, str]:
    text = str(error) or type(error).__name__
    if isinstance(error, SilentHostError) and error.__cause__ is not None:
        return _of_error(error.__cause__)
    if isinstance(error, CannotResolveHostError):
        return "error", "the host's name was not found"
    if isinstance(error, OtherHostError):
        return "wrong_content", text
    if isinstance(error, IgnoreRequest):
        if "robots.txt" in text:
            return "robots_denied", ""
        return "error", text[:200]
    if isinstance(error, DownloadCancelledError):
        return "too_large", text[:200]
    if isinstance(error, DownloadTimeoutError | TimeoutError | TCPTimedOutError):
        return "timeout", ""
    if _is_tls(error):
        return "tls_error", text[:200]
    return "error", f"{type(error).__name__}: {text}"[:200]


def _is_tls(error: BaseException | None) -> bool:
    """Whether an error, or one it was made from, is about the TLS handshake."""
    if error is None:
        return False
    if isinstance(error, TlsError | VerificationError):
        return True
    reasons = [reason.value for reason in getattr(error, "reasons", None) or []]
    return any(_is_tls(reason) for reason in [*reasons, error.__cause__])
