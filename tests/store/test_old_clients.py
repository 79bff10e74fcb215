"""The DuckDB file opens with a client of the 1.x series."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest
import small_build

#: The first client of the series, whose storage version we write.
CLIENT = "duckdb==1.0.0"
READ = """
import json, sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
tables = [name for (name,) in connection.execute(
    "SELECT table_name FROM duckdb_tables()").fetchall()]
views = [name for (name,) in connection.execute(
    "SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()]
counts = {
    name: connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]
    for name in tables + views
}
sentence = connection.execute(
    "SELECT sentence FROM evidence WHERE quote = '196件'").fetchall()[0][0]
comment = connection.execute(
    "SELECT comment FROM duckdb_tables() WHERE table_name = 'figures'").fetchall()[0][0]
print(json.dumps([duckdb.__version__, counts, sentence, comment]))
"""


@pytest.mark.slow
def test_a_client_of_the_first_series_reads_tables_views_and_comments(tmp_path: Path) -> None:
    build = small_build.make(tmp_path / "build")
    venv.create(tmp_path / "client", with_pip=True)
    python = tmp_path / "client" / "bin" / "python"
    installed = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--only-binary", ":all:", CLIENT],
        capture_output=True,
        text=True,
        check=False,
    )
    if installed.returncode:
        pytest.skip(f"{CLIENT} cannot be installed here: {installed.stderr.strip()[-200:]}")
    done = subprocess.run(
        [python, "-c", READ, build.database], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    version, counts, sentence, comment = json.loads(done.stdout)
    assert version.startswith("1.")
    assert version != sys.modules["duckdb"].__version__
    assert {name: counts[name] for name in build.rows} == build.rows
    assert counts["observations_main"] == 8
    assert counts["wide"] == 2
    assert counts["indicator_status"] == 9
    assert sentence.startswith("全年收到行政复议申请196件")
    assert "数字 / Figures" in comment
