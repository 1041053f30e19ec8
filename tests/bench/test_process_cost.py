"""What a process costs is that of the process, with those it waits for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from process_cost import Cost, median_cost, process_cost

ENVIRONMENT = dict(os.environ)
STARTING = "import subprocess, sys; sys.exit(subprocess.run([sys.executable, '-c', sys.argv[1]]).returncode)"
WORK = """
import time
held = b"x" * {size}
while time.process_time() < 0.2:
    pass
"""


def test_started_processes_count(tmp_path: Path) -> None:
    # The test's own size is the least that can be measured.
    least = process_cost([sys.executable, "-c", "pass"], tmp_path, ENVIRONMENT).peak
    work = WORK.format(size=int(least + 100) * 1024 * 1024)
    cost = process_cost([sys.executable, "-c", STARTING, work], tmp_path, ENVIRONMENT)
    assert cost.cpu > 0.2
    assert least + 100 < cost.peak < least + 200


def test_the_exit_codes_of_success(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('lost')"]
    assert process_cost(command, tmp_path, ENVIRONMENT, codes=(1,)).clock > 0
    with pytest.raises(RuntimeError, match=r"left with 1: lost"):
        process_cost(command, tmp_path, ENVIRONMENT)


def test_medians_are_taken_each_for_itself() -> None:
    costs = [Cost(1, 30, 200), Cost(2, 10, 300), Cost(3, 20, 100)]
    assert median_cost(costs) == Cost(2, 20, 200)
    assert median_cost(costs[:2]) == Cost(1.5, 20, 250)
