"""What is left of interrupted runs, and how it is undone; tests/tree/test_injection.py interrupts at every call."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from changeset_tree import AFTER, CHANGES, make_tree, snapshot, write
from file_system_calls import KILLED, killed

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree import apply
from llama_router_codemod.tree.apply import apply_changeset
from llama_router_codemod.tree.undo import Undone, undo_run
from llama_router_codemod.tree.unfinished_run import MARK_NAME, is_marked
from llama_router_codemod.tree.write_lock import write_lock

if TYPE_CHECKING:
    from pathlib import Path

    from changeset_tree import Tree


def interrupted(directory: Path) -> tuple[Path, Tree]:
    """A tree in which a run was killed after it had written all files, and what was there before."""
    root = make_tree(directory / "tree")
    before = snapshot(root)

    def killed_late() -> None:
        apply.is_as_before = lambda step: os._exit(KILLED)
        apply_changeset(root, CHANGES)

    assert killed(killed_late)
    assert is_marked(root)
    assert (root / "script.sh").read_bytes() == b"#!/bin/sh\n"
    return root, before


def test_nothing_to_undo(tmp_path: Path) -> None:
    root = make_tree(tmp_path / "tree")
    before = snapshot(root)
    assert undo_run(root) is Undone.NOTHING
    assert snapshot(root) == before
    apply_changeset(root, CHANGES)
    assert undo_run(root) is Undone.NOTHING
    assert snapshot(root) == AFTER


def test_no_such_directory(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such directory"):
        undo_run(tmp_path / "missing")


def test_an_interrupted_run(tmp_path: Path) -> None:
    root, before = interrupted(tmp_path)
    (tmp_path / "entrance").symlink_to(root)
    assert undo_run(tmp_path / "entrance") is Undone.RUN
    assert snapshot(root) == before


def test_another_run_is_at_work(tmp_path: Path) -> None:
    root, _ = interrupted(tmp_path)
    with write_lock(root), pytest.raises(InputError, match="another run is at work"):
        undo_run(root)


def test_a_later_edit_is_kept_and_all_else_put_back(tmp_path: Path) -> None:
    root, before = interrupted(tmp_path)
    write(root, "plain.py", b"by hand\n", 0o600)
    with pytest.raises(InputError) as caught:
        undo_run(root)
    assert str(caught.value) == (
        f"plain.py was edited after the run had written it, and is kept; {root} is half-written\n"
        f"Move what was edited away; `llama-router-codemod migrate --undo {root}` puts the old content in its place."
    )
    assert (root / "plain.py").read_bytes() == b"by hand\n"
    assert (root / "script.sh").read_bytes() == b"#!\n"
    (root / "plain.py").unlink()
    assert undo_run(root) is Undone.RUN
    assert snapshot(root) == before


def test_files_added_to_created_directories_are_kept(tmp_path: Path) -> None:
    root, before = interrupted(tmp_path)
    write(root, "new/mine.py", b"mine\n")
    assert undo_run(root) is Undone.RUN
    assert snapshot(root) == {**before, "new": "directory", "new/mine.py": (b"mine\n", 0o644)}


def test_a_copy_has_no_journal(tmp_path: Path) -> None:
    root, _ = interrupted(tmp_path)
    copy = tmp_path / "copy"
    shutil.copytree(root, copy, symlinks=True)
    before = snapshot(copy)
    with pytest.raises(InputError, match="but there is no journal of it") as caught:
        undo_run(copy)
    assert caught.value.remedy == f"Restore the files from version control, then delete {MARK_NAME}."
    assert snapshot(copy) == before


def test_a_journal_of_another_tree_at_the_same_place_is_not_obeyed(tmp_path: Path) -> None:
    root, _ = interrupted(tmp_path)
    shutil.rmtree(root)
    make_tree(root)
    before = snapshot(root)
    assert undo_run(root) is Undone.NOTHING
    write(root, MARK_NAME, b"run 0123")
    with pytest.raises(InputError, match="but there is no journal of it"):
        undo_run(root)
    (root / MARK_NAME).unlink()
    assert snapshot(root) == before
    apply_changeset(root, CHANGES)
    assert snapshot(root) == AFTER


@pytest.mark.parametrize("name", [".llama-router-codemod-journal", MARK_NAME])
def test_a_journal_that_comes_with_the_tree_is_not_obeyed(tmp_path: Path, name: str) -> None:
    root = make_tree(tmp_path / "tree")
    step = '{"path": "plain.py", "before": null, "after": "old\\r\\n", "mode": 33188, "permissions": 2541}'
    write(root, name, b'{"version": 1, "directories": [], "changes": [%s]}' % step.encode())
    before = snapshot(root)
    if name == MARK_NAME:
        with pytest.raises(InputError, match="but there is no journal of it"):
            undo_run(root)
    else:
        assert undo_run(root) is Undone.NOTHING
    assert snapshot(root) == before
