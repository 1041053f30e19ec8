"""The command on whole trees: what it writes, says and leaves alone.

After a deliberate change of the output, run `pytest tests/test_fixtures.py --update-goldens` and read the difference.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tokenize
from collections import Counter
from difflib import unified_diff
from importlib import import_module
from pathlib import Path

import pytest
from run_cli import run
from whole_trees import CACHES, FIXTURES, Tree, deleted_files, files_of, migrated_tree, store_migrated_tree

# What legacy-only behaviour the tests of the tree itself hold on to.
GONE = {
    "tests/test_wire_quirks.py": "says of itself that it does not outlive a migration",
    "tests/test_implementations.py::test_the_cloud_is_away": "LRC104: a provider takes the training_config as a dict",
}

#: The comments in the webmethod system of each fixture, which go with it.
OF_WEBMETHODS = {
    "flat": (),
    "routed": ("# no router yet", "# then whatever has webmethods still"),
    "stack": (
        "# File, Form, Body and Depends are meant as they are written",
        "# HACK: special tool groups are served by attributes of the tool runtime with a dot in their name",
        "# decorators apply from the bottom up, so the list starts with the lowest one",
        "# the server builds the endpoint from the implementation",
    ),
}


@pytest.fixture(scope="module", params=["stack", "flat", "routed"])
def case(request: pytest.FixtureRequest) -> Path:
    """The directory of one fixture."""
    return FIXTURES / str(request.param)


@pytest.fixture(scope="module")
def migrated(case: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A migrated copy of a fixture, and what the command said of it."""
    tree = tmp_path_factory.mktemp(case.name) / "tree"
    shutil.copytree(case / "before", tree, ignore=CACHES)
    code, out, err = run("migrate", tree)
    assert code == 0, err
    return tree, err + out


def difference(expected: Tree, found: Tree) -> str:
    """A unified diff of two trees, empty when they are equal."""
    lines: list[str] = []
    for path in sorted({*expected, *found}):
        old, new = (tree.get(path, b"").decode().splitlines(keepends=True) for tree in (expected, found))
        names = (f"{path} (golden)" if path in expected else "/dev/null", path if path in found else "/dev/null")
        lines += unified_diff(old, new, *names)
    return "".join(lines)


def test_golden(case: Path, migrated: tuple[Path, str], pytestconfig: pytest.Config) -> None:
    tree, said = migrated
    if pytestconfig.getoption("update_goldens"):
        store_migrated_tree(case.name, tree)
        migrated_tree.cache_clear()
        (case / "findings.txt").write_text(said, encoding="utf-8")
    golden = {**files_of(migrated_tree(case.name)), "findings.txt": (case / "findings.txt").read_bytes()}
    found = {**files_of(tree), "findings.txt": said.encode()}
    changed = difference(golden, found)
    command = "pytest tests/test_fixtures.py --update-goldens"
    assert not changed, f"the output is no longer the golden one; if that is right, run\n    {command}\n{changed}"
    assert golden == found


def test_only_what_differs_is_stored(case: Path) -> None:
    before, after = files_of(case / "before"), files_of(case / "after")
    assert [path for path in after if before.get(path) == after[path]] == []
    assert deleted_files(case) == sorted(before.keys() & set(deleted_files(case)) - after.keys())


def test_second_run_changes_nothing(migrated: tuple[Path, str]) -> None:
    tree, _ = migrated
    before = files_of(tree)
    code, out, _ = run("migrate", tree)
    assert (code, "no file changes" in out) == (0, True)
    assert files_of(tree) == before


def test_no_webmethod_is_left(migrated: tuple[Path, str]) -> None:
    code, out, _ = run("check", migrated[0])
    assert (code, "no @webmethod left" in out.splitlines()[-1]) == (0, True)


def test_every_comment_survives(case: Path, migrated: tuple[Path, str]) -> None:
    lost = comments(case / "before") - comments(migrated[0])
    assert lost == Counter(OF_WEBMETHODS[case.name])


def comments(root: Path) -> Counter[str]:
    return Counter(
        token.string
        for path, source in files_of(root).items()
        if path.endswith(".py")
        for token in tokenize.tokenize(io.BytesIO(source).readline)
        if token.type == tokenize.COMMENT
    )


def test_every_file_compiles(migrated: tuple[Path, str]) -> None:
    for path, source in files_of(migrated[0]).items():
        if path.endswith(".py"):
            compile(source, path, "exec")


def test_ruff_is_content(case: Path, migrated: tuple[Path, str]) -> None:
    """Under the tree's own configuration, as it is of the tree as it was."""
    ruff = import_module("ruff.__main__").find_ruff_bin()
    # The flat tree has no configuration, so it gets the one of the other and may use star imports.
    given = [] if case.name != "flat" else ["--config", str(FIXTURES / "stack/before/pyproject.toml")]
    lax = ["--ignore", "F403"] if given else []
    for options in (["check", *lax], ["format", "--check"]):
        done = subprocess.run(
            [ruff, *options, "--no-cache", *given, "."], cwd=migrated[0], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout


def test_patch_gives_the_same_bytes(case: Path, migrated: tuple[Path, str], tmp_path: Path) -> None:
    before = tmp_path / "before"
    shutil.copytree(case / "before", before, ignore=CACHES)
    patch = patch_of(before)
    assert files_of(before) == files_of(case / "before")
    subprocess.run(["git", "init", "--quiet", str(before)], check=True)
    subprocess.run(["git", "apply", "--whitespace=nowarn"], input=patch, cwd=before, check=True)
    shutil.rmtree(before / ".git")
    assert files_of(before) == files_of(migrated[0])


def patch_of(tree: Path) -> bytes:
    command = [sys.executable, "-m", "llama_router_codemod", "migrate", str(tree), "--diff"]
    return subprocess.run(command, capture_output=True, check=True).stdout


@pytest.fixture(scope="module")
def modules(case: Path, migrated: tuple[Path, str]) -> tuple[Path, list[str]]:
    """The migrated tree and the dotted names of its packages' modules."""
    packages = sorted(path.parent.name for path in (case / "before").glob("*/__init__.py"))
    paths = [path for package in packages for path in sorted((migrated[0] / package).rglob("*.py"))]
    dotted = (".".join(path.relative_to(migrated[0]).with_suffix("").parts) for path in paths)
    return migrated[0], [name.removesuffix(".__init__") for name in dotted]


def test_every_module_can_be_the_first_import(modules: tuple[Path, list[str]]) -> None:
    """No import circle, and no warning, whichever module comes first."""
    tree, names = modules
    script = (
        "import importlib, sys\n"
        "packages = {name.partition('.')[0] for name in sys.argv[1:]}\n"
        "for name in sys.argv[1:]:\n"
        "    for loaded in [item for item in sys.modules if item.partition('.')[0] in packages]:\n"
        "        del sys.modules[loaded]\n"
        "    importlib.import_module(name)\n"
    )
    done = in_tree(tree, "-W", "error", "-c", script, *names)
    assert done.returncode == 0, done.stderr


def test_public_names_are_kept(case: Path, modules: tuple[Path, list[str]]) -> None:
    tree, _ = modules
    script = (
        "import importlib, pkgutil, sys\n"
        "from types import ModuleType\n"
        "root = importlib.import_module(sys.argv[1])\n"
        "for item in pkgutil.iter_modules(root.__path__, f'{root.__name__}.'):\n"
        "    names = {}\n"
        "    exec(f'from {item.name} import *', names)\n"
        "    if sys.argv[2] == 'own':\n"
        "        named = vars(sys.modules[item.name]).items()\n"
        "        names = {name: value for name, value in named if root.__name__ in getattr(value, '__module__', '')}\n"
        "    names = {name for name in names if not isinstance(names[name], ModuleType)}\n"
        "    names -= {'__builtins__', 'webmethod', 'WebMethod'}\n"
        "    print(*(f'{item.name}.{name}' for name in names), sep='\\n')\n"
    )
    apis = {"stack": "mini_stack.apis", "flat": "mini_api", "routed": "port_api"}[case.name]
    # Packages with routers of their own list what they offer.
    which = "own" if case.name == "routed" else "all"
    old, new = (in_tree(root, "-c", script, apis, which) for root in (case / "before", tree))
    assert (old.returncode, new.returncode) == (0, 0), old.stderr + new.stderr
    assert set(old.stdout.split()) - set(new.stdout.split()) == set()


@pytest.mark.parametrize("case", ["stack"], indirect=True)
def test_tests_of_the_tree_pass(migrated: tuple[Path, str]) -> None:
    left_out = [option for name in GONE for option in ("--deselect", name)]
    done = in_tree(migrated[0], "-m", "pytest", "-q", "-p", "no:cacheprovider", *left_out)
    assert done.returncode == 0, done.stdout


def in_tree(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
