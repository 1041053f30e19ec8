"""Links that lead out of a checkout are told, where modules would be missing without them."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

import pytest
from run_cli import run
from small_tree import small_tree, tree_bytes

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.checkout import Checkout
from llama_router_codemod.tree.outside_links import require_no_outside_links


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("root/pkg/a.py", "out/modules/b.py", "out/pages/page.md", "out/env/pyvenv.cfg", "out/env/c.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path / "root"


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("inside", "pkg"),
        ("pages", "../out/pages"),
        ("env", "../out/env"),
        ("not-a-module", "../out/modules"),
        ("page.md", "../out/pages/page.md"),
        ("dangling.py", "../out/nothing.py"),
        ("itself.py", "itself.py"),
    ],
)
def test_links_that_hide_no_module(root: Path, link: str, target: str) -> None:
    (root / link).symlink_to(target)
    require_no_outside_links(root, [PurePosixPath(link)])
    Checkout.open(root)


@pytest.mark.parametrize(("link", "target"), [("modules", "../out/modules"), ("b.py", "../out/modules/b.py")])
def test_links_that_hide_a_module(root: Path, link: str, target: str) -> None:
    (root / link).symlink_to(target)
    with pytest.raises(InputError) as caught:
        require_no_outside_links(root, [PurePosixPath(link)])
    assert str(caught.value) == (
        f"{link} leads out of the checkout, to {os.path.normpath(root / target)}, and what is there is not read\n"
        "Put the files themselves in its place, or give a directory that holds both."
    )


@pytest.mark.parametrize("command", [("inventory",), ("check",), ("migrate",)], ids=" ".join)
def test_every_command_tells_of_it(command: tuple[str, ...], tmp_path: Path) -> None:
    root = small_tree(tmp_path / "tree")
    (root / "shop/apis/stock").rename(tmp_path / "elsewhere")
    (root / "shop/apis/stock").symlink_to(tmp_path / "elsewhere")
    before = tree_bytes(root)
    code, stdout, stderr = run(*command, root)
    assert (code, stdout) == (2, "")
    assert stderr.startswith(f"error: shop/apis/stock leads out of the checkout, to {tmp_path}/elsewhere")
    assert tree_bytes(root) == before
