"""`config` shows each value and its origin, and the other commands do what it shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from run_cli import run
from small_tree import small_tree

from llama_router_codemod.tree.settings import SETTINGS

SETTINGS_OF_TREE = """\
[tool.llama-router-codemod]
exclude = ["/vendor/"]
put = "declared"
keep-shims = true
timeout = 30
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = small_tree(tmp_path)
    (root / "pyproject.toml").write_text(SETTINGS_OF_TREE, encoding="utf-8")
    return root


def test_the_defaults(tmp_path: Path) -> None:
    code, out, err = run("config", small_tree(tmp_path))
    assert (code, err) == (0, "")
    lines = [line.split() for line in out.splitlines()]
    assert lines[0] == ["setting", "value", "from"]
    assert [(line[0], line[-1]) for line in lines[1:]] == [(key, "default") for key in SETTINGS]


def test_each_value_and_its_origin(tree: Path) -> None:
    code, out, _ = run("config", tree, "--exclude", "x/", "--no-keep-shims", "--ratchet", "left.txt", "--seed", "3")
    assert code == 0
    rows = [line.split() for line in out.splitlines()[1:]]
    assert [" ".join(row) for row in rows if row[-1] != "default"] == [
        'exclude ["/vendor/"] pyproject.toml:2',
        'exclude ["x/"] command line',
        'ratchet "left.txt" command line',
        "keep-shims false command line",
        'put "declared" pyproject.toml:3',
        "seed 3 command line",
        "timeout 30 pyproject.toml:5",
    ]


def test_json(tree: Path) -> None:
    found = json.loads(run("config", tree, "--format", "json")[1])
    assert found["version"] == 1
    assert {"key": "put", "value": "declared", "origin": "pyproject.toml:3"} in found["settings"]
    assert {"key": "ratchet", "value": None, "origin": "default"} in found["settings"]


def test_no_directory(tmp_path: Path) -> None:
    code, out, err = run("config", tmp_path / "absent")
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {tmp_path}/absent: no such directory\n")


@pytest.mark.parametrize(
    ("options", "verb", "is_kept"),
    [((), "@router.put(", True), (("--put", "served", "--no-keep-shims"), "@router.post(", False)],
    ids=["of the file", "of the command line"],
)
def test_migrate_follows(tree: Path, options: tuple[str, ...], verb: str, is_kept: bool) -> None:
    assert run("migrate", tree, "--allow-dirty", *options)[0] == 0
    assert verb in (tree / "shop/apis/stock/routes.py").read_text(encoding="utf-8")
    assert (tree / "shop/apis/stock/stock.py").is_file() is is_kept


def test_a_ratchet_lies_in_the_checkout_and_is_for_all_apis(tree: Path) -> None:
    text = '[tool.llama-router-codemod]\nratchet = "left.txt"\n'
    (tree / "pyproject.toml").write_text(text, encoding="utf-8")
    assert run("check", tree)[0] == 2
    assert run("check", tree, "--update-ratchet")[0] == 0
    assert (tree / "left.txt").is_file()
    assert run("check", tree)[0] == 0
    assert run("check", tree, "--api", "orders")[0] == 1
    assert run("check", tree, "--api", "orders", "--ratchet", tree / "left.txt")[0] == 2


def test_the_codes_that_verify_accepts_do_not_ask_for_a_proof(tree: Path) -> None:
    text = '[tool.llama-router-codemod]\naccept = ["LRC104"]\n'
    (tree / "pyproject.toml").write_text(text, encoding="utf-8")
    assert run("migrate", tree, "--allow-dirty", "--diff")[0] == 0
    assert run("migrate", tree, "--allow-dirty", "--diff", "--accept", "LRC104")[0] == 2
