"""Which files git lists: none where there is no git."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

import pytest
from repository import commit, git, paths, write

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.checkout import Checkout
from llama_router_codemod.tree.git import listed_names

pytestmark = pytest.mark.usefixtures("own_git")


def test_no_repository(tmp_path: Path) -> None:
    write(tmp_path, "a.py")
    assert listed_names(tmp_path) is None


def test_git_is_not_started_where_no_repository_can_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def start(*_: object, **__: object) -> None:
        pytest.fail("git was started")

    monkeypatch.setattr(subprocess, "run", start)
    write(tmp_path, "a.py")
    assert listed_names(tmp_path) is None


def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(tmp_path, "a.py")
    write(tmp_path, "b.py")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert listed_names(tmp_path) is None


def test_git_directory_is_no_work_tree(tmp_path: Path) -> None:
    commit(tmp_path, "a.py")
    assert listed_names(tmp_path / ".git") is None


def test_bare_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "--bare")
    assert listed_names(tmp_path) is None


def test_ignored_root_is_not_the_repository_around_it(tmp_path: Path) -> None:
    commit(tmp_path, "a.py")
    write(tmp_path, "unpacked/pkg/a.py")
    (tmp_path / ".gitignore").write_text("unpacked/\n")
    assert listed_names(tmp_path / "unpacked") is None


def test_ignored_root_with_tracked_files(tmp_path: Path) -> None:
    commit(tmp_path, "lib/a.py", "lib/b.py")
    (tmp_path / ".gitignore").write_text("lib/\n")
    (tmp_path / "lib/b.py").write_text("edited\n")
    assert listed_names(tmp_path / "lib") == ["a.py", "b.py"]


ODD_NAMES = ("two words.py", '"q".py', "é.py", "tab\tnew\nline.py", "-v", ":(top)a.py", os.fsdecode(b"\xe9.py"))


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_name(tmp_path: Path, name: str) -> None:
    commit(tmp_path, name)
    (tmp_path / name).write_text("edited\n")
    assert listed_names(tmp_path) == [name]


def test_root_below_the_top(tmp_path: Path) -> None:
    commit(tmp_path, "a.py", "deep/ér/a.py", "deep/ér/b.py")
    (tmp_path / "a.py").write_text("edited\n")
    (tmp_path / "deep/ér/b.py").write_text("edited\n")
    assert listed_names(tmp_path / "deep/ér") == ["a.py", "b.py"]


def test_listed_names(tmp_path: Path) -> None:
    commit(tmp_path, "tracked.py", "pkg/tracked.py", "gone.py", "ignored/tracked.py")
    (tmp_path / "gone.py").unlink()
    (tmp_path / "link.py").symlink_to("tracked.py")
    (tmp_path / "linked").symlink_to("pkg")
    git(tmp_path, "add", "link.py")
    write(tmp_path, "pkg/untracked.py", "ignored/untracked.py")
    (tmp_path / ".gitignore").write_text("/ignored\n")
    commit(tmp_path / "nested", "other.py")
    read = [".gitignore", "ignored/tracked.py", "pkg/tracked.py", "pkg/untracked.py", "tracked.py"]
    assert listed_names(tmp_path) == sorted([*read, "gone.py", "link.py", "linked", "nested/"])
    assert Checkout.open(tmp_path).files == tuple(paths(*read))


@pytest.mark.parametrize("forged", ["../a.py", "/etc.py", ".git/a.py", ".GIT/a.py", "b/../a.py"])
def test_an_index_that_somebody_made(forged: str, tmp_path: Path) -> None:
    name = "x" * len(forged)
    index = commit(tmp_path, name) / ".git/index"
    data = index.read_bytes()[:-20].replace(name.encode(), forged.encode())
    index.write_bytes(data + hashlib.sha1(data).digest())
    with pytest.raises(InputError) as caught:
        listed_names(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}: the index of git has {forged}, which is no file of the checkout\n"
        "Do not trust this repository; unpack its last commit anew, if you do."
    )


def test_what_is_tracked_below_a_directory_that_is_a_link_now(tmp_path: Path) -> None:
    root = commit(tmp_path / "root", "a.py", "pkg/b.py", "pkg/in/c.py")
    (root / "pkg").rename(tmp_path / "pkg")
    (root / "pkg").symlink_to("../pkg")
    (root / ".gitignore").write_text("pkg\n")
    assert Checkout.open(root).files == tuple(paths(".gitignore", "a.py"))


def test_file_in_conflict_is_listed_once(tmp_path: Path) -> None:
    commit(tmp_path, "a.py")
    git(tmp_path, "switch", "-c", "side")
    (tmp_path / "a.py").write_text("side\n")
    git(tmp_path, "commit", "-am", "side")
    git(tmp_path, "switch", "main")
    (tmp_path / "a.py").write_text("main\n")
    git(tmp_path, "commit", "-am", "main")
    subprocess.run(["git", "merge", "side"], cwd=tmp_path, check=False, capture_output=True)
    assert listed_names(tmp_path) == ["a.py"]


def test_file_in_the_place_of_a_tracked_directory(tmp_path: Path) -> None:
    commit(tmp_path, "pkg/a.py", "z.py")
    (tmp_path / "pkg/a.py").unlink()
    (tmp_path / "pkg").rmdir()
    write(tmp_path, "pkg")
    assert listed_names(tmp_path) == ["pkg", "pkg/a.py", "z.py"]
    assert Checkout.open(tmp_path).files == tuple(paths("pkg", "z.py"))


def test_variables_of_a_hook_do_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = commit(tmp_path / "root", "a.py")
    other = commit(tmp_path / "other", "b.py")
    (root / "a.py").write_text("edited\n")
    for name, value in {"DIR": ".git", "INDEX_FILE": ".git/index", "WORK_TREE": ".", "PREFIX": "pkg/"}.items():
        monkeypatch.setenv(f"GIT_{name}", str(other / value))
    assert listed_names(root) == ["a.py"]


def test_program_named_by_the_repository_does_not_run(tmp_path: Path) -> None:
    commit(tmp_path, "a.py")
    git(tmp_path, "config", "core.fsmonitor", "touch ran; false")
    assert listed_names(tmp_path) == ["a.py"]


def test_git_that_fails(tmp_path: Path) -> None:
    commit(tmp_path, "a.py")
    (tmp_path / ".git/config").write_text("[core\n")
    with pytest.raises(InputError, match=r"^git failed in .*: fatal: bad config line 1 in file ") as caught:
        listed_names(tmp_path)
    assert caught.value.remedy == "Make `git status` work in that directory and run again."


def test_a_link_to_a_repository_that_is_gone(tmp_path: Path) -> None:
    """As in a copy of a submodule: whether files are committed cannot be told, and must not count as told."""
    (tmp_path / ".git").write_text("gitdir: ../nowhere\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"not a git repository: .*nowhere"):
        listed_names(tmp_path)
