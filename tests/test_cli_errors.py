"""Bad input: one clear error on stderr, exit code 2, and not a byte of the checkout changed."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from run_cli import run
from small_tree import small_tree, tree_bytes

from llama_router_codemod.model.catalogue import CATALOGUE

COMMANDS = (("inventory",), ("check",), ("migrate",), ("migrate", "--diff"))
APIS = "shop/apis/orders/orders.py"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return small_tree(tmp_path / "tree")


def refusal(tree: Path, *arguments: str | Path) -> str:
    """The error of a command that must leave with 2 and change nothing."""
    before = tree_bytes(tree)
    code, stdout, stderr = run(*arguments)
    assert (code, stdout) == (2, "")
    assert tree_bytes(tree) == before
    return stderr


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_file_that_does_not_parse(command: tuple[str, ...], tree: Path) -> None:
    with (tree / APIS).open("a", encoding="utf-8") as file:
        file.write("\nclass Broken(:\n    pass\n")
    assert refusal(tree, *command, tree) == (
        f"error: {APIS}:33:14: does not parse: invalid syntax\n"
        "    class Broken(:\n"
        "                 ^\n"
        "Mend the file first; nothing was written.\n"
    )


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_file_that_is_not_utf8(command: tuple[str, ...], tree: Path) -> None:
    with (tree / APIS).open("ab") as file:
        file.write(b"# caf\xe9\n")
    place = (tree / APIS).read_bytes().index(b"\xe9")
    assert refusal(tree, *command, tree) == (
        f"error: {APIS}: not UTF-8 (byte {place})\nSave the file as UTF-8, or leave it out of the checkout.\n"
    )


@pytest.mark.parametrize("command", [("migrate",), ("migrate", "--diff")], ids=" ".join)
def test_a_broken_file_beside_the_apis_that_names_no_webmethod(command: tuple[str, ...], tree: Path) -> None:
    (tree / "shop/apis/orders/prices.py").write_bytes(b"PRICES = {\n")
    assert refusal(tree, *command, tree) == (
        "error: shop/apis/orders/prices.py:1:10: does not parse: '{' was never closed\n"
        "    PRICES = {\n"
        "             ^\n"
        "Mend the file first; nothing was written.\n"
    )


@pytest.mark.parametrize("content", [b"class Broken(:\n", b"# caf\xe9\n"], ids=["unparsable", "not UTF-8"])
def test_a_broken_file_that_has_nothing_to_do_with_the_run(content: bytes, tree: Path, tmp_path: Path) -> None:
    clean = small_tree(tmp_path / "clean")
    (clean / "templates.py").write_bytes(b"")
    (tree / "templates.py").write_bytes(content)
    for command in COMMANDS:
        assert run(*command, tree) == run(*command, clean)
    assert (tree / "templates.py").read_bytes() == content


def test_a_broken_file_that_imports_a_moved_module(tree: Path) -> None:
    (tree / "shop/client.py").write_bytes(b"from shop.apis.orders.orders import (\n")
    assert refusal(tree, "migrate", tree) == (
        "error: shop/client.py:1:37: does not parse: '(' was never closed\n"
        "    from shop.apis.orders.orders import (\n"
        "                                        ^\n"
        "Mend the file first; nothing was written.\n"
    )


@pytest.mark.parametrize("command", [("inventory",), ("migrate",), ("migrate", "--diff")], ids=" ".join)
def test_a_directory_without_apis(command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text("print()\n", encoding="utf-8")
    assert refusal(tmp_path, *command, tmp_path) == (
        f"error: {tmp_path}: no API found: no datatypes.py defines the Api enum\n"
        "Give the root of a llama-stack checkout, or the directory into which its wheel was unpacked. A package that"
        " stands alone needs --host with one of these, or with an environment that has it.\n"
    )


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_directory_without_python(command: tuple[str, ...], tmp_path: Path) -> None:
    assert refusal(tmp_path, *command, tmp_path) == (
        f"error: {tmp_path}: no Python file here\nGive the directory of a checkout or of an unpacked wheel.\n"
    )


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_directory_that_is_not_there(command: tuple[str, ...], tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    assert refusal(tmp_path, *command, missing) == (
        f"error: {missing}: no such directory\nGive the directory of a checkout or of an unpacked wheel.\n"
    )
    assert not missing.exists()


def test_an_api_that_is_not_there(tree: Path) -> None:
    assert refusal(tree, "migrate", tree, "--api", "order") == (
        "error: --api order: no such API\nDid you mean orders?\n"
    )
    assert refusal(tree, "migrate", tree, "--api", "orders", "--api", "zoo") == (
        "error: --api zoo: no such API\nThe APIs are: orders, stock.\n"
    )


def test_uncommitted_changes_in_a_file_about_to_be_changed(tree: Path) -> None:
    git(tree, "init", "--quiet")
    git(tree, "add", "--all")
    git(tree, "commit", "--quiet", "--message=Start")
    (tree / "shop/client.py").write_text("from shop.apis.orders.orders import Orders\n", encoding="utf-8")
    assert refusal(tree, "migrate", tree) == (
        "error: shop/client.py: uncommitted changes\nCommit or stash them, or give --allow-dirty.\n"
    )
    assert run("migrate", tree, "--diff")[0] == 0
    assert run("migrate", tree, "--api", "stock")[0] == 0, "the changed file is not one of those"
    assert run("migrate", tree, "--allow-dirty")[0] == 0
    assert (tree / "shop/client.py").read_text(encoding="utf-8") == ("from shop.apis.orders.service import Orders\n")


def test_a_file_that_may_not_be_written(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def access(path: Path, mode: int) -> bool:
        return not (mode & os.W_OK and str(path).endswith("client.py"))

    # root may write everywhere, so permissions alone do not show it
    monkeypatch.setattr(os, "access", access)
    assert refusal(tree, "migrate", tree) == (
        "error: shop/client.py cannot be written\nAllow it (`chmod u+w shop/client.py`) and run again.\n"
    )
    assert run("migrate", tree, "--diff")[0] == 0


def test_a_disk_that_fills_up_while_writing(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    journals = Path(os.environ["XDG_STATE_HOME"], "llama-router-codemod")
    assert refusal(tree, "migrate", tree) == (
        f"error: {journals}: the journal cannot be written: No space left on device\n"
        "Make room or allow it, or set XDG_STATE_HOME to another place. Nothing was changed.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Missing argument 'CHECKOUT'."),
        ((".", "--format", "yaml"), "'yaml' is not one of 'text'"),
        ((".", "--apis", "orders"), "No such option: --apis"),
    ],
)
def test_a_wrong_command_line(arguments: tuple[str, ...], message: str) -> None:
    code, stdout, stderr = run("migrate", *arguments)
    assert (code, stdout) == (2, "")
    assert message in stderr


def test_an_unknown_command_is_answered_with_the_nearest() -> None:
    code, stdout, stderr = run("inventry", ".")
    assert (code, stdout) == (2, "")
    assert "No such command 'inventry'. Did you mean 'inventory'?" in stderr


def git(tree: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Reader", "-c", "user.email=reader@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=tree, check=True, capture_output=True)


@pytest.mark.parametrize("command", [*COMMANDS, ("migrate", "--undo")], ids=" ".join)
def test_an_empty_name_is_not_the_current_directory(
    command: tuple[str, ...], tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tree)
    assert "an empty name is no directory" in refusal(tree, *command, "")


def test_an_empty_name_is_no_tree_to_verify(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    assert "an empty name is neither a directory nor a revision" in refusal(tree, "verify", "", ".")


def test_a_large_file_and_one_that_cannot_be_read_are_no_matter(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tree / "large.yaml").open("wb") as file:
        file.truncate(6 * 1024**3)
    (tree / "large.md").symlink_to("large.yaml")
    (tree / "locked.md").touch()
    opened = Path.open

    def open_(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name == "locked.md":
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", open_)
    assert run("migrate", tree)[0] == 0


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["a pipe", "a directory"])
def test_something_else_than_a_file_where_one_is_written(make: Any, tree: Path) -> None:
    make(tree / "shop/apis/orders/routes.py")
    what = {os.mkfifo: "Is no regular file", os.mkdir: "Is a directory"}[make]
    assert refusal(tree, "migrate", tree) == (
        f"error: shop/apis/orders/routes.py cannot be read: {what}\nMake it a readable file and run again.\n"
    )


def committed(tree: Path) -> None:
    git(tree, "init", "--quiet")
    git(tree, "add", "--all")
    git(tree, "commit", "--quiet", "--message=Start")


def bare(tree: Path) -> None:
    committed(tree)
    git(tree, "clone", "--quiet", "--bare", ".", "../bare")


def packed(tree: Path) -> None:
    shutil.make_archive(str(tree), "tar", tree)


def says(name: str, text: str | bytes) -> Callable[[Path], object]:
    """A file of the tree that says something else."""
    return lambda tree: (tree / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def with_a_server(answer: str) -> Callable[[Path], object]:
    """A tree with a server, and a program that says something when it is taken for a Python."""

    def make(tree: Path) -> None:
        (tree / "shop/core/server").mkdir(parents=True)
        for name in ("core/__init__.py", "core/server/__init__.py", "core/server/server.py"):
            (tree / "shop" / name).touch()
        (tree / "python").write_text(f"#!/bin/sh\n{answer}\n", encoding="utf-8")
        (tree / "python").chmod(0o755)

    return make


def as_it_is(tree: Path) -> None:
    pass


CLIENT, IMPORT = "shop/client.py", "from shop.apis.orders.orders import Order\n"
UNPACKED = "Give the directory of a checkout or of an unpacked wheel."
INSTALL = "Install the checkout's dependencies (`uv sync`), or name an interpreter that has them with --python."
MEND = "Mend the file first; nothing was written."
#: What is wrong with the tree, the arguments, and the message; `TREE` is the tree's path.
USER_ERRORS: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "a file": (as_it_is, "migrate TREE/shop/client.py", f"TREE/shop/client.py: is a file, no directory\n{UNPACKED}"),
    "an archive": (packed, "migrate TREE.tar", f"TREE.tar: is a file, no directory\n{UNPACKED}"),
    "a bare repository": (bare, "migrate TREE/../bare", f"TREE/../bare: no Python file here\n{UNPACKED}"),
    "the .git of a checkout": (committed, "check TREE/.git", f"TREE/.git: no Python file here\n{UNPACKED}"),
    "a package": (
        as_it_is,
        "migrate TREE/shop/apis",
        "TREE/shop/apis: has an __init__.py, so it is a package itself\nGive the directory that holds the package.",
    ),
    "a submodule that was copied": (
        says(".git", "gitdir: ../.git/modules/nowhere\n"),
        "migrate TREE",
        "git failed in TREE: fatal: not a git repository: TREE/../.git/modules/nowhere\n"
        "Make `git status` work in that directory and run again.",
    ),
    "an index that is broken": (
        lambda tree: (committed(tree), says(".git/index", "x")(tree)),
        "migrate TREE",
        "git failed in TREE: fatal: .git/index: index file smaller than expected\n"
        "Make `git status` work in that directory and run again.",
    ),
    "broken TOML": (
        says("pyproject.toml", "[tool.ruff\n"),
        "migrate TREE",
        "TREE/pyproject.toml does not parse: Expected ']' at the end of a table declaration (at line 1, column 11)\n"
        "Mend the file and run again.",
    ),
    "settings that are no table": (
        says("pyproject.toml", '[tool]\nruff = "x"\n'),
        "migrate TREE",
        "TREE/pyproject.toml: tool.ruff is no table\nMend the file and run again.",
    ),
    "settings that extend a device": (
        lambda tree: (
            says("pyproject.toml", '[tool.ruff]\nextend = "more.toml"\n')(tree),
            says("more.toml", 'extend = "/dev/zero"\n')(tree),
        ),
        "migrate TREE --diff",
        "/dev/zero: is no regular file\nMend the file and run again.",
    ),
    "marks of a conflict": (
        says(CLIENT, f"<<<<<<< HEAD\n{IMPORT}"),
        "migrate TREE",
        f"shop/client.py:1:1: does not parse: invalid syntax\n    <<<<<<< HEAD\n    ^\n{MEND}",
    ),
    "Python 2": (
        says(CLIENT, f'{IMPORT}print "x"\n'),
        "migrate TREE",
        "shop/client.py:2:1: does not parse: Missing parentheses in call to 'print'. Did you mean print(...)?\n"
        f'    print "x"\n    ^\n{MEND}',
    ),
    "another encoding": (
        says(CLIENT, f"# coding: latin-1\n# é\n{IMPORT}".encode("latin-1")),
        "migrate TREE",
        "shop/client.py: not UTF-8 (byte 20)\nSave the file as UTF-8, or leave it out of the checkout.",
    ),
    "the options of verify": (
        as_it_is,
        f"migrate TREE --accept {min(CATALOGUE)}",
        "--accept is for --verify\nAdd --verify, or leave it out.",
    ),
    "an unknown code": (
        as_it_is,
        "migrate TREE --verify --accept LRC000",
        f"LRC000: no such finding\nCodes are {min(CATALOGUE)} to {max(CATALOGUE)}; see the README.",
    ),
    "undo and more": (
        as_it_is,
        "migrate TREE --undo --api orders",
        "--undo only puts back what an interrupted run changed\nLeave out the other options.",
    ),
    "undo and an option of the output": (
        as_it_is,
        "migrate TREE --undo --format json",
        "--undo only puts back what an interrupted run changed\nLeave out the other options.",
    ),
    "evidence without a page": (
        as_it_is,
        "inventory TREE --verified TREE/evidence.json",
        "--verified is for --format html\nAdd --format html, or leave it out.",
    ),
    "evidence for a migration without a page": (
        as_it_is,
        "migrate TREE --diff --verified TREE/evidence.json",
        "--verified is for --format html\nAdd --format html, or leave it out.",
    ),
    "an interpreter that is too old": (
        with_a_server("echo 3 9"),
        "verify TREE TREE --python TREE/python",
        "TREE/python: is Python 3.9, at least 3.11 is needed\n"
        "Name a newer one, with the checkout's dependencies, with --python.",
    ),
    "an interpreter without the server's packages": (
        with_a_server("echo 3 13 fastapi"),
        "verify TREE TREE --python TREE/python",
        f"TREE/python: has no fastapi\n{INSTALL}",
    ),
    "an interpreter that is too new for the server": (
        with_a_server('[ "$3" = fastapi ] && echo 3 99 || { echo No module named tree >&2; exit 1; }'),
        "verify TREE TREE --python TREE/python",
        f"TREE: its server cannot be run in TREE/python:\nNo module named tree\n{INSTALL}",
    ),
    "no interpreter": (
        with_a_server("echo Hello"),
        "verify TREE TREE --python TREE/python",
        "TREE/python: is no Python that runs (it said 'Hello\\n')\nName one with --python.",
    ),
    "a directory for an interpreter": (
        with_a_server(""),
        "verify TREE TREE --python TREE/shop",
        f"TREE/shop: is a directory, no interpreter\n{INSTALL}",
    ),
    "no server to verify": (
        as_it_is,
        "verify TREE TREE",
        "TREE: no server found: no package has a core/server/server.py\n"
        "Give the root of a llama-stack checkout, or the directory into which its wheel was unpacked.",
    ),
}


@pytest.mark.parametrize("name", USER_ERRORS)
def test_what_users_do_wrong(name: str, tree: Path) -> None:
    prepare, arguments, message = USER_ERRORS[name]
    prepare(tree)
    given = (argument.replace("TREE", str(tree)) for argument in arguments.split())
    assert refusal(tree, *given) == f"error: {message}\n".replace("TREE", str(tree))


def test_a_work_tree_beside_the_repository_is_a_checkout(tree: Path) -> None:
    committed(tree)
    git(tree, "worktree", "add", "--quiet", "../beside")
    assert run("migrate", tree.parent / "beside")[0] == 0
