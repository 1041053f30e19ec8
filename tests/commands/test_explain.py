"""`explain` tells a code from a file, and knows when something is neither."""

from pathlib import Path

import pytest
from run_cli import run
from small_tree import small_tree

ORDERS = "shop/apis/orders/orders.py"


@pytest.mark.parametrize("spelling", ["LRC104", "lrc104", "104"])
def test_a_code(spelling: str) -> None:
    code, out, err = run("explain", spelling)
    assert (code, err) == (0, "")
    assert out.startswith("LRC104 implementations disagree about a parameter\n")


@pytest.mark.parametrize("options", [(), ("--checkout",)])
def test_a_file(tmp_path: Path, options: tuple[str, ...]) -> None:
    root = small_tree(tmp_path)
    code, out, err = run("explain", root / ORDERS, *options, *([root] if options else []))
    assert (code, err) == (0, "")
    assert out.startswith(f"{ORDERS}: deleted\n  an API is split")


def test_a_file_that_is_left_out(tmp_path: Path) -> None:
    root = small_tree(tmp_path)
    (root / "notes.py").touch()
    _, out, _ = run("explain", root / "notes.py", "--checkout", root, "--exclude", "notes.py")
    assert out == "notes.py: stays as it is\n  notes.py (--exclude) leaves it out\n"


def test_the_settings_of_the_checkout(tmp_path: Path) -> None:
    root = small_tree(tmp_path)
    (root / "pyproject.toml").write_text("[tool.llama-router-codemod]\nkeep-shims = true\n", encoding="utf-8")
    _, out, _ = run("explain", root / ORDERS, "--checkout", root)
    assert out.startswith(f"{ORDERS}: modified\n")


def test_neither() -> None:
    code, out, err = run("explain", "LRC1004")
    assert (code, out) == (2, "")
    assert err == "error: LRC1004: no code of a finding, and no file\nDid you mean LRC104 or LRC914 or LRC910?\n"
