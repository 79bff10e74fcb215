"""When a stage is worth trying again: after trouble that passes by itself."""

from __future__ import annotations

from typing import Any

from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task


def may_pass(task: Task[..., Any], run: TaskRun, state: State[Any]) -> bool:
    """Tell whether the failure may pass: a full disk or a lost connection does.

    A wrong registry, an invalid build or a mixed workspace does not; whoever runs the
    pipeline should hear of it at once.
    """
    error = state.result(raise_on_failure=False)
    return isinstance(error, OSError) and not isinstance(error, FileNotFoundError)
