"""After a run that was killed while it wrote: no command takes the tree for whole, `migrate --undo` puts it back."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from file_system_calls import KILLED, killed
from run_cli import run
from small_tree import small_tree, tree_bytes

from llama_router_codemod.tree import apply

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = (("inventory",), ("check",), ("migrate",), ("migrate", "--diff"), ("migrate", "--allow-dirty"))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree whose migration was killed after it had written all files."""
    root = small_tree(tmp_path / "tree")

    def killed_late() -> None:
        apply.is_as_before = lambda step: os._exit(KILLED)
        run("migrate", root)

    assert killed(killed_late)
    return root


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_tells_of_it(command: tuple[str, ...], tree: Path) -> None:
    before = tree_bytes(tree)
    assert run(*command, tree) == (
        2,
        "",
        f"error: {tree} is half-written: a run is at work there, or was interrupted\n"
        f"If none is at work, `llama-router-codemod migrate --undo {tree}` puts the files back.\n",
    )
    assert tree_bytes(tree) == before


@pytest.mark.parametrize("command", [*COMMANDS, ("migrate", "--undo")], ids=" ".join)
def test_every_command_tells_of_it_in_a_copy(command: tuple[str, ...], tree: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(tree, tmp_path / "copy")
    before = tree_bytes(copy)
    code, stdout, stderr = run(*command, copy)
    assert (code, stdout) == (2, "")
    said = "has the mark of an interrupted run" if "--undo" in command else "is half-written"
    assert stderr.startswith(f"error: {copy} {said}")
    assert tree_bytes(copy) == before


def test_verify_tells_of_it(tree: Path) -> None:
    code, _, stderr = run("verify", tree, tree)
    assert code == 2
    assert f"{tree} is half-written" in stderr


def test_undo(tree: Path, tmp_path: Path) -> None:
    assert run("migrate", "--undo", tree) == (0, f"{tree}: the files are as they were before the interrupted run\n", "")
    assert tree_bytes(tree) == tree_bytes(small_tree(tmp_path / "untouched"))
    assert run("migrate", "--undo", tree) == (0, f"{tree}: no run was interrupted here\n", "")
    assert run("migrate", tree)[0] == 0
    assert run("check", tree)[0] == 0


@pytest.mark.parametrize("option", [("--diff",), ("--api", "orders"), ("--verify",)], ids=" ".join)
def test_undo_does_nothing_else(option: tuple[str, ...], tree: Path) -> None:
    before = tree_bytes(tree)
    assert run("migrate", "--undo", tree, *option) == (
        2,
        "",
        "error: --undo only puts back what an interrupted run changed\nLeave out the other options.\n",
    )
    assert tree_bytes(tree) == before


def test_a_directory_that_is_not_there(tmp_path: Path) -> None:
    code, _, stderr = run("migrate", "--undo", tmp_path / "missing")
    assert (code, stderr.splitlines()[0]) == (2, f"error: {tmp_path / 'missing'}: no such directory")


def test_what_is_left_of_a_run_that_had_done_its_work(tmp_path: Path) -> None:
    root = small_tree(tmp_path / "finished")

    def killed_at_the_end() -> None:
        apply.end_run = lambda root, journal: os._exit(KILLED)
        run("migrate", root)

    assert killed(killed_at_the_end)
    assert run("check", root)[0] == 2
    assert run("migrate", "--undo", root) == (
        0,
        f"{root}: the interrupted run had written all files; what it left behind is removed\n",
        "",
    )
    assert run("check", root)[0] == 0
    assert not [name for name in tree_bytes(root) if ".llama-router-codemod" in name]
