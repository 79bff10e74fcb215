"""The catalogue of a package in DCAT-AP 3, as JSON-LD: how portals take it up.

The context stands in the file and names what it uses, so that nothing is fetched to read
it. Identifiers are ASCII and lasting: the data set has one name for all its versions, so
that a portal that harvests again updates it. Files are named relative to the package, or
absolutely where ``schemas/publication.yml`` says where packages stand.

Sources: W3C DCAT 3; SEMIC DCAT-AP 3.0.0; terms as ckanext-dcat 2.4 reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fazhi.package.about import (
    DESCRIPTION_EN,
    DESCRIPTION_ZH,
    KEYWORDS,
    LICENCE,
    NO_RIGHTS_EN,
    NO_RIGHTS_ZH,
    titles,
)
from fazhi.package.descriptor import PROFILE, to_json
from fazhi.package.facts import PackageFacts

CATALOGUE_NAME = "catalog.jsonld"

_EU = "http://publications.europa.eu/resource/authority"
_CONTEXT = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
#: Format of a resource -> its term in the EU's list of file types, where it has one.
_FILE_TYPES = {
    "csv": "CSV",
    "parquet": "PARQUET",
    "xlsx": "XLSX",
    "json": "JSON",
    "jsonld": "JSON_LD",
    "html": "HTML",
}
#: A nightly package may be replaced tomorrow.
_AVAILABILITY = {"stable": ("STABLE", "stable"), "nightly": ("TEMPORARY", "temporary")}
_THEMES = {
    "GOVE": "Government and public sector",
    "JUST": "Justice, legal system and public safety",
}
#: Resources that are the data; the others are documents about them.
_DATA = ("codebook", "workbook", "database")

Node = dict[str, Any]


def catalogue(
    facts: PackageFacts, resources: Sequence[dict[str, Any]], address: str | None = None
) -> str:
    """Return the catalogue.

    Args:
        facts: What there is to say of the package.
        resources: The resources of its descriptor.
        address: Folder under which the package is served, with a slash at its end; by
            default as ``schemas/publication.yml`` says, empty for relative names.
    """
    base = facts.publication.address(facts.version) if address is None else address
    context: Node = {"@base": base, **_CONTEXT} if base else dict(_CONTEXT)
    publisher = _publisher(facts)
    content: Node = {
        "@context": context,
        "@id": "urn:fazhi:catalogue",
        "@type": "dcat:Catalog",
        "dct:title": _both("法治（fazhi）数据目录", "Catalogue of fazhi"),
        "dct:description": _both(*_described(facts)),
        "dct:publisher": publisher,
        "dct:language": _languages(),
        "dct:modified": _time(facts),
        "dct:license": _licence(),
        "dct:spatial": _place(facts),
        "dcat:themeTaxonomy": {
            "@id": f"{_EU}/data-theme",
            "@type": "skos:ConceptScheme",
            "dct:title": {"@value": "Data theme", "@language": "en"},
        },
        "dcat:dataset": _dataset(facts, publisher, resources),
    }
    if facts.publication.homepage:
        content["foaf:homepage"] = {"@id": facts.publication.homepage, "@type": "foaf:Document"}
    return to_json(content)


def _dataset(facts: PackageFacts, publisher: Node, resources: Sequence[dict[str, Any]]) -> Node:
    zh, en = titles(facts.build)
    node: Node = {
        "@id": f"urn:fazhi:dataset:{facts.name}",
        "@type": "dcat:Dataset",
        "dct:identifier": facts.name,
        # A portal that harvests makes an address of one of them, whichever it meets first:
        # of a title all in Chinese, CKAN makes `__`.
        "dct:title": _both(f"{zh}（{facts.name}）", f"{en} ({facts.name})"),
        "dct:description": _both(*_described(facts)),
        "dcat:keyword": [_keyword(word) for word in KEYWORDS],
        "dcat:theme": [_concept("data-theme", *theme) for theme in _THEMES.items()],
        "dcat:version": facts.version,
        "owl:versionInfo": facts.version,
        "adms:versionNotes": f"Data as of {facts.date}; content SHA-256 "
        f"{facts.build.content_sha256}",
        "dct:issued": _time(facts),
        "dct:modified": _time(facts),
        "dct:accrualPeriodicity": _term("frequency", facts.publication.frequency, "dct:Frequency"),
        "dct:language": _languages(),
        "dct:publisher": publisher,
        "dcat:contactPoint": _contact(facts),
        "dct:license": _licence(),
        "dct:accessRights": _term("access-right", "PUBLIC", "dct:RightsStatement"),
        "dct:spatial": _place(facts),
        "dct:conformsTo": {"@id": PROFILE, "@type": "dct:Standard"},
        "foaf:page": {"@id": "README.md", "@type": "foaf:Document"},
        "dcat:distribution": [
            _distribution(facts, resource)
            for resource in resources
            if resource["path"].startswith("data/") or resource["name"] in _DATA
        ],
    }
    if facts.first_year is not None:
        node["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(f"{facts.first_year}-01-01"),
            "dcat:endDate": _day(f"{facts.last_year}-12-31"),
        }
    if facts.home:
        node["dcat:landingPage"] = {"@id": facts.home, "@type": "foaf:Document"}
    return node


def _distribution(facts: PackageFacts, resource: dict[str, Any]) -> Node:
    zh, _, en = resource["title"].partition(" / ")
    here = {"@id": resource["path"], "@type": "rdfs:Resource"}
    node: Node = {
        "@id": f"urn:fazhi:distribution:{facts.name}:{resource['name']}",
        "@type": "dcat:Distribution",
        "dct:title": f"{resource['name']}.{resource['format']}",
        "dct:description": _both(zh, en),
        "dcat:accessURL": here,
        "dcat:downloadURL": here,
        "dcat:mediaType": {
            "@id": f"http://www.iana.org/assignments/media-types/{resource['mediatype']}",
            "@type": "dct:MediaType",
        },
        "dct:format": _format(resource["format"]),
        "dct:license": _licence(),
        "dct:rights": {
            "@type": "dct:RightsStatement",
            "rdfs:label": _both(NO_RIGHTS_ZH, NO_RIGHTS_EN),
        },
        "dct:modified": _time(facts),
        "dcatap:availability": _concept(
            "planned-availability", *_AVAILABILITY[facts.circumstances.channel]
        ),
    }
    # The bytes of the database are another file's each time: SHA256SUMS has them.
    if "hash" in resource:
        node["dcat:byteSize"] = {
            "@value": str(resource["bytes"]),
            "@type": "xsd:nonNegativeInteger",
        }
        node["spdx:checksum"] = {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {
                "@id": "spdx:checksumAlgorithm_sha256",
                "@type": "spdx:ChecksumAlgorithm",
            },
            "spdx:checksumValue": {
                "@value": resource["hash"].removeprefix("sha256:"),
                "@type": "xsd:hexBinary",
            },
        }
    return node


def _format(name: str) -> Node:
    # dct:IMT with a label is what CKAN shows as the format.
    node: Node = {"@type": ["dct:MediaTypeOrExtent", "dct:IMT"], "rdfs:label": name.upper()}
    return {"@id": f"{_EU}/file-type/{_FILE_TYPES[name]}", **node} if name in _FILE_TYPES else node


def _publisher(facts: PackageFacts) -> Node:
    names = facts.publication.publisher
    node: Node = {
        "@id": "urn:fazhi:publisher",
        "@type": "foaf:Agent",
        "foaf:name": _both(names.zh, names.en),
    }
    if facts.publication.homepage:
        node["foaf:homepage"] = {"@id": facts.publication.homepage}
    return node


def _contact(facts: PackageFacts) -> Node:
    contact = facts.publication.contact
    node: Node = {
        "@id": "urn:fazhi:contact",
        "@type": "vcard:Kind",
        "vcard:fn": contact.name,
    }
    if contact.email:
        node["vcard:hasEmail"] = {"@id": f"mailto:{contact.email}"}
    if facts.publication.homepage:
        node["vcard:hasURL"] = {"@id": facts.publication.homepage}
    return node


def _place(facts: PackageFacts) -> Node:
    if facts.build.is_fictional:
        # An invented place is nowhere: it has a name and no address in any authority.
        label = _both("虚构的地方", "Invented places")
        return {"@id": "urn:fazhi:nowhere", "@type": "dct:Location", "skos:prefLabel": label}
    label = _both("中国", "China")
    return {"@id": f"{_EU}/country/CHN", "@type": "dct:Location", "skos:prefLabel": label}


def _licence() -> Node:
    # CKAN finds its own licence by this address, else by this title.
    return {
        "@id": LICENCE["path"],
        "@type": "dct:LicenseDocument",
        "dct:title": {"@value": "Creative Commons Attribution", "@language": "en"},
    }


def _described(facts: PackageFacts) -> tuple[str, str]:
    """What the data set is, with the warning that invented data carry, per language."""
    zh, en = titles(facts.build)
    return f"{zh}。{DESCRIPTION_ZH}", f"{en}. {DESCRIPTION_EN}"


def _keyword(word: str) -> Node:
    return {"@value": word, "@language": "en" if word.isascii() else "zh"}


def _both(zh: str, en: str) -> list[Node]:
    return [{"@value": zh, "@language": "zh"}, {"@value": en, "@language": "en"}]


def _languages() -> list[Node]:
    return [_term("language", name, "dct:LinguisticSystem") for name in ("ZHO", "ENG")]


def _term(vocabulary: str, name: str, kind: str) -> Node:
    """A term of an EU vocabulary, with its class, so that nobody must fetch it to check."""
    return {"@id": f"{_EU}/{vocabulary}/{name}", "@type": kind}


def _concept(vocabulary: str, name: str, label: str) -> Node:
    """A term that is a concept: these have labels."""
    labelled = {"@value": label, "@language": "en"}
    return {**_term(vocabulary, name, "skos:Concept"), "skos:prefLabel": labelled}


def _time(facts: PackageFacts) -> Node:
    return {"@value": facts.build.created, "@type": "xsd:dateTime"}


def _day(text: str) -> Node:
    return {"@value": text, "@type": "xsd:date"}
