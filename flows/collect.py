"""Sources -> raw/: one Scrapy process per collect task."""

from __future__ import annotations

from pathlib import Path

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from fazhi.flows.retries import may_pass
from fazhi.stages import COLLECT_REPORT, CollectOptions, StageResult, collect_stage, log_result
from fazhi.workspace import Workspace


@task(
    name="collect",
    retries=2,
    retry_delay_seconds=60,
    retry_condition_fn=may_pass,
    cache_policy=NO_CACHE,
)
def collect_sources(workspace: str, options: CollectOptions) -> StageResult:
    """Look at every source that is due and archive what came back."""
    result = collect_stage(Path(workspace), options)
    log_result(result, get_run_logger())
    report = Workspace(workspace).output / COLLECT_REPORT
    if report.is_file() and not options.dry_run:
        create_markdown_artifact(
            report.read_text(encoding="utf-8"), key="collect-report", description="Collection"
        )
    return result


@flow(name="collect")
def collect(workspace: str, options: CollectOptions) -> StageResult:
    """Collect alone; its own deployment may run more often than the release."""
    return collect_sources(workspace, options)
