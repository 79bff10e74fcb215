"""What pages are made of: the checked content of ``schemas/document/html.yml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from pydantic import BaseModel, ConfigDict

from fazhi import vocabulary


@dataclass(frozen=True, slots=True)
class Label:
    """A label of the disclosure table or the byline.

    Attributes:
        field: The metadata field it fills; ``""`` for one that only ends a value.
        disclosure: Whether it belongs to the disclosure table.
    """

    field: str
    disclosure: bool


class HtmlRules(BaseModel):
    """See the comments in the YAML file for what each list is for."""

    model_config = ConfigDict(extra="forbid", ignored_types=(cached_property,))

    body: list[str]
    attachment_only_below: int
    challenge_below: int
    forwarding_below: int
    unreadable: str
    frame: list[str]
    furniture: list[str]
    furniture_lines: list[str]
    end_of_body: list[str]
    meta: dict[str, list[str]]
    address_meta: list[str]
    disclosure: dict[str, list[str]]
    byline: dict[str, list[str]]
    ignored_labels: list[str]
    empty_values: list[str]
    site_id_code: re.Pattern[str]
    downloads: re.Pattern[str]
    programs: re.Pattern[str]
    pictures: re.Pattern[str]
    decoration: re.Pattern[str]
    attachments: list[str]
    challenges: list[re.Pattern[str]]
    forwarding: list[re.Pattern[str]]

    @cached_property
    def furniture_line(self) -> re.Pattern[str]:
        """Matches the start of a furniture line."""
        return _starts_with(self.furniture_lines)

    @cached_property
    def end_line(self) -> re.Pattern[str]:
        """Matches the start of a line that ends the body."""
        return _starts_with(self.end_of_body)

    @cached_property
    def labels(self) -> dict[str, Label]:
        """Every label by its text; the disclosure table's reading wins over the byline's."""
        found = {text: Label("", False) for text in self.ignored_labels}
        for field, texts in self.byline.items():
            found |= {text: Label(field, False) for text in texts}
        for field, texts in self.disclosure.items():
            found |= {text: Label(field, True) for text in texts}
        return found

    @cached_property
    def inline_label(self) -> re.Pattern[str]:
        """Matches ``label:`` or ``[label]`` within a line, longest label first."""
        texts = sorted(self.labels, key=len, reverse=True)
        names = "|".join(r"\s*".join(map(re.escape, text)) for text in texts)
        return re.compile(rf"(?<![\w])[\[【]?\s*({names})\s*(?:[\]】]\s*[:：]?|[:：])\s*")

    @cached_property
    def attachment_name(self) -> re.Pattern[str]:
        """Matches an address or name in which a file worth offering is named."""
        return re.compile(rf"\.({'|'.join(self.attachments)})(?=$|[?&#'\")\s])", re.IGNORECASE)


def _starts_with(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"^[\s【\[(（|•·*]*(?:{'|'.join(f'(?:{item})' for item in patterns)})")


@cache
def html_rules() -> HtmlRules:
    """Return the rules, read once."""
    rules: HtmlRules = vocabulary.load("document/html.yml", HtmlRules)
    return rules
