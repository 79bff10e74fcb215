"""Real crawls over loopback: what is followed, what is logged, what is left alone."""

from __future__ import annotations

import datetime
import ipaddress
import os
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from loopback import ARTICLE, Answer, Site

from fazhi.collect import CrawlJob, collect
from fazhi.collect.report import as_markdown
from fazhi.collect.sources import SourceEntry
from fazhi.collect.status import source_status
from fazhi.snapshot import Archive

TITLES = {
    "/2023.html": "青榆县2023年法治政府建设情况报告",
    "/plan.html": "青榆县2024年法治政府建设工作要点",
    "/reading.html": "《青榆县2023年法治政府建设情况报告》解读",
}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "raw")


def outcomes(archive: Archive, site: Site) -> dict[str, str]:
    return {look.url.removeprefix(site.url): look.outcome for look in archive.looks()}


def test_reports_of_a_column_are_fetched_with_all_their_list_pages(
    site: Site, archive: Archive
) -> None:
    site.column("/list/", TITLES, "<a href='index_1.html'>下一页</a>")
    older = {"../2022.html": "青榆县2022年法治政府建设情况报告"}
    pager = "<script>createPageHTML(3, 1, 'index', 'html')</script>"
    site.column("/list/index_1.html", older, f"<a href='index_2.html'>下页</a>{pager}")
    elsewhere = {"http://elsewhere.invalid/1.html": "邻县2021年法治政府建设情况报告"}
    site.column("/list/index_2.html", elsewhere, "<a href='index_2.html'>下一页</a>")
    site.page("/2023.html")
    site.page("/2022.html")

    report = collect([site.source()], archive)

    asked = {"/robots.txt", "/list/", "/list/index_1.html", "/list/index_2.html"}
    assert site.asked() == dict.fromkeys({*asked, "/2023.html", "/2022.html"}, 1)
    assert report.outcomes == {"ok": 5}
    assert sorted(report.new) == [f"{site.url}/2022.html", f"{site.url}/2023.html"]
    assert not report.needs_someone
    held = {holding.address: holding.look for holding in archive.holdings()}
    look = held[f"{site.url}/2023.html"]
    assert (look.region_code, look.year, look.source_id) == ("990123", 2023, "site")
    assert look.title == "青榆县2023年法治政府建设情况报告"
    assert look.media_type == "text/html"
    assert archive.read(look.snapshot_id) == ARTICLE.encode()


@pytest.mark.slow
def test_the_crawl_says_who_it_is_and_asks_one_thing_at_a_time(
    site: Site, archive: Archive
) -> None:
    links = {f"/{year}.html": f"青榆县{year}年法治政府建设情况报告" for year in range(2018, 2022)}
    site.column("/list/", links)
    for path in links:
        site.answers[path] = Answer(ARTICLE.encode(), wait=0.05)
    site.answers["/robots.txt"] = Answer(b"User-agent: fazhi\nDisallow: /2019\n")

    report = collect([site.source(delay=0.2)], archive, contact_url="https://contact.invalid/")

    agents = {request.headers["User-Agent"] for request in site.requests}
    assert len(agents) == 1
    assert agents.pop().endswith("(+https://contact.invalid/)")
    assert site.most_open == 1
    times = [request.time for request in site.requests if request.path != "/robots.txt"]
    assert times[-1] - times[0] >= 0.3  # four pages, each after 0.1 s to 0.3 s
    assert "/2019.html" not in site.asked()
    assert outcomes(archive, site)["/2019.html"] == "robots_denied"
    assert [look.url for look in report.failed] == [f"{site.url}/2019.html"]
    assert report.needs_someone


@pytest.mark.slow
def test_every_kind_of_answer_has_its_outcome(
    site: Site, make_site: Callable[[], Site], archive: Archive
) -> None:
    other = make_site()
    other.page("/landed.html")
    other_host = other.url.replace("127.0.0.1", "localhost")
    answers: dict[str, tuple[Answer, str]] = {
        "ok": (Answer(ARTICLE.encode()), "ok"),
        "missing": (Answer(b"-", 404), "not_found"),
        "gone": (Answer(b"-", 410), "gone"),
        "forbidden": (Answer(b"-", 403), "blocked"),
        "precondition": (Answer(b"<script>$_ts={}</script>", 412), "blocked"),
        "empty": (Answer(b""), "blocked"),
        "challenge": (Answer(b"<script>var $_ts=window['$_ts'];</script>"), "blocked"),
        "file": (Answer(b"<p>see</p><a href=/f/1.pdf>1.pdf</a>"), "attachment_only"),
        "picture": (Answer(b"\x89PNG", headers={"Content-Type": "image/png"}), "wrong_content"),
        "large": (Answer(b"x" * 300_000), "too_large"),
        "broken": (Answer(b"-", 500), "error"),
        "cut": (Answer(ARTICLE.encode(), cut=True), "error"),
        "moved": (Answer(status=301, headers={"Location": "/ok.html?moved"}), "ok"),
        "loop": (Answer(status=302, headers={"Location": "/loop.html"}), "error"),
        "away": (
            Answer(status=302, headers={"Location": f"{other_host}/landed.html"}),
            "wrong_content",
        ),
    }
    site.answers = {f"/{name}.html": answer for name, (answer, _) in answers.items()}
    site.page("/ok.html?moved", ARTICLE + "<!-- moved -->")
    site.answers["/f/1.pdf"] = Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
    site.column("/list/", {f"/{name}.html": f"{name}法治政府建设报告" for name in answers})

    report = collect([site.source()], archive, max_bytes=200_000)

    wanted = {f"/{name}.html": outcome for name, (_, outcome) in answers.items()}
    assert outcomes(archive, site) == {**wanted, "/list/": "ok", "/f/1.pdf": "ok"}
    looks = archive.last_looks()
    assert looks[f"{site.url}/moved.html"].final_url == f"{site.url}/ok.html?moved"
    assert looks[f"{site.url}/f/1.pdf"].role == "attachment"
    assert looks[f"{site.url}/precondition.html"].status == 412
    kept = {look.url.removeprefix(site.url) for look in looks.values() if look.snapshot_id}
    assert kept == {"/list/", "/ok.html", "/moved.html", "/file.html", "/f/1.pdf"}
    assert other.asked() == {}
    assert sum(report.outcomes.values()) == 17
    assert len(report.failed) == 12


@pytest.mark.slow
def test_second_crawl_asks_conditionally_and_notices_changes(site: Site, archive: Archive) -> None:
    links = {
        f"/{name}.html": f"{name}法治政府建设报告" for name in ("same", "plain", "new", "lost")
    }
    site.column("/list/", links)
    site.answers["/list/"].headers["ETag"] = '"list"'
    for path in links:
        site.page(path, ETag=f'"{path}"')
    site.page("/plain.html")
    collect([site.source()], archive)
    site.requests.clear()
    site.page("/new.html", ARTICLE.replace("36", "63"), ETag='"second"')
    del site.answers["/lost.html"]

    report = collect([site.source()], archive)

    sent = {request.path: request.headers.get("If-None-Match") for request in site.requests}
    assert sent["/list/"] == '"list"'
    assert sent["/same.html"] == '"/same.html"'
    assert report.outcomes == {"unchanged": 3, "ok": 1, "gone": 1}
    assert (report.new, report.changed) == ([], [f"{site.url}/new.html"])
    held = {holding.address.removeprefix(site.url): holding for holding in archive.holdings()}
    assert len(held["/new.html"].versions) == 2
    assert len(held["/same.html"].versions) == 1
    assert held["/same.html"].last_look.status == 304
    assert held["/lost.html"].last_look.outcome == "gone"
    assert archive.read(held["/lost.html"].snapshot_id) == ARTICLE.encode()


@pytest.mark.slow
def test_snapshots_that_are_damaged_or_lost_are_asked_for_anew(
    site: Site, archive: Archive
) -> None:
    links = {f"/{year}.html": f"青榆县{year}年法治政府建设情况报告" for year in (2021, 2022, 2023)}
    site.column("/list/", links)
    for path in links:
        site.page(path, ARTICLE + path, ETag=f'"{path}"')
    collect([site.source()], archive)
    held = {holding.look.year: holding.snapshot_id for holding in archive.holdings()}
    archive.path(held[2021]).write_bytes(b"damaged")
    archive.path(held[2022]).unlink()
    site.requests.clear()

    report = collect([site.source()], archive)

    sent = {request.path: request.headers.get("If-None-Match") for request in site.requests}
    assert [sent[path] for path in links] == [None, None, '"/2023.html"']
    assert report.outcomes == {"unchanged": 4}
    assert not report.needs_someone
    for year, snapshot_id in held.items():
        assert archive.read(snapshot_id) == f"{ARTICLE}/{year}.html".encode()


@pytest.mark.slow
@pytest.mark.parametrize(("status", "outcome"), [(404, "ok"), (403, "ok"), (503, "robots_denied")])
def test_missing_robots_forbid_nothing_and_failing_ones_everything(
    site: Site, archive: Archive, status: int, outcome: str
) -> None:
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /list/\n", status)
    site.page("/list/", "<html><body>法治政府建设年度报告</body></html>")
    collect([site.source()], archive)
    assert outcomes(archive, site) == {"/list/": outcome}


@pytest.mark.slow
def test_site_that_does_not_answer_in_time(site: Site, archive: Archive) -> None:
    site.answers["/list/"] = Answer(b"late", wait=3.0)
    site.answers["/robots.txt"] = Answer(b"")
    report = collect([site.source()], archive, timeout=1.0)
    assert outcomes(archive, site) == {"/list/": "timeout"}
    assert report.needs_someone


@pytest.mark.slow
def test_pages_that_left_the_column_are_still_looked_at(site: Site, archive: Archive) -> None:
    site.column("/list/", TITLES)
    site.page("/2023.html")
    collect([site.source()], archive)
    site.column("/list/", {})
    site.requests.clear()
    collect([site.source()], archive)
    assert site.asked()["/2023.html"] == 1


@pytest.mark.slow
def test_nothing_is_asked_again_before_it_is_due(site: Site, archive: Archive) -> None:
    site.column("/list/", TITLES)
    site.page("/2023.html")
    source = site.source(recheck_days=7)
    collect([source], archive)
    collect([source], archive)
    assert (site.asked()["/list/"], site.asked()["/2023.html"]) == (1, 1)


@pytest.mark.slow
def test_files_of_an_unchanged_page_are_looked_for_again(site: Site, archive: Archive) -> None:
    site.column("/list/", TITLES)
    wrapper = (
        "<p>全文见附件</p><a href=/f/1.pdf>报告.pdf</a><a href=http://f.invalid/2.pdf>2.pdf</a>"
    )
    site.page("/2023.html", wrapper, ETag='"1"')
    collect([site.source()], archive)
    site.answers["/f/1.pdf"] = Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
    report = collect([site.source()], archive)
    assert report.new == [f"{site.url}/f/1.pdf"]
    assert archive.last_looks()[f"{site.url}/2023.html"].outcome == "unchanged"
    held = {holding.look.role: holding.look for holding in archive.holdings()}
    assert (held["attachment"].year, held["attachment"].title) == (2023, "报告.pdf")


def start(job: CrawlJob) -> subprocess.Popen[bytes]:
    """Start the crawl's process by hand; it lives as long as its standard input is open."""
    crawl = subprocess.Popen([sys.executable, "-m", "fazhi.collect.crawl"], stdin=subprocess.PIPE)
    assert crawl.stdin is not None
    crawl.stdin.write(job.model_dump_json().encode() + b"\n")
    crawl.stdin.flush()
    return crawl


@pytest.mark.slow
def test_a_crawl_ends_with_who_started_it_and_is_the_only_one(site: Site, archive: Archive) -> None:
    site.column("/list/", TITLES)
    site.answers["/2023.html"] = Answer(ARTICLE.encode(), wait=60)
    crawl = start(CrawlJob(raw=str(archive.raw), sources=[site.source()]))
    while not site.asked()["/2023.html"]:
        assert crawl.poll() is None
        time.sleep(0.02)

    second = collect([site.source()], archive)

    assert second.warnings[-1].startswith("another collection of this workspace is running")
    assert site.asked()["/2023.html"] == 1
    assert crawl.poll() is None
    assert crawl.stdin is not None
    crawl.stdin.close()
    assert crawl.wait(timeout=10) == 1
    assert {look.url for look in archive.looks()} == {site.url + "/list/"}


@pytest.mark.slow
def test_killed_crawl_is_taken_up_without_asking_twice(site: Site, archive: Archive) -> None:
    links = {f"/{year}.html": f"青榆县{year}年法治政府建设情况报告" for year in range(2012, 2024)}
    site.column("/list/", links)
    for path in links:
        site.answers[path] = Answer(ARTICLE.encode(), wait=0.3)
    source = site.source(recheck_days=7)
    job = CrawlJob(raw=str(archive.raw), sources=[source])
    crawl = start(job)
    while sum(1 for _ in archive.looks()) < 5:
        assert crawl.poll() is None
        time.sleep(0.02)
    os.kill(crawl.pid, signal.SIGKILL)
    crawl.communicate()
    before = {look.url.removeprefix(site.url) for look in archive.looks()} - {"/list/"}
    assert 0 < len(before) < len(links)
    site.requests.clear()

    collect([source], archive)

    assert not before & set(site.asked())
    assert {holding.address.removeprefix(site.url) for holding in archive.holdings()} == set(links)


@pytest.mark.slow
def test_only_year_and_sample_narrow_the_crawl(site: Site, archive: Archive) -> None:
    links = {f"/{year}.html": f"青榆县{year}年法治政府建设情况报告" for year in (2021, 2022, 2023)}
    site.column("/list/", links)
    for path in links:
        site.page(path)
    source = site.source(assertions={"minimum": 3, "maximum": 0})
    nothing = collect([source], archive, only="990100")
    assert (nothing.sources, site.requests) == (0, [])
    assert nothing.needs_someone
    collect([source], archive, only="990123", year=2022)
    assert [holding.look.year for holding in archive.holdings()] == [2022]
    report = collect([source], archive, sample=1)
    assert len(archive.holdings()) == 2
    assert report.warnings == ["site: 2 pages, at most 0 expected"]


@pytest.mark.slow
def test_a_list_with_too_few_reports_changes_nothing(site: Site, archive: Archive) -> None:
    links = {f"/{year}.html": f"青榆县{year}年法治政府建设情况报告" for year in (2021, 2022, 2023)}
    site.column("/list/", links)
    for path in links:
        site.page(path)
    source = site.source(assertions={"minimum": 3})
    assert not collect([source], archive).needs_someone
    held = [holding.snapshot_id for holding in archive.holdings()]
    assert len(held) == 3
    site.column("/list/", {"/2024.html": "青榆县2024年法治政府建设情况报告"})
    for path in [*links, "/2024.html"]:
        site.page(path, ARTICLE.replace("36", "1"))
    site.requests.clear()

    report = collect([source], archive)

    assert set(site.asked()) == {"/robots.txt", "/list/"}
    assert [holding.snapshot_id for holding in archive.holdings()] == held
    [failed] = report.failed
    assert (failed.url, failed.outcome) == (source.url, "wrong_content")
    assert failed.note.startswith("1 reports listed, at least 3 expected")
    assert report.needs_someone
    assert "1 reports listed, at least 3 expected" in as_markdown(report)
    [status] = source_status([source], archive.looks())
    assert (status.last_look, status.failed) == (failed, 1)

    site.column("/list/", links)
    again = collect([source], archive)
    assert (again.failed, len(again.changed)) == ([], 3)


@pytest.mark.slow
def test_files_beside_a_text_are_followed_where_they_may_hold_the_report(
    site: Site, archive: Archive, make_site: Callable[..., Site]
) -> None:
    other, third = make_site("127.0.0.2"), make_site("127.0.0.3")
    files = {
        "/f/annex.pdf": "附件1：2023年行政执法统计表.pdf",
        "/f/table.xls": "附表",
        "/f/reading.pdf": "政策解读.pdf",
        "/f/form.doc": "意见反馈表.doc",
        "/f/picture.zip": "图片.zip",
        other.url + "/allowed.docx": "报告全文.docx",
        third.url + "/elsewhere.docx": "别处.docx",
    }
    links = "".join(f"<p><a href='{url}'>{name}</a></p>" for url, name in files.items())
    site.column("/list/", TITLES)
    site.page("/2023.html", ARTICLE.replace("</div>", f"{links}</div>"))
    for one in (site, other, third):
        for url in files:
            path = url.removeprefix(one.url)
            one.answers[path] = Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
    source = site.source(attachment_hosts=["127.0.0.2"])

    collect([source], archive)

    held = {holding.look.url: holding.look for holding in archive.holdings()}
    wanted = [site.url + "/f/annex.pdf", site.url + "/f/table.xls", other.url + "/allowed.docx"]
    assert sorted(held) == sorted([site.url + "/2023.html", *wanted])
    assert held[site.url + "/2023.html"].outcome == "ok"
    for url in wanted:
        assert (held[url].role, held[url].year) == ("attachment", 2023)
    assert third.requests == []


@pytest.mark.slow
def test_site_that_is_down_loses_nothing(site: Site, archive: Archive) -> None:
    site.column("/list/", TITLES)
    site.page("/2023.html")
    source = site.source()
    collect([source], archive)
    site.stop()
    report = collect([source], archive)
    assert {look.outcome for look in report.failed} == {"error"}
    [holding] = archive.holdings()
    assert archive.read(holding.snapshot_id) == ARTICLE.encode()
    site.stop = lambda: None  # type: ignore[method-assign]


@pytest.mark.slow
def test_crawl_that_cannot_keep_what_it_gets_says_so(site: Site, archive: Archive) -> None:
    site.column("/list/", TITLES)
    archive.raw.mkdir()
    (archive.raw / "objects").write_text("a file where a folder should be", encoding="utf-8")
    report = collect([site.source()], archive)
    assert report.warnings == ["the crawl failed with status 1; its messages above say why"]
    assert list(archive.looks()) == []


@pytest.mark.slow
def test_certificates_are_checked(tmp_path: Path, archive: Archive) -> None:
    site = Site()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_self_signed(tmp_path))
    site._server.socket = context.wrap_socket(site._server.socket, server_side=True)
    site.start()
    try:
        entry = SourceEntry(
            source_id="tls",
            region_code="990123",
            name="青榆县",
            level="county",
            url=site.url.replace("http:", "https:") + "/",
            delay=0,
        )
        collect([entry], archive)
    finally:
        site.stop()
    assert [(look.url, look.outcome) for look in archive.looks()] == [(entry.url, "tls_error")]


def _self_signed(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "site.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path
