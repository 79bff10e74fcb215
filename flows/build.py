"""raw/ -> output/build/: read, code, audit, validate, store."""

from __future__ import annotations

from pathlib import Path

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from fazhi.flows.retries import may_pass
from fazhi.stages import StageResult, build_stage, log_result


@task(
    name="build",
    retries=1,
    retry_delay_seconds=30,
    retry_condition_fn=may_pass,
    cache_policy=NO_CACHE,
)
def build_tables(workspace: str) -> StageResult:
    """Make all tables and the DuckDB file again from the archive."""
    result = build_stage(Path(workspace))
    log_result(result, get_run_logger())
    return result


@flow(name="build")
def build(workspace: str) -> StageResult:
    """Build alone, for example after a change of the reader or the codebook."""
    return build_tables(workspace)
