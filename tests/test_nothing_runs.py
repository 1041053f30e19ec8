"""A tree that tries to run something in every way that git, ruff, Python and a shell offer: nothing runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from small_tree import small_tree, tree_bytes

PROJECT = Path(__file__).parents[1]
# `-P` as in the installed program: the current directory is not where modules are looked for.
TOOL = (sys.executable, "-P", "-m", "llama_router_codemod")
COMMANDS = (("inventory",), ("check",), ("migrate", "--diff"), ("migrate", "--allow-dirty"), ("migrate", "--undo"))
#: Settings of git that name a program.
SETTINGS = [
    "alias.ls-files",
    "alias.status",
    "core.alternateRefsCommand",
    "core.askPass",
    "core.editor",
    "core.fsmonitor",
    "core.gitProxy",
    "core.pager",
    "core.sshCommand",
    "credential.helper",
    "diff.external",
    "diff.trap.command",
    "diff.trap.textconv",
    "filter.trap.clean",
    "filter.trap.process",
    "filter.trap.smudge",
    "gpg.program",
    "interactive.diffFilter",
    "merge.trap.driver",
    "pager.ls-files",
    "remote.origin.receivepack",
    "remote.origin.uploadpack",
    "remote.origin.vcs",
    "sequence.editor",
    "tar.tar.command",
    "uploadpack.packObjectsHook",
]
HOOKS = ("fsmonitor-watchman", "post-checkout", "post-index-change", "pre-commit", "reference-transaction")
#: Modules that a Python or a program of ours would import, if it looked for them in the tree.
MODULES = ("conftest", "fastapi", "libcst", "pathspec", "pydantic", "rich", "ruff", "sitecustomize", "typer")
PROGRAMS = ("git", "python", "python3", "ruff", ".venv/bin/python")


@pytest.fixture
def ran(tmp_path: Path) -> Path:
    """What every trap makes, with its name in it."""
    return tmp_path / "ran"


@pytest.fixture
def tree(tmp_path: Path, ran: Path) -> Path:
    root = small_tree(tmp_path / "tree")
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=Start")
    for name in SETTINGS:
        git(root, "config", name, f"echo {name} >> {ran}; cat")
    for name, value in {
        "core.hooksPath": str(root / ".git/hooks"),
        "extensions.partialClone": "origin",
        "filter.trap.required": "true",
        "remote.origin.promisor": "true",
        "remote.origin.url": str(tmp_path / "elsewhere"),
    }.items():
        git(root, "config", name, value)
    (root / ".gitattributes").write_text("* filter=trap diff=trap merge=trap export-subst ident\n", encoding="utf-8")
    for name in HOOKS:
        program(root / ".git/hooks" / name, f"echo hook {name} >> {ran}")
    for name in PROGRAMS:
        program(root / name, f"echo program {name} >> {ran}")
    for name in MODULES:
        module(root / f"{name}.py", name, ran)
    for package in ("shop", "shop/apis", "shop/apis/orders"):
        module(root / package / "__init__.py", package, ran)
    for name in ("$(echo shell >> ran)", "`echo shell >> ran`", "; echo shell >> ran;", "-c", "--config=x", "%PATH%"):
        (root / f"shop/{name}.py").write_text("from shop.apis.orders.orders import Order\n", encoding="utf-8")
    (root / "ruff.toml").write_text('cache-dir = "ran"\nextend = "extended.toml"\n', encoding="utf-8")
    (root / "extended.toml").write_text("line-length = 100\n", encoding="utf-8")
    (root / ".pre-commit-config.yaml").write_text(f"repos: [{{repo: local, hooks: [{{entry: touch {ran}}}]}}]\n")
    # Every file looks changed to git, which would then ask the filters.
    for file in root.rglob("*.py"):
        os.utime(file, (1, 1))
    return root


def program(path: Path, line: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    path.chmod(0o755)


def module(path: Path, name: str, ran: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(f'\nimport pathlib\npathlib.Path({str(ran)!r}).write_text("module {name}")\n')


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Reader", "-c", "user.email=reader@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


def test_the_traps_are_set(tree: Path, ran: Path) -> None:
    subprocess.run(["git", "status"], cwd=tree, check=False, capture_output=True)
    assert {"core.fsmonitor", "filter.trap.process"} <= set(ran.read_text(encoding="utf-8").split())
    ran.unlink()
    subprocess.run([sys.executable, "-c", "import fastapi"], cwd=tree, check=True)
    assert ran.read_text(encoding="utf-8") == "module fastapi"


@pytest.mark.parametrize("command", [*COMMANDS, ("migrate",)], ids=" ".join)
def test_nothing_of_the_tree_runs(command: tuple[str, ...], tree: Path, ran: Path) -> None:
    done = subprocess.run(
        [*TOOL, *command, "."],
        cwd=tree,
        # Some have the current directory among the places where programs are looked for.
        env={**os.environ, "PYTHONPATH": str(PROJECT), "PATH": f".::{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    # Without --allow-dirty the run ends after it asked git: some files are not committed.
    assert done.returncode == {("check",): 1, ("migrate",): 2}.get(command, 0), done.stderr
    assert not ran.exists(), ran.read_text(encoding="utf-8")
    assert not (tree / "ran").exists()


@pytest.mark.parametrize("options", [(), ("--branch-prefix", "r/")], ids=["branch", "branches"])
def test_nothing_of_the_tree_runs_when_it_is_committed(tree: Path, ran: Path, options: tuple[str, ...]) -> None:
    """With every trap of a repository but the filter, with which the command refuses to commit."""
    attributes = tree / ".gitattributes"
    traps = attributes.read_text(encoding="utf-8")
    attributes.write_text("* diff=trap merge=trap export-subst\n", encoding="utf-8")
    git(tree, "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "add", "--all")
    identity = {f"GIT_{role}_{name}": "a@b" for role in ("AUTHOR", "COMMITTER") for name in ("NAME", "EMAIL")}
    environment = {**os.environ, **identity, "PYTHONPATH": str(PROJECT), "PATH": f".::{os.environ['PATH']}"}
    git(tree, "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "commit", "--quiet", "--message=All")
    git(tree, "config", "commit.gpgSign", "true")
    git(tree, "config", "core.splitIndex", "true")
    ran.unlink(missing_ok=True)
    command = [*TOOL, "migrate", ".", "--commit", *options]
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count("\n")) == (0, 3), done.stderr
    assert not ran.exists(), ran.read_text(encoding="utf-8")
    attributes.write_text(traps, encoding="utf-8")
    before = tree_bytes(tree)
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert not ran.exists(), ran.read_text(encoding="utf-8")
    assert tree_bytes(tree) == before


def test_nothing_of_the_tree_runs_when_a_revision_is_unpacked(tree: Path, ran: Path) -> None:
    """The trees have no server, so that `verify` ends before it runs their code."""
    done = subprocess.run(
        [*TOOL, "verify", "HEAD", "."],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "no server found" in done.stderr) == (2, True)
    assert not ran.exists(), ran.read_text(encoding="utf-8")


@pytest.mark.parametrize("options", [(), ("-P",)], ids=["plain", "safe path"])
def test_python_m_in_a_directory_with_modules_of_its_own(options: tuple[str, ...], tmp_path: Path) -> None:
    """An API may be called as a module of Python, and people call `python -m` wherever they are."""
    root = small_tree(tmp_path / "tree")
    for name in (*MODULES, "inspect", "typing"):
        (root / f"{name}.py").write_text("raise SystemExit('it ran')\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, *options, "-m", "llama_router_codemod", "check", "."]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (1, "")
