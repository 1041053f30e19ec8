"""A series of steps: each leaves a server that serves the same, and the last what one run writes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from small_tree import small_tree
from thorough import THOROUGH
from tide_tables import tide_tables
from whole_trees import FIXTURES, Tree, files_of, migrated_tree

from llama_router_codemod.migrate.migration import MigrateOptions, Outcome, Part
from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.migrate.series import Series, ServedRoute, plan_series
from llama_router_codemod.model.layout import Layout
from llama_router_codemod.model.progress import Counted
from llama_router_codemod.tree.checkout import Checkout

SERVED = Path(__file__).with_name("served_trees.py")


def planned(root: Path, *apis: str, layout: Layout = Layout.TREE) -> Series:
    return plan_series(Checkout.open(root), MigrateOptions(apis=apis, layout=layout))


@cache
def planned_stack(layout: Layout) -> Series:
    """The largest fixture's."""
    return planned(FIXTURES / "stack/before", layout=layout)


def after(tree: Tree, series: Series) -> list[Tree]:
    """The tree after each step."""
    trees = [tree]
    for step in series.steps:
        now = dict(trees[-1])
        for change in step.migration.changeset.changes:
            assert now.pop(str(change.path), None) == change.before
            if change.after is not None:
                now[str(change.path)] = change.after
        trees.append(now)
    return trees[1:]


def write(tree: Tree, root: Path) -> str:
    for name, content in tree.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return str(root)


def test_an_api_from_outside_is_none_that_the_server_has_by_itself(tmp_path: Path) -> None:
    steps = planned(tide_tables(tmp_path)).steps
    apis = {api for step in steps for api in step.apis}
    assert apis - {api for step in steps for api in step.served} == {"tides"}


@pytest.mark.parametrize("name", ["archive", "flat", "routed"])
def test_the_last_step_leaves_what_one_run_writes(name: str) -> None:
    root = FIXTURES / name / "before"
    assert planned(root).whole.changeset == plan_migration(Checkout.open(root)).changeset


def test_the_last_step_of_the_largest_fixture_leaves_it_migrated() -> None:
    before = files_of(FIXTURES / "stack/before")
    assert after(before, planned_stack(Layout.OURS))[-1] == files_of(migrated_tree("stack"))


@pytest.mark.parametrize("layout", [Layout.OURS, Layout.UPSTREAM])
def test_every_step_serves_the_same(tmp_path: Path, layout: Layout) -> None:
    """Some steps only, unless thorough."""
    before = files_of(FIXTURES / "stack/before")
    trees = after(before, planned_stack(layout))
    tried = [before, *trees] if THOROUGH else [before, trees[0], trees[9], *trees[-2:]]
    roots = [write(tree, tmp_path / str(number)) for number, tree in enumerate(tried)]
    command = [sys.executable, str(SERVED), "mini_stack", *roots]
    first, *others = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert (len(first), len(others)) == (94, len(tried) - 1)
    assert [number for number, operations in enumerate(others) if operations != first] == []


def test_the_steps(tmp_path: Path) -> None:
    series = planned(small_tree(tmp_path))
    assert [(step.part, step.name, step.apis) for step in series.steps] == [
        (Part.INFRASTRUCTURE, "infrastructure", ()),
        (Part.APIS, "orders", ("orders",)),
        (Part.APIS, "stock", ("stock",)),
    ]
    assert series.steps[1].routes == (
        ServedRoute("POST", "/v1/orders", "place_order"),
        ServedRoute("GET", "/v1/orders/{order_id}", "get_order"),
    )
    whole = plan_migration(Checkout.open(tmp_path))
    assert series.whole == whole
    assert series.up_to(series.steps[-1]) == whole
    assert series.up_to(series.steps[0]).changeset == series.steps[0].migration.changeset


def test_what_is_told_of_a_step_names_it(tmp_path: Path) -> None:
    told: list[str | Counted] = []
    plan_series(Checkout.open(small_tree(tmp_path)), MigrateOptions(), told.append)
    assert "infrastructure: Formatting" in told
    assert Counted("orders: Writing orders", 0, 1) in told


def test_one_api_takes_what_it_needs_with_it(tmp_path: Path) -> None:
    series = planned(small_tree(tmp_path), "stock")
    assert [step.name for step in series.steps] == ["infrastructure", "stock"]
    assert {item.name: item.outcome for item in series.whole.packages} == {
        "orders": Outcome.SKIPPED,
        "stock": Outcome.MIGRATED,
    }


def test_the_last_api_and_the_clean_up_are_two_steps(tmp_path: Path) -> None:
    root = FIXTURES / "archive/before"
    begun = Checkout.open(root)
    for step in plan_series(begun, MigrateOptions(apis=("letters",))).steps:
        begun = begun.changed(step.migration.changeset)
    assert [step.name for step in plan_series(begun, MigrateOptions(apis=("maps",))).steps] == ["maps", "clean-up"]


def test_what_one_step_told_is_not_told_again(tmp_path: Path) -> None:
    steps = planned(FIXTURES / "stack/before", "prompts", "files").steps
    told = [finding for step in steps for finding in step.migration.findings]
    assert len(told) == len(set(told))


def test_what_the_first_router_changes_is_told_with_it(tmp_path: Path) -> None:
    root = Path(shutil.copytree(FIXTURES / "routed/before", tmp_path / "routed"))
    (root / "port/core/inspection.py").write_text(
        "from port.core.server.fastapi_router_registry import has_router\n"
        "from port.core.server.routes import get_all_api_routes\n\n\n"
        "class Inspection:\n"
        "    def list_routes(self):\n"
        "        return [routes for api, routes in get_all_api_routes().items() if not has_router(api)]\n",
        encoding="utf-8",
    )
    first, *others = planned(root, "cranes").steps
    told = [finding.place.line for finding in first.migration.findings if finding.code == "LRC119"]
    assert (told, len(others)) == ([6], 1)


def test_a_refused_api_has_no_step(tmp_path: Path) -> None:
    (small_tree(tmp_path) / "shop/client.py").write_text("import shop.apis.orders.orders\n", encoding="utf-8")
    series = planned(tmp_path)
    assert [step.name for step in series.steps] == ["infrastructure", "stock"]
    assert series.whole.refused
    series = planned(tmp_path, "orders")
    assert (series.steps, series.whole.refused, series.whole.changeset.is_empty) == ((), True, True)


def test_a_refused_checkout_has_none(tmp_path: Path) -> None:
    root = small_tree(tmp_path)
    (root / "shop/apis/request_model.py").write_text("", encoding="utf-8")
    series = planned(root)
    assert (series.steps, series.whole) == ((), plan_migration(Checkout.open(root)))
    assert series.whole.refused


def test_a_second_series_is_empty(tmp_path: Path) -> None:
    checkout = Checkout.open(small_tree(tmp_path))
    checkout = checkout.changed(plan_migration(checkout).changeset)
    series = plan_series(checkout, MigrateOptions())
    assert (series.steps, series.whole.changeset.is_empty) == ((), True)
