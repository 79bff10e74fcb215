"""Breaks of the schema: announced one stable release ahead, or refused.

What is to break is written into ``schemas/release.yml`` (and CHANGELOG.md, for people).
Every package from the version named there says so in its descriptor and its README; the
release after one that said so may have the break.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fazhi.package import Announcement, Statement, read_facts
from fazhi.release.channels import is_version, version_parts
from fazhi.release.diff import Announced, Difference
from fazhi.release.settings import AnnouncedBreak


def announced_by(package: Path) -> set[Announced]:
    """Return the breaks that a package said would come."""
    return {
        (item["table"], item["column"], item["value"])
        for item in read_facts(package).get("announced_breaks", ())
    }


def to_announce(
    breaks: Iterable[AnnouncedBreak], version: str, before: Path | None
) -> tuple[Announcement, ...]:
    """Return what a package of this version says is to come.

    Args:
        breaks: All that are written down.
        version: Of the package; a nightly one says everything.
        before: The last stable release.
    """
    known = announced_by(before) if before is not None else set()
    return tuple(
        Announcement(**item.model_dump())
        for item in breaks
        if not is_version(version)
        or (item.table, item.column, item.value) in known
        or version_parts(item.since) <= version_parts(version)
    )


def breaks_in(difference: Difference) -> tuple[Statement, ...]:
    """Return the breaks as a package says them."""
    return tuple(change.statement for change in difference.breaks)


def unannounced(difference: Difference) -> list[Statement]:
    """Find breaks that the release before did not announce."""
    return [
        Statement(
            f"未预告的结构变更：{change.statement.zh}",
            f"a break of the schema that {difference.before.version} did not announce: "
            f"{change.statement.en}",
        )
        for change in difference.breaks
        if not change.announced
    ]
