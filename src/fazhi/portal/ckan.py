"""CKAN as a target.

Every write to the data set is one conditional ``package_revise``: it takes effect as a
whole, and only if nobody wrote since we last looked. So two publishers cannot undo each
other's work, nothing is there twice, and a process that is killed leaves whole files.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from fazhi.portal.ckan_client import CkanClient, Upload
from fazhi.portal.ckan_dataset import (
    FILLED,
    PATH,
    Fields,
    dataset_fields,
    licence_id,
    resource_fields,
)
from fazhi.portal.ckan_plan import PortalState, changed_fields, plan_steps
from fazhi.portal.ckan_table import fill_table, read_table
from fazhi.portal.errors import ChangedMeanwhile, PublishError, PublishRefused
from fazhi.portal.release import Release, ReleaseFile
from fazhi.portal.settings import CkanSettings
from fazhi.portal.steps import Action, Step


class CkanTarget:
    """A data set on a CKAN portal."""

    def __init__(self, settings: CkanSettings, token: str) -> None:
        self._settings = settings
        self._portal = CkanClient(settings.url, token, settings.token, settings.timeout_seconds)
        self._dataset: dict[str, Any] = {}
        self._do: dict[Action, Callable[[Release, Step], None]] = {
            Action.CREATE: self._create,
            Action.UPLOAD: self._add,
            Action.LINK: self._add,
            Action.REPLACE: self._change,
            Action.CHANGE: self._change,
            Action.REMOVE: self._remove,
            Action.FILL: self._fill,
            Action.ANNOUNCE: self._announce,
        }

    def plan(self, release: Release) -> list[Step]:
        """Look at the portal and return what is left to do."""
        self._check_licence(release)
        return plan_steps(release, self._settings, self._read())

    def apply(self, release: Release, step: Step) -> None:
        """Carry out one step."""
        self._do[step.action](release, step)

    # --- Reading ------------------------------------------------------------------------

    def _check_licence(self, release: Release) -> None:
        # CKAN stores any id, and then shows data of an unknown licence as not open.
        register = self._portal.call("license_list", "the register of licences", {})
        known = [licence["id"] for licence in register]
        wanted = licence_id(release, self._settings)
        if wanted not in known:
            raise PublishRefused(
                f"{self._portal.url} has no licence {wanted} in its register: set `licence` in "
                f"portals.yml to what it calls {release.descriptor['licenses'][0]['title']}. "
                f"It has {', '.join(known)}"
            )

    def _read(self) -> PortalState:
        organisation = self._settings.organisation.name
        found = self._portal.find(
            "organization_show", f"the organisation {organisation}", id=organisation
        )
        dataset = self._show()
        tables = {}
        for resource in dataset["resources"] if dataset else []:
            if resource.get("datastore_active"):
                table = read_table(self._portal, resource["id"], f"the table of {resource['name']}")
                if table is not None:
                    tables[resource["id"]] = table
        return PortalState(found is not None, dataset, tables)

    def _show(self) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self._portal.find(
            "package_show", self._about, id=self._settings.dataset
        )
        self._dataset = found or {}
        return found

    @property
    def _about(self) -> str:
        return f"the data set {self._settings.dataset}"

    # --- Writing ------------------------------------------------------------------------

    def _create(self, release: Release, step: Step) -> None:
        settings = self._settings
        if step.subject.startswith("organisation"):
            organisation = settings.organisation
            self._portal.call(
                "organization_create",
                f"the organisation {organisation.name}",
                {"name": organisation.name, "title": organisation.title},
            )
            return
        self._dataset = self._portal.call(
            "package_create",
            self._about,
            {
                **dataset_fields(release, settings),
                "owner_org": settings.organisation.name,
                "version": "",
                "private": True,
            },
        )

    def _add(self, release: Release, step: Step) -> None:
        file = release.by_path[step.subject]
        fields = resource_fields(file, release, self._settings)
        self._revise_resource(release, file, "extend", [fields], "-1", step.action)

    def _change(self, release: Release, step: Step) -> None:
        file = release.by_path[step.subject]
        fields = resource_fields(file, release, self._settings)
        self._revise_resource(release, file, step.key, fields, step.key, step.action)

    def _revise_resource(
        self,
        release: Release,
        file: ReleaseFile,
        where: str,
        fields: Fields | list[Fields],
        upload_to: str,
        action: Action,
    ) -> None:
        data = {f"update__resources__{where}": json.dumps(fields)}
        about = f"the file {file.path}"
        if action in {Action.UPLOAD, Action.REPLACE}:
            name = file.path.rpartition("/")[2]
            with (release.folder / file.path).open("rb") as content:
                upload: Upload = (name, content, file.mediatype)
                self._revise(about, data, {f"update__resources__{upload_to}__upload": upload})
        else:
            self._revise(about, data)
        if not any(
            (resource.get(PATH), resource.get("hash")) == (file.path, file.sha256)
            for resource in self._dataset["resources"]
        ):
            raise PublishError(
                f"{self._portal.url} took {about} but did not keep its fields {PATH} and hash, "
                "by which it is known again: have them allowed in the portal's schema of resources"
            )

    def _remove(self, release: Release, step: Step) -> None:
        resource = next(item for item in self._dataset["resources"] if item["id"] == step.key)
        if resource.get("datastore_active"):
            self._portal.call(
                "datastore_delete",
                f"the table of {step.subject}",
                {"resource_id": step.key, "force": True},
            )
            self._show()
        self._revise(f"the file {step.subject}", {"filter": [f"-resources__{step.key}"]})

    def _fill(self, release: Release, step: Step) -> None:
        file = release.by_path[step.subject]
        resource_id = next(
            item["id"] for item in self._dataset["resources"] if item.get(PATH) == file.path
        )
        fill_table(self._portal, resource_id, file, release.folder)
        # The DataStore marks the resource, so the data set is another than we last saw.
        self._show()
        self._revise(
            f"the table of {file.path}",
            {f"update__resources__{resource_id}": {FILLED: file.sha256}},
        )

    def _announce(self, release: Release, step: Step) -> None:
        state = PortalState(True, self._dataset)
        changed = changed_fields(release, self._settings, state)
        lists = [f"-{name}" for name in ("tags", "extras") if name in changed]
        self._revise(self._about, {"filter": lists, "update": changed})

    def _revise(
        self, about: str, data: dict[str, Any], files: dict[str, Upload] | None = None
    ) -> None:
        """Write, if the data set is still what we last saw."""
        if not self._dataset:
            raise ChangedMeanwhile(f"{self._about} vanished")
        match = {
            "match__id": self._dataset["id"],
            "match__metadata_modified": self._dataset["metadata_modified"],
        }
        revised = self._portal.call("package_revise", about, {**match, **data}, files)
        self._dataset = revised["package"]
