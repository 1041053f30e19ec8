"""The methods that routers made by hand may call."""

from __future__ import annotations

from collections.abc import Callable

from llama_router_codemod.verify.messages.method import MethodName, ObjectPath, Parameter, ServedMethod
from llama_router_codemod.verify.probe.methods_of_routers import methods_of_routers
from llama_router_codemod.verify.probe.tree import Tree

Shop = Callable[..., Tree]
ORDERS = """\
from enum import Enum

from pydantic import BaseModel

Api = Enum("Api", {"orders": "orders"})


class GetRequest(BaseModel):
    order: str


class Orders:
    async def get_order(self, request: GetRequest): ...
    def _price(self): ...


class AllOrders(Orders):
    def count_orders(self): ...


Orders = AllOrders
"""
REGISTRY = """\
def build_fastapi_router(api, impl):
    return {router} if api.value == "orders" else None
"""


def test_tree_without_such_routers(shop: Shop) -> None:
    assert list(methods_of_routers(shop())) == []


def test_api_without_a_router(shop: Shop) -> None:
    tree = shop({"shop/core/server/fastapi_router_registry.py": REGISTRY.replace("{router}", "None")})
    assert list(methods_of_routers(tree)) == []


def test_public_methods_of_the_protocol(shop: Shop) -> None:
    registry = REGISTRY.replace("{router}", "object()")
    tree = shop({"shop/orders.py": ORDERS, "shop/core/server/fastapi_router_registry.py": registry})
    protocol = ObjectPath("shop.orders", "AllOrders")
    order = (Parameter("order", "KEYWORD_ONLY"),)
    assert list(methods_of_routers(tree)) == [
        ServedMethod(MethodName("orders", "count_orders"), protocol, None, (), (), is_sync=True),
        ServedMethod(MethodName("orders", "get_order"), protocol, None, order, ()),
    ]
