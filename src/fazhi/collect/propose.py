"""Proposes an entry of the registry from one page.

Three things on a page tell whose it is. In order of trust: the site's id
(``SiteIDCode``, given out by the State Council's office; its first six digits are the
owner's code), the index number (its code is often that of another office), the title
(which may be that of a report from elsewhere). The first that names a place decides;
whoever says otherwise is named.
"""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from fazhi import regions
from fazhi.collect import collect
from fazhi.collect.lists import report_links
from fazhi.collect.sources import SourceEntry, cms_family_of, host_of
from fazhi.document import read_document
from fazhi.reading.facts import read_facts
from fazhi.records import Document
from fazhi.snapshot import Archive

#: A social credit code's characters 3 to 8, or six digits that begin the number.
_CODE_IN_INDEX = re.compile(
    r"(?:^|[^0-9A-Z])(?:1[0-9A-Z]([1-8][0-9]{5})[0-9A-Z]{9,10}|([1-8][0-9]{5}))"
)
_UNKNOWN_PLACE = "000000"
#: A page with so many links to reports, and no report itself, is a column.
_COLUMN_LINKS = 2


class ProposalError(RuntimeError):
    """The page tells too little for an entry; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Witness:
    """What one part of a page says about its place."""

    what: str
    printed: str
    region_code: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed entry.

    Attributes:
        entry: It, never verified.
        witnesses: What each part of the page says, most trusted first.
    """

    entry: SourceEntry
    witnesses: list[Witness]

    @property
    def disagreements(self) -> list[Witness]:
        """The parts that name another place than the entry."""
        chosen = _panel(self.entry.region_code)
        return [witness for witness in self.witnesses if _panel(witness.region_code) != chosen]


def fetch_page(url: str) -> tuple[bytes, str]:
    """Ask for one page by the rules of every crawl.

    Returns:
        Its bytes and media type.

    Raises:
        ProposalError: It did not come; the message tells the outcome.
    """
    entry = SourceEntry(
        source_id="proposed",
        region_code=_UNKNOWN_PLACE,
        name="",
        level="county",
        url=url,
        kind="page",
        delay=0,
    )
    with tempfile.TemporaryDirectory(prefix="fazhi-") as folder:
        archive = Archive(Path(folder) / "raw")
        collect([entry], archive)
        look = archive.last_looks().get(url)
        if look is None or not look.snapshot_id:
            came = f"{look.outcome} {look.note}".strip() if look else "nothing"
            raise ProposalError(f"{url} gave no page: {came}")
        return archive.read(look.snapshot_id), look.media_type


def propose(content: bytes, media_type: str, url: str) -> Proposal:
    """Propose an entry from a page.

    Args:
        content: Its bytes.
        media_type: As served.
        url: Its address; that of the entry.

    Raises:
        ProposalError: Nothing on the page names a place.
    """
    document = read_document(content, media_type, url)
    witnesses = _witnesses(document)
    if not witnesses:
        raise ProposalError(f"{url}: neither site id, index number nor title names a place")
    region = regions.regions()[witnesses[0].region_code]
    lists_reports = len(report_links(content, url)) >= _COLUMN_LINKS
    # A report's page may list others beside it.
    is_column = lists_reports and not read_facts(document).is_report
    kind: Literal["column", "page"] = "column" if is_column else "page"
    entry = SourceEntry(
        source_id=source_id_of(url),
        region_code=region.region_code,
        name=region.name,
        level=region.level,
        url=url,
        kind=kind,
        cms_family=cms_family_of(url),
    )
    return Proposal(entry, witnesses)


def source_id_of(url: str) -> str:
    """Return the id of an entry: its host without what all hosts share."""
    name = host_of(url).removeprefix("www.").removesuffix(".gov.cn")
    return re.sub(r"[^a-z0-9]+", "-", name).strip("-")


def as_yaml(entry: SourceEntry) -> str:
    """Return the entry as it stands in the registry."""
    lines = [
        f"source_id: {entry.source_id}",
        f'region_code: "{entry.region_code}"',
        f"name: {entry.name}",
        f"level: {entry.level}",
        f"url: {json.dumps(entry.url, ensure_ascii=False)}",
        f"kind: {entry.kind}",
        f"cms_family: {entry.cms_family}",
        "verified: never",
    ]
    return "\n".join(
        f"{'  - ' if not number else '    '}{line}" for number, line in enumerate(lines)
    )


def _witnesses(document: Document) -> list[Witness]:
    """Return who names a place, most trusted first."""
    values = {value.name: value.value for value in reversed(document.metadata)}
    facts = read_facts(document)
    found = []
    site_id = values.get("site_id_code", "")
    found.append(Witness("site id", site_id, site_id[:6]))
    index = values.get("index_number", "") or facts.index_number
    if match := _CODE_IN_INDEX.search(index):
        found.append(Witness("index number", index, match.group(1) or match.group(2)))
    title = facts.title or values.get("title", "")
    found.append(Witness("title", title, regions.find_code(title, facts.issuer)))
    return [witness for witness in found if witness.region_code in regions.regions()]


def _panel(region_code: str) -> str:
    """Return what stays the same when a place changes its code."""
    region = regions.by_code(region_code)
    return region.panel_id if region else region_code
