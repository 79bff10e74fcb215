"""Where a release comes from, as PROV-JSON.

The provenance of a single figure stands in the tables (revision, offsets, snapshot,
look); this document says the same of the release as a whole: who answers for it, which
program made it with which codebook, and from which snapshots.
"""

from __future__ import annotations

import json
from datetime import datetime

from prov.model import PROV, ProvActivity, ProvDocument, ProvEntity

from fazhi.package.about import title
from fazhi.package.descriptor import to_json
from fazhi.package.facts import PackageFacts

PROVENANCE_NAME = "provenance.json"


def provenance(facts: PackageFacts) -> str:
    """Return the PROV-JSON of a release.

    Times are those of the last look that went into the build, never the clock's.
    """
    build, version = facts.build, facts.version
    document = ProvDocument()
    document.add_namespace("fazhi", "urn:fazhi:")
    document.add_namespace("snapshot", "urn:sha256:")
    release = document.entity(
        f"fazhi:release-{version}",
        {
            "prov:label": title(build),
            "fazhi:version": version,
            "fazhi:content_sha256": build.content_sha256,
            "fazhi:is_fictional": build.is_fictional,
        },
    )
    making = document.activity(f"fazhi:build-{version}", other_attributes={"prov:type": "build"})
    last_look = datetime.fromisoformat(build.created)
    document.wasGeneratedBy(release, making, last_look, identifier="fazhi:generation")
    _agents(document, facts, release, making)
    _codebook(document, facts, making)
    for source in facts.sources:
        if source.sha256:
            _snapshot(document, source.sha256, source.title, source.path, release, making)
    return to_json(json.loads(str(document.serialize(format="json"))))


def _agents(
    document: ProvDocument, facts: PackageFacts, release: ProvEntity, making: ProvActivity
) -> None:
    """The program that made the release, and who publishes it and answers for it."""
    software = document.agent(
        "fazhi:software",
        {"prov:type": PROV["SoftwareAgent"], "fazhi:version": facts.build.fazhi_version},
    )
    publisher = document.agent(
        "fazhi:publisher",
        {"prov:type": PROV["Organization"], "prov:label": facts.publication.publisher.en},
    )
    document.wasAssociatedWith(making, software, identifier="fazhi:association")
    document.actedOnBehalfOf(software, publisher, making, identifier="fazhi:delegation")
    document.wasAttributedTo(release, publisher, identifier="fazhi:attribution")


def _codebook(document: ProvDocument, facts: PackageFacts, making: ProvActivity) -> None:
    """The codebook: its version, and the hash over the table that carries it."""
    document.entity(
        "fazhi:codebook",
        {
            "prov:type": PROV["Plan"],
            "fazhi:version": facts.build.codebook_version,
            "fazhi:content_sha256": facts.build.hashes["indicators"],
        },
    )
    document.used(making, "fazhi:codebook", identifier="fazhi:used-codebook")


def _snapshot(
    document: ProvDocument,
    sha256: str,
    label: str,
    address: str,
    release: ProvEntity,
    making: ProvActivity,
) -> None:
    """A page as it was served; its name is the hash of its bytes."""
    name = f"snapshot:{sha256}"
    attributes = {"prov:label": label}
    if address:
        attributes["prov:atLocation"] = address
    document.entity(name, attributes)
    document.used(making, name, identifier=f"fazhi:used-{sha256[:16]}")
    document.wasDerivedFrom(release, name, making, identifier=f"fazhi:derivation-{sha256[:16]}")
