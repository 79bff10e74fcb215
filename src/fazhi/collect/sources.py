"""The registry of publishing governments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from fazhi import vocabulary

CmsFamily = Literal["hanweb", "trs", "gkmlpt", "ucap", "vsb", "plain", "unknown"]


class Caveat(BaseModel):
    """Something a user of this source should know, with the date it was noted."""

    model_config = ConfigDict(extra="forbid")

    noted: date
    text: str


class Assertions(BaseModel):
    """How many reports a source should have.

    Attributes:
        minimum: A column that lists fewer is not believed: nothing of it is taken over.
            Of single pages as many must have come, or someone is told.
        maximum: With more pages than this someone is told.
    """

    model_config = ConfigDict(extra="forbid")

    minimum: int = Field(default=0, ge=0)
    maximum: int | None = Field(default=None, ge=0)


class SourceEntry(BaseModel):
    """A government's place of publication.

    Attributes:
        source_id: Stable name of the entry.
        region_code: GB/T 2260 code; quoted in YAML, or it would become a number.
        name: The place.
        level: ``province``, ``prefecture`` or ``county``.
        url: The column where the reports appear, or one page.
        kind: What ``url`` is: a ``column`` whose links are followed, or a ``page``.
        pages: Further pages of reports that are known beside it.
        cms_family: The content management system, as far as known.
        hosts: Hosts whose pages may be fetched; the url's own without an entry.
        attachment_hosts: Further hosts that may serve attachments.
        verified: Date of the last look by a person that found reports here, or never.
        recheck_days: A page is asked for again once its last look is this old.
        delay: Seconds between two requests to the host.
        night_only: Whether the site may only be asked in the night of its place.
        caveats: What a user should know.
        assertions: What a crawl should find.
    """

    model_config = ConfigDict(extra="forbid")

    source_id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    region_code: str = Field(pattern=r"^[0-9]{6}$", strict=True)
    name: str
    level: Literal["province", "prefecture", "county"]
    url: str
    kind: Literal["column", "page"] = "column"
    pages: list[str] = Field(default_factory=list)
    cms_family: CmsFamily = "unknown"
    hosts: list[str] = Field(default_factory=list)
    attachment_hosts: list[str] = Field(default_factory=list)
    verified: date | Literal["never"] = "never"
    recheck_days: int = Field(default=7, ge=0)
    delay: float = Field(default=3.0, ge=0)
    night_only: bool = False
    caveats: list[Caveat] = Field(default_factory=list)
    assertions: Assertions = Field(default_factory=Assertions)

    @field_validator("url", "pages")
    @classmethod
    def _absolute(cls, urls: str | list[str]) -> str | list[str]:
        for url in [urls] if isinstance(urls, str) else urls:
            if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
                raise ValueError("must be an absolute http or https address")
        return urls

    @model_validator(mode="after")
    def _own_host(self) -> SourceEntry:
        own = [host_of(url) for url in [self.url, *self.pages]]
        self.hosts = list(dict.fromkeys([*own, *self.hosts]))
        return self


class _Registry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    sources: list[SourceEntry]

    @model_validator(mode="after")
    def _unique(self) -> _Registry:
        ids = [entry.source_id for entry in self.sources]
        repeated = sorted({source_id for source_id in ids if ids.count(source_id) > 1})
        if repeated:
            raise ValueError(f"source_id used more than once: {', '.join(repeated)}")
        return self


def host_of(url: str) -> str:
    """Return the host name of an address, in lower case."""
    return (urlsplit(url).hostname or "").lower()


def is_among(host: str, hosts: Iterable[str]) -> bool:
    """Whether a host is one of ``hosts``, with or without ``www.``."""
    return host.removeprefix("www.") in {one.removeprefix("www.") for one in hosts}


def cms_family_of(url: str) -> CmsFamily:
    """Return the content management system that an address betrays, or ``unknown``."""
    rules: dict[CmsFamily, list[re.Pattern[str]]] = vocabulary.load(
        "collect/dialects.yml", dict[CmsFamily, list[re.Pattern[str]]]
    )
    for family, patterns in rules.items():
        if any(pattern.search(url) for pattern in patterns):
            return family
    return "unknown"


def registry_path() -> Path:
    """Return the project's own registry."""
    return Path(str(files("fazhi.schemas").joinpath("sources.yml")))


def load_sources(path: Path) -> list[SourceEntry]:
    """Read a registry file (``sources.yml``).

    Raises:
        fazhi.vocabulary.VocabularyError: The file does not fit the model.
        OSError: It cannot be read.
    """
    return parse_sources(path.read_text(encoding="utf-8"), path.name)


def parse_sources(text: str, name: str) -> list[SourceEntry]:
    """Read the text of a registry; ``name`` is what errors call it."""
    return vocabulary.parse(text, _Registry, name).sources
