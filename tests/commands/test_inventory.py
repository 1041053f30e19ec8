"""`inventory` as a page writes nothing, and says what is wrong with the evidence; tests/test_cli.py has the rest."""

import json
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


def test_progress_for_programs(tmp_path: Path) -> None:
    code, out, err = run("inventory", small_tree(tmp_path), "--format", "html", "--progress", "json")
    assert (code, out.startswith("<!DOCTYPE html>")) == (0, True)
    counted = [(line["step"], line["done"], line["total"]) for line in map(json.loads, err.splitlines())]
    assert [item for item in counted if item[2]] == [
        ("Reading orders", 0, 2),
        ("Reading stock", 1, 2),
        ("Writing orders", 0, 2),
        ("Writing stock", 1, 2),
    ]
    assert ("Formatting", None, None) in counted
