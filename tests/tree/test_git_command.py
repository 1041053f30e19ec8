"""Git is asked only for what it reads, and a repository cannot have it start a program."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from repository import commit, git

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree import git_command
from llama_router_codemod.tree.git import listed_names
from llama_router_codemod.tree.git_command import ask_git, checked, git_output

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("own_git")


@pytest.mark.parametrize("command", ["status", "diff", "archive", "fetch", "checkout", "log", "show"])
def test_commands_that_may_start_programs(tmp_path: Path, command: str) -> None:
    with pytest.raises(ValueError, match=f"git {command} may run programs"):
        ask_git(tmp_path, command)


def test_output(tmp_path: Path) -> None:
    commit(tmp_path, "a.py")
    assert git_output(tmp_path, "ls-files") == b"a.py\n"
    assert git_output(tmp_path, "check-attr", "--stdin", "text", given=b"a.py\n") == b"a.py: text: unspecified\n"


def test_failure(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"git failed in .*: fatal: not a git repository") as caught:
        checked(tmp_path, ask_git(tmp_path, "ls-files"))
    assert caught.value.remedy == "Make `git status` work in that directory and run again."


@pytest.mark.parametrize("name", ["pkg/.gitignore", ".git/index"])
def test_a_pipe_that_git_reads(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(tmp_path, "pkg/a.py")
    (tmp_path / name).unlink(missing_ok=True)
    os.mkfifo(tmp_path / name)
    monkeypatch.setattr(git_command, "SECONDS", 2)
    with pytest.raises(InputError) as caught:
        listed_names(tmp_path)
    assert str(caught.value) == (
        f"git ls-files in {tmp_path} has not ended in 2 seconds\n"
        "See whether a .gitignore, a .gitattributes or a file in .git is a pipe: git reads it for ever."
    )


@pytest.mark.parametrize("make", [os.mkdir, lambda path: path.symlink_to("/dev/zero")], ids=["directory", "device"])
def test_a_gitignore_that_is_no_file_does_not_count(make: Any, tmp_path: Path) -> None:
    commit(tmp_path, "pkg/a.py")
    make(tmp_path / "pkg/.gitignore")
    assert "pkg/a.py" in (listed_names(tmp_path) or ())


def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileNotFoundError):
        ask_git(tmp_path, "ls-files")


def test_a_partial_clone_fetches_nothing(tmp_path: Path) -> None:
    root = commit(tmp_path / "root", "a.py")
    git(root, "config", "remote.origin.url", str(tmp_path / "root"))
    git(root, "config", "remote.origin.promisor", "true")
    git(root, "config", "remote.origin.uploadpack", f"touch {tmp_path}/ran; git-upload-pack")
    git(root, "config", "extensions.partialClone", "origin")
    missing = "0123456789012345678901234567890123456789"
    ask_git(root, "cat-file", "--batch", given=f"{missing}\n".encode())
    assert not (tmp_path / "ran").exists()
