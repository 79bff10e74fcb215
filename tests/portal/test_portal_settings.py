"""portals.yml: what is written there is checked, and holds no secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from fazhi.portal.errors import PublishError
from fazhi.portal.settings import CkanSettings, StoreSettings, portal_settings
from fazhi.vocabulary import VocabularyError

CKAN = """
portals:
  city:
    kind: ckan
    url: https://data.example.org
    token: CITY_TOKEN
    organisation: {name: fazhi, title: 法治}
    dataset: fazhi
"""


@pytest.mark.parametrize("name", ["folder", "bucket", "ckan"])
def test_the_examples_of_the_project_are_valid(name: str) -> None:
    settings = portal_settings(name)
    assert isinstance(settings, CkanSettings if name == "ckan" else StoreSettings)


def test_an_unknown_portal_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    file = tmp_path / "portals.yml"
    file.write_text(CKAN, encoding="utf-8")
    assert portal_settings("city", file).kind == "ckan"
    with pytest.raises(PublishError, match=r"no portal is called town in .*; it has city"):
        portal_settings("town", file)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("    dataset: 法治", "dataset"),
        ("    dataset: Fazhi", "dataset"),
        ("    token: eyJhbGciOiJIUzI1NiJ9.e30.abc", "token"),  # the token itself
        ("    url: data.example.org", "url"),
        ("    upload_limit: 5", "upload_limit"),
        ("    extras: {更新: '{updated}'}", "updated"),
        ("    kind: dataverse", "kind"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, line: str, said: str) -> None:
    key = line.split(":", maxsplit=1)[0]
    kept = [row for row in CKAN.splitlines() if not row.startswith(f"{key}:")]
    file = tmp_path / "portals.yml"
    file.write_text("\n".join([*kept, line]), encoding="utf-8")
    with pytest.raises(VocabularyError, match=said):
        portal_settings("city", file)


def test_the_keys_of_a_store_go_together() -> None:
    with pytest.raises(ValueError, match="go together"):
        StoreSettings(kind="store", location="s3://bucket", access_key="KEY")
