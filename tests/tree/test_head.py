"""Where a repository stands: what keeps a commit from being made, and what moves with it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from repository import commit, git, paths

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.head import (
    create_branches,
    head_commit,
    move_head,
    put_index_back,
    read_head,
    require_free_branches,
    set_index,
)

pytestmark = pytest.mark.usefixtures("own_git")


def said(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True, text=True).stdout.strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two commits: `a.py` and `gone.py`, then `b.py` and another `a.py`; the first one is checked out."""
    root = commit(tmp_path / "root", "a.py", "gone.py", "kept.py")
    (root / "a.py").write_text("more\n", encoding="utf-8")
    (root / "b.py").write_text("more\n", encoding="utf-8")
    (root / "gone.py").unlink()
    git(root, "add", "--all")
    git(root, "commit", "-m", "next")
    git(root, "branch", "next")
    git(root, "reset", "--hard", "HEAD~1")
    return root


def test_where_it_stands(root: Path) -> None:
    head = read_head(root)
    assert (head.commit, head.prefix, head.signs) == (said(root, "rev-parse", "HEAD"), "", False)
    git(root, "config", "commit.gpgsign", "1")
    (root / "inside").mkdir()
    assert (read_head(root / "inside").prefix, read_head(root).signs) == ("inside/", True)


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--commit makes commits, and git has no part in this directory"):
        read_head(tmp_path)


def test_no_commit(tmp_path: Path) -> None:
    git(tmp_path, "init")
    with pytest.raises(InputError, match="no commit yet"):
        read_head(tmp_path)


@pytest.mark.parametrize("given", [(), ("user.name",), ("user.email",)])
def test_nobody_commits(root: Path, given: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.delenv("EMAIL", raising=False)
    for name in given:
        git(root, "config", name, "A")
    with pytest.raises(InputError, match="git does not know who commits") as caught:
        read_head(root)
    assert caught.value.remedy == "Set `git config user.name` and `git config user.email`."


def test_who_commits_may_stand_in_the_environment(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "B")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "b@example.org")
    read_head(root)


@pytest.mark.parametrize("command", ["merge", "cherry-pick", "revert", "rebase"])
def test_something_is_under_way(root: Path, command: str) -> None:
    (root / "a.py").write_text("other\n", encoding="utf-8")
    git(root, "commit", "--all", "-m", "other")
    done = subprocess.run(["git", command, "next"], cwd=root, capture_output=True, check=False)
    assert done.returncode
    with pytest.raises(InputError, match=f"a {command} is under way") as caught:
        read_head(root)
    assert caught.value.remedy == f"End it (`git {command} --continue` or `--abort`)."


def test_head_moves_with_its_branch(root: Path) -> None:
    old, new = said(root, "rev-parse", "HEAD", "next").split()
    move_head(root, old, new)
    assert (head_commit(root), said(root, "rev-parse", "main"), said(root, "symbolic-ref", "HEAD")) == (
        new,
        new,
        "refs/heads/main",
    )
    with pytest.raises(InputError, match="git moved no branch"):
        move_head(root, old, said(root, "commit-tree", "-m", "third", "HEAD^{tree}"))


def test_head_moves_alone(root: Path) -> None:
    old, new = said(root, "rev-parse", "HEAD", "next").split()
    git(root, "checkout", "--detach")
    move_head(root, old, new)
    assert (head_commit(root), said(root, "rev-parse", "main")) == (new, old)


def test_branches_come_together_or_not(root: Path) -> None:
    new = said(root, "rev-parse", "next")
    with pytest.raises(InputError, match="git moved no branch"):
        create_branches(root, {"one": new, "two..three": new})
    with pytest.raises(InputError, match="git moved no branch"):
        create_branches(root, {"one": new, "next": new})
    assert "one" not in said(root, "branch")
    require_free_branches(root, ["a/one", "a/two"])
    create_branches(root, {"a/one": new, "a/two": new})
    assert said(root, "rev-parse", "a/one", "a/two").split() == [new, new]
    with pytest.raises(InputError, match="branch a/two exists already"):
        require_free_branches(root, ["a/three", "a/two"])


def test_the_index_follows_for_some_files(root: Path) -> None:
    old, new = said(root, "rev-parse", "HEAD", "next").split()
    (root / "kept.py").write_text("staged\n", encoding="utf-8")
    git(root, "add", "kept.py")
    before = said(root, "ls-files", "--stage")
    set_index(root, new, paths("a.py", "b.py", "gone.py"))
    assert said(root, "diff", "--cached", "--name-only", "next") == "kept.py"
    put_index_back(root, old, paths("a.py", "b.py", "gone.py"))
    assert said(root, "ls-files", "--stage") == before
    (root / ".git/index.lock").touch()
    put_index_back(root, old, paths("a.py", "b.py", "gone.py"))
    with pytest.raises(InputError, match=r"index\.lock"):
        set_index(root, new, paths("a.py"))
