"""A link within a checkout must not lead to nowhere after a run, nor an import through one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from repository import commit
from run_cli import run
from small_tree import small_tree, tree_bytes

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("own_git")
REMOVE_OR_EXCLUDE = "Remove the link, or give --exclude {} if nothing imports through it.\n"
MODULE = "shop/apis/orders/orders.py"
#: What leads to a module that moves, and to what it leads.
LINKS = {
    "shop/apis/orders/again.py": ("orders.py", MODULE),
    "shop/again": ("apis", "shop/apis"),
    "again": ("shop", "shop"),
    "docs.txt": (MODULE, MODULE),
}


@pytest.mark.parametrize("is_repository", [False, True], ids=["files", "repository"])
@pytest.mark.parametrize("link", LINKS)
def test_links_to_what_moves(link: str, is_repository: bool, tmp_path: Path) -> None:
    root = small_tree(tmp_path)
    to, target = LINKS[link]
    (root / link).symlink_to(to)
    if is_repository:
        commit(root)
    before = tree_bytes(root)
    for options in ([], ["--diff"]):
        assert run("migrate", root, *options) == (
            2,
            "",
            f"error: {link} is a symbolic link to {target}, and {MODULE} moves\n"
            + ("Remove the link.\n" if target == MODULE else REMOVE_OR_EXCLUDE.format(link)),
        )
    assert tree_bytes(root) == before
    if target != MODULE:
        assert run("migrate", root, "--exclude", f"/{link}")[0] == 0


@pytest.mark.parametrize(
    ("link", "to"),
    [("shop/again.py", "client.py"), ("my-shop", "shop"), ("broken.py", "nowhere.py"), ("itself.py", "itself.py")],
)
def test_links_to_what_stays(link: str, to: str, tmp_path: Path) -> None:
    root = small_tree(tmp_path)
    (root / link).symlink_to(to)
    assert run("migrate", root)[0] == 0
    assert (root / link).is_symlink()
