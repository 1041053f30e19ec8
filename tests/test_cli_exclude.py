"""`--exclude` and the setting of the checkout: what is left out is not read, not changed, and told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from run_cli import run
from small_tree import small_tree, tree_bytes

if TYPE_CHECKING:
    from pathlib import Path

TOLD = "/vendor/ (--exclude) leaves out 10 files\n"
IDLE = "nothing.py (--exclude) leaves out nothing: no file matches it\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A checkout with another one in it."""
    small_tree(tmp_path / "vendor/shop-1.0")
    return small_tree(tmp_path)


def test_check(tree: Path) -> None:
    assert run("migrate", tree, "--exclude", "/vendor/")[0] == 0
    assert run("check", tree)[0] == 1
    clean = "no @webmethod left; 7 other names of the webmethod system; 17 Python files scanned\n"
    code, stdout, stderr = run("check", tree, "--exclude", "/vendor/")
    assert (code, stderr) == (0, "")
    assert stdout.endswith(TOLD + clean)
    assert run("check", tree, "--exclude", "/vendor/", "--exclude", "nothing.py")[1].endswith(TOLD + IDLE + clean)


def test_migrate(tree: Path) -> None:
    before = tree_bytes(tree / "vendor")
    code, out, _ = run("migrate", tree, "--exclude", "/vendor/")
    assert (code, out.startswith(f"{TOLD}10 files scanned; 2 API packages migrated")) == (0, True)
    assert tree_bytes(tree / "vendor") == before


def test_inventory(tree: Path) -> None:
    code, out, _ = run("inventory", tree, "--exclude", "/vendor/")
    assert (code, out.endswith(f"2 APIs, 4 routes below shop/apis\n{TOLD}")) == (0, True)
    assert TOLD.strip() in run("inventory", tree, "--exclude", "/vendor/", "--format", "markdown")[1]


@pytest.mark.parametrize("command", [("check",), ("inventory",), ("migrate", "--diff")], ids=" ".join)
def test_the_setting_and_json(tree: Path, command: tuple[str, ...]) -> None:
    text = '[tool.llama-router-codemod]\nexclude = ["/vendor/"]\n'
    (tree / "pyproject.toml").write_text(text, encoding="utf-8")
    _, out, _ = run(*command, tree, "--format", "json", "--exclude", "nothing.py")
    said: dict[str, Any] = json.loads(out)
    assert said["left_out"] == [
        {"pattern": "/vendor/", "origin": "pyproject.toml", "files": 10},
        {"pattern": "nothing.py", "origin": "--exclude", "files": 0},
    ]


@pytest.mark.parametrize("command", ["check", "inventory", "migrate"])
def test_a_file_that_is_needed(tree: Path, command: str) -> None:
    before = tree_bytes(tree)
    assert run(command, tree, "--exclude", "stock/") == (
        2,
        "",
        "error: --exclude: stock/ leaves out shop/apis/stock/__init__.py, which belongs to its APIs\n"
        "Leave out copies and nested checkouts, but nothing that the APIs of the checkout need.\n",
    )
    assert tree_bytes(tree) == before


def test_an_unknown_setting(tree: Path) -> None:
    text = "[tool.llama-router-codemod]\nexcluded = []\n"
    (tree / "pyproject.toml").write_text(text, encoding="utf-8")
    code, out, err = run("check", tree)
    assert (code, out) == (2, "")
    assert err.startswith(
        "error: pyproject.toml:2: tool.llama-router-codemod has an unknown key, excluded\nThe keys are exclude, "
    )


def test_a_file_of_the_package_that_imports_what_moves(tree: Path) -> None:
    code, _, err = run("migrate", tree, "--exclude", "/vendor/", "--exclude", "client.py")
    assert code == 3
    assert "  shop/client.py:1:1: `shop.apis.orders.orders` is imported here, in a file that is left out\n" in err
    assert (tree / "shop/apis/orders/orders.py").is_file()


def test_a_file_that_does_not_parse(tree: Path) -> None:
    """Left out, it stops no run."""
    (tree / "shop/apis.py.in").write_text("", encoding="utf-8")
    (tree / "shop/template.py").write_text("from shop.apis.orders.orders import {{ name }}\n", encoding="utf-8")
    options = ("--exclude", "/vendor/")
    assert run("migrate", tree, *options)[0] == 2
    assert run("migrate", tree, *options, "--exclude", "template.py")[0] == 0
