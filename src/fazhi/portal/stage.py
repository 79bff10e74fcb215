"""Publishing as a stage, as both the command line and the flow call it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from fazhi.portal.ckan import CkanTarget
from fazhi.portal.release import Release, read_release
from fazhi.portal.settings import CkanSettings, StoreSettings, portal_settings, secret
from fazhi.portal.steps import Step, Target, publish
from fazhi.portal.store import open_store
from fazhi.release import find_package
from fazhi.release.channels import LATEST_NAME
from fazhi.stages import StageResult
from fazhi.workspace import Workspace


def open_target(
    settings: CkanSettings | StoreSettings, root: Path, secrets: Mapping[str, str]
) -> Target:
    """Return the target that an entry of ``portals.yml`` describes."""
    match settings:
        case CkanSettings():
            return CkanTarget(settings, secret(settings.token, secrets))
        case StoreSettings():
            return open_store(settings, root, secrets)


def plan_stage(
    root: Path, to: str, release: str, portals: Path | None, secrets: Mapping[str, str]
) -> tuple[Release, list[Step]]:
    """Return the release and what publishing it would do; nothing is written.

    Raises:
        fazhi.portal.PublishError: As ``publish_stage``.
    """
    found, target = _open(root, to, release, portals, secrets)
    return found, target.plan(found)


def publish_stage(
    root: Path,
    to: str,
    release: str,
    portals: Path | None,
    secrets: Mapping[str, str],
    on_step: Callable[[Step], None] = lambda step: None,
) -> StageResult:
    """Publish a release, and read back that it is there.

    Args:
        root: The workspace.
        to: Name of the portal in ``portals.yml``.
        release: ``YYYY.MM.N``, ``nightly``, or empty for the newest stable release.
        portals: Another file than ``schemas/portals.yml``.
        secrets: Name of a secret in ``portals.yml`` -> its value; the environment, mostly.
        on_step: Called before each write.

    Raises:
        fazhi.portal.PublishError: There is no such portal, the release must not leave, a
            secret is missing, or the portal refused or failed.
        FileNotFoundError: There is no such release.
    """
    found, target = _open(root, to, release, portals, secrets)
    done = publish(target, found, on_step)
    result = StageResult("publish")
    if done.collisions:
        result.lines.append(f"{done.collisions} times someone else wrote at the same time")
    if done.steps:
        sent = sum(step.size for step in done.steps)
        result.lines.append(f"release {found.version}: {len(done.steps)} steps, {sent:,} bytes")
        result.written = f"{to} ({len(found.files)} files of release {found.version})"
    else:
        result.lines.append(f"{to} has release {found.version} already: nothing to do")
    return result


def _open(
    root: Path, to: str, release: str, portals: Path | None, secrets: Mapping[str, str]
) -> tuple[Release, Target]:
    settings = portal_settings(to, portals)
    found = read_release(find_package(Workspace(root).output, release or LATEST_NAME))
    return found, open_target(settings, root, secrets)
