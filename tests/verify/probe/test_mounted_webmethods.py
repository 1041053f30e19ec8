"""The routes of webmethods, as the legacy server mounts them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from fastapi import FastAPI
from served import LIMIT, ORDERS, served
from tiny_server import SOURCES

from llama_router_codemod.verify.messages.method import ServedRoute
from llama_router_codemod.verify.messages.record import CallContext, RouteRow
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.probe.mounted_webmethods import mount_webmethods, unmountable_routes
from llama_router_codemod.verify.probe.recorders import Journal, make_implementations
from llama_router_codemod.verify.probe.tree import Tree

Shop = Callable[..., Tree]
METHOD = served(LIMIT)
ROUTES = """\
from types import SimpleNamespace

from shop.orders import Api


def get_all_api_routes():
    routes = [("GET", "/v1/orders", {}), ("POST", "/v2/orders", {"deprecated": True, "require_authentication": False})]
    return {Api.orders: [
        (SimpleNamespace(name="list_orders", methods={verb, "HEAD"}, path=path), SimpleNamespace(**metadata))
        for verb, path, metadata in routes
    ]}
"""


IN_BODY = """
def in_body(function):
    from typing import Annotated

    from fastapi import Body

    limit = inspect.signature(function).parameters["limit"]
    return inspect.Signature([limit.replace(annotation=Annotated[int, Body()])])
"""


def implementations() -> dict[str, object]:
    return dict(make_implementations([METHOD], Journal(CallContext, None, ValueError)))


def test_route(shop: Shop) -> None:
    app = FastAPI()
    rows = list(mount_webmethods(app, shop(), implementations(), [METHOD]))
    assert rows == [RouteRow(ORDERS, "orders", "Orders", deprecated=False, webmethod=METHOD.name)]
    (parameter,) = app.openapi()["paths"]["/v1/orders"]["get"]["parameters"]
    assert (parameter["name"], parameter["schema"]["default"]) == ("limit", 20), "those of the signature that counts"


def test_method_with_two_routes(shop: Shop) -> None:
    other = ServedRoute(RouteKey("POST", "/v2/orders"), "PUT", "Old orders")
    method = replace(METHOD, routes=(*METHOD.routes, other))
    tree = shop({"shop/core/server/routes.py": ROUTES})
    assert list(mount_webmethods(FastAPI(), tree, implementations(), [method])) == [
        RouteRow(ORDERS, "orders", "Orders", deprecated=False, webmethod=METHOD.name),
        RouteRow(other.key, "orders", "Old orders", deprecated=True, authentication=False, webmethod=METHOD.name),
    ]


def test_route_with_which_the_server_does_not_start(shop: Shop) -> None:
    """The wrapper takes the placeholder for a field of the body."""
    split = ServedRoute(RouteKey("POST", "/v2/orders:{limit}"), "POST", "Orders")
    method = replace(METHOD, routes=(*METHOD.routes, split))
    wrapper = SOURCES["shop/core/server/server.py"].replace("inspect.signature(function)", "in_body(function)")
    tree = shop(
        {
            "shop/core/server/routes.py": ROUTES.replace("/v2/orders", "/v2/orders:{limit}"),
            "shop/core/server/server.py": f"{wrapper}\n{IN_BODY}",
        }
    )
    assert list(unmountable_routes(tree, [method])) == [split.key]
    assert [row.key for row in mount_webmethods(FastAPI(), tree, implementations(), [METHOD])] == [ORDERS]


def test_api_without_an_implementation(shop: Shop) -> None:
    app = FastAPI()
    assert list(mount_webmethods(app, shop(), {}, [METHOD])) == []
    assert app.openapi()["paths"] == {}
