"""Is everything in order? Installation, vocabulary, workspace, archive."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from fazhi.codebook.entries import indicators
from fazhi.reading import context
from fazhi.snapshot import SnapshotError
from fazhi.stages import StageResult
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
    archive = workspace.archive
    snapshots = {look.snapshot_id for look in archive.looks() if look.snapshot_id}
    for snapshot_id in sorted(snapshots):
        try:
            archive.read(snapshot_id)
        except SnapshotError as error:
            result.attention.append(str(error))
    result.lines.append(f"{len(snapshots)} snapshots verified")
    database = workspace.build / "fazhi.duckdb"
    result.lines.append(f"build: {database if database.is_file() else 'none yet (fazhi build)'}")
    return result
