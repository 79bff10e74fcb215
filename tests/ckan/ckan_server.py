"""The running CKAN as the tests see it, and the verbs that they call."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
import yaml
from ckanapi import RemoteCKAN
from typer.testing import CliRunner, Result

from fazhi.cli import app

TOKEN = "FAZHI_CKAN_TOKEN"


@dataclass(frozen=True)
class Server:
    """The running CKAN."""

    folder: Path
    url: str
    token: str

    def api(self, token: str = "") -> RemoteCKAN:
        """The portal as the owner of a token sees it, or an anonymous visitor."""
        return RemoteCKAN(self.url, apikey=token or None)

    def portals(self, path: Path, **settings: Any) -> Path:
        """Write a portals.yml with one portal, ``city``."""
        city = {
            "kind": "ckan",
            "url": self.url,
            "token": TOKEN,
            "organisation": {"name": "fazhi", "title": "法治数据 / Rule-of-law data"},
            "dataset": "fazhi",
            "licence": "cc-by",
            "tables": ["observations"],
            "extras": {"提供单位": "fazhi contributors", "领域": "政法监察", "数据量": "{rows}"},
            **settings,
        }
        path.write_text(yaml.safe_dump({"portals": {"city": city}}, allow_unicode=True), "utf-8")
        return path


def fazhi(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def done(*arguments: object) -> Result:
    result = fazhi(*arguments)
    assert result.exit_code == 0, result.output
    return result


def download(resource: dict[str, Any]) -> bytes:
    """The file of a resource, as an anonymous visitor gets it."""
    with requests.get(resource["url"], timeout=60) as answer:
        answer.raise_for_status()
        return answer.content
