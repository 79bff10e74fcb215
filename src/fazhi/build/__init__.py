"""raw/ -> output/build/: every report read, coded and audited, then validated and stored.

A build starts from the archive alone and always makes everything again: the same raw/
and the same version give the same tables. Documents are read in worker processes, in
batches; one that cannot be used becomes a row of ``issues`` and stops nobody.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from fazhi.build.candidates import Group, group
from fazhi.build.coverage import coverage_rows
from fazhi.build.decisions import Decisions, problems
from fazhi.build.documents import ReportRows, read_groups
from fazhi.build.panels import Panels
from fazhi.build.set_aside import breaking_rules, second_of_its_kind
from fazhi.build.surroundings import indicator_rows, region_tables, source_rows
from fazhi.release.settings import settings
from fazhi.review.decisions import Decision
from fazhi.rows_around import retrieval_row, run_row
from fazhi.store import Build, BuildInvalid, BuildWriter, Failure
from fazhi.workspace import Workspace

__all__ = ["BuildSummary", "build"]

#: Groups a worker reads before it reports back.
BATCH = 16
#: With fewer groups than this, starting workers costs more than they save.
FEW = 24

Row = dict[str, Any]


@dataclass(slots=True)
class BuildSummary:
    """What a build made.

    Attributes:
        stored: The build that is now in place.
        failed_checks: Relations that do not reconcile; data, not errors of the run.
        errors: Messages of issues that mean something could not be read.
    """

    stored: Build
    failed_checks: int = 0
    errors: list[str] = field(default_factory=list)


def build(workspace: Workspace) -> BuildSummary:
    """Make all tables and the DuckDB file of a workspace again.

    Reports whose rows break the rules of the tables are left out, each with an issue
    that names the rule, and the others are built.

    Raises:
        fazhi.workspace.WorkspaceError: Nothing was collected or ingested yet.
        fazhi.review.corrections.CorrectionsError: The corrections file is wrong.
        fazhi.store.BuildInvalid: Rules are broken by more than single reports; the last
            build stays.
    """
    try:
        return _build(workspace, {})
    except BuildInvalid as error:
        left_out: dict[str, list[Failure]] = defaultdict(list)
        for failure in error.failures:
            left_out[failure.report_id].append(failure)
        if "" in left_out:
            raise
        return _build(workspace, left_out)


def _build(workspace: Workspace, left_out: Mapping[str, Sequence[Failure]]) -> BuildSummary:
    """Build once, without the reports in ``left_out``."""
    started = datetime.now(UTC)
    is_fictional = workspace.require_content() == "sample"
    archive = workspace.archive
    looks = list(archive.looks())
    entries = archive.sources()
    decisions = Decisions.of(workspace, looks, is_fictional=is_fictional)
    reports: list[Row] = []
    noted: list[Row] = []
    panels = Panels()
    failed_checks = 0
    errors: list[str] = []
    with BuildWriter(workspace.build, earlier=settings().keep.builds) as writer:
        for table, rows in region_tables(is_fictional=is_fictional).items():
            writer.add(table, rows)
        writer.add("sources", source_rows(entries))
        writer.add("retrievals", [retrieval_row(look) for look in looks])
        writer.add("indicators", indicator_rows())
        seen: set[str] = set()
        for found in _read_all(archive.raw, decisions.holding, group(archive.holdings())):
            if found.report_id and found.report_id in seen:
                found = second_of_its_kind(found)
            elif found.report_id in left_out:
                found = breaking_rules(found, left_out[found.report_id])
            seen.add(found.report_id)
            for table, rows in found.tables.items():
                writer.add(table, rows)
            reports += found.tables["reports"]
            panels.add(found.tables)
            failed_checks += sum(row["verdict"] == "fails" for row in found.tables["checks"])
            errors += problems(found.tables["issues"])
            noted += found.tables["issues"]
            if found.tables["reports"]:
                decisions.note(found.report_id, found.outcomes, found.tables["observations"])
        across = panels.check_rows()
        writer.add("checks", across)
        failed_checks += sum(row["verdict"] == "fails" for row in across)
        issues = decisions.issues()
        writer.add("issues", issues)
        errors += problems(issues)
        monitored = {source: entry["region_code"] for source, entry in entries.items()}
        writer.add("coverage", coverage_rows(reports, looks, monitored, noted))
        writer.add("runs", [_run(started, len(reports), errors)])
        return BuildSummary(writer.finish(), failed_checks, errors)


def _read_all(
    raw: Path, decisions: Sequence[Decision], groups: Sequence[Group]
) -> Iterator[ReportRows]:
    """Read all groups in order, in worker processes where there are many."""
    if len(groups) < FEW:
        yield from read_groups(raw, decisions, groups)
        return
    batches = [groups[start : start + BATCH] for start in range(0, len(groups), BATCH)]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as workers:
        for results in workers.map(partial(read_groups, raw, decisions), batches):
            yield from results


def _run(started: datetime, documents: int, errors: Sequence[str]) -> Row:
    return run_row(
        f"build-{started:%Y%m%dT%H%M%S}",
        started,
        datetime.now(UTC),
        "attention" if errors else "ok",
        documents=documents,
        message="; ".join(errors),
    )
