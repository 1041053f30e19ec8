"""A checkout as its last commit has it: what lies beside that counts for nothing."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from repository import commit, git, paths

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.checkout import Checkout
from llama_router_codemod.tree.committed import committed_checkout

pytestmark = pytest.mark.usefixtures("own_git")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return commit(tmp_path / "root", "a.py", "b.py", "pkg/c.py", "notes.md")


def committed(root: Path, *exclude: str) -> Checkout:
    return committed_checkout(Checkout.open(root, exclude), "HEAD")


def test_edited_and_other_files(root: Path) -> None:
    (root / "a.py").write_text("edited\n", encoding="utf-8")
    (root / "b.py").write_text("staged\n", encoding="utf-8")
    (root / "notes.md").unlink()
    (root / "more.py").write_text("untracked\n", encoding="utf-8")
    git(root, "add", "b.py")
    checkout = committed(root)
    assert checkout.files == tuple(paths("a.py", "b.py", "pkg/c.py"))
    assert checkout.contents == {path: f"{path}\n".encode() for path in checkout.files}
    assert sorted(checkout.off_disk) == paths("a.py", "b.py")
    (root / "a.py").chmod(0o755)
    assert checkout.mode(PurePosixPath("a.py")) == 0o100644


def test_a_directory_within_the_repository(root: Path) -> None:
    (root / "pkg/c.py").write_text("edited\n", encoding="utf-8")
    checkout = committed(root / "pkg")
    assert checkout.contents == {PurePosixPath("c.py"): b"pkg/c.py\n"}


def test_files_that_are_left_out(root: Path) -> None:
    assert committed(root, "b.py").files == tuple(paths("a.py", "notes.md", "pkg/c.py"))


def test_a_module_that_is_gone(root: Path) -> None:
    (root / "b.py").unlink()
    with pytest.raises(InputError, match=r"b\.py: is committed, but not there"):
        committed(root)
