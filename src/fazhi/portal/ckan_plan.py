"""What is left to do on a CKAN portal: a pure function of the release and of what is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from fazhi.portal.ckan_dataset import (
    FILLED,
    PATH,
    Fields,
    dataset_fields,
    extras,
    is_linked,
    resource_fields,
    tables,
    tags,
)
from fazhi.portal.ckan_table import TableState, column_types
from fazhi.portal.release import Release, ReleaseFile
from fazhi.portal.settings import CkanSettings
from fazhi.portal.steps import Action, Step

#: Shown to people or checked by programs; the portal may spell the others its own way.
_COMPARED = ("name", "description", "hash", "url")


@dataclass(frozen=True, slots=True)
class PortalState:
    """What the portal has.

    Attributes:
        has_organisation: Whether the organisation exists.
        dataset: The data set as ``package_show`` tells it, None if there is none.
        tables: Resource id -> the table in the DataStore, of those that have one.
    """

    has_organisation: bool = False
    dataset: dict[str, Any] | None = None
    tables: dict[str, TableState] = field(default_factory=dict)

    @property
    def resources(self) -> list[Fields]:
        """The resources of the data set."""
        return list(self.dataset["resources"]) if self.dataset else []

    def ours(self) -> dict[str, list[Fields]]:
        """The resources that we made, by the path of their file."""
        found: dict[str, list[Fields]] = {}
        for resource in self.resources:
            if resource.get(PATH):
                found.setdefault(resource[PATH], []).append(resource)
        return found


def plan_steps(release: Release, settings: CkanSettings, state: PortalState) -> list[Step]:
    """Return the steps that make the portal say what the release says, in order.

    A new data set is private until its last step; of one that is public, files change
    first and the version last. What editors added (resources, tags, extras) stays.

    Raises:
        PublishRefused: The release cannot go to this portal.
    """
    steps = []
    if not state.has_organisation:
        steps.append(
            Step(Action.CREATE, f"organisation {settings.organisation.name}", "not there yet")
        )
    if state.dataset is None:
        steps.append(
            Step(Action.CREATE, f"data set {settings.dataset}", "not there yet; private for now")
        )
    steps += _file_steps(release, settings, state)
    differing = changed_fields(release, settings, state)
    if differing:
        reason = "becomes public" if state.dataset is None else f"differs: {', '.join(differing)}"
        steps.append(
            Step(
                Action.ANNOUNCE,
                f"data set {settings.dataset}",
                f"version {release.version}, {reason}",
            )
        )
    return steps


def _file_steps(release: Release, settings: CkanSettings, state: PortalState) -> Iterator[Step]:
    there = state.ours()
    filled = tables(release, settings)
    for file in release.files:
        # Two of one path can only come from a portal without conditional writes.
        known, *doubles = there.pop(file.path, [{}])
        for double in doubles:
            yield Step(Action.REMOVE, file.path, "there twice", key=double["id"])
        steps = list(_one_file(file, release, settings, known))
        yield from steps
        if file.path in filled and (
            any(step.action is not Action.CHANGE for step in steps)
            or not _is_filled(file, known, state)
        ):
            yield Step(Action.FILL, file.path, f"{file.rows} rows", size=file.size)
    for path, resources in there.items():
        for resource in resources:
            yield Step(Action.REMOVE, path, "no longer in the release", key=resource["id"])


def _one_file(
    file: ReleaseFile, release: Release, settings: CkanSettings, known: Fields
) -> Iterator[Step]:
    wanted = resource_fields(file, release, settings)
    linked = is_linked(file, settings)
    if known and linked == (known.get("url_type") == "upload"):
        # CKAN keeps an upload when its resource is made a link.
        reason = "now linked" if linked else "now uploaded"
        yield Step(Action.REMOVE, file.path, reason, key=known["id"])
        known = {}
    if not known:
        action = Action.LINK if linked else Action.UPLOAD
        yield Step(action, file.path, "new", size=0 if linked else file.size)
        return
    differing = [name for name in _COMPARED if name in wanted and not _same(name, wanted, known)]
    if not differing:
        return
    if "hash" in differing and not linked:
        yield Step(Action.REPLACE, file.path, "other content", file.size, known["id"])
    else:
        yield Step(Action.CHANGE, file.path, f"differs: {', '.join(differing)}", key=known["id"])


def _is_filled(file: ReleaseFile, known: Fields, state: PortalState) -> bool:
    table = state.tables.get(known["id"])
    return (
        known.get(FILLED) == file.sha256
        and table is not None
        and table.rows == file.rows
        and table.types == column_types(file.schema)
    )


def changed_fields(release: Release, settings: CkanSettings, state: PortalState) -> Fields:
    """Return the fields of the data set that must change, with their new value."""
    there = state.dataset or {}
    wanted = dataset_fields(release, settings)
    changed = {name: wanted[name] for name in wanted if not _same(name, wanted, there)}
    for name, merged in (
        ("tags", merged_tags(release, there)),
        ("extras", merged_extras(release, settings, there)),
    ):
        if merged is not None:
            changed[name] = merged
    return changed


def merged_tags(release: Release, there: Fields) -> list[Fields] | None:
    """Return all tags, the editors' too; None if none of ours is missing."""
    names = [tag["name"] for tag in there.get("tags", [])]
    missing = [tag for tag in tags(release) if tag not in names]
    return [{"name": name} for name in [*names, *missing]] if missing else None


def merged_extras(release: Release, settings: CkanSettings, there: Fields) -> list[Fields] | None:
    """Return all extras, the editors' too; None if ours are there as they should be."""
    found = {extra["key"]: extra["value"] for extra in there.get("extras", [])}
    merged = found | extras(release, settings)
    if merged == found:
        return None
    return [{"key": key, "value": value} for key, value in merged.items()]


def _same(name: str, wanted: Fields, there: Fields) -> bool:
    # CKAN says None where nothing is told.
    return (there.get(name) or "") == (wanted[name] or "")
