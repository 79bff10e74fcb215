r"""How to cite one value, or a package as a whole.

A value is cited with all that is needed to find it again without us: place, year and
sentence, the report with its address and the day it was fetched, the hash of the bytes
that were served, and the version of the package that it was taken from. A check that
does not reconcile is said along with it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from fazhi.explain import Evidence, UnknownIdError, explain
from fazhi.extract import number
from fazhi.package.about import FICTIONAL_EN, FICTIONAL_ZH
from fazhi.package.citation import Citation, CitedPackage, citation, cited_package
from fazhi.package.files import DESCRIPTOR_NAME, read_descriptor
from fazhi.release.channels import NIGHTLY_NAME, find_package, releases_in
from fazhi.schemas.tables.vocabularies import MEASURE
from fazhi.store import DATABASE_NAME

_ID = re.compile(r"[0-9a-f]{16}")
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\n": " ",
        # BibTeX counts braces, also those behind a backslash.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        **{mark: f"\\{mark}" for mark in "&%$#_"},
    }
)


def cite(output: Path, name: str, package: str = "") -> Citation:
    """Cite a value by its id, or a package by its name.

    Args:
        output: The ``output`` folder of a workspace.
        name: An ``observation_id`` or ``figure_id``, or what ``find_package`` takes: a
            version, ``nightly``, ``latest``, a folder.
        package: The package from which a value is cited; by default the newest stable
            release that holds it, or else the nightly package.

    Raises:
        fazhi.explain.UnknownIdError: No package holds this value.
        FileNotFoundError: There is no such package.
    """
    if not _ID.fullmatch(name):
        return citation(_facts(find_package(output, name)))
    folders = [find_package(output, package)] if package else _packages(output)
    for folder in folders:
        try:
            evidence = explain(folder / DATABASE_NAME, name)
        except UnknownIdError:
            continue
        return cite_value(name, evidence, _facts(folder))
    where = package or "any package"
    raise UnknownIdError(
        f"{name} is not in {where}: only what is in a package can be cited (fazhi release makes "
        "one). Ids stand in the tables observations and figures"
    )


def cite_value(identifier: str, evidence: Evidence, package: CitedPackage) -> Citation:
    """Cite one value as a package tells it.

    Args:
        identifier: Its ``observation_id`` or ``figure_id``.
        evidence: Where it comes from.
        package: The package that it is cited from.
    """
    whole = citation(package)
    return Citation(
        text_en=_text(_ENGLISH, identifier, evidence, package, whole.text_en),
        text_zh=_text(_CHINESE, identifier, evidence, package, whole.text_zh),
        bibtex=f"{_bibtex(identifier, evidence, package)}\n{whole.bibtex}",
    )


_ENGLISH = {
    "flag": f"[{FICTIONAL_EN}] ",
    "value": "{place} ({code}), {year}: {value}. “{sentence}”",
    "report": "{issuer}: {title} ({report_id}){published}. {url}{fetched}",
    "published": ", published {0}",
    "fetched": ", retrieved {0}",
    "evidence": "Snapshot SHA-256 {snapshot}, characters {start} to {end} of revision {revision}; "
    "id {identifier}.",
    "check": "Note: {0}",
    "package": "In: {0}",
}
_CHINESE = {
    "flag": f"[{FICTIONAL_ZH}]",
    "value": "{place}（{code}）{year}年：{value}。“{sentence}”",
    "report": "{issuer}：《{title}》（{report_id}）{published}。{url}{fetched}",
    "published": "，{0} 发布",
    "fetched": "，{0} 获取",
    "evidence": "快照 SHA-256 {snapshot}，版本 {revision} 第 {start} 至 {end} 字；"
    "编号 {identifier}。",
    "check": "注：{0}",
    "package": "载于：{0}",
}


def _text(
    words: dict[str, str], identifier: str, evidence: Evidence, package: CitedPackage, whole: str
) -> str:
    language = "en" if words is _ENGLISH else "zh"
    report, revision = evidence.report, evidence.revision
    fetched = _day((evidence.retrieval or {}).get("retrieved_at"))
    published = _day(report["published_date"])
    lines = [
        words["value"].format(
            place=report["region_name"],
            code=report["region_code"],
            year=report["year"],
            value=_value(evidence, language),
            sentence=_sentence(evidence),
        ),
        words["report"].format(
            issuer=report["issuer"] or report["region_name"],
            title=report["title"] or report["report_id"],
            report_id=report["report_id"],
            published=words["published"].format(published) if published else "",
            url=report["url"] or "",
            fetched=words["fetched"].format(fetched) if fetched else "",
        ),
        words["evidence"].format(
            snapshot=revision["snapshot_id"],
            revision=revision["revision_id"],
            start=evidence.figure["char_start"],
            end=evidence.figure["char_end"],
            identifier=identifier,
        ),
        *(words["check"].format(check[f"conclusion_{language}"]) for check in _failed(evidence)),
        words["package"].format(whole),
    ]
    flag = words["flag"] if package.is_fictional else ""
    return flag + "\n".join(lines)


def _bibtex(identifier: str, evidence: Evidence, package: CitedPackage) -> str:
    report = evidence.report
    fetched = _day((evidence.retrieval or {}).get("retrieved_at"))
    notes = [
        f"{report['region_name']} {report['year']}: {_value(evidence, 'en')}",
        f"“{_sentence(evidence)}”",
        *(check["conclusion_en"] for check in _failed(evidence)),
        f"snapshot SHA-256 {evidence.revision['snapshot_id']}",
        f"id {identifier} in fazhi {package.version}",
    ]
    if package.is_fictional:
        notes.insert(0, FICTIONAL_EN.capitalize())
    fields = {
        # Doubled braces: a government is one name, and capitals stay.
        "author": f"{{{_latex(report['issuer'] or report['region_name'])}}}",
        "title": f"{{{_latex(report['title'] or report['report_id'])}}}",
        "year": _day(report["published_date"])[:4],
        "url": report["url"] or "",
        "urldate": fetched,
        "note": _latex("; ".join(notes)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{fazhi-{identifier},", *lines, "}"]) + "\n"


def _value(evidence: Evidence, language: str) -> str:
    """Say the value as it is counted: one reading after the other, or the bare figure."""
    readings = [
        f"{_name(row, language)}{_dimension(row)} {_amount(row, language)}"
        for row in evidence.observations
    ]
    figure = evidence.figure
    between = "; " if language == "en" else "；"
    return between.join(readings) or f"{figure['subject'] or ''} {figure['raw']}".strip()


def _name(row: dict[str, Any], language: str) -> str:
    # The English names are ours and short: the Chinese one says what is meant.
    return f"{row['name_en']} ({row['name_zh']})" if language == "en" else str(row["name_zh"])


def _dimension(row: dict[str, Any]) -> str:
    return f" [{row['dimension']}]" if row["dimension"] else ""


def _amount(row: dict[str, Any], language: str) -> str:
    if row["value"] is None:
        return "(no single value)" if language == "en" else "无单一数值"
    amount = f"{number(row['value'])} {row['unit'] or ''}".strip()
    if row["measure"] == "level":
        return amount
    measure = f" ({row['measure']})" if language == "en" else f"（{MEASURE[row['measure']][0]}）"
    return amount + measure


def _sentence(evidence: Evidence) -> str:
    return " ".join(f"{evidence.before}{evidence.marked}{evidence.after}".split())


def _failed(evidence: Evidence) -> list[dict[str, Any]]:
    return [check for check in evidence.checks if check["verdict"] == "fails"]


def _packages(output: Path) -> list[Path]:
    """All packages, those first that a citation should name: stable ones, the newest first."""
    found = [*reversed(releases_in(output / "releases")), output / NIGHTLY_NAME]
    return [folder for folder in found if (folder / DESCRIPTOR_NAME).is_file()]


def _facts(folder: Path) -> CitedPackage:
    return cited_package(read_descriptor(folder))


def _day(at: Any) -> str:
    return f"{at:%Y-%m-%d}" if at is not None else ""


def _latex(text: str) -> str:
    return text.translate(_LATEX)
