"""What Prefect reads from the environment when it is imported; so this does not import it."""

from __future__ import annotations

import os
from pathlib import Path

_SETTINGS = {
    # No telemetry.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # Only what needs someone is logged, and no traceback of what the verb says in a line.
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_LOGGERS_PREFECT_FLOW_RUNS_LEVEL": "CRITICAL",
    # Prefect waits 20 s for its embedded server; a busy machine needed longer (2026-11-23).
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
}


def prepare() -> None:
    """Set what is not set yet, and see that the embedded server has a place for its history.

    Raises:
        OSError: Nothing can be written there: the server would be waited for in vain.
    """
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    if "PREFECT_API_URL" in os.environ:
        return
    home = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser().absolute()
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    if not (there.is_dir() and os.access(there, os.W_OK | os.X_OK)):
        raise OSError(
            f"Prefect keeps its history in {home}, where this user cannot write: set "
            "PREFECT_HOME to a folder for it, or run fazhi collect, build and release one by one"
        )
