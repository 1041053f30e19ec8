"""The trees that are timed: a release as it came, in a repository, and among other packages."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from peers.trees import Trees


@pytest.fixture
def made(tmp_path: Path) -> Trees:
    release = tmp_path / "unpacked"
    for name in ("llama_stack/cli/run.py", "llama_stack/__pycache__/run.pyc", ".gitignore"):
        (release / name).parent.mkdir(parents=True, exist_ok=True)
        (release / name).write_text("cli\n", encoding="utf-8")
    (tmp_path / "made").mkdir()
    return Trees(release, tmp_path / "made")


def files(tree: Path) -> list[str]:
    found = (path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file())
    return sorted(name for name in found if not name.startswith(".git/"))


def committed(tree: Path) -> list[str]:
    shown = subprocess.run(["git", "ls-tree", "-r", "--name-only", "HEAD"], cwd=tree, capture_output=True, check=True)
    return shown.stdout.decode().splitlines()


def test_a_release_in_a_repository_is_committed_also_where_it_is_ignored(made: Trees) -> None:
    assert files(made.release) == [".gitignore", "llama_stack/cli/run.py"]
    assert committed(made.checkout) == [".gitignore", "llama_stack/cli/run.py"]


def test_nine_times_as_many_modules_are_beside_the_release(made: Trees) -> None:
    others = [f"other_{number}/cli/run.py" for number in range(1, 10)]
    assert committed(made.tenfold) == [".gitignore", "llama_stack/cli/run.py", *others]


def test_what_writes_has_a_fresh_copy(made: Trees) -> None:
    for tree in (made.release, made.checkout):
        fresh = made.fresh(tree)
        assert (fresh / ".git").is_dir() == (tree == made.checkout)
        (fresh / "llama_stack/cli/run.py").unlink()
        assert files(made.fresh(tree)) == files(tree) == [".gitignore", "llama_stack/cli/run.py"]
