"""The checkout that a file lies in: of git, or around its package."""

import subprocess
from pathlib import Path, PurePosixPath

import pytest

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.enclosing import enclosing_checkout, within


def written(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()


@pytest.mark.parametrize("name", ["a.py", "src/pkg/a.py"])
def test_the_top_of_a_work_tree(tmp_path: Path, name: str) -> None:
    written(tmp_path, name)
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    assert enclosing_checkout(tmp_path / name) == tmp_path


@pytest.mark.parametrize(
    ("name", "root"), [("tree/pkg/apis/a.py", "tree"), ("tree/docs/a.md", "tree/docs"), ("tree/a.py", "tree")]
)
def test_without_git_the_directory_around_the_package(tmp_path: Path, name: str, root: str) -> None:
    written(tmp_path, "tree/pkg/__init__.py", "tree/pkg/apis/__init__.py", name)
    assert enclosing_checkout(tmp_path / name) == tmp_path / root


def test_a_path_within(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert within(Path("tree/pkg/../a.py"), Path("tree")) == PurePosixPath("a.py")


def test_a_path_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.py: not in .*/tree\n"):
        within(tmp_path / "a.py", tmp_path / "tree")
