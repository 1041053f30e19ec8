"""The files of a revision, written without a filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from changeset_tree import snapshot
from repository import commit, git, write

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.git_command import git_output
from llama_router_codemod.tree.git_revision import commit_of, unpack_commit

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("own_git")


def test_a_name_that_is_no_revision(tmp_path: Path) -> None:
    commit(tmp_path, "a.py")
    assert commit_of("nothing", tmp_path) is None
    assert commit_of("--help", tmp_path) is None


def test_a_revision(tmp_path: Path) -> None:
    root = tmp_path / "root"
    write(root, "run.sh", "pkg/a.py", "docs/page.md")
    (root / "run.sh").chmod(0o755)
    (root / "link.py").symlink_to("pkg/a.py")
    (root / "round.py").symlink_to("again.py")
    (root / "again.py").symlink_to("round.py")
    (root / "out.py").symlink_to("../outside.py")
    (root / "far.py").symlink_to("/outside.py")
    (root / ".gitattributes").write_text("*.py filter=tell export-ignore\n")
    commit(root, "pkg/b.py")
    git(root, "config", "filter.tell.smudge", f"touch {tmp_path}/ran; cat")
    git(root, "config", "filter.tell.clean", f"touch {tmp_path}/ran; cat")
    (root / "pkg/a.py").write_text("edited\n")
    name = commit_of("HEAD", root / "pkg")
    assert name is not None
    unpack_commit(name, root / "pkg", tmp_path / "unpacked", lambda path: path.parts[0] != "docs")
    assert snapshot(tmp_path / "unpacked") == {
        "again.py": "link to round.py",
        "round.py": "link to again.py",
        ".gitattributes": (b"*.py filter=tell export-ignore\n", 0o644),
        "link.py": "link to pkg/a.py",
        "pkg": "directory",
        "pkg/a.py": (b"pkg/a.py\n", 0o644),
        "pkg/b.py": (b"pkg/b.py\n", 0o644),
        "run.sh": (b"run.sh\n", 0o755),
    }
    assert not (tmp_path / "ran").exists()


def test_an_object_that_is_missing(tmp_path: Path) -> None:
    root = commit(tmp_path / "root", "a.py")
    name = commit_of("HEAD", root)
    assert name is not None
    for file in (root / ".git/objects").glob("??/*"):
        if git_type(root, file.parent.name + file.name) == "blob":
            file.unlink()
    with pytest.raises(InputError, match=r"a.py: git has no content of it here"):
        unpack_commit(name, root, tmp_path / "unpacked", lambda path: True)


def git_type(root: Path, name: str) -> str:
    return git_output(root, "cat-file", "-t", name).decode().strip()
