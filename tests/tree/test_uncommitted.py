"""Which files have work that only the disk has."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath

import pytest
from repository import commit, git, paths, write

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.uncommitted import Committed, committed_states, require_clean

pytestmark = pytest.mark.usefixtures("own_git")


def dirty_paths(root: Path, names: list[PurePosixPath]) -> list[PurePosixPath]:
    states = committed_states(root, names)
    return [path for path in names if states[path] is not Committed.YES]


def test_no_repository(tmp_path: Path) -> None:
    write(tmp_path, "a.py")
    assert dirty_paths(tmp_path, paths("a.py")) == []


def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(tmp_path, "a.py")
    write(tmp_path, "b.py")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert dirty_paths(tmp_path, paths("b.py")) == []


def test_git_directory_is_no_work_tree(tmp_path: Path) -> None:
    commit(tmp_path, "a.py")
    assert dirty_paths(tmp_path / ".git", paths("config")) == []


def test_bare_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "--bare")
    assert dirty_paths(tmp_path, paths("config")) == []


def test_ignored_root_is_not_the_repository_around_it(tmp_path: Path) -> None:
    commit(tmp_path, "a.py")
    write(tmp_path, "unpacked/pkg/a.py")
    (tmp_path / ".gitignore").write_text("unpacked/\n")
    assert dirty_paths(tmp_path / "unpacked", paths("pkg/a.py")) == []


def test_ignored_root_with_tracked_files(tmp_path: Path) -> None:
    commit(tmp_path, "lib/a.py", "lib/b.py")
    (tmp_path / ".gitignore").write_text("lib/\n")
    (tmp_path / "lib/b.py").write_text("edited\n")
    assert dirty_paths(tmp_path / "lib", paths("a.py", "b.py")) == paths("b.py")


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


def test_name_is_not_a_pattern(tmp_path: Path) -> None:
    commit(tmp_path, "a.py", "*.py")
    (tmp_path / "a.py").write_text("edited\n")
    assert dirty_paths(tmp_path, paths("*.py")) == []


def test_root_below_the_top(tmp_path: Path) -> None:
    commit(tmp_path, "a.py", "deep/ér/a.py", "deep/ér/b.py")
    (tmp_path / "a.py").write_text("edited\n")
    (tmp_path / "deep/ér/b.py").write_text("edited\n")
    assert dirty_paths(tmp_path / "deep/ér", paths("a.py", "b.py")) == paths("b.py")


def test_file_in_conflict_is_listed_once(tmp_path: Path) -> None:
    commit(tmp_path, "a.py")
    git(tmp_path, "switch", "-c", "side")
    (tmp_path / "a.py").write_text("side\n")
    git(tmp_path, "commit", "-am", "side")
    git(tmp_path, "switch", "main")
    (tmp_path / "a.py").write_text("main\n")
    git(tmp_path, "commit", "-am", "main")
    subprocess.run(["git", "merge", "side"], cwd=tmp_path, check=False, capture_output=True)
    assert dirty_paths(tmp_path, paths("a.py")) == paths("a.py")


def test_variables_of_a_hook_do_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = commit(tmp_path / "root", "a.py")
    other = commit(tmp_path / "other", "b.py")
    (root / "a.py").write_text("edited\n")
    for name, value in {"DIR": ".git", "INDEX_FILE": ".git/index", "WORK_TREE": ".", "PREFIX": "pkg/"}.items():
        monkeypatch.setenv(f"GIT_{name}", str(other / value))
    assert dirty_paths(root, paths("a.py", "b.py")) == paths("a.py")


def test_program_named_by_the_repository_does_not_run(tmp_path: Path) -> None:
    commit(tmp_path, "a.py")
    git(tmp_path, "config", "core.fsmonitor", "touch ran; false")
    assert dirty_paths(tmp_path, paths("a.py")) == []


def test_index_is_not_written(tmp_path: Path) -> None:
    commit(tmp_path, "a.py")
    index = (tmp_path / ".git/index").read_bytes()
    os.utime(tmp_path / "a.py", (0, 0))
    assert dirty_paths(tmp_path, paths("a.py")) == []
    assert (tmp_path / ".git/index").read_bytes() == index


def test_git_that_fails(tmp_path: Path) -> None:
    commit(tmp_path, "a.py")
    (tmp_path / ".git/config").write_text("[core\n")
    with pytest.raises(InputError, match=r"^git failed in .*: fatal: bad config line 1 in file ") as caught:
        dirty_paths(tmp_path, paths("a.py"))
    assert caught.value.remedy == "Make `git status` work in that directory and run again."


def test_what_a_run_refuses(tmp_path: Path) -> None:
    names = [f"{number}.py" for number in range(7)]
    commit(tmp_path, *names)
    require_clean(tmp_path, paths(*names))
    for name in names:
        (tmp_path / name).write_text("edited\n")
    with pytest.raises(InputError) as caught:
        require_clean(tmp_path, paths(*names))
    assert str(caught.value) == (
        "0.py, 1.py, 2.py, 3.py, 4.py and 2 more: uncommitted changes\nCommit or stash them, or give --allow-dirty."
    )


# Line endings: git stores LF, the disk has CRLF


@pytest.mark.parametrize(
    ("attributes", "automatic", "clean"),
    [
        ("", "false", False),
        ("", "true", True),
        ("", "input", True),
        ("*.py text", "false", True),
        ("*.py text=auto", "false", True),
        ("*.py eol=crlf", "false", True),
        ("*.py crlf", "false", True),
        ("*.py -text", "true", False),
        ("*.py -text eol=crlf", "false", False),
        ("*.py binary", "true", False),
    ],
)
def test_line_endings_that_git_converts(tmp_path: Path, attributes: str, automatic: str, clean: bool) -> None:
    commit(tmp_path, "a.py", "b.py")
    git(tmp_path, "config", "core.autocrlf", automatic)
    (tmp_path / ".gitattributes").write_text(f"{attributes}\n")
    (tmp_path / "a.py").write_bytes(b"a.py\r\n")
    (tmp_path / "b.py").write_bytes(b"edited\r\n")
    assert dirty_paths(tmp_path, paths("a.py", "b.py")) == paths(*([] if clean else ["a.py"]), "b.py")


def test_line_endings_that_are_stored_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"1\r\n2\n")
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "start")
    git(tmp_path, "config", "core.autocrlf", "true")
    assert dirty_paths(tmp_path, paths("a.py")) == []
    (tmp_path / "a.py").write_bytes(b"1\r\n2\r\n")
    assert dirty_paths(tmp_path, paths("a.py")) == paths("a.py")


def test_names_in_sha256(tmp_path: Path) -> None:
    git(tmp_path, "init", "--object-format=sha256")
    commit(tmp_path, "a.py", "b.py")
    (tmp_path / "b.py").write_text("edited\n")
    assert dirty_paths(tmp_path, paths("a.py", "b.py")) == paths("b.py")


# Filters


@pytest.mark.parametrize("attribute", ["filter=lfs", "ident", "working-tree-encoding=UTF-16"])
def test_what_only_a_filter_could_tell(tmp_path: Path, attribute: str) -> None:
    commit(tmp_path, "a.py", "b.py")
    (tmp_path / ".gitattributes").write_text(f"*.py {attribute}\n")
    (tmp_path / "b.py").write_text("edited, or in another form\n")
    states = committed_states(tmp_path, paths("a.py", "b.py"))
    assert states == dict(zip(paths("a.py", "b.py"), (Committed.YES, Committed.UNKNOWN), strict=True))
    with pytest.raises(InputError) as caught:
        require_clean(tmp_path, paths("a.py", "b.py"))
    assert str(caught.value) == (
        "b.py: git stores it in another form (LFS or another filter), and no filter is run\n"
        "See `git status`; if these files are clean, give --allow-dirty."
    )
    (tmp_path / "a.py").unlink()
    assert committed_states(tmp_path, paths("a.py")) == {PurePosixPath("a.py"): Committed.NO}
