"""A migrated release answers every request like the release itself, and publishes the same texts.

Both trees run in the release's own interpreter; the scripts are those of tests/contract.
"""

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from migrated_copy import MigratedRelease

SCRIPTS = Path(__file__).parent.parent / "contract"
ROUTES = {"0.3.5": 187, "0.3.0": 187, "0.2.23": 138}
REQUESTS = {"0.3.5": 7541, "0.3.0": 7541, "0.2.23": 5671}
TEXTS = {"0.3.5": 1367, "0.3.0": 1367, "0.2.23": 1075}
# An event's type is an enumeration that JSON text never matches, so no request reaches the service.
UNREACHABLE = {"0.2.23": ["telemetry.log_event"]}


@dataclass(frozen=True)
class Harness:
    """Runs the scripts of tests/contract on a release and on its migrated copy, with one directory for the records."""

    version: str
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
    request: pytest.FixtureRequest,
    migrated_release: Callable[[str], MigratedRelease],
    release_interpreter: Callable[[str], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Harness:
    """A harness for one release whose migrated copy is probed, like the release itself."""
    version = request.param
    release = migrated_release(version)
    python = release_interpreter(version)
    work = tmp_path_factory.mktemp(f"contract-{version}")
    harness = Harness(version, python, release.legacy, release.tree, work)
    written = harness.run("signatures.py", release.legacy, "--package", "llama_stack", "--out", "signatures.json")
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
def test_answers_every_request_alike(harness: Harness, say: Callable[[str], None]) -> None:
    files = ("legacy.json", "migrated.json", "--allowed", SCRIPTS / "allowed.json")
    compared = harness.run("compare.py", harness.legacy, *files)
    assert compared.returncode == 0, compared.stdout + compared.stderr
    lines = compared.stdout.splitlines()
    assert lines[1].startswith(f"requests: {REQUESTS[harness.version]}, ")
    for line in lines:
        if not line.startswith("  "):  # the single reasons are those of allowed.json
            say(f"llama-stack {harness.version}: {line}")


@pytest.mark.real
def test_publishes_every_text(harness: Harness, say: Callable[[str], None]) -> None:
    files = ("--signatures", "signatures.json", "--openapi", "migrated.json")
    compared = harness.run("texts.py", harness.legacy, "--package", "llama_stack", *files)
    assert compared.returncode == 0, compared.stdout + compared.stderr
    lines = compared.stdout.splitlines()
    assert lines[0] == f"texts compared: {TEXTS[harness.version]}, equal: {TEXTS[harness.version]}, differing: 0"
    for line in lines:
        say(f"llama-stack {harness.version}: {line.strip()}")
