"""``schemas/portals.yml``: where releases may be published to, by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from fazhi import vocabulary
from fazhi.portal.errors import PublishError

#: What ``{…}`` in an extra may stand for; filled in ``fazhi.portal.ckan_dataset``.
FACTS = ("version", "created", "content_sha256", "rows", "reports", "formats", "identifier")
Variable = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$")]


class Organisation(BaseModel):
    """The organisation on the portal that the data set belongs to.

    Attributes:
        name: Its name in addresses; an existing one is used as it is.
        title: In both languages, should it have to be created.
    """

    model_config = ConfigDict(extra="forbid")

    name: str = Field(pattern=r"^[a-z0-9_-]{2,100}$")
    title: str


class CkanSettings(BaseModel):
    """A CKAN portal.

    Attributes:
        url: Its address.
        token: Environment variable that holds the API token; never the token itself.
        organisation: Whose data set it is.
        dataset: Name of the data set in addresses, ASCII.
        licence: Id of the release's licence in the portal's register; empty if it is the same.
        upload_limit_mb: Larger files are linked, not uploaded (``ckan.max_resource_size``).
        base_url: Where a store target serves the releases; needed for linked files.
        tables: Resources of the descriptor whose rows go into the DataStore.
        extras: Further fields of the portal; ``{version}`` and the like are filled in.
        timeout_seconds: How long an answer may take.
    """

    model_config = ConfigDict(extra="forbid")

    kind: Literal["ckan"]
    url: str = Field(pattern=r"^https?://")
    token: Variable
    organisation: Organisation
    dataset: str = Field(pattern=r"^[a-z0-9_-]{2,100}$")
    licence: str = ""
    upload_limit_mb: int = Field(default=10, ge=1)
    base_url: str = Field(default="", pattern=r"^(https?://.*)?$")
    tables: list[str] = Field(default_factory=list)
    extras: dict[str, str] = Field(default_factory=dict)
    timeout_seconds: float = Field(default=120, gt=0)

    @field_validator("extras")
    @classmethod
    def _known_facts(cls, extras: dict[str, str]) -> dict[str, str]:
        for key, text in extras.items():
            unknown = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
            unknown -= set(FACTS)
            if unknown:
                raise ValueError(
                    f"{key}: {sorted(unknown)} cannot be filled in, only {', '.join(FACTS)}"
                )
        return extras


class StoreSettings(BaseModel):
    """A folder, or a bucket of an S3-compatible store.

    Attributes:
        location: A folder (relative: within the workspace), or ``s3://bucket/prefix``.
        endpoint: Address of the store if it is not Amazon's.
        region: Of the bucket.
        access_key: Environment variable that holds the access key.
        secret_key: Environment variable that holds the secret key. Without the two, the
            store's own ways are used (a profile, the role of the machine).
        timeout_seconds: How long an answer may take.
    """

    model_config = ConfigDict(extra="forbid")

    kind: Literal["store"]
    location: str = Field(min_length=1)
    endpoint: str = Field(default="", pattern=r"^(https?://.*)?$")
    region: str = ""
    access_key: Variable | None = None
    secret_key: Variable | None = None
    timeout_seconds: float = Field(default=120, gt=0)

    @model_validator(mode="after")
    def _pair(self) -> StoreSettings:
        if (self.access_key is None) != (self.secret_key is None):
            raise ValueError("access_key and secret_key go together")
        return self

    @property
    def bucket(self) -> str:
        """``bucket/prefix`` of an S3-compatible store, empty for a folder."""
        return re.sub(r"^s3://", "", self.location).strip("/") if self._is_s3 else ""

    @property
    def _is_s3(self) -> bool:
        return self.location.startswith("s3://")


Settings = Annotated[CkanSettings | StoreSettings, Field(discriminator="kind")]


class _Portals(BaseModel):
    model_config = ConfigDict(extra="forbid")

    portals: dict[str, Settings]


def portal_settings(name: str, file: Path | None = None) -> CkanSettings | StoreSettings:
    """Return the entry of a portal.

    Args:
        name: Its name.
        file: Another file than ``schemas/portals.yml``.

    Raises:
        PublishError: There is no such entry.
        fazhi.vocabulary.VocabularyError: The file does not fit its model.
        OSError: The file cannot be read.
    """
    if file is None:
        portals = vocabulary.load("portals.yml", _Portals).portals
    else:
        portals = vocabulary.parse(file.read_text(encoding="utf-8"), _Portals, str(file)).portals
    if name not in portals:
        raise PublishError(
            f"no portal is called {name} in {file or 'schemas/portals.yml'}; "
            f"it has {', '.join(portals) or 'none'}"
        )
    settings: CkanSettings | StoreSettings = portals[name]
    return settings


def secret(variable: str, secrets: Mapping[str, str]) -> str:
    """Return a secret by the name that ``portals.yml`` gives it.

    Raises:
        PublishError: It is not set, or is nothing that could be sent.
    """
    value = secrets.get(variable, "").strip()
    if not value:
        raise PublishError(
            f"the secret {variable} is not set: put it into the environment (export "
            f"{variable}=…) or into the Prefect secret block that the flow is given"
        )
    if not (value.isascii() and value.isprintable()) or " " in value:
        # Said here, because libraries quote the value in their errors.
        raise PublishError(f"the secret {variable} holds characters that no key or token has")
    return value
