"""The benchmark of collection holds its promises at full size."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).resolve().parents[2] / "benchmarks" / "collect.py"


@pytest.mark.slow
def test_two_hundred_sites_survive_two_kills_in_bounded_memory() -> None:
    command = [sys.executable, str(BENCHMARK), "--sites", "200", "--pages", "10", "--json"]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    assert found["held"] == found["pages"] == 2000
    assert all(0 < count < 2200 for count in found["killed_at"])
    assert max(found["first_megabytes"], found["second_megabytes"]) < 500
    # Only what was on its way when the process died is asked for again.
    assert (found["looked_at_twice"], found["asked_again_after_answer_was_kept"]) == (0, 0)
    assert found["in_flight_when_killed"] <= 2 * 20
    assert found["unconditional_in_second"] == 0
    assert found["outcomes_of_second"] == {"unchanged": 2200}
    assert found["most_open_per_site"] == 1
