"""Two trees, one interpreter, one set of requests, one result."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from tiny_server import tiny_server

from llama_router_codemod.contract.list_of_a_get import ListInQuery
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.verify.result import Check, Difference, VerifyResult
from llama_router_codemod.verify.sources import Source
from llama_router_codemod.verify.verification import VerifyOptions, verify, verify_sources

OPTIONS = VerifyOptions(python=Path(sys.executable), requests=3)


def tree(root: Path, old: str = "", new: str = "") -> Path:
    """The tiny server, with one text of its Protocol exchanged."""
    protocol = tiny_server(root) / "shop/orders.py"
    text = protocol.read_text(encoding="utf-8")
    protocol.write_text(text.replace(old, new) if old else text, encoding="utf-8")
    return root


def source(root: Path) -> Source:
    return Source(root.name, root, "shop", root, root)


def differences(result: VerifyResult) -> list[Difference]:
    (route,) = result.routes
    return route.differences


# Options


@pytest.mark.parametrize("code", ["LRC999", "lrc105", ""])
def test_code_that_no_finding_has(code: str) -> None:
    with pytest.raises(InputError) as caught:
        VerifyOptions(accept=("LRC105", code))
    assert caught.value.message == f"{code}: no such finding"


# Two trees


def test_equal_trees(tmp_path: Path) -> None:
    trees = tree(tmp_path / "one"), tree(tmp_path / "two")
    steps: list[str] = []
    result = verify(str(trees[0]), str(trees[1]), replace(OPTIONS, seed=7), steps.append)
    assert (result.before, result.after, result.seed) == (str(trees[0]), str(trees[1]), 7)
    assert (differences(result), result.requests, result.equal, result.is_accepted) == ([], 3, 3, True)
    assert (result.refused, result.uncalled, result.not_imported, result.without_method) == ([], [], [], [])
    assert result.texts == 6, "summary, description, parameter, response, the tag and the deprecation"
    assert (steps[0], steps[-1]) == ("Looking for the interpreter", "Comparing")


def test_trees_that_differ(tmp_path: Path) -> None:
    trees = tree(tmp_path / "one"), tree(tmp_path / "two", "List orders.", "All orders.")
    result = verify(str(trees[0]), str(trees[1]), OPTIONS)
    assert [(item.check, item.place) for item in differences(result)] == [
        (Check.DOCUMENT, "text of summary"),
        (Check.DOCUMENT, "text of description"),
    ]
    assert (len(result.unexplained), result.is_accepted) == (2, False)


def test_tree_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        verify(str(tree(tmp_path / "one")), str(tmp_path / "one/shop/core/server"), OPTIONS)
    assert "no server found" in caught.value.message


def test_module_that_cannot_be_imported(tmp_path: Path) -> None:
    root = tree(tmp_path / "one")
    (root / "shop/core/device.py").write_text("raise RuntimeError('no device')\n", encoding="utf-8")
    result = verify(str(root), str(root), OPTIONS)
    assert result.not_imported == ["shop.core.device: RuntimeError('no device')"]


def test_a_first_tree_that_cannot_be_planned(tmp_path: Path) -> None:
    root = tree(tmp_path / "one")
    apis = root / "shop/apis"
    apis.mkdir()
    (apis / "datatypes.py").write_text("class Api(Enum): ...\n", encoding="utf-8")
    (apis / "broken.py").write_text("def\n", encoding="utf-8")
    result = verify(str(root), str(root), OPTIONS)
    assert (result.unplanned or "").startswith("shop/apis/broken.py")
    assert result.is_accepted


# APIs


def test_only_some_apis(tmp_path: Path) -> None:
    root = tree(tmp_path / "one")
    result = verify(str(root), str(root), replace(OPTIONS, apis=("orders",)))
    assert [route.api for route in result.routes] == ["orders"]


def test_methods_of_some_apis_that_are_never_reached(tmp_path: Path) -> None:
    root = tree(tmp_path / "one")
    server = root / "shop/core/server/server.py"
    text = server.read_text(encoding="utf-8").replace("return await function(**arguments)", "raise ValueError")
    server.write_text(text, encoding="utf-8")
    result = verify(str(root), str(root), replace(OPTIONS, apis=("orders",)))
    assert result.uncalled == ["orders.list_orders"]


def test_unknown_api(tmp_path: Path) -> None:
    root = tree(tmp_path / "one")
    with pytest.raises(InputError) as caught:
        verify(str(root), str(root), replace(OPTIONS, apis=("orders", "stock")))
    assert (caught.value.message, caught.value.remedy) == ("stock: no such API", "The server has orders.")


# Findings

MOVED = Finding(Place(PurePosixPath("shop/orders.py"), 1), ListInQuery("limit", "int"), "orders", "list_orders")


@pytest.mark.parametrize(("accept", "is_accepted"), [((), False), (("LRC102",), True), (("LRC105",), False)])
def test_differences_that_a_finding_announced(accept: tuple[str, ...], is_accepted: bool, tmp_path: Path) -> None:
    """A parameter less in the document stands for one that moved."""
    trees = source(tree(tmp_path / "one")), source(tree(tmp_path / "two", "limit: int = 20", ""))
    options = replace(OPTIONS, requests=1, accept=accept)
    result = verify_sources(*trees, lambda: (MOVED,), options, tmp_path)
    moved = [item for item in differences(result) if item.place == "parameter limit"]
    assert [(item.finding, item.accepted) for item in moved] == [("LRC102", is_accepted)]
    assert {item.accepted for item in differences(result) if item.finding is None} == {False}
