"""The sample's websites: every address they answer, with its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from fazhi.sample.places import PLACES, YEARS, Page, PlaceFile, place
from fazhi.sample.reports import report

_ITEMS_PER_PAGE = 6
_ROBOTS = b"User-agent: *\nDisallow: /admin/\nDisallow: /search/\n"
#: When list pages and robots.txt last changed: after the last report of all.
_SITE_CHANGED = "2024-03-20 08:00"


@dataclass(frozen=True, slots=True)
class Resource:
    """What an address answers.

    Attributes:
        content: The bytes.
        media_type: With its charset.
        modified: When it last changed.
    """

    content: bytes
    media_type: str
    modified: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a column."""

    path: str
    title: str
    published: str


@dataclass(frozen=True, slots=True)
class _Block:
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def column_path(place_file: PlaceFile) -> str:
    """Return the path of the column in which a place publishes its reports."""
    if place_file.cms == "hanweb":
        return "/col/col1229/index.html"
    return "/zwgk/fzzfjs/index.html"


def article_path(place_file: PlaceFile, page: Page, number: int) -> str:
    """Return the path of an article, in the manner of the site's system."""
    year, month, day = page.published[:10].split("-")
    if place_file.cms == "hanweb":
        return f"/art/{year}/{int(month)}/{int(day)}/art_1229_{number}.html"
    return f"/zwgk/fzzfjs/{year}{month}/t{year}{month}{day}_{number}.html"


@cache
def site(name: str) -> dict[str, Resource]:
    """Return everything that a place's site answers, by path."""
    place_file = place(name)
    articles = _articles(name)
    items = [Item(path, page.title, page.published) for path, page, _ in articles]
    items.sort(key=lambda item: item.published, reverse=True)
    answers = {"/robots.txt": Resource(_ROBOTS, "text/plain", _time(_SITE_CHANGED))}
    for path, page, text in articles:
        others = [item for item in items if item.path != path][:3]
        html = (
            _environment()
            .get_template(f"page_{place_file.cms}.html.j2")
            .render(
                place=place_file,
                page=page,
                url=f"http://{place_file.host}{path}",
                column=column_path(place_file),
                blocks=_blocks(text),
                related=others,
            )
        )
        answers[path] = _html(html, page.published)
    answers |= _columns(place_file, items)
    answers["/"] = answers[column_path(place_file)]
    return answers


@cache
def sites() -> dict[str, dict[str, Resource]]:
    """Return all sites of the sample by host name."""
    return {place(name).host: site(name) for name in PLACES}


def report_url(name: str, year: int) -> str:
    """Return the address under which a report is published."""
    place_file = place(name)
    path = article_path(place_file, place_file.pages[year], _number(year))
    return f"http://{place_file.host}{path}"


def _number(year: int) -> int:
    return 100_200 + year


def _articles(name: str) -> list[tuple[str, Page, str]]:
    """Return path, page and text of every article of a site: reports and decoys."""
    place_file = place(name)
    articles = []
    for year in YEARS:
        page = place_file.pages[year]
        path = article_path(place_file, page, _number(year))
        articles.append((path, page, report(name, year).text))
        for offset, (kind, decoy) in enumerate(_decoys(place_file, year), start=1):
            text = (
                _environment()
                .get_template("decoys.txt.j2")
                .render(kind=kind, place=place_file, year=year + 1)
            )
            number = _number(year) + 1000 * offset
            articles.append((article_path(place_file, decoy, number), decoy, text))
    return articles


def _decoys(place_file: PlaceFile, year: int) -> list[tuple[str, Page]]:
    """Return what stands in the same column and is no report: a plan, an explanation."""
    page = place_file.pages[year]
    bare = {"doc_number": "", "index_number": "", "written": page.written}
    plan = Page(
        title=f"{place_file.name}{year + 1}年法治政府建设工作要点",
        published=f"{year + 1}-04-12 09:30",
        views=page.views // 3,
        **bare,
    )
    explanation = Page(
        title=f"《{page.title}》解读",
        published=f"{year + 1}-03-19 10:00",
        views=page.views // 5,
        **bare,
    )
    return [("plan", plan), ("explanation", explanation)]


def _columns(place_file: PlaceFile, items: list[Item]) -> dict[str, Resource]:
    """Return the list pages of a place's column."""
    first = column_path(place_file)
    stem = first.removesuffix(".html")
    count = -(-len(items) // _ITEMS_PER_PAGE)
    paths = [first, *(f"{stem}_{number}.html" for number in range(1, count))]
    template = _environment().get_template(f"column_{place_file.cms}.html.j2")
    found = {}
    for number, path in enumerate(paths):
        html = template.render(
            place=place_file,
            items=items[number * _ITEMS_PER_PAGE : (number + 1) * _ITEMS_PER_PAGE],
            pages=count,
            number=number,
            next=paths[number + 1] if number + 1 < count else "",
        )
        found[path] = _html(html, _SITE_CHANGED)
    return found


def _blocks(text: str) -> list[_Block]:
    """Cut a report's text into paragraphs and tables (lines with tabs)."""
    blocks: list[_Block] = []
    for line in text.strip().split("\n"):
        if "\t" not in line:
            blocks.append(_Block(text=line))
        elif blocks and blocks[-1].rows:
            blocks[-1] = _Block(rows=(*blocks[-1].rows, tuple(line.split("\t"))))
        else:
            blocks.append(_Block(rows=(tuple(line.split("\t")),)))
    return blocks


def _html(html: str, modified: str) -> Resource:
    return Resource(html.encode(), "text/html; charset=utf-8", _time(modified))


def _time(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("fazhi.sample"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
    )
