"""Protocols of all shapes answer after a migration as before, or are refused for a reason."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from any_protocol import AnyModules, modules
from harbour import answers, harbour
from hypothesis import HealthCheck, Phase, given, note, seed, settings
from thorough import THOROUGH
from wire import migrated_copy, parsed

from llama_router_codemod.contract.inherited_routes import InheritedRoutes
from llama_router_codemod.contract.unwritable_route import UnwritableRoute
from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.report.messages import message
from llama_router_codemod.tree.checkout import Checkout

#: Packages of a checkout, and methods of each.
PACKAGES, METHODS = (12, 2) if THOROUGH else (3, 4)
CHECKS, PHASES = list(HealthCheck), [Phase.generate]
EXAMPLES = int(os.environ.get("LRC_EXAMPLES", "420")) if THOROUGH else 7
#: What may refuse an API: an implementation whose decorator changes the signature, and inherited routes.
ACCEPTED = frozenset({UnwritableRoute.code, InheritedRoutes.code})


@pytest.mark.filterwarnings("ignore:Field name:UserWarning")
def test_any_protocol(say: Callable[[str], None]) -> None:
    outcomes: Counter[str] = Counter()

    @seed(int(os.environ.get("LRC_SEED", "12")))
    @settings(max_examples=EXAMPLES, deadline=None, database=None, phases=PHASES, suppress_health_check=CHECKS)
    @given(modules(PACKAGES, METHODS))
    def attempt(module: AnyModules) -> None:
        outcomes.update(check(module, twice=THOROUGH or not outcomes))
        if outcomes.total() % 400 == 0:
            say(told(outcomes))

    attempt()
    say(told(outcomes))
    assert outcomes.total() - outcomes["migrated"] <= outcomes.total() / 20


def told(outcomes: Counter[str]) -> str:
    """How many modules were tried, and how many of them were refused, by code."""
    refused = outcomes.total() - outcomes["migrated"]
    share = f"{refused} refused ({refused / outcomes.total():.1%})"
    return f"any Protocol: {outcomes.total()} modules of {METHODS} methods, {share}: {dict(outcomes)}"


def check(module: AnyModules, *, twice: bool = True) -> list[str]:
    """Migrates the checkout of some modules, `twice` if asked, and compares what both servers answer.

    Returns for each module "migrated", or the codes of why some are refused.
    """
    sent = [request for item in module.methods for request in item.requests()]
    with tempfile.TemporaryDirectory() as directory:
        old, new = harbour(Path(directory, "old"), module.files), Path(directory, "new")
        for package in module.packages:
            note((old / f"port/apis/{package.name}/{package.name}.py").read_text(encoding="utf-8"))
        migration = migrated_copy(old, new)
        refusals = sorted({item.code for item in migration.findings if item.code > "LRC9"})
        reasons = [message(item.facts) for item in migration.findings if item.code > "LRC9"]
        assert set(refusals) <= ACCEPTED, (refusals, reasons)
        for package in module.packages:
            for part in ("models", "routes", "service"):
                file = new / f"port/apis/{package.name}/{part}.py"
                note(f"--- {file.relative_to(new)}\n{file.read_text(encoding='utf-8')}" if file.exists() else "")
        written = "".join(file.read_text(encoding="utf-8") for file in sorted((new / "port/apis").rglob("*.py")))
        lost = [text for package in module.packages for text in package.texts if text not in written]
        assert not lost, lost
        found = lint(new) - lint(old)
        assert not found, found
        assert not (twice and plan_migration(Checkout.open(new)).changeset.changes)
        before, after = (answers(tree, *map(parsed, sent)) for tree in (old, new))
    for request, one, other in zip(sent, before, after, strict=True):
        assert _seen(one) == _seen(other), (request, one, other)
    return ["migrated" if item.outcome == "migrated" else " ".join(refusals) for item in migration.packages]


def lint(root: Path) -> set[tuple[str, str]]:
    """What ruff has against the names of a checkout, each rule with the name: undefined, unused or bound twice."""
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--select=F401,F811,F821,F822", "-q"]
    command += ["--output-format=concise", "port/apis"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return {(code, name) for code, name in re.findall(r": (F\d+) .*?`(?:[\w.]+\.)?(\w+)`", done.stdout)}


def _seen(answer: tuple[int, object]) -> object:
    status, body = answer
    return (status, body) if status < 300 else status
