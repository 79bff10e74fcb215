"""All stable releases as a JSON Feed 1.1, for readers and programs that wait for the next.

Addresses in it are relative to the feed: where the releases stand is up to whoever
publishes them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fazhi.package.files import DESCRIPTOR_NAME

FEED_NAME = "feed.json"
_VERSION = "https://jsonfeed.org/version/1.1"


def feed(descriptors: Sequence[dict[str, Any]], folder: str = "") -> str:
    """Return the feed, the newest release first.

    Args:
        descriptors: The ``datapackage.json`` of every release, the oldest first.
        folder: Way from the feed to the folder of the releases, ending with a slash.
    """
    newest = descriptors[-1]
    content = {
        "version": _VERSION,
        "title": newest["title"],
        "description": newest["description"],
        "language": "zh-Hans",
        "authors": [{"name": person["title"]} for person in newest["contributors"]],
        "items": [_item(descriptor, folder) for descriptor in reversed(descriptors)],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def descriptor_of(package: Path) -> dict[str, Any]:
    """Return the descriptor of a package."""
    content: dict[str, Any] = json.loads((package / DESCRIPTOR_NAME).read_text(encoding="utf-8"))
    return content


def _item(descriptor: dict[str, Any], folder: str) -> dict[str, Any]:
    version, facts = descriptor["version"], descriptor["fazhi"]
    rows = {
        resource["name"]: resource["rows"]
        for resource in descriptor["resources"]
        if "rows" in resource
    }
    zh = f"{rows['reports']} 份报告,{rows['observations']} 个可比观测值,{rows['checks']} 项检验。"
    en = (
        f"{rows['reports']} reports, {rows['observations']} comparable observations, "
        f"{rows['checks']} checks."
    )
    breaks = facts.get("schema_breaks", [])
    lines = [
        zh + "".join(f"结构变更:{item['zh']}。" for item in breaks),
        en + "".join(f" Break of the schema: {item['en']}." for item in breaks),
    ]
    return {
        "id": f"urn:fazhi:release:{version}",
        "url": f"{folder}{version}/README.md",
        "title": f"{version} {descriptor['title']}",
        "content_text": "\n".join(lines),
        "date_published": descriptor["created"],
        "tags": ["schema-break"] if breaks else [],
        "_fazhi": {
            "version": version,
            "content_sha256": facts["content_sha256"],
            "is_fictional": facts["is_fictional"],
            "descriptor": f"{folder}{version}/{DESCRIPTOR_NAME}",
        },
    }
