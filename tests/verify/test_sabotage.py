"""`verify` reports every one of a list of wrong edits of the migrated fixture, at its route, and nothing else.

Every twelfth edit is tried; with LRC_EVERY_MUTATION set all are.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import compress
from pathlib import Path

import pytest
from mutation import Mutation
from sabotage import MUTATIONS
from whole_trees import migrated_tree

from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.tree.checkout import Checkout
from llama_router_codemod.verify.compare import compare_records
from llama_router_codemod.verify.explain import Explanations
from llama_router_codemod.verify.messages.message_file import write_message
from llama_router_codemod.verify.messages.plan import Plan
from llama_router_codemod.verify.messages.record import Record
from llama_router_codemod.verify.probe_process import PLAN, Probe
from llama_router_codemod.verify.result import Difference
from llama_router_codemod.verify.sources import Source, open_source

FIXTURE = Path(__file__).parent.parent.parent / "fixtures" / "stack"
REQUESTS = 50
TRIED = MUTATIONS if os.environ.get("LRC_EVERY_MUTATION") else MUTATIONS[::12]
WORKERS = 2
Unexplained = dict[str, list[Difference]]


@dataclass
class Bench:
    """The fixture as it was recorded once, and the mutated copies of its migration that are compared with it.

    A copy gets the requests of one API only; its documents and tables are compared as a whole.
    """

    directory: Path
    probe: Probe
    after: Source
    old: Record
    plan: Plan
    explanations: Explanations
    pool: ThreadPoolExecutor
    started: dict[Mutation, Future[Unexplained]] = field(default_factory=dict)

    def start(self, mutation: Mutation) -> Future[Unexplained]:
        """What `verify` does not explain of a mutated copy, by route; begun on the first call."""
        if mutation not in self.started:
            self.started[mutation] = self.pool.submit(self._mutated, mutation, len(self.started))
        return self.started[mutation]

    def _mutated(self, mutation: Mutation, number: int) -> Unexplained:
        root = self.directory / f"tree-{number}"
        package = root / self.after.package
        shutil.copytree(self.after.root / self.after.package, package, ignore=shutil.ignore_patterns("__pycache__"))
        mutation.apply(package)
        api = next(
            method.name.api
            for method in self.plan.methods
            for route in method.routes
            if str(route.key) == mutation.route
        )
        found = self.unexplained(replace(self.after, name=mutation.what, root=root), f"record-{number}", api)
        shutil.rmtree(root)
        return found

    def unexplained(self, source: Source, label: str, api: str | None = None) -> Unexplained:
        """The differences of a tree that no finding announced, with the requests of one API or all."""
        methods = [method for method in self.plan.methods if api in (None, method.name.api)]
        wanted = {route.key for method in methods for route in method.routes}
        sent = [request.route in wanted for request in self.plan.requests]
        plan = replace(self.plan, requests=tuple(compress(self.plan.requests, sent)))
        old = replace(self.old, outcomes=tuple(compress(self.old.outcomes, sent)))
        probe = replace(self.probe, directory=self.directory / label)
        probe.directory.mkdir()
        write_message(probe.directory / PLAN, plan)
        new = probe.record(source, "after", _in_silence)
        shutil.rmtree(probe.directory)
        routes = compare_records(plan, old, new, self.explanations)
        found = {route.route: [item for item in route.differences if item.finding is None] for route in routes}
        return {route: differences for route, differences in found.items() if differences}


def _in_silence(step: str) -> None:
    """Takes the progress of a record."""


@pytest.fixture(scope="module")
def bench(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """The bench, with the mutations of all tests that will run begun."""
    directory = tmp_path_factory.mktemp("sabotage")
    before, after = (open_source(str(tree), tree, directory) for tree in (FIXTURE / "before", migrated_tree("stack")))
    probe = Probe(Path(sys.executable), directory / "plan", 600, REQUESTS, 0, ())
    old = probe.record(before, "before", _in_silence)
    explanations = Explanations(plan_migration(Checkout.open(before.root)).findings)
    with ThreadPoolExecutor(WORKERS) as pool:
        made = Bench(directory, probe, after, old, probe.plan(), explanations, pool)
        for item in request.session.items:
            if isinstance(item, pytest.Function) and item.module is request.module and hasattr(item, "callspec"):
                made.start(item.callspec.params["mutation"])
        yield made
        pool.shutdown(cancel_futures=True)


def test_the_fixture_itself_has_no_difference(bench: Bench) -> None:
    assert bench.unexplained(bench.after, "unchanged") == {}


@pytest.mark.parametrize("mutation", TRIED, ids=lambda mutation: mutation.what.replace(" ", "-"))
def test_mutation_is_reported(mutation: Mutation, bench: Bench) -> None:
    found = bench.start(mutation).result()
    assert mutation.route in found
    if mutation.also is not None:
        assert set(found) == {mutation.route, *mutation.also}


def test_every_mutation_is_caught(bench: Bench, say: Callable[[str], None]) -> None:
    caught = sum(mutation.route in bench.start(mutation).result() for mutation in TRIED)
    say(f"sabotage: {caught} of {len(TRIED)} mutations caught")
    assert caught == len(TRIED)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.what.replace(" ", "-"))
def test_mutation_can_be_made(mutation: Mutation, tmp_path: Path) -> None:
    """Also those that are not tried: their text stands in the migrated tree."""
    tree = migrated_tree("stack") / "mini_stack"
    target = tmp_path / mutation.file
    target.parent.mkdir(parents=True)
    shutil.copy(tree / mutation.file, target)
    mutation.apply(tmp_path)
    assert target.read_bytes() != (tree / mutation.file).read_bytes()
