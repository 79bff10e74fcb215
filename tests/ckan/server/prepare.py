"""Make CKAN's tables, an administrator and a token; run by CKAN's own Python.

One process for all of CKAN's commands: each would take seconds to start.
"""

import contextlib
import io
import sys
from pathlib import Path

from ckan.cli.cli import ckan


def command(*arguments: str) -> str:
    """Run a command of CKAN and return what it printed."""
    printed = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with contextlib.redirect_stdout(printed):
        ckan.main(list(arguments), standalone_mode=False)
    printed.seek(0)
    return printed.read()


folder = Path(sys.argv[1])
command("db", "init")
command("db", "upgrade")
(folder / "permissions.sql").write_text(command("datastore", "set-permissions"))
command("user", "add", "ci", "email=ci@example.invalid", "password=only-for-tests")
command("sysadmin", "add", "ci")
(folder / "token").write_text(command("user", "token", "add", "ci", "ci", "--quiet").split()[-1])
