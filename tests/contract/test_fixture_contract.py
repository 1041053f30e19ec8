"""The migrated fixture answers every request like the fixture itself, and publishes the same texts.

What may differ is in fixtures/stack/allowed.json; each reason starts with the code of the finding that tells of it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import llama_router_codemod

SCRIPTS = Path(__file__).parent
FIXTURE = SCRIPTS.parent.parent / "fixtures" / "stack"
ALLOWED = FIXTURE / "allowed.json"
ROUTES = 93
METHODS = 82


@dataclass(frozen=True)
class Harness:
    """Runs the scripts of this directory on the fixture before and after; the records are in one directory."""

    records: Path

    def run(self, script: str, state: str, *arguments: str | Path) -> str:
        project = Path(llama_router_codemod.__file__).parent.parent
        path = os.pathsep.join([str(FIXTURE / state), str(project)])
        environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, str(SCRIPTS / script), *map(str, arguments)]
        done = subprocess.run(command, env=environment, cwd=self.records, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def probe(self, tree: str, state: str) -> None:
        files = ("--signatures", "signatures.json", "--requests-file", "requests.json", "--out", f"{tree}.json")
        self.run("probe.py", state, "--tree", tree, "--package", "mini_stack", *files)


@pytest.fixture(scope="module")
def harness(tmp_path_factory: pytest.TempPathFactory) -> Harness:
    harness = Harness(tmp_path_factory.mktemp("contract"))
    harness.run("signatures.py", "before", "--package", "mini_stack", "--out", "signatures.json")
    harness.probe("legacy", "before")
    harness.probe("migrated", "after")
    return harness


def test_every_route_is_asked_and_every_method_reached(harness: Harness) -> None:
    record = json.loads((harness.records / "legacy.json").read_text(encoding="utf-8"))
    assert (len(record["routes"]), record["methods"], record["uncalled"], record["refused"]) == (
        ROUTES,
        METHODS,
        [],
        [],
    )


def test_answers_every_request_alike(harness: Harness) -> None:
    said = harness.run("compare.py", "before", "legacy.json", "migrated.json", "--allowed", ALLOWED)
    assert "never seen" not in said


def test_publishes_every_text(harness: Harness) -> None:
    files = ("--signatures", "signatures.json", "--openapi", "migrated.json")
    harness.run("texts.py", "before", "--package", "mini_stack", *files)


def test_every_allowed_difference_is_a_finding() -> None:
    reasons = {entry["reason"].partition(":")[0] for entry in json.loads(ALLOWED.read_text(encoding="utf-8"))}
    findings = (FIXTURE / "findings.txt").read_text(encoding="utf-8")
    assert {code for code in reasons if f"{code} " in findings} == reasons
