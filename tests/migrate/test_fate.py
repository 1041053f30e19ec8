"""What a migration does to one file, and what for."""

from pathlib import Path, PurePosixPath

import pytest
from small_tree import small_tree, tree_bytes

from llama_router_codemod.contract.served_verb import OtherVerbServedAsPost
from llama_router_codemod.migrate.fate import fate_of
from llama_router_codemod.migrate.migration import MigrateOptions
from llama_router_codemod.migrate.purpose import Purpose

ORDERS = "shop/apis/orders/orders.py"


@pytest.mark.parametrize(
    ("path", "change", "purposes"),
    [
        pytest.param(ORDERS, "deleted", (Purpose.SPLIT,), id="a module of an API"),
        pytest.param("shop/apis/orders/routes.py", "created", (Purpose.SPLIT,), id="a part of it"),
        pytest.param("shop/apis/orders/__init__.py", "modified", (Purpose.IMPORTS, Purpose.SPLIT), id="its package"),
        pytest.param("shop/apis/routers.py", "created", (Purpose.ROUTERS,), id="what routers share"),
        pytest.param("shop/client.py", "modified", (Purpose.IMPORTS,), id="who imports it"),
        pytest.param("shop/README.md", "modified", (Purpose.MENTIONS,), id="who names it"),
        pytest.param("shop/apis/version.py", None, (), id="another file"),
    ],
)
def test_a_file(tmp_path: Path, path: str, change: str | None, purposes: tuple[Purpose, ...]) -> None:
    root = small_tree(tmp_path)
    (root / "shop/README.md").write_text("See `shop.apis.orders.orders.Order`.\n", encoding="utf-8")
    before = tree_bytes(root)
    found = fate_of(root, PurePosixPath(path), MigrateOptions())
    assert (found.change, found.purposes, found.left_out_by) == (change, purposes, None)
    assert found.is_read is (change != "created")
    assert tree_bytes(root) == before


def test_the_findings_in_it(tmp_path: Path) -> None:
    found = fate_of(small_tree(tmp_path), PurePosixPath("shop/apis/stock/stock.py"), MigrateOptions())
    assert {finding.code for finding in found.findings} == {OtherVerbServedAsPost.code}


def test_a_file_that_is_left_out(tmp_path: Path) -> None:
    options = MigrateOptions(exclude=("/shop/extra.py",))
    root = small_tree(tmp_path)
    (root / "shop/extra.py").write_text("", encoding="utf-8")
    found = fate_of(root, PurePosixPath("shop/extra.py"), options)
    assert found.left_out_by is not None
    assert (found.left_out_by.pattern, found.is_read, found.change) == ("/shop/extra.py", False, None)
