"""What a tree's own function lists, in each form that llama-stack has had for it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from llama_router_codemod.verify.messages.method import MethodName
from llama_router_codemod.verify.messages.server_modules import ServerModules
from llama_router_codemod.verify.probe.listed_routes import ListedRoute, listed_routes, method_name
from llama_router_codemod.verify.probe.tree import Tree

Shop = Callable[..., Tree]
NAME = MethodName("orders", "list_orders")
MARKED = """\
from types import SimpleNamespace

from shop.orders import ROUTE, Api, Orders

Orders.list_orders.__webmethod__ = "of the decorator"


"""
ROUTES = f"{MARKED}def get_all_api_routes():\n    return {{Api.orders: [ROUTE]}}\n"
ENDPOINTS = f"""{MARKED}\
def get_all_api_endpoints():
    return {{Api.orders: [SimpleNamespace(name="list_orders", method="delete", route="/v1/orders")]}}
"""
OLDER = ServerModules(discovery="core.server.endpoints", list_routes="get_all_api_endpoints")


def test_routes_with_webmethods(shop: Shop) -> None:
    assert list(listed_routes(shop())) == [
        ListedRoute(NAME, "list_orders", "GET", "/v1/orders", SimpleNamespace(method="GET"))
    ]


def test_routes_only(shop: Shop) -> None:
    assert list(listed_routes(shop({"shop/core/server/routes.py": ROUTES}))) == [
        ListedRoute(NAME, "list_orders", "GET", "/v1/orders", "of the decorator")
    ]


def test_endpoints(shop: Shop) -> None:
    shop({"shop/core/server/endpoints.py": ENDPOINTS})
    assert list(listed_routes(Tree("shop", OLDER))) == [
        ListedRoute(NAME, "list_orders", "DELETE", "/v1/orders", "of the decorator")
    ]


@pytest.mark.parametrize("module", ["routers", "route_metadata"])
def test_routes_only_in_a_migrated_tree(module: str, shop: Shop) -> None:
    registry = "def route_metadata(function):\n    return ['inner', f'topmost of {function.__name__}']\n"
    tree = shop({"shop/core/server/routes.py": ROUTES, f"shop/core/server/{module}.py": registry})
    assert [route.metadata for route in listed_routes(tree)] == ["topmost of list_orders"]


@pytest.mark.parametrize(
    ("attribute", "name"),
    [
        ("list_orders", MethodName("orders", "list_orders")),
        ("rag_tool.insert", MethodName("orders", "insert", "rag_tool")),
    ],
)
def test_name_of_a_method(attribute: str, name: MethodName) -> None:
    assert method_name("orders", attribute) == name
    assert name.attribute == attribute


@pytest.mark.parametrize(("verbs", "verb"), [({"GET", "HEAD"}, "GET"), ({"POST"}, "POST"), ({"HEAD", "PUT"}, "PUT")])
def test_verb_of_a_route(verbs: set[str], verb: str, shop: Shop) -> None:
    routes = ROUTES.replace("[ROUTE]", f"[SimpleNamespace(name='list_orders', methods={verbs}, path='/v1/orders')]")
    assert [route.verb for route in listed_routes(shop({"shop/core/server/routes.py": routes}))] == [verb]
