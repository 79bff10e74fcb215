"""What a release is held to: ``schemas/release.yml``."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from fazhi.vocabulary import load

VERSION = r"^\d{4}\.\d{2}\.\d+$"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Bound(_Strict):
    """How far a table may shrink against the package before.

    Attributes:
        table: The table whose rows are counted.
        may_fall: Share of the rows that may go, 0 to 1.
        why: Why this much.
    """

    table: str
    may_fall: float = Field(ge=0, lt=1)
    why: str


class Keep(_Strict):
    """How many of those that were replaced are kept."""

    builds: int = Field(ge=0)
    nightlies: int = Field(ge=1)  # who reads the one that is being replaced must get to its end


class AnnouncedBreak(_Strict):
    """A break of the schema that is to come.

    Attributes:
        table: The table or view.
        column: The column; empty where all of it goes.
        value: The term of the column's code list, or the indicator; empty for the column.
        since: The stable release that says so first.
        zh: What will be, in Chinese.
        en: What will be, in English.
    """

    table: str
    column: str = ""
    value: str = ""
    since: str = Field(pattern=VERSION)
    zh: str
    en: str


class ReleaseSettings(_Strict):
    """The whole file."""

    bounds: tuple[Bound, ...]
    keep: Keep
    announced_breaks: tuple[AnnouncedBreak, ...]


def settings() -> ReleaseSettings:
    """Return the settings.

    Raises:
        fazhi.vocabulary.VocabularyError: The file is wrong.
    """
    found: ReleaseSettings = load("release.yml", ReleaseSettings)
    return found
