"""All stable releases as a JSON Feed 1.1, for readers and programs that wait for the next.

Addresses in it are relative to the feed: where the releases stand is up to whoever
publishes them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fazhi.package import Circumstances, Statement
from fazhi.package.about import title
from fazhi.package.files import DESCRIPTOR_NAME, read_descriptor
from fazhi.store import Build

FEED_NAME = "feed.json"
_VERSION = "https://jsonfeed.org/version/1.1"
_COUNTED = ("reports", "observations", "checks")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the feed says of one release."""

    version: str
    title: str
    created: str
    content_sha256: str
    is_fictional: bool
    rows: dict[str, int]
    schema_breaks: tuple[Statement, ...] = ()


def entry_of_package(package: Path) -> Entry:
    """Return what the feed says of a release that is there."""
    content = read_descriptor(package)
    facts = content["fazhi"]
    rows = {resource["name"]: resource.get("rows", 0) for resource in content["resources"]}
    return Entry(
        version=content["version"],
        title=content["title"],
        created=content["created"],
        content_sha256=facts["content_sha256"],
        is_fictional=facts["is_fictional"],
        rows={name: rows[name] for name in _COUNTED},
        schema_breaks=tuple(Statement(**item) for item in facts.get("schema_breaks", ())),
    )


def entry_of_build(build: Build, version: str, circumstances: Circumstances) -> Entry:
    """Return the same of a release that is about to be written."""
    return Entry(
        version=version,
        title=title(build),
        created=build.created,
        content_sha256=build.content_sha256,
        is_fictional=build.is_fictional,
        rows={name: build.rows[name] for name in _COUNTED},
        schema_breaks=circumstances.schema_breaks,
    )


def feed(entries: Sequence[Entry], folder: str = "") -> str:
    """Return the feed, the newest release first.

    Args:
        entries: One for every release, the oldest first.
        folder: Way from the feed to the folder of the releases, ending with a slash.
    """
    content = {
        "version": _VERSION,
        "title": entries[-1].title,
        "language": "zh-Hans",
        "authors": [{"name": "fazhi contributors"}],
        "items": [_item(entry, folder) for entry in reversed(entries)],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _item(entry: Entry, folder: str) -> dict[str, Any]:
    reports, observations, checks = (entry.rows[name] for name in _COUNTED)
    zh = f"{reports} 份报告，{observations} 个可比观测值，{checks} 项检验。"
    en = f"{reports} reports, {observations} comparable observations, {checks} checks."
    breaks = entry.schema_breaks
    return {
        "id": f"urn:fazhi:release:{entry.version}",
        "url": f"{folder}{entry.version}/README.md",
        "title": f"{entry.version} {entry.title}",
        "content_text": "\n".join(
            (
                zh + "".join(f"结构变更：{item.zh}。" for item in breaks),
                en + "".join(f" Break of the schema: {item.en}." for item in breaks),
            )
        ),
        "date_published": entry.created,
        "tags": ["schema-break"] if breaks else [],
        "_fazhi": {
            "version": entry.version,
            "content_sha256": entry.content_sha256,
            "is_fictional": entry.is_fictional,
            "descriptor": f"{folder}{entry.version}/{DESCRIPTOR_NAME}",
        },
    }
