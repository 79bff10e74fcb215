"""What is asked for, told from the log alone: due dates, failures, nights."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fazhi.collect.column import MAX_LIST_PAGES
from fazhi.collect.job import CrawlJob, is_night
from fazhi.collect.plan import Plan
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


def test_a_new_source_is_asked_for_its_column_or_its_pages(archive: Archive) -> None:
    assert asked(archive, entry(pages=[PAGE])) == ["/list/"]
    other = f"{HOST}/2022.html"
    assert asked(archive, entry(kind="page", url=PAGE, pages=[other])) == [
        *("/2023.html", "/2022.html")
    ]


def after(plan: Plan, archive: Archive, url: str, outcome: Outcome, content: str) -> list[str]:
    """Tell the plan of a look, and return what it leads to."""
    seen(archive, url, outcome, days=0, content=content)
    *_, look = archive.looks()
    return [ask.url.removeprefix(HOST) for ask in plan.after(look)]


@pytest.mark.parametrize("second", [("ok", "<a href=/x.html>x</a>"), ("timeout", "")])
def test_reports_are_asked_for_once_their_list_has_come_or_failed(
    archive: Archive, second: tuple[Outcome, str]
) -> None:
    job = CrawlJob(raw=str(archive.raw), sources=[entry(pages=[f"{HOST}/1999.html"])])
    plan = Plan(job, archive, NOW)
    assert [ask.url for ask in plan.first()] == [COLUMN]
    assert after(plan, archive, COLUMN, "ok", LIST) == ["/list/index_1.html"]
    found = after(plan, archive, f"{COLUMN}index_1.html", *second)
    assert found == ["/2023.html", "/1999.html"]
    assert plan.verdicts == []


@pytest.mark.parametrize(("minimum", "is_believed"), [(0, True), (1, True), (2, False)])
def test_a_list_with_too_few_reports_is_not_believed(
    archive: Archive, minimum: int, is_believed: bool
) -> None:
    source = entry(assertions={"minimum": minimum}, pages=[f"{HOST}/1999.html"])
    plan = Plan(CrawlJob(raw=str(archive.raw), sources=[source]), archive, NOW)
    assert [ask.url for ask in plan.first()] == [COLUMN]
    after(plan, archive, COLUMN, "ok", LIST)
    found = after(plan, archive, f"{COLUMN}index_1.html", "ok", "<a href=/x.html>x</a>")
    assert found == (["/2023.html", "/1999.html"] if is_believed else [])
    assert [verdict.note for verdict in plan.verdicts] == (
        []
        if is_believed
        else ["1 reports listed, at least 2 expected: nothing of it was taken over"]
    )


def test_a_list_that_did_not_come_is_no_list_with_too_few(archive: Archive) -> None:
    source = entry(assertions={"minimum": 2})
    plan = Plan(CrawlJob(raw=str(archive.raw), sources=[source]), archive, NOW)
    assert len(list(plan.first())) == 1
    assert after(plan, archive, COLUMN, "timeout", "") == []
    assert plan.verdicts == []


def test_a_list_that_failed_is_due_at_the_next_run(archive: Archive) -> None:
    seen(archive, COLUMN, "wrong_content", days=0.1)
    assert asked(archive, entry()) == ["/list/"]


def test_a_list_that_is_not_due_is_followed_from_the_archive(archive: Archive) -> None:
    seen(archive, COLUMN, "ok", days=1, content=LIST)
    assert asked(archive, entry()) == ["/list/index_1.html"]
    assert asked(archive, entry(recheck_days=1)) == ["/list/"]
    seen(archive, f"{COLUMN}index_1.html", "ok", days=1, content="<a href=/x.html>x</a>")
    assert asked(archive, entry()) == ["/2023.html"]


def test_a_host_goes_by_two_names(archive: Archive) -> None:
    title = "青榆县2023年法治政府建设情况报告"
    content = (
        f"<a href=http://qingyu.invalid/1.html>{title}</a><a href=http://b.invalid/2>{title}</a>"
    )
    seen(archive, COLUMN, "ok", days=1, content=content)
    assert asked(archive, entry()) == ["http://qingyu.invalid/1.html"]


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
