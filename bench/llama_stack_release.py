"""The llama-stack release that benchmarks run on, and where the tests keep it with its environment.

Who imports this finds the modules that the tests share, too.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

PROJECT = Path(__file__).parent.parent
VERSION = "0.3.5"

sys.path[:0] = [str(PROJECT / part) for part in ("tests", "tests/real")]

from release_env import release_python  # noqa: E402 - a directory of the tests, not a package
from unpacked_release import unpacked_release  # noqa: E402


def cache_directory() -> Path:
    """Where releases and their environments are kept: LRC_REAL_CACHE, or `.real` in the project."""
    configured = os.environ.get("LRC_REAL_CACHE")
    return Path(configured).absolute() if configured else PROJECT / ".real"


def release_tree() -> Path:
    """The unpacked release, downloaded on first use. Raises DownloadError."""
    return unpacked_release("llama-stack", VERSION, cache_directory())


def release_interpreter() -> Path:
    """The Python that has the release's dependencies, made on first use. Raises EnvironmentUnavailableError."""
    return release_python(VERSION, cache_directory())
