"""What can go wrong on the way to a portal, said so that a person can act on it."""

from __future__ import annotations

from collections.abc import Iterable

HIDDEN = "***"


class PublishError(RuntimeError):
    """Nothing more was published; the message says what, where, and what to do."""


class PublishRefused(PublishError):  # noqa: N818  (it names a decision, not a mishap)
    """This release must not leave, or must not leave to there."""


class PortalUnreachable(PublishError, ConnectionError):  # noqa: N818
    """The portal did not answer. It is an ``OSError``: a flow may try again."""


class ChangedMeanwhile(Exception):  # noqa: N818
    """Someone else wrote to the portal, or may have: read it again and plan anew.

    Attributes:
        error: What to tell if it happens again and nobody else was it; None if surely
            somebody else was.
    """

    def __init__(self, message: str, error: PublishError | None = None) -> None:
        super().__init__(message)
        self.error = error


def hide(text: str, secrets: Iterable[str]) -> str:
    """Return ``text`` without any of the secrets, whoever echoed them."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, HIDDEN)
    return text
