"""The one loader of ``schemas/**/*.yml``: checked, typed, read once.

Domain knowledge lives in YAML so that someone who knows the field but not the code can
read and mend it. A file is checked against a pydantic model when it is first used; a
wrong entry stops the program with the file, the entry and the reason.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

Loaded = TypeVar("Loaded")

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class VocabularyError(ValueError):
    """A file under ``schemas/`` does not say what its model expects."""


@cache
def load(path: str, model: type[Loaded]) -> Loaded:
    """Read ``schemas/<path>`` as ``model``.

    Args:
        path: Path below ``schemas/``, e.g. ``units.yml``.
        model: A pydantic model, or any type pydantic can check (``dict[str, Unit]``).

    Returns:
        The checked content. It is shared by all callers: treat it as read-only.

    Raises:
        VocabularyError: The file is no YAML, or does not fit the model.
    """
    text = files("fazhi.schemas").joinpath(path).read_text(encoding="utf-8")
    return parse(text, model, path)


def parse(text: str, model: type[Loaded], name: str) -> Loaded:
    """Check YAML ``text`` against ``model``; ``name`` is what errors call it.

    Raises:
        VocabularyError: The text is no YAML, or does not fit the model.
    """
    try:
        return TypeAdapter(model).validate_python(yaml.load(text, Loader=_Loader))
    except yaml.YAMLError as error:
        raise VocabularyError(f"schemas/{name} is not valid YAML: {error}") from error
    except ValidationError as error:
        raise VocabularyError(f"schemas/{name} does not fit its model: {error}") from error


def entries(folder: str) -> list[str]:
    """Return the paths of the YAML files in ``schemas/<folder>``, sorted by name."""
    names = (item.name for item in files("fazhi.schemas").joinpath(folder).iterdir())
    return sorted(f"{folder}/{name}" for name in names if name.endswith(".yml"))
