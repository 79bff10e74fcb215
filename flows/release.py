"""output/build/ -> a data package, checked before anyone sees it."""

from __future__ import annotations

from pathlib import Path

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from fazhi.flows.retries import may_pass
from fazhi.stages import StageResult, log_result, release_stage


@task(
    name="release",
    retries=1,
    retry_delay_seconds=30,
    retry_condition_fn=may_pass,
    cache_policy=NO_CACHE,
)
def make_release(workspace: str, stable: bool = False) -> StageResult:
    """Write a package if the content changed, and validate it."""
    result = release_stage(Path(workspace), stable=stable)
    log_result(result, get_run_logger())
    return result


@flow(name="release")
def release(workspace: str) -> StageResult:
    """Replace the nightly package alone."""
    return make_release(workspace)


@flow(name="stable")
def stable(workspace: str = ".") -> StageResult:
    """Cut a stable release of the build that is there; its own deployment does it monthly."""
    return make_release(workspace, stable=True)
