"""The stages as both the command line and the flows call them.

Each stage takes a workspace folder and returns a ``StageResult``: what happened in a
few lines, what needs someone, and what was written. No stage knows of Prefect.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from fazhi import regions
from fazhi.build import build
from fazhi.collect import CollectReport, collect, load_sources, planned
from fazhi.collect.report import as_markdown
from fazhi.package import check_release
from fazhi.release import cut_nightly, cut_stable, find_package, latest_release
from fazhi.release.compatibility import announced_by
from fazhi.release.diff import compare
from fazhi.release.diff.saying import DiffFormat, say
from fazhi.release.editions import edition_of_package
from fazhi.review.hand_checks import hand_checks_file, load_hand_checks
from fazhi.sample import sample_site, sample_sources
from fazhi.whole_file import write_whole
from fazhi.workspace import Workspace, WorkspaceError, WorkspaceKind

#: Below ``output/``: what the last collection did, for people.
COLLECT_REPORT = "collect-report.md"


@dataclass(slots=True)
class CollectOptions:
    """What to collect.

    Attributes:
        sources: The registry file; empty for the bundled sample site.
        only: A region code, or empty for all.
        year: Only reports on this year.
        sample: At most so many pages a source.
        retry_failed: Only addresses whose last look brought nothing.
        dry_run: Say what would be asked for, and ask for nothing.
    """

    sources: str = ""
    only: str = ""
    year: int | None = None
    sample: int | None = None
    retry_failed: bool = False
    dry_run: bool = False


@dataclass(slots=True)
class StageResult:
    """What a stage did.

    Attributes:
        stage: Its name.
        lines: What happened, one fact a line.
        attention: What needs someone; the exit status is then 1.
        written: What was written; empty when nothing was.
    """

    stage: str
    lines: list[str] = field(default_factory=list)
    attention: list[str] = field(default_factory=list)
    written: str = ""


def log_result(
    result: StageResult, logger: logging.Logger | logging.LoggerAdapter[logging.Logger]
) -> None:
    """Say once what a stage did."""
    for line in result.lines:
        logger.info("%s: %s", result.stage, line)
    for line in result.attention:
        logger.warning("%s: %s", result.stage, line)


def collect_stage(root: Path, options: CollectOptions) -> StageResult:
    """Look at the sources and archive what they serve.

    Raises:
        fazhi.workspace.WorkspaceError: Sample and real would mix.
        fazhi.vocabulary.VocabularyError: The registry is wrong.
        OSError: The registry cannot be read.
    """
    workspace = Workspace(root)
    kind: WorkspaceKind = "real" if options.sources else "sample"
    if options.dry_run:
        return _planned(workspace, options)
    with ExitStack() as stack:
        if options.sources:
            sources, proxy = load_sources(Path(options.sources)), None
        else:
            site = stack.enter_context(sample_site())
            sources, proxy = site.sources, site.proxy
        workspace.claim(kind)
        workspace.archive.record_sources(sources)
        report = collect(
            sources,
            workspace.archive,
            only=options.only or None,
            year=options.year,
            sample=options.sample,
            retry_failed=options.retry_failed,
            proxy=proxy,
        )
    write_whole(workspace.output / COLLECT_REPORT, as_markdown(report).encode())
    return _collected(report, workspace)


def _planned(workspace: Workspace, options: CollectOptions) -> StageResult:
    sources = load_sources(Path(options.sources)) if options.sources else sample_sources()
    asks = planned(
        sources,
        workspace.archive,
        only=options.only or None,
        year=options.year,
        sample=options.sample,
        retry_failed=options.retry_failed,
    )
    result = StageResult("collect", [f"would ask for {ask.role} {ask.url}" for ask in asks])
    result.lines.append(f"{len(asks)} addresses are due, and what their lists name; none was asked")
    return result


def _collected(report: CollectReport, workspace: Workspace) -> StageResult:
    outcomes = ", ".join(f"{count} {name}" for name, count in sorted(report.outcomes.items()))
    written = [workspace.raw] if report.new or report.changed else []
    result = StageResult(
        "collect", written=", ".join(map(str, [*written, workspace.output / COLLECT_REPORT]))
    )
    result.lines.append(
        f"{report.sources} sources, {sum(report.outcomes.values())} looks"
        + (f" ({outcomes})" if outcomes else "")
    )
    result.lines.append(f"{len(report.new)} new, {len(report.changed)} changed")
    if report.overdue:
        result.lines.append(f"{len(report.overdue)} sources overdue")
    if report.waiting:
        result.lines.append(f"{len(report.waiting)} sources wait for the night")
    result.attention += [
        f"{look.outcome}: {look.url}{f' ({look.note})' if look.note else ''}"
        for look in report.failed
    ]
    result.attention += report.warnings
    return result


def ingest_stage(
    root: Path, files: Sequence[Path], region_code: str, year: int, url: str = ""
) -> StageResult:
    """Take local documents into raw/, as looks like any other.

    Raises:
        fazhi.workspace.WorkspaceError: The workspace holds the sample, or the code is
            none of a real place.
        OSError: A file cannot be read.
    """
    region = regions.by_code(region_code)
    if region is None or region.is_fictional:
        raise WorkspaceError(
            f"{region_code} is no GB/T 2260 code of a real place, present or past; "
            "the table regions lists them (schemas/regions/)"
        )
    workspace = Workspace(root)
    workspace.claim("real")
    result = StageResult("ingest", written=str(workspace.raw))
    for path in files:
        look = workspace.archive.ingest(path, region_code, year, url)
        result.lines.append(f"{path.name}: {region.name} {year}, snapshot {look.snapshot_id}")
    return result


def build_stage(root: Path) -> StageResult:
    """Make the tables and the DuckDB file again from the archive.

    Raises:
        fazhi.workspace.WorkspaceError: Nothing was collected yet.
        fazhi.store.BuildInvalid: The tables break their rules; the last build stays.
    """
    summary = build(Workspace(root))
    rows = summary.stored.rows
    return StageResult(
        "build",
        lines=[
            f"{rows['reports']} reports, {rows['figures']} figures, "
            f"{rows['observations']} observations, {rows['checks']} checks "
            f"({summary.failed_checks} do not reconcile)",
            f"content {summary.stored.content_sha256[:12]}",
        ],
        attention=summary.errors,
        written=str(summary.stored.database),
    )


def release_stage(root: Path, *, stable: bool = False, allow: str = "") -> StageResult:
    """Write a package when the content changed since the last one, and validate it.

    Args:
        root: The workspace.
        stable: Cut a stable release instead of replacing the nightly package.
        allow: Why a build that lost something, or breaks the schema, is right.

    Raises:
        fazhi.workspace.WorkspaceError: Nothing was collected yet.
        fazhi.review.hand_checks.HandChecksError: The file of hand checks is wrong.
        fazhi.release.ReleaseRefused: The build is refused, or its package would not be
            valid; what was there stays.
        fazhi.linked_folder.FolderBusyError: Another process is releasing here.
    """
    workspace = Workspace(root)
    workspace.require_content()
    checks = load_hand_checks(hand_checks_file(workspace.root))
    if stable:
        cut = cut_stable(workspace.build, workspace.releases, allow, checks)
    else:
        cut = cut_nightly(workspace.build, workspace.nightly, allow, checks)
    result = StageResult("release")
    name = cut.path.name
    if cut.is_new:
        result.lines.append(f"package {name} written")
        result.written = str(cut.path)
        circumstances = cut.circumstances
        result.lines += [f"let pass: {finding.en}" for finding in circumstances.findings]
        if circumstances.allowed:
            result.lines.append(f"because: {circumstances.allowed}")
    else:
        result.lines.append(f"nothing changed since package {name}: no new one")
        result.attention += check_release(cut.path)
        if result.attention:
            result.attention.append(_how_to_mend(cut.path, stable))
    if not result.attention:
        result.lines.append(f"package {name} is valid")
    return result


def _how_to_mend(package: Path, stable: bool) -> str:
    if stable:
        return f"a release is not written twice: put a copy of it back into {package}"
    return f"remove {package}: fazhi release makes it again"


def check_stage(root: Path, name: str = "") -> StageResult:
    """Verify packages byte by byte, and by the rules of their formats.

    Args:
        root: The workspace.
        name: A package as ``find_package`` names it; all that are newest if empty: the
            nightly one and the last stable release.
    """
    workspace = Workspace(root)
    result = StageResult("check")
    if name:
        paths = [find_package(workspace.output, name)]
    else:
        newest = (workspace.nightly, latest_release(workspace.releases))
        paths = [path for path in newest if path is not None and path.is_dir()]
    if not paths:
        result.attention.append(f"{workspace.output} holds no package: fazhi release makes one")
    for path in paths:
        problems = check_release(path)
        result.attention += [f"{path.name}: {problem}" for problem in problems]
        result.lines.append(f"package {path.name}: {len(problems)} problem(s)")
    return result


def compare_packages(
    root: Path, before: str, after: str, form: DiffFormat, listed: int
) -> tuple[bool, str]:
    """Compare two packages as ``find_package`` names them.

    Returns:
        Whether they are the same, and what differs in the form asked for.

    Raises:
        FileNotFoundError: One of them is not there.
    """
    output = Workspace(root).output
    older, newer = find_package(output, before), find_package(output, after)
    difference = compare(
        edition_of_package(older),
        edition_of_package(newer),
        announced=announced_by(older),
        listed=listed,
    )
    return difference.is_same, say(difference, form)
