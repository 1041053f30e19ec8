"""Requests to the routes of the first tree, and which methods those that were made by hand call."""

from __future__ import annotations

from pathlib import Path

import pytest
from book_stock import book_stock
from recorded_trees import ADD, DROP, FIND, GET, MOVE, REQUESTS, First, first_tree


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> First:
    return first_tree(book_stock(tmp_path_factory.mktemp("first")))


def test_method_that_each_route_calls(first: First) -> None:
    called = {str(route.key): str(method.name) for method in first.plan.methods for route in method.routes}
    assert called == {
        "GET /v1/orders": "orders.list_orders",
        FIND: "stock.find_books",
        GET: "stock.get_book",
        ADD: "stock.add_book",
        MOVE: "stock.move_book",
        DROP: "stock.drop_book",
    }
    assert (first.plan.refused, first.plan.without_method, first.record.uncalled) == ((), (), ())


def test_requests_to_every_route(first: First) -> None:
    routes = [str(request.route) for request in first.plan.requests]
    assert {route: routes.count(route) for route in routes} == dict.fromkeys(
        ["GET /v1/orders", FIND, GET, ADD, MOVE, DROP], REQUESTS
    )


@pytest.mark.parametrize(
    ("route", "case", "arguments"),
    [
        (FIND, "full", {"shelf": "shelf_1", "limit": 7}),
        (FIND, "required", {"shelf": "shelf_1", "limit": 20}),
        (GET, "full", {"book_id": "book_id_1"}),
        (ADD, "full", {"title": "title_1", "copies": 7, "stream": False, "model_extra": {}}),
        (ADD, "extra-body", {"title": "title_1", "copies": 7, "stream": False, "model_extra": {"unknown_field": "x"}}),
        (MOVE, "full", {"book_id": "book_id_1", "shelf": "shelf_1", "tags": ["tags_1"]}),
    ],
)
def test_calls_are_recorded_flat(route: str, case: str, arguments: dict[str, object], first: First) -> None:
    _, outcome = first.sent(route, case)
    assert [call.arguments for call in outcome.calls] == [arguments]
    assert [call.context.provider_data for call in outcome.calls] == [{"key": "value"}]


def test_stream_of_a_request_object(first: First) -> None:
    _, outcome = first.sent(ADD, "stream:true")
    assert outcome.body == "data: title_1\n\ndata: title_1\n\n"


# Routes that do not tell what they call


def test_route_that_calls_no_method(tmp_path: Path) -> None:
    tree = book_stock(tmp_path, {"await impl.get_book(book_id)": 'Book(title="a book")'})
    first = first_tree(tree)
    assert [str(route) for route in first.plan.without_method] == [GET]
    assert [str(request.route) for request in first.plan.requests].count(GET) == REQUESTS
    (result,) = first.compared_with(book_stock(tmp_path / "after"))
    assert (result.route, result.api, result.method) == (GET, "stock", None)


def test_route_that_calls_two_methods(tmp_path: Path) -> None:
    calls = "await impl.get_draft(book_id)\n        return await impl.get_book("
    tree = book_stock(tmp_path, {"return await impl.get_book(": calls})
    first = first_tree(tree)
    assert first.plan.without_method == ()
    assert {str(route.key) for method in first.plan.methods for route in method.routes} >= {FIND, ADD}
    (result,) = first.compared_with(book_stock(tmp_path / "after"))
    assert (result.route, result.api, result.method) == (GET, "stock", None)


def test_field_that_is_always_refused_is_left_out(tmp_path: Path) -> None:
    """As llama-stack's upload of files refused `expires_after` from ca16e7ab6 on; all else is compared nevertheless."""
    # The default is a number, what a request gives a text.
    check = "BeforeValidator(lambda value: value if value == 20 else int('none'))"
    imported = "from fastapi.responses import StreamingResponse\n"
    edits = {
        'Query(description="How many.")': f"Query(), {check}",
        imported: f"{imported}from pydantic import BeforeValidator\n",
    }
    tree = book_stock(tmp_path, edits)
    first = first_tree(tree)
    assert (first.plan.refused, first.plan.without_method) == ((), ())
    request, outcome = first.sent(FIND, "full")
    assert (request.url, outcome.status) == ("/v1/books?shelf=shelf_1", 200)
