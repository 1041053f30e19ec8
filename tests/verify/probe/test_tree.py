"""The modules of a tree, and objects in it that have moved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from served import served

from llama_router_codemod.verify.messages.method import MethodName, ObjectPath
from llama_router_codemod.verify.messages.server_modules import ServerModules
from llama_router_codemod.verify.probe.tree import Tree, declared_method, import_attribute, is_declared

Shop = Callable[..., Tree]


def test_package_of_the_tree(shop: Shop, tmp_path: Path) -> None:
    shop().require_below([tmp_path / "other", tmp_path])


def test_package_from_elsewhere(shop: Shop, tmp_path: Path) -> None:
    tree = shop()
    with pytest.raises(ImportError, match=r"shop was imported from .*/shop, which is not the tree"):
        tree.require_below([tmp_path / "other"])
    with pytest.raises(ImportError, match="json was imported from"):
        Tree("json").require_below([tmp_path])


def test_modules_of_the_server(shop: Shop) -> None:
    tree = shop()
    assert tree.server.__name__ == "shop.core.server.server"
    assert tree.core("resolver").__name__ == "shop.core.resolver"
    assert [api.value for api in tree.list_routes()] == ["orders"]
    assert (tree.registry, tree.hand_written_registry) == (None, None)
    assert {name: protocol.__name__ for name, protocol in tree.protocols().items()} == {"orders": "Orders"}


def test_modules_of_an_older_server(shop: Shop) -> None:
    tree = shop(
        {
            "shop/distribution/server/server.py": "",
            "shop/distribution/server/endpoints.py": "def get_all_api_endpoints():\n    return {}\n",
            "shop/distribution/server/routers.py": "",
        }
    )
    modules = ServerModules("distribution.server.server", "distribution.server.endpoints", "get_all_api_endpoints")
    older = Tree("shop", modules)
    assert older.server.__name__ == "shop.distribution.server.server"
    assert older.registry is not None
    assert older.list_routes() == {}
    assert tree.registry is None


def test_protocols_of_special_tool_groups(shop: Shop) -> None:
    groups = "\n".join(
        (
            "from enum import Enum",
            "from shop.orders import Orders",
            "Group = Enum('Group', {'rag': 'rag_tool'})",
            "toolgroup_protocol_map = lambda: {Group.rag: Orders}",
        )
    )
    tree = shop({"shop/core/server/routes.py": groups})
    assert tree.protocol(MethodName("orders", "list_orders")).__name__ == "Orders"
    assert tree.protocol(MethodName("tool_runtime", "list_orders", "rag_tool")).__name__ == "Orders"
    with pytest.raises(KeyError):
        tree.protocol(MethodName("stock", "list_orders"))


def test_registries(shop: Shop) -> None:
    tree = shop({"shop/core/server/routers.py": "", "shop/core/server/fastapi_router_registry.py": ""})
    found = (tree.registry, tree.hand_written_registry)
    assert [module.__name__ for module in found if module] == [
        "shop.core.server.routers",
        "shop.core.server.fastapi_router_registry",
    ]


def test_apis_with_routers_made_by_hand(shop: Shop) -> None:
    assert shop().hand_written_apis() == []
    registry = "def build_fastapi_router(api, impl):\n    return f'a router for {api.value}'\n"
    assert shop({"shop/core/server/fastapi_router_registry.py": registry}).hand_written_apis() == ["orders"]


def test_routes_of_a_tree_with_routers_made_by_hand_only(shop: Shop) -> None:
    no_list = {"shop/core/server/routes.py": ""}
    with pytest.raises(AttributeError, match="get_all_api_routes"):
        shop(no_list).list_routes()
    assert shop({"shop/core/server/fastapi_router_registry.py": "", **no_list}).list_routes() == {}


@pytest.mark.parametrize("name", ["core.other", "other.core.deep"])
def test_module_that_is_not_there(name: str, shop: Shop) -> None:
    assert shop().module_if_any(name) is None
    with pytest.raises(ModuleNotFoundError):
        shop().module(name)


def test_module_that_fails_is_not_one_that_is_missing(shop: Shop) -> None:
    tree = shop({"shop/core/server/routers.py": "import a_package_that_is_not_installed"})
    with pytest.raises(ModuleNotFoundError, match="a_package_that_is_not_installed"):
        _ = tree.registry


# Objects


def test_object_at_a_path(shop: Shop) -> None:
    shop()
    assert import_attribute(ObjectPath("shop.orders", "Orders.list_orders")).__name__ == "list_orders"


def test_object_of_a_module_that_went_away_or_lost_it(shop: Shop) -> None:
    shop({"shop/__init__.py": "from shop.orders import Orders"})
    for module in ("shop.gone", "shop.core"):
        assert import_attribute(ObjectPath(module, "Orders")).__name__ == "Orders"


def test_object_that_is_nowhere(shop: Shop) -> None:
    shop({"shop/broken.py": "import a_package_that_is_not_installed"})
    with pytest.raises(AttributeError):
        import_attribute(ObjectPath("shop.orders", "Nothing"))
    with pytest.raises(AttributeError):
        import_attribute(ObjectPath("shop.gone", "Nothing"))
    with pytest.raises(ModuleNotFoundError, match="a_package_that_is_not_installed"):
        import_attribute(ObjectPath("shop.broken", "Nothing"))


def test_method_of_the_protocol(shop: Shop) -> None:
    shop()
    assert declared_method(served()).__qualname__ == "Orders.list_orders"
    assert (is_declared(served()), is_declared(served(method="gone"))) == (True, False)
    with pytest.raises(AttributeError):
        declared_method(served(method="gone"))
