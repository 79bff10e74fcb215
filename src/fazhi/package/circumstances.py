"""How a package was cut: its channel, and what was found and let pass.

Said by the package itself, in ``datapackage.json`` (under ``fazhi``) and in its README.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Channel = Literal["nightly", "stable"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """A break of the schema that is to come; see ``schemas/release.yml``."""

    table: str
    column: str
    value: str
    since: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How a package was cut.

    Attributes:
        channel: ``nightly``, replaced when the content changes, or ``stable``, kept.
        allowed: Why the package was cut in spite of ``findings``; empty without any.
        findings: What would have refused it: coverage or counts that fell, breaks of the
            schema that were not announced.
        schema_breaks: What breaks queries written for the stable release before.
        announced_breaks: What will break in a later release.
    """

    channel: Channel = "stable"
    allowed: str = ""
    findings: tuple[Statement, ...] = ()
    schema_breaks: tuple[Statement, ...] = ()
    announced_breaks: tuple[Announcement, ...] = ()


ORDINARY = Circumstances()
