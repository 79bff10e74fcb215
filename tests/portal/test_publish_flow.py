"""The flow with a real Prefect server: secrets come from a block and are seen nowhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from release_folder import make_release

pytestmark = pytest.mark.slow

SECRET = "a-secret-that-nobody-may-see"
PORTALS = """
portals:
  bucket:
    kind: store
    location: s3://no-bucket
    endpoint: http://127.0.0.1:9
    region: us-east-1
    access_key: FAZHI_STORE_ACCESS_KEY
    secret_key: FAZHI_STORE_SECRET_KEY
    timeout_seconds: 1
  folder: {kind: store, location: public}
"""
RUN = """
import sys
from prefect.blocks.system import Secret
from fazhi.flows.publish import publish, publish_release
workspace, portals, secret = sys.argv[1:]
names = ("FAZHI_STORE_ACCESS_KEY", "FAZHI_STORE_SECRET_KEY")
Secret(value={name: secret for name in names}).save("portals")
result = publish(workspace, to="folder", secret_block="portals", portals=portals)
print("first:", result.written)
publish_release.retries = 0  # which would come a minute later
publish(workspace, to="bucket", secret_block="portals", portals=portals)
"""


def test_secrets_come_from_a_block_and_are_seen_nowhere(tmp_path: Path) -> None:
    make_release(tmp_path / "output/releases/2024.04.1")
    portals = tmp_path / "portals.yml"
    portals.write_text(PORTALS, encoding="utf-8")
    home = tmp_path / "prefect"
    result = subprocess.run(
        [sys.executable, "-c", RUN, str(tmp_path), str(portals), SECRET],
        env={
            **os.environ,
            "PREFECT_HOME": str(home),
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
            "PREFECT_LOGGING_LEVEL": "DEBUG",
            "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    said = result.stdout + result.stderr
    assert "first: folder (3 files of release 2024.04.1)" in said, said
    assert (tmp_path / "public/2024.04.1/SHA256SUMS").is_file()
    assert result.returncode != 0
    assert "publish again, it goes on from here" in said
    assert SECRET not in said
    kept = [path for path in home.rglob("*") if path.is_file()]
    assert kept
    assert not any(SECRET.encode() in path.read_bytes() for path in kept)
