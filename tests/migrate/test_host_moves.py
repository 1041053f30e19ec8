"""Where a package outside imports the names of a host from: planned, read from shims, or from split packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from harbour import BERTHS, SOURCES, harbour, replaced
from run_cli import run

from llama_router_codemod.migrate.host_moves import HostMoves, host_moves
from llama_router_codemod.migrate.migration import MigrateOptions
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.tree.checkout import Checkout

if TYPE_CHECKING:
    from pathlib import Path

OLD = "port.apis.berths.berths"
PACKAGE = "port.apis.berths"
PRIVATE = replaced(BERTHS, ("class Berth(", "_LONGEST = 40\n\n\nclass Berth("))


def found(root: Path, *asked: str) -> HostMoves:
    return host_moves(Symbols(Checkout.open(root)), asked, MigrateOptions(), lambda step: None)


def test_a_tree_without_apis(tmp_path: Path) -> None:
    (tmp_path / "main.py").touch()
    assert found(tmp_path, "port.a").all == {}


@pytest.mark.parametrize("state", ["planned", "shims", "lost"])
def test_names_of_a_split_module(tmp_path: Path, state: str) -> None:
    """Those that its package offers come from there, others from where they are."""
    root = harbour(tmp_path, PRIVATE)
    if state != "planned":
        assert run("migrate", root, *(["--keep-shims"] if state == "shims" else []))[0] == 0
    moves = found(root, OLD, "port.apis.berths")
    assert {kind for kind in ("planned", "shims", "lost") if getattr(moves, kind)} == {state}
    assert moves.all.keys() == {OLD}
    move = moves.all[OLD]
    assert {name: move.homes[name] for name in ("Berth", "Berths", "_LONGEST")} == {
        "Berth": PACKAGE,
        "Berths": PACKAGE,
        "_LONGEST": f"{PACKAGE}.models",
    }
    assert move.reexports["Protocol"] == ("typing", "Protocol")
    assert moves.gone == ({} if state == "shims" else moves.all)


@pytest.mark.parametrize(
    ("init", "star_homes"), [(None, (PACKAGE,)), ("", (f"{PACKAGE}.models", f"{PACKAGE}.service"))]
)
def test_star_imports(tmp_path: Path, init: str | None, star_homes: tuple[str, ...]) -> None:
    text = SOURCES["port/apis/berths/__init__.py"] if init is None else init
    moves = found(harbour(tmp_path, {"port/apis/berths/__init__.py": text}))
    assert moves.planned[OLD].star_homes == star_homes


def test_an_api_that_is_refused_does_not_move(tmp_path: Path) -> None:
    root = harbour(tmp_path, {"port/user.py": f"import {OLD}\n"})
    assert found(root, OLD).all == {}
