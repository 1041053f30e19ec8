"""`--keep-shims`: importers outside the checkout find the old paths, and nothing in it uses them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from run_cli import run
from whole_trees import CACHES, FIXTURES, files_of, migrated_tree

if TYPE_CHECKING:
    from pathlib import Path

BEFORE = FIXTURES / "stack/before"
APIS = "mini_stack/apis"
#: Modules of API packages that are split and whose path goes away.
GONE = sorted(
    path
    for path in (FIXTURES / "stack/deleted.txt").read_text(encoding="utf-8").splitlines()
    if path.startswith(f"{APIS}/")
)
NAMES = """\
import importlib, sys
for name in sys.argv[1:]:
    names = {}
    exec(f"from {name} import *", names)
    print(name, *sorted(names.keys() - {"__builtins__", "__warningregistry__", "webmethod"}))
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture, migrated with shims."""
    root = tmp_path_factory.mktemp("shims") / "tree"
    shutil.copytree(BEFORE, root, ignore=CACHES)
    code, _, err = run("migrate", root, "--keep-shims")
    assert code == 0, err
    return root


def module(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".")


def python(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def test_only_the_shims_are_more(tree: Path) -> None:
    found = files_of(tree)
    assert len(GONE) > 10
    assert {path: data for path, data in found.items() if path not in GONE} == files_of(migrated_tree("stack"))
    assert [path for path in GONE if path not in found] == []


def test_a_star_import_gives_what_it_gave(tree: Path) -> None:
    names = [module(path) for path in GONE]
    old, new = (python(root, "-c", NAMES, *names) for root in (BEFORE, tree))
    assert (old.returncode, new.returncode) == (0, 0), old.stderr + new.stderr
    assert new.stdout == old.stdout


def test_a_shim_warns_of_the_importer(tree: Path) -> None:
    done = python(tree, "-W", "error", "-c", f"import {module(GONE[0])}")
    package = module(GONE[0]).rpartition(".")[0]
    assert f"DeprecationWarning: {module(GONE[0])} has moved: import from {package}\n" in done.stderr
    assert 'File "<string>", line 1, in <module>' in done.stderr


def test_nothing_in_the_checkout_uses_one(tree: Path) -> None:
    paths = sorted(path.relative_to(tree).as_posix() for path in (tree / "mini_stack").rglob("*.py"))
    names = [module(path).removesuffix(".__init__") for path in paths if path not in GONE]
    script = "import importlib, sys\nfor name in sys.argv[1:]:\n    importlib.import_module(name)\n"
    done = python(tree, "-W", "error", "-c", script, *names)
    assert done.returncode == 0, done.stderr


def test_check_and_a_second_run(tree: Path) -> None:
    before = files_of(tree)
    assert run("check", tree)[0] == 0
    for options in (["--keep-shims"], []):
        code, out, _ = run("migrate", tree, *options)
        assert (code, "no file changes" in out) == (0, True)
    assert files_of(tree) == before


def test_type_checkers_find_the_names(tree: Path, tmp_path: Path) -> None:
    """Without implicit re-exports."""
    user = tmp_path / "user.py"
    text = "from mini_stack.apis.files.files import FileObject, Files\n\n_: tuple[type[Files], type[FileObject]]\n"
    user.write_text(text, encoding="utf-8")
    options = ("--no-implicit-reexport", "--follow-imports=silent", "--cache-dir", os.devnull)
    done = python(tree, "-m", "mypy", *options, str(user))
    assert done.stdout.startswith("Success"), done.stdout
