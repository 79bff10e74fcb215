"""The data set in the terms of schema.org, as JSON-LD: how search engines find it.

Put into a page between ``<script type="application/ld+json">`` and ``</script>``, or served
beside it. Source: schema.org/Dataset, and the properties that Google Dataset Search reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fazhi.package.about import DESCRIPTION_EN, DESCRIPTION_ZH, KEYWORDS, LICENCE, titles
from fazhi.package.citation import citation, cited
from fazhi.package.descriptor import to_json
from fazhi.package.facts import PackageFacts

SCHEMA_ORG_NAME = "dataset.jsonld"


def schema_org(facts: PackageFacts, resources: Sequence[dict[str, Any]]) -> str:
    """Return the data set.

    Args:
        facts: What there is to say of the package.
        resources: The resources of its descriptor.
    """
    zh, en = titles(facts.build)
    publisher: dict[str, Any] = {
        "@type": "Organization",
        "name": facts.publication.publisher.en,
        "alternateName": facts.publication.publisher.zh,
        "url": facts.publication.homepage,
    }
    address = facts.publication.address(facts.version)
    content = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": f"urn:fazhi:dataset:{facts.name}",
        "name": en,
        "alternateName": zh,
        "description": f"{DESCRIPTION_EN} {DESCRIPTION_ZH}",
        "identifier": [facts.name, f"urn:sha256:{facts.build.content_sha256}"],
        "version": facts.version,
        "url": facts.home,
        "dateModified": facts.build.created,
        "inLanguage": ["zh", "en"],
        "keywords": list(KEYWORDS),
        "license": LICENCE["path"],
        "isAccessibleForFree": True,
        "creator": _said(publisher),
        "publisher": _said(publisher),
        "citation": citation(cited(facts)).text_en,
        "creditText": citation(cited(facts)).text_en,
        "temporalCoverage": _years(facts),
        "spatialCoverage": _place(facts),
        "measurementTechnique": "Read by a program from published reports, with evidence; "
        "arithmetic audited",
        "variableMeasured": "Indicators of the codebook; see codebook.csv",
        "distribution": [_download(address, resource) for resource in resources],
    }
    return to_json(_said(content))


def _download(address: str, resource: dict[str, Any]) -> dict[str, Any]:
    found = {
        "@type": "DataDownload",
        "name": resource["name"],
        "description": resource["title"],
        "contentUrl": f"{address}{resource['path']}",
        "encodingFormat": resource.get("mediatype", ""),
    }
    if "hash" in resource:
        found["contentSize"] = f"{resource['bytes']} B"
        found["sha256"] = resource["hash"].removeprefix("sha256:")
    return _said(found)


def _years(facts: PackageFacts) -> str:
    return "" if facts.first_year is None else f"{facts.first_year}-01-01/{facts.last_year}-12-31"


def _place(facts: PackageFacts) -> dict[str, Any]:
    name = "Invented places 虚构的地方" if facts.build.is_fictional else "China 中国"
    return {"@type": "Place", "name": name}


def _said(content: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty: an empty address would be no address."""
    return {name: value for name, value in content.items() if value != ""}
