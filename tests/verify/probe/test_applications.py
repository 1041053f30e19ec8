"""The application of a tree: its routes, its handler of exceptions, its middleware."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from served import LIMIT, ORDERS, served

from llama_router_codemod.verify.messages.record import CallContext, RouteRow
from llama_router_codemod.verify.probe.applications import make_app
from llama_router_codemod.verify.probe.recorders import Journal, make_implementations
from llama_router_codemod.verify.probe.tree import Tree

Shop = Callable[..., Tree]
METHOD = served(LIMIT)
REGISTRY = """\
from fastapi import APIRouter
from shop.orders import Api

router = APIRouter(tags=["Routed"])


@router.get("/v1/orders")
def list_orders() -> list[str]:
    return ["routed"]


def get_all_routers():
    return {Api.orders: [router]}


def include_routers(app, api, implementation, routers):
    app.include_router(router)
"""
SERVER = """\
from fastapi.responses import JSONResponse


class ConflictError(Exception): ...


async def global_exception_handler(request, exc):
    return JSONResponse(status_code=409, content={"error": type(exc).__name__})


def create_dynamic_typed_route(function, method, route):
    async def endpoint(limit: int = 20):
        raise ConflictError

    return endpoint


def create_app():
    app = ...
    app.exception_handler(ConflictError)(global_exception_handler)
    app.exception_handler(UnknownError)(global_exception_handler)


class ProviderDataMiddleware:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        scope["state"] = {"seen": True}
        await self.app(scope, receive, send)
"""


def made(tree: Tree) -> tuple[FastAPI, tuple[RouteRow, ...]]:
    recorders = make_implementations([METHOD], Journal(CallContext, None, ValueError))
    return make_app(tree, recorders, [METHOD])


def answer(app: FastAPI, url: str) -> tuple[int, Any]:
    async def get() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://probe") as client:
            return await client.get(url)

    response = asyncio.run(get())
    return response.status_code, response.json()


def test_webmethods(shop: Shop) -> None:
    _, rows = made(shop())
    assert rows == (RouteRow(ORDERS, "orders", "Orders", deprecated=False, webmethod=METHOD.name),)


def test_api_with_a_router_has_no_webmethods(shop: Shop) -> None:
    app, rows = made(shop({"shop/core/server/routers.py": REGISTRY}))
    assert rows == (RouteRow(ORDERS, "orders", "Routed", deprecated=False),)
    assert answer(app, "/v1/orders") == (200, ["routed"])


@pytest.mark.parametrize("url", ["/v1/orders?limit=x", "/v1/orders"], ids=["refused request", "any exception"])
def test_exceptions_are_answered_by_the_server(url: str, shop: Shop) -> None:
    app, _ = made(shop())
    assert answer(app, url)[0] == 400


def test_exceptions_with_a_handler_of_their_own(shop: Shop) -> None:
    app, _ = made(shop({"shop/core/server/server.py": SERVER}))
    assert {error.__name__ for error in app.exception_handlers if isinstance(error, type)} >= {"ConflictError"}
    assert answer(app, "/v1/orders") == (409, {"error": "ConflictError"})


def test_middleware(shop: Shop) -> None:
    names = [item.cls.__name__ for item in made(shop({"shop/core/server/server.py": SERVER}))[0].user_middleware]
    assert names == ["ProviderDataMiddleware"]
