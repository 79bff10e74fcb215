"""Which files of a page are followed, by the rule of ``schemas/collect/files.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from fazhi import vocabulary
from fazhi.records import Attachment, Document


class _FileRule(BaseModel):
    model_config = ConfigDict(extra="forbid")

    beside_a_text: list[str]
    other: list[re.Pattern[str]]
    most: int


@cache
def _rule() -> _FileRule:
    rule: _FileRule = vocabulary.load("collect/files.yml", _FileRule)
    return rule


def files_to_follow(document: Document) -> Iterator[Attachment]:
    """Yield the files of a page that may hold the report or its tables.

    Of a page that only wraps files, all of them; beside a text of its own those of a
    format that holds texts or tables, unless their name says that they are something else.
    """
    wraps = document.outcome == "attachment_only"
    offered = [file for file in document.attachments if file.url]
    wanted = [file for file in offered if wraps or _may_hold_the_report(file)]
    yield from wanted[: _rule().most]


def _may_hold_the_report(file: Attachment) -> bool:
    rule = _rule()
    path = urlsplit(file.url).path
    formats = {name.rpartition(".")[2].strip().lower() for name in (file.name, path)}
    is_other = any(pattern.search(file.name) for pattern in rule.other)
    return not is_other and not formats.isdisjoint(rule.beside_a_text)
