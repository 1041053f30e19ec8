"""Routers made by hand in both trees: what is equal, and what `verify` says of damages."""

from __future__ import annotations

from pathlib import Path

import pytest
from book_stock import PROTOCOL, book_stock
from recorded_trees import ADD, DROP, FIND, GET, MOVE, First, first_tree

from llama_router_codemod.verify.result import Check, RouteResult

ALL = (FIND, GET, ADD, MOVE, DROP)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> First:
    return first_tree(book_stock(tmp_path_factory.mktemp("first")))


def found(results: list[RouteResult]) -> dict[str, dict[Check, set[str]]]:
    """What differs, by route and check."""
    return {
        result.route: {
            check: {item.place for item in result.differences if item.check is check}
            for check in {item.check for item in result.differences}
        }
        for result in results
    }


# Equal trees


def test_tree_and_itself(first: First) -> None:
    assert found(first.compared_with(first.file.parent)) == {}


DISCOVERY = """\
import importlib
import importlib.util

from shop.orders import Api

_ROUTER_FACTORIES = {
    api.value: importlib.import_module(f"shop.{api.value}.fastapi_routes").create_router
    for api in Api
    if api.value != "orders"
}


def build_fastapi_router(api, impl):
    factory = _ROUTER_FACTORIES.get(api.value)
    return factory(impl) if factory else None
"""


def test_registry_that_discovers_its_routers(first: First, tmp_path: Path) -> None:
    assert found(first.compared_with(book_stock(tmp_path, registry=DISCOVERY))) == {}


FLAT = {
    "impl.find_books(request)": "impl.find_books(request.shelf, limit=request.limit)",
    "impl.move_book(book_id, request)": "impl.move_book(shelf=request.shelf, tags=request.tags, book_id=book_id)",
}


def test_flat_calls_are_those_of_request_objects(first: First, tmp_path: Path) -> None:
    protocol = PROTOCOL.replace(
        "find_books(self, request: FindRequest)", "find_books(self, shelf: str, limit: int = 20)"
    )
    protocol = protocol.replace(
        "book_id: str, request: MoveRequest", "shelf: str, tags: list[str] | None = None, book_id: str = ''"
    )
    results = found(first.compared_with(book_stock(tmp_path, FLAT, api=protocol)))
    # A default that the route does not have is told, as of any Protocol.
    assert results == {MOVE: {Check.DRIFT: {"stock.move_book, route"}}}


WEBMETHODS = """\
from types import SimpleNamespace

from shop.orders import ROUTE, WEBMETHOD, Api

BOOK = SimpleNamespace(name="get_book", methods={"GET"}, path="/v1/books/{book_id:path}")


def get_all_api_routes():
    return {Api.orders: [(ROUTE, WEBMETHOD)], Api.stock: [(BOOK, WEBMETHOD)]}
"""


def test_webmethod_for_a_router(first: First, tmp_path: Path) -> None:
    root = book_stock(tmp_path, registry=NO_ROUTERS)
    (root / "shop/core/server/routes.py").write_text(WEBMETHODS)
    results = {result.route: result for result in first.compared_with(root)}
    assert found([results.pop(route) for route in (FIND, ADD, MOVE, DROP)]).keys() == {FIND, ADD, MOVE, DROP}
    differing = {str(item.place) for item in results[GET].differences if "calls" in item.before}
    assert (results[GET].method, differing) == ("get_book", set())


# Damages


@pytest.mark.parametrize(
    ("edits", "route", "others", "of_full"),
    [
        pytest.param(
            {'Query(description="How many.")': 'Query(description="How many.", alias="top")'},
            FIND,
            ["text of parameter limit", "parameter limit", *["stock.find_books, route"] * 2],
            {"calls"},
            id="a renamed query parameter",
        ),
        pytest.param(
            {'"/books", response_model=None': '"/books", status_code=201, response_model=None'},
            ADD,
            ["status that is answered"],
            {"status"},
            id="another status",
        ),
        pytest.param(
            {"FindRequest(shelf=shelf, limit=limit)": "FindRequest(shelf=shelf)"},
            FIND,
            [],
            {"calls"},
            id="a dropped field",
        ),
        pytest.param(
            {'    @router.delete("/books/{book_id:path}", summary="Drop a book.")\n': ""},
            DROP,
            ["served"],
            {"status", "allow", "body", "calls"},
            id="a missing route",
        ),
        pytest.param({"impl.get_book(": "impl.get_draft("}, GET, [], {"calls"}, id="another method"),
        pytest.param(
            {"impl.get_book(": "impl.lend_book("}, GET, [], {"status", "body", "raised", "calls"}, id="no method at all"
        ),
        pytest.param(
            {", openapi_extra={PUBLIC_ROUTE_KEY: True}": ""},
            FIND,
            ["authentication"],
            set(),
            id="authentication that was not asked for",
        ),
    ],
)
def test_damage_is_found(
    edits: dict[str, str], route: str, others: list[str], of_full: set[str], first: First, tmp_path: Path
) -> None:
    (result,) = first.compared_with(book_stock(tmp_path, edits))
    assert result.route == route
    assert [item.place for item in result.differences if item.check is not Check.BEHAVIOUR] == others
    full = [set(item.before) for item in result.differences if item.place == "full"]
    assert full == ([of_full] if of_full else [])


def test_method_that_is_called_instead_is_named(first: First, tmp_path: Path) -> None:
    """Also one that no route of the first tree calls, and one that only the second tree has."""
    protocol = PROTOCOL.replace("get_draft", "get_copy")
    (result,) = first.compared_with(book_stock(tmp_path, {"impl.get_book(": "impl.get_copy("}, api=protocol))
    full = next(item for item in result.differences if item.place == "full")
    assert [call["method"] for call in (*full.before["calls"], *full.after["calls"])] == ["get_book", "get_copy"]


def test_router_of_an_api_that_the_first_tree_does_not_have(tmp_path: Path) -> None:
    """Nobody knows what its routes were, but they are new."""
    before, after = book_stock(tmp_path / "before", registry=NO_ROUTERS), book_stock(tmp_path / "after")
    assert found(first_tree(before).compared_with(after)) == {route: {Check.ROUTES: {"served"}} for route in ALL}


NO_ROUTERS = """\
def build_fastapi_router(api, impl):
    return None
"""


def test_api_that_is_gone(first: First, tmp_path: Path) -> None:
    root = book_stock(tmp_path, registry=NO_ROUTERS)
    resolver = root / "shop/core/resolver.py"
    resolver.write_text(resolver.read_text().replace(", Api.stock: Stock", ""))
    (root / "shop/stock/api.py").unlink()
    (root / "shop/stock/__init__.py").write_text("Stock = None\n")
    results = found(first.compared_with(root))
    assert {route: checks[Check.ROUTES] for route, checks in results.items()} == {route: {"served"} for route in ALL}
