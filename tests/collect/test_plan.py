"""What is asked for, told from the log alone: due dates, failures, nights."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fazhi.collect.job import CrawlJob, is_night
from fazhi.collect.plan import MAX_LIST_PAGES, Plan
from fazhi.collect.sources import SourceEntry
from fazhi.snapshot import Archive, Look, Outcome

NOW = datetime(2024, 5, 1, 4, 0, tzinfo=UTC)
HOST = "http://www.qingyu.invalid"
COLUMN, PAGE = f"{HOST}/list/", f"{HOST}/2023.html"
LIST = f"<a href={PAGE}>青榆县2023年法治政府建设情况报告</a><a href=index_1.html>下一页</a>"


def entry(**changes: object) -> SourceEntry:
    values = {
        "source_id": "qingyu",
        "region_code": "990123",
        "name": "青榆县",
        "level": "county",
        "url": COLUMN,
    }
    return SourceEntry.model_validate(values | changes)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "raw")


def seen(archive: Archive, url: str, outcome: Outcome, *, days: float, content: str = "") -> None:
    look = Look(
        url=url,
        final_url=url,
        retrieved_at=NOW - timedelta(days=days),
        outcome=outcome,
        role="column" if "list" in url else "page",
        snapshot_id=archive.store(content.encode(), "html") if content else "",
        extension="html",
        source_id="qingyu",
        etag='"1"',
    )
    archive.append(look)


def asked(archive: Archive, source: SourceEntry, now: datetime = NOW, **job: object) -> list[str]:
    made = CrawlJob.model_validate({"raw": str(archive.raw), "sources": [source], **job})
    return [ask.url.removeprefix(HOST) for ask in Plan(made, archive, now).first()]


def test_a_new_source_is_asked_for_its_column_and_known_pages(archive: Archive) -> None:
    assert asked(archive, entry(pages=[PAGE])) == ["/list/", "/2023.html"]
    assert asked(archive, entry(kind="page", url=PAGE)) == ["/2023.html"]


def test_a_list_that_is_not_due_is_followed_from_the_archive(archive: Archive) -> None:
    seen(archive, COLUMN, "ok", days=1, content=LIST)
    assert asked(archive, entry()) == ["/2023.html", "/list/index_1.html"]
    assert asked(archive, entry(recheck_days=1)) == ["/list/"]


@pytest.mark.parametrize(
    ("outcome", "days", "is_asked"),
    [
        ("ok", 6.9, False),
        ("ok", 7, True),
        ("unchanged", 6, False),
        ("gone", 6, False),
        ("gone", 7, True),
        ("not_found", 1, False),
        ("timeout", 0, True),
        ("blocked", 0, True),
        ("error", 0, True),
    ],
)
def test_what_is_due(archive: Archive, outcome: Outcome, days: float, is_asked: bool) -> None:
    seen(archive, PAGE, outcome, days=days, content="a")
    assert (asked(archive, entry(kind="page", url=PAGE)) == ["/2023.html"]) == is_asked


def test_failures_alone_are_tried_again(archive: Archive) -> None:
    seen(archive, COLUMN, "ok", days=30, content=LIST)
    seen(archive, PAGE, "ok", days=30, content="a")
    seen(archive, f"{HOST}/list/index_1.html", "timeout", days=0)
    seen(archive, f"{HOST}/2022.html", "gone", days=0)
    assert asked(archive, entry(), retry_failed=True) == ["/list/index_1.html", "/2022.html"]


@pytest.mark.parametrize(
    ("hour", "expected"), [(13, False), (14, True), (21, True), (22, False), (4, False)]
)
def test_night_is_that_of_china(hour: int, expected: bool) -> None:
    assert is_night(NOW.replace(hour=hour)) == expected


def test_by_day_a_source_of_the_night_is_left_alone(archive: Archive) -> None:
    source = entry(night_only=True)
    assert asked(archive, source) == []
    assert asked(archive, source, NOW.replace(hour=20)) == ["/list/"]
    seen(archive, COLUMN, "timeout", days=0)
    assert asked(archive, source, retry_failed=True) == []


def test_what_is_held_is_asked_for_conditionally(archive: Archive) -> None:
    seen(archive, PAGE, "ok", days=30, content="a")
    seen(archive, PAGE, "timeout", days=20)
    job = CrawlJob(raw=str(archive.raw), sources=[entry(kind="page", url=PAGE)])
    [ask] = Plan(job, archive, NOW).first()
    assert ask.known is not None
    assert ask.known.etag == '"1"'


def test_a_list_without_an_end_is_given_up(archive: Archive) -> None:
    for number in range(MAX_LIST_PAGES + 20):
        more = f"<a href=index_{number + 1}.html>下一页</a><a href=/x>x</a>"
        name = "" if number == 0 else f"index_{number}.html"
        seen(archive, COLUMN + name, "ok", days=0, content=more)
    assert asked(archive, entry()) == []
