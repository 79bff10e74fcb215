"""The analysts' views over a build made for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import duckdb
import pytest
import small_build
from small_build import ACCEPTED, RATE, RECEIVED

from fazhi import rows_around
from fazhi.store import VIEWS, BuildWriter

UNKNOWN_BASE = "disp.reconsideration.settlement_rate"
RANK = "law.rank"
NEVER_PRINTED = "disp.reconsideration.hearings"


def indicator(name: str, kind: str, denominator: str | None = None) -> dict[str, Any]:
    return {
        "indicator_id": name,
        "name_zh": name,
        "name_en": name,
        "indicator_type": kind,
        "unit": "件",
        "denominator": denominator,
        "polarity": "neutral",
    }


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """2023 as in the small build; 2022 with doubts; 2021 not found, 2020 blocked."""
    with BuildWriter(tmp_path_factory.mktemp("views") / "build") as writer:
        for name, rows in small_build.all_rows():
            found = [dict(row) for row in rows]
            if name == "observations" and found[0]["year"] == 2022:
                change_2022(found)
            if name == "checks" and found[0]["report_id"].startswith("990181-2022"):
                found[0]["verdict"] = "fails"
            writer.add(name, found)
        writer.add(
            "indicators",
            [
                indicator(UNKNOWN_BASE, "rate", ACCEPTED),
                indicator(RANK, "rank"),
                indicator(NEVER_PRINTED, "flow"),
            ],
        )
        looked = datetime(2024, 1, 1, tzinfo=UTC)
        writer.add(
            "coverage",
            [rows_around.coverage_row("990181", 2021, "not_found", last_look=looked)],
        )
        build = writer.finish()
    with duckdb.connect(str(build.database), read_only=True) as opened:
        yield opened


def change_2022(observations: list[dict[str, Any]]) -> None:
    received, accepted, rate, words = observations
    received["status"] = "needs_review"
    received["is_main"] = False
    accepted["dimension"] = "matter=penalty"
    rate["indicator_id"] = UNKNOWN_BASE
    rate["rate_base"] = None
    words["indicator_id"] = RATE
    words["dimension"] = None


def ask(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return connection.execute(sql).fetchall()


def test_every_view_is_there_and_explained(connection: duckdb.DuckDBPyConnection) -> None:
    found = dict(
        ask(connection, "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal")
    )
    assert set(found) == set(VIEWS)
    assert all(comment and "/" not in comment[:2] for comment in found.values())


def test_main_values_are_unique_and_named(connection: duckdb.DuckDBPyConnection) -> None:
    repeated = ask(
        connection,
        "SELECT count(*) FROM observations_main GROUP BY region_code, year, indicator_id, "
        "measure, dimension, scope HAVING count(*) > 1",
    )
    assert repeated == []
    assert ask(
        connection,
        "SELECT DISTINCT region_name, province_name, region_level FROM observations_main",
    ) == [("岚浦市", "示例省", "county")]
    assert ask(connection, "SELECT count(*) FROM observations_main WHERE year = 2022") == [(3,)]


def test_wide_holds_only_what_compares(connection: duckdb.DuckDBPyConnection) -> None:
    columns = [row[0] for row in ask(connection, "DESCRIBE wide")]
    assert columns[6:] == sorted([ACCEPTED, RATE, RECEIVED, UNKNOWN_BASE])
    found = ask(
        connection,
        f'SELECT year, "{ACCEPTED}", "{RATE}", "{RECEIVED}", "{UNKNOWN_BASE}" FROM wide '
        "WHERE year = 2023",
    )
    # 2022: the count is in doubt, a part of the whole, or a rate on an unknown base.
    assert found == [(2023, Decimal(165), Decimal("21.1"), Decimal(196), None)]
    assert ask(connection, f'SELECT "{UNKNOWN_BASE}" FROM wide WHERE year = 2022') in (
        [],
        [(None,)],
    )


def test_evidence_quotes_the_sentence_and_the_checks(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    rows = ask(
        connection,
        "SELECT quote, sentence, url, checks, failed_checks, failures_en FROM evidence "
        f"WHERE indicator_id = '{ACCEPTED}' ORDER BY year",
    )
    sentence = "全年收到行政复议申请140件,受理120件;纠错率9.55%。"
    failed = "Accepted applications are no more than those received."
    assert rows[0] == ("120件", sentence, "http://127.0.0.1/2022.html", 1, 1, failed)
    assert rows[1][0] == "165件"
    assert rows[1][3:] == (1, 0, None)
    words = ask(connection, "SELECT sentence, figure_id FROM evidence WHERE quote = '未发生'")
    assert words == [("全年未发生重大突发事件。", None)] * 2
    assert ask(connection, "SELECT count(*) FROM evidence") == ask(
        connection, "SELECT count(*) FROM observations"
    )


def test_status_tells_five_things_apart(connection: duckdb.DuckDBPyConnection) -> None:
    found = {
        (year, name): status
        for year, name, status in ask(
            connection, "SELECT year, indicator_id, status FROM indicator_status"
        )
    }
    assert found[2023, RECEIVED] == "reported"
    assert found[2022, RECEIVED] == "needs_review"
    assert found[2022, RATE] == "reported_in_words"
    assert found[2023, NEVER_PRINTED] == "no_figure_found"
    assert found[2021, RECEIVED] == "no_document"
    assert found[2020, RECEIVED] == "no_document"
    assert len(found) == 4 * 6
