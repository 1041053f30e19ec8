"""What the finding of a list that moves from the body of a GET to its query explains, and what not."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

import pytest

from llama_router_codemod.contract.list_of_a_get import ListInQuery
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.verify.explain import Explanations
from llama_router_codemod.verify.result import Check, Difference, RouteResult

ROUTE = RouteResult(route="GET /v1/orders", api="orders", method="list_orders")


def answered(before: Any, after: Any) -> Difference:
    return Difference(check=Check.BEHAVIOUR, place="full", before=before, after=after)


def request(url: str = "/v1/orders", body: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"method": "GET", "url": url, "body": body}


LIST = Finding(Place(PurePosixPath("orders.py"), 1), ListInQuery("ids", "list[str] | None"), "orders", "list_orders")
AS_BODY = request(body={"json": ["a"]})
AS_QUERY = request("/v1/orders?limit=7&ids=a&ids=b")


def called(ids: list[Any] | None, limit: int = 7) -> list[dict[str, Any]]:
    return [{"arguments": {"ids": ids, "limit": limit}}]


BODY_IGNORED = answered({"calls": called(["a"])}, {"calls": called(None)})
QUERY_TAKEN = answered({"calls": called(None)}, {"calls": called(["a", "b"])})
QUERY_OF_AN_ENUMERATION = [{"$enum": "Id", "value": "a"}, {"$enum": "Id", "value": "b"}]


@pytest.mark.parametrize(
    ("sent", "difference"),
    [
        pytest.param(AS_BODY, BODY_IGNORED, id="as body"),
        pytest.param(
            request(body={"text": "{", "type": "application/json"}),
            answered({"status": 400, "calls": []}, {"status": 200, "calls": called(None)}),
            id="a body that was refused",
        ),
        pytest.param(AS_QUERY, QUERY_TAKEN, id="as query"),
        pytest.param(
            AS_QUERY,
            answered({"calls": called(None)}, {"calls": called(QUERY_OF_AN_ENUMERATION)}),
            id="of an enumeration",
        ),
        pytest.param(
            request("/v1/orders?ids="), answered({"calls": called(None)}, {"calls": called([""])}), id="an empty text"
        ),
        pytest.param(
            request("/v1/orders?ids=x"),
            answered({"status": 200, "calls": called(None)}, {"status": 400, "calls": []}),
            id="a query that is refused",
        ),
    ],
)
def test_list_of_a_get(sent: dict[str, Any], difference: Difference) -> None:
    assert Explanations([LIST]).code(ROUTE, difference, sent) == "LRC102"


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(request(), id="neither"),
        pytest.param(request("/v1/orders?limit=ids"), id="a value"),
        pytest.param(request("/v1/orders?order_ids=a"), id="the end of another name"),
        pytest.param(request("/v1/orders/ids=a"), id="in the path"),
    ],
)
def test_request_without_the_list(sent: dict[str, Any]) -> None:
    assert Explanations([LIST]).code(ROUTE, BODY_IGNORED, sent) is None


@pytest.mark.parametrize(
    ("sent", "difference"),
    [
        pytest.param(AS_BODY, answered({"calls": called(["a"])}, {"calls": called(None, 8)}), id="another argument"),
        pytest.param(AS_BODY, answered({"calls": called(["a"])}, {"calls": called(["b"])}), id="another list"),
        pytest.param(AS_QUERY, answered({"calls": called(None)}, {"calls": called(["a"])}), id="an item less"),
        pytest.param(AS_QUERY, answered({"calls": called(["a"])}, {"calls": called(None)}), id="a query ignored"),
    ],
)
def test_more_than_the_place_of_the_list_has_changed(sent: dict[str, Any], difference: Difference) -> None:
    assert Explanations([LIST]).code(ROUTE, difference, sent) is None


def test_method_of_a_tool_group() -> None:
    route = ROUTE.model_copy(update={"method": "group.list_orders"})
    assert Explanations([LIST]).code(route, BODY_IGNORED, AS_BODY) == "LRC102"


@pytest.mark.parametrize(
    "update",
    [{"method": "get_orders"}, {"api": "stock"}, {"method": None, "api": None}],
    ids=["another method", "another API", "unknown"],
)
def test_another_method_than_that_of_a_finding(update: dict[str, Any]) -> None:
    route = ROUTE.model_copy(update=update)
    assert Explanations([LIST]).code(route, BODY_IGNORED, AS_BODY) is None


@pytest.mark.parametrize(
    ("place", "check", "code"),
    [
        ("body", Check.DOCUMENT, "LRC102"),
        ("parameter ids", Check.DOCUMENT, "LRC102"),
        ("parameter limit", Check.DOCUMENT, None),
        ("body.ids", Check.DOCUMENT, None),
        ("answer", Check.DOCUMENT, None),
        ("body", Check.ROUTES, None),
    ],
)
def test_list_of_a_get_in_the_document(place: str, check: Check, code: str | None) -> None:
    difference = Difference(check=check, place=place, before="application/json", after="not there")
    assert Explanations([LIST]).code(ROUTE, difference) == code
