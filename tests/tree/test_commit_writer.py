"""Commits that are made beside the work tree: what git itself would have committed, and nothing else changes."""

from __future__ import annotations

import subprocess
from pathlib import Path, PurePosixPath

import pytest
from repository import git

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.changeset import Changeset, FileChange
from llama_router_codemod.tree.commit_writer import DiffSize, commit_writer
from llama_router_codemod.tree.file_mode import EXECUTABLE_MODE
from llama_router_codemod.tree.head import read_head

pytestmark = pytest.mark.usefixtures("own_git")

MOVED = b"".join(b"line %d\n" % number for number in range(20))


def change(name: str, before: bytes | None, after: bytes | None, mode: int = 0o100644) -> FileChange:
    return FileChange(PurePosixPath(name), before, after, mode)


FIRST = Changeset(
    (
        change("dos.py", b"a\r\n", b"b\r\n"),
        change("run.sh", b"#!\n", b"#!/bin/sh\n"),
        change("new/made.py", None, b"made\r\n"),
        change("new/made.sh", None, b"#!\n", EXECUTABLE_MODE),
        change("old.py", MOVED, None),
        change("moved.py", None, MOVED),
    )
)
SECOND = Changeset((change("new/made.py", b"made\r\n", None), change("dos.py", b"b\r\n", b"c\r\n")))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "top" / "inside"
    root.mkdir(parents=True)
    (root.parent / ".gitattributes").write_text("*.py text=auto\n", encoding="utf-8")
    (root / "dos.py").write_bytes(b"a\r\n")
    (root / "run.sh").write_bytes(b"#!\n")
    (root / "run.sh").chmod(0o755)
    (root / "old.py").write_bytes(MOVED)
    git(root.parent, "init")
    git(root.parent, "add", ".")
    git(root.parent, "commit", "-m", "start")
    return root


def said(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True, text=True).stdout


def put(root: Path, changeset: Changeset) -> None:
    for item in changeset.changes:
        path = root / item.path
        if item.after is None:
            path.unlink()
            continue
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(item.after)
        if item.before is None:
            path.chmod(item.mode & 0o777)


def test_the_trees_are_those_of_git_add(root: Path) -> None:
    before = said(root, "status", "--porcelain"), said(root, "ls-files", "--stage"), said(root, "for-each-ref")
    head = read_head(root)
    with commit_writer(root, head) as writer:
        assert writer.stage(FIRST) == DiffSize(files=5, added=4, removed=2)
        first = writer.commit("One\n\nMore: é\n")
        assert writer.stage(SECOND) == DiffSize(files=2, added=1, removed=2)
        second = writer.commit("Two\n")
    assert before == (
        said(root, "status", "--porcelain"),
        said(root, "ls-files", "--stage"),
        said(root, "for-each-ref"),
    )
    assert said(root, "log", "--format=%s|%b|%an", f"{head.commit}..{second}") == "Two||A\nOne|More: é\n|A\n"
    for commit, changeset in ((first, FIRST), (second, SECOND)):
        put(root, changeset)
        git(root.parent, "add", "--all")
        assert said(root, "write-tree") == said(root, "rev-parse", f"{commit}^{{tree}}")


def test_modes_where_the_file_system_has_none(root: Path) -> None:
    git(root, "config", "core.fileMode", "false")
    with commit_writer(root, read_head(root)) as writer:
        writer.stage(FIRST)
        commit = writer.commit("One\n")
    listed = said(root, "ls-tree", "-r", "--format=%(objectmode) %(path)", commit)
    assert listed.splitlines() == [
        "100644 dos.py",
        "100644 moved.py",
        "100644 new/made.py",
        "100644 new/made.sh",
        "100755 run.sh",
    ]


def test_a_form_that_only_a_program_makes(root: Path) -> None:
    (root / ".gitattributes").write_text("new/* filter=lfs\n", encoding="utf-8")
    with (
        commit_writer(root, read_head(root)) as writer,
        pytest.raises(InputError, match=r"new/made.py: git stores it in another form"),
    ):
        writer.stage(FIRST)
