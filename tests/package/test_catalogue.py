"""The catalogues, read by rdflib: complete, in both languages, true of the files."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF
from rdflib.query import ResultRow

from fazhi.package import write_package
from fazhi.package.publication import Contact, Publication, Publisher
from fazhi.store import Build

# rdflib's own reader of JSON-LD uses what rdflib calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")

SERVED = "https://data.example.org/fazhi/2024.04.1/"
PREFIXES = """
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcatap: <http://data.europa.eu/r5r/>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX schema: <https://schema.org/>
PREFIX spdx: <http://spdx.org/rdf/terms#>
PREFIX vcard: <http://www.w3.org/2006/vcard/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
#: DCAT-AP 3.0.0: mandatory and recommended properties of the classes that are used.
COMPLETE = {
    "dcat:Catalog": "dct:title dct:description dct:publisher dcat:dataset dct:language "
    "dct:license dct:modified dct:spatial dcat:themeTaxonomy",
    "dcat:Dataset": "dct:title dct:description dct:identifier dct:publisher dcat:contactPoint "
    "dcat:distribution dcat:keyword dcat:theme dct:spatial dct:temporal dct:license "
    "dct:accrualPeriodicity dct:accessRights dct:language dcat:version dct:issued dct:modified",
    "dcat:Distribution": "dcat:accessURL dcat:downloadURL dct:title dct:description dct:format "
    "dcat:mediaType dct:license dct:rights dcatap:availability",
}
#: What Google Dataset Search requires or recommends.
SEARCHED = (
    "name description license creator distribution version temporalCoverage spatialCoverage "
    "keywords identifier citation isAccessibleForFree"
)


def parsed(path: Path) -> Graph:
    # As a client that fetched it from where the package is served would read it.
    return Graph().parse(path, format="json-ld", publicID=f"{SERVED}{path.name}")


@pytest.fixture(scope="module")
def graph(original: Path) -> Graph:
    return parsed(original / "catalog.jsonld")


def asked(graph: Graph, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in graph.query(PREFIXES + query) if isinstance(row, ResultRow)]


@pytest.mark.parametrize("kind", COMPLETE)
def test_nothing_that_dcat_ap_asks_for_is_missing(graph: Graph, kind: str) -> None:
    assert asked(graph, f"SELECT ?it WHERE {{ ?it a {kind} }}")
    for needed in COMPLETE[kind].split():
        without = asked(
            graph, f"SELECT ?it WHERE {{ ?it a {kind} FILTER NOT EXISTS {{ ?it {needed} ?x }} }}"
        )
        assert without == [], needed


def test_the_queries_would_find_what_is_missing(graph: Graph) -> None:
    assert asked(
        graph,
        "SELECT ?it WHERE { ?it a dcat:Dataset FILTER NOT EXISTS { ?it dcat:inSeries ?x } }",
    )


def test_titles_are_tagged_in_both_languages(graph: Graph) -> None:
    for kind in ("dcat:Catalog", "dcat:Dataset"):
        for text in ("dct:title", "dct:description"):
            found = asked(graph, f"SELECT ?text WHERE {{ ?it a {kind} ; {text} ?text }}")
            assert {literal.language for (literal,) in found} == {"zh", "en"}
    (title,) = asked(
        graph, "SELECT ?t WHERE { ?it a dcat:Dataset ; dct:title ?t FILTER(lang(?t) = 'en') }"
    )
    assert "fictional" in title[0]


def test_identifiers_are_ascii_and_outlast_versions(graph: Graph, build: Build) -> None:
    nodes = {node for triple in graph for node in triple if isinstance(node, URIRef)}
    assert all(str(node).isascii() for node in nodes)
    (name,) = graph.subjects(RDF.type, DCAT.Dataset)
    assert str(name) == "urn:fazhi:dataset:fazhi-sample"
    assert (name, DCTERMS.identifier, Literal("fazhi-sample")) in graph


def test_distributions_are_the_files(graph: Graph, original: Path) -> None:
    found = asked(
        graph,
        "SELECT ?url ?size ?sum ?algorithm WHERE { ?it a dcat:Distribution ; "
        "dcat:downloadURL ?url ; dcat:accessURL ?url ; dcat:byteSize ?size ; "
        "spdx:checksum [ spdx:checksumValue ?sum ; spdx:algorithm ?algorithm ] }",
    )
    names = {str(url).removeprefix(SERVED) for url, *_ in found}
    data = {f"data/{path.name}" for path in (original / "data").iterdir()}
    assert names == data | {"codebook.csv", "fazhi.xlsx"}
    for url, size, checksum, algorithm in found:
        content = (original / str(url).removeprefix(SERVED)).read_bytes()
        assert int(size) == len(content)
        assert str(checksum).lower() == hashlib.sha256(content).hexdigest()
        assert str(algorithm) == "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
    every = {str(row[0]) for row in asked(graph, "SELECT ?u WHERE { ?d dcat:downloadURL ?u }")}
    assert every - {str(row[0]) for row in found} == {f"{SERVED}fazhi.duckdb"}


def test_what_is_pointed_to_says_what_it_is(graph: Graph) -> None:
    """The shapes of DCAT-AP ask for the class of every term; none must be fetched for it."""
    for node, kind in (
        ("dct:accrualPeriodicity", "dct:Frequency"),
        ("dct:accessRights", "dct:RightsStatement"),
        ("dct:language", "dct:LinguisticSystem"),
        ("dcat:theme", "<http://www.w3.org/2004/02/skos/core#Concept>"),
        ("spdx:algorithm", "spdx:ChecksumAlgorithm"),
        ("dct:license", "dct:LicenseDocument"),
    ):
        assert asked(graph, f"SELECT ?x WHERE {{ ?it {node} ?x . ?x a {kind} }}"), node
        untold = asked(
            graph, f"SELECT ?x WHERE {{ ?it {node} ?x FILTER NOT EXISTS {{ ?x a {kind} }} }}"
        )
        assert untold == [], node


def test_time_place_and_licence(graph: Graph) -> None:
    (row,) = asked(
        graph,
        "SELECT ?start ?end ?often WHERE { ?it a dcat:Dataset ; dct:accrualPeriodicity ?often ; "
        "dct:temporal [ dcat:startDate ?start ; dcat:endDate ?end ] }",
    )
    assert [str(each) for each in row[:2]] == ["2022-01-01", "2023-12-31"]
    assert str(row[2]).endswith("/frequency/MONTHLY")
    licences = asked(graph, "SELECT DISTINCT ?l WHERE { ?it dct:license ?l }")
    assert [str(row[0]) for row in licences] == ["https://creativecommons.org/licenses/by/4.0/"]
    # Invented places are not in China.
    places = asked(graph, "SELECT ?p WHERE { ?it a dcat:Dataset ; dct:spatial ?p }")
    assert [str(row[0]) for row in places] == ["urn:fazhi:nowhere"]


PUBLISHED = Publication(
    publisher=Publisher(zh="某机构", en="An Institute"),
    homepage="https://www.example.org/fazhi",
    base_url="https://files.example.org/releases/",
    contact=Contact(name="Data desk", email="data@example.org"),
    frequency="MONTHLY",
)


@pytest.fixture(scope="module")
def published(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("published")
    write_package(build, path, "2024.04.1", publisher=PUBLISHED)
    return path


def test_where_packages_stand_makes_addresses_absolute(published: Path) -> None:
    # Without the address from which it was fetched: a harvester may only have the text.
    graph = Graph().parse(data=(published / "catalog.jsonld").read_text("utf-8"), format="json-ld")
    urls = {str(row[0]) for row in asked(graph, "SELECT ?u WHERE { ?d dcat:downloadURL ?u }")}
    assert all(url.startswith("https://files.example.org/releases/2024.04.1/") for url in urls)
    (row,) = asked(
        graph,
        "SELECT ?page ?mail ?name WHERE { ?it a dcat:Dataset ; dcat:landingPage ?page ; "
        "dcat:contactPoint [ vcard:hasEmail ?mail ] ; dct:publisher [ foaf:name ?name ] "
        "FILTER(lang(?name) = 'zh') }",
    )
    assert [str(each) for each in row] == [
        "https://files.example.org/releases/2024.04.1/",
        "mailto:data@example.org",
        "某机构",
    ]


def test_the_publisher_is_named_everywhere(published: Path) -> None:
    descriptor = json.loads((published / "datapackage.json").read_text("utf-8"))
    assert descriptor["homepage"] == "https://files.example.org/releases/2024.04.1/"
    assert descriptor["contributors"][0]["title"] == "An Institute"
    for name in ("README.md", "provenance.json", "dataset.jsonld"):
        assert "An Institute" in (published / name).read_text("utf-8"), name
    assert "data@example.org" in (published / "README.zh.md").read_text("utf-8")


def test_schema_org_names_what_data_set_search_asks_for(original: Path, build: Build) -> None:
    content = json.loads((original / "dataset.jsonld").read_text("utf-8"))
    assert content["@context"] == "https://schema.org/"
    # The context is on the network; its vocabulary is all that these terms need.
    content["@context"] = {"@vocab": "https://schema.org/"}
    graph = Graph().parse(data=json.dumps(content), format="json-ld", publicID=SERVED)
    for needed in SEARCHED.split():
        found = asked(graph, f"SELECT ?x WHERE {{ ?it a schema:Dataset ; schema:{needed} ?x }}")
        assert found, needed
    sums = dict(
        reversed(line.split("  ")) for line in (original / "SHA256SUMS").read_text().splitlines()
    )
    told = {one["contentUrl"]: one.get("sha256") for one in content["distribution"]}
    assert told.pop("fazhi.duckdb") is None
    assert told
    assert {name: sums[name] for name in told} == told
