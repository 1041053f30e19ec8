"""Files beyond what Python and LibCST can follow are named."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst
import pytest
from run_cli import run
from small_tree import small_tree, tree_bytes

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.parser_limits import parser_limits

if TYPE_CHECKING:
    from pathlib import Path

APIS = "shop/apis/orders/orders.py"
DEEP = {
    "operators": "x = " + " + ".join(["1"] * 2_000),
    "unions": "X = " + " | ".join(["int"] * 2_000),
    "attributes": "x = a" + ".b" * 2_000,
    "calls": "x = a" + ".b()" * 1_400,
    "elifs": "if a:\n    pass\n" + "elif b:\n    pass\n" * 2_000,
    "subscripts": "x = a" + "[0]" * 2_000,
    "too deep for Python": "x = " + "not " * 9_000 + "a",
    "conditions": "x = " + " or ".join(["a"] * 20_000),
    "strings": "x = (" + " ".join(["'a'"] * 3_500) + ")",
    "brackets": "x = " + "(" * 300 + ")" * 300,
    "lambdas": "x = " + "lambda: " * 4_000 + "a",
    "lambdas that ruff puts in parentheses": "x = " + "lambda: " * 200 + "a",
}
#: Python follows these.
SOME = {
    "calls": "x = a" + ".b()" * 1_100,
    "lambdas": "x = " + "lambda: " * 1_100 + "a",
    "strings": "x = (" + " ".join(["'a'"] * 1_100) + ")",
}


def test_no_error(tmp_path: Path) -> None:
    with parser_limits(tmp_path):
        pass


def test_other_errors_go_on(tmp_path: Path) -> None:
    root = small_tree(tmp_path / "tree")
    with pytest.raises(LookupError), parser_limits(root):
        raise LookupError
    with pytest.raises(cst.ParserSyntaxError), parser_limits(root):
        cst.parse_module("(")


def test_the_deepest_file_is_named(tmp_path: Path) -> None:
    root = small_tree(tmp_path / "tree")
    (root / "shop/deep.py").write_text("x = 1\ny = " + "-" * 300 + "1\n", encoding="utf-8")
    (root / "shop/broken.py").write_bytes(b"\xff")
    with pytest.raises(InputError) as caught, parser_limits(root):
        raise RecursionError
    assert str(caught.value) == (
        "shop/deep.py:2: nested too deep to be followed\n"
        "Break the expression or the block into several; nothing was written."
    )


def test_an_error_without_a_deep_file_is_not_laid_on_one(tmp_path: Path) -> None:
    with pytest.raises(RecursionError), parser_limits(small_tree(tmp_path / "tree")):
        raise RecursionError


@pytest.mark.parametrize("kind", ["strings", "calls", "lambdas"])
@pytest.mark.parametrize("name", ["tests/test_orders.py", "shop/schema_utils.py", APIS])
def test_the_file_that_is_read_is_named_whoever_gives_up(name: str, kind: str, tmp_path: Path) -> None:
    """Python, LibCST or ruff: each has limits of its own."""
    root = small_tree(tmp_path / "tree")
    (root / "tests").mkdir()
    # The deepest of all has nothing to do with the run.
    (root / "deeper.py").write_text(DEEP["too deep for Python"], encoding="utf-8")
    with (root / name).open("a", encoding="utf-8") as file:
        file.write(f"from shop.apis.orders.orders import Order\n\n\n{SOME[kind]}\n")
    code, _, stderr = run("migrate", root)
    assert code == 0 or stderr.startswith(f"error: {name}:")


@pytest.mark.parametrize("name", ["docs/orders.json", "docs/orders.yaml", "docs/orders.md", "uv.lock"])
def test_a_deep_file_beside_is_read_or_left(name: str, tmp_path: Path) -> None:
    root = small_tree(tmp_path / "tree")
    (root / "docs").mkdir()
    (root / name).write_text("[" * 100_000 + '"shop.apis.orders.orders.Order"' + "]" * 100_000, encoding="utf-8")
    assert run("migrate", root)[0] == 0


@pytest.mark.parametrize("kind", DEEP)
@pytest.mark.parametrize("command", [("inventory",), ("check",), ("migrate",)], ids=" ".join)
def test_what_is_deep_is_refused_or_followed(command: tuple[str, ...], kind: str, tmp_path: Path) -> None:
    root = small_tree(tmp_path / "tree")
    with (root / APIS).open("a", encoding="utf-8") as file:
        file.write(f"\n\n{DEEP[kind]}\n")
    before = tree_bytes(root)
    code, _, stderr = run(*command, root)
    if code == 2:
        assert stderr.startswith(f"error: {APIS}:")
        assert tree_bytes(root) == before
    else:
        assert code == (1 if command == ("check",) else 0)
        for name, data in tree_bytes(root).items():
            ast.parse(data, name)
