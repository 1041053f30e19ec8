"""Routes that look at the path first answer as they did."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI
from served import request
from starlette.responses import Response
from starlette.routing import Route

from llama_router_codemod.verify.messages.record import CallContext, Outcome
from llama_router_codemod.verify.probe.exchange import Exchange
from llama_router_codemod.verify.probe.quick_routes import quicken_routes
from llama_router_codemod.verify.probe.recorders import Journal


def application() -> FastAPI:
    app = FastAPI()
    router = APIRouter(prefix="/v1")

    @router.get("/orders/latest")
    def latest() -> str:
        return "latest"

    @router.get("/orders/{order}")
    def order(order: str) -> str:
        return order

    @router.post("/orders/{order}")
    def add(order: str) -> str:
        return f"added {order}"

    @router.get("/files/{file:path}")
    def file(file: str) -> str:
        return file

    @router.get("/lists/")
    def lists() -> str:
        return "lists"

    app.include_router(router)
    below = FastAPI()
    below.get("/orders")(latest)
    app.mount("/below", below)
    return app


def outcome(app: FastAPI, url: str, method: str) -> Outcome:
    journal = Journal(CallContext, answers=None, failure=ValueError)  # type: ignore[arg-type]
    return asyncio.run(Exchange(app, journal).send(request(url, method=method)))


@pytest.mark.parametrize(
    ("method", "url", "status", "body"),
    [
        ("GET", "/v1/orders/latest", 200, "latest"),
        ("GET", "/v1/orders/a", 200, "a"),
        ("POST", "/v1/orders/latest", 200, "added latest"),
        ("PATCH", "/v1/orders/a", 405, {"detail": "Method Not Allowed"}),
        ("GET", "/v1/files/a/b", 200, "a/b"),
        ("GET", "/v1/lists", 307, ""),
        ("GET", "/below/orders", 200, "latest"),
        ("GET", "/v1/other", 404, {"detail": "Not Found"}),
    ],
)
def test_answers(method: str, url: str, status: int, body: object) -> None:
    quick = application()
    quicken_routes(quick)
    found = outcome(quick, url, method)
    assert (found.status, found.body) == (status, body)
    assert found == outcome(application(), url, method)


def test_other_routes_are_not_asked() -> None:
    asked: list[str] = []

    class NotedRoute(Route):
        def matches(self, scope: Any) -> Any:
            asked.append(self.path)
            return super().matches(scope)

    app = FastAPI()
    app.router.routes = [NotedRoute(path, lambda _: Response()) for path in ("/a", "/b/{name}", "/{name}/b", "/c")]
    quicken_routes(app)
    assert outcome(app, "/a/b", "GET").status == 200
    assert asked == ["/{name}/b"]
