"""A tree with a server of one route, small enough to be run by every test that needs one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = {
    "shop/__init__.py": "",
    "shop/orders.py": '''\
from enum import Enum
from types import SimpleNamespace
from typing import Protocol


class Api(Enum):
    orders = "orders"


class Orders(Protocol):
    async def list_orders(self, limit: int = 20) -> list[str]:
        """List orders.

        :param limit: How many.
        """
        ...


ROUTE = SimpleNamespace(name="list_orders", methods={"GET"}, path="/v1/orders")
WEBMETHOD = SimpleNamespace(method="GET")
''',
    "shop/core/__init__.py": "",
    "shop/core/resolver.py": """\
from shop.orders import Api, Orders


def api_protocol_map():
    return {Api.orders: Orders}
""",
    "shop/core/request_headers.py": """\
from contextvars import ContextVar

PROVIDER_DATA_VAR = ContextVar("provider_data", default=None)


def get_authenticated_user():
    return None
""",
    "shop/core/server/__init__.py": "",
    "shop/core/server/routes.py": """\
from shop.orders import ROUTE, WEBMETHOD, Api


def get_all_api_routes():
    return {Api.orders: [(ROUTE, WEBMETHOD)]}
""",
    "shop/core/server/server.py": """\
import inspect

from fastapi.responses import JSONResponse


async def global_exception_handler(request, exc):
    return JSONResponse(status_code=400, content={"error": type(exc).__name__})


def create_dynamic_typed_route(function, method, route):
    async def endpoint(**arguments):
        return await function(**arguments)

    endpoint.__signature__ = inspect.signature(function)
    return endpoint
""",
}


def tiny_server(root: Path, first_lines: str = "") -> Path:
    """Writes the tree below `root` and returns it; the module of the server begins with `first_lines`."""
    for name, source in SOURCES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(first_lines + source if name.endswith("server.py") else source, encoding="utf-8")
    return root
