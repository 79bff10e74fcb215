"""Where a release comes from, as PROV-JSON.

The provenance of a single figure stands in the tables (revision, offsets, snapshot,
look); this document says the same of the release as a whole.
"""

from __future__ import annotations

import json
from datetime import datetime

from prov.model import PROV, ProvDocument

from fazhi.package.descriptor import Source, title, to_json
from fazhi.store import Build

PROVENANCE_NAME = "provenance.json"


def provenance(build: Build, version: str, sources: list[Source]) -> str:
    """Return the PROV-JSON of a release.

    Times are those of the last look that went into the build, never the clock's.
    """
    document = ProvDocument()
    document.add_namespace("fazhi", "urn:fazhi:")
    document.add_namespace("snapshot", "urn:sha256:")
    last_look = datetime.fromisoformat(build.created)
    software = document.agent(
        "fazhi:software",
        {"prov:type": PROV["SoftwareAgent"], "fazhi:version": build.fazhi_version},
    )
    release = document.entity(
        f"fazhi:release-{version}",
        {
            "prov:label": title(build),
            "fazhi:content_sha256": build.content_sha256,
            "fazhi:is_fictional": build.is_fictional,
        },
    )
    making = document.activity(f"fazhi:build-{version}", other_attributes={"prov:type": "build"})
    document.wasGeneratedBy(release, making, last_look, identifier="fazhi:generation")
    document.wasAssociatedWith(making, software, identifier="fazhi:association")
    document.wasAttributedTo(release, software, identifier="fazhi:attribution")
    for source in sources:
        if not source.sha256:
            continue
        name = f"snapshot:{source.sha256}"
        facts = {"prov:label": source.title}
        if source.path:
            facts["prov:atLocation"] = source.path
        document.entity(name, facts)
        document.used(making, name, identifier=f"fazhi:used-{source.sha256[:16]}")
        document.wasDerivedFrom(
            release, name, making, identifier=f"fazhi:derivation-{source.sha256[:16]}"
        )
    return to_json(json.loads(str(document.serialize(format="json"))))
