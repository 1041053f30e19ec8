"""Wheels have what a migration writes, wherever their contents are listed."""

import shutil
import tomllib
from pathlib import Path

import pytest
from whole_trees import CACHES, FIXTURES

from llama_router_codemod.migrate.migration import MigrateOptions, Migration
from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.migrate.purpose import Purpose
from llama_router_codemod.tree.apply import apply_changeset
from llama_router_codemod.tree.checkout import Checkout

LISTS = "port_api/pyproject.toml"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURES / "routed/before", tmp_path / "routed", ignore=CACHES))


def migrate(tree: Path, *apis: str) -> Migration:
    migration = plan_migration(Checkout.open(tree), MigrateOptions(apis=apis))
    apply_changeset(tree, migration.changeset)
    return migration


def lists(tree: Path) -> dict[str, list[str]]:
    return dict(tomllib.loads((tree / LISTS).read_text(encoding="utf-8"))["tool"]["setuptools"])


def test_nothing_to_list(tree: Path) -> None:
    migrate(tree)
    before = (tree / LISTS).read_bytes()
    migrate(tree)
    assert (tree / LISTS).read_bytes() == before


def test_one_api_at_a_time(tree: Path) -> None:
    run = migrate(tree, "cranes")
    assert Purpose.WHEEL in {each for found in run.purposes.values() for each in found}
    assert lists(tree)["packages"] == ["port_api.cranes", "port_api.pilots", "port_api.tides"]
    assert "port_api.berths" in lists(tree)["py-modules"]
    migrate(tree)
    assert lists(tree)["packages"] == ["port_api.berths", "port_api.cranes", "port_api.pilots", "port_api.tides"]


def test_all_files_are_listed(tree: Path) -> None:
    migrate(tree)
    listed = {
        name.replace(".", "/") for names in (lists(tree)["packages"], lists(tree)["py-modules"]) for name in names
    }
    home = tree / "port_api"
    assert listed == {
        *(f"port_api/{path.parent.name}" for path in home.glob("*/__init__.py")),
        *(f"port_api/{path.stem}" for path in home.glob("*.py") if path.name != "__init__.py"),
    }


def test_a_program_that_lists(tree: Path) -> None:
    (tree / "setup.py").write_text("setup(packages=['port_api', 'port_api.pilots'])\n", encoding="utf-8")
    run = migrate(tree)
    (finding,) = (item for item in run.findings if item.code == "LRC315")
    assert finding.place.path.name == "setup.py"
    assert (tree / "setup.py").read_text(encoding="utf-8") == "setup(packages=['port_api', 'port_api.pilots'])\n"
