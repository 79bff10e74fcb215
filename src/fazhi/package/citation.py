"""How to cite a package: one text in each language, and BibTeX.

The README, the descriptor's readers and ``fazhi cite`` all say the same, because they all
ask here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fazhi.package.about import FICTIONAL_EN, FICTIONAL_ZH, LICENCE, TITLE_EN, TITLE_ZH
from fazhi.package.facts import PackageFacts


@dataclass(frozen=True, slots=True)
class CitedPackage:
    """What a citation needs to know of a package.

    Attributes:
        version: Of the package.
        created: Time of the last look that went into it, ISO 8601.
        content_sha256: Hash over the rows of its tables.
        is_fictional: Whether its places are invented.
        authors: Whom to name.
        url: Where the package or the project stands; empty if nobody said.
    """

    version: str
    created: str
    content_sha256: str
    is_fictional: bool
    authors: str = "fazhi contributors"
    url: str = ""

    @property
    def date(self) -> str:
        """The day of the last look, ``YYYY-MM-DD``."""
        return self.created[:10]


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation, in the forms in which it is asked for."""

    text_en: str
    text_zh: str
    bibtex: str


def cited_package(descriptor: Mapping[str, Any]) -> CitedPackage:
    """Return what a citation needs, from the content of a ``datapackage.json``."""
    facts = descriptor["fazhi"]
    return CitedPackage(
        version=descriptor["version"],
        created=descriptor["created"],
        content_sha256=facts["content_sha256"],
        is_fictional=facts["is_fictional"],
        authors=descriptor["contributors"][0]["title"],
        url=descriptor.get("homepage", ""),
    )


def cited(facts: PackageFacts) -> CitedPackage:
    """Return what a citation needs of a package that is being made."""
    return CitedPackage(
        version=facts.version,
        created=facts.build.created,
        content_sha256=facts.build.content_sha256,
        is_fictional=facts.build.is_fictional,
        authors=facts.publication.publisher.en,
        url=facts.home,
    )


def citation(package: CitedPackage) -> Citation:
    """Cite a package as a whole.

    Examples:
        >>> one = CitedPackage("2024.04.1", "2024-04-02T03:00:00Z", "0" * 64, False)
        >>> print(citation(one).text_en.partition(". Data")[0])
        fazhi contributors (2024). Indicators from the yearly rule-of-law reports of Chinese \
governments, version 2024.04.1 [data set]
    """
    return Citation(_text_en(package), _text_zh(package), _bibtex(package))


def _text_en(package: CitedPackage) -> str:
    kind = f"data set: {FICTIONAL_EN}" if package.is_fictional else "data set"
    parts = [
        f"{package.authors} ({package.date[:4]})",
        f"{TITLE_EN}, version {package.version} [{kind}]",
        f"Data as of {package.date}, content SHA-256 {package.content_sha256}",
        package.url,
        f"Licence {LICENCE['name']}",
    ]
    return f"{'. '.join(part for part in parts if part)}."


def _text_zh(package: CitedPackage) -> str:
    kind = f"数据集，{FICTIONAL_ZH}" if package.is_fictional else "数据集"
    parts = [
        f"{package.authors}：《{TITLE_ZH}》，版本 {package.version}[{kind}]",
        f"数据截至 {package.date}，内容哈希（SHA-256）{package.content_sha256}",
        package.url,
        f"许可：{LICENCE['name']}",
    ]
    return f"{'。'.join(part for part in parts if part)}。"


def _bibtex(package: CitedPackage) -> str:
    # Doubled braces keep capitals as they are; the URL is printed as it stands.
    note = f"Data as of {package.date}; content SHA-256 {package.content_sha256}"
    if package.is_fictional:
        note = f"{FICTIONAL_EN.capitalize()}. {note}"
    fields = {
        "author": f"{{{package.authors}}}",
        "title": f"{{{TITLE_EN}}}",
        "year": package.date[:4],
        "version": package.version,
        "url": package.url,
        "note": f"{note}; licence {LICENCE['name']}",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    name = "fazhi-sample" if package.is_fictional else "fazhi"
    return "\n".join([f"@misc{{{name}-{package.version},", *lines, "}"]) + "\n"
