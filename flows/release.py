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
def make_release(workspace: str) -> StageResult:
    """Write a release if the content changed, and validate it."""
    result = release_stage(Path(workspace))
    log_result(result, get_run_logger())
    return result


@flow(name="release")
def release(workspace: str) -> StageResult:
    """Release alone."""
    return make_release(workspace)
