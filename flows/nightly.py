"""The nightly run: collect, build and release, in this order.

A source that fails does not stop the others, and a stage that fails stops what comes
after it: an invalid build is never released. Each stage is one task; the work inside is
done in batches by the stage itself, because a Prefect task per document would cost more
than the reading.
"""

from __future__ import annotations

from prefect import flow

from fazhi.flows.build import build_tables
from fazhi.flows.collect import collect_sources
from fazhi.flows.release import make_release
from fazhi.stages import CollectOptions, StageResult


@flow(name="nightly")
def nightly(workspace: str = ".", options: CollectOptions | None = None) -> list[StageResult]:
    """Run the whole pipeline once.

    Args:
        workspace: Folder with raw/ and output/.
        options: What to collect; by default the bundled sample site.
    """
    return [
        collect_sources(workspace, options or CollectOptions()),
        build_tables(workspace),
        make_release(workspace),
    ]
