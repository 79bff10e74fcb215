"""The descriptor of a release: Data Package version 2."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from fazhi.package.about import (
    DESCRIPTION_EN,
    DESCRIPTION_ZH,
    FICTIONAL_EN,
    FICTIONAL_ZH,
    KEYWORDS,
    LICENCE,
    NO_RIGHTS_EN,
    NO_RIGHTS_ZH,
    title,
)
from fazhi.package.facts import PackageFacts, Source
from fazhi.package.files import File, read_descriptor
from fazhi.package.resources import resources
from fazhi.store import Build

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def descriptor(facts: PackageFacts, files: Mapping[str, File]) -> dict[str, Any]:
    """Make the descriptor.

    Args:
        facts: What there is to say of the package.
        files: Path within the package -> file, for everything that is to be described.
    """
    build, publication = facts.build, facts.publication
    publisher: dict[str, Any] = {"title": publication.publisher.en}
    if publication.homepage:
        publisher["path"] = publication.homepage
    content: dict[str, Any] = {
        "$schema": PROFILE,
        "name": facts.name,
        "id": f"urn:sha256:{build.content_sha256}",
        "title": title(build),
        "description": description(build),
        "homepage": facts.home,
        "version": facts.version,
        "created": build.created,
        "keywords": list(KEYWORDS),
        "licenses": [LICENCE],
        "contributors": [{**publisher, "roles": ["creator", "publisher"]}],
        "sources": [_source(source) for source in facts.sources],
        "resources": resources(build, files),
        "fazhi": {
            "content_sha256": build.content_sha256,
            "is_fictional": build.is_fictional,
            "fazhi_version": build.fazhi_version,
            "codebook_version": build.codebook_version,
            "codebook_sha256": build.hashes["indicators"],
            "hand_check": facts.hand_check and facts.hand_check.model_dump(mode="json"),
            **asdict(facts.circumstances),
        },
    }
    # An empty address would be no address.
    return {name: value for name, value in content.items() if value != ""}


def read_facts(package: Path) -> dict[str, Any]:
    """Return what a package says of itself under ``fazhi``: content hash, channel, ...

    Raises:
        FileNotFoundError: There is no package in this folder.
    """
    facts: dict[str, Any] = read_descriptor(package)["fazhi"]
    return facts


def to_json(content: object) -> str:
    """Write JSON the same way every time."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def description(build: Build) -> str:
    """Return what the data set is, in both languages."""
    parts = [
        DESCRIPTION_ZH,
        DESCRIPTION_EN,
        NO_RIGHTS_ZH,
        NO_RIGHTS_EN,
    ]
    if build.is_fictional:
        parts.insert(0, f"【{FICTIONAL_ZH} / {FICTIONAL_EN.capitalize()}】")
    return " ".join(parts)


def _source(source: Source) -> dict[str, Any]:
    found = {"title": source.title}
    if source.path:
        found["path"] = source.path
    if source.sha256:
        found["hash"] = f"sha256:{source.sha256}"
    return found
