"""Which methods a tree serves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from served import ORDERS, served

from llama_router_codemod.verify.messages.method import (
    MethodName,
    ObjectPath,
    Parameter,
    Recorded,
    ServedMethod,
    ServedRoute,
    SignatureSource,
)
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.probe.methods import served_methods, with_own_protocols, with_own_signatures
from llama_router_codemod.verify.probe.tree import Tree

Shop = Callable[..., Tree]
ROUTES = """\
from types import SimpleNamespace

from shop.orders import Api


def route(name, verb, path, declared=None):
    verbs = {"GET", "HEAD"} if verb == "GET" else {verb}
    return SimpleNamespace(name=name, methods=verbs, path=path), SimpleNamespace(method=declared)


def get_all_api_routes():
    return {Api.orders: [
"""


def routes(*calls: str) -> dict[str, str]:
    """The module of the routes, with what these calls of `route` give."""
    return {"shop/core/server/routes.py": ROUTES + "".join(f"        route({call}),\n" for call in calls) + "    ]}\n"}


def test_method_with_its_route(shop: Shop) -> None:
    found = served_methods(shop())
    function = ObjectPath("shop.orders", "Orders.list_orders")
    assert found.methods == (
        ServedMethod(
            MethodName("orders", "list_orders"),
            ObjectPath("shop.orders", "Orders"),
            SignatureSource(function),
            (Parameter("limit", "POSITIONAL_OR_KEYWORD", Recorded(20)),),
            (ServedRoute(ORDERS, "GET", "Orders"),),
        ),
    )
    assert found.import_failures == ()


def test_method_with_several_routes(shop: Shop) -> None:
    """A verb that is declared and not served, and none at all."""
    calls = '"list_orders", "GET", "/v1/orders", "GET"', '"list_orders", "POST", "/v2/orders", "PUT"'
    (method,) = served_methods(shop(routes(*calls, '"list_orders", "POST", "/v3/orders"'))).methods
    assert method.routes == (
        ServedRoute(ORDERS, "GET", "Orders"),
        ServedRoute(RouteKey("POST", "/v2/orders"), "PUT", "Orders"),
        ServedRoute(RouteKey("POST", "/v3/orders"), "POST", "Orders"),
    )


def test_sync_method(shop: Shop) -> None:
    orders = "from enum import Enum\n\nApi = Enum('Api', {'orders': 'orders'})\n\n\n"
    orders += "class Orders:\n    def list_orders(self): ...\n    async def get_order(self): ...\n"
    tree = shop(
        {"shop/orders.py": orders, **routes('"list_orders", "GET", "/v1/orders"', '"get_order", "GET", "/v1/order"')}
    )
    assert [method.is_sync for method in served_methods(tree).methods] == [True, False]


@pytest.mark.parametrize(
    ("classes", "tag"),
    [
        ("class Orders:\n    API_NAMESPACE = 'Shop orders'\n{method}", "Shop orders"),
        ("class Base:\n{method}\n\nclass Orders(Base): ...\n", "Base"),
        ("class OrderToolRuntime:\n{method}\n\nOrders = OrderToolRuntime\n", "ToolRuntime"),
    ],
    ids=["namespace", "inherited", "tool group"],
)
def test_tag(classes: str, tag: str, shop: Shop) -> None:
    orders = "from enum import Enum\n\nApi = Enum('Api', {'orders': 'orders'})\n\n\n"
    orders += classes.replace("{method}", "    async def list_orders(self): ...\n")
    (method,) = served_methods(shop({"shop/orders.py": orders, **routes('"list_orders", "GET", "/v1/orders"')})).methods
    assert [route.tag for route in method.routes] == [tag]


def test_tag_where_fastapi_makes_the_document(shop: Shop) -> None:
    orders = "from enum import Enum\n\nApi = Enum('Api', {'orders': 'late_orders'})\n\n\n"
    orders += "class Orders:\n    async def list_orders(self): ...\n"
    tree = shop({"shop/orders.py": orders, **routes('"list_orders", "GET", "/v1/orders"')})
    (method,) = served_methods(replace(tree, fastapi_document=True)).methods
    assert [route.tag for route in method.routes] == ["Late Orders"]


GROUPS = """\

from enum import Enum


class Insertions:
    async def insert(self, text: str): ...


def toolgroup_protocol_map():
    return {Enum("Group", {"rag_tool": "rag_tool"}).rag_tool: Insertions}
"""


def test_method_of_a_special_tool_group(shop: Shop) -> None:
    files = routes('"rag_tool.insert", "POST", "/v1/insert"')
    files["shop/core/server/routes.py"] += GROUPS
    (method,) = served_methods(shop(files)).methods
    assert method.name == MethodName("orders", "insert", "rag_tool")
    assert method.protocol == ObjectPath("shop.core.server.routes", "Insertions")
    assert method.parameters == (Parameter("text", "POSITIONAL_OR_KEYWORD"),)


def test_module_of_core_that_cannot_be_imported(shop: Shop) -> None:
    failing = "raise RuntimeError('no device')\n"
    tree = shop({"shop/core/device.py": failing, "shop/core/ui/__init__.py": failing, "shop/core/client.py": failing})
    assert served_methods(tree).import_failures == ("shop.core.device: RuntimeError('no device')",)


REGISTRY = """\
def build_fastapi_router(api, impl):
    return "a router"
"""


def test_methods_of_a_router_made_by_hand(shop: Shop) -> None:
    """Even one that a webmethod is left on is only served by the router."""
    (method,) = served_methods(shop({"shop/core/server/fastapi_router_registry.py": REGISTRY})).methods
    assert (method.name, method.signature, method.routes) == (MethodName("orders", "list_orders"), None, ())


def test_methods_of_another_tree_have_the_protocols_of_this_one(shop: Shop) -> None:
    tree = shop()
    theirs = [replace(served(), protocol=ObjectPath("shop.orders", "OrderService")), served(method="gone")]
    unknown = replace(theirs[0], name=MethodName("refunds", "list"))
    assert list(with_own_protocols(tree, [unknown, *theirs])) == [served(), served(method="gone")]


def test_signatures_of_webmethods_that_stand_for_routers_of_another_tree(shop: Shop) -> None:
    tree = shop()
    called = replace(served(), signature=None)
    gone = replace(served(method="gone"), signature=None)
    assert with_own_signatures(tree, [called, gone]) == (served(), gone)
    assert with_own_signatures(tree, [gone, served()]) == (gone, served())


def test_signatures_of_methods_that_a_router_of_this_tree_calls(shop: Shop) -> None:
    tree = shop({"shop/core/server/fastapi_router_registry.py": REGISTRY})
    called = replace(served(), signature=None)
    assert with_own_signatures(tree, [called]) == (called,)
