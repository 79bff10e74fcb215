"""Annotated documents: a folder with ``document.txt`` and one CSV per kind of thing.

Only ``document.txt`` and ``figures.csv`` must be there; an absent file means that this
kind was not annotated, which is not the same as "there is none". ``indicators.txt``, in
the folder or the one above it, lists the indicators that the annotator could choose from:
others are not judged. Offsets are string
indices into the text, read as UTF-8 with its line ends untouched.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

Row = dict[str, str]


class GoldError(ValueError):
    """An annotated folder is incomplete or contradicts its own text."""


@dataclass(slots=True)
class GoldDocument:
    """One annotated document; a kind that was not annotated is None.

    ``indicators`` are those that the annotator could choose from; None for all.
    """

    name: str
    text: str
    figures: list[Row]
    sections: list[Row] | None
    titles: list[Row] | None
    honours: list[Row] | None
    metadata: list[Row] | None
    indicators: frozenset[str] | None = None


def find_gold(folder: Path) -> list[Path]:
    """Return ``folder`` if it is annotated, else the annotated folders right below it.

    Raises:
        GoldError: Nothing annotated is there.
    """
    if (folder / "figures.csv").is_file():
        return [folder]
    found = sorted(path.parent for path in folder.glob("*/figures.csv"))
    if not found:
        raise GoldError(
            f"{folder} holds no annotated document: "
            "expected document.txt and figures.csv in it or in its subfolders"
        )
    return found


def load_gold(folder: Path) -> GoldDocument:
    """Read one annotated folder and check that every quoted span is in the text.

    Raises:
        GoldError: A file is missing, or a figure's ``raw`` is not at its offsets.
    """
    document = folder / "document.txt"
    if not document.is_file():
        raise GoldError(f"{folder} has no document.txt")
    with document.open(encoding="utf-8", newline="") as file:
        text = file.read()
    figures = _rows(folder / "figures.csv") or []
    for row in figures:
        start, end = int(row["start"]), int(row["end"])
        if text[start:end] != row["raw"]:
            raise GoldError(
                f"{folder / 'figures.csv'}: {row.get('figure_id', '?')} quotes "
                f"{row['raw']!r}, but the text there is {text[start:end]!r}"
            )
    return GoldDocument(
        name=folder.name,
        text=text,
        figures=figures,
        sections=_rows(folder / "sections.csv"),
        titles=_rows(folder / "documents.csv"),
        honours=_rows(folder / "honours.csv"),
        metadata=_rows(folder / "metadata.csv"),
        indicators=_indicators(folder),
    )


def _indicators(folder: Path) -> frozenset[str] | None:
    for place in (folder, folder.parent):
        path = place / "indicators.txt"
        if path.is_file():
            return frozenset(path.read_text(encoding="utf-8").split())
    return None


def _rows(path: Path) -> list[Row] | None:
    if not path.is_file():
        return None
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
