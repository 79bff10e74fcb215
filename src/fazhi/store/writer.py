"""Rows in, a build out: validated, sorted, hashed, and swapped in as a whole."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

import fazhi
from fazhi.codebook.entries import codebook_version
from fazhi.store.batches import Failure, Row, to_arrow, validate
from fazhi.store.build import (
    TABLES_FOLDER,
    Build,
    linked_folder,
    read_build,
    write_manifest,
)
from fazhi.store.database import DATABASE_NAME, connect, literal, write_database
from fazhi.store.rules import broken_rules, with_quotes
from fazhi.tableschema import TableDefinition, arrow_schema, definitions, row_text

#: Rows validated at a time, and rows in one group of a Parquet file. Whole texts are
#: large: fewer of them at a time.
_ROWS_AT_ONCE = 20_000
_ROWS_IN_GROUP = 100_000
_TEXTS_AT_ONCE = 1_000
_SHOWN_PER_RULE = 5


class BuildInvalid(ValueError):  # noqa: N818  (the name is part of the interface)
    """The rows break rules; nothing was changed.

    Attributes:
        failures: Everything that was found.
    """

    def __init__(self, failures: Sequence[Failure]) -> None:
        self.failures = list(failures)
        super().__init__(_report(self.failures))


def _report(failures: Sequence[Failure]) -> str:
    """Write failures for a person: by table and rule, with a few examples each."""
    counts = Counter((item.table, item.column, item.rule) for item in failures)
    lines = [f"{len(failures)} failure(s) against {len(counts)} rule(s); the build before stays"]
    for (table, column, rule), count in counts.items():
        examples = [f for f in failures if (f.table, f.column, f.rule) == (table, column, rule)]
        lines.append(f"{count} x {table}{f'.{column}' if column else ''}: {rule}")
        lines += [f"    {_example(item)}" for item in examples[:_SHOWN_PER_RULE]]
        if count > _SHOWN_PER_RULE:
            lines.append(f"    ... and {count - _SHOWN_PER_RULE} more")
    return "\n".join(lines)


def _example(item: Failure) -> str:
    parts = (item.report_id, item.value, f"“{item.quote}”" if item.quote else "")
    return "  ".join(part for part in parts if part)


class BuildWriter:
    """Collects rows and makes a build of them.

    Use it as a context manager; without ``finish``, or when anything goes wrong, the
    build before stays as it was::

        with BuildWriter(build_dir) as writer:
            writer.add("regions", regions.region_rows(is_fictional=False))
            ...
            build = writer.finish()

    Args:
        build_dir: Where the build appears (``output/build``).
        earlier: How many builds before this one are kept.
    """

    def __init__(self, build_dir: Path | str, *, earlier: int = 0) -> None:
        self.build_dir = Path(build_dir).absolute()
        self._folder = linked_folder(self.build_dir)
        self._earlier = earlier
        self._stack = ExitStack()
        self._waiting: dict[str, list[Row]] = {name: [] for name in definitions()}
        self._staged: dict[str, pq.ParquetWriter] = {}
        self._failures: list[Failure] = []

    def __enter__(self) -> BuildWriter:
        """Take the place for this process and make a folder to work in.

        Raises:
            FolderBusyError: Another process is building here.
        """
        self._stack.enter_context(self._folder.locked())
        self._new = self._folder.new()
        self._staging = self._new / "staging"
        self._staging.mkdir()
        (self._new / TABLES_FOLDER).mkdir()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the place go; an unfinished build is thrown away."""
        self._close_staged()
        shutil.rmtree(self._new, ignore_errors=True)  # no longer there when swapped in
        self._stack.close()

    def add(self, table_name: str, rows: Sequence[Row]) -> None:
        """Take rows of a table; they are validated batch by batch.

        What is wrong with them is kept and raised by ``finish``, all at once.

        Args:
            table_name: The table.
            rows: One dict a row; a column left out is null.

        Raises:
            KeyError: There is no such table.
        """
        waiting = self._waiting[table_name]
        waiting.extend(rows)
        if len(waiting) >= (_TEXTS_AT_ONCE if table_name == "texts" else _ROWS_AT_ONCE):
            self._flush(definitions()[table_name])

    def finish(self) -> Build:
        """Check the whole, write it and swap it in.

        Returns:
            The build that is now in place.

        Raises:
            BuildInvalid: Rows break rules. Nothing was changed.
        """
        earlier = read_build(self.build_dir)
        self._carry_over_runs(earlier)
        for table in definitions().values():
            self._flush(table)
        self._close_staged()
        with connect(self._staging) as connection:
            self._open_staged(connection)
            self._failures += broken_rules(connection)
            if self._failures:
                raise BuildInvalid(with_quotes(connection, self._failures))
            build = self._write(connection, earlier)
        shutil.rmtree(self._staging)
        self._folder.swap_in(self._new, earlier=self._earlier)
        return build

    # --- staging ---

    def _flush(self, table: TableDefinition) -> None:
        rows, self._waiting[table.name] = self._waiting[table.name], []
        batch, failures = to_arrow(table, rows)
        self._failures += failures
        if rows:
            misfits = {(item.column, item.quote) for item in failures}
            self._failures += [
                item
                for item in validate(table, batch, rows)
                if (item.column, item.quote) not in misfits
            ]
        if table.name not in self._staged:
            path = self._staging / f"{table.name}.parquet"
            self._staged[table.name] = pq.ParquetWriter(path, batch.schema, compression="zstd")
        self._staged[table.name].write_table(batch)

    def _close_staged(self) -> None:
        for writer in self._staged.values():
            writer.close()
        self._staged.clear()

    def _open_staged(self, connection: duckdb.DuckDBPyConnection) -> None:
        for name in definitions():
            source = literal(str(self._staging / f"{name}.parquet"))
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({source})")

    def _carry_over_runs(self, earlier: Build | None) -> None:
        """Keep the runs of earlier builds: their table is the diary of the place."""
        if earlier is None or not earlier.parquet("runs").exists():
            return
        names = definitions()["runs"].column_names
        told = {row["run_id"] for row in self._waiting["runs"]}
        for row in pq.read_table(earlier.parquet("runs")).to_pylist():
            if row["run_id"] not in told:
                self.add("runs", [{name: row.get(name) for name in names}])

    # --- writing ---

    def _write(self, connection: duckdb.DuckDBPyConnection, earlier: Build | None) -> Build:
        rows: dict[str, int] = {}
        hashes: dict[str, str] = {}
        for table in definitions().values():
            path = self._new / TABLES_FOLDER / f"{table.name}.parquet"
            rows[table.name], sha256 = write_sorted(connection, table, path)
            if not table.facts.is_log:
                hashes[table.name] = sha256
        content = hashlib.sha256("\n".join(f"{n} {h}" for n, h in hashes.items()).encode())
        created, is_fictional = connection.execute(
            "SELECT (SELECT strftime(max(retrieved_at) AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ') "
            "FROM retrievals), (SELECT coalesce(bool_or(is_fictional), false) FROM regions)"
        ).fetchall()[0]
        write_database(self._new / DATABASE_NAME, definitions().values(), self._new / TABLES_FOLDER)
        build = Build(
            path=self.build_dir,
            content_sha256=content.hexdigest(),
            created=created or "",
            is_fictional=is_fictional,
            fazhi_version=fazhi.__version__,
            rows=rows,
            hashes=hashes,
            codebook_version=codebook_version(),
            is_changed=earlier is None or earlier.content_sha256 != content.hexdigest(),
        )
        write_manifest(self._new, build)
        return build


def write_sorted(
    connection: duckdb.DuckDBPyConnection, table: TableDefinition, path: Path
) -> tuple[int, str]:
    """Write a table in its order, in groups of a fixed size: the same rows, the same bytes.

    Returns:
        The number of rows and a hash over them that no library version changes.
    """
    names = [*table.facts.order, *table.facts.key]
    order = ", ".join(f'"{name}"' for name in dict.fromkeys(names))
    group = _TEXTS_AT_ONCE if table.name == "texts" else _ROWS_IN_GROUP
    query = f"SELECT *, sha256({row_text(table)}) AS row_sha256 FROM {table.name} ORDER BY {order}"
    schema = arrow_schema(table)
    total = hashlib.sha256(" ".join(table.column_names).encode())
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd", write_page_index=True) as writer:
        for rows in in_groups(connection.sql(query).to_arrow_reader(group), group):
            total.update("".join(map(str, rows.column("row_sha256").to_pylist())).encode())
            writer.write_table(rows.drop_columns(["row_sha256"]).cast(schema), row_group_size=group)
            count += rows.num_rows
    return count, total.hexdigest()


def in_groups(reader: pa.RecordBatchReader, size: int) -> Iterator[pa.Table]:
    """Yield tables of exactly ``size`` rows, the last one with what is left."""
    held = reader.schema.empty_table()
    for batch in reader:
        held = pa.concat_tables([held, pa.Table.from_batches([batch])])
        while held.num_rows >= size:
            yield held.slice(0, size).combine_chunks()
            held = held.slice(size)
    if held.num_rows:
        yield held.combine_chunks()
