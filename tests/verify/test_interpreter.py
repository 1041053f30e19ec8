"""The Python in which trees run: which one is taken, and what is refused."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.verify import interpreter
from llama_router_codemod.verify.interpreter import NEEDED, find_interpreter
from llama_router_codemod.verify.sources import Source

NOWHERE = "no Python environment found in the trees, and none is active"


@pytest.fixture(autouse=True)
def _nothing_around(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No environment is active, and trees are named from here: nothing above this directory is above them."""
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    monkeypatch.chdir(tmp_path)


def python(file: Path, says: str = "3 11", code: int = 0) -> Path:
    """A program in place of Python, which answers every question in the same way."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\necho {says}\nexit {code}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


def environment(directory: Path, says: str = "3 11") -> Path:
    """A virtual environment, and the Python in it."""
    directory.mkdir(parents=True)
    (directory / "pyvenv.cfg").touch()
    return python(directory / "bin/python", says)


def tree(name: str) -> Source:
    home = Path(name)
    home.mkdir(parents=True, exist_ok=True)
    return Source(name, home, "shop", home, home)


def refused(sources: tuple[Source, ...] = (), given: Path | None = None) -> str:
    with pytest.raises(InputError) as caught:
        find_interpreter(sources, given)
    assert "--python" in caught.value.remedy
    return caught.value.message


# Which one


def test_the_one_that_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", str(environment(tmp_path / "active").parents[1]))
    environment(Path("tree/.venv"))
    given = python(tmp_path / "own/python")
    assert find_interpreter((tree("tree"),), given) == given


def test_given_from_here(tmp_path: Path) -> None:
    """It is run from another directory."""
    given = python(tmp_path / "bin/python")
    assert find_interpreter((), Path("bin/python")) == given


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """Behind the link of an environment is a Python without its packages."""
    link = tmp_path / "python"
    link.symlink_to(python(tmp_path / "behind/python"))
    assert find_interpreter((), link) == link


@pytest.mark.parametrize("name", [".venv", "venv"])
def test_environment_of_a_tree(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", str(environment(tmp_path / "active").parents[1]))
    found = environment(Path("tree") / name)
    assert find_interpreter((tree("tree"),), None) == found


def test_environment_above_a_tree() -> None:
    found = environment(Path("repository/.venv"))
    assert find_interpreter((tree("repository/deep/tree"),), None) == found


def test_tree_in_an_environment() -> None:
    found = environment(Path("installed"))
    assert find_interpreter((tree("installed/lib/site-packages"),), None) == found


def test_environment_of_the_second_tree() -> None:
    found = environment(Path("second/.venv"))
    trees = (tree("first"), tree("second"))
    assert find_interpreter(trees, None) == found
    assert find_interpreter((trees[0], tree("third"), trees[1]), None) == found
    nearer = environment(Path("first/.venv"))
    assert find_interpreter(trees, None) == nearer


def test_active_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = python(tmp_path / "active/bin/python")
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "active"))
    assert find_interpreter((tree("tree"),), None) == found


def test_environment_for_windows() -> None:
    environment(Path("tree/.venv")).unlink()
    found = python(Path("tree/.venv/Scripts/python.exe"))
    assert find_interpreter((tree("tree"),), None) == found


# What is refused


def test_missing_file(tmp_path: Path) -> None:
    missing = tmp_path / "python"
    assert refused(given=missing) == f"{missing}: no such file"
    assert refused(given=tmp_path) == f"{tmp_path}: is a directory, no interpreter"


def test_no_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python(Path("tree/.venv/bin/python"))
    assert refused((tree("tree"),)) == NOWHERE, "without pyvenv.cfg it is no environment"
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "gone"))
    assert refused((tree("tree"),)) == NOWHERE


def test_packages_that_are_there() -> None:
    assert find_interpreter((), Path(sys.executable)) == Path(sys.executable)


def test_missing_packages(tmp_path: Path) -> None:
    bare = tmp_path / "python"
    bare.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -S "$@"\n', encoding="utf-8")
    bare.chmod(0o755)
    assert refused(given=bare) == f"{bare}: has no fastapi, pydantic"


def python_of(site: Path) -> Path:
    """A Python that imports from a directory, besides its own modules only."""
    found = site / "python"
    start = f"import sys; sys.path.append({str(site)!r}); exec(sys.argv.pop(1))"
    found.write_text(f'#!/bin/sh\nshift\nexec "{sys.executable}" -I -S -c "{start}" "$@"\n', encoding="utf-8")
    found.chmod(0o755)
    return found


def test_packages_of_which_only_the_directory_is_left(tmp_path: Path) -> None:
    left = tmp_path / "fastapi"
    left.mkdir()
    bare = python_of(tmp_path)
    assert refused(given=bare) == f"{bare}: has no fastapi, pydantic"
    (left / "__init__.py").touch()
    assert refused(given=bare) == f"{bare}: has no pydantic"


def test_packages_are_not_imported(tmp_path: Path) -> None:
    """That takes longer than all else that is asked, and the trees import them anyway."""
    for name in NEEDED:
        (tmp_path / f"{name}.py").write_text("raise LookupError\n", encoding="utf-8")
    bare = python_of(tmp_path)
    assert find_interpreter((), bare) == bare


def test_packages_missing_in_the_environment_of_a_tree() -> None:
    found = environment(Path("tree/.venv"), "3 13 pydantic")
    assert refused((tree("tree"),)) == f"{found}: has no pydantic"


@pytest.mark.parametrize(("says", "version"), [("3 9", "3.9"), ("3 10 fastapi", "3.10"), ("2 7", "2.7")])
def test_too_old(says: str, version: str, tmp_path: Path) -> None:
    old = python(tmp_path / "python", says)
    assert refused(given=old) == f"{old}: is Python {version}, at least 3.11 is needed"


@pytest.mark.parametrize("says", ["3 11", "3 12", "4 0"])
def test_new_enough(says: str, tmp_path: Path) -> None:
    new = python(tmp_path / "python", says)
    assert find_interpreter((), new) == new


@pytest.mark.parametrize(
    ("says", "code", "reason"),
    [
        ("3 11", 1, "it ended with 1"),
        ("3", 0, "it said '3\\n'"),
        ("", 0, "it said '\\n'"),
        ("Hello world", 0, "it said 'Hello world\\n'"),
    ],
)
def test_program_that_is_no_python(says: str, code: int, reason: str, tmp_path: Path) -> None:
    program = python(tmp_path / "program", says, code)
    assert refused(given=program) == f"{program}: is no Python that runs ({reason})"


def test_program_that_complains(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\necho first >&2\necho last >&2\nexit 3\n", encoding="utf-8")
    program.chmod(0o755)
    assert refused(given=program) == f"{program}: is no Python that runs (it ended with 3: last)"


def test_program_that_does_not_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(interpreter, "SECONDS", 0.1)
    assert refused(given=program) == f"{program}: is no Python that runs (no answer in 0.1 seconds)"


def test_file_that_cannot_be_run(tmp_path: Path) -> None:
    file = tmp_path / "python"
    file.touch()
    assert refused(given=file) == f"{file}: is no Python that runs (Permission denied)"


def test_the_question_is_one_that_every_python_understands() -> None:
    """None that is too old is at hand everywhere; what Python 2.7 and 3.0 lack is not in the text."""
    question = ast.parse(interpreter._CHECK)
    lacked = (ast.Starred, ast.JoinedStr, ast.AnnAssign, ast.Nonlocal)
    assert not [node for node in ast.walk(question) if isinstance(node, lacked)]
    assert "print" not in interpreter._CHECK


def test_modules_of_the_current_directory_are_not_those_of_the_interpreter(tmp_path: Path) -> None:
    for name in ("fastapi", "pydantic"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'w')\n", encoding="utf-8")
    assert find_interpreter((), Path(sys.executable)) == Path(sys.executable)
    assert not (tmp_path / "ran").exists()
