"""A file is there complete or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fazhi.whole_file import write_whole


def test_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(descriptor: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        write_whole(tmp_path / "object.html", b"content")
    assert list(tmp_path.iterdir()) == []
