"""The two READMEs of a package, English and Chinese."""

from __future__ import annotations

from typing import Any, Literal

from fazhi.package.about import LICENCE, NO_RIGHTS_EN, NO_RIGHTS_ZH, TITLE_EN, TITLE_ZH
from fazhi.package.accuracy import accuracy
from fazhi.package.citation import citation, cited
from fazhi.package.facts import PackageFacts
from fazhi.store.database import VIEWS
from fazhi.tableschema import released
from fazhi.templates import template

Language = Literal["en", "zh"]
README_NAMES: dict[Language, str] = {"en": "README.md", "zh": "README.zh.md"}
_ISSUES_SHOWN = 50


def readme(facts: PackageFacts, language: Language) -> str:
    """Return the README of a package in one language, as Markdown."""
    return template("fazhi.package", f"readme.{language}.md.jinja").render(_said(facts, language))


def _said(facts: PackageFacts, language: Language) -> dict[str, Any]:
    cite = citation(cited(facts))
    return {
        "facts": facts,
        "build": facts.build,
        "circumstances": facts.circumstances,
        "title": TITLE_EN if language == "en" else TITLE_ZH,
        "tables": released(),
        "views": VIEWS,
        "accuracy": getattr(accuracy(facts.hand_check, facts.build), language),
        "issues": [getattr(issue, language) for issue in facts.issues[:_ISSUES_SHOWN]],
        "more": max(0, len(facts.issues) - _ISSUES_SHOWN),
        "citation": cite.text_en if language == "en" else cite.text_zh,
        "bibtex": cite.bibtex,
        "licence": LICENCE,
        "no_rights": NO_RIGHTS_EN if language == "en" else NO_RIGHTS_ZH,
    }
