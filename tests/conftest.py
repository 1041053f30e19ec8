"""Options of the test suite. Being here also puts this directory on the path of the tests below it."""

import gc
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from llama_router_codemod.verify import probe_process

#: Modules of tests that share what takes long to prepare.
_SHARE_A_PREPARATION = ("test_growth.py", "test_sabotage.py", "test_verify_fixtures.py")
#: Tests that fork, which takes the longer the more memory a process has by then.
_FORKS = "test_injection.py"
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


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What shares a long preparation stays in one process when tests are spread over several (`-n`).

    It begins there, since the others would be done before it; what forks begins before that. First of its hooks, since
    pytest-xdist looks for the marks in the same one.
    """
    for item in items:
        # What lies beside tests of releases has their fixtures, which begin what takes long.
        if item.get_closest_marker("real") or item.path.parent.name == "real":
            item.add_marker(pytest.mark.xdist_group("releases"))
        elif item.path.name in (*_SHARE_A_PREPARATION, _FORKS):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: (item.path.name != _FORKS, item.get_closest_marker("xdist_group") is None))


@pytest.fixture(autouse=True, scope="session")
def _own_state_directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Journals of the tests are not kept among the user's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(autouse=True, scope="session")
def _nothing_waits_for_the_disk() -> Iterator[None]:
    """No tree of a test has to outlive a loss of power, and each wait is longer than most tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda descriptor: None)
        yield


@pytest.fixture(autouse=True, scope="session")
def _measured() -> Iterator[dict[str, str]]:
    """What has the lines counted that run in a process, if they are counted.

    Those of the processes of `verify` are, whose environment is their own. A process takes longer to start so, and most
    that tests start run nothing of the package, or what runs in the process of the tests, too.
    """
    measured = {name: os.environ[name] for name in ("COVERAGE_FILE", "COVERAGE_PROCESS_START") if name in os.environ}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(probe_process, "_SET_VARIABLES", probe_process._SET_VARIABLES | measured)
        patch.delenv("COVERAGE_PROCESS_START", raising=False)
        yield measured


@pytest.fixture(autouse=True)
def _commands_are_measured(request: pytest.FixtureRequest, _measured: dict[str, str]) -> None:
    """In tests of what a command does as a process of its own, as for a hook of pre-commit."""
    if request.path.name.startswith(("test_cli", "test_ready_to_use")):
        patch: pytest.MonkeyPatch = request.getfixturevalue("monkeypatch")
        for name, value in _measured.items():
            patch.setenv(name, value)


def pytest_collection_finish() -> None:
    """The garbage collector looks at what a test leaves, and not at all tests and modules again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if "COVERAGE_PROCESS_START" in os.environ:
        import coverage

        if measured := coverage.Coverage.current():
            measured.save()  # a process that is slow to end is killed
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["counts"] = session.config.stash[COUNTS]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Takes the lines of a process that ran a part of the tests; its own summary is not printed."""
    node.config.stash[COUNTS] += getattr(node, "workeroutput", {}).get("counts", [])


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    for line in config.stash[COUNTS]:
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def say(pytestconfig: pytest.Config) -> Callable[[str], None]:
    """Prints a line of counts at the end of the run."""
    return pytestconfig.stash[COUNTS].append


@pytest.fixture
def own_git(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git without the configuration of the user and of the repository around the tests."""
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    configuration = tmp_path_factory.mktemp("home") / "gitconfig"
    configuration.write_text("[user]\nname = A\nemail = a@example.org\n[init]\ndefaultBranch = main\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(configuration))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path_factory.getbasetemp()))
