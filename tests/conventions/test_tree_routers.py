"""Routers that a checkout has of its own: understood as a whole, or not at all."""

from pathlib import Path

import pytest
from whole_trees import FIXTURES

from llama_router_codemod.conventions.tree_routers import TreeRouters, tree_routers
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.tree.checkout import Checkout

BEFORE = FIXTURES / "routed/before"
REGISTRY = "port/core/server/fastapi_router_registry.py"
UTILITIES = "port_api/router_utils.py"


def read(*changes: tuple[str, str, str]) -> TreeRouters | None:
    """The conventions of the fixture with some text of a file replaced."""
    checkout = Checkout.open(BEFORE)
    texts = {path: data.decode() for path, data in checkout.contents.items()}
    for file, old, new in changes:
        (path,) = (path for path in texts if str(path) == file)
        assert old in texts[path]
        texts[path] = texts[path].replace(old, new)
    return tree_routers(Symbols(checkout.with_contents({path: text.encode() for path, text in texts.items()})))


def test_a_registry_of_factories() -> None:
    found = TreeRouters(
        "port.core.server.fastapi_router_registry", "port_api.router_utils", True, frozenset({"tides", "pilots"}), True
    )
    assert read() == found


def test_lists_that_know_of_no_router() -> None:
    found = read(("port/core/server/routes.py", "if api.value in _ROUTER_FACTORIES:", "if not api.value:"))
    assert found is not None
    assert not found.in_lists


def test_a_registry_without_a_cast() -> None:
    assert read((REGISTRY, "cast(APIRouter, factory(impl))", "factory(impl)")) is not None


def test_without_a_key_of_public_routes() -> None:
    found = read((UTILITIES, "PUBLIC_ROUTE_KEY = ", "PUBLIC = "))
    assert found is not None
    assert not found.marks_public


def test_a_factory_for_one_of_several_apis() -> None:
    found = read(
        (REGISTRY, '"tides": tides.fastapi_routes.create_router', '"tides": tides.fastapi_routes.create_tides_router')
    )
    assert found is not None
    assert "tides" in found.routed


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        pytest.param(REGISTRY, "in _ROUTER_FACTORIES", "in {*_ROUTER_FACTORIES, 'moon'}", id="other APIs"),
        pytest.param(REGISTRY, "_ROUTER_FACTORIES.get(api.value)", "_ROUTER_FACTORIES[api.value]", id="another lookup"),
        pytest.param(REGISTRY, "cast(APIRouter, factory(impl))", "cast(APIRouter, factory(spied(impl)))", id="a call"),
        pytest.param(REGISTRY, "tides.fastapi_routes.create_router", "tides.router", id="no factory"),
        pytest.param(REGISTRY, '"tides":', "TIDES:", id="no literal"),
        pytest.param(REGISTRY, '"tides": ', '**found, "tides": ', id="more than is seen"),
        pytest.param(UTILITIES, "standard_responses = ", "responses = ", id="no responses"),
    ],
)
def test_what_is_not_understood(file: str, old: str, new: str) -> None:
    assert read((file, old, new)) is None


def test_none(tmp_path: Path) -> None:
    (tmp_path / "server.py").write_text("", encoding="utf-8")
    assert tree_routers(Symbols(Checkout.open(tmp_path))) is None
