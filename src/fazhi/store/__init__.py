"""Typed Parquet tables, and the DuckDB file rebuilt from them and swapped in.

The one place that writes ``output/build``. See ``BuildWriter`` for how to use it::

    output/build/tables/<table>.parquet    every table, sorted, zstd
    output/build/fazhi.duckdb              the same tables with comments, and the views
    output/build/build.json                row counts, content hash, versions
"""

from fazhi.store.batches import Failure
from fazhi.store.build import Build, read_build
from fazhi.store.database import DATABASE_NAME, VIEWS
from fazhi.store.writer import BuildInvalid, BuildWriter

__all__ = [
    "DATABASE_NAME",
    "VIEWS",
    "Build",
    "BuildInvalid",
    "BuildWriter",
    "Failure",
    "read_build",
]
