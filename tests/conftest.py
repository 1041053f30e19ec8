"""Options of the test suite. Being here also puts this directory on the path of the tests below it."""

from collections.abc import Callable
from typing import Any

import pytest

COUNTS = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write what is kept of fixtures, and the map in CONTRIBUTING.md, anew instead of comparing",
    )
    parser.addoption(
        "--eras",
        action="store_true",
        help="verify releases with earlier servers, too; each needs an environment of its time (0.3 GB)",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[COUNTS] = []


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    for line in config.stash[COUNTS]:
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def say(pytestconfig: pytest.Config) -> Callable[[str], None]:
    """Prints a line of counts at the end of the run."""
    return pytestconfig.stash[COUNTS].append
