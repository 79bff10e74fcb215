"""Which failures of a flow's task are worth another try."""

from __future__ import annotations

import pytest
from prefect.states import Failed

from fazhi.flows.build import build_tables
from fazhi.flows.retries import may_pass
from fazhi.workspace import WorkspaceError


@pytest.mark.parametrize(
    ("error", "is_tried_again"),
    [
        (OSError(28, "No space left on device"), True),
        (ConnectionResetError("reset"), True),
        (FileNotFoundError("sources.yml"), False),
        (WorkspaceError("sample and real would mix"), False),
    ],
)
def test_only_trouble_that_passes_is_tried_again(error: Exception, is_tried_again: bool) -> None:
    assert may_pass(build_tables, None, Failed(data=error)) is is_tried_again  # type: ignore[arg-type]
