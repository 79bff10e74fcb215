"""A break of the schema is refused unless the stable release before announced it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fazhi.package import read_facts
from fazhi.package.check import check_hashes
from fazhi.package.files import checksums
from fazhi.release import NeedsDecision, cut_stable
from fazhi.release.compatibility import to_announce
from fazhi.release.settings import AnnouncedBreak, settings
from fazhi.store import Build

ROOT = Path(__file__).resolve().parents[2]
COLOUR = {"table": "figures", "column": "colour", "value": "", "since": "2024.04.1",
          "zh": "该列将删除", "en": "will be gone"}  # fmt: skip

pytestmark = pytest.mark.usefixtures("by_hash_alone")


def rewrite(release: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Make a release look as if it had been cut from other tables."""
    descriptor = release / "datapackage.json"
    content = json.loads(descriptor.read_text("utf-8"))
    change(content)
    for path in (descriptor, release / "SHA256SUMS"):
        path.chmod(0o644)
    descriptor.write_text(json.dumps(content), "utf-8")
    (release / "SHA256SUMS").write_text(checksums(release), "utf-8")


def add_colour(content: dict[str, Any]) -> None:
    [figures] = [item for item in content["resources"] if item["name"] == "figures"]
    figures["schema"]["fields"].append({"name": "colour", "type": "string"})


@pytest.fixture
def coloured(releases: Path) -> Path:
    """Releases, the last of which has a column that is gone today."""
    rewrite(releases / "2024.04.1", add_colour)
    return releases


def test_a_break_that_was_not_announced_is_refused(coloured: Path, more: Build) -> None:
    with pytest.raises(NeedsDecision) as caught:
        cut_stable(more.path, coloured)
    assert "2024.04.1 did not announce: column figures.colour is gone" in str(caught.value)
    assert not (coloured / "2024.04.2").exists()
    release = cut_stable(more.path, coloured, "nobody used it").path
    facts = read_facts(release)
    assert facts["allowed"] == "nobody used it"
    assert [item["en"] for item in facts["schema_breaks"]] == ["column figures.colour is gone"]


def test_an_announced_break_is_made_and_said(coloured: Path, more: Build) -> None:
    def announce(content: dict[str, Any]) -> None:
        content["fazhi"]["announced_breaks"] = [COLOUR]

    rewrite(coloured / "2024.04.1", announce)
    release = cut_stable(more.path, coloured).path
    facts = read_facts(release)
    assert (facts["allowed"], facts["findings"]) == ("", [])
    assert "column figures.colour is gone" in (release / "README.md").read_text("utf-8")
    difference = json.loads((release / "diff.json").read_text("utf-8"))
    [change] = difference["schema"]
    assert (change["kind"], change["announced"], change["breaks"]) == (
        "column_removed", True, True
    )  # fmt: skip
    assert "figures.colour" in (release / "diff.md").read_text("utf-8")
    feed = json.loads((coloured / "feed.json").read_text("utf-8"))
    assert [item["tags"] for item in feed["items"]] == [["schema-break"], []]


def test_what_is_announced_is_said_from_its_release_on(releases: Path) -> None:
    entry = AnnouncedBreak(**COLOUR)
    for version, count in (("2024.03.9", 0), ("2024.04.1", 1), ("2024.04.10", 1), ("nightly", 1)):
        assert len(to_announce([entry], version, None)) == count, version
    assert read_facts(releases / "2024.04.1")["announced_breaks"] == [
        item.model_dump() for item in settings().announced_breaks
    ]


def test_every_announced_break_is_in_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    for item in settings().announced_breaks:
        assert f"{item.table}.{item.column}".rstrip(".") in changelog


def test_the_feed_names_all_releases_newest_first(
    build: Build, more: Build, releases: Path
) -> None:
    first = releases / "2024.04.1"
    assert not (first / "diff.json").exists()
    second = cut_stable(more.path, releases).path
    for path, folder in ((releases, ""), (second, "../")):
        feed = json.loads((path / "feed.json").read_text("utf-8"))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert [item["_fazhi"]["version"] for item in feed["items"]] == ["2024.04.2", "2024.04.1"]
        assert len({item["id"] for item in feed["items"]}) == 2
        for item in feed["items"]:
            assert item["url"].startswith(folder + item["_fazhi"]["version"])
            assert (path / item["url"]).is_file()
            assert item["content_text"].startswith("2 份报告")
            assert item["date_published"] == build.created
            assert "虚构" in item["title"]
    inside = json.loads((first / "feed.json").read_text("utf-8"))
    assert [item["_fazhi"]["version"] for item in inside["items"]] == ["2024.04.1"]
    difference = json.loads((second / "diff.json").read_text("utf-8"))
    assert [table["table"] for table in difference["tables"] if not table["same"]] == ["issues"]
    assert check_hashes(first) == check_hashes(second) == []
