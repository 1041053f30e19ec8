"""`inventory` as a page writes nothing, and says what is wrong with the evidence; tests/test_cli.py has the rest."""

from pathlib import Path

from run_cli import run
from small_tree import small_tree, tree_bytes


def test_a_page(tmp_path: Path) -> None:
    root = small_tree(tmp_path)
    before = tree_bytes(root)
    code, out, err = run("inventory", root, "--format", "html")
    assert (code, err) == (0, "")
    assert out.startswith("<!DOCTYPE html>\n")
    assert tree_bytes(root) == before


def test_no_evidence(tmp_path: Path) -> None:
    root = small_tree(tmp_path)
    code, out, err = run("inventory", root, "--format", "html", "--verified", root / "absent.json")
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {root}/absent.json: no result of verify is read there\n")
