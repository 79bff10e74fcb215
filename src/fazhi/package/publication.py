"""Who publishes the packages, and where: ``schemas/publication.yml``."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from fazhi import vocabulary


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Publisher(_Strict):
    """The name of the publisher in both languages."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Contact(_Strict):
    """Whom to write to."""

    name: str = Field(min_length=1)
    email: str = Field(default="", pattern=r"^([^@\s]+@[^@\s]+)?$")


class Publication(_Strict):
    """Who publishes, and where.

    Attributes:
        publisher: Who.
        homepage: Page of the project; empty if there is none.
        base_url: Packages stand under it as ``<base_url>/<version>/``; empty if nowhere.
        contact: Whom to write to.
        frequency: How often releases appear, a term of the EU vocabulary of frequencies.
    """

    publisher: Publisher
    homepage: str = Field(default="", pattern=r"^(https?://\S+)?$")
    base_url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    contact: Contact
    frequency: str = Field(pattern=r"^[A-Z_0-9]+$")

    def address(self, version: str) -> str:
        """Return the address of the folder of a package, with a slash at its end, or empty."""
        return f"{self.base_url.rstrip('/')}/{version}/" if self.base_url else ""


def publication() -> Publication:
    """Return what ``schemas/publication.yml`` says."""
    said: Publication = vocabulary.load("publication.yml", Publication)
    return said
