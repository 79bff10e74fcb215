"""The archive: nothing lost, nothing overwritten, nothing half-written taken for whole."""

from __future__ import annotations

import hashlib
import logging
import multiprocessing
import os
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fazhi.collect.sources import SourceEntry
from fazhi.snapshot import (
    COLLECTOR_VERSION,
    Archive,
    Look,
    SnapshotError,
    extension_of,
    media_type_of,
)

MORNING = datetime(2024, 3, 1, 8, 0, tzinfo=UTC)
PAGE = "http://www.chenghu.sample.invalid/art/1.html"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "raw")


def look(hours: int = 0, **changes: object) -> Look:
    values: dict[str, object] = {
        "url": PAGE,
        "retrieved_at": MORNING + timedelta(hours=hours),
        "outcome": "ok",
        "content_type": "text/html; charset=utf-8",
        **changes,
    }
    return Look.model_validate(values)


def test_object_is_stored_under_its_hash_and_read_back(archive: Archive) -> None:
    content = "二〇二三".encode("gb18030")
    snapshot_id = archive.store(content, "html")
    assert snapshot_id == hashlib.sha256(content).hexdigest()
    assert archive.path(snapshot_id) == (
        archive.raw / "objects" / snapshot_id[:2] / f"{snapshot_id}.html"
    )
    assert archive.read(snapshot_id) == content


def test_an_object_that_is_there_is_left_alone(archive: Archive) -> None:
    snapshot_id = archive.store(b"one", "html")
    before = archive.path(snapshot_id).stat()
    assert archive.store(b"one", "txt") == snapshot_id
    after = archive.path(snapshot_id).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert len(list((archive.raw / "objects").rglob("*.*"))) == 1


def test_damaged_object_is_refused(archive: Archive) -> None:
    snapshot_id = archive.store(b"one", "html")
    archive.path(snapshot_id).write_bytes(b"two")
    with pytest.raises(SnapshotError, match="damaged"):
        archive.read(snapshot_id)


def test_missing_object_is_named(archive: Archive) -> None:
    with pytest.raises(SnapshotError, match="0000"):
        archive.read("0" * 64)


def test_looks_come_back_in_order_with_all_they_said(archive: Archive) -> None:
    first = look(etag='"a"', source_id="chenghu", region_code="990100", year=2023, title="报告")
    second = look(20, outcome="blocked", status=412, note="HTTP 412")
    archive.append(second)
    archive.append(first)
    assert list(archive.looks()) == [first, second]
    names = [path.name for path in sorted((archive.raw / "retrievals").iterdir())]
    assert names == ["2024-03-01.jsonl", "2024-03-02.jsonl"]
    assert first.collector == COLLECTOR_VERSION


def test_the_collector_that_took_a_look_stays_named(archive: Archive) -> None:
    archive.append(look(collector="fazhi/0.0.1"))
    assert [found.collector for found in archive.looks()] == ["fazhi/0.0.1"]


@pytest.mark.parametrize("torn", [b'{"url": "http', '{"note": "中'.encode()[:-1]])
def test_torn_last_line_is_skipped_and_the_log_goes_on(
    archive: Archive, torn: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    archive.append(look())
    path = archive.raw / "retrievals" / "2024-03-01.jsonl"
    with path.open("ab") as file:
        file.write(torn)
    archive.append(look(1, outcome="unchanged"))
    with caplog.at_level(logging.WARNING):
        outcomes = [found.outcome for found in archive.looks()]
    assert outcomes == ["ok", "unchanged"]
    assert "2024-03-01.jsonl:2" in caplog.text


def _append_for_ever(raw: str) -> None:
    archive = Archive(raw)
    for number in range(100_000):
        snapshot_id = archive.store(f"page {number}".encode(), "html")
        archive.append(look(url=f"{PAGE}?{number}", snapshot_id=snapshot_id, extension="html"))


def test_killed_writer_leaves_whole_objects_and_a_log_that_goes_on(archive: Archive) -> None:
    context = multiprocessing.get_context("spawn")
    writer = context.Process(target=_append_for_ever, args=(str(archive.raw),))
    writer.start()
    while sum(1 for _ in archive.looks()) < 5:
        assert writer.is_alive()
    assert writer.pid is not None
    os.kill(writer.pid, signal.SIGKILL)
    writer.join()
    archive.append(look(1, url="http://after.sample.invalid/"))
    looks = list(archive.looks())
    assert looks[-1].url == "http://after.sample.invalid/"
    for found in looks[:-1]:
        assert archive.read(found.snapshot_id).startswith(b"page ")


def _append_thirty(raw: str, name: str) -> None:
    archive = Archive(raw)
    for number in range(30):
        archive.append(look(url=f"http://{name}.sample.invalid/{number}", note="长" * 500))


def test_two_writers_do_not_mix_their_lines(archive: Archive) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [
        context.Process(target=_append_thirty, args=(str(archive.raw), name))
        for name in ("one", "two")
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len({found.url for found in archive.looks()}) == 60


def test_a_damaged_snapshot_is_mended_by_the_same_bytes(archive: Archive) -> None:
    snapshot_id = archive.store(b"page", "html")
    path = archive.path(snapshot_id)
    assert archive.holds(snapshot_id)
    path.write_bytes(b"pag")
    assert not archive.holds(snapshot_id)
    assert archive.store(b"page", "htm") == snapshot_id
    assert archive.path(snapshot_id) == path
    assert archive.read(snapshot_id) == b"page"


def test_last_looks_keep_the_newest_per_address(archive: Archive) -> None:
    archive.append(look())
    archive.append(look(1, url="http://other.sample.invalid/"))
    archive.append(look(2, outcome="gone", status=410))
    last = archive.last_looks()
    assert list(last) == [PAGE, "http://other.sample.invalid/"]
    assert last[PAGE].outcome == "gone"


def test_holding_keeps_its_versions_and_survives_that_the_page_is_gone(archive: Archive) -> None:
    old, new = archive.store(b"old", "html"), archive.store(b"new", "html")
    archive.append(look(0, snapshot_id=old))
    archive.append(look(1, snapshot_id=old, outcome="unchanged"))
    archive.append(look(2, snapshot_id=new))
    archive.append(look(3, outcome="blocked"))
    archive.append(look(4, outcome="gone"))
    [holding] = archive.holdings()
    assert holding.snapshot_id == new
    assert holding.last_look.outcome == "gone"
    times = [(v.snapshot_id, v.first_seen.hour, v.last_seen.hour) for v in holding.versions]
    assert times == [(old, 8, 9), (new, 10, 10)]
    assert holding.versions[0].media_type == "text/html"


def test_a_page_that_returns_to_an_old_text_holds_it_again(archive: Archive) -> None:
    old, new = archive.store(b"old", "html"), archive.store(b"new", "html")
    for hour, snapshot_id in enumerate((old, new, old)):
        archive.append(look(hour, snapshot_id=snapshot_id))
    [holding] = archive.holdings()
    assert holding.snapshot_id == old
    assert [version.snapshot_id for version in holding.versions] == [old, new]


def test_columns_and_failures_are_no_holdings(archive: Archive) -> None:
    archive.append(look(role="column", snapshot_id=archive.store(b"list", "html")))
    archive.append(look(url="http://never.sample.invalid/", outcome="timeout"))
    assert archive.holdings() == []


def test_local_file_is_taken_in_as_a_look(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "报告 2023.TXT"
    path.write_bytes("全文".encode())
    taken = archive.ingest(path, "990123", 2023, retrieved_at=MORNING)
    [found] = archive.looks()
    assert found == taken
    assert (found.url, found.outcome, found.role) == ("", "ok", "file")
    assert (found.region_code, found.year, found.file_name) == ("990123", 2023, "报告 2023.TXT")
    assert found.media_type == "text/plain"
    assert archive.read(found.snapshot_id) == "全文".encode()
    [holding] = archive.holdings()
    assert holding.address == "file:990123/2023/报告 2023.TXT"


def test_local_file_with_its_address_counts_as_that_page(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"<p>new</p>")
    archive.append(look(snapshot_id=archive.store(b"<p>old</p>", "html")))
    archive.ingest(path, "990100", 2023, PAGE, retrieved_at=MORNING + timedelta(days=1))
    [holding] = archive.holdings()
    assert (holding.address, len(holding.versions)) == (PAGE, 2)


def test_sources_are_remembered_with_their_newest_entry(archive: Archive) -> None:
    entry = SourceEntry(
        source_id="chenghu", region_code="990100", name="澄湖市", level="prefecture", url=PAGE
    )
    moved = entry.model_copy(update={"url": f"{PAGE}?moved"})
    archive.record_sources([entry])
    archive.record_sources([entry])
    path = archive.raw / "sources.jsonl"
    assert len(path.read_bytes().splitlines()) == 1
    with path.open("ab") as file:
        file.write(b'{"source_id": "chen')
    archive.record_sources([moved])
    assert archive.sources()["chenghu"]["url"] == f"{PAGE}?moved"


@pytest.mark.parametrize(
    ("media_type", "name", "extension"),
    [
        ("text/html", "http://a.invalid/x.shtml", "html"),
        ("application/pdf", "", "pdf"),
        ("application/octet-stream", "http://a.invalid/f/P020.docx?v=1", "docx"),
        ("", "http://a.invalid/download", "bin"),
    ],
)
def test_extension(media_type: str, name: str, extension: str) -> None:
    assert extension_of(media_type, name) == extension


def test_media_type_by_name() -> None:
    assert media_type_of("a.HTM") == "text/html"
    assert media_type_of("txt") == "text/plain"
    assert media_type_of("a.unknown") == ""
