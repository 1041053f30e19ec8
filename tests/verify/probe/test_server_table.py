"""What a server's own table of routes tells of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

from llama_router_codemod.verify.messages.record import RouteRow
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.probe.server_table import with_server_table
from llama_router_codemod.verify.probe.tree import Tree

Shop = Callable[..., Tree]
LIST = RouteRow(RouteKey("GET", "/v1/orders"), "orders", "Orders", deprecated=False)
DROP = replace(LIST, key=RouteKey("DELETE", "/v1/orders"))
TABLE = """\
from types import SimpleNamespace

from shop.orders import Api

WEBMETHOD = SimpleNamespace(require_authentication=False, required_scope="a.read", descriptive_name="list")


def initialize_route_impls(impls, external_apis=None):
    return {"get": {"^/v1/orders$": (impls[Api.orders].list_orders, "/v1/orders", WEBMETHOD)}}
"""


def server_with(table: str) -> dict[str, str]:
    server = "from shop.core.server.routes import initialize_route_impls\n"
    return {"shop/core/server/routes.py": table, "shop/core/server/server.py": server}


def list_orders() -> None: ...


def rows(tree: Tree) -> list[RouteRow]:
    return list(with_server_table([LIST, DROP], tree, {"orders": SimpleNamespace(list_orders=list_orders)}))


def test_a_server_without_a_table(shop: Shop) -> None:
    assert rows(shop()) == [LIST, DROP]


def test_what_is_called_and_who_may_ask(shop: Shop) -> None:
    found = rows(shop(server_with(TABLE)))
    assert found == [replace(LIST, authentication=False, scope="a.read", span="list", calls="list_orders"), DROP]


def test_an_old_table_without_metadata(shop: Shop) -> None:
    table = TABLE.replace(', "/v1/orders", WEBMETHOD)', ', "/v1/orders")')
    assert rows(shop(server_with(table))) == [
        replace(LIST, calls="list_orders"),
        DROP,
    ]


def test_a_table_that_cannot_be_made(shop: Shop) -> None:
    """Authentication would answer every request with an error, though each route by itself works."""
    table = TABLE.replace("impls[Api.orders].list_orders", "WEBMETHOD.deprecated")
    failure = "AttributeError: 'types.SimpleNamespace' object has no attribute 'deprecated'"
    assert rows(shop(server_with(table))) == [replace(row, calls=failure) for row in (LIST, DROP)]


def test_a_table_that_the_server_has_from_elsewhere(shop: Shop) -> None:
    files = {"shop/core/server/auth.py": TABLE, "shop/core/server/server.py": "from . import auth\n"}
    assert [row.calls for row in rows(shop(files))] == ["list_orders", None]
