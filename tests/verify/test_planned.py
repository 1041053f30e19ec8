"""A migration that is not written yet, against the tree as it is."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath

import pytest
from tiny_server import SOURCES, tiny_server

from llama_router_codemod.migrate.plan import Migration
from llama_router_codemod.tree.changeset import Changeset, FileChange
from llama_router_codemod.verify.planned import _changed, verify_planned
from llama_router_codemod.verify.result import VerifyResult
from llama_router_codemod.verify.sources import Source
from llama_router_codemod.verify.verification import VerifyOptions

OPTIONS = VerifyOptions(python=Path(sys.executable), requests=2)


def change(path: str, before: str | None, after: str | None) -> FileChange:
    old, new = (None if text is None else text.encode() for text in (before, after))
    return FileChange(PurePosixPath(path), old, new)


def planned(checkout: Path, *changes: FileChange) -> VerifyResult:
    return verify_planned(checkout, Migration(Changeset(changes), (), (), 0), OPTIONS)


def files_of(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return tiny_server(tmp_path / "checkout")


def test_no_change(checkout: Path) -> None:
    """All is imported from the checkout."""
    result = planned(checkout)
    assert (result.before, result.after) == (str(checkout), "the migrated tree")
    assert (result.requests, result.differences) == (2, [])


def test_change(checkout: Path) -> None:
    before, text = files_of(checkout), SOURCES["shop/orders.py"]
    result = planned(checkout, change("shop/orders.py", text, text.replace("= 20", "= 10")))
    assert "parameter limit.default" in [item.place for item in result.differences]
    assert files_of(checkout) == before


def test_module_that_moves(checkout: Path) -> None:
    text = SOURCES["shop/orders.py"]
    result = planned(
        checkout,
        change("shop/orders.py", text, None),
        change("shop/orders/__init__.py", None, "from shop.orders.service import *\n"),
        change("shop/orders/service.py", None, text),
    )
    assert result.differences == []


def test_changes_outside_of_what_is_imported(tmp_path: Path) -> None:
    """The packages stand below src/; a script beside it is no part of the server."""
    checkout = tmp_path / "checkout"
    tiny_server(checkout / "src")
    text = SOURCES["shop/orders.py"]
    result = planned(
        checkout,
        change("scripts/generate.py", None, "raise RuntimeError\n"),
        change("src/shop/orders.py", text, text.replace("List orders.", "All orders.")),
    )
    assert [item.place for item in result.differences] == ["text of summary", "text of description"]


@pytest.mark.parametrize("home", ["api", "src/api"])
def test_package_that_is_imported_from_elsewhere(home: str, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    for path in ("src/shop/a.py", f"{home}/shop_api/a.py", f"{home}/shop_api/b.py"):
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text("old", encoding="utf-8")
    before = Source("tree", tree / "src", "shop", tree, tree, beside=(tree / home,))
    after = _changed(before, tree, Changeset((change(f"{home}/shop_api/a.py", "old", "new"),)), tmp_path / "new")
    new = tmp_path / "new"
    assert (after.root, after.beside) == (new / "src", (new / home, tree / "src", tree / home))
    assert {path: text for path, text in files_of(new / home).items() if path.endswith(".py")} == {
        "shop_api/a.py": b"new",
        "shop_api/b.py": b"old",
    }


def test_package_that_does_not_change_is_imported_from_the_checkout(checkout: Path) -> None:
    (checkout / "library").mkdir()
    (checkout / "library/__init__.py").write_text("LIMIT = 10\n", encoding="utf-8")
    text = SOURCES["shop/orders.py"]
    importing = "from library import LIMIT\n" + text.replace("= 20", "= LIMIT")
    result = planned(checkout, change("shop/orders.py", text, importing))
    (default,) = [item for item in result.differences if item.place == "parameter limit.default"]
    assert (default.before, default.after) == (20, 10)


def test_program_of_the_documents(checkout: Path) -> None:
    """It is beside a folder of packages, which are not copied again."""
    source = Source("tree", checkout / "src", "shop", checkout, checkout, documents="docs.write")
    (checkout / "src/shop").mkdir(parents=True)
    (checkout / "docs").mkdir()
    (checkout / "docs/kept.py").touch()
    changes = [change(path, None, "new") for path in ("src/shop/a.py", "docs/write.py", "tests/b.py", "src/c.py")]
    target = checkout.parent / "target"
    after = _changed(source, checkout, Changeset(tuple(changes)), target)
    assert (after.root, after.checkout, after.beside) == (target / "src", target, (checkout / "src",))
    assert sorted(files_of(target)) == ["docs/kept.py", "docs/write.py", "src/c.py", "src/shop/a.py"]
