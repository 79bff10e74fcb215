"""Jinja templates that stand beside the modules: read and compiled once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import jinja2


@cache
def template(package: str, name: str) -> jinja2.Template:
    """Return a template.

    Args:
        package: The package that it stands in, as ``fazhi.package``.
        name: Its file name; what is put into a ``.html.jinja`` is escaped.
    """
    environment = jinja2.Environment(
        # A name that is not given is a mistake, never an empty text.
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=name.endswith(".html.jinja"),
    )
    return environment.from_string(files(package).joinpath(name).read_text(encoding="utf-8"))
