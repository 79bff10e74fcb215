"""What can be wrong with a registry although it fits its model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from fazhi import regions
from fazhi.collect.sources import SourceEntry, cms_family_of

#: The only hosts whose pages are a source of record; attachments may lie elsewhere.
_OFFICIAL = ".gov.cn"


def lint(entries: Sequence[SourceEntry]) -> list[str]:
    """Return what is wrong with the entries, one finding a line; empty when nothing is."""
    findings = [finding for entry in entries for finding in _entry_findings(entry)]
    urls = Counter(url for entry in entries for url in [entry.url, *entry.pages])
    findings += [f"{url} is there {count} times" for url, count in urls.items() if count > 1]
    return findings


def _entry_findings(entry: SourceEntry) -> list[str]:
    findings = _place_findings(entry)
    findings += [
        f"the host {host} is not under {_OFFICIAL}"
        for host in entry.hosts
        if not host.endswith(_OFFICIAL)
    ]
    findings += [
        f"the host {host} is named twice, for pages and for attachments"
        for host in entry.attachment_hosts
        if host in entry.hosts
    ]
    family = cms_family_of(entry.url)
    if family not in ("unknown", entry.cms_family):
        findings.append(f"its address is one of {family}, the entry says {entry.cms_family}")
    wanted = entry.assertions
    if wanted.maximum is not None and wanted.maximum < wanted.minimum:
        findings.append(f"at least {wanted.minimum} pages, but at most {wanted.maximum}")
    return [f"{entry.source_id}: {finding}" for finding in findings]


def _place_findings(entry: SourceEntry) -> list[str]:
    region = regions.by_code(entry.region_code)
    if region is None:
        return [f"{entry.region_code} is no GB/T 2260 code, present or past"]
    findings = []
    if region.valid_to is not None:
        findings.append(f"{entry.region_code} ended in {region.valid_to}")
    if entry.name != region.name:
        findings.append(f"{entry.region_code} is {region.name}, the entry says {entry.name}")
    if entry.level != region.level:
        findings.append(f"{region.name} is a {region.level}, the entry says {entry.level}")
    return findings
