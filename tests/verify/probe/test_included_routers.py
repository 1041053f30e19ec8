"""The routers of a tree, and what its table of routes tells of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import FastAPI

from llama_router_codemod.verify.messages.record import RouteRow
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.probe.included_routers import guarded, include_routers
from llama_router_codemod.verify.probe.tree import Tree

Shop = Callable[..., Tree]
ROUTER = """\
from fastapi import APIRouter
from shop.orders import Api

router = APIRouter(prefix="/v1", tags=["Orders"])


@router.get("/orders")
def list_orders() -> list[str]:
    return []


@router.delete("/orders/{order:path}", deprecated=True, openapi_extra={"x-public": True}, tags=[Api.orders])
def drop_order(order: str) -> None: ...
"""
REGISTRY = (
    ROUTER
    + """

def get_all_routers():
    return {Api.orders: [router]}


def include_routers(app, api, implementation, routers):
    app.state.included = (api.value, implementation)
    for router in routers:
        app.include_router(router)
"""
)
HAND_WRITTEN = (
    ROUTER
    + """

def build_fastapi_router(api, implementation):
    return router if implementation else None
"""
)
NO_ROUTES = {"shop/core/server/routes.py": "def get_all_api_routes():\n    return {}\n"}
LIST = RouteRow(RouteKey("GET", "/v1/orders"), "orders", "Orders", deprecated=False)
DROP = RouteRow(
    RouteKey("DELETE", "/v1/orders/{order:path}"), "orders", "Orders, orders", deprecated=True, authentication=False
)


def included(tree: Tree, **implementations: Any) -> tuple[list[RouteRow], set[str], FastAPI]:
    app = FastAPI()
    rows, routed = include_routers(app, tree, implementations)
    return rows, routed, app


def test_tree_without_routers(shop: Shop) -> None:
    assert included(shop(), orders="a recorder")[:2] == ([], set())


def test_routers_of_this_project(shop: Shop) -> None:
    rows, routed, app = included(shop({"shop/core/server/routers.py": REGISTRY, **NO_ROUTES}), orders="a recorder")
    assert (rows, routed) == ([LIST, DROP], {"orders"})
    assert app.state.included == ("orders", "a recorder")
    assert list(app.openapi()["paths"]) == ["/v1/orders", "/v1/orders/{order}"]


def test_router_without_an_implementation(shop: Shop) -> None:
    assert included(shop({"shop/core/server/routers.py": REGISTRY, **NO_ROUTES}))[:2] == ([], set())


@pytest.mark.parametrize(("implementation", "routed"), [("a recorder", {"orders"}), (None, set())])
def test_routers_of_another_kind(implementation: str | None, routed: set[str], shop: Shop) -> None:
    tree = shop({"shop/core/server/fastapi_router_registry.py": HAND_WRITTEN, **NO_ROUTES})
    rows, found, app = included(tree, orders=implementation)
    assert (rows, found) == ([LIST, DROP] if routed else [], routed)
    assert len(app.openapi()["paths"]) == len(rows)


NESTED = """\

inner, innermost = APIRouter(prefix="/shops"), APIRouter()


@inner.get("/all", tags=["Shops"])
def list_shops() -> list[str]:
    return []


@innermost.get("/{shop:path}")
def get_shop(shop: str) -> None: ...


inner.include_router(innermost, prefix="/one", tags=["One"])
router.include_router(inner, prefix="/inner", tags=["Inner"], deprecated=True)
"""


def test_routers_in_routers(shop: Shop) -> None:
    """Whatever version of FastAPI: older ones copy the routes, newer ones nest the routers."""
    rows, _, app = included(shop({"shop/core/server/routers.py": REGISTRY + NESTED, **NO_ROUTES}), orders="a recorder")
    assert [(row.key.path, row.tag, row.deprecated) for row in rows[2:]] == [
        ("/v1/inner/shops/all", "Orders, Inner, Shops", True),
        ("/v1/inner/shops/one/{shop:path}", "Orders, Inner, One", True),
    ]
    assert {row.key.template for row in rows} == set(app.openapi()["paths"])


def test_what_the_server_tells_of_its_routes(shop: Shop) -> None:
    """In a migrated tree `get_all_api_routes` has those of the routers too."""
    tree = shop({"shop/core/server/routers.py": REGISTRY, "shop/core/server/routes.py": ROUTES})
    rows, *_ = included(tree, orders="a recorder")
    assert rows == [replace(LIST, scope="a.read", span="list"), DROP]


ROUTES = """\
from types import SimpleNamespace

from shop.orders import ROUTE, Api

WEBMETHOD = SimpleNamespace(method="GET", required_scope="a.read", descriptive_name="list")


def get_all_api_routes():
    return {Api.orders: [(ROUTE, WEBMETHOD)]}
"""


@pytest.mark.parametrize(
    ("metadata", "guards"),
    [
        ({}, (True, None, None)),
        ({"require_authentication": False}, (False, None, None)),
        ({"required_scope": "a.read", "descriptive_name": "list"}, (True, "a.read", "list")),
    ],
)
def test_guards(metadata: dict[str, Any], guards: tuple[bool, str | None, str | None]) -> None:
    row = guarded(LIST, SimpleNamespace(**metadata))
    assert (row.authentication, row.scope, row.span) == guards
    assert (row.key, row.tag) == (LIST.key, LIST.tag)
