"""Published llama-stack releases as directories, downloaded once and kept between runs, and their migrated copies.

Tests that cannot have their release skip; with LRC_REQUIRE_REAL set, as in CI, they fail.
"""

import functools
import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from migrated_copy import MigratedRelease, copied_tree, migrate
from release_env import EnvironmentUnavailableError, compile_tree, release_python
from thorough import THOROUGH
from unpacked_release import DownloadError, unpacked_release
from workshop import VERSION, Workshop

#: It builds an environment of its own.
collect_ignore = [] if THOROUGH else ["test_routers_by_hand.py"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that wait for jobs come last, so that the jobs run beside all others."""
    items.sort(key=has_jobs)


def has_jobs(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and hasattr(item.module, "JOBS")


@pytest.fixture(scope="session", autouse=True)
def jobs_from_the_start(request: pytest.FixtureRequest) -> None:
    if any(map(has_jobs, request.session.items)):
        with suppress(pytest.skip.Exception):  # the tests that need it skip by themselves
            request.getfixturevalue("workshop")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report: pytest.TestReport = yield
    if report.skipped and item.get_closest_marker("real") and os.environ.get("LRC_REQUIRE_REAL"):
        report.outcome = "failed"
        report.longrepr = f"LRC_REQUIRE_REAL is set, but the test was skipped: {report.longrepr}"
    return report


def cache_directory(config: pytest.Config) -> Path:
    configured = os.environ.get("LRC_REAL_CACHE")
    return Path(configured).absolute() if configured else config.rootpath / ".real"


@pytest.fixture(scope="session")
def release_interpreter(pytestconfig: pytest.Config) -> Callable[[str], Path]:
    """`release_interpreter(version)` is a Python in which a release runs; skips the test if it cannot be built."""

    @functools.cache
    def built(version: str) -> Path | str:
        try:
            return release_python(version, cache_directory(pytestconfig))
        except EnvironmentUnavailableError as error:
            return str(error)

    def interpreter(version: str) -> Path:
        python = built(version)
        if isinstance(python, str):
            pytest.skip(f"no environment for llama-stack {version}: {python}")
        return python

    return interpreter


@pytest.fixture(scope="session")
def migrated_release(
    release_tree: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], MigratedRelease]:
    """`migrated_release(version)` migrates a copy of a release once; treat both trees as read-only."""

    lock = threading.Lock()

    @functools.cache
    def made(version: str) -> MigratedRelease:
        legacy = release_tree(version)
        tree = copied_tree(legacy, tmp_path_factory.mktemp(f"migrated-{version}") / "tree")
        done = migrate(tree, "--format", "json")
        assert done.returncode in (0, 3), done.stderr
        return MigratedRelease(version, legacy, tree, done.returncode, json.loads(done.stdout), done.stderr)

    def migrated(version: str) -> MigratedRelease:
        with lock:
            return made(version)

    return migrated


@pytest.fixture(scope="session")
def workshop(
    request: pytest.FixtureRequest,
    release_tree: Callable[..., Path],
    migrated_release: Callable[[str], MigratedRelease],
    release_interpreter: Callable[[str], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Workshop]:
    """The workshop, with the jobs of all modules that are about to be tested begun."""
    directory, cache = tmp_path_factory.mktemp("workshop"), cache_directory(request.config)
    release, python = release_tree(VERSION), release_interpreter(VERSION)
    compile_tree(python, release / "llama_stack")
    made = Workshop(release, lambda: migrated_release(VERSION), python, directory, cache)
    modules = {item.module: None for item in request.session.items if isinstance(item, pytest.Function)}
    for module in modules:
        for job in getattr(module, "JOBS", ()):
            made.start(job)
    yield made
    made.close()


@pytest.fixture(scope="session")
def release_tree(pytestconfig: pytest.Config) -> Callable[..., Path]:
    """`release_tree(version, distribution="llama-stack")` gives the directory that a release's wheel is unpacked in.

    For llama-stack it has a `llama_stack` directory. It is shared between tests and runs: copy it before changing
    anything but what is compiled. Skips the test if the release cannot be downloaded.
    """
    directory = cache_directory(pytestconfig)
    failures: dict[tuple[str, str], str] = {}

    def tree(version: str, distribution: str = "llama-stack") -> Path:
        release = (distribution, version)
        if release not in failures:
            try:
                return unpacked_release(distribution, version, directory)
            except DownloadError as error:
                failures[release] = str(error)
        pytest.skip(f"{distribution} {version} is not available: {failures[release]}")

    return tree
