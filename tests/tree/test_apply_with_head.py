"""Files, git's index and HEAD follow together: whatever stops a run leaves all of them as before, or as after."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from changeset_tree import AFTER, CHANGES, make_tree, snapshot
from file_system_calls import KILLED, killed
from repository import git

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree import apply
from llama_router_codemod.tree.apply import apply_changeset
from llama_router_codemod.tree.journal import HeadMove
from llama_router_codemod.tree.undo import Undone, undo_run

pytestmark = pytest.mark.usefixtures("own_git")


def said(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True, text=True).stdout.strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tree whose branch `after` has what the changes make of it; a file of the user's is staged."""
    root = make_tree(tmp_path / "tree")
    git(root, "init")
    (root / "other.txt").touch()
    git(root, "add", ".")
    git(root, "commit", "-m", "before")
    apply_changeset(root, CHANGES)
    git(root, "add", "--all")
    git(root, "commit", "-m", "after")
    git(root, "branch", "after")
    git(root, "reset", "--hard", "HEAD~1")
    (root / "plain.py").chmod(0o600)
    (root / "kept/behind.py").chmod(0o640)
    (root / "other.txt").write_text("staged\n", encoding="utf-8")
    git(root, "add", "other.txt")
    return root


def commit(root: Path) -> None:
    apply_changeset(root, CHANGES, HeadMove(*said(root, "rev-parse", "main", "after").split()))


def state(root: Path) -> tuple[object, ...]:
    files = {name: item for name, item in snapshot(root).items() if not name.startswith(".git")}
    return files, said(root, "ls-files", "--stage"), said(root, "rev-parse", "HEAD", "main")


def test_all_follow(root: Path) -> None:
    commit(root)
    assert said(root, "rev-parse", "main") == said(root, "rev-parse", "after")
    assert said(root, "status", "--porcelain") == "M  other.txt"
    files = {name: item for name, item in snapshot(root).items() if not name.startswith((".git", "other"))}
    assert files == AFTER


def killed_at(root: Path, name: str, *, done: bool) -> None:
    """A run that is killed when it calls a function of its module, before that or when it is `done`."""

    def run() -> None:
        function: Callable[..., Any] = getattr(apply, name)

        def then_killed(*arguments: Any) -> None:
            if done:
                function(*arguments)
            os._exit(KILLED)

        setattr(apply, name, then_killed)
        commit(root)

    assert killed(run)


@pytest.mark.parametrize(
    ("name", "done", "is_committed"),
    [
        ("create_file", True, False),
        ("carry_out", True, False),
        ("set_index", False, False),
        ("set_index", True, False),
        ("move_head", True, True),
        ("end_run", False, True),
    ],
)
def test_a_killed_run_is_undone_or_ended(root: Path, tmp_path: Path, name: str, done: bool, is_committed: bool) -> None:
    before = state(root)
    killed_at(root, name, done=done)
    assert undo_run(root) is (Undone.REMAINS if is_committed else Undone.RUN)
    if is_committed:
        assert said(root, "rev-parse", "HEAD") == said(root, "rev-parse", "after")
        assert said(root, "status", "--porcelain") == "M  other.txt"
    else:
        assert state(root) == before


def test_a_locked_index(root: Path) -> None:
    before = state(root)
    (root / ".git/index.lock").touch()
    with pytest.raises(InputError, match=r"git failed in .*index\.lock"):
        commit(root)
    assert state(root) == before
    (root / ".git/index.lock").unlink()
    commit(root)


def test_somebody_else_commits(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def move_head(elsewhere: Callable[..., None], *arguments: Any) -> None:
        git(root, "update-ref", "refs/heads/main", said(root, "commit-tree", "-m", "mine", "-p", "main", "main^{tree}"))
        elsewhere(*arguments)

    files = state(root)[:2]
    monkeypatch.setattr(apply, "move_head", partial(move_head, apply.move_head))
    with pytest.raises(InputError, match="git moved no branch"):
        commit(root)
    assert state(root)[:2] == files
    assert said(root, "log", "-1", "--format=%s") == "mine"
