"""What a CKAN portal should say of a release: pure, no portal is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from fazhi.portal.errors import PublishRefused
from fazhi.portal.release import Release, ReleaseFile
from fazhi.portal.settings import CkanSettings

Fields = dict[str, Any]

#: Field of a resource by which we know our own again; names may be translated by editors.
PATH = "path"
#: Field of a resource: hash of the file whose rows are all in the DataStore.
FILLED = "datastore_sha256"

_SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
_MEGABYTE = 1024 * 1024
_TAG_LENGTH = range(2, 101)


def dataset_fields(release: Release, settings: CkanSettings) -> Fields:
    """Return the fields of the data set but organisation, tags, extras and resources."""
    descriptor = release.descriptor
    return {
        "name": settings.dataset,
        "title": descriptor["title"],
        "notes": descriptor["description"],
        "version": release.version,
        "license_id": licence_id(release, settings),
        "author": ", ".join(person["title"] for person in descriptor["contributors"]),
        "url": descriptor.get("homepage", ""),
        "private": False,
        "state": "active",
    }


def licence_id(release: Release, settings: CkanSettings) -> str:
    """Return the licence as the portal's register calls it."""
    return settings.licence or str(release.descriptor["licenses"][0]["name"])


def tags(release: Release) -> list[str]:
    """Return the keywords as tags that CKAN takes."""
    return legal_tags(release.descriptor.get("keywords", []))


def legal_tags(keywords: Iterable[str]) -> list[str]:
    """Make tags legal: letters of any script, digits, space, ``-_.``; 2 to 100 of them.

    What is not allowed becomes a space; what is then too short to be a tag is left out.
    """
    cleaned = (" ".join(re.sub(r"[^\w\s.-]", " ", word).split()) for word in keywords)
    cut = (tag[: _TAG_LENGTH[-1]].strip() for tag in cleaned)
    return list(dict.fromkeys(tag for tag in cut if len(tag) in _TAG_LENGTH))


def extras(release: Release, settings: CkanSettings) -> dict[str, str]:
    """Return the extras of ``portals.yml`` with what they say of this release."""
    rows = {file.path: file.rows for file in release.files if file.rows is not None and file.schema}
    tables = {resource["name"]: resource["path"] for resource in release.descriptor["resources"]}
    facts = {
        "version": release.version,
        "created": str(release.descriptor["created"]),
        "content_sha256": release.content_sha256,
        "rows": sum(rows.values()),
        "reports": rows.get(tables.get("reports", ""), 0),
        "formats": ", ".join(dict.fromkeys(file.format for file in release.files)),
        "identifier": str(release.descriptor["id"]),
    }
    return {key: text.format_map(facts) for key, text in settings.extras.items()}


def resource_fields(file: ReleaseFile, release: Release, settings: CkanSettings) -> Fields:
    """Return the fields of a resource; ``url`` only where the file is linked.

    Raises:
        PublishRefused: The file is too large for the portal, and there is no link to it.
    """
    fields: Fields = {
        PATH: file.path,
        "name": file.title,
        "description": file.description,
        "format": file.format,
        "mimetype": file.mediatype,
        "size": file.size,
        "hash": file.sha256,
        "hash_algorithm": _SHA256,
    }
    if is_linked(file, settings):
        fields["url"] = link(file, release, settings)
    return fields


def is_linked(file: ReleaseFile, settings: CkanSettings) -> bool:
    """Tell whether a file exceeds what the portal takes."""
    return file.size > settings.upload_limit_mb * _MEGABYTE


def link(file: ReleaseFile, release: Release, settings: CkanSettings) -> str:
    """Return where a store serves the file.

    Raises:
        PublishRefused: No store is named.
    """
    if not settings.base_url:
        raise PublishRefused(
            f"{file.path} has {file.size / _MEGABYTE:.1f} MB, the portal takes "
            f"{settings.upload_limit_mb}: set upload_limit_mb to what the portal really takes, "
            "or publish to a store first and name its address as base_url (portals.yml)"
        )
    return f"{settings.base_url.rstrip('/')}/{quote(release.folder_name)}/{quote(file.path)}"


def tables(release: Release, settings: CkanSettings) -> dict[str, ReleaseFile]:
    """Return the files whose rows go into the DataStore, by path.

    Raises:
        PublishRefused: The release has no such table, or it has no key of one column.
    """
    paths = {resource["name"]: resource["path"] for resource in release.descriptor["resources"]}
    found = {}
    for name in settings.tables:
        file = release.by_path.get(paths.get(name, ""))
        if file is None or file.format != "CSV" or len(file.schema.get("primaryKey", [])) != 1:
            raise PublishRefused(
                f"portals.yml wants the table {name} in the DataStore, but the release has no "
                "CSV of that name with a key of one column"
            )
        found[file.path] = file
    return found
