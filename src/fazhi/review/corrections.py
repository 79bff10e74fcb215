"""The corrections file: decisions in YAML, made by ``fazhi review decide`` or by hand.

Each workspace has its own: decisions are about the texts that it holds. The checkout's
is ``schemas/corrections.yml``, which is under version control with the rest of what the
project knows; any other workspace has ``corrections.yml`` beside ``raw/``, so that an
installed fazhi never writes into its own installation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from fazhi.review.decisions import Decision
from fazhi.vocabulary import VocabularyError
from fazhi.whole_file import write_whole

_HEAD = """\
# Decisions over what was read: one entry each, by place and year.
# `fazhi review decide` adds entries; edit or remove them by hand. The fields are explained
# in fazhi.review.decisions. The next `fazhi build` applies them.
"""
_ENTRY = re.compile(r"^- ", re.MULTILINE)
_DECISIONS: TypeAdapter[list[Decision]] = TypeAdapter(list[Decision])


class CorrectionsError(VocabularyError):
    """The corrections file is wrong; the message names it and says why."""


def workspace_file(root: Path, name: str) -> Path:
    """Return where the workspace at ``root`` keeps what people decided: see the module."""
    is_checkout = (root / "pyproject.toml").is_file() and (root / "schemas").is_dir()
    return root / "schemas" / name if is_checkout else root / name


def corrections_file(root: Path) -> Path:
    """Return where the workspace at ``root`` keeps its decisions."""
    return workspace_file(root, "corrections.yml")


def load_corrections(path: Path) -> list[Decision]:
    """Read the decisions; none where there is no file.

    Raises:
        CorrectionsError: The file is no YAML, an entry does not fit, or two entries
            share an id or decide about the same.
    """
    return _parse(path.read_text(encoding="utf-8"), path) if path.is_file() else []


def _parse(text: str, path: Path) -> list[Decision]:
    try:
        decisions = _DECISIONS.validate_python(yaml.safe_load(text) or [])
    except yaml.YAMLError as error:
        raise CorrectionsError(f"{path} is not valid YAML: {error}") from error
    except ValidationError as error:
        raise CorrectionsError(f"{path} has a wrong entry: {error}") from error
    seen: dict[object, str] = {}
    for decision in decisions:
        for key in (decision.id, decision.subject):
            if key in seen:
                raise CorrectionsError(
                    f"{path}: {decision.id} decides what {seen[key]} decides already; keep one"
                )
            seen[key] = decision.id
    return decisions


def next_id(decisions: Sequence[Decision], region_code: str, year: int) -> str:
    """Name a new decision: place, year, and the first number that is free."""
    taken = {decision.id for decision in decisions}
    number = 1
    while f"{region_code}-{year}-{number}" in taken:
        number += 1
    return f"{region_code}-{year}-{number}"


def add(path: Path, decision: Decision) -> None:
    """Add a decision at its place in the file; every other line stays as it was.

    Raises:
        CorrectionsError: The file is wrong, or decides about the same already.
    """
    text = path.read_text(encoding="utf-8") if path.is_file() else _HEAD
    before = _parse(text, path)
    for other in before:
        if other.subject == decision.subject:
            raise CorrectionsError(
                f"{other.id} in {path} decided that on {other.date}: edit or remove its entry"
            )
    changed = _inserted(text, before, decision)
    if _parse(changed, path) != sorted_in(before, decision):
        raise CorrectionsError(f"{path} is not written as a list of entries that begin with '- '")
    write_whole(path, changed.encode())


def _order(decision: Decision) -> tuple[str, int, date, str]:
    return decision.region_code, decision.year, decision.date, decision.id


def sorted_in(decisions: Sequence[Decision], new: Decision) -> list[Decision]:
    """Return the decisions with a new one before the first that comes after it."""
    later = [at for at, decision in enumerate(decisions) if _order(decision) > _order(new)]
    at = later[0] if later else len(decisions)
    return [*decisions[:at], new, *decisions[at:]]


def _inserted(text: str, decisions: Sequence[Decision], new: Decision) -> str:
    """Return the file's text with the new entry at its place."""
    entry = _as_yaml(new)
    at = sorted_in(decisions, new).index(new)
    starts = [match.start() for match in _ENTRY.finditer(text)]
    if at >= len(starts):
        return f"{text.rstrip()}\n\n{entry}".lstrip("\n")
    start = _with_comments(text, starts[at])
    return f"{text[:start]}{entry}\n{text[start:]}"


def _with_comments(text: str, start: int) -> int:
    """Return where the comment directly above an entry begins, else the entry itself."""
    lines = text[:start].splitlines(keepends=True)
    while lines and lines[-1].startswith("#"):
        start -= len(lines.pop())
    return start


class _Dumper(yaml.SafeDumper):
    """Writes decimals as the plain numbers they are."""


def _decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    text = format(value.normalize(), "f")
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)


_Dumper.add_representer(Decimal, _decimal)


def _as_yaml(decision: Decision) -> str:
    """Write one entry; what is not said is left out."""
    content: dict[str, Any] = decision.model_dump(exclude_defaults=True)
    content["expects"] = decision.expects.model_dump(exclude_defaults=True)
    return yaml.dump([content], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
