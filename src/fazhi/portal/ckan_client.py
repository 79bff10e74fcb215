"""Calls to a CKAN portal, and what its refusals mean.

ckanapi speaks to the portal; this module adds deadlines and turns every way in which a
call can fail into a message with the field or file concerned and what to do. CKAN's own
messages are in the portal's language, so kinds of errors are told apart by type and
status alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

import requests
from ckanapi import RemoteCKAN  # type: ignore[import-untyped]
from ckanapi.errors import (  # type: ignore[import-untyped]
    CKANAPIError,
    NotAuthorized,
    NotFound,
    ServerIncompatibleError,
    ValidationError,
)

from fazhi.portal.errors import ChangedMeanwhile, PortalUnreachable, PublishError, hide

#: (name, content, media type), as requests takes it.
Upload = tuple[str, BinaryIO, str]

_CONNECT_SECONDS = 15
_SERVER_ERROR = 500
_ADVICE = {
    301: "it answers with a redirect: write the address that it points to into portals.yml",
    302: "it answers with a redirect: write the address that it points to into portals.yml",
    308: "it answers with a redirect: write the address that it points to into portals.yml",
    404: "there is no CKAN at this address: look at `url` in portals.yml",
    413: "the server before the portal takes no file of this size: have its limit raised, or "
    "lower upload_limit_mb in portals.yml and give a base_url, so that the file is linked",
    429: "it was asked too often: publish again later",
    500: "it failed inside, and tells the reason only to its own log: have its administrator "
    "look there (a full disk is the usual one), then publish again: it goes on from here",
    502: "its server is down or starting: publish again later",
    503: "its server is down or starting: publish again later",
    504: "it took too long: publish again later",
    507: "its disk is full: have its administrator make room, then publish again",
}
_NO_ADVICE = "this is no answer of a CKAN: look at `url` in portals.yml"


class CkanClient:
    """A CKAN portal that is written to with one token.

    Attributes:
        url: The portal's address, as messages name it.
    """

    def __init__(self, url: str, token: str, token_variable: str, timeout_seconds: float) -> None:
        self.url = url.rstrip("/")
        self._token = token
        self._variable = token_variable
        self._timeout = timeout_seconds
        self._status = 0
        session = requests.Session()
        # A .netrc or a proxy's log should not see what the token is for.
        session.trust_env = False
        session.hooks["response"].append(self._remember)
        self._portal = RemoteCKAN(self.url, apikey=token, session=session)

    def _remember(self, response: requests.Response, **_: object) -> None:
        self._status = response.status_code

    def close(self) -> None:
        """Give the connection back."""
        self._portal.close()

    def find(self, action: str, about: str, **data: Any) -> Any:
        """Call an action that only reads; None if the portal has no such thing."""
        try:
            return self._call(action, about, data)
        except NotFound:
            return None

    def call(
        self,
        action: str,
        about: str,
        data: Mapping[str, Any],
        files: Mapping[str, Upload] | None = None,
    ) -> Any:
        """Call an action that must succeed.

        Args:
            action: Name of CKAN's action.
            about: What it is about, for messages: ``the file data/figures.csv``.
            data: Its parameters; texts only where files are sent.
            files: Files to send, by parameter.

        Raises:
            ChangedMeanwhile: What it is about vanished, changed, or may have been made by
                someone else in this moment: worth another look.
            PublishError: It is refused, or the portal failed.
        """
        try:
            return self._call(action, about, data, files)
        except NotFound as error:
            message = f"{self.url} no longer has {about}"
            raise ChangedMeanwhile(message, PublishError(message)) from error

    def _call(
        self,
        action: str,
        about: str,
        data: Mapping[str, Any],
        files: Mapping[str, Upload] | None = None,
    ) -> Any:
        try:
            return self._portal.call_action(
                action,
                dict(data),
                files=dict(files) if files else None,
                requests_kwargs={"timeout": (_CONNECT_SECONDS, self._timeout)},
            )
        except NotFound:
            raise
        except ValidationError as error:
            refused = self._error(about, _refused(error.error_dict))
            if "match" in error.error_dict:
                raise ChangedMeanwhile(f"{about} was changed by someone else") from error
            # The same answer is given to the second of two who create one thing.
            raise ChangedMeanwhile(str(refused), refused) from error
        except NotAuthorized as error:
            raise self._error(
                about,
                f"(403) not allowed. The token in {self._variable} is wrong or expired, or its "
                "user may not edit there: make a new token on the user's page of the portal, "
                "or have the user made an editor of the organisation",
            ) from error
        except requests.Timeout as error:
            raise self._unreachable(about, f"no answer within {self._timeout:g} s") from error
        except requests.RequestException as error:
            raise self._unreachable(about, f"the connection failed ({_root(error)})") from error
        except (CKANAPIError, ServerIncompatibleError) as error:
            failed = self._error(about, f"({self._status}) {_ADVICE.get(self._status, _NO_ADVICE)}")
            if self._status == _SERVER_ERROR:
                raise ChangedMeanwhile(str(failed), failed) from error
            raise failed from error

    def _error(self, about: str, what: str) -> PublishError:
        return PublishError(hide(f"{self.url} refuses {about}: {what}", [self._token]))

    def _unreachable(self, about: str, what: str) -> PortalUnreachable:
        return PortalUnreachable(
            hide(
                f"{self.url} did not take {about}: {what}. Nothing is lost: publish again, it "
                "goes on from here",
                [self._token],
            )
        )


def _refused(errors: Mapping[str, Any]) -> str:
    fields = "; ".join(f"{field}: {reason}" for field, reason in flat(errors) if field[:1] != "_")
    return (
        f"(409) the portal does not take: {fields}. Change what portals.yml or the release "
        "says there, or the rules of the portal"
    )


def flat(errors: Any, path: str = "") -> list[tuple[str, str]]:
    """Return CKAN's nested errors as (field, reason): ``resources[3].size``."""
    if isinstance(errors, Mapping):
        return [
            found
            for key, value in errors.items()
            for found in flat(value, f"{path}.{key}" if path else str(key))
        ]
    if isinstance(errors, list) and any(isinstance(item, Mapping) for item in errors):
        return [
            found for index, item in enumerate(errors) for found in flat(item, f"{path}[{index}]")
        ]
    reasons = errors if isinstance(errors, list) else [errors]
    return [(path, ", ".join(map(str, reasons)))] if reasons else []


def _root(error: BaseException) -> str:
    """Name the first cause: ``ConnectionRefusedError``, not the library's wrapping."""
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return type(error).__name__
