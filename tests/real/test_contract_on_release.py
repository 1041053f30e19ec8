"""A migrated release answers every request like the release itself, and publishes the same texts.

Both trees run in the release's own interpreter; the scripts are those of tests/contract.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from release_env import EnvironmentUnavailableError, release_python

SCRIPTS = Path(__file__).parent.parent / "contract"
ROUTES = {"0.3.5": 187, "0.3.0": 187, "0.2.23": 138}
# An event's type is an enumeration that JSON text never matches, so no request reaches the service.
UNREACHABLE = {"0.2.23": ["telemetry.log_event"]}
WORK_LEFT = 3
"""The exit code of a migration that refused some items; they are still served the legacy way."""


@dataclass(frozen=True)
class Harness:
    """Runs the scripts of tests/contract on a release and on its migrated copy, with one directory for the records."""

    python: Path
    legacy: Path
    migrated: Path
    records: Path

    def run(self, script: str, tree: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        home = self.records / "home"
        home.mkdir(exist_ok=True)
        environment = {
            **os.environ,
            "PYTHONPATH": str(tree),
            "PYTHONDONTWRITEBYTECODE": "1",  # the release's directory is shared between tests
            "HOME": str(home),
        }
        command = [str(self.python), str(SCRIPTS / script), *map(str, arguments)]
        return subprocess.run(
            command, env=environment, cwd=self.records, capture_output=True, text=True, timeout=1800, check=False
        )

    def probe(self, tree: str) -> subprocess.CompletedProcess[str]:
        path = self.legacy if tree == "legacy" else self.migrated
        files = ("--signatures", "signatures.json", "--requests-file", "requests.json", "--out", f"{tree}.json")
        return self.run("probe.py", path, "--tree", tree, "--package", "llama_stack", *files)


@pytest.fixture(scope="module", params=list(ROUTES))
def harness(
    request: pytest.FixtureRequest, release_tree: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> Harness:
    """A harness for one release whose migrated copy is made and probed, like the release itself."""
    version = request.param
    legacy = release_tree(version)
    configured = os.environ.get("LRC_REAL_CACHE")
    try:
        python = release_python(version, Path(configured) if configured else request.config.rootpath / ".real")
    except EnvironmentUnavailableError as error:
        pytest.skip(f"no environment for llama-stack {version}: {error}")
    work = tmp_path_factory.mktemp(f"contract-{version}")
    migrated = work / "tree"
    shutil.copytree(legacy, migrated, ignore=shutil.ignore_patterns("__pycache__"))
    done = subprocess.run(
        [sys.executable, "-m", "llama_router_codemod", "migrate", str(migrated)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, WORK_LEFT), done.stderr
    harness = Harness(python, legacy, migrated, work)
    written = harness.run("signatures.py", legacy, "--package", "llama_stack", "--out", "signatures.json")
    assert written.returncode == 0, written.stderr
    probed = harness.probe("legacy")
    assert probed.returncode == 0, probed.stderr
    record = json.loads((work / "legacy.json").read_text(encoding="utf-8"))
    assert len(record["routes"]) == ROUTES[version]
    assert record["uncalled"] == UNREACHABLE.get(version, [])
    probed = harness.probe("migrated")
    assert probed.returncode == 0, probed.stderr
    return harness


@pytest.mark.real
def test_answers_every_request_alike(harness: Harness) -> None:
    files = ("legacy.json", "migrated.json", "--allowed", SCRIPTS / "allowed.json")
    compared = harness.run("compare.py", harness.legacy, *files)
    assert compared.returncode == 0, compared.stdout + compared.stderr


@pytest.mark.real
def test_publishes_every_text(harness: Harness) -> None:
    files = ("--signatures", "signatures.json", "--openapi", "migrated.json")
    compared = harness.run("texts.py", harness.legacy, "--package", "llama_stack", *files)
    assert compared.returncode == 0, compared.stdout + compared.stderr
