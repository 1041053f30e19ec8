"""A tree with an API whose router was made by hand, in the way of llama-stack's own migration, beside a webmethod."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiny_server import tiny_server

if TYPE_CHECKING:
    from pathlib import Path

MODELS = """\
from pydantic import BaseModel, ConfigDict, Field


class FindRequest(BaseModel):
    shelf: str
    limit: int = 20


class AddRequest(BaseModel):
    model_config = ConfigDict(extra="allow")

    title: str = Field(description="What the book is called.")
    copies: int = 1
    stream: bool = False


class MoveRequest(BaseModel):
    shelf: str
    tags: list[str] | None = None


class Book(BaseModel):
    title: str
    copies: int = 1


class Books(BaseModel):
    data: list[Book]
"""
PROTOCOL = """\
from collections.abc import AsyncIterator
from typing import Protocol

from shop.stock.models import AddRequest, Book, Books, FindRequest, MoveRequest


class Stock(Protocol):
    async def find_books(self, request: FindRequest) -> Books: ...
    async def get_book(self, book_id: str) -> Book: ...
    async def get_draft(self, book_id: str) -> Book: ...
    async def add_book(self, request: AddRequest) -> Book | AsyncIterator[Book]: ...
    async def move_book(self, book_id: str, request: MoveRequest) -> Book: ...
    async def drop_book(self, book_id: str) -> None: ...
"""
ROUTES = """\
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path, Query
from fastapi.responses import StreamingResponse
from shop.stock.api import Stock
from shop.stock.models import AddRequest, Book, Books, FindRequest, MoveRequest

PUBLIC_ROUTE_KEY = "x-public"
BookId = Annotated[str, Path(description="Which book.")]


def find_request(
    shelf: Annotated[str, Query(description="On which shelf.")],
    limit: Annotated[int, Query(description="How many.")] = 20,
) -> FindRequest:
    return FindRequest(shelf=shelf, limit=limit)


def create_router(impl: Stock) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["Stock"])

    @router.get("/books", response_model=Books, summary="Find books.", openapi_extra={PUBLIC_ROUTE_KEY: True})
    async def find(request: Annotated[FindRequest, Depends(find_request)]) -> Books:
        return await impl.find_books(request)

    @router.get("/books/{book_id:path}", response_model=Book, summary="Get a book.")
    async def get(book_id: BookId) -> Book:
        return await impl.get_book(book_id)

    @router.post("/books", response_model=None, summary="Add a book.")
    async def add(request: Annotated[AddRequest, Body(...)]) -> Book | StreamingResponse:
        answer = await impl.add_book(request)
        if isinstance(answer, AsyncIterator):
            events = (f"data: {book.title}\\n\\n" async for book in answer)
            return StreamingResponse(events, media_type="text/event-stream")
        return answer

    @router.put("/books/{book_id:path}", response_model=Book, summary="Move a book.")
    async def move(book_id: BookId, request: Annotated[MoveRequest, Body(...)]) -> Book:
        return await impl.move_book(book_id, request)

    @router.delete("/books/{book_id:path}", summary="Drop a book.")
    async def drop(book_id: BookId) -> None:
        return await impl.drop_book(book_id)

    return router
"""
REGISTRY = """\
from shop import stock

_ROUTER_FACTORIES = {"stock": stock.fastapi_routes.create_router}


def has_router(api):
    return api.value in _ROUTER_FACTORIES


def build_fastapi_router(api, impl):
    factory = _ROUTER_FACTORIES.get(api.value)
    return None if factory is None else factory(impl)
"""
SERVER = """\
import inspect

from fastapi.responses import JSONResponse
from shop.core.request_headers import PROVIDER_DATA_VAR


async def global_exception_handler(request, exc):
    return JSONResponse(status_code=400, content={"error": type(exc).__name__})


class ProviderDataMiddleware:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        PROVIDER_DATA_VAR.set({"key": "value"})
        await self.app(scope, receive, send)


def create_dynamic_typed_route(function, method, route):
    async def endpoint(**arguments):
        return await function(**arguments)

    endpoint.__signature__ = inspect.signature(function)
    return endpoint
"""
SOURCES = {
    "shop/stock/__init__.py": "from . import fastapi_routes\nfrom .api import Stock\n",
    "shop/stock/api.py": PROTOCOL,
    "shop/stock/models.py": MODELS,
    "shop/stock/fastapi_routes.py": ROUTES,
    "shop/core/server/fastapi_router_registry.py": REGISTRY,
    "shop/core/server/server.py": SERVER,
    "shop/core/resolver.py": """\
from shop.orders import Api, Orders
from shop.stock import Stock


def api_protocol_map():
    return {Api.orders: Orders, Api.stock: Stock}
""",
}


def book_stock(root: Path, edits: dict[str, str] | None = None, **files: str) -> Path:
    """Writes the tree below `root` and returns it; each key of `edits` is a text of its router that becomes another.

    `files` are other texts of the modules `api`, `fastapi_routes` and `registry`.
    """
    tiny_server(root)
    routes = files.get("fastapi_routes", ROUTES)
    for old, new in (edits or {}).items():
        assert routes.count(old) == 1, old
        routes = routes.replace(old, new)
    texts = {
        **SOURCES,
        "shop/stock/api.py": files.get("api", PROTOCOL),
        "shop/stock/fastapi_routes.py": routes,
        "shop/core/server/fastapi_router_registry.py": files.get("registry", REGISTRY),
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    orders = root / "shop/orders.py"
    orders.write_text(orders.read_text().replace('orders = "orders"\n', 'orders = "orders"\n    stock = "stock"\n', 1))
    return root
