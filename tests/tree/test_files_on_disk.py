import os
import subprocess
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
