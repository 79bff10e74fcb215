"""Is everything in order? Installation, vocabulary, workspace, archive."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from fazhi.codebook.entries import indicators
from fazhi.reading import context
from fazhi.snapshot import Archive, SnapshotError
from fazhi.stages import StageResult
from fazhi.store.database import DamagedDatabaseError, read_only
from fazhi.workspace import Workspace

#: What the pipeline stands on; their versions are the first thing anyone asks for.
PACKAGES = ("duckdb", "frictionless", "pandas", "pandera", "prefect", "pyarrow", "scrapy")


def examine(root: Path) -> StageResult:
    """Check what can be checked without changing anything.

    Raises:
        fazhi.vocabulary.VocabularyError: A file under schemas/ is wrong.
        fazhi.workspace.WorkspaceError: The workspace's mark cannot be read.
    """
    result = StageResult("doctor")
    for package in PACKAGES:
        try:
            result.lines.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            result.attention.append(f"{package} is not installed: make run installs it")
    plain = str(context.__file__).endswith(".py")
    result.lines.append(f"reader: {'plain Python' if plain else f'compiled ({context.__file__})'}")
    result.lines.append(f"codebook: {len(indicators())} indicators")
    workspace = Workspace(root)
    result.lines.append(f"workspace {workspace.root}: {workspace.kind or 'nothing collected yet'}")
    _check_snapshots(result, workspace.archive)
    database = workspace.build / "fazhi.duckdb"
    result.lines.append(f"build: {database if database.is_file() else 'none yet (fazhi build)'}")
    if database.is_file():
        try:
            _read_whole(database)
        except DamagedDatabaseError as error:
            result.attention.append(str(error))
    return result


def _check_snapshots(result: StageResult, archive: Archive) -> None:
    """Compare every snapshot that a look brought with its name."""
    snapshots = {look.snapshot_id for look in archive.looks() if look.snapshot_id}
    damaged = []
    for snapshot_id in sorted(snapshots):
        try:
            archive.read(snapshot_id)
        except SnapshotError as error:
            damaged.append(str(error))
    result.lines.append(f"{len(snapshots) - len(damaged)} snapshots verified")
    result.attention += damaged
    if damaged:
        result.attention.append(
            "put damaged or missing snapshots back from a copy of raw/; fazhi collect mends those "
            "whose pages are served as before"
        )


def _read_whole(database: Path) -> None:
    """Read every block of a DuckDB file, each of which has a checksum."""
    with read_only(database) as connection:
        tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        for (name,) in tables:
            connection.execute(f'SELECT bit_xor(hash(t)) FROM "{name}" t').fetchall()
