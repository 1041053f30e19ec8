import os
import subprocess
import sys
from pathlib import Path

import pytest

from llama_router_codemod.tree.files_on_disk import files_on_disk


def write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()


def found(root: Path) -> tuple[list[str], list[str]]:
    files, links = files_on_disk(root)
    return list(map(str, files)), list(map(str, links))


def test_an_empty_directory(tmp_path: Path) -> None:
    assert found(tmp_path) == ([], [])


def test_without_git(tmp_path: Path) -> None:
    write(tmp_path, "b/a.py", "b-c.py", "b.txt", "env/pyvenv.cfg", "env/c.py", "x/.git/d", "x/node_modules/e.js", "x/f")
    (tmp_path / "b/here").symlink_to("../x")
    (tmp_path / "link.py").symlink_to("b/a.py")
    os.mkfifo(tmp_path / "pipe.py")
    assert found(tmp_path) == (["b/a.py", "b-c.py", "b.txt", "x/f"], ["b/here", "link.py"])


def test_links_and_environments_without_git(tmp_path: Path) -> None:
    write(tmp_path, "pyvenv.cfg", "x/a.py", "env/pyvenv.cfg", "env/b.py")
    (tmp_path / "venv").symlink_to("x")  # as a directory of that name
    (tmp_path / "to_env").symlink_to("env")
    (tmp_path / "to_nothing").symlink_to("nowhere")
    (tmp_path / "to_itself").symlink_to("to_itself")
    assert found(tmp_path) == (["pyvenv.cfg", "x/a.py"], ["to_itself", "to_nothing"])


def test_directories_that_are_nested_deep(tmp_path: Path) -> None:
    directories = [tmp_path]
    for _ in range(sys.getrecursionlimit() + 50):
        directories.append(directories[-1] / "d")
        directories[-1].mkdir()
    file = directories[-1] / "a.py"
    file.touch()
    assert found(tmp_path) == ([str(file.relative_to(tmp_path))], [])
    file.unlink()
    for directory in directories[:0:-1]:  # which what clears up after tests cannot remove
        directory.rmdir()


@pytest.mark.usefixtures("own_git")
def test_what_git_lists(tmp_path: Path) -> None:
    write(tmp_path, "a.py", "gone.py", "ignored.py", "below/b.py", "new.py", "other/b.py")
    (tmp_path / ".gitignore").write_text("ignored.py\n", encoding="utf-8")
    for command in (["init", "--quiet"], ["add", "a.py", "gone.py", "below/b.py", ".gitignore"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    (tmp_path / "gone.py").unlink()
    (tmp_path / "below/b.py").unlink()
    (tmp_path / "below").rmdir()
    (tmp_path / "below").symlink_to("other")
    assert found(tmp_path) == ([".gitignore", "a.py", "new.py", "other/b.py"], ["below"])
