"""The project's registry, its lint, proposals and status."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from loopback import ARTICLE, Answer, Site
from typer.testing import CliRunner

from fazhi.collect.command import app
from fazhi.collect.lint import lint
from fazhi.collect.propose import ProposalError, as_yaml, fetch_page, propose, source_id_of
from fazhi.collect.sources import (
    SourceEntry,
    cms_family_of,
    load_sources,
    parse_sources,
    registry_path,
)
from fazhi.collect.status import source_status
from fazhi.snapshot import Look, Outcome
from fazhi.workspace import Workspace

NOW = datetime(2024, 5, 1, tzinfo=UTC)
GOOD = {
    "source_id": "rugao",
    "region_code": "320682",
    "name": "如皋市",
    "level": "county",
    "url": "https://www.rugao.gov.cn/zwgk/fzzfjs/index.html",
}


def entry(**changes: object) -> SourceEntry:
    return SourceEntry.model_validate(GOOD | changes)


def test_registry_of_the_project_is_clean() -> None:
    entries = load_sources(registry_path())
    assert lint(entries) == []
    assert len(entries) >= 30
    assert {one.verified for one in entries} == {"never"}


def test_every_address_of_the_registry_is_one_that_is_known(shared: Path) -> None:
    known = (shared / "domain" / "known_reports.csv").read_text("utf-8")
    for one in load_sources(registry_path()):
        for url in [one.url, *one.pages]:
            assert f"{url}," in known


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"region_code": "320699"}, "no GB/T 2260 code"),
        ({"region_code": "320681"}, "320681 is 启东市, the entry says 如皋市"),
        ({"level": "prefecture"}, "is a county, the entry says prefecture"),
        ({"region_code": "500112", "name": "渝北区"}, "500112 ended in"),
        ({"url": "https://www.rugao.com.cn/"}, "not under .gov.cn"),
        ({"url": "https://rugao.gov.cn.example.org/"}, "not under .gov.cn"),
        ({"attachment_hosts": ["www.rugao.gov.cn"]}, "named twice"),
        ({"assertions": {"minimum": 3, "maximum": 2}}, "at least 3 pages, but at most 2"),
        ({"url": "https://www.rugao.gov.cn/info/1/2.htm", "cms_family": "trs"}, "one of vsb"),
        ({"pages": [GOOD["url"]]}, "there 2 times"),
    ],
)
def test_lint_finds(changes: dict[str, object], finding: str) -> None:
    findings = lint([entry(**changes)])
    assert any(finding in one for one in findings), findings


def test_lint_passes_a_good_entry() -> None:
    assert lint([entry()]) == []


@pytest.mark.parametrize(
    ("path", "family"),
    [
        ("/art/2026/1/15/art_9215_1874097.html", "hanweb"),
        ("/xwzx/gggs/art/2025/art_7b8c1f29d8c646c4b86576d1ce5e6b48.html", "hanweb"),
        ("/col/col1229/index.html", "hanweb"),
        ("/zwgk/fzzfjs/202403/t20240311_13024029.html", "trs"),
        ("/gkmlpt/content/5/5850/post_5850803.html", "gkmlpt"),
        ("/info/8460/613636.htm", "vsb"),
        ("/x.jsp?urltype=news.NewsContentUrl&wbtreeid=5069", "vsb"),
        ("/2021/03-30/2117585.html", "unknown"),
    ],
)
def test_an_address_betrays_its_system(path: str, family: str) -> None:
    assert cms_family_of(f"http://www.a.gov.cn{path}") == family


def page(site_id: str = "", index: str = "", title: str = "") -> bytes:
    prose = "县政府常务会议专题研究法治政府建设工作，部署年度重点任务，推动各项工作落实。" * 9
    return (
        f"<html><head><meta content='{site_id}' name=SiteIDCode>"
        f"<meta name=ArticleTitle content='{title}'></head><body>"
        f"<table class=xxgk_table><tr><td>索引号</td><td>{index}</td></tr></table>"
        f"<div id=zoom><h1>{title}</h1><p>{prose}</p></div></body></html>"
    ).encode()


URL = "http://www.rugao.gov.cn/zwgk/202403/t20240311_13024029.html"


@pytest.mark.parametrize(
    ("site_id", "index", "title", "code", "disagreeing"),
    [
        ("3206820001", "", "如皋市2023年法治政府建设情况报告", "320682", []),
        ("3206820001", "", "江苏省2023年法治政府建设情况报告", "320682", ["title"]),
        ("", "113206820140001239/2024-00012", "如皋市2023年法治政府建设报告", "320682", []),
        (
            "3206820001",
            "113206810140001239/2024-00012",
            "如皋市2023年法治政府建设报告",
            "320682",
            ["index number"],
        ),
        ("", "", "江苏省南通市如皋市2023年法治政府建设情况报告", "320682", []),
        ("bm15000001", "", "如皋市2023年法治政府建设情况报告", "320682", []),
    ],
)
def test_place_of_a_page_in_the_order_of_trust(
    site_id: str, index: str, title: str, code: str, disagreeing: list[str]
) -> None:
    proposal = propose(page(site_id, index, title), "text/html", URL)
    assert proposal.entry.region_code == code
    assert proposal.entry.kind == "page"
    assert proposal.entry.cms_family == "trs"
    assert [witness.what for witness in proposal.disagreements] == disagreeing


def test_a_page_that_lists_reports_is_a_column() -> None:
    links = "".join(f"<a href={y}.html>如皋市{y}年法治政府建设报告</a>" for y in (2022, 2023))
    content = page("3206820001", title="法治政府建设").replace(b"</h1>", f"</h1>{links}".encode())
    assert propose(content, "text/html", URL).entry.kind == "column"


def test_a_report_with_links_to_others_is_a_page() -> None:
    links = "".join(f"<a href={y}.html>如皋市{y}年法治政府建设报告</a>" for y in (2022, 2023))
    title = "如皋市人民政府2024年法治政府建设情况报告"
    told = "现将2024年法治政府建设情况报告如下：全年办理行政复议案件36件，培训执法人员860人次。"
    text = f"<p>{title}</p><p>{told}</p><p>一、主要举措和成效</p><p>{told * 4}</p>"
    text += f"<p>二、存在的不足</p><p>{told * 2}</p><p>三、2025年工作安排</p><p>{told * 2}</p>"
    content = f"<meta name=ArticleTitle content={title}><div id=zoom>{text}</div>{links}"
    assert propose(content.encode(), "text/html", URL).entry.kind == "page"


def test_a_page_that_names_no_place_gives_no_entry() -> None:
    with pytest.raises(ProposalError, match="neither"):
        propose(page(title="法治政府建设情况报告"), "text/html", URL)


def test_a_proposed_entry_is_one_of_the_registry() -> None:
    proposal = propose(page("3206820001", title="报告"), "text/html", URL)
    assert parse_sources(f"sources:\n{as_yaml(proposal.entry)}\n", "x") == [proposal.entry]


def test_ids_are_hosts_without_what_all_share() -> None:
    assert source_id_of("http://www.hd.gov.cn/a") == "hd"
    assert source_id_of("http://zwgk.shmh.gov.cn:8080/a") == "zwgk-shmh"


@pytest.mark.slow
def test_a_page_is_asked_for_by_the_rules_of_every_crawl(site: Site) -> None:
    site.page("/1.html")
    site.page("/2.html")
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /2.html\n")
    assert fetch_page(site.url + "/1.html") == (ARTICLE.encode(), "text/html")
    with pytest.raises(ProposalError, match="robots_denied"):
        fetch_page(site.url + "/2.html")


def look(url: str, outcome: Outcome, day: int, snapshot: str = "", **changes: object) -> Look:
    values = {"url": url, "retrieved_at": NOW + timedelta(days=day), "role": "page"}
    content = {"outcome": outcome, "snapshot_id": snapshot, "source_id": "rugao"}
    return Look.model_validate(values | content | changes)


def test_status_of_a_source() -> None:
    one = "http://www.rugao.gov.cn/1.html"
    looks = [
        look(GOOD["url"], "ok", 0, "c1", role="column"),
        look(one, "ok", 0, "a"),
        look(one, "unchanged", 1, "a"),
        look(one, "ok", 2, "b"),
        look(GOOD["url"], "blocked", 3, role="column"),
        look(one, "gone", 4),
        look(one, "ok", 5, "x", source_id="other"),
    ]
    [status] = source_status([entry()], looks)
    assert status.last_look is not None
    assert (status.last_look.outcome, status.pages, status.failed) == ("gone", 1, 2)
    assert status.last_change == NOW + timedelta(days=2)
    assert not status.is_overdue(NOW + timedelta(days=7))
    assert status.is_overdue(NOW + timedelta(days=7, hours=1))


def test_a_source_never_seen_is_overdue() -> None:
    [status] = source_status([entry()], [look(GOOD["url"], "timeout", 0)])
    assert status.is_overdue(NOW)


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.output


def test_verbs(tmp_path: Path) -> None:
    code, output = run("check")
    assert (code, "0 findings" in output) == (0, True)
    registry = tmp_path / "sources.yml"
    registry.write_text(f"sources:\n{as_yaml(entry(region_code='320681'))}\n", encoding="utf-8")
    code, output = run("check", "--sources", registry)
    assert (code, "启东市" in output) == (1, True)
    code, output = run("status", "--sources", registry, "--workspace", tmp_path / "w")
    assert (code, "overdue" in output, "never" in output) == (1, True, True)
    Workspace(tmp_path / "s").claim("sample")
    code, output = run("status", "--workspace", tmp_path / "s")
    assert (code, "4 sources, 4 overdue" in output) == (1, True)
    saved = tmp_path / "page.html"
    saved.write_bytes(page("3206820001", title="江苏省2023年法治政府建设情况报告"))
    code, output = run("add", URL, "--file", saved)
    assert (code, "which disagrees" in output) == (1, True)
    assert 'region_code: "320682"' in output
    saved.write_text("<p>-</p>", encoding="utf-8")
    assert run("add", URL, "--file", saved)[0] == 2
