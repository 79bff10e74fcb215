"""What fazhi coverage shows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from fazhi.collect.screen import coverage


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "fazhi.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE regions (region_code VARCHAR, name VARCHAR)")
        connection.execute("INSERT INTO regions VALUES ('990123', '青榆县'), ('990181', '岚浦市')")
        connection.execute(
            "CREATE TABLE coverage (region_code VARCHAR, year INTEGER, document_status VARCHAR, "
            "published_date DATE, deadline DATE, days_late INTEGER, last_look TIMESTAMP)"
        )
        connection.execute(
            "INSERT INTO coverage VALUES "
            "('990181', 2023, 'blocked', NULL, '2024-04-01', NULL, '2024-05-01 02:03:04'), "
            "('990123', 2023, 'published', '2024-04-11', '2024-04-01', 10, '2024-05-01'), "
            "('990123', 2022, 'published', '2023-03-01', '2023-04-01', -31, NULL)"
        )
    return path


def test_everyone_by_place_and_year(database: Path) -> None:
    names, rows, counts = coverage(database, None, "")
    assert names[:4] == ["region", "name", "year", "status"]
    assert [row[:4] for row in rows] == [
        ("990123", "青榆县", 2022, "published"),
        ("990123", "青榆县", 2023, "published"),
        ("990181", "岚浦市", 2023, "blocked"),
    ]
    assert rows[1][4:] == (date(2024, 4, 11), date(2024, 4, 1), 10, "2024-05-01 00:00")
    assert counts == {"published": 2, "blocked": 1}


def test_one_year_or_one_place(database: Path) -> None:
    assert len(coverage(database, 2022, "")[1]) == 1
    assert len(coverage(database, 2023, "990181")[1]) == 1
    assert coverage(database, 2019, "")[1] == []
