"""How everything stands, at a glance: what is fresh, what is covered, what waits for whom.

Read from what is there anyway: the newest build, the descriptors of the packages and the
looks taken since that build. Nothing is verified here (``fazhi doctor``, ``fazhi check``)
and nothing asked of the network, so that it answers at once.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from fazhi.collect.sources import SourceEntry
from fazhi.collect.status import USABLE, SourceStatus
from fazhi.package.files import DESCRIPTOR_NAME, read_descriptor
from fazhi.release import latest_release
from fazhi.snapshot import Look
from fazhi.store import Build, read_build
from fazhi.store.database import read_only
from fazhi.workspace import Workspace

#: Runs that are shown.
RUNS = 3
#: Less free disk than this share of the whole, and a build may not fit.
SCARCE = 0.05

#: The newest look at each address: a page that is gone needs nobody (it was archived), a
#: list that is gone does.
_FAILING = """
SELECT outcome, count(*) FROM (
    SELECT url, arg_max(role, retrieved_at) AS role, arg_max(outcome, retrieved_at) AS outcome
    FROM retrievals WHERE url IS NOT NULL GROUP BY url
)
WHERE list_contains($usable, outcome) = false
    AND (role = 'column' OR outcome NOT IN ('gone', 'not_found'))
GROUP BY outcome ORDER BY count(*) DESC, outcome
"""
_COVERAGE = """
SELECT {name}, count(*) FILTER (document_status = 'published'),
    count(*) FILTER (document_status = 'not_found'),
    count(*) FILTER (document_status = 'blocked'),
    count(*) FILTER (document_status = 'not_monitored'),
    count(*) FILTER (days_late > 0)
FROM coverage JOIN regions USING (region_code)
GROUP BY {name} ORDER BY {order}
"""
_BY_LEVEL = "list_position(['province', 'prefecture', 'county'], level)"
_MOST_LACKING = "count(*) FILTER (document_status <> 'published') DESC, province_name"
_REVIEWS = """
SELECT coalesce(reason, 'which indicator it is'), count(*) FROM (
    SELECT f.reason, o.revision_id FROM observations AS o LEFT JOIN figures AS f USING (figure_id)
    WHERE o.status = 'needs_review'
    UNION ALL
    SELECT f.reason, f.revision_id FROM figures AS f
    ANTI JOIN observations AS o ON o.figure_id = f.figure_id
    WHERE f.status = 'needs_review'
) JOIN revisions AS v USING (revision_id)
WHERE v.is_current GROUP BY ALL ORDER BY count(*) DESC, 1
"""
_FAILED = """
SELECT relation, count(*) FROM checks JOIN revisions USING (revision_id)
WHERE verdict = 'fails' AND is_current GROUP BY relation ORDER BY count(*) DESC, relation
"""
_ISSUES = """
SELECT topic, count(*) FROM issues WHERE severity IN ('error', 'warning')
GROUP BY topic ORDER BY count(*) DESC, topic
"""
_RUNS = f"""
SELECT run_id, started_at, finished_at, status, documents, message FROM runs
ORDER BY started_at DESC LIMIT {RUNS}
"""


@dataclass(frozen=True, slots=True)
class Freshness:
    """When something was last made: its name, the time (None: never), what it is."""

    name: str
    at: datetime | None
    what: str = ""


@dataclass(frozen=True, slots=True)
class Covered:
    """How many reports (places times years) of a level or province stand how."""

    name: str
    published: int
    not_found: int
    blocked: int
    not_monitored: int
    late: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.published + self.not_found + self.blocked + self.not_monitored


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the pipeline."""

    run_id: str
    started_at: datetime
    finished_at: datetime | None
    status: str
    documents: int | None
    message: str | None


@dataclass(frozen=True, slots=True)
class Disk:
    """Bytes that a folder takes; ``free`` is what the disk has left."""

    raw: int
    output: int
    free: int
    whole: int


@dataclass(slots=True)
class Status:
    """How a workspace stands.

    Attributes:
        root: The workspace.
        kind: ``sample``, ``real`` or None while it holds nothing.
        now: When this was asked.
        freshness: Last look, last build, last nightly and stable package.
        levels: Coverage by level of government.
        provinces: Coverage by province, where most is lacking first.
        reviews: What waits for review, by reason.
        failed_checks: What does not reconcile, by relation: data, nobody's task.
        runs: The last runs, newest first.
        disk: What raw/ and output/ take.
        attention: What needs someone now, each with the command that helps.
    """

    root: Path
    kind: str | None
    now: datetime
    freshness: list[Freshness] = field(default_factory=list)
    levels: list[Covered] = field(default_factory=list)
    provinces: list[Covered] = field(default_factory=list)
    reviews: dict[str, int] = field(default_factory=dict)
    failed_checks: dict[str, int] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)
    disk: Disk = Disk(0, 0, 0, 0)
    attention: list[str] = field(default_factory=list)

    def as_json(self) -> str:
        """Return all of it as JSON, times in ISO 8601."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, default=_plain)


def status(
    workspace: Workspace, now: datetime, registry: Sequence[SourceEntry] | None = None
) -> Status:
    """Gather how a workspace stands.

    Args:
        workspace: Which.
        now: The time to tell ages by.
        registry: The sources that should be looked at; all that ever were, if not given.

    Raises:
        fazhi.workspace.WorkspaceError: The workspace's mark cannot be read.
    """
    found = Status(workspace.root, workspace.kind, now, disk=_disk(workspace))
    if found.kind is None:
        found.attention.append("nothing was collected yet: fazhi run, fazhi collect, fazhi ingest")
        return found
    # Where the link leads now: a build that is swapped in meanwhile is not mixed in.
    build = read_build(workspace.build.resolve())
    looks = list(workspace.archive.looks(since=build.created[:10] if build else ""))
    newer = [look for look in looks if build is None or _iso(look.retrieved_at) > build.created]
    last_look = looks[-1].retrieved_at if looks else _time(build.created if build else "")
    waiting = f"{_many(len(newer), 'look')} not built yet" if newer else ""
    found.freshness.append(Freshness("last look", last_look, waiting))
    if build is None:
        found.freshness.append(Freshness("last build", None))
        found.attention.append("nothing was built yet: fazhi build")
        return found
    if newer:
        found.attention.append(f"{_many(len(newer), 'look')} newer than the build: fazhi build")
    with read_only(build.database) as connection:
        _read_build(found, build, connection)
        if registry is None:
            entries = workspace.archive.sources().values()
            registry = [SourceEntry.model_validate(entry) for entry in entries]
        found.attention += _sources(registry, connection, looks, now)
    found.attention += _packages(found, workspace, build)
    if found.disk.free < SCARCE * found.disk.whole:
        found.attention.append("the disk is nearly full: remove what is not needed, or enlarge it")
    return found


def _read_build(found: Status, build: Build, connection: duckdb.DuckDBPyConnection) -> None:
    rows = build.rows
    found.runs = [Run(*row) for row in connection.execute(_RUNS).fetchall()]
    # The newest run is that of this build: its row is written with it.
    built = found.runs[0].finished_at or found.runs[0].started_at if found.runs else None
    what = f"{rows['reports']} reports, {rows['observations']} observations"
    found.freshness.append(Freshness("last build", built, what))
    for name, order, target in (
        ("level", _BY_LEVEL, found.levels),
        ("province_name", _MOST_LACKING, found.provinces),
    ):
        sql = _COVERAGE.format(name=name, order=order)
        target += [Covered(*row) for row in connection.execute(sql).fetchall()]
    found.reviews = _counts(connection, _REVIEWS)
    found.failed_checks = _counts(connection, _FAILED)
    if found.reviews:
        waiting = sum(found.reviews.values())
        found.attention.append(f"{_many(waiting, 'reading')} in doubt: fazhi review list")
    issues = _counts(connection, _ISSUES)
    if issues:
        found.attention.append(f"the build has issues ({_told(issues)}): fazhi query 'from issues'")
    if found.runs and found.runs[0].status == "failed":
        found.attention.append(f"the last run failed: {found.runs[0].message or 'no reason kept'}")


def _sources(
    registry: Sequence[SourceEntry],
    connection: duckdb.DuckDBPyConnection,
    looks: Sequence[Look],
    now: datetime,
) -> list[str]:
    """Say which addresses brought nothing, and which sources were not seen for too long."""
    told = []
    failing = _counts(connection, _FAILING, usable=sorted(USABLE))
    if failing:
        count = sum(failing.values())
        told.append(
            f"{_many(count, 'address')} brought nothing ({_told(failing)}): fazhi sources status, "
            "fazhi collect --retry-failed"
        )
    usable: dict[str, datetime] = dict(
        connection.execute(
            "SELECT url, max(retrieved_at) FROM retrievals "
            "WHERE list_contains($usable, outcome) GROUP BY url",
            {"usable": sorted(USABLE)},
        ).fetchall()
    )
    usable.update({look.url: look.retrieved_at for look in looks if look.outcome in USABLE})
    overdue = 0
    for entry in registry:
        seen = [usable[url] for url in (entry.url, *entry.pages) if url in usable]
        overdue += SourceStatus(entry, last_usable=max(seen, default=None)).is_overdue(now)
    if overdue:
        told.append(f"{_many(overdue, 'source')} overdue: fazhi sources status, fazhi collect")
    return told


def _packages(found: Status, workspace: Workspace, build: Build) -> list[str]:
    """Say which packages there are, and whether the nightly one is that of the build."""
    told = []
    stable = latest_release(workspace.releases)
    for name, folder in (("nightly", workspace.output / "nightly"), ("stable", stable)):
        facts = _descriptor(folder)
        is_current = facts is not None and facts["fazhi"]["content_sha256"] == build.content_sha256
        at, what = None, ""
        if facts is not None:
            state = "content of the build" if is_current else "other content than the build"
            at, what = _time(facts["created"]), f"{facts['version']}, {state}"
        found.freshness.append(Freshness(f"last {name} release", at, what))
        if name == "nightly" and not is_current:
            told.append("the newest build is in no nightly package: fazhi release")
    return told


def _descriptor(folder: Path | None) -> dict[str, Any] | None:
    if folder is None or not (folder / DESCRIPTOR_NAME).is_file():
        return None
    return read_descriptor(folder)


def _disk(workspace: Workspace) -> Disk:
    there = next(path for path in (workspace.root, *workspace.root.parents) if path.is_dir())
    usage = shutil.disk_usage(there)
    return Disk(_size(workspace.raw), _size(workspace.output), usage.free, usage.total)


def _size(folder: Path) -> int:
    """Bytes of all files below a folder; links are not followed, or they counted twice."""
    size = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                size += os.lstat(os.path.join(parent, name)).st_size  # noqa: PTH118
            except FileNotFoundError:  # swapped out under us by a running build
                continue
    return size


def _counts(connection: duckdb.DuckDBPyConnection, sql: str, **values: Any) -> dict[str, int]:
    return dict(connection.execute(sql, values or None).fetchall())


def _told(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items())


def _many(count: int, name: str) -> str:
    plural = f"{name}es" if name.endswith("s") else f"{name}s"
    return f"{count:,} {name if count == 1 else plural}"


def _iso(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _time(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
