"""What one process costs, from its start to its end."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

#: Linux counts memory in KiB, macOS in bytes.
_UNITS_IN_MB = 1024 * 1024 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock and of CPU time in all processes, and the memory of the largest of them in MB."""

    clock: float
    cpu: float
    peak: float

    def __str__(self) -> str:
        return f"{self.clock:6.2f} s ({self.cpu:6.2f} s of CPU time, {self.peak:4.0f} MB)"


def process_cost(
    command: Sequence[str], directory: Path, environment: Mapping[str, str], codes: Collection[int] = (0,)
) -> Cost:
    """What a command costs that runs in `directory`, with those that it starts and waits for.

    Raises RuntimeError, with what it printed on stderr, if it leaves with another code than these. The memory is never
    less than that of the caller, which a process has before it becomes another program: callers stay small.
    """
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=directory,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        _, status, usage = os.wait4(process.pid, 0)
        clock = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in codes:
            errors.seek(0)
            raise RuntimeError(f"{' '.join(command)} left with {process.returncode}: {errors.read().decode()}")
    return Cost(clock, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _UNITS_IN_MB)


def median_cost(costs: Sequence[Cost]) -> Cost:
    """The median of the times, each for itself, and of the memory. Raises StatisticsError without any."""
    return Cost(*(median(getattr(cost, part) for cost in costs) for part in ("clock", "cpu", "peak")))
