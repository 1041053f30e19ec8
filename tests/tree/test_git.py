"""What git says about a checkout: nothing where there is no git, then clean, dirty and listed files."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath

import pytest

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.git import dirty_paths, listed_files


@pytest.fixture(autouse=True)
def _own_git(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    configuration = tmp_path_factory.mktemp("home") / "gitconfig"
    configuration.write_text("[user]\nname = A\nemail = a@example.org\n[init]\ndefaultBranch = main\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(configuration))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path_factory.getbasetemp()))


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)


def write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(os.fsencode(f"{name}\n"))


def commit(root: Path, *names: str) -> Path:
    """A repository at `root` with these files committed."""
    write(root, *names)
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "-m", "start")
    return root


def paths(*names: str) -> list[PurePosixPath]:
    return [PurePosixPath(name) for name in names]


# No git


def test_no_repository(tmp_path: Path) -> None:
    write(tmp_path, "a.py")
    assert dirty_paths(tmp_path, paths("a.py")) == []
    assert listed_files(tmp_path) is None


def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(tmp_path, "a.py")
    write(tmp_path, "b.py")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert dirty_paths(tmp_path, paths("b.py")) == []
    assert listed_files(tmp_path) is None


def test_git_directory_is_no_work_tree(tmp_path: Path) -> None:
    commit(tmp_path, "a.py")
    assert dirty_paths(tmp_path / ".git", paths("config")) == []
    assert listed_files(tmp_path / ".git") is None


def test_bare_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "--bare")
    assert dirty_paths(tmp_path, paths("config")) == []
    assert listed_files(tmp_path) is None


def test_ignored_root_is_not_the_repository_around_it(tmp_path: Path) -> None:
    commit(tmp_path, "a.py")
    write(tmp_path, "unpacked/pkg/a.py")
    (tmp_path / ".gitignore").write_text("unpacked/\n")
    assert dirty_paths(tmp_path / "unpacked", paths("pkg/a.py")) == []
    assert listed_files(tmp_path / "unpacked") is None


def test_ignored_root_with_tracked_files(tmp_path: Path) -> None:
    commit(tmp_path, "lib/a.py", "lib/b.py")
    (tmp_path / ".gitignore").write_text("lib/\n")
    (tmp_path / "lib/b.py").write_text("edited\n")
    assert dirty_paths(tmp_path / "lib", paths("a.py", "b.py")) == paths("b.py")
    assert listed_files(tmp_path / "lib") == paths("a.py", "b.py")


def test_no_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(subprocess, "run")
    assert dirty_paths(tmp_path, []) == []


def test_clean(tmp_path: Path) -> None:
    commit(tmp_path, "a.py", "pkg/b.py")
    assert dirty_paths(tmp_path, paths("a.py", "pkg/b.py", "pkg/absent.py", "absent/c.py")) == []


def test_other_files_do_not_matter(tmp_path: Path) -> None:
    commit(tmp_path, "a.py", "b.py")
    (tmp_path / "b.py").write_text("edited\n")
    write(tmp_path, "c.py")
    assert dirty_paths(tmp_path, paths("a.py", "absent.py")) == []


# Dirty files


def test_every_sort_of_dirty_in_the_order_given(tmp_path: Path) -> None:
    names = ("edited.py", "staged.py", "deleted.py", "unstaged.py", "moved.py", "clean.py")
    commit(tmp_path, *names)
    (tmp_path / "edited.py").write_text("edited\n")
    (tmp_path / "staged.py").write_text("staged\n")
    git(tmp_path, "add", "staged.py")
    (tmp_path / "deleted.py").unlink()
    git(tmp_path, "rm", "--cached", "unstaged.py")
    git(tmp_path, "mv", "moved.py", "elsewhere.py")
    write(tmp_path, "new/untracked.py", "build/ignored.py")
    (tmp_path / ".git/info/exclude").write_text("build/\n")
    dirty = paths(
        "unstaged.py",
        "new/untracked.py",
        "moved.py",
        "staged.py",
        "edited.py",
        "elsewhere.py",
        "deleted.py",
        "build/ignored.py",
    )
    assert dirty_paths(tmp_path, [*dirty, *paths("clean.py", "build/absent.py", "new/absent.py")]) == dirty


def test_no_commit_yet(tmp_path: Path) -> None:
    write(tmp_path, "a.py", "b.py")
    git(tmp_path, "init")
    git(tmp_path, "add", "a.py")
    assert dirty_paths(tmp_path, paths("a.py", "b.py", "c.py")) == paths("a.py", "b.py")


ODD_NAMES = ("two words.py", '"q".py', "é.py", "tab\tnew\nline.py", "-v", ":(top)a.py", os.fsdecode(b"\xe9.py"))


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_name(tmp_path: Path, name: str) -> None:
    commit(tmp_path, name)
    assert dirty_paths(tmp_path, paths(name)) == []
    (tmp_path / name).write_text("edited\n")
    assert dirty_paths(tmp_path, paths(name)) == paths(name)
    assert listed_files(tmp_path) == paths(name)


def test_name_is_not_a_pattern(tmp_path: Path) -> None:
    commit(tmp_path, "a.py", "*.py")
    (tmp_path / "a.py").write_text("edited\n")
    assert dirty_paths(tmp_path, paths("*.py")) == []


def test_root_below_the_top(tmp_path: Path) -> None:
    commit(tmp_path, "a.py", "deep/ér/a.py", "deep/ér/b.py")
    (tmp_path / "a.py").write_text("edited\n")
    (tmp_path / "deep/ér/b.py").write_text("edited\n")
    assert dirty_paths(tmp_path / "deep/ér", paths("a.py", "b.py")) == paths("b.py")
    assert listed_files(tmp_path / "deep/ér") == paths("a.py", "b.py")


# Listed files


def test_listed_files(tmp_path: Path) -> None:
    commit(tmp_path, "tracked.py", "pkg/tracked.py", "gone.py", "ignored/tracked.py")
    (tmp_path / "gone.py").unlink()
    (tmp_path / "link.py").symlink_to("tracked.py")
    (tmp_path / "linked").symlink_to("pkg")
    git(tmp_path, "add", "link.py")
    write(tmp_path, "pkg/untracked.py", "ignored/untracked.py")
    (tmp_path / ".gitignore").write_text("/ignored\n")
    commit(tmp_path / "nested", "other.py")
    assert listed_files(tmp_path) == paths(
        ".gitignore", "ignored/tracked.py", "pkg/tracked.py", "pkg/untracked.py", "tracked.py"
    )


def test_file_in_conflict_is_listed_once(tmp_path: Path) -> None:
    commit(tmp_path, "a.py")
    git(tmp_path, "switch", "-c", "side")
    (tmp_path / "a.py").write_text("side\n")
    git(tmp_path, "commit", "-am", "side")
    git(tmp_path, "switch", "main")
    (tmp_path / "a.py").write_text("main\n")
    git(tmp_path, "commit", "-am", "main")
    subprocess.run(["git", "merge", "side"], cwd=tmp_path, check=False, capture_output=True)
    assert listed_files(tmp_path) == paths("a.py")
    assert dirty_paths(tmp_path, paths("a.py")) == paths("a.py")


def test_file_in_the_place_of_a_tracked_directory(tmp_path: Path) -> None:
    commit(tmp_path, "pkg/a.py", "z.py")
    (tmp_path / "pkg/a.py").unlink()
    (tmp_path / "pkg").rmdir()
    write(tmp_path, "pkg")
    assert listed_files(tmp_path) == paths("pkg", "z.py")


# Surroundings


def test_variables_of_a_hook_do_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = commit(tmp_path / "root", "a.py")
    other = commit(tmp_path / "other", "b.py")
    (root / "a.py").write_text("edited\n")
    for name, value in {"DIR": ".git", "INDEX_FILE": ".git/index", "WORK_TREE": ".", "PREFIX": "pkg/"}.items():
        monkeypatch.setenv(f"GIT_{name}", str(other / value))
    assert dirty_paths(root, paths("a.py", "b.py")) == paths("a.py")
    assert listed_files(root) == paths("a.py")


def test_program_named_by_the_repository_does_not_run(tmp_path: Path) -> None:
    commit(tmp_path, "a.py")
    git(tmp_path, "config", "core.fsmonitor", "touch ran; false")
    assert dirty_paths(tmp_path, paths("a.py")) == []
    assert listed_files(tmp_path) == paths("a.py")


def test_index_is_not_written(tmp_path: Path) -> None:
    commit(tmp_path, "a.py")
    index = (tmp_path / ".git/index").read_bytes()
    os.utime(tmp_path / "a.py", (0, 0))
    assert dirty_paths(tmp_path, paths("a.py")) == []
    assert (tmp_path / ".git/index").read_bytes() == index


def test_git_that_fails(tmp_path: Path) -> None:
    commit(tmp_path, "a.py")
    (tmp_path / ".git/config").write_text("[core\n")
    with pytest.raises(InputError, match=r"^git failed in .*: fatal: bad config line 1 in file "):
        listed_files(tmp_path)
    with pytest.raises(InputError) as caught:
        dirty_paths(tmp_path, paths("a.py"))
    assert caught.value.remedy == "Make `git status` work in that directory and run again."
