"""A release -> a portal; secrets come from a Prefect secret block or the environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import cast

from prefect import flow, get_run_logger, task
from prefect.blocks.system import Secret
from prefect.cache_policies import NO_CACHE
from pydantic import JsonValue, TypeAdapter

from fazhi.flows.retries import may_pass
from fazhi.portal.stage import publish_stage
from fazhi.stages import StageResult, log_result


@task(
    name="publish",
    retries=2,
    retry_delay_seconds=60,
    retry_condition_fn=may_pass,
    cache_policy=NO_CACHE,
)
def publish_release(
    workspace: str, to: str, release: str = "", secret_block: str = "", portals: str = ""
) -> StageResult:
    """Bring a release to a portal.

    Args:
        workspace: Folder with raw/ and output/.
        to: Name of the portal in ``portals.yml``.
        release: ``YYYY.MM.N``, ``nightly``, or empty for the newest stable release.
        secret_block: Name of a secret block whose value maps the names of secrets in
            ``portals.yml`` to their values; empty for the environment.
        portals: Another file than ``schemas/portals.yml``.
    """
    # The values stay in this frame: Prefect records parameters and results, not locals.
    secrets = _block(secret_block) if secret_block else os.environ
    result = publish_stage(
        Path(workspace), to, release, Path(portals) if portals else None, secrets
    )
    log_result(result, get_run_logger())
    return result


def _block(name: str) -> dict[str, str]:
    block = cast("Secret[JsonValue]", Secret.load(name))
    return TypeAdapter(dict[str, str]).validate_python(block.get())


@flow(name="publish")
def publish(
    workspace: str, to: str, release: str = "", secret_block: str = "", portals: str = ""
) -> StageResult:
    """Publish alone; its own deployment may follow the release's."""
    return publish_release(workspace, to, release, secret_block, portals)
